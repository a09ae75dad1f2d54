"""How much one console and one session may ask of the live feed."""

from core.live.allowance import (
    EVENTS_AT_ONCE,
    EVENTS_PER_S,
    MESSAGES_MAX,
    MESSAGES_WINDOW_S,
    SESSIONS_REMEMBERED_MAX,
    EventAllowance,
    MessageAllowance,
    SessionAllowances,
)


def test_a_session_that_missed_much_is_caught_up_without_waiting() -> None:
    allowance = EventAllowance(as_of_s=100.0)

    allowance.spend(EVENTS_AT_ONCE)

    assert allowance.wait_s(100.0) == 0


def test_one_that_asks_for_more_waits_until_it_has_earned_it() -> None:
    allowance = EventAllowance(as_of_s=100.0)

    allowance.spend(EVENTS_AT_ONCE + 1000)

    assert allowance.wait_s(100.0) == 1000 / EVENTS_PER_S
    assert allowance.wait_s(100.0 + 1000 / EVENTS_PER_S) == 0


def test_an_allowance_never_grows_beyond_what_may_be_asked_at_once() -> None:
    allowance = EventAllowance(as_of_s=0.0)

    allowance.wait_s(1e6)

    assert allowance.left == EVENTS_AT_ONCE


def test_each_session_has_its_own_and_the_oldest_are_forgotten() -> None:
    allowances = SessionAllowances()
    allowances.of(b"greedy", now_s=0.0).spend(EVENTS_AT_ONCE * 2)

    other = allowances.of(b"other", now_s=0.0).wait_s(0.0)
    greedy = allowances.of(b"greedy", now_s=0.0).wait_s(0.0)
    for number in range(SESSIONS_REMEMBERED_MAX):
        allowances.of(str(number).encode(), now_s=0.0)

    assert other == 0
    assert greedy > 0
    assert allowances.of(b"greedy", now_s=0.0).wait_s(0.0) == 0


def test_a_console_may_say_something_now_and_then_for_ever() -> None:
    messages = MessageAllowance()

    allowed = [messages.allows_another(number * MESSAGES_WINDOW_S / MESSAGES_MAX) for number in range(1000)]

    assert all(allowed)


def test_a_burst_of_messages_is_one_too_many() -> None:
    messages = MessageAllowance()

    allowed = [messages.allows_another(5.0 + number / 1000) for number in range(MESSAGES_MAX + 1)]

    assert allowed == [True] * MESSAGES_MAX + [False]
