"""How a city's files were made: those of an older way of making are to be made again."""

from pathlib import Path

MADE_FILE = "made"
# Counts up whenever an import makes roads or map otherwise. 2: roads as emergency vehicles may drive them. 3: the sea.
MADE_NOW = 3


def mark_as_made(folder: Path) -> None:
    (folder / MADE_FILE).write_text(f"{MADE_NOW}\n", encoding="utf-8")


def is_outdated(folder: Path) -> bool:
    """Whether the city would be made otherwise today; raises OSError where its folder cannot be read."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not there")
    mark = folder / MADE_FILE
    return not mark.is_file() or mark.read_text(encoding="utf-8").strip() != str(MADE_NOW)
