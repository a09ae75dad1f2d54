"""The devices file: `device_id,unit_id,username,password`, as `sigap device add --csv` writes it."""

import csv
from pathlib import Path

from simulators.failures import SimulatorFailure
from simulators.options import DeviceLogin

COLUMNS = ("device_id", "unit_id", "username", "password")


class DevicesFileBroken(SimulatorFailure):
    """Says which line is wrong, and why."""


def read_devices(path: Path) -> tuple[DeviceLogin, ...]:
    """Raises DevicesFileBroken, OSError."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        missing = set(COLUMNS) - set(rows.fieldnames or ())
        if missing:
            raise DevicesFileBroken(f"{path.name}: no column {', '.join(sorted(missing))} in its first line")
        return tuple(_device(row, f"{path.name} line {rows.line_num}") for row in rows)


def _device(row: dict[str, str | None], where: str) -> DeviceLogin:
    values = {column: (row[column] or "").strip() for column in COLUMNS}
    empty = [column for column, value in values.items() if not value]
    if empty:
        raise DevicesFileBroken(f"{where}: {', '.join(empty)} is empty")
    return DeviceLogin(**values)
