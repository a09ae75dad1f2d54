"""Credentials, accounts and fleet change only through the desk's own actions: each leaves a line in the event log."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "dispatch", "mqtt_bridge", "simulators", "sigap")
# The first run cards of a new database change nobody's plan.
WITHOUT_A_LINE = {"load_run_cards.py"}

CHANGES = {
    "tracking.devices.devices": {"add_device", "renew_password", "revoke_device"},
    "core.store.accounts": {"add_account", "save_account", "set_password", "replace_password"},
    "dispatch.store.units": {
        *("upsert_agencies", "upsert_stations", "upsert_hospitals", "upsert_unit"),
        *("set_service", "set_station", "retire", "unretire"),
    },
    "dispatch.store.plans": {
        *("add_incident_type", "save_incident_type", "remove_incident_type"),
        *("add_plan", "remove_plans"),
    },
}
ACTIONS = {
    "tracking.devices.devices": ("dispatch/setup",),
    "core.store.accounts": ("dispatch/access",),
    "dispatch.store.units": ("dispatch/setup", "dispatch/commands"),
    "dispatch.store.plans": ("dispatch/setup",),
}


@cache
def sources() -> dict[Path, ast.Module]:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def changes_in(source: ast.Module, module: str) -> Iterator[str]:
    """Return changes by name, or with the last part of the module: `devices.add_device`."""
    name = module.rpartition(".")[2]
    for node in ast.walk(source):
        if isinstance(node, ast.ImportFrom) and node.module == module:
            yield from CHANGES[module] & {each.name for each in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
            yield from CHANGES[module] & {node.attr}


@cache
def callers(module: str) -> dict[Path, set[str]]:
    found = {path: set(changes_in(source, module)) for path, source in sources().items()}
    return {path: names for path, names in found.items() if names}


@pytest.mark.parametrize("module", CHANGES)
def test_no_edge_changes_anything_past_the_event_log(module: str) -> None:
    around = {str(path): names for path, names in callers(module).items() if not str(path).startswith(ACTIONS[module])}

    assert around == {}


@pytest.mark.parametrize("module", CHANGES)
def test_every_change_has_an_action(module: str) -> None:
    assert {name for names in callers(module).values() for name in names} == CHANGES[module]


@pytest.mark.parametrize("module", CHANGES)
def test_each_such_action_writes_the_log(module: str) -> None:
    silent = {path.name for path in callers(module) if "event_log.append(" not in (ROOT / path).read_text()}

    assert silent <= WITHOUT_A_LINE
