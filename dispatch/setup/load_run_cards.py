"""Give a new city its first run cards: incident types and response plans, from a readable file."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from base.database import Connection
from dispatch.domain.response_plan import ResponsePlan, UnitRequirement
from dispatch.store import plans

RUN_CARDS = Path(__file__).resolve().parent.parent / "run_cards.toml"

AlarmLevels = Mapping[str, Mapping[str, int]]


async def load_run_cards(conn: Connection, path: Path = RUN_CARDS) -> int:
    """Return how many types were loaded; none if the city has some already, as these are its own."""
    if await plans.any_incident_type(conn):
        return 0
    cards = _read(path)
    for card in cards:
        await _add(conn, card)
    return len(cards)


def _read(path: Path) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["incident_type"]
    return cards


async def _add(conn: Connection, card: Mapping[str, Any]) -> None:
    incident_type = IncidentType(
        code=card["code"],
        name_id=card["name_id"],
        name_en=card["name_en"],
        default_priority=card["priority"],
        eido_code=card.get("eido_code"),
        handed_over_to=card.get("handed_over_to"),
        department=card.get("department"),
    )
    await plans.add_incident_type(conn, incident_type)
    first_due = card.get("first_due")
    await plans.add_plan(conn, _plan(card["code"], None, card["plan"], first_due))
    for special in card.get("plans", []):
        await plans.add_plan(conn, _plan(card["code"], special["priority"], special["plan"], first_due))


def _plan(incident_type: str, priority: int | None, levels: AlarmLevels, first_due: str | None) -> ResponsePlan:
    needs = tuple(
        UnitRequirement(capability, count, int(level), first_due=capability == first_due)
        for level, capabilities in levels.items()
        for capability, count in capabilities.items()
    )
    return ResponsePlan(incident_type, priority, needs)
