"""The import layers hold, and the tool would notice a wrong import."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
ROOMS = ("base", "geo", "tracking", "core", "dispatch", "mqtt_bridge", "simulators", "bench", "sigap")

# The installed command would check the checkout, wherever it is started.
RUN_HERE = "import os, sys; sys.path.insert(0, os.getcwd()); import importlinter.cli as c; c.lint_imports_command()"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN_HERE, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def copy_of_the_rooms(folder: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(CHECKOUT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    return folder


def test_the_floors_hold() -> None:
    linted = lint_imports(CHECKOUT)

    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("base.position", "dispatch.domain.unit"),
        ("base.steady_clock", "geo.roads.router"),
        ("dispatch.domain.unit", "asyncpg"),
        ("dispatch.domain.unit", "sqlalchemy"),
        ("dispatch.steps.order_crews", "dispatch.commands.add_note"),
        ("dispatch.advice.turnout", "dispatch.commands.add_note"),
        ("dispatch.commands.add_note", "dispatch.setup.change_unit"),
        ("dispatch.setup.change_unit", "dispatch.watches.auto_clear"),
        ("dispatch.commands.add_note", "core.commit_and_ring"),
        ("dispatch.steps.order_crews", "dispatch.settings"),
        ("core.relay", "dispatch.domain.order"),
        ("core.store.event_chain", "core.commit_and_ring"),
        ("core.domain.log_words", "asyncpg"),
        ("tracking.dialects.native", "tracking.devices.devices"),
        ("tracking.history.track", "tracking.fixes.store"),
        ("tracking.fixes.screening", "asyncpg"),
        ("geo.roads.router", "geo.city.tiles"),
        ("geo.search.gazetteer", "geo.roads.travel_times"),
        ("geo.geometry.bbox", "asyncpg"),
        ("simulators.device", "tracking.fixes.store"),
    ],
)
def test_a_planted_wrong_import_is_found(tmp_path: Path, module: str, imported: str) -> None:
    folder = copy_of_the_rooms(tmp_path)
    with (folder / module.replace(".", "/")).with_suffix(".py").open("a") as file:
        file.write(f"\nimport {imported}\n")

    linted = lint_imports(folder)

    assert linted.returncode != 0
    assert f"{module} -> {imported}" in linted.stdout


@pytest.mark.parametrize("room", ["dispatch", "core", "tracking", "geo"])
def test_a_file_on_no_floor_is_found(tmp_path: Path, room: str) -> None:
    folder = copy_of_the_rooms(tmp_path)
    (folder / room / "helpers.py").touch()

    linted = lint_imports(folder)

    assert linted.returncode != 0
    assert "helpers" in linted.stdout + linted.stderr
