// Covers everything until the crew touches its one button; sounds and vibrates repeatedly.
import type { ReactNode } from "react";
import { deliberate } from "../../ui/deliberate";
import { type CrewAlert, useCrewAlert } from "./use-crew-alert";

type Props = {
  title: string;
  /** `id`: the alert restarts for each; `alert` must be a constant. */
  about: { id: string; what: string; place: string };
  alert: CrewAlert;
  answer: string;
  onAnswer: () => void;
  className?: string;
  children: ReactNode;
};

export function OrderFrame({ title, about, alert, answer, onAnswer, className = "", children }: Props) {
  useCrewAlert(alert, about.id);
  return (
    <section className={`new-order ${className}`} role="alertdialog" aria-label={title}>
      <h1>{title}</h1>
      <p className="new-order-type">{about.what}</p>
      <p className="new-order-place">{about.place}</p>
      {children}
      <button
        type="button"
        className="big primary"
        // biome-ignore lint/a11y/noAutofocus: whoever uses a keyboard must reach the one button at once
        autoFocus
        onClick={deliberate(onAnswer)}
      >
        {answer}
      </button>
    </section>
  );
}
