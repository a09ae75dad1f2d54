"""A console's mailbox: every event, the newest fix of each unit, and a limit to what may wait."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from core.store.log_cursor import Entry
from dispatch.live.feed import Subscriber
from dispatch.live.frames import EventFrame, FixesFrame, MovementsFrame, tick
from dispatch.live.mailbox import EVENTS_MAX, Mailbox
from dispatch.live.sight import CrewSight, DeskSight
from tracking.movement.movement import Movement
from tracking.movement.unit_movement import UnitMovement

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DESK = DeskSight()


def event(seq: int) -> EventFrame:
    return EventFrame(Entry(seq, "incident_created", NOW, "user:a", None, {}, "a"))


def fixes(**second_of: int) -> FixesFrame:
    return FixesFrame(
        {unit: (unit, -7.6, 111.5, None, None, NOW + timedelta(seconds=s)) for unit, s in second_of.items()}
    )


def movements(**state_of: str) -> MovementsFrame:
    return MovementsFrame(
        {
            unit: UnitMovement(unit, Movement(state), NOW, None, "GPS-1", "tracker", NOW)
            for unit, state in state_of.items()
        }
    )


def sent(mailbox: Mailbox) -> list[dict[str, object]]:
    return [msgspec.json.decode(text) for text in mailbox.take(DESK)]


def test_events_come_in_order_and_once() -> None:
    mailbox = Mailbox()
    for seq in (1, 2, 3):
        mailbox.put_event(event(seq))

    assert [frame["seq"] for frame in sent(mailbox)] == [1, 2, 3]
    assert not mailbox
    assert sent(mailbox) == []


def test_events_the_console_has_already_are_not_sent_again() -> None:
    mailbox = Mailbox()
    for seq in (4, 5, 6):
        mailbox.put_event(event(seq))

    mailbox.already_sent(5)

    assert [frame["seq"] for frame in sent(mailbox)] == [6]


def test_of_each_unit_only_the_newest_fix_is_sent() -> None:
    mailbox = Mailbox()
    mailbox.put_fixes(fixes(A=1, B=1))
    mailbox.put_fixes(fixes(A=2))

    (frame,) = sent(mailbox)

    assert {row[0]: row[5] for row in frame["fixes"]} == {  # type: ignore[attr-defined]
        "A": "2026-03-01T00:00:02Z",
        "B": "2026-03-01T00:00:01Z",
    }


def test_of_each_unit_only_the_newest_movement_is_sent() -> None:
    mailbox = Mailbox()
    mailbox.put_movements(movements(A="moving", B="parked"))
    mailbox.put_movements(movements(A="stopped"))

    (frame,) = sent(mailbox)

    at = "2026-03-01T00:00:00Z"
    assert frame == {
        "type": "movements",
        "movements": [
            ["A", "stopped", at, None, "GPS-1", "tracker", at],
            ["B", "parked", at, None, "GPS-1", "tracker", at],
        ],
    }
    assert not mailbox


def test_a_console_that_takes_nothing_is_given_up() -> None:
    mailbox = Mailbox(events_max=3)

    kept = [mailbox.put_event(event(seq)) for seq in range(5)]

    assert kept == [True, True, True, False, False]
    assert sent(mailbox) == []


def test_of_ticks_only_the_newest_waits() -> None:
    mailbox = Mailbox()

    for seq in (1, 2):
        mailbox.put_tick(tick(seq, NOW))

    assert [frame["seq"] for frame in sent(mailbox)] == [2]


def test_a_crew_is_sent_no_frame_of_others() -> None:
    mailbox = Mailbox()
    mailbox.put_fixes(fixes(A=1, B=1))
    mailbox.put_movements(movements(A="moving"))

    assert list(mailbox.take(CrewSight("C"))) == []


def test_consoles_that_see_the_same_share_one_text() -> None:
    frame = event(1)

    assert frame.text(DeskSight()) is frame.text(DeskSight())


@given(st.lists(st.sampled_from(["event", "fix", "take"]), max_size=60))
def test_whatever_the_order_no_event_is_lost_or_doubled_and_the_last_fix_arrives(steps: Iterable[str]) -> None:
    mailbox, got, seq, second = Mailbox(), [], 0, 0
    for step in [*steps, "take"]:
        if step == "event":
            seq += 1
            mailbox.put_event(event(seq))
        elif step == "fix":
            second += 1
            mailbox.put_fixes(fixes(A=second))
        else:
            got += sent(mailbox)

    assert [frame["seq"] for frame in got if frame["type"] == "event"] == list(range(1, seq + 1))
    moves = [frame["fixes"][0][5] for frame in got if frame["type"] == "fixes"]  # type: ignore[index]
    assert moves == sorted(moves)
    assert not second or moves[-1] == msgspec.json.decode(msgspec.json.encode(NOW + timedelta(seconds=second)))


def test_a_console_that_is_given_up_is_told_once_and_holds_nothing_more() -> None:
    given_up: list[str] = []
    console = Subscriber(on_overflow=lambda: given_up.append("too slow"))

    for seq in range(3 * EVENTS_MAX):
        console.put_event(event(seq))

    assert given_up == ["too slow"]
    assert sent(console.mailbox) == []
