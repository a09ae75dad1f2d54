"""The words of an event, apart from what is kept for good; pure. Each desk decides which fields are words."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from base.raw_json import JsonObject

FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Words:
    """Words by their place in the event, such as `incidents/0`; those of one incident are forgotten together."""

    incident_id: UUID | None
    by_place: Mapping[str, JsonObject]


def fill(data: JsonObject, by_place: Mapping[str, JsonObject]) -> None:
    """Put the words back, as far as they are still known."""
    for place, fields in by_place.items():
        _part(data, place).update(fields)


def _part(data: JsonObject, place: str) -> JsonObject:
    if place == FACTS:
        return data
    name, _, index = place.partition("/")
    part: JsonObject = data[name][int(index)] if index else data[name]
    return part
