"""A nearer unit becomes free: suggested or refused; the replaced unit drives on until the other has its order."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from dispatch.commands.change_status import change_status
from dispatch.commands.end_suggestion import REFUSED, end_suggestion
from dispatch.commands.replace_unit import replace_unit
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.refusals import SuggestionIsOver, UnitNotOnItsWay
from dispatch.store import views
from dispatch.views.board import AssignmentOut, SuggestionOut
from dispatch.watches.suggest_replacements import ALL_AGAIN_EVERY, ReplacementWatch
from geo.city.importer import import_city
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk, detail_of
from tests.integration.dispatch.made_river import ACROSS, SAME_BANK, SCENE, made_river
from tests.integration.dispatch.test_recommend_units import heard

S = AssignmentStatus
PATIENT = SETTINGS.model_copy(update={"fix_fresh_s": 3600.0})
LATER = NOW + timedelta(seconds=5)


@pytest.fixture
async def river(desk: Desk, tmp_path: Path) -> Desk:
    """AMB-02 has to drive round by the bridge to the scene; AMB-01, on the same bank, is busy elsewhere."""
    await import_city(desk.pool, made_river().write(tmp_path / "river.osm.pbf"), data_dir=tmp_path)
    await heard(desk, "AMB-01", SAME_BANK, age_s=1)
    await heard(desk, "AMB-02", ACROSS, age_s=1)
    return desk


async def sent(river: Desk) -> tuple[UUID, UUID]:
    """The assignments of AMB-01 elsewhere, and of AMB-02 on its way to the scene."""
    (elsewhere,) = await river.send(await river.incident(position=SAME_BANK, priority=3), "AMB-01")
    (on_its_way,) = await river.send(await river.incident(position=SCENE), "AMB-02")
    await press(river, on_its_way.id, S.EN_ROUTE)
    return elsewhere.id, on_its_way.id


async def test_a_nearer_unit_that_becomes_free_is_suggested_with_the_seconds_saved(river: Desk) -> None:
    watch = watch_of(river)
    elsewhere, on_its_way = await sent(river)
    before = await watch.look(NOW)
    await press(river, elsewhere, S.CLEAR)

    made = await watch.look(LATER)
    again = await watch.look(LATER)

    (suggestion,) = await standing(river)
    assert (before, made, again) == (0, 1, 0)
    assert (suggestion.assignment_id, suggestion.unit_id, suggestion.with_unit_id) == (
        on_its_way,
        "AMB-02",
        "AMB-01",
    )
    assert suggestion.kind == "replace"
    assert suggestion.saving_s > 60
    assert suggestion.saving_s == suggestion.data["remaining_s"] - suggestion.data["eta_s"]


async def test_the_old_unit_is_released_only_when_the_new_one_acknowledged(river: Desk) -> None:
    _, on_its_way, suggestion = await suggested(river)

    new = await replace(river, on_its_way, suggestion.id)
    during = await status_of(river, on_its_way)
    await press(river, new.id, S.ACKNOWLEDGED)

    assert during == "en_route"
    assert await status_of(river, on_its_way) == "canceled"
    messages = await river.pool.fetch("SELECT kind FROM outbox WHERE assignment_id = $1 ORDER BY id", on_its_way)
    assert [row["kind"] for row in messages] == ["dispatch", "cancel"]
    assert await standing(river) == []
    assert new.replaces_id == on_its_way


async def test_who_has_arrived_meanwhile_stays(river: Desk) -> None:
    _, on_its_way, suggestion = await suggested(river)
    new = await replace(river, on_its_way, suggestion.id)

    await press(river, on_its_way, S.ON_SCENE)
    await press(river, new.id, S.ACKNOWLEDGED)

    assert await status_of(river, on_its_way) == "on_scene"
    with pytest.raises(UnitNotOnItsWay):
        await replace(river, on_its_way, None, "DMK-01")


async def test_a_refused_suggestion_does_not_come_again(river: Desk) -> None:
    watch, on_its_way, suggestion = await suggested(river)
    async with river.pool.acquire() as conn, conn.transaction():
        await end_suggestion(conn, suggestion.id, REFUSED, by=river.dispatcher, now=LATER)

    assert await watch.look(LATER + ALL_AGAIN_EVERY) == 0
    with pytest.raises(SuggestionIsOver):
        await replace(river, on_its_way, suggestion.id)


async def test_a_crew_that_the_plan_calls_too_small_is_not_suggested(river: Desk) -> None:
    await river.pool.execute("UPDATE unit_requirement SET crew_min = 3 WHERE capability = 'ambulance_bls'")
    await river.pool.execute("UPDATE unit SET crew = 2 WHERE unit_id = 'AMB-01'")
    watch = watch_of(river)
    elsewhere, _ = await sent(river)
    await watch.look(NOW)
    await press(river, elsewhere, S.CLEAR)

    assert await watch.look(LATER) == 0


async def test_a_suggestion_is_withdrawn_when_its_unit_is_gone_or_the_other_arrived(river: Desk) -> None:
    watch, on_its_way, _ = await suggested(river)

    await press(river, on_its_way, S.ON_SCENE)

    assert await watch.look(LATER) == 1
    assert await standing(river) == []
    assert await river.pool.fetchval("SELECT outcome FROM suggestion") == "withdrawn"


async def test_an_arrival_far_beyond_its_promise_is_an_alarm_once(river: Desk) -> None:
    _, on_its_way = await sent(river)
    await river.pool.execute("UPDATE assignment SET eta_s = 30 WHERE id = $1", on_its_way)
    watch = watch_of(river)

    raised = [await watch.look(NOW + n * ALL_AGAIN_EVERY) for n in range(2)]

    async with river.pool.acquire() as conn:
        (alarm,) = await views.open_alerts(conn)
    assert raised == [1, 0]
    assert alarm.kind == "eta_slipped"
    assert detail_of(alarm)["late_s"] > 90


async def test_the_rest_of_a_turnout_is_what_was_promised_when_the_unit_was_sent(river: Desk) -> None:
    await river.pool.execute("UPDATE station SET position = $1 WHERE id = 'east'", ACROSS)
    watch = watch_of(river)
    (elsewhere,) = await river.send(await river.incident(position=SAME_BANK, priority=3), "AMB-01")
    (leaving,) = await river.send(await river.incident(position=SCENE), "AMB-02")
    await watch.look(NOW)
    await press(river, elsewhere.id, S.CLEAR)

    remaining_s = []
    for promised_s, now in ((60, LATER), (130, LATER + ALL_AGAIN_EVERY)):
        await river.pool.execute("DELETE FROM suggestion")
        await river.pool.execute(
            "UPDATE assignment SET eta_s = 500 + $2::float8, drive_s = 500 WHERE id = $1", leaving.id, promised_s
        )
        await watch.look(now)
        (suggestion,) = await standing(river)
        remaining_s.append(suggestion.data["remaining_s"])

    assert remaining_s[1] - remaining_s[0] == pytest.approx(130 - 60 - ALL_AGAIN_EVERY.total_seconds())


async def suggested(river: Desk) -> tuple[ReplacementWatch, UUID, SuggestionOut]:
    watch = watch_of(river)
    elsewhere, on_its_way = await sent(river)
    await watch.look(NOW)
    await press(river, elsewhere, S.CLEAR)
    await watch.look(LATER)
    (suggestion,) = await standing(river)
    return watch, on_its_way, suggestion


def watch_of(river: Desk) -> ReplacementWatch:
    return ReplacementWatch(river.pool, TravelTimes(river.pool, CityRoads(workers=1), timeout_s=30), PATIENT.advice)


async def replace(
    river: Desk, assignment_id: UUID, suggestion_id: UUID | None, unit_id: str = "AMB-01"
) -> AssignmentOut:
    async with river.pool.acquire() as conn, conn.transaction():
        return await replace_unit(
            conn,
            assignment_id,
            unit_id,
            routes={},
            suggestion_id=suggestion_id,
            by=river.dispatcher,
            now=LATER,
            orders=PATIENT.orders,
        )


async def press(river: Desk, assignment_id: UUID, status: AssignmentStatus, at: datetime = NOW) -> None:
    async with river.pool.acquire() as conn, conn.transaction():
        await change_status(conn, assignment_id, status, at=at, by=river.dispatcher, now=at, orders=PATIENT.orders)


async def status_of(river: Desk, assignment_id: UUID) -> str:
    status: str = await river.pool.fetchval("SELECT status FROM assignment WHERE id = $1", assignment_id)
    return status


async def standing(river: Desk) -> list[SuggestionOut]:
    async with river.pool.acquire() as conn:
        return await views.standing_suggestions(conn)
