"""The format version of a city's files: older ones must be built again."""

from pathlib import Path

MADE_FILE = "made"
# Raised whenever an import builds roads or map differently. 2: roads as emergency vehicles may use them. 3: the sea.
MADE_NOW = 3


def mark_as_made(folder: Path) -> None:
    (folder / MADE_FILE).write_text(f"{MADE_NOW}\n", encoding="utf-8")


def is_outdated(folder: Path) -> bool:
    """Return whether an import today would build differently; raises OSError if its folder cannot be read."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not there")
    mark = folder / MADE_FILE
    return not mark.is_file() or mark.read_text(encoding="utf-8").strip() != str(MADE_NOW)
