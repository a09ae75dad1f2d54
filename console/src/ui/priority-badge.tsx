// The priority of an incident: number, colour and shape.
import { useTranslation } from "react-i18next";

export function PriorityBadge({ priority }: { priority: number }) {
  const { t } = useTranslation();
  return (
    <span className="priority" data-priority={priority} role="img" aria-label={t("priority.label", { priority })}>
      {priority}
    </span>
  );
}
