// The location: found while typing, shown on the map as it narrows; the caller's words are kept unchanged.
import { useCombobox } from "downshift";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FoundPlace } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import { usePlaceWords } from "../../base/words/found-place";
import { goTo, useMap } from "../../map/map-state";
import { changeDraft, type Draft } from "../../parts/calls/draft";
import { asPlusCode } from "./plus-code";

const TYPED_MIN = 2;
const WAIT_MS = 120;
const LIMIT = 8;
const WHERE = "where-input";

export function PlaceSearch({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const wordsOf = usePlaceWords();
  const found = useFound(draft.whereWords, draft.place);
  const input = useRef<HTMLInputElement>(null);
  const choose = (place: FoundPlace) => {
    changeDraft(draft.id, { place });
    goTo(place.position);
  };
  const box = useCombobox<FoundPlace>({
    id: "where",
    inputId: WHERE,
    items: [...found],
    inputValue: draft.whereWords,
    selectedItem: null,
    defaultHighlightedIndex: 0,
    itemToString: () => draft.whereWords,
    onInputValueChange: ({ inputValue, type }) => {
      if (type === useCombobox.stateChangeTypes.InputChange) {
        changeDraft(draft.id, { whereWords: inputValue, place: null });
      }
    },
    onSelectedItemChange: ({ selectedItem }) => selectedItem && choose(selectedItem),
    onHighlightedIndexChange: ({ highlightedIndex }) => {
      const place = found[highlightedIndex];
      if (place) useMap.setState({ pin: place.position });
    },
  });
  useEffect(() => {
    useMap.setState({ pin: draft.place?.position ?? found[0]?.position ?? null });
    if (!draft.place && found.length) goTo(...found.slice(0, 4).map(({ position }) => position));
  }, [found, draft.place]);

  return (
    <div className="field">
      <label {...box.getLabelProps()} htmlFor={WHERE}>
        {t("call.where")}
      </label>
      <input
        {...box.getInputProps({ ref: input, id: WHERE })}
        placeholder={t("call.where_hint")}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data-testid="where"
      />
      {draft.place && (
        <p className="picked">
          ✓ <strong>{wordsOf(draft.place).name}</strong> {wordsOf(draft.place).where}{" "}
          <span className="muted">{wordsOf(draft.place).kind}</span>
        </p>
      )}
      <ul {...box.getMenuProps()} className="options" data-open={box.isOpen && found.length > 0}>
        {box.isOpen &&
          found
            .map((place, index) => ({ place, index, ...wordsOf(place) }))
            .map(({ place, index, name, where, kind, away }) => (
              <li
                key={`${place.kind} ${place.name} ${place.position.lat} ${place.position.lon}`}
                {...box.getItemProps({ item: place, index })}
                data-highlighted={box.highlightedIndex === index}
              >
                <span className="grow found">
                  <strong>{name}</strong> <span className="soft">{where}</span>
                </span>
                <span className="muted">{[kind, away].filter(Boolean).join(" · ")}</span>
              </li>
            ))}
      </ul>
      {box.isOpen && draft.whereWords.length >= TYPED_MIN && found.length === 0 && (
        <p className="muted">{t("call.where_none")}</p>
      )}
    </div>
  );
}

/** The newest answer wins; new typing discards the answer to earlier text. */
function useFound(words: string, place: FoundPlace | null): readonly FoundPlace[] {
  const { city } = useReference();
  const [found, setFound] = useState<readonly FoundPlace[]>([]);
  const [west, south, east, north] = city.bbox;
  const typed = words.trim();
  useEffect(() => {
    if (typed.length < TYPED_MIN || place) {
      setFound([]);
      return;
    }
    const code = asPlusCode(typed, { lat: (south + north) / 2, lon: (west + east) / 2 });
    if (code) {
      setFound([code]);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      const query = { q: typed, limit: LIMIT };
      answerOf(client.GET("/api/v1/places", { params: { query } }))
        .then((places) => current && setFound(places))
        .catch(() => current && setFound([]));
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed, place, west, south, east, north]);
  return found;
}
