// The button for help: one touch, three seconds to undo it, and its outcome.
import { useTranslation } from "react-i18next";
import { Problem } from "../../base/api/problem";
import type { Place } from "../../base/api/views";
import { timeOfDay } from "../../base/time/duration";
import { useNow } from "../../base/time/now";
import { useProblemText } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { fleet } from "../../live/fleet";
import { SaidOnce } from "../../ui/said-once";
import { useSharing } from "./sharing";
import { callForHelp, takeBackHelp, useSos, useSosOutcome } from "./sos";

export function SosButton({ unitId }: { unitId: string }) {
  const { t } = useTranslation();
  const press = () => {
    callForHelp(newestPlace(unitId));
  };
  return (
    <button type="button" className="sos" onClick={press}>
      {t("crew.sos")}
    </button>
  );
}

/** The newer of the positions from this phone and the unit's tracker. */
function newestPlace(unitId: string): Place | null {
  const { newest: phone } = useSharing.getState();
  const tracker = fleet.fixes.get(unitId);
  const known = phone && Date.parse(phone.fixed_at) > (tracker?.fixedAt ?? 0) ? phone : tracker;
  return known ? { lat: known.lat, lon: known.lon } : null;
}

export function SosNote() {
  const { t, i18n } = useTranslation();
  const problemText = useProblemText();
  const { sentAt, problem } = useSosOutcome();
  const { own: waiting, others } = useSos();
  const cutOff = useLive((live) => live.light === "cut_off");
  useNow();
  if (waiting) {
    const leftS = Math.ceil((waiting.dueAt - Date.now()) / 1000);
    return (
      <div className="sos-note note-bad row">
        <strong className="grow">
          {leftS > 0 ? (
            <SaidOnce words={t("crew.sos_in", { seconds: leftS })} />
          ) : (
            <span role="alert">{t(cutOff ? "crew.sos_waits" : "crew.sos_sending")}</span>
          )}
        </strong>
        {leftS > 0 && (
          <button type="button" onClick={takeBackHelp}>
            {t("crew.sos_take_back")}
          </button>
        )}
      </div>
    );
  }
  if (!sentAt && !problem && others.length > 0) {
    return (
      <p className="sos-note note-bad" role="alert">
        {t("crew.sos_of_others", { units: others.join(", ") })}
      </p>
    );
  }
  if (!sentAt && !problem) return null;
  return (
    <div className="sos-note note-bad row" role="alert">
      <strong className="grow">
        {sentAt
          ? t("crew.sos_sent", { time: timeOfDay(sentAt, i18n.language) })
          : problemText(new Problem({ code: problem ?? "" }))}
      </strong>
      <button
        type="button"
        aria-label={t("command.dismiss")}
        onClick={() => useSosOutcome.setState({ sentAt: null, problem: null })}
      >
        ✕
      </button>
    </div>
  );
}
