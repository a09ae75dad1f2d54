"""How soon a process that ended is restarted."""

from sigap.backoff import DELAYS_S, HEALTHY_AFTER_S, Backoff


def test_one_that_lived_well_is_back_at_once() -> None:
    assert Backoff().delay_s(lived_s=3600) <= 0.5


def test_one_that_keeps_falling_waits_longer_each_time_and_never_more_than_half_a_minute() -> None:
    backoff = Backoff()

    delays = [backoff.delay_s(lived_s=0.1) for _ in range(20)]

    assert delays == sorted(delays)
    assert delays[-1] == DELAYS_S[-1] == 30


def test_a_time_of_health_is_forgiveness() -> None:
    backoff = Backoff()
    for _ in range(20):
        backoff.delay_s(lived_s=0.1)

    assert backoff.delay_s(lived_s=HEALTHY_AFTER_S) == DELAYS_S[0]
