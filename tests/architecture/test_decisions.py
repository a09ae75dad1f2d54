"""Decisions are numbered without a gap, and what the code cites exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("base", "bench", "core", "dispatch", "geo", "mqtt_bridge", "sigap", "simulators", "tracking", "console/src")
HEAD = re.compile(r"^## (\d+)\. \S.*\n\n\*\d{4}-\d{2}-\d{2} · (?:in force|replaced by decision \d+)\*$", re.MULTILINE)
CITED = re.compile(r"\bdecision (\d+)\b")


def numbers() -> list[int]:
    return [int(number) for number in HEAD.findall((ROOT / "DECISIONS.md").read_text(encoding="utf-8"))]


def test_each_decision_has_a_number_a_date_and_a_status_and_the_newest_come_first() -> None:
    sections = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").count("\n## ")

    assert numbers() == list(range(sections, 0, -1))


def test_what_the_code_cites_is_a_decision() -> None:
    sources = [path for room in ROOMS for kind in ("*.py", "*.ts", "*.tsx") for path in (ROOT / room).rglob(kind)]
    cited = {(int(number), path.name) for path in sources for number in CITED.findall(path.read_text(encoding="utf-8"))}

    assert cited
    assert {each for each in cited if each[0] not in numbers()} == set()
