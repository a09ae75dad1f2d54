// A new order: over everything, loud, and there until somebody touches it.
import { useTranslation } from "react-i18next";
import { ORDER } from "../../base/sound/tones";
import { ACKNOWLEDGE } from "../../base/time/targets";
import { press } from "../../live/status-queue";
import { Clock } from "../../ui/age";
import { deliberate } from "../../ui/deliberate";
import { useCrewAlert } from "./use-crew-alert";

const ALERT = { tones: ORDER, againMs: 2_500, vibrationMs: [400, 150, 400, 150, 400] };

type Props = { id: string; what: string; place: string; words: string | null; since: string };

export function NewOrder({ id, what, place, words, since }: Props) {
  const { t } = useTranslation();
  useCrewAlert(ALERT, id);
  return (
    <section className="new-order" role="alertdialog" aria-label={t("crew.new_order")}>
      <h1>{t("crew.new_order")}</h1>
      <p className="new-order-type">{what}</p>
      <p className="new-order-place">{place}</p>
      <p>{words}</p>
      <Clock sinceMs={Date.parse(since)} target={ACKNOWLEDGE} />
      <button
        type="button"
        className="big primary"
        // biome-ignore lint/a11y/noAutofocus: whoever uses a keyboard must reach the one button at once
        autoFocus
        onClick={deliberate(() => press(id, "acknowledged"))}
      >
        {t("crew.accept")}
      </button>
    </section>
  );
}
