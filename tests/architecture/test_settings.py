"""The desk's settings are known only where a process is put together; everything else takes the policy it needs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
ROOMS = ("base", "geo", "tracking", "core", "dispatch", "mqtt_bridge", "simulators", "bench", "sigap")
PUT_TOGETHER_IN = {
    "dispatch/main.py",
    "dispatch/worker.py",
    "dispatch/api/desk.py",  # carries them to the routes, which pick the policy
    "mqtt_bridge/__main__.py",
    "bench/quality/day.py",  # simulates the desk as delivered
}


def test_settings_are_read_where_a_process_is_put_together_and_nowhere_else() -> None:
    assert set(importers_in(CHECKOUT)) == PUT_TOGETHER_IN


@pytest.mark.parametrize(
    "line",
    ["from dispatch.settings import DispatchSettings", "import dispatch.settings", "from dispatch import settings"],
)
def test_a_planted_import_of_them_is_found(tmp_path: Path, line: str) -> None:
    planted = tmp_path / "dispatch" / "api" / "calls.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(f"def late() -> None:\n    {line}\n", encoding="utf-8")

    assert list(importers_in(tmp_path)) == ["dispatch/api/calls.py"]


def importers_in(folder: Path) -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((folder / room).rglob("*.py")):
            if any(map(_imports_them, ast.walk(ast.parse(path.read_text(encoding="utf-8"))))):
                yield path.relative_to(folder).as_posix()


def _imports_them(node: ast.AST) -> bool:
    match node:
        case ast.Import():
            return any(each.name == "dispatch.settings" for each in node.names)
        case ast.ImportFrom(module="dispatch.settings"):
            return True
        case ast.ImportFrom(module="dispatch"):
            return any(each.name == "settings" for each in node.names)
    return False
