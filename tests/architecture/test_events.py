"""Every event is declared; every declared event is appended, documented with its facts, and has a label."""

import re
from pathlib import Path

from dispatch.domain.events.declared import EVENTS
from scripts.write_event_docs import GUIDE, TABLE, table

ROOT = Path(__file__).parents[2]
WRITERS = ("access", "setup", "watches", "commands", "steps")


def test_no_two_events_are_of_one_kind() -> None:
    files = (ROOT / "dispatch" / "domain" / "events").glob("*.py")

    named = re.findall(r'^    KIND = "([a-z_]+)"$', "\n".join(file.read_text() for file in files), re.MULTILINE)

    assert sorted(named) == sorted(EVENTS)


def test_each_event_is_appended_somewhere() -> None:
    files = [path for floor in WRITERS for path in (ROOT / "dispatch" / floor).glob("*.py")]
    used = set(re.findall(r"\w+", "\n".join(file.read_text(encoding="utf-8") for file in files)))

    assert [event.__name__ for event in EVENTS.values() if event.__name__ not in used] == []


def test_nothing_else_writes_into_the_log() -> None:
    rooms = ("base", "geo", "tracking", "core", "dispatch", "mqtt_bridge", "sigap")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]

    writing = [path.name for path in files if "INSERT INTO event_log" in path.read_text(encoding="utf-8")]

    assert writing == ["event_chain.py"]


def test_the_guide_says_what_is_declared() -> None:
    written = TABLE.search(GUIDE.read_text(encoding="utf-8"))

    assert written is not None
    assert written.group() == table(), "run `python -m scripts.write_event_docs`"


def test_the_console_has_a_word_for_each() -> None:
    source = ROOT / "console" / "src" / "base"
    files = [*(source / "words" / "id").glob("*.ts"), source / "words" / "setup" / "id.ts"]
    words = "".join(file.read_text() for file in files)

    assert [kind for kind in EVENTS if not re.search(rf"^ +{kind}: ", words, re.MULTILINE)] == []
