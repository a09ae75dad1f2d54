// Response plans: each incident type's requirements; one type at a time is opened and edited.
import { useRef, useState } from "react";
import type { EventKind, IncidentType } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import { useTerm, useTypeName } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { useAnswer } from "../../live/use-answer";
import { CommandMessage } from "../../ui/command-message";
import type { Column } from "../../ui/data-table";
import { download } from "./download";
import { Cut, SetupList } from "./list";
import { PlanEditor } from "./plan-editor";
import { levelsOf, type Plan } from "./plan-parts";
import { useWords } from "./words";

const CHANGES: readonly EventKind[] = [
  "response_plan_changed",
  "incident_type_added",
  "incident_type_changed",
  "incident_type_removed",
];

export function Plans() {
  const { t } = useWords();
  const typeName = useTypeName();
  const term = useTerm();
  const { types } = useReference();
  const { answer: rows, failed } = useAnswer(() => answerOf(client.GET("/api/v1/response-plans")), { on: CHANGES });
  const [editing, setEditing] = useState<string | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const close = () => {
    setEdited(editing);
    setEditing(null);
  };
  if (editing !== null) {
    const plans = rows?.filter(({ incident_type }) => incident_type === editing) ?? [];
    return <PlanEditor code={editing} plans={plans} onClose={close} />;
  }
  const asks = (type: IncidentType) =>
    (rows ?? [])
      .filter(({ incident_type }) => incident_type === type.code)
      .map((plan) => {
        const who = plan.priority === null ? "" : `P${plan.priority}: `;
        const what = levelsOf(plan).map((needs) =>
          needs.map(({ count, capability }) => `${count} ${term("capability", capability)}`).join(" + "),
        );
        return who + what.join(" ⇢ ");
      })
      .join(" · ");
  const columns: Column<IncidentType>[] = [
    {
      id: "type",
      head: t("plan.type"),
      value: (row) => typeName(row.code),
      show: (row) => <strong>{typeName(row.code)}</strong>,
    },
    {
      id: "asks",
      head: t("plan.asks"),
      value: asks,
      show: (row) =>
        (asks(row) && <Cut text={asks(row)} wide />) || <span className="warn">{t("plan.asks_nothing")}</span>,
    },
  ];
  return (
    <SetupList
      label={t("section.plans")}
      columns={columns}
      rows={rows && [...types.values()]}
      failed={failed}
      rowId={(row) => row.code}
      actions={(row) => (
        <button
          // biome-ignore lint/a11y/noAutofocus: back to the button that opened the plan
          autoFocus={row.code === edited}
          type="button"
          aria-label={t("edit_of", { name: typeName(row.code) })}
          onClick={() => setEditing(row.code)}
        >
          {t("edit")}
        </button>
      )}
    >
      {rows && <PlansFile plans={rows} />}
    </SetupList>
  );
}

function PlansFile({ plans }: { plans: readonly Plan[] }) {
  const { t } = useWords();
  const file = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  const command = useCommand();
  const load = async (chosen: File | undefined) => {
    if (!chosen) return;
    setSaid(null);
    const read = plansOf(await chosen.text());
    if (file.current) file.current.value = "";
    if (!read) return setSaid(t("plan.not_json"));
    const saved = await command.run((key) =>
      answerOf(
        client.PUT("/api/v1/response-plans", {
          params: { header: { "idempotency-key": key } },
          body: { plans: read },
        }),
      ),
    );
    if (saved) setSaid(t("plan.imported", { count: saved.length }));
  };
  return (
    <>
      {said && <span role="status">{said}</span>}
      <CommandMessage command={command} />
      <button
        type="button"
        onClick={() => download("response-plans.json", "application/json", JSON.stringify({ plans }, null, 2))}
      >
        {t("plan.export")}
      </button>
      <button type="button" onClick={() => file.current?.click()}>
        {t("plan.import")}
      </button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t("plan.import")}
        onChange={(event) => void load(event.target.files?.[0])}
      />
    </>
  );
}

/** The list as the API returns it, or the document that contains it; null if it is neither. */
function plansOf(text: string): Plan[] | null {
  try {
    const read: unknown = JSON.parse(text);
    const list = Array.isArray(read) ? read : (read as { plans?: unknown }).plans;
    return Array.isArray(list) ? (list as Plan[]) : null;
  } catch {
    return null;
  }
}
