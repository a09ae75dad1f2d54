"""All processes tell the time by one clock: by two, after a jump, what one wrote would be an hour old, or to come."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
WALL_CLOCK = ("datetime.now(", "time.time()")
BY_COMMAND = {CHECKOUT / "tracking/history/restore.py"}  # run by hand: notes when an archive was brought back


@pytest.mark.parametrize("room", ["dispatch", "mqtt_bridge", "tracking"])
def test_no_process_reads_the_wall_clock_by_itself(room: str) -> None:
    readers = [
        file.relative_to(CHECKOUT)
        for file in (CHECKOUT / room).rglob("*.py")
        if file not in BY_COMMAND and any(call in file.read_text(encoding="utf-8") for call in WALL_CLOCK)
    ]

    assert readers == []
