"""The SQL of the desk, and of what desks share, is on the floor `store` only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "dispatch")
BELOW = {"store", "tables", "domain"}
STATEMENT = re.compile(
    r"\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s|LOCK\s+TABLE\s)"
)


def statements(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def files(*, below: bool) -> Iterator[Path]:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return (path for path in files if (path.relative_to(ROOT).parts[1] in BELOW) is below)


def test_no_statement_stands_above_the_store() -> None:
    assert [found for path in files(below=False) for found in statements(path)] == []


def test_a_statement_is_recognised() -> None:
    assert any(True for path in files(below=True) for _ in statements(path))
