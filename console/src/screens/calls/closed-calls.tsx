// Ended calls, newest first, page by page; one ended by mistake can be reopened with a reason.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventKind } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Call } from "../../base/api/views";
import { dayAndTime } from "../../base/time/duration";
import { useTerm } from "../../base/words/terms";
import { useAnswer } from "../../live/use-answer";
import { AskReason } from "../../ui/ask-reason";

const PAGE = 50;
const CHANGES_THE_LIST: readonly EventKind[] = ["call_closed", "call_reopened", "incident_created"];

export function ClosedCalls() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="closed-incidents folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="padded">{t("call.ended")}</summary>
      {open && <List />}
    </details>
  );
}

function List() {
  const { t } = useTranslation();
  const { calls, more } = useClosedCalls();
  const [opened, setOpened] = useState<Call | null>(null);
  return (
    <div className="scroll closed-calls">
      {calls.length === 0 && <p className="muted padded">{t("table.empty")}</p>}
      <ol>
        {calls.map((call) => (
          <Row key={call.id} call={call} onReopen={() => setOpened(call)} />
        ))}
      </ol>
      {more && (
        <button type="button" className="plain" onClick={more}>
          {t("call.older")}
        </button>
      )}
      {opened && <Reopen call={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function Row({ call, onReopen }: { call: Call; onReopen: () => void }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  return (
    <li className="call-row" data-call={call.id}>
      <span className="grow padded">
        <strong className="block clip">{call.caller_number ?? t("call.no_number")}</strong>
        <span className="block clip soft">{call.words}</span>
        <span className="meta muted">
          {dayAndTime(call.received_at, i18n.language)} · {term("call.disposition", call.disposition ?? "")}
        </span>
      </span>
      <button type="button" onClick={onReopen} aria-label={`${t("incident.reopen")}: ${call.caller_number ?? ""}`}>
        {t("incident.reopen")}
      </button>
    </li>
  );
}

function Reopen({ call, onClose }: { call: Call; onClose: () => void }) {
  const { t } = useTranslation();
  const send = (reason: string, key: string) => {
    const params = { path: { call_id: call.id }, header: { "idempotency-key": key } };
    return answerOf(client.POST("/api/v1/calls/{call_id}/reopen", { params, body: { reason } }));
  };
  return (
    <AskReason title={t("call.reopen_why")} confirm={t("incident.reopen")} send={send} onClose={onClose}>
      <small className="soft">{t("call.reopen_hint")}</small>
    </AskReason>
  );
}

/** `more` is null when there are no older calls. */
function useClosedCalls(): { calls: readonly Call[]; more: (() => void) | null } {
  const [pages, setPages] = useState(1);
  const { answer } = useAnswer(() => readPages(pages), { key: pages, on: CHANGES_THE_LIST });
  const read = answer ?? [];
  const calls = read.filter(({ closed_at }) => closed_at !== null);
  return { calls, more: read.length === pages * PAGE ? () => setPages(pages + 1) : null };
}

async function readPages(pages: number): Promise<Call[]> {
  const read: Call[] = [];
  for (let page = 0; page < pages; page++) {
    const before = read.at(-1)?.received_at;
    const query = { open: false, limit: PAGE, ...(before && { before }) };
    read.push(...(await answerOf(client.GET("/api/v1/calls", { params: { query } }))));
  }
  return read;
}
