// Closed streets and areas, current and planned; opens them again.
import { useTranslation } from "react-i18next";
import type { Closure, EventKind } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { dayAndTime } from "../../base/time/duration";
import { name, useTerm } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { useAnswer } from "../../live/use-answer";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";
import type { Column } from "../../ui/data-table";
import { SetupList } from "./list";
import { useWords } from "./words";

const CHANGES: readonly EventKind[] = ["street_closed", "street_opened"];

export function Closures() {
  const { t } = useWords();
  const { i18n } = useTranslation();
  const term = useTerm();
  const { answer: rows, failed } = useAnswer(() => answerOf(client.GET("/api/v1/closures")), { on: CHANGES });
  const command = useCommand();
  const open = (closure_id: string) =>
    void command.run((key) =>
      answerOf(
        client.DELETE("/api/v1/closures/{closure_id}", {
          params: { path: { closure_id }, header: { "idempotency-key": key } },
        }),
      ),
    );
  const at = (moment: string) => dayAndTime(moment, i18n.language);
  const columns: Column<Closure>[] = [
    { id: "kind", head: t("kind"), value: (row) => term("closure.kind", row.kind) },
    { id: "reason", head: t("closure.reason"), value: (row) => row.reason ?? "" },
    { id: "from", head: t("closure.from"), value: (row) => row.starts_at, show: (row) => at(row.starts_at) },
    {
      id: "until",
      head: t("closure.until"),
      value: (row) => row.ends_at ?? "",
      show: (row) => (row.ends_at ? at(row.ends_at) : t("closure.open_ended")),
    },
    { id: "by", head: t("closure.by"), value: (row) => name(row.created_by) },
  ];
  return (
    <>
      <CommandMessage command={command} />
      <SetupList
        label={t("section.closures")}
        columns={columns}
        rows={rows}
        failed={failed}
        rowId={(row) => row.id}
        actions={(row) => (
          <ConfirmButton
            label={t("closure.open")}
            name={`${t("closure.open")}: ${row.reason ?? row.kind}`}
            question={t("closure.open_sure")}
            onConfirm={() => open(row.id)}
          />
        )}
      />
    </>
  );
}
