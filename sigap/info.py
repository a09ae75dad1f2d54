"""What runs here: the file `run/info.json`, read by scripts, drills and the other commands."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sigap.data_dir import DataDir, write_private
from sigap.errors import SigapError
from sigap.lock import is_held


@dataclass(slots=True)
class Info:
    data_dir: str
    api_url: str
    mqtt_url: str
    database_url: str
    processes: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # should run, but does not
    logins: dict[str, dict[str, str]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        shown = asdict(self)
        if not self.logins:
            del shown["logins"]
        return shown


def write_info(folder: DataDir, info: Info) -> None:
    write_private(folder.info_file, json.dumps(info.as_dict(), indent=2))


def read_info(folder: DataDir) -> Info:
    """Raises SigapError when nothing runs on this data folder."""
    if not is_held(folder.lock_file) or not folder.info_file.exists():
        raise SigapError(f"nothing runs on {folder.path}", hint="start it with `sigap up` or `sigap demo`")
    return Info(**json.loads(folder.info_file.read_text()))
