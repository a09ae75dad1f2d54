// A new order: covers everything, loud, and shown until touched.
import { useTranslation } from "react-i18next";
import { ORDER } from "../../base/sound/tones";
import { ACKNOWLEDGE } from "../../base/time/targets";
import { press } from "../../live/status-queue";
import { Clock } from "../../ui/age";
import { OrderFrame } from "./order-frame";

const ALERT = { tones: ORDER, againMs: 2_500, vibrationMs: [400, 150, 400, 150, 400] };

type Props = { id: string; what: string; place: string; words: string | null; since: string };

export function NewOrder({ id, what, place, words, since }: Props) {
  const { t } = useTranslation();
  return (
    <OrderFrame
      title={t("crew.new_order")}
      about={{ id, what, place }}
      alert={ALERT}
      answer={t("crew.accept")}
      onAnswer={() => press(id, "acknowledged")}
    >
      <p>{words}</p>
      <Clock sinceMs={Date.parse(since)} target={ACKNOWLEDGE} />
    </OrderFrame>
  );
}
