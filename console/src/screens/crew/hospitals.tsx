// Hospitals for the patient: the nearest that takes the case first, each with its navigation link; the crew decides.
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import type { Assignment, Place } from "../../base/api/views";
import { distanceM } from "../../base/ground";
import { span } from "../../base/time/duration";
import { fleet } from "../../live/fleet";
import { press } from "../../live/status-queue";
import { useAnswer } from "../../live/use-answer";
import { navigationUrl } from "./navigation";

const SHOWN = 3;

type Destination = { id: string; name: string; position: Place; status: string; eta_s: number | null };

/** `chosen` is the choice pressed here, possibly not sent yet. */
export function Hospitals({ assignment, chosen }: { assignment: Assignment; chosen: string | null }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="stack" aria-label={t("crew.hospitals")}>
      {useDestinations(assignment).map(({ id, name, position, status, eta_s }) => (
        <li key={id}>
          <a
            className="button hospital"
            href={navigationUrl(position)}
            aria-current={id === chosen}
            onClick={() => id !== chosen && press(assignment.id, "transporting", id)}
          >
            <span className="grow">
              {id === chosen && "✓ "}
              {name}
            </span>
            {status === "full" && <span className="warn">{t("crew.hospital_full")}</span>}
            {eta_s !== null && (
              <span>
                {t("incident.eta")} <strong>{span(eta_s * 1000, i18n.language)}</strong>
              </span>
            )}
            <span aria-hidden="true">➤</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Ranked by the centre; in a dead spot, by straight-line distance. */
function useDestinations({ id, unit_id }: Assignment): readonly Destination[] {
  const { hospitals } = useReference();
  const params = { path: { assignment_id: id } };
  const ask = () => answerOf(client.GET("/api/v1/assignments/{assignment_id}/hospitals", { params }));
  const { answer: ranked } = useAnswer(ask, { key: id });
  if (ranked) return ranked.slice(0, SHOWN);
  const here = fleet.fixes.get(unit_id);
  const known = [...hospitals.values()].map((hospital) => ({ ...hospital, eta_s: null }));
  if (here) known.sort((a, b) => distanceM(here, a.position) - distanceM(here, b.position));
  return known.slice(0, SHOWN);
}
