"""Personal texts of closed incidents are deleted some time after the last entry: no sooner, and in portions."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from base.position import Position
from core.domain.actor import Role
from core.store import event_chain, event_words
from dispatch.commands.add_caller_location import add_caller_location
from dispatch.commands.add_note import add_note
from dispatch.commands.close_incident import close_incident
from dispatch.commands.record_sos import record_sos
from dispatch.commands.reopen_incident import reopen_incident
from dispatch.commands.take_call import NewCall, take_call
from dispatch.commands.update_call import CallChanges, update_call
from dispatch.domain.alert import AlertKind
from dispatch.domain.call import CallDisposition, CallerLocation
from dispatch.domain.incident import Disposition
from dispatch.steps.raise_alert import raise_alert
from dispatch.watches.forget_words import AT_ONCE, forget_words
from tests.desk import HERE, NOW, SETTINGS, SETUP, Desk

KEPT_DAYS = 365
JUST_BEFORE = NOW + timedelta(days=KEPT_DAYS) - timedelta(seconds=1)
JUST_AFTER = NOW + timedelta(days=KEPT_DAYS, seconds=1)


async def forget(desk: Desk, now: datetime) -> None:
    await forget_words(desk.pool, now=now, kept_days=KEPT_DAYS)


async def close(desk: Desk, incident_id: UUID, at: datetime = NOW) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await close_incident(conn, incident_id, disposition=Disposition.PRANK, by=desk.dispatcher, now=at)


async def note(desk: Desk, incident_id: UUID, text: str, at: datetime) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await add_note(conn, incident_id, text, by=desk.dispatcher, now=at, orders=SETTINGS.orders)


async def over(desk: Desk, address: str = "Jalan Melati 4", at: datetime = NOW) -> UUID:
    incident_id = await desk.incident(address=address)
    await close(desk, incident_id, at)
    return incident_id


async def address_of(desk: Desk, incident_id: UUID) -> str | None:
    address: str | None = await desk.pool.fetchval("SELECT address FROM incident WHERE id = $1", incident_id)
    return address


async def logged_addresses(desk: Desk, incident_id: UUID) -> set[Any]:
    async with desk.pool.acquire() as conn:
        timeline = await event_chain.timeline(conn, incident_id)
    return {view["address"] for event in timeline for view in event.data.get("incidents", ())}


async def notes(desk: Desk, incident_id: UUID) -> list[str]:
    rows = await desk.pool.fetch("SELECT text FROM note WHERE incident_id = $1 ORDER BY id", incident_id)
    return [row["text"] for row in rows]


async def test_words_go_when_their_time_is_over_and_not_before(desk: Desk) -> None:
    incident_id, still_open = await over(desk), await desk.incident(address="Jalan Mawar 2")

    await forget(desk, JUST_BEFORE)
    kept = (await address_of(desk, incident_id), await logged_addresses(desk, incident_id))
    await forget(desk, JUST_AFTER)

    assert kept == ("Jalan Melati 4", {"Jalan Melati 4"})
    assert (await address_of(desk, incident_id), await logged_addresses(desk, incident_id)) == (None, {None})
    assert (await address_of(desk, still_open), await logged_addresses(desk, still_open)) == (
        "Jalan Mawar 2",
        {"Jalan Mawar 2"},
    )
    async with desk.pool.acquire() as conn:
        assert (await event_chain.first_broken_link(conn), await event_words.first_altered(conn)) == (None, None)


async def test_a_late_note_keeps_the_words_of_its_incident_and_goes_with_them(desk: Desk) -> None:
    incident_id, noted_at = await over(desk), JUST_BEFORE
    await note(desk, incident_id, "keluarga bertanya", noted_at)

    await forget(desk, JUST_AFTER)
    kept = (await address_of(desk, incident_id), await notes(desk, incident_id))
    await forget(desk, noted_at + timedelta(days=KEPT_DAYS, seconds=1))

    assert kept == ("Jalan Melati 4", ["keluarga bertanya"])
    assert (await address_of(desk, incident_id), await notes(desk, incident_id)) == (None, [""])


async def test_what_is_written_after_all_was_forgotten_is_forgotten_in_its_turn(desk: Desk) -> None:
    incident_id = await over(desk)
    await forget(desk, JUST_AFTER)
    await note(desk, incident_id, "pengacara menelepon", JUST_AFTER)

    await forget(desk, JUST_AFTER + timedelta(days=1))
    kept = await notes(desk, incident_id)
    await forget(desk, JUST_AFTER + timedelta(days=KEPT_DAYS, seconds=1))

    assert (kept, await notes(desk, incident_id)) == (["pengacara menelepon"], [""])


async def test_one_that_was_opened_again_and_closed_counts_anew(desk: Desk) -> None:
    incident_id = await over(desk)
    async with desk.pool.acquire() as conn, conn.transaction():
        await reopen_incident(
            conn, incident_id, reason="api lagi", by=desk.dispatcher, now=JUST_BEFORE, orders=SETTINGS.orders
        )
    await forget(desk, JUST_AFTER)
    open_again = await address_of(desk, incident_id)
    await close(desk, incident_id, JUST_AFTER)

    await forget(desk, JUST_AFTER + timedelta(days=1))

    assert (open_again, await address_of(desk, incident_id)) == ("Jalan Melati 4", "Jalan Melati 4")


async def test_a_clock_that_jumps_ahead_costs_two_days_of_words(desk: Desk) -> None:
    first = await over(desk)
    soon, later = [await over(desk, at=NOW + AT_ONCE + timedelta(hours=hours)) for hours in (-1, 1)]

    await forget(desk, NOW + timedelta(days=10 * KEPT_DAYS))

    forgotten = [await address_of(desk, incident_id) is None for incident_id in (first, soon, later)]
    assert forgotten == [True, True, False]


async def test_an_open_alarm_keeps_what_it_is_about(desk: Desk) -> None:
    incident_id = await over(desk)
    async with desk.pool.acquire() as conn, conn.transaction():
        await raise_alert(conn, AlertKind.SOS, by=SETUP, at=NOW, detail={"reason": "x"}, incident_id=incident_id)
    await forget(desk, JUST_AFTER)
    kept = await address_of(desk, incident_id)
    await desk.pool.execute("UPDATE alarm SET taken_at = $1", NOW)

    await forget(desk, JUST_AFTER)

    assert (kept, await address_of(desk, incident_id)) == ("Jalan Melati 4", None)


async def test_words_that_were_changed_are_found_out_and_shown_to_nobody(desk: Desk) -> None:
    incident_id = await over(desk)
    seq = await desk.pool.fetchval("SELECT min(seq) FROM event_words WHERE incident_id = $1", incident_id)

    await desk.pool.execute("UPDATE event_words SET words = replace(words, 'Melati', 'Mawar') WHERE seq = $1", seq)

    async with desk.pool.acquire() as conn:
        assert (await event_chain.first_broken_link(conn), await event_words.first_altered(conn)) == (None, seq)
    assert await logged_addresses(desk, incident_id) == {None, "Jalan Melati 4"}


async def test_words_left_of_entries_that_were_cut_off_stop_nobody_and_show_on_no_other(desk: Desk) -> None:
    await over(desk)
    await desk.pool.execute("DELETE FROM event_log WHERE seq >= (SELECT min(seq) FROM event_words)")

    incident_id = await over(desk, "Jalan Mawar 2")

    assert await logged_addresses(desk, incident_id) == {"Jalan Mawar 2"}
    async with desk.pool.acquire() as conn:
        assert await event_words.first_altered(conn) is None


async def locate(desk: Desk, call_id: UUID, at: datetime) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        await add_caller_location(conn, call_id, CallerLocation(HERE, "aml"), by=desk.dispatcher, now=at)


async def places_of(desk: Desk, call_id: UUID) -> int:
    places: int = await desk.pool.fetchval("SELECT count(*) FROM caller_location WHERE call_id = $1", call_id)
    return places


async def test_a_place_that_came_after_its_call_was_forgotten_is_forgotten_too(desk: Desk) -> None:
    ended = CallChanges(disposition=CallDisposition.PRANK)
    async with desk.pool.acquire() as conn, conn.transaction():
        call = await take_call(conn, NewCall(), by=desk.dispatcher, now=NOW)
        await update_call(conn, call.id, ended, by=desk.dispatcher, now=NOW, orders=SETTINGS.orders)
    await forget(desk, JUST_AFTER)
    await locate(desk, call.id, JUST_AFTER)
    came = await places_of(desk, call.id)

    await forget(desk, JUST_AFTER + timedelta(hours=1))

    assert (came, await places_of(desk, call.id)) == (1, 0)


async def test_where_a_crew_called_for_help_is_forgotten_without_an_incident_too(desk: Desk) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        alarm_id = await record_sos(conn, by=desk.accounts[Role.CREW], at=NOW, position=HERE, now=NOW)
    await forget(desk, JUST_AFTER)
    still_open = await place_in(desk, alarm_id)
    await desk.pool.execute("UPDATE alarm SET taken_at = $1", NOW)

    await forget(desk, JUST_BEFORE)
    kept = await place_in(desk, alarm_id)
    await forget(desk, JUST_AFTER)

    assert (still_open, kept, await place_in(desk, alarm_id)) == (HERE, HERE, None)


async def place_in(desk: Desk, alarm_id: int) -> Position | None:
    detail = await desk.pool.fetchval("SELECT detail FROM alarm WHERE id = $1", alarm_id)
    return Position(**detail["position"]) if "position" in detail else None
