"""The table of alerts is complete: each kind is raised, ends as declared, and is documented so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dispatch.domain.alert import About, AlertKind, Urgency
from dispatch.domain.alerts import ALERTS
from dispatch.store.alerts_over import OVER
from scripts.write_alert_docs import words

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"AlertKind\.([A-Z_]+)")
RUN = re.compile(r"from dispatch\.watches\.(\w+) import")
RAISED_IN = ("dispatch/commands", "dispatch/watches", "dispatch/heart.py", "mqtt_bridge", "sigap")
RAISED_BY_THE_STORE = {AlertKind.SOS, AlertKind.AUTOMATIC_SENDING}  # the store raises these itself, in one statement
ENDED_BY_THEIR_OWN_WATCH = {AlertKind.AUTOMATIC_SENDING}


def sources(*places: str) -> list[str]:
    paths = [ROOT / place for place in places]
    files = [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])]
    return [file.read_text(encoding="utf-8") for file in files]


def named_in(texts: list[str]) -> set[AlertKind]:
    return {AlertKind[name] for text in texts for name in NAMED.findall(text)}


def test_the_table_has_each_kind_once_and_the_most_urgent_first() -> None:
    urgencies = [alert.urgency for alert in ALERTS.values()]

    assert list(ALERTS) == list(AlertKind)
    assert urgencies == sorted(urgencies, key=list(Urgency).index)


def test_somebody_raises_each_kind() -> None:
    assert named_in(sources(*RAISED_IN)) | RAISED_BY_THE_STORE == set(AlertKind)


def test_each_watch_is_run() -> None:
    watches = {path.stem for path in (ROOT / "dispatch" / "watches").glob("*.py")} - {"__init__"}

    assert {name for text in sources("dispatch", "mqtt_bridge") for name in RUN.findall(text)} == watches


def forgets_the_unit(watch: str) -> bool:
    """Without `unit_key` of each cause the board shows no unit."""
    about_units = any(ALERTS[kind].about is About.UNIT for kind in named_in([watch]))
    return about_units and "follow_causes(" in watch and "unit_key=" not in watch


def test_a_watch_of_units_names_the_unit_of_each_cause() -> None:
    assert [text.splitlines()[0] for text in sources("dispatch/watches") if forgets_the_unit(text)] == []
    assert forgets_the_unit("follow_causes(conn, AlertKind.DEVICE_JAMMING, [Cause({})])")


def test_what_ends_by_itself_is_ended_and_nothing_else_is() -> None:
    by_their_cause = named_in([text for text in sources("dispatch/watches") if "follow_causes(" in text])

    ended = [*OVER, *by_their_cause, *ENDED_BY_THEIR_OWN_WATCH]

    assert len(ended) == len(set(ended))
    assert set(ended) == {kind for kind, alert in ALERTS.items() if alert.ends is not None}


def test_the_runbook_and_the_guide_say_what_the_table_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.write_alert_docs", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("language", ["id", "en"])
def test_screens_have_a_word_for_each_kind_and_for_no_other(language: str) -> None:
    assert set(words(language)) == set(AlertKind)
