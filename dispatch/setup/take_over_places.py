"""Copy hospitals and stations from the map into the desk's own lists; existing entries stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.map_places import OwnLists, Proposal, TakenInto, already_id, propose
from dispatch.setup.change_roster import add_entry
from dispatch.store import roster
from dispatch.store.map_places import map_places
from geo.city.roster import Agency, Hospital, Station


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Ids: of entries that were added, and of those that existed before."""

    added: Sequence[str]
    already: Sequence[str]


async def proposals(conn: Connection) -> list[Proposal]:
    return propose(await map_places(conn), await _own_lists(conn))


async def take_over_places(
    conn: Connection,
    agencies: Sequence[Agency],
    places: Sequence[Station | Hospital],
    *,
    by: Actor,
    now: datetime,
) -> TakenOver:
    """Raises IdTaken, UnknownAgency, OutsideServiceArea."""
    await roster.lock(conn)
    own = await _own_lists(conn)
    known = {each.id for each in own.agencies}
    for agency in agencies:
        if agency.id not in known:
            await add_entry(conn, agency, by=by, now=now)
    added: list[str] = []
    already: list[str] = []
    entries: list[Station | Hospital] = [*own.stations, *own.hospitals]
    for place in places:
        same = already_id(place.name, place.position, (each for each in entries if type(each) is type(place)))
        if same is None:
            await add_entry(conn, place, by=by, now=now)
            entries.append(place)
            added.append(place.id)
        else:
            already.append(same)
    return TakenOver(added, already)


async def take_over_proposed(conn: Connection, chosen: Sequence[Proposal], *, by: Actor, now: datetime) -> TakenOver:
    """As they were proposed. Raises IdTaken, OutsideServiceArea."""
    agencies = list(dict.fromkeys(each.agency for each in chosen if each.agency))
    return await take_over_places(conn, agencies, [_entry(each) for each in chosen], by=by, now=now)


def _entry(proposal: Proposal) -> Station | Hospital:
    if proposal.into is TakenInto.STATIONS and proposal.agency:
        return Station(proposal.id, proposal.agency.id, proposal.name, proposal.position)
    return Hospital(proposal.id, proposal.name, proposal.position, proposal.departments)


async def _own_lists(conn: Connection) -> OwnLists:
    return OwnLists(
        list((await roster.agencies(conn)).values()),
        list((await roster.stations(conn)).values()),
        list((await roster.hospitals(conn)).values()),
    )
