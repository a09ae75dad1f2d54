// One plan as a form: its priority and area, and its requirements.
import { useId, useRef } from "react";
import { useTerm } from "../../base/words/terms";
import { NEW_NEED, type Need, type Plan, replaced, without } from "./plan-parts";
import { useWords } from "./words";

type Props = {
  number: number;
  plan: Plan;
  capabilities: readonly string[];
  onChange: (plan: Plan) => void;
  onRemove: () => void;
};

export function PlanForm({ number, plan, capabilities, onChange, onRemove }: Props) {
  const { t } = useWords();
  const id = useId();
  const needs = plan.requirements;
  const addButton = useRef<HTMLButtonElement>(null);
  const remove = (index: number) => {
    onChange({ ...plan, requirements: without(needs, index) });
    addButton.current?.focus(); // the button that was pressed leaves the page
  };
  return (
    <fieldset className="plan panel">
      <legend>{t("plan.variant", { number })}</legend>
      <div className="row wrap">
        <label htmlFor={`${id}-priority`}>{t("plan.priority")}</label>
        <select
          id={`${id}-priority`}
          className="short"
          value={plan.priority ?? ""}
          onChange={(event) => onChange({ ...plan, priority: wholeOrNull(event.target.value) })}
        >
          <option value="">{t("any")}</option>
          {[1, 2, 3, 4, 5].map((priority) => (
            <option key={priority} value={priority}>
              {priority}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-area`}>{t("plan.area")}</label>
        <input
          id={`${id}-area`}
          className="medium"
          value={plan.area ?? ""}
          title={t("plan.area_hint")}
          maxLength={64}
          onChange={(event) => onChange({ ...plan, area: event.target.value || null })}
        />
        <label htmlFor={`${id}-automatic`}>{t("plan.automatic")}</label>
        <input
          id={`${id}-automatic`}
          className="short"
          type="number"
          min={5}
          max={600}
          value={plan.automatic_after_s ?? ""}
          title={t("plan.automatic_hint")}
          onChange={(event) => onChange({ ...plan, automatic_after_s: wholeOrNull(event.target.value) })}
        />
        <span className="grow" />
        <button type="button" className="danger" onClick={onRemove}>
          {t("plan.remove_variant")}
        </button>
      </div>
      <table>
        <thead>
          <tr>
            {(["level", "count", "capability", "first_due", "crew_min"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`plan.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {needs.map((need, index) => (
            <NeedRow
              // biome-ignore lint/suspicious/noArrayIndexKey: needs have no name of their own, and stay in their order
              key={index}
              number={index + 1}
              need={need}
              capabilities={capabilities}
              onChange={(changed) => onChange({ ...plan, requirements: replaced(needs, index, changed) })}
              onRemove={() => remove(index)}
            />
          ))}
        </tbody>
      </table>
      <div>
        <button ref={addButton} type="button" onClick={() => onChange({ ...plan, requirements: [...needs, NEW_NEED] })}>
          {t("plan.add_need")}
        </button>
      </div>
    </fieldset>
  );
}

type NeedProps = {
  number: number;
  need: Need;
  capabilities: readonly string[];
  onChange: (need: Need) => void;
  onRemove: () => void;
};

function NeedRow({ number, need, capabilities, onChange, onRemove }: NeedProps) {
  const { t } = useWords();
  const term = useTerm();
  const named = (column: "level" | "count" | "capability" | "first_due" | "crew_min") => ({
    "aria-label": `${t(`plan.${column}`)} ${number}`,
  });
  return (
    <tr>
      <td>
        <input
          {...named("level")}
          type="number"
          min={1}
          max={9}
          value={need.alarm_level}
          onChange={(event) => onChange({ ...need, alarm_level: wholeOrNull(event.target.value) ?? 1 })}
        />
      </td>
      <td>
        <input
          {...named("count")}
          type="number"
          min={1}
          max={50}
          value={need.count}
          onChange={(event) => onChange({ ...need, count: wholeOrNull(event.target.value) ?? 1 })}
        />
      </td>
      <td>
        <select
          {...named("capability")}
          value={need.capability}
          onChange={(event) => onChange({ ...need, capability: event.target.value })}
        >
          {capabilities.map((capability) => (
            <option key={capability} value={capability}>
              {term("capability", capability)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          {...named("first_due")}
          type="checkbox"
          checked={need.first_due ?? false}
          onChange={(event) => onChange({ ...need, first_due: event.target.checked })}
        />
      </td>
      <td>
        <input
          {...named("crew_min")}
          type="number"
          min={1}
          max={50}
          value={need.crew_min ?? ""}
          onChange={(event) => onChange({ ...need, crew_min: wholeOrNull(event.target.value) })}
        />
      </td>
      <td>
        <button type="button" className="plain" aria-label={t("plan.remove_need", { number })} onClick={onRemove}>
          ✕
        </button>
      </td>
    </tr>
  );
}

function wholeOrNull(text: string): number | null {
  return text === "" ? null : Math.trunc(Number(text));
}
