"""The pictures of `docs/architecture.md` show what the code does."""

import re
from pathlib import Path

from dispatch.domain.assignment import NEXT, OVER
from sigap.whole_schema import DECLARED_BY, metadata

PAGE = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text()


def drawn(kind: str) -> str:
    (picture,) = re.findall(rf"```mermaid\n{kind}\n(.*?)```", PAGE, re.DOTALL)
    return str(picture)


def test_each_step_of_an_assignment_that_is_drawn_may_be_taken() -> None:
    steps = {
        (before, after) for before, after in re.findall(r"(\S+) --> (\w+)", drawn("stateDiagram-v2")) if before != "[*]"
    }

    assert {status for step in steps for status in step} == {str(status) for status in NEXT}
    assert [step for step in steps if step[1] not in {str(status) for status in NEXT.get(step[0], ())}] == []


def test_what_may_be_called_off_and_what_is_over_is_drawn() -> None:
    picture = drawn("stateDiagram-v2")
    canceled = set(re.findall(r"(\w+) --> canceled", picture))

    assert canceled == {str(status) for status, after in NEXT.items() if "canceled" in after}
    assert set(re.findall(r"(\w+) --> \[\*\]", picture)) == {str(status) for status in OVER}


def test_each_table_that_is_drawn_is_there() -> None:
    tables = set(re.findall(r"^ +(\w+) \S+ (\w+) :", drawn("erDiagram"), re.MULTILINE))
    names = {name for pair in tables for name in pair}

    assert names
    assert DECLARED_BY
    assert names <= set(metadata.tables)
