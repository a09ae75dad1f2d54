// Ringing, waiting and claimed calls, the same on every desk; one press takes one into the form, for one desk only.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import { useAccount } from "../../base/api/session";
import type { Call, LiveCall } from "../../base/api/views";
import { CALL_PROCESSING } from "../../base/time/targets";
import { useLive } from "../../live/board";
import { useAnswer } from "../../live/use-answer";
import { inCallOrder, stateOf } from "../../parts/calls/call-order";
import { type Draft, openDraft, useDrafts } from "../../parts/calls/draft";
import { useIsSaved } from "../../parts/calls/use-submit-call";
import { useTakeCall } from "../../parts/calls/use-take-call";
import { Clock } from "../../ui/age";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";

export function OpenCalls() {
  const { t } = useTranslation();
  const board = useLive((live) => live.board.calls);
  const { username } = useAccount();
  const calls = useMemo(() => inCallOrder(board.values(), username), [board, username]);
  const details = useDetails(board);
  const { drafts, currentId } = useDrafts();
  const { take, command } = useTakeCall();
  const byCall = new Map(drafts.map((draft) => [draft.callId, draft]));
  const next = calls.find((call) => stateOf(call) !== "claimed");
  const takeNext = () => next && void take(next);
  const unsent = drafts.filter(({ callId }) => callId === null || !board.has(callId));
  return (
    <section className="queue panel" aria-label={t("call.waiting")}>
      <h2 className="panel-head">
        {t("call.waiting")} <span className="muted">{calls.length}</span>
      </h2>
      <button type="button" className="next-call" disabled={!next} onClick={takeNext}>
        {t("call.next")} <kbd>F4</kbd>
      </button>
      <CommandMessage command={command} />
      {calls.length === 0 && <p className="muted padded">{t("call.none_waiting")}</p>}
      <Unsent drafts={unsent} currentId={currentId} />
      <ol className="scroll">
        {calls.map((call) => (
          <CallRow
            key={call.id}
            call={call}
            details={details.get(call.id)}
            draftId={byCall.get(call.id)?.id}
            current={byCall.get(call.id)?.id === currentId && byCall.has(call.id)}
            onTake={(takeOver) => void take(call, takeOver)}
          />
        ))}
      </ol>
    </section>
  );
}

/** Forms on this computer that the centre does not have yet: begun or saved during a cut. */
function Unsent({ drafts, currentId }: { drafts: readonly Draft[]; currentId: string | null }) {
  const { t } = useTranslation();
  if (drafts.length === 0) return null;
  return (
    <ol className="unsent" aria-label={t("call.unsent")}>
      {drafts.map((draft) => (
        <UnsentRow key={draft.id} draft={draft} current={draft.id === currentId} />
      ))}
    </ol>
  );
}

function UnsentRow({ draft, current }: { draft: Draft; current: boolean }) {
  const { t } = useTranslation();
  const isSaved = useIsSaved(draft);
  return (
    <li>
      <button type="button" className="queue-row" aria-current={current} onClick={() => openDraft(draft.id)}>
        <span className="grow">
          <strong className="clip">{draft.number || draft.whereWords || t("call.no_number")}</strong>
          <span className="clip soft">{draft.words}</span>
          <span className="meta muted">{t(isSaved ? "call.unsent_saved" : "call.unsent")}</span>
        </span>
      </button>
    </li>
  );
}

type RowProps = {
  call: LiveCall;
  details: Call | undefined;
  draftId: string | undefined;
  current: boolean;
  onTake: (takeOver: boolean) => void;
};

function CallRow({ call, details, draftId, current, onTake }: RowProps) {
  const { t } = useTranslation();
  const { username } = useAccount();
  const state = stateOf(call);
  const byAnother = state === "claimed" && call.claimed_by !== username;
  const choose = () => (draftId ? openDraft(draftId) : onTake(false));
  return (
    <li className="call-row" data-state={state} data-call={call.id}>
      <button
        type="button"
        className="queue-row"
        data-status={state === "claimed" ? "answered" : "waiting"}
        data-priority={state === "ringing" ? 1 : 3}
        aria-current={current}
        disabled={byAnother}
        onClick={choose}
      >
        <span className="grow">
          <span className="row">
            <strong className="grow clip">{details?.caller_number ?? t("call.no_number")}</strong>
            <Clock sinceMs={Date.parse(call.answered_at ?? call.received_at)} target={CALL_PROCESSING} />
          </span>
          <span className="clip soft">{details?.words}</span>
          <span className="row meta muted">
            <span className="grow clip">
              {state === "claimed"
                ? t("call.claimed_by", { name: call.claimed_by ?? "" })
                : t(state === "ringing" ? "call.ringing" : "call.waiting_for")}
            </span>
            {!byAnother && !draftId && t("call.take")}
          </span>
        </span>
      </button>
      {byAnother && (
        <ConfirmButton
          label={t("call.take_over")}
          question={t("call.take_over_from", { name: call.claimed_by ?? "" })}
          onConfirm={() => onTake(true)}
        />
      )}
    </li>
  );
}

/** Number and words are not on the live board: they are requested when a call arrives or changes. */
function useDetails(board: ReadonlyMap<string, LiveCall>): ReadonlyMap<string, Call> {
  const ask = () => answerOf(client.GET("/api/v1/calls", { params: { query: { open: true } } }));
  const { answer } = useAnswer(ask, { key: board });
  return useMemo(() => new Map((answer ?? []).map((call) => [call.id, call])), [answer]);
}
