"""A unit on its way is diverted to a more urgent incident, and the one it leaves is not forgotten."""

from uuid import UUID

import pytest

from dispatch.commands.change_status import change_status
from dispatch.commands.divert_unit import divert_unit
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.refusals import NotMoreUrgent, UnitNotOnItsWay
from dispatch.store.suggestions import carried_out
from dispatch.views.board import AssignmentOut
from tests.desk import HERE, NOW, SETTINGS, STATION_EAST, Desk
from tests.integration.dispatch.test_recommend_units import heard, recommend


async def test_it_goes_with_one_order_and_what_it_leaves_waits_with_an_alert(desk: Desk) -> None:
    await heard(desk, "AMB-01", HERE, age_s=1)
    tree, stroke = await desk.incident("fallen_tree", priority=4), await desk.incident(priority=1)
    (left,) = await desk.send(tree, "AMB-01")

    new = await divert(desk, left.id, stroke)

    assert (new.unit_id, new.incident_id, new.status) == ("AMB-01", stroke, "dispatched")
    assert await desk.pool.fetchval("SELECT status FROM assignment WHERE id = $1", left.id) == "canceled"
    due = await desk.pool.fetch("SELECT body FROM outbox WHERE channel = 'mqtt' AND finished_at IS NULL")
    assert [(row["body"]["kind"], row["body"]["incident"]["id"]) for row in due] == [("divert", str(stroke))]
    alarms = await desk.pool.fetch("SELECT kind, incident_id FROM alarm WHERE taken_at IS NULL")
    assert [(row["kind"], row["incident_id"]) for row in alarms] == [("unit_taken_away", tree)]


async def test_it_stays_where_it_is_for_something_as_urgent(desk: Desk) -> None:
    one, other = await desk.incident(priority=2), await desk.incident(priority=2)
    (left,) = await desk.send(one, "AMB-01")

    with pytest.raises(NotMoreUrgent):
        await divert(desk, left.id, other)

    assert await desk.pool.fetchval("SELECT status FROM assignment WHERE id = $1", left.id) == "dispatched"


async def test_nobody_is_taken_from_a_scene(desk: Desk) -> None:
    tree, stroke = await desk.incident("fallen_tree", priority=4), await desk.incident(priority=1)
    (left,) = await desk.send(tree, "AMB-01")
    async with desk.pool.acquire() as conn, conn.transaction():
        await change_status(
            conn, left.id, AssignmentStatus.ON_SCENE, at=None, by=desk.dispatcher, now=NOW, orders=SETTINGS.orders
        )

    with pytest.raises(UnitNotOnItsWay):
        await divert(desk, left.id, stroke)


async def divert(desk: Desk, assignment_id: UUID, incident_id: UUID) -> AssignmentOut:
    async with desk.pool.acquire() as conn, conn.transaction():
        return await divert_unit(
            conn, assignment_id, incident_id, routes={}, by=desk.dispatcher, now=NOW, orders=SETTINGS.orders
        )


async def test_who_was_diverted_is_not_offered_to_a_third_call_for_a_while(desk: Desk) -> None:
    await heard(desk, "AMB-01", HERE, age_s=1)
    await heard(desk, "AMB-02", STATION_EAST, age_s=1)
    tree, fall, stroke = [await desk.incident(priority=priority) for priority in (4, 3, 1)]
    (left,) = await desk.send(tree, "AMB-01")
    await desk.pool.execute("UPDATE assignment SET eta_s = 900")
    before = await recommend(desk, stroke)

    new = await divert(desk, left.id, fall)
    await desk.pool.execute("UPDATE assignment SET eta_s = 900 WHERE id = $1", new.id)

    assert [each.unit.unit_id for each in before.busy] == ["AMB-01"]
    assert (await recommend(desk, stroke)).busy == []
    async with desk.pool.acquire() as conn:
        [done] = await carried_out(conn, since=NOW - SETTINGS.replacement.quiet)
    assert (done.incident_id, done.replaced, done.sent) == (tree, "AMB-01", "AMB-01")
