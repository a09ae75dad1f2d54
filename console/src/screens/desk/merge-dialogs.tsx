// Merges two incidents that are the same, and separates those merged by mistake.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentFile } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Incident } from "../../base/api/views";
import { distanceM } from "../../base/ground";
import { distance } from "../../base/time/duration";
import { useTypeName } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { useIncidentFile } from "../../live/use-incident-file";
import { chooseIncident } from "../../parts/desk-state";
import { Ask } from "../../ui/ask";
import { CommandMessage } from "../../ui/command-message";
import { PriorityBadge } from "../../ui/priority-badge";
import { CancelButton } from "./incident-dialogs";

type Props = { incident: Incident; onClose: () => void };
type Near = { other: Incident; metres: number };

const CHOICES = 8;
/** Incidents farther apart, or of another type, are seldom the same: a second confirmation is asked. */
const FAR_M = 500;

export function MergeDialog({ incident, onClose }: Props) {
  const { t } = useTranslation();
  const command = useCommand();
  const [doubtful, setDoubtful] = useState<Near | null>(null);
  const incidents = useLive((live) => live.board.incidents);
  const nearest = [...incidents.values()]
    .filter(({ id }) => id !== incident.id)
    .map((other) => ({ other, metres: distanceM(incident.position, other.position) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, CHOICES);
  const merge = async (into: string) => {
    const merged = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/merge", {
          params: { path: { incident_id: incident.id }, header: { "idempotency-key": key } },
          body: { into },
        }),
      ),
    );
    if (merged === undefined) return;
    onClose();
    chooseIncident(into);
  };
  const choose = (near: Near) => {
    if (near.metres > FAR_M || near.other.type !== incident.type) setDoubtful(near);
    else void merge(near.other.id);
  };
  return (
    <Ask title={t("incident.merge_into")} onClose={onClose} choosesNothing>
      {doubtful ? (
        <Doubt incident={incident} near={doubtful} onMerge={() => void merge(doubtful.other.id)} />
      ) : (
        <Choices near={nearest} onChoose={choose} />
      )}
      <CommandMessage command={command} />
      <CancelButton />
    </Ask>
  );
}

function Choices({ near, onChoose }: { near: readonly Near[]; onChoose: (near: Near) => void }) {
  const { i18n } = useTranslation();
  const typeName = useTypeName();
  const where = useWhere();
  return (
    <ol className="choice-list">
      {near.map((each) => (
        <li key={each.other.id}>
          <button type="button" className="row" onClick={() => onChoose(each)}>
            <PriorityBadge priority={each.other.priority} />
            <span className="grow clip">
              {each.other.number} {typeName(each.other.type)} · {where(each.other)}
            </span>
            <span className="muted">{distance(each.metres, i18n.language)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

type DoubtProps = { incident: Incident; near: Near; onMerge: () => void };

function Doubt({ incident, near: { other, metres }, onMerge }: DoubtProps) {
  const { t, i18n } = useTranslation();
  const typeName = useTypeName();
  return (
    <div className="note-warn stack">
      <p>
        {t("incident.merge_doubt", {
          number: incident.number,
          type: typeName(incident.type),
          other: other.number,
          other_type: typeName(other.type),
          distance: distance(metres, i18n.language),
        })}
      </p>
      <button type="button" className="danger" onClick={onMerge}>
        {t("incident.merge_all_the_same")}
      </button>
    </div>
  );
}

/** Calls return automatically; the dispatcher chooses which of the units that moved along return. */
export function TakeApartDialog({ incident, into, onClose }: Props & { into: string }) {
  const { t } = useTranslation();
  const command = useCommand();
  const other = useIncidentFile(into);
  const [left, setLeft] = useState<readonly string[]>([]);
  const went = other ? wentAlong(other, incident.id) : [];
  const back = went.filter((unitId) => !left.includes(unitId));
  const takeApart = async () => {
    const params = { path: { incident_id: incident.id } };
    const apart = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/incidents/{incident_id}/reopen", {
          params: { ...params, header: { "idempotency-key": key } },
          body: { unit_ids: back },
        }),
      ),
    );
    if (apart !== undefined) onClose();
  };
  return (
    <Ask title={t("incident.take_apart", { number: incident.number })} onClose={onClose} choosesNothing>
      {went.length > 0 && <p>{t("incident.give_back", { number: other?.number })}</p>}
      {went.map((unitId) => (
        <label key={unitId} className="row">
          <input
            type="checkbox"
            checked={back.includes(unitId)}
            onChange={({ target }) => setLeft(target.checked ? left.filter((id) => id !== unitId) : [...left, unitId])}
          />
          {unitId}
        </label>
      ))}
      <CommandMessage command={command} />
      <div className="row">
        <button type="button" className="primary" disabled={!other} onClick={() => void takeApart()}>
          {t("incident.unmerge")}
        </button>
        <CancelButton />
      </div>
    </Ask>
  );
}

/** Units that moved there with the merge and still work there. */
function wentAlong({ timeline, assignments }: IncidentFile, merged: string): string[] {
  const merge = timeline.findLast(({ kind, data }) => kind === "incident_merged" && data.merged === merged);
  const moved = Array.isArray(merge?.data.unit_ids) ? merge.data.unit_ids.map(String) : [];
  return assignments
    .filter(({ unit_id, released_at }) => released_at === null && moved.includes(unit_id))
    .map(({ unit_id }) => unit_id);
}
