// Hospitals and stations found on the map: chosen, corrected, and copied into the city's own lists.
import { useEffect, useState } from "react";
import { answerOf, client } from "../../base/api/client";
import type { components } from "../../base/api/schema";
import { useReference } from "../../base/api/session";
import { useTerm } from "../../base/words/terms";
import { useCommand } from "../../live/command";
import { Ask } from "../../ui/ask";
import { CommandMessage } from "../../ui/command-message";
import { useWords } from "./words";

type MapPlace = components["schemas"]["Proposal"];
type TakenOver = components["schemas"]["TakenOver"];
/** The choice for a place: whether it is copied, its name, and the agency that runs it. */
type Wish = { chosen: boolean; name: string; agencyId: string };
type Into = "stations" | "hospitals";

export function FromMap({ into }: { into: Into }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t("from_map.open")}
      </button>
      {open && <Choice into={into} onClose={() => setOpen(false)} />}
    </>
  );
}

function Choice({ into, onClose }: { into: Into; onClose: () => void }) {
  const { t } = useWords();
  const [found, setFound] = useState<readonly MapPlace[] | null>(null);
  const [wishes, setWishes] = useState<ReadonlyMap<string, Wish>>(new Map());
  const [done, setDone] = useState<TakenOver | null>(null);
  const looking = useCommand();
  const taking = useCommand();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it is opened
  useEffect(() => {
    void looking
      .run(() => answerOf(client.GET("/api/v1/map-places")))
      .then((all) => all && setFound(all.filter((place) => place.into === into)));
  }, []);
  const free = found?.filter(({ already_id }) => already_id === null) ?? [];
  const wishOf = (place: MapPlace): Wish =>
    wishes.get(place.id) ?? { chosen: false, name: place.name, agencyId: place.agency?.id ?? "" };
  const wish = (place: MapPlace, changes: Partial<Wish>) =>
    setWishes(new Map(wishes).set(place.id, { ...wishOf(place), ...changes }));
  const chosen = free.filter((place) => wishOf(place).chosen);
  const all = free.length > 0 && chosen.length === free.length;
  const take = async () => {
    const body = bodyOf(chosen, wishOf);
    const taken = await taking.run((key) =>
      answerOf(client.POST("/api/v1/map-places/take-over", { params: { header: { "idempotency-key": key } }, body })),
    );
    if (taken) setDone(taken);
  };
  if (done) {
    return (
      <Ask title={t("from_map.title")} onClose={onClose}>
        <p className="note-good" role="status">
          {t("from_map.done", { added: done.added.length, already: done.already.length })}
        </p>
        <div className="row">
          <button type="button" className="primary" onClick={onClose}>
            {t("close")}
          </button>
        </div>
      </Ask>
    );
  }
  return (
    <Ask title={t("from_map.title")} onClose={onClose}>
      <CommandMessage command={looking} />
      {found?.length === 0 && <p className="muted">{t("from_map.none")}</p>}
      {found !== null && found.length > 0 && (
        <>
          <p className="muted">{t("from_map.hint")}</p>
          <label className="row">
            <input
              type="checkbox"
              checked={all}
              disabled={free.length === 0}
              onChange={() =>
                setWishes(new Map(free.map((place) => [place.id, { ...wishOf(place), chosen: !all }] as const)))
              }
            />
            {t("from_map.all")}
          </label>
          <ul className="map-places">
            {found.map((place) => (
              <Row key={place.id} place={place} places={found} wish={wishOf(place)} onWish={(to) => wish(place, to)} />
            ))}
          </ul>
        </>
      )}
      <CommandMessage command={taking} />
      <div className="row">
        <button type="button" className="primary" disabled={chosen.length === 0} onClick={() => void take()}>
          {t("from_map.take", { count: chosen.length })}
        </button>
        <button type="button" onClick={onClose}>
          {t("cancel")}
        </button>
      </div>
    </Ask>
  );
}

type RowProps = {
  place: MapPlace;
  places: readonly MapPlace[];
  wish: Wish;
  onWish: (changes: Partial<Wish>) => void;
};

function Row({ place, places, wish, onWish }: RowProps) {
  const { t } = useWords();
  const term = useTerm();
  const about = [term("place_category", place.category), place.area, place.operator].filter(Boolean).join(" · ");
  if (place.already_id !== null) {
    return (
      <li className="muted" data-taken="true">
        <span>
          {place.name} <small>{about}</small>
        </span>
        <small>{t("from_map.already", { id: place.already_id })}</small>
      </li>
    );
  }
  return (
    <li>
      <label className="row">
        <input type="checkbox" checked={wish.chosen} onChange={() => onWish({ chosen: !wish.chosen })} />
        <span>
          <strong>{place.name}</strong> <small className="soft">{about}</small>
        </span>
      </label>
      {wish.chosen && (
        <div className="row wrap">
          <input
            aria-label={t("from_map.name_of", { name: place.name })}
            value={wish.name}
            maxLength={200}
            onChange={(event) => onWish({ name: event.target.value })}
          />
          {place.agency && <AgencyChoice place={place} places={places} wish={wish} onWish={onWish} />}
        </div>
      )}
    </li>
  );
}

/** Offers the city's own agencies and those named on the map. */
function AgencyChoice({ place, places, wish, onWish }: RowProps) {
  const { t } = useWords();
  const { agencies } = useReference();
  const offered = new Map([...agencies.values()].map(({ id, name }) => [id, name] as const));
  for (const { agency } of places) {
    if (agency && !offered.has(agency.id)) offered.set(agency.id, t("from_map.new_agency", { name: agency.name }));
  }
  return (
    <select
      aria-label={t("from_map.agency_of", { name: place.name })}
      value={wish.agencyId}
      onChange={(event) => onWish({ agencyId: event.target.value })}
    >
      {[...offered].map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function bodyOf(chosen: readonly MapPlace[], wishOf: (place: MapPlace) => Wish) {
  const named = new Set(chosen.map((place) => wishOf(place).agencyId));
  const agencies = new Map(chosen.flatMap(({ agency }) => (agency ? [[agency.id, agency] as const] : [])));
  const nameOf = (place: MapPlace) => wishOf(place).name.trim() || place.name;
  return {
    agencies: [...agencies.values()].filter(({ id }) => named.has(id)),
    stations: chosen
      .filter(({ agency }) => agency !== null)
      .map((place) => ({
        id: place.id,
        agency_id: wishOf(place).agencyId,
        name: nameOf(place),
        position: place.position,
      })),
    hospitals: chosen
      .filter(({ agency }) => agency === null)
      .map((place) => ({
        id: place.id,
        name: nameOf(place),
        position: place.position,
        departments: place.departments,
      })),
  };
}
