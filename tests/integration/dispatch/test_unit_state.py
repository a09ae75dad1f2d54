"""A unit's state, and what blocks it: one rule for every caller."""

from itertools import product

import pytest

from dispatch.commands.change_status import change_status
from dispatch.domain.assignment import AssignmentStatus
from dispatch.store import views
from dispatch.store.figures import read_figures
from dispatch.store.unit_state import FREE, OPEN_ASSIGNMENT, STATUS
from dispatch.views.board import EidoOut, PlacedUnitOut
from tests.desk import NOW, SETTINGS, Desk

DMK_01 = "DMK-01"


@pytest.fixture
async def shared(desk: Desk) -> Desk:
    """AMB-01 and DMK-01 share one crew."""
    await desk.pool.execute("UPDATE unit SET crew_pool = 'west crew' WHERE unit_id IN ('AMB-01', 'DMK-01')")
    return desk


async def shown(desk: Desk, unit_id: str) -> PlacedUnitOut:
    async with desk.pool.acquire() as conn:
        return next(unit for unit in await views.all_units(conn) if unit.unit_id == unit_id)


async def available(desk: Desk) -> int:
    async with desk.pool.acquire() as conn:
        return (await read_figures(conn)).units_available


async def test_a_unit_whose_crew_is_out_is_not_available_on_any_board(shared: Desk) -> None:
    await shared.send(await shared.incident(), "AMB-01")

    unit = await shown(shared, DMK_01)

    assert (unit.status, unit.crew_with) == ("crew_is_out", "AMB-01")
    assert unit.eido == EidoOut(primary="NotAvailable", secondary="Unmanned")
    assert unit.incident_id is None


async def test_the_unit_that_has_the_crew_shows_what_it_does_itself(shared: Desk) -> None:
    await shared.send(await shared.incident(), "AMB-01")

    unit = await shown(shared, "AMB-01")

    assert (unit.status, unit.crew_with) == ("dispatched", None)


async def test_it_is_available_again_since_its_crew_is_back(shared: Desk) -> None:
    (sent,) = await shared.send(await shared.incident(), "AMB-01")
    async with shared.pool.acquire() as conn, conn.transaction():
        await change_status(
            conn, sent.id, AssignmentStatus.CLEAR, at=None, by=shared.dispatcher, now=NOW, orders=SETTINGS.orders
        )

    unit, back = await shown(shared, DMK_01), await shown(shared, "AMB-01")

    assert (unit.status, unit.crew_with) == ("available", None)
    assert unit.free_since_at == back.free_since_at


async def test_the_figures_do_not_count_it(shared: Desk) -> None:
    before = await available(shared)

    await shared.send(await shared.incident(), "AMB-01")

    assert await available(shared) == before - 2


@pytest.mark.parametrize(
    ("out_of_service", "staffed", "expected"),
    [(True, True, "out_of_service"), (True, False, "out_of_service"), (False, False, "unstaffed")],
)
async def test_its_own_state_is_shown_before_that_of_its_crew(
    shared: Desk, out_of_service: bool, staffed: bool, expected: str
) -> None:
    await shared.pool.execute(
        "UPDATE unit SET in_service = $1, staffed = $2 WHERE unit_id = 'DMK-01'", not out_of_service, staffed
    )
    await shared.send(await shared.incident(), "AMB-01")

    unit = await shown(shared, DMK_01)

    assert (unit.status, unit.crew_with) == (expected, None)


async def test_free_means_available_in_every_statement(shared: Desk) -> None:
    """Every state, in every combination: what a command reads is what the board shows."""
    await shared.send(await shared.incident(), "AMB-01")
    await shared.send(await shared.incident(), "AMB-02")
    seen = set()
    for in_service, staffed, pool in product([True, False], [True, False], [None, "west crew", "another"]):
        await shared.pool.execute(
            "UPDATE unit SET in_service = $1, staffed = $2 WHERE unit_id = 'DMK-02'", in_service, staffed
        )
        await shared.pool.execute("UPDATE unit SET crew_pool = $1 WHERE unit_id = 'DMK-02'", pool)
        rows = await shared.pool.fetch(f"SELECT {STATUS} AS status, ({FREE}) AS free FROM unit u {OPEN_ASSIGNMENT}")
        assert all(row["free"] is (row["status"] == "available") for row in rows)
        seen |= {row["status"] for row in rows}
    assert seen == {"available", "crew_is_out", "out_of_service", "unstaffed", "dispatched"}


async def test_the_event_that_sends_a_unit_carries_the_vehicles_that_share_its_crew(shared: Desk) -> None:
    await shared.send(await shared.incident(), "AMB-01")

    data = await shared.pool.fetchval("SELECT data FROM event_log WHERE kind = 'units_assigned'")

    assert {unit["unit_id"]: unit["status"] for unit in data["units"]} == {
        "AMB-01": "dispatched",
        "DMK-01": "crew_is_out",
    }
