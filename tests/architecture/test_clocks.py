"""All processes use one clock: with two, after a jump, times of one would be an hour old, or in the future."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
WALL_CLOCK = ("datetime.now(", "time.time()")
BY_COMMAND = {CHECKOUT / "tracking/history/restore.py"}  # run by hand: notes when an archive was restored


@pytest.mark.parametrize("room", ["core", "dispatch", "mqtt_bridge", "tracking"])
def test_no_process_reads_the_wall_clock_by_itself(room: str) -> None:
    readers = [
        file.relative_to(CHECKOUT)
        for file in (CHECKOUT / room).rglob("*.py")
        if file not in BY_COMMAND and any(call in file.read_text(encoding="utf-8") for call in WALL_CLOCK)
    ]

    assert readers == []
