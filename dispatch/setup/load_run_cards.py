"""Give a new city its first run cards: incident types and response plans, from a readable file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from base.database import Connection
from dispatch.domain.incident_type import IncidentType
from dispatch.domain.response_plan import ResponsePlan, UnitRequirement
from dispatch.store import plans

RUN_CARDS = Path(__file__).resolve().parent.parent / "run_cards.toml"

AlarmLevels = Mapping[str, Mapping[str, int]]


class _OfPriority(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    priority: int
    plan: AlarmLevels


class _Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    name_id: str
    name_en: str
    priority: int
    plan: AlarmLevels
    plans: Sequence[_OfPriority] = ()
    first_due: str | None = None
    eido_code: str | None = None
    handed_over_to: str | None = None
    department: str | None = None


class _RunCards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    incident_type: Sequence[_Card]


async def load_run_cards(conn: Connection, path: Path = RUN_CARDS) -> int:
    """Return how many types were loaded; none if the city has some already, as these are its own."""
    if await plans.any_incident_type(conn):
        return 0
    cards = _read(path)
    for card in cards:
        await _add(conn, card)
    return len(cards)


def _read(path: Path) -> Sequence[_Card]:
    return msgspec.toml.decode(path.read_bytes(), type=_RunCards).incident_type


async def _add(conn: Connection, card: _Card) -> None:
    incident_type = IncidentType(
        code=card.code,
        name_id=card.name_id,
        name_en=card.name_en,
        default_priority=card.priority,
        eido_code=card.eido_code,
        handed_over_to=card.handed_over_to,
        department=card.department,
    )
    await plans.add_incident_type(conn, incident_type)
    await plans.add_plan(conn, _plan(card.code, None, card.plan, card.first_due))
    for special in card.plans:
        await plans.add_plan(conn, _plan(card.code, special.priority, special.plan, card.first_due))


def _plan(incident_type: str, priority: int | None, levels: AlarmLevels, first_due: str | None) -> ResponsePlan:
    needs = tuple(
        UnitRequirement(capability, count, int(level), first_due=capability == first_due)
        for level, capabilities in levels.items()
        for capability, count in capabilities.items()
    )
    return ResponsePlan(incident_type, priority, needs)
