"""A text of an incident is asked for, sent, shown and hidden everywhere: who adds one is told of each place."""

import re
from pathlib import Path

import pytest

from dispatch.api.incidents import IncidentTextsIn
from dispatch.domain.incident import TEXTS
from dispatch.domain.visibility import SEEN_BY_ONLOOKERS
from dispatch.tables.desk import incident as table
from dispatch.views.board import IncidentOut

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SOURCES = ROOT / "console" / "src"
SHOWN_TO_CREWS = ("base/words/where.ts", "screens/crew/order-card.tsx")


def test_the_api_takes_each_text() -> None:
    assert set(IncidentTextsIn.model_fields) == set(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_is_stored_and_answered_and_no_onlooker_sees_it(name: str) -> None:
    assert name in table.columns
    assert name in IncidentOut.__struct_fields__
    assert name not in SEEN_BY_ONLOOKERS["incidents"]


@pytest.mark.parametrize("name", TEXTS)
def test_crews_and_the_desk_are_shown_each_text(name: str) -> None:
    shown = "".join((SOURCES / file).read_text(encoding="utf-8") for file in SHOWN_TO_CREWS)

    assert re.search(rf"\b{name}\b", shown)


@pytest.mark.parametrize("name", TEXTS)
def test_the_guide_names_each_text(name: str) -> None:
    commands = [
        line for line in GUIDE.splitlines() if line.startswith(("| `POST /incidents`", "| `PATCH /incidents/{id}`"))
    ]

    assert len(commands) == 2
    assert all(re.search(rf"\b{name}\b", line) for line in commands)
