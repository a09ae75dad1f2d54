"""A process's silence is detected by counting, with our own steady clock only."""

from datetime import UTC, datetime

from dispatch.domain.heartbeat import LOOK_GAP_MAX_S, Beat, SilenceOfProcesses

SEEN = datetime(2026, 3, 1, tzinfo=UTC)


def beats(**counts: int) -> list[Beat]:
    return [Beat(process, 7, count, SEEN) for process, count in counts.items()]


def test_who_beats_is_not_silent_and_who_stops_is_for_as_long_as_we_looked() -> None:
    silence = SilenceOfProcesses()

    for second in range(0, 30, 2):
        silent_s = silence.look(beats(api=second, worker=5), at_s=100.0 + second)

    assert silent_s == {"api": 0.0, "worker": 28.0}


def test_whoever_looked_away_begins_anew() -> None:
    silence = SilenceOfProcesses()
    silence.look(beats(worker=5), at_s=0.0)

    silent_s = silence.look(beats(worker=5), at_s=LOOK_GAP_MAX_S + 1)

    assert silent_s == {"worker": 0.0}


def test_one_that_was_taken_out_is_forgotten() -> None:
    silence = SilenceOfProcesses()
    silence.look(beats(api=1, worker=5), at_s=0.0)

    assert silence.look(beats(api=2), at_s=2.0) == {"api": 0.0}
    assert silence.look(beats(api=3, worker=5), at_s=4.0) == {"api": 0.0, "worker": 0.0}
