"""A jump of the wall clock is noticed, and followed only if nobody corrects it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from base.steady_clock import ACCEPTED_AFTER_S, STEP_MIN_S, SteadyClock

START = 1_790_000_000.0


@dataclass
class Machine:
    """The readings of its two clocks."""

    wall_s: float = START
    boot_s: float = 50.0

    def pass_by(self, seconds: float) -> None:
        self.wall_s += seconds
        self.boot_s += seconds

    def clock(self) -> SteadyClock:
        return SteadyClock(wall=lambda: self.wall_s, steady=lambda: self.boot_s)


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(START, UTC) + timedelta(seconds=seconds)


def test_while_the_clock_runs_it_is_the_time() -> None:
    machine = Machine()
    clock = machine.clock()

    machine.pass_by(7200)

    assert clock.jumped_s() is None
    assert clock.now() == at(7200)


def test_small_steps_of_time_synchronization_are_followed_however_many() -> None:
    machine = Machine()
    clock = machine.clock()

    for _ in range(10):
        machine.wall_s += STEP_MIN_S / 2
        assert clock.jumped_s() is None

    assert clock.now() == at(10 * STEP_MIN_S / 2)


def test_a_jump_either_way_is_seen_and_not_followed() -> None:
    for jump_s in (12 * 3600.0, -3600.0):
        machine = Machine()
        clock = machine.clock()
        machine.wall_s += jump_s
        machine.pass_by(60)

        assert clock.jumped_s() == jump_s
        assert clock.now() == at(60)


def test_a_jump_that_was_set_back_is_over() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall_s += 3600
    assert clock.jumped_s() is not None

    machine.wall_s -= 3600

    assert clock.jumped_s() is None


def test_a_jump_that_nobody_took_back_is_the_time_after_a_while() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall_s += 3600
    assert clock.jumped_s() is not None

    machine.pass_by(ACCEPTED_AFTER_S + 1)

    assert clock.jumped_s() is None
    assert clock.now() == at(3600 + ACCEPTED_AFTER_S + 1)


def test_the_cheap_reading_goes_on_by_what_was_believed_last() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall_s += STEP_MIN_S / 2
    clock.now()

    machine.pass_by(60)
    machine.wall_s -= 3600

    assert clock.lately() == clock.now() == at(60 + STEP_MIN_S / 2)
