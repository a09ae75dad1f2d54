// The event log: everything that happened, in order, page by page.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineEntry } from "../api/answers";
import { answerOf, client } from "../api/client";
import { useLive } from "../live/board";
import { timeOfDay } from "../time/duration";
import { type Column, DataTable } from "../ui/data-table";
import { name, useTerm } from "../words/terms";

const PAGE = 200;

export function EventLog() {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const newest = useLive((live) => live.board.asOf ?? 0);
  const [after, setAfter] = useState(() => Math.max(0, newest - PAGE));
  const events = usePage(after);
  const columns: Column<TimelineEntry>[] = [
    { id: "seq", head: t("setup.seq"), numeric: true, value: (row) => row.seq },
    { id: "at", head: t("setup.at"), value: (row) => row.at, show: (row) => dayAndTime(row.at, i18n.language) },
    { id: "event", head: t("setup.event"), value: (row) => term("event", row.kind) },
    { id: "actor", head: t("setup.actor"), value: (row) => name(row.actor) },
  ];
  return (
    <>
      <div className="row">
        <button type="button" disabled={after === 0} onClick={() => setAfter(Math.max(0, after - PAGE))}>
          {t("setup.older")}
        </button>
        <button type="button" disabled={after + PAGE >= newest} onClick={() => setAfter(after + PAGE)}>
          {t("setup.newer")}
        </button>
      </div>
      <DataTable label={t("setup.log")} columns={columns} rows={events} rowId={(row) => String(row.seq)} />
    </>
  );
}

function dayAndTime(at: string, language: string): string {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(at));
  return `${day} ${timeOfDay(at, language)}`;
}

function usePage(after: number): readonly TimelineEntry[] {
  const [events, setEvents] = useState<readonly TimelineEntry[]>([]);
  useEffect(() => {
    let current = true;
    answerOf<TimelineEntry[]>(client.GET("/api/v1/events", { params: { query: { after, limit: PAGE } } }))
      .then((read) => current && setEvents([...read].reverse()))
      .catch(() => {}); // the light says that the line is cut
    return () => {
      current = false;
    };
  }, [after]);
  return events;
}
