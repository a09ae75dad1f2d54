// Incident types: each one's names and default priority.
import { useState } from "react";
import type { IncidentType } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import { useTerm } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";
import type { Column } from "../../ui/data-table";
import { PriorityBadge } from "../../ui/priority-badge";
import { FormDialog, type FormField, textOf, type Values } from "./form";
import { SetupList } from "./list";
import { useWords } from "./words";

type Type = IncidentType & { eido_code?: string | null };

export function Types() {
  const { t } = useWords();
  const term = useTerm();
  const { types } = useReference();
  const [editing, setEditing] = useState<Type | "new" | null>(null);
  const command = useCommand();
  const columns: Column<Type>[] = [
    {
      id: "priority",
      head: t("type.priority"),
      value: (row) => row.default_priority,
      show: (row) => <PriorityBadge priority={row.default_priority} />,
    },
    { id: "name_id", head: t("type.name_id"), value: (row) => row.name_id },
    { id: "name_en", head: t("type.name_en"), value: (row) => row.name_en },
    { id: "code", head: t("code"), value: (row) => row.code },
    { id: "eido", head: t("type.eido_code"), value: (row) => row.eido_code ?? "" },
    {
      id: "handed",
      head: t("type.handed_over_to"),
      value: (row) => (row.handed_over_to ? term("agency_kind", row.handed_over_to) : ""),
    },
  ];
  const remove = (code: string) =>
    void command.run((key) =>
      answerOf(
        client.DELETE("/api/v1/incident-types/{code}", {
          params: { path: { code }, header: { "idempotency-key": key } },
        }),
      ),
    );
  return (
    <>
      <CommandMessage command={command} />
      <SetupList
        label={t("section.types")}
        columns={columns}
        rows={[...types.values()]}
        rowId={(row) => row.code}
        actions={(row) => (
          <span className="row">
            <button type="button" aria-label={t("edit_of", { name: row.code })} onClick={() => setEditing(row)}>
              {t("edit")}
            </button>
            <ConfirmButton
              label={t("remove")}
              name={`${t("remove")}: ${row.code}`}
              question={t("remove_sure")}
              onConfirm={() => remove(row.code)}
            />
          </span>
        )}
      >
        <button type="button" className="primary" onClick={() => setEditing("new")}>
          {t("add")}
        </button>
      </SetupList>
      {editing && <TypeForm type={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function TypeForm({ type, onClose }: { type: Type | null; onClose: () => void }) {
  const { t } = useWords();
  const fields = useFields();
  const code = { name: "code", label: t("code"), hint: t("code_hint"), required: true, pattern: "[a-z0-9][a-z0-9_]*" };
  const send = (values: Values) => (key: string) => {
    const header = { "idempotency-key": key };
    const body = {
      name_id: String(values.name_id),
      name_en: String(values.name_en),
      default_priority: Number(values.default_priority),
      eido_code: textOf(values.eido_code),
      handed_over_to: textOf(values.handed_over_to),
      department: textOf(values.department),
    };
    if (type) {
      const params = { path: { code: type.code }, header };
      return answerOf(client.PUT("/api/v1/incident-types/{code}", { params, body }));
    }
    return answerOf(
      client.POST("/api/v1/incident-types", { params: { header }, body: { code: String(values.code), ...body } }),
    );
  };
  return (
    <FormDialog
      title={type ? t("edit_of", { name: type.code }) : t("add_to", { list: t("section.types") })}
      fields={type ? fields : [code, ...fields]}
      values={{
        code: "",
        name_id: type?.name_id ?? "",
        name_en: type?.name_en ?? "",
        default_priority: String(type?.default_priority ?? 3),
        eido_code: type?.eido_code ?? "",
        handed_over_to: type?.handed_over_to ?? "",
        department: type?.department ?? "",
      }}
      send={send}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function useFields(): FormField[] {
  const { t } = useWords();
  const term = useTerm();
  const { vocabulary } = useReference();
  return [
    { name: "name_id", label: t("type.name_id"), required: true },
    { name: "name_en", label: t("type.name_en"), required: true },
    {
      name: "default_priority",
      label: t("type.priority"),
      input: "select",
      required: true,
      options: [1, 2, 3, 4, 5].map((priority) => ({ value: String(priority), label: String(priority) })),
    },
    { name: "eido_code", label: t("type.eido_code") },
    {
      name: "handed_over_to",
      label: t("type.handed_over_to"),
      hint: t("type.handed_over_hint"),
      input: "select",
      options: vocabulary.agency_kinds.map((kind) => ({ value: kind, label: term("agency_kind", kind) })),
    },
    {
      name: "department",
      label: t("type.department"),
      hint: t("type.department_hint"),
      input: "select",
      options: vocabulary.departments.map((code) => ({ value: code, label: term("department", code) })),
    },
  ];
}
