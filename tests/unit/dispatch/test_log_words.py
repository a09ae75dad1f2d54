"""Personal texts of an event: restored, the event is unchanged; an undeclared field counts as personal text."""

from copy import deepcopy
from typing import Any
from uuid import UUID

from msgspec import Struct, defstruct, to_builtins

from core.domain.log_words import fill
from dispatch.domain.events.declared import EVENTS
from dispatch.domain.events.event import declared_facts
from dispatch.domain.log_words import KEPT_OF_VIEWS, split

A, B = UUID(int=1), UUID(int=2)


def view(**fields: Any) -> Struct:
    """Of some fields only: the split knows them by name."""
    made: Struct = defstruct("Some", fields)(**fields)
    return made


EVENT: dict[str, Any] = {
    "by": "user:sari",
    "unit_ids": ["AMB-01"],
    "reason": "lebih dekat",
    "incidents": [view(id=A, type="medical", address="Jalan Melati 4", description=None), view(id=B)],
    "assignments": [view(id=B, incident_id=B, status="dispatched", reason="lebih dekat", notices=[])],
    "units": [view(unit_id="AMB-01", incident_id=A, out_of_service_reason="ban kempis")],
    "closure": view(id=A, kind="closure", reason="pesta Pak Budi"),
}


def test_words_are_taken_out_and_put_back() -> None:
    kept, words = split(EVENT, incident_id=A)
    again = deepcopy(kept)

    for each in words:
        fill(again, each.by_place)

    assert to_builtins(again) == to_builtins(EVENT)
    assert not any(text in repr(kept) for text in ("Melati", "dekat", "kempis", "Budi"))
    assert kept["incidents"][0] == {"id": A, "type": "medical", "address": None, "description": None}


def test_what_is_given_is_not_changed() -> None:
    before = to_builtins(EVENT)

    split(EVENT, incident_id=A)

    assert to_builtins(EVENT) == before


def test_each_goes_with_its_own_incident_and_a_units_with_none() -> None:
    _, words = split(EVENT, incident_id=A)

    assert {each.incident_id: set(each.by_place) for each in words} == {
        A: {"facts", "incidents/0"},
        B: {"assignments/0"},
        None: {"units/0", "closure"},
    }


def test_a_field_that_nobody_named_is_taken_for_words() -> None:
    call = view(id=A, incident_id=None, mood="takut")

    kept, [words] = split({"said_by_radio": "Ibu Sri", "calls": [call]}, incident_id=None)

    assert kept == {"said_by_radio": None, "calls": [{"id": A, "incident_id": None, "mood": None}]}
    assert words.by_place == {"facts": {"said_by_radio": "Ibu Sri"}, "calls/0": {"mood": "takut"}}


def test_what_was_forgotten_stays_null() -> None:
    kept, words = split(EVENT, incident_id=A)

    for each in words:
        if each.incident_id != A:
            fill(kept, each.by_place)

    assert (kept["reason"], kept["incidents"][0]["address"]) == (None, None)
    assert kept["assignments"][0]["reason"] == "lebih dekat"


def test_the_facts_that_are_forgotten_are_reasons_and_what_a_device_wrote_for_a_time() -> None:
    facts = {each.name for event in EVENTS.values() for each in declared_facts(event) if _may_be_text(each.type)}

    _, [words] = split(dict.fromkeys(facts - KEPT_OF_VIEWS.keys(), "text"), incident_id=None)

    assert set(words.by_place["facts"]) == {"reason", "claimed_at"}


def _may_be_text(declared: Any) -> bool:
    return declared not in (int, float, bool, float | None, int | None)
