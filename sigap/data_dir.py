"""The data folder: where the files of a city are."""

import hashlib
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sigap.errors import SigapError
from sigap.os_user import OsUser, can_enter
from sigap.ports import reserve_free_port

CHECKOUT = Path(__file__).resolve().parent.parent
SYSTEM_WIDE = Path("/var/lib/sigap")


@dataclass(frozen=True, slots=True)
class DataDir:
    path: Path

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def mosquitto(self) -> Path:
        return self.path / "mosquitto"

    @property
    def logs(self) -> Path:
        return self.path / "log"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def info_file(self) -> Path:
        return self.run / "info.json"

    @property
    def lock_file(self) -> Path:
        return self.run / "lock"

    @property
    def reserve_file(self) -> Path:
        return self.path / "reserve"

    def make(self) -> None:
        """Create the folders. The servers' users may pass through the folder itself; our own files in it are closed."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if os.access(self.path, os.W_OK) and self.path.stat().st_uid == os.geteuid():
                self.path.chmod(0o711)
            for folder in (self.logs, self.secrets, self.run):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise SigapError(
                f"the data folder {self.path} cannot be written: {error.strerror}",
                hint="set SIGAP_DATA_DIR to a folder of your own",
            ) from error

    def secret(self, name: str) -> str:
        """Return a generated password; it is created once and kept."""
        path = self.secrets / name
        if not path.exists():
            write_private(path, secrets.token_hex(24))
        return path.read_text().strip()

    def reserve_port(self, name: str, preferred: int, host: str = "127.0.0.1") -> int:
        """Return the port of the last run if it is still free: an address that somebody wrote down stays valid."""
        path = self.path / "ports.json"
        known = json.loads(path.read_text()) if path.exists() else {}
        wishes = (known[name], preferred) if name in known else (preferred,)
        port = reserve_free_port(*wishes, host=host)
        if port != known.get(name):
            write_private(path, json.dumps(known | {name: port}))
        return port


def default_data_dir(server_user: OsUser, checkout: Path = CHECKOUT) -> Path:
    """Return `.data` in the checkout, or a system folder if the servers' user cannot reach the checkout."""
    if can_enter(checkout, server_user):
        return checkout / ".data"
    mark = hashlib.sha256(str(checkout).encode()).hexdigest()[:8]
    return SYSTEM_WIDE / f"{checkout.name}-{mark}"


def write_private(path: Path, text: str) -> None:
    """Write atomically, readable by the owner only."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.touch(mode=0o600)
        part.write_text(text)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
