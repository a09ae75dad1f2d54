"""Who may speak changes only through the desk's own actions: each leaves a line in the event log."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("dispatch", "mqtt_bridge", "simulators", "sigap")
ACTIONS = ROOT / "dispatch" / "setup"
MODULE = "tracking.devices"
CHANGES = {"add_device", "renew_password", "revoke_device"}


def changes_of_credentials(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == MODULE:
            yield from CHANGES & {each.name for each in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "devices":
            yield from CHANGES & {node.attr}


def callers() -> dict[Path, set[str]]:
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    found = {path: set(changes_of_credentials(ast.parse(path.read_text(encoding="utf-8")))) for path in files}
    return {path: names for path, names in found.items() if names}


def test_no_edge_changes_credentials_past_the_event_log() -> None:
    around = {str(path.relative_to(ROOT)): names for path, names in callers().items() if path.parent != ACTIONS}

    assert around == {}


def test_every_change_of_credentials_has_an_action() -> None:
    assert {name for names in callers().values() for name in names} == CHANGES


def test_each_such_action_writes_the_log() -> None:
    silent = [path.name for path in callers() if "event_log.append(" not in path.read_text(encoding="utf-8")]

    assert silent == []
