"""Several desks send at once: each sends all or none, and no unit works on two incidents."""

import asyncio
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.domain.refusals import UnitAlreadyAssigned
from tests.desk import ROSTER, Desk

UNIT_IDS = [unit.id for unit in ROSTER.units]
choices_st = st.lists(st.lists(st.sampled_from(UNIT_IDS), min_size=1, max_size=3, unique=True), min_size=2, max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=choices_st)
async def test_each_desk_sends_all_or_none_and_no_unit_is_sent_twice(desk: Desk, choices: list[list[str]]) -> None:
    incidents = [await desk.incident() for _ in choices]

    outcomes = await asyncio.gather(
        *(desk.send(incident, *units) for incident, units in zip(incidents, choices, strict=True)),
        return_exceptions=True,
    )

    for incident, units, outcome in zip(incidents, choices, outcomes, strict=True):
        assert isinstance(outcome, list | UnitAlreadyAssigned), outcome
        assert await sent_to(desk, incident) == (sorted(units) if isinstance(outcome, list) else [])
    held = Counter([unit for incident in incidents for unit in await sent_to(desk, incident)])
    assert all(count == 1 for count in held.values())
    assert held, "somebody must win"
    await desk.pool.execute("UPDATE assignment SET released_at = now(), status = 'canceled' WHERE released_at IS NULL")


async def sent_to(desk: Desk, incident_id: object) -> list[str]:
    rows = await desk.pool.fetch(
        "SELECT u.unit_id FROM assignment a JOIN unit u ON u.key = a.unit_key"
        " WHERE a.incident_id = $1 AND a.released_at IS NULL ORDER BY u.unit_id",
        incident_id,
    )
    return [row["unit_id"] for row in rows]
