// Closes a street on the map and opens it again; routes avoid it at once.
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Closure } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Place } from "../../base/api/views";
import { asPlace } from "../../base/ground";
import { useKeys } from "../../base/keys/keys";
import { dayAndTime } from "../../base/time/duration";
import { serverNow } from "../../base/time/server-clock";
import { name, useTerm } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { useClosures } from "../../map/closures";
import { goTo, useMap } from "../../map/map-state";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";

const KINDS: readonly Closure["kind"][] = ["closure", "flood", "railway_crossing"];
const LINE_POINTS_MIN = 2;
const HOURS = [0, 1, 2, 4, 12, 24] as const;
const HOUR_MS = 3_600_000;

const leave = () => useMap.setState({ drawing: null });

export function StreetClosing() {
  const { t } = useTranslation();
  const drawing = useMap((state) => state.drawing);
  const closures = useClosures();
  const [listed, setListed] = useState(false);
  if (drawing) return <Drawing points={drawing.length} />;
  return (
    <div className="street-closing">
      <button type="button" onClick={() => useMap.setState({ drawing: [] })}>
        {t("closure.draw")}
      </button>
      {closures.length > 0 && (
        <button type="button" aria-expanded={listed} onClick={() => setListed(!listed)}>
          {t("closure.standing", { count: closures.length })}
        </button>
      )}
      {listed && <Standing closures={closures} />}
    </div>
  );
}

function Drawing({ points }: { points: number }) {
  const { t } = useTranslation();
  const term = useTerm();
  const command = useCommand();
  const [reason, setReason] = useState("");
  const [kind, setKind] = useState<Closure["kind"]>("closure");
  const [hours, setHours] = useState(0);
  const enough = points >= LINE_POINTS_MIN;
  useKeys({ Escape: leave });

  async function close(event: FormEvent) {
    event.preventDefault();
    const drawn = useMap.getState().drawing ?? [];
    const coordinates = drawn.map(({ lat, lon }) => [lon, lat]);
    const closed = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/closures", {
          params: { header: { "idempotency-key": key } },
          body: {
            kind,
            geometry: { type: "LineString", coordinates },
            buffer_m: 10,
            ...(reason.trim() && { reason: reason.trim() }),
            ...(hours > 0 && { ends_at: new Date(serverNow() + hours * HOUR_MS).toISOString() }),
          },
        }),
      ),
    );
    if (closed !== undefined) leave();
  }

  return (
    <form className="street-closing panel" onSubmit={(event) => void close(event)}>
      <p>{enough ? t("closure.enough") : t("closure.how")}</p>
      <select
        aria-label={t("closure.what")}
        value={kind}
        onChange={(event) => setKind(event.target.value as Closure["kind"])}
      >
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {term("closure.kind", each)}
          </option>
        ))}
      </select>
      <input
        aria-label={t("incident.reason")}
        placeholder={t("incident.reason")}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      <select aria-label={t("closure.until")} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
        {HOURS.map((count) => (
          <option key={count} value={count}>
            {count ? t("closure.hours", { count }) : t("closure.until_opened")}
          </option>
        ))}
      </select>
      <CommandMessage command={command} />
      <div className="row">
        <button type="submit" className="primary" disabled={!enough}>
          {t("closure.close")}
        </button>
        <button type="button" onClick={leave}>
          {t("incident.cancel")} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}

function Standing({ closures }: { closures: readonly Closure[] }) {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  const command = useCommand();
  const open = (closure: Closure) =>
    void command.run((key) =>
      answerOf(
        client.DELETE("/api/v1/closures/{closure_id}", {
          params: { path: { closure_id: closure.id }, header: { "idempotency-key": key } },
        }),
      ),
    );
  return (
    <ul className="panel stack">
      {closures.map((closure) => (
        <li key={closure.id} className="row">
          <button type="button" className="plain grow clip" onClick={() => goTo(...corners(closure))}>
            {closure.reason ?? term("closure.kind", closure.kind)}{" "}
            <span className="muted">
              {name(closure.created_by)}
              {closure.ends_at && ` · ${t("closure.ends", { time: dayAndTime(closure.ends_at, i18n.language) })}`}
            </span>
          </button>
          <ConfirmButton label={t("closure.open")} question={t("closure.open_sure")} onConfirm={() => open(closure)} />
        </li>
      ))}
      <CommandMessage command={command} />
    </ul>
  );
}

function corners({ geometry }: Closure): Place[] {
  return (geometry.coordinates[0] ?? []).map(asPlace);
}
