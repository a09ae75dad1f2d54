"""A silent process, or troubles that processes report, are alerts for as long as they last."""

from datetime import timedelta

from dispatch.commands.take_alert import take_alert
from dispatch.domain.alert import AlertKind
from dispatch.domain.heartbeat import SILENT_AFTER_S, Beat, Trouble
from dispatch.store import process_beats, views
from dispatch.watches.raise_system_alerts import raise_system_alerts
from tests.desk import NOW, Desk

SILENT = {"worker": SILENT_AFTER_S + 1}
FAILED = Trouble(AlertKind.PART_FAILED, "live feed", "KeyError, started again")
JUMPED = Trouble(AlertKind.CLOCK_JUMPED, "clock", "+3600 s")


def beat(process: str, *troubles: Trouble) -> Beat:
    return Beat(process, 7, 3, NOW, troubles)


async def look(desk: Desk, *beats: Beat, silent: dict[str, float] | None = None, later_s: float = 0) -> int:
    async with desk.pool.acquire() as conn:
        return await raise_system_alerts(conn, beats, silent or {}, now=NOW + timedelta(seconds=later_s))


async def standing(desk: Desk) -> list[tuple[str, str | None, str | None]]:
    async with desk.pool.acquire() as conn:
        alarms = await views.open_alerts(conn)
    details = [(alarm.kind, alarm.detail or {}) for alarm in alarms]
    return [(kind, detail.get("process"), detail.get("part")) for kind, detail in details]


async def test_a_silent_process_is_one_alarm_until_it_is_heard_again(desk: Desk) -> None:
    raised = await look(desk, beat("api"), beat("worker"), silent=SILENT)
    again = await look(desk, beat("api"), beat("worker"), silent=SILENT, later_s=2)
    open_alerts = await standing(desk)

    ended = await look(desk, beat("api"), beat("worker"), later_s=4)

    assert (raised, again, ended) == (1, 0, 1)
    assert open_alerts == [("process_silent", "worker", None)]
    assert await standing(desk) == []


async def test_a_silent_bridge_is_told_of_elsewhere(desk: Desk) -> None:
    assert await look(desk, beat("bridge-0"), silent={"bridge-0": SILENT_AFTER_S + 1}) == 0


async def test_a_failed_part_names_its_process_and_what_is_wrong_with_the_machine_is_told_once(desk: Desk) -> None:
    await look(desk, beat("api", FAILED, JUMPED), beat("worker", JUMPED))

    assert sorted(await standing(desk)) == [("clock_jumped", None, "clock"), ("part_failed", "api", "live feed")]

    await look(desk, beat("api"), beat("worker", JUMPED))

    assert await standing(desk) == [("clock_jumped", None, "clock")]


async def test_what_a_process_that_fell_silent_had_said_stands_as_it_may_still_be_so(desk: Desk) -> None:
    await look(desk, beat("worker", FAILED))

    await look(desk, beat("worker", FAILED), silent=SILENT)

    assert sorted(await standing(desk)) == [("part_failed", "worker", "live feed"), ("process_silent", "worker", None)]


async def test_a_taken_alarm_does_not_come_again_at_once(desk: Desk) -> None:
    await look(desk, beat("worker"), silent=SILENT)
    async with desk.pool.acquire() as conn, conn.transaction():
        alarm_id = (await views.open_alerts(conn))[0].id
        await take_alert(conn, alarm_id, by=desk.dispatcher, now=NOW)

    assert await look(desk, beat("worker"), silent=SILENT, later_s=60) == 0
    assert await look(desk, beat("worker"), silent=SILENT, later_s=3700) == 1


async def test_while_another_process_judges_nothing_is_done_twice(desk: Desk) -> None:
    async with desk.pool.acquire() as other, other.transaction():
        assert await process_beats.may_act(other)

        assert await look(desk, beat("worker"), silent=SILENT) == 0


async def test_signs_of_life_are_counted_and_keep_what_is_wrong(desk: Desk) -> None:
    async with desk.pool.acquire() as conn:
        await process_beats.beat(conn, "api", pid=11, troubles=[])
        await process_beats.beat(conn, "api", pid=12, troubles=[FAILED])
        known = await process_beats.known(conn)

    assert [(each.process, each.pid, each.beats, list(each.troubles)) for each in known] == [("api", 12, 2, [FAILED])]


async def test_what_a_process_of_a_newer_version_says_does_not_silence_the_others(desk: Desk) -> None:
    async with desk.pool.acquire() as conn:
        await process_beats.beat(conn, "api", pid=11, troubles=[FAILED])
        await conn.execute(
            "UPDATE process_beat SET troubles = troubles || $1", [{"alarm": "of_tomorrow", "part": "x", "reason": "y"}]
        )
        known = await process_beats.known(conn)

    assert [list(each.troubles) for each in known] == [[FAILED]]
