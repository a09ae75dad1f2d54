// Moves an incident on the map: a click on the right place, a key to confirm; crews on their way are notified.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import { distanceM } from "../../base/ground";
import { useKeys } from "../../base/keys/keys";
import { distance } from "../../base/time/duration";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { useMap } from "../../map/map-state";
import { CommandMessage } from "../../ui/command-message";

export function startMoving(incidentId: string): void {
  useMap.setState({ moving: { incidentId, to: null }, drawing: null });
}

function leave(): void {
  useMap.setState({ moving: null, pin: null });
}

export function IncidentMoving() {
  const moving = useMap((state) => state.moving);
  return moving && <Moving {...moving} />;
}

type Props = NonNullable<ReturnType<typeof useMap.getState>["moving"]>;

function Moving({ incidentId, to }: Props) {
  const { t, i18n } = useTranslation();
  const incident = useLive((live) => live.board.incidents.get(incidentId));
  const command = useCommand();
  useEffect(() => leave, []);
  const move = async () => {
    if (!to) return;
    const moved = await command.run((key) =>
      answerOf(
        client.PATCH("/api/v1/incidents/{incident_id}", {
          params: { path: { incident_id: incidentId }, header: { "idempotency-key": key } },
          body: { position: to },
        }),
      ),
    );
    if (moved !== undefined) leave();
  };
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (to) here.current?.focus();
  }, [to]);
  useKeys({ Escape: leave });
  if (!incident) return null;
  const moved = to && distance(distanceM(incident.position, to), i18n.language);
  return (
    <section className="incident-moving panel stack" aria-label={t("moving.title", { number: incident.number })}>
      <p role="status">
        <strong>{t("moving.title", { number: incident.number })}</strong>{" "}
        {moved ? t("moving.by", { distance: moved }) : t("moving.how")}
      </p>
      <CommandMessage command={command} />
      <div className="row">
        <button ref={here} type="button" className="primary" disabled={!to} onClick={() => void move()}>
          {t("moving.here")} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={leave}>
          {t("incident.cancel")} <kbd>Esc</kbd>
        </button>
      </div>
    </section>
  );
}
