// The event log: everything that happened, in order, page by page.
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineEntry } from "../api/answers";
import { answerOf, client } from "../api/client";
import { useLive } from "../live/board";
import { dayAndTime } from "../time/duration";
import { type Column, DataTable } from "../ui/data-table";
import { useActor, useTerm } from "../words/terms";
import { useWords } from "./words";

const PAGE = 200;

export function EventLog() {
  const { t } = useWords();
  const { i18n } = useTranslation();
  const eventWord = useEventWord();
  const actor = useActor();
  const newest = useLive((live) => live.board.asOf ?? 0);
  const [after, setAfter] = useState(() => Math.max(0, newest - PAGE));
  const events = usePage(after);
  const columns: Column<TimelineEntry>[] = [
    { id: "seq", head: t("log.seq"), numeric: true, value: (row) => row.seq },
    { id: "at", head: t("log.at"), value: (row) => row.at, show: (row) => dayAndTime(row.at, i18n.language) },
    { id: "event", head: t("log.event"), value: (row) => `${eventWord(row.kind)} ${about(row.data)}` },
    { id: "actor", head: t("log.actor"), value: (row) => actor(row.actor) },
  ];
  return (
    <>
      <div className="row">
        <button type="button" disabled={after === 0} onClick={() => setAfter(Math.max(0, after - PAGE))}>
          {t("log.older")}
        </button>
        <button type="button" disabled={after + PAGE >= newest} onClick={() => setAfter(after + PAGE)}>
          {t("log.newer")}
        </button>
      </div>
      <DataTable label={t("section.log")} columns={columns} rows={events} rowId={(row) => String(row.seq)} />
    </>
  );
}

/** What of the city's own the event was about. */
function about(data: Record<string, unknown>): string {
  const entry = data.entry as { id?: string; code?: string } | undefined;
  const named = data.username ?? data.device_id ?? data.unit_id ?? entry?.id ?? entry?.code ?? data.incident_type;
  return typeof named === "string" ? named : "";
}

function useEventWord(): (kind: string) => string {
  const { i18n } = useTranslation();
  const term = useTerm();
  return useCallback(
    (kind) =>
      i18n.exists(`setup:event.${kind}`) ? String(i18n.t(`setup:event.${kind}` as never)) : term("event", kind),
    [i18n, term],
  );
}

function usePage(after: number): readonly TimelineEntry[] {
  const [events, setEvents] = useState<readonly TimelineEntry[]>([]);
  useEffect(() => {
    let current = true;
    answerOf(client.GET("/api/v1/events", { params: { query: { after, limit: PAGE } } }))
      .then((read) => current && setEvents([...read].reverse()))
      .catch(() => {}); // the light says that the line is cut
    return () => {
      current = false;
    };
  }, [after]);
  return events;
}
