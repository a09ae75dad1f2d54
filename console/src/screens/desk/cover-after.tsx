// Links the advice to the cover screen: the city's cover after this dispatch.
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { SENDERS, useAccount } from "../../base/api/session";
import type { Incident } from "../../base/api/views";
import { useCoverState } from "../../parts/cover/cover-state";

export function CoverAfter({ incident: { id, number }, unitIds }: { incident: Incident; unitIds: readonly string[] }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const mayCommand = SENDERS.includes(useAccount().role);
  if (unitIds.length === 0 || !mayCommand) return null;
  const look = () => {
    useCoverState.setState({ sending: { incidentId: id, incidentNumber: number, unitIds } });
    go("/cover");
  };
  return (
    <button type="button" className="plain" onClick={look}>
      {t("cover.after_sending")}
    </button>
  );
}
