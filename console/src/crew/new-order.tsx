// A new order: over everything, loud, and there until somebody touches it.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Assignment, Incident } from "../live/views";
import { coordinates } from "../map/mercator";
import { ORDER, play } from "../sound/tones";
import { ACKNOWLEDGE } from "../time/targets";
import { Clock } from "../ui/age";
import { useTypeName } from "../words/terms";
import { press } from "./presses";

const AGAIN_MS = 2_500;
const VIBRATION_MS = [400, 150, 400, 150, 400];
const LOUD = 0.9;

export function NewOrder({ assignment, incident }: { assignment: Assignment; incident: Incident }) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  useEffect(() => {
    const alert = () => {
      play(ORDER, LOUD);
      navigator.vibrate?.(VIBRATION_MS);
    };
    alert();
    const timer = setInterval(alert, AGAIN_MS);
    return () => {
      clearInterval(timer);
      navigator.vibrate?.(0);
    };
  }, []);
  return (
    <section className="new-order" role="alertdialog" aria-label={t("crew.new_order")}>
      <h1>{t("crew.new_order")}</h1>
      <p className="new-order-type">{typeName(incident.type)}</p>
      <p className="new-order-place">{incident.address ?? coordinates(incident.position)}</p>
      <p>{incident.description}</p>
      <Clock sinceMs={Date.parse(assignment.dispatched_at)} target={ACKNOWLEDGE} />
      <button
        type="button"
        className="big primary"
        // biome-ignore lint/a11y/noAutofocus: whoever uses a keyboard must reach the one button at once
        autoFocus
        onClick={() => press(assignment.id, "acknowledged")}
      >
        {t("crew.accept")}
      </button>
    </section>
  );
}
