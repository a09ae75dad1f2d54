// Calls that ring or wait, whoever answered them; one press takes a call over into the form.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../api/client";
import { onEvent } from "../live/board";
import type { Call } from "../live/views";
import { CALL_PROCESSING } from "../time/targets";
import { Clock } from "../ui/age";
import { openDraft, startDraft, useDrafts } from "./draft";

const AGAIN_MS = 5_000;

export function OpenCalls() {
  const { t } = useTranslation();
  const calls = useOpenCalls();
  const { drafts, currentId } = useDrafts();
  const byCall = new Map(drafts.map((draft) => [draft.callId, draft]));
  return (
    <section className="queue panel" aria-label={t("call.waiting")}>
      <h2 className="panel-head">
        {t("call.waiting")} <span className="muted">{calls.length}</span>
      </h2>
      {calls.length === 0 && <p className="muted padded">{t("call.none_waiting")}</p>}
      <ol className="scroll">
        {calls.map((call) => {
          const draft = byCall.get(call.id);
          return (
            <li key={call.id}>
              <button
                type="button"
                className="queue-row"
                data-status={call.answered_at ? "answered" : "waiting"}
                data-priority={call.answered_at ? 3 : 1}
                aria-current={draft !== undefined && draft.id === currentId}
                onClick={() => (draft ? openDraft(draft.id) : takeOver(call))}
              >
                <span className="grow">
                  <span className="row">
                    <strong className="grow clip">{call.caller_number ?? t(`call.title`)}</strong>
                    <Clock sinceMs={Date.parse(call.answered_at ?? call.received_at)} target={CALL_PROCESSING} />
                  </span>
                  <span className="clip soft">{call.words}</span>
                  <span className="row meta muted">
                    <span className="grow clip">
                      {call.answered_at ? t("call.answered_by", { name: call.answered_by ?? "?" }) : t("call.ringing")}
                    </span>
                    {!draft && t("call.take")}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function takeOver(call: Call): void {
  startDraft({
    callId: call.id,
    answeredAt: call.answered_at ?? call.received_at,
    number: call.caller_number ?? "",
    name: call.caller_name ?? "",
    words: call.words ?? "",
  });
}

function useOpenCalls(): readonly Call[] {
  const [calls, setCalls] = useState<readonly Call[]>([]);
  useEffect(() => {
    let current = true;
    const read = () =>
      void answerOf<Call[]>(client.GET("/api/v1/calls", { params: { query: { open: true } } }))
        .then((found) => current && setCalls(found))
        .catch(() => {}); // the light says that the line is cut
    read();
    const timer = setInterval(read, AGAIN_MS);
    const leave = onEvent((event) => /call|incident_created/.test(event.kind) && read());
    return () => {
      current = false;
      clearInterval(timer);
      leave();
    };
  }, []);
  return calls;
}
