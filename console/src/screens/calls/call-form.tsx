// One form per call, in the order of speech: where, what, how bad, who.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CallDisposition } from "../../base/api/answers";
import { useAccount, useReference } from "../../base/api/session";
import { useKeys } from "../../base/keys/keys";
import { hint } from "../../base/keys/notices";
import { CALL_PROCESSING } from "../../base/time/targets";
import { useProblemText } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { claim, discard } from "../../parts/calls/claim";
import { changeDraft, type Draft } from "../../parts/calls/draft";
import { type SubmitCall, useIsSaved, useSubmitCall } from "../../parts/calls/use-submit-call";
import { Clock } from "../../ui/age";
import { CommandMessage } from "../../ui/command-message";
import { isKin } from "./kin";
import { NearIncidents, useNear } from "./near-incidents";
import { PlaceSearch } from "./place-search";
import { TypeSearch } from "./type-search";

const ENDS: readonly CallDisposition[] = ["prank", "silent", "information", "wrong_number"];
const PRIORITIES = [1, 2, 3, 4, 5] as const;

export function CallForm({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const submitCall = useSubmitCall(draft);
  const isSaved = useIsSaved(draft);
  const near = useNear(draft);
  const likeliest = near[0]?.incident;
  useKeys({
    "Control+Enter": () => submitCall.create(),
    "Alt+j": () => {
      if (likeliest && isKin(likeliest, draft)) submitCall.join(likeliest);
      else if (likeliest) hint("call.no_kin");
    },
    "Alt+1": () => submitCall.end("prank"),
    "Alt+2": () => submitCall.end("silent"),
    "Alt+3": () => submitCall.end("information"),
    "Alt+4": () => submitCall.end("wrong_number"),
  });
  useEffect(() => {
    if (draft.id) form.current?.querySelector("input")?.focus();
  }, [draft.id]);

  return (
    <form
      ref={form}
      className="call-form stack"
      onSubmit={(event) => {
        event.preventDefault();
        submitCall.create();
      }}
    >
      <fieldset disabled={isSaved} className="stack">
        <div className="row">
          <span className="muted">{t("call.since_answered")}</span>
          <Clock sinceMs={Date.parse(draft.answeredAt)} target={CALL_PROCESSING} />
          <span className="grow" />
          <small className="good">✓ {t("call.draft_kept")}</small>
        </div>
        <PlaceSearch draft={draft} />
        <TypeSearch draft={draft} />
        <PriorityChoice draft={draft} />
        <div className="row">
          <Text draft={draft} name="number" label={t("call.number")} />
          <Text draft={draft} name="name" label={t("call.name")} />
        </div>
        <div className="field">
          <label htmlFor="words">{t("incident_text.description")}</label>
          <textarea
            id="words"
            rows={3}
            maxLength={3800}
            placeholder={t("call.words_hint")}
            value={draft.words}
            onChange={(event) => changeDraft(draft.id, { words: event.target.value })}
          />
        </div>
        {/* Below the fields, so that Tab goes from place to type and no field moves while it is used. */}
        <NearIncidents near={near} draft={draft} onJoin={submitCall.join} />
        <div className="row">
          <button type="submit" className="primary send grow">
            {t("call.save")} <kbd>Ctrl+Enter</kbd>
          </button>
          <button type="button" onClick={() => discard(draft)}>
            {t("call.discard")}
          </button>
        </div>
        <fieldset className="row wrap ends">
          <legend className="label">{t("call.end")}</legend>
          {ENDS.map((disposition, index) => (
            <button key={disposition} type="button" onClick={() => submitCall.end(disposition)}>
              {t(`call.disposition.${disposition}`)} <kbd>Alt+{index + 1}</kbd>
            </button>
          ))}
        </fieldset>
      </fieldset>
      <TakenOver draft={draft} />
      <Outcome submitCall={submitCall} pending={isSaved} />
    </form>
  );
}

function PriorityChoice({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { types } = useReference();
  const follows = draft.type ? types.get(draft.type)?.default_priority : undefined;
  const shown = draft.priority ?? follows;
  return (
    <fieldset className="priorities">
      <legend className="label">{t("call.priority")}</legend>
      {PRIORITIES.map((priority) => (
        <label key={priority} className="priority-choice" data-priority={priority} data-chosen={shown === priority}>
          <input
            type="radio"
            name="priority"
            className="visually-hidden"
            checked={shown === priority}
            onChange={() => changeDraft(draft.id, { priority: priority === follows ? null : priority })}
          />
          <strong>{priority}</strong> {t(`priority.p${priority}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** The typed text stays; only one of the two desks saves. */
function TakenOver({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { username } = useAccount();
  const command = useCommand();
  const by = useLive((live) => (draft.callId ? live.board.calls.get(draft.callId)?.claimed_by : null));
  if (!draft.callId || !by || by === username) return null;
  const takeBack = (callId: string) => void command.run((key) => claim(callId, key, { takeOver: true }));
  return (
    <div className="note-warn stack" role="alert" data-testid="taken-over">
      <p>{t("call.taken_over", { name: by })}</p>
      <button type="button" onClick={() => draft.callId && takeBack(draft.callId)}>
        {t("call.take_back")}
      </button>
      <CommandMessage command={command} />
    </div>
  );
}

function Text({ draft, name, label }: { draft: Draft; name: "number" | "name"; label: string }) {
  return (
    <div className="field grow">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        inputMode={name === "number" ? "tel" : "text"}
        autoComplete="off"
        maxLength={200}
        value={draft[name]}
        onChange={(event) => changeDraft(draft.id, { [name]: event.target.value })}
      />
    </div>
  );
}

function Outcome({ submitCall, pending }: { submitCall: SubmitCall; pending: boolean }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const cutOff = useLive((live) => live.light === "cut_off");
  return (
    <div role="status" aria-live="polite">
      {submitCall.missing && <p className="note-warn">{t(`call.missing_${submitCall.missing}`)}</p>}
      {pending && <p className="note-warn">{cutOff ? t("call.saving_queued") : t("call.saving")}</p>}
      {submitCall.problem && <p className="note-bad">{problemText(submitCall.problem)}</p>}
    </div>
  );
}
