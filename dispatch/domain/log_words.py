"""Split an event into what is kept for good and words that may name persons and are forgotten some day; pure."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict

from base.raw_json import JsonObject
from core.domain.log_words import FACTS, Words
from dispatch.domain.visibility import SEEN_BY_ONLOOKERS, is_code

# As in the table of what onlookers see, a field that is not named here counts as words and is forgotten.
KEPT_OF_VIEWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "incidents": SEEN_BY_ONLOOKERS["incidents"],
        "units": SEEN_BY_ONLOOKERS["units"],
        "assignments": SEEN_BY_ONLOOKERS["assignments"] | {"notices"},
        "alarms": SEEN_BY_ONLOOKERS["alarms"],
        "calls": SEEN_BY_ONLOOKERS["calls"] | {"answered_by", "claimed_by", "disposition", "incident_id"},
        "suggestions": frozenset(
            {"id", "kind", "incident_id", "assignment_id", "unit_id", "with_unit_id", "saving_s", "made_at", "outcome"}
            | {"closed_at"}
        ),
        "closure": SEEN_BY_ONLOOKERS["closures"],  # the only one that is no list
    }
)
KEPT_FACTS = frozenset({"at", "channel", "devices", "disposition", "part", "process", "source", "taken_from", "was"})


def split(data: Mapping[str, Any], *, incident_id: UUID | None) -> tuple[JsonObject, list[Words]]:
    """Return the event with null in the place of each word, and the words."""
    kept = {name: _fields(value) if name in KEPT_OF_VIEWS else value for name, value in data.items()}
    taken: dict[UUID | None, dict[str, JsonObject]] = {}
    for place, part, whose in [(FACTS, kept, incident_id), *_parts(kept)]:
        if fields := _words_of(place, part):
            taken.setdefault(whose, {})[place] = fields
            part.update(dict.fromkeys(fields))
    return kept, [Words(whose, by_place) for whose, by_place in taken.items()]


def _fields(views: list[Struct] | Struct) -> list[JsonObject] | JsonObject:
    return asdict(views) if isinstance(views, Struct) else [asdict(view) for view in views]


def _parts(data: JsonObject) -> Iterator[tuple[str, JsonObject, UUID | None]]:
    for name in KEPT_OF_VIEWS.keys() & data.keys():
        if isinstance(data[name], dict):
            yield name, data[name], None
            continue
        for index, view in enumerate(data[name]):
            yield f"{name}/{index}", view, _whose(name, view)


def _whose(name: str, view: JsonObject) -> UUID | None:
    """A unit's words belong to no incident: the reason why it is out of service is not about its next incident."""
    return None if name == "units" else view["id" if name == "incidents" else "incident_id"]


def _words_of(place: str, part: JsonObject) -> JsonObject:
    if place == FACTS:
        return {name: value for name, value in part.items() if not _is_kept_fact(name, value)}
    kept = KEPT_OF_VIEWS[place.partition("/")[0]]
    return {name: value for name, value in part.items() if name not in kept and value is not None}


def _is_kept_fact(name: str, value: Any) -> bool:
    return name in KEPT_OF_VIEWS or name in KEPT_FACTS or is_code(name, value)
