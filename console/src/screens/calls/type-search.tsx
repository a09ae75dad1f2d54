// The incident type, found by two letters; the priority follows it and can be changed.
import { useCombobox } from "downshift";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentType } from "../../base/api/answers";
import { useReference } from "../../base/api/session";
import { typeName, useAgenciesOfKind } from "../../base/words/terms";
import { changeDraft, type Draft } from "../../parts/calls/draft";
import { PriorityBadge } from "../../ui/priority-badge";
import { matchingTypes } from "./matching-types";

const WHAT = "what-input";

export function TypeSearch({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const { types } = useReference();
  const agenciesOfKind = useAgenciesOfKind();
  const found = useMemo(() => matchingTypes([...types.values()], draft.typeWords), [types, draft.typeWords]);
  const chosen = draft.type ? types.get(draft.type) : undefined;
  const nameOf = (type: IncidentType | null) => typeName(type ?? undefined, i18n.language) ?? "";
  const box = useCombobox<IncidentType>({
    id: "what",
    inputId: WHAT,
    items: found,
    inputValue: draft.typeWords,
    selectedItem: chosen ?? null,
    defaultHighlightedIndex: 0,
    itemToString: nameOf,
    onInputValueChange: ({ inputValue, type }) => {
      if (type === useCombobox.stateChangeTypes.InputChange) {
        changeDraft(draft.id, { typeWords: inputValue, type: null });
      }
    },
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) changeDraft(draft.id, { type: selectedItem.code, typeWords: nameOf(selectedItem) });
    },
  });
  return (
    <div className="field">
      <label {...box.getLabelProps()} htmlFor={WHAT}>
        {t("call.what")}
      </label>
      <input
        {...box.getInputProps({ onBlur: chooseOnlyOne, id: WHAT })}
        placeholder={t("call.what_hint")}
        autoComplete="off"
        spellCheck={false}
        data-testid="what"
      />
      <ul {...box.getMenuProps()} className="options" data-open={box.isOpen && found.length > 0}>
        {box.isOpen &&
          found.map((type, index) => (
            <li
              key={type.code}
              {...box.getItemProps({ item: type, index })}
              data-highlighted={box.highlightedIndex === index}
            >
              <PriorityBadge priority={type.default_priority} />
              <span className="grow">{nameOf(type)}</span>
              {type.handed_over_to && (
                <span className="muted">
                  {t("call.handed_over_to", { agency: agenciesOfKind(type.handed_over_to) })}
                </span>
              )}
            </li>
          ))}
      </ul>
      {box.isOpen && found.length === 0 && <p className="muted">{t("call.type_none")}</p>}
    </div>
  );

  /** Tab after enough letters chooses the only match left. */
  function chooseOnlyOne(): void {
    const only = found.length === 1 ? found[0] : undefined;
    if (only && !draft.type && draft.typeWords.trim()) {
      changeDraft(draft.id, { type: only.code, typeWords: nameOf(only) });
    }
  }
}
