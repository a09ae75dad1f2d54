"""The floors hold, and the tool that says so would notice a wrong import."""

import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ROOMS = ("geo", "tracking", "dispatch", "mqtt_bridge", "simulators", "bench", "sigap")

# The installed command would look at the checkout, wherever it is started.
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


def test_a_planted_import_upwards_is_found(tmp_path: Path) -> None:
    folder = copy_of_the_rooms(tmp_path)
    with (folder / "geo" / "position.py").open("a") as file:
        file.write("\nimport dispatch.domain.unit\n")

    linted = lint_imports(folder)

    assert linted.returncode != 0
    assert "geo.position -> dispatch.domain.unit" in linted.stdout


def test_planted_input_and_output_in_a_pure_module_is_found(tmp_path: Path) -> None:
    folder = copy_of_the_rooms(tmp_path)
    with (folder / "dispatch" / "domain" / "unit.py").open("a") as file:
        file.write("\nimport asyncpg\n")

    linted = lint_imports(folder)

    assert linted.returncode != 0
    assert "dispatch.domain.unit -> asyncpg" in linted.stdout
