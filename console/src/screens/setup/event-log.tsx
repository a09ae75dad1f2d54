// The event log: all events, or only changes in setup; newest first, page by page.
import { useCallback, useEffect, useState } from "react";
import type { TimelineEntry } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { dayAndTime } from "../../base/time/duration";
import { id } from "../../base/words/setup/id";
import { useActor, useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import type { Column } from "../../ui/data-table";
import { SetupList } from "./list";
import { useWords } from "./words";

const PAGE = 200;
// A busy city has many events a second; rereading the page for each would be the larger load.
const READ_AGAIN_MS = 2000;
const OF_SETUP = Object.keys(id.event);

export function EventLog() {
  const { t, i18n } = useWords();
  const eventWord = useEventWord();
  const actor = useActor();
  const [onlySetup, setOnlySetup] = useState(false);
  // The end of each page paged back over; empty on the newest page, which updates by itself.
  const [ends, setEnds] = useState<readonly number[]>([]);
  const events = usePage(ends.at(-1) ?? null, onlySetup);
  const first = events?.at(-1)?.seq;
  const columns: Column<TimelineEntry>[] = [
    { id: "seq", head: t("log.seq"), numeric: true, value: (row) => row.seq },
    { id: "at", head: t("log.at"), value: (row) => row.at, show: (row) => dayAndTime(row.at, i18n.language) },
    { id: "event", head: t("log.event"), value: (row) => eventWord(row.kind) },
    { id: "about", head: t("log.about"), value: (row) => about(row.data) },
    { id: "actor", head: t("log.actor"), value: (row) => actor(row.actor) },
  ];
  return (
    <SetupList label={t("section.log")} columns={columns} rows={events} rowId={(row) => String(row.seq)}>
      <button
        type="button"
        aria-pressed={onlySetup}
        onClick={() => {
          setOnlySetup(!onlySetup);
          setEnds([]);
        }}
      >
        {t("log.only_setup")}
      </button>
      <button type="button" disabled={(events?.length ?? 0) < PAGE} onClick={() => first && setEnds([...ends, first])}>
        {t("log.older")}
      </button>
      <button type="button" disabled={ends.length === 0} onClick={() => setEnds(ends.slice(0, -1))}>
        {t("log.newer")}
      </button>
    </SetupList>
  );
}

type Named = { id?: string; name?: string; code?: string; number?: string; unit_id?: string; reason?: string };

/** The entry of setup, or the incident, that the event is about. */
function about(data: Record<string, unknown>): string {
  const { entry, closure } = data as { entry?: Named; closure?: Named };
  const { units = [], incidents = [] } = data as { units?: Named[]; incidents?: Named[] };
  const own = data.username ?? data.device_id ?? data.unit_id ?? entry?.id ?? entry?.code ?? data.id;
  const other = own ?? data.incident_type ?? closure?.reason ?? data.list ?? some(units);
  const { geofence } = data as { geofence?: Named };
  return [other, incidents[0]?.number, geofence?.name].filter((each) => typeof each === "string").join(" ");
}

function some([first, ...others]: Named[]): string | undefined {
  return others.length ? `${first?.unit_id} + ${others.length}` : first?.unit_id;
}

function useEventWord(): (kind: string) => string {
  const { i18n } = useWords();
  const term = useTerm();
  return useCallback(
    (kind) =>
      i18n.exists(`setup:event.${kind}`) ? String(i18n.t(`setup:event.${kind}` as never)) : term("event", kind),
    [i18n, term],
  );
}

/** Null until read. */
function usePage(before: number | null, onlySetup: boolean): readonly TimelineEntry[] | null {
  const [events, setEvents] = useState<readonly TimelineEntry[] | null>(null);
  const newest = useNewest(before === null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when there are newer ones
  useEffect(() => {
    let current = true;
    const query = { limit: PAGE, ...(before !== null && { before }), ...(onlySetup && { kind: OF_SETUP }) };
    answerOf(client.GET("/api/v1/events/newest", { params: { query } }))
      .then((read) => current && setEvents([...read].reverse()))
      .catch(() => {}); // the light shows that the line is cut
    return () => {
      current = false;
    };
  }, [before, onlySetup, newest]);
  return events;
}

/** The seq of the newest event, up to READ_AGAIN_MS late. */
function useNewest(asked: boolean): number {
  const newest = useLive((live) => (asked ? (live.board.asOf ?? 0) : 0));
  const [seen, setSeen] = useState(newest);
  const isBehind = newest !== seen;
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => setSeen(useLive.getState().board.asOf ?? 0), READ_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isBehind]);
  return seen;
}
