"""The desk's SQL is on the floor `store` only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

DESK = Path(__file__).parents[2] / "dispatch"
BELOW = {"store", "tables", "domain"}
STATEMENT = re.compile(
    r"\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s|LOCK\s+TABLE\s)"
)


def statements(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield f"{path.relative_to(DESK)}:{node.lineno}"


def files(*, below: bool) -> Iterator[Path]:
    return (path for path in DESK.rglob("*.py") if (path.relative_to(DESK).parts[0] in BELOW) is below)


def test_no_statement_stands_above_the_store() -> None:
    assert [found for path in files(below=False) for found in statements(path)] == []


def test_a_statement_is_recognised() -> None:
    assert any(True for path in files(below=True) for _ in statements(path))
