// The desk sets a crew's status: choose, then press; it can be undone for ten seconds, as on the crew's phone.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CUT_OFF } from "../../base/api/problem";
import type { Assignment, AssignmentStatus } from "../../base/api/views";
import { useProblemText, useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { pressAtDesk, usePressesOf, useRefused } from "../../live/status-queue";
import { nextSteps } from "../../live/steps";
import { UndoPress } from "../../parts/undo-press";

export function StatusChoice({ assignment: { id, unit_id, status } }: { assignment: Assignment }) {
  const { t } = useTranslation();
  const term = useTerm();
  const [chosen, setChosen] = useState<AssignmentStatus | "">("");
  const cutOff = useLive(({ light }) => light === "cut_off");
  const steps = nextSteps(status);
  const to = chosen && steps.includes(chosen) ? chosen : "";
  const set = () => {
    if (!to) return;
    pressAtDesk(id, to);
    setChosen("");
  };
  return (
    <>
      <select
        aria-label={t("incident.set_status", { unit: unit_id })}
        value={to}
        onChange={(event) => setChosen(event.target.value as AssignmentStatus | "")}
      >
        <option value="">{t("units.state")}…</option>
        {steps.map((step) => (
          <option key={step} value={step}>
            {term("status", step)}
          </option>
        ))}
      </select>
      <button type="button" disabled={!to || cutOff} onClick={set}>
        {t("incident.press_status")}
      </button>
    </>
  );
}

/** The press waiting to be sent, and the refused one. */
export function PressedStatus({ assignmentId }: { assignmentId: string }) {
  const problemText = useProblemText();
  const pressed = usePressesOf(assignmentId).at(-1);
  const refused = useRefused((state) => (state.refused?.press.subject === assignmentId ? state.refused : null));
  const cutOff = useLive(({ light }) => light === "cut_off");
  return (
    <>
      <UndoPress press={pressed} />
      {pressed && cutOff && <p className="note-warn">{problemText(CUT_OFF)}</p>}
      {refused && (
        <p className="note-bad" role="alert">
          {problemText(refused.problem)}
        </p>
      )}
    </>
  );
}
