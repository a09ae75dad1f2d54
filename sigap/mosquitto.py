"""A private Mosquitto in one folder: its settings, its accounts, and which topics each may use."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sigap.command import Command
from sigap.errors import SigapError
from sigap.mqtt_login import wait_until_known
from sigap.os_user import OsUser, first_closed_folder, give
from tracking.devices.credentials import mosquitto_hash, new_password
from tracking.devices.service_accounts import BRIDGE_ACCOUNTS, FIX_ACCOUNTS, GATEWAY_ACCOUNT, PROBE_ACCOUNT

START_TIMEOUT_S = 30.0

CONFIG = """\
per_listener_settings false
listener {port} {host}

allow_anonymous false
allow_zero_length_clientid false
password_file {folder}/passwords
acl_file {folder}/acl
# A valid device that connects with another's client id would wipe that device's queued orders.
use_username_as_clientid true

# No data depend on the broker alone: devices keep fixes until `stored`, orders are sent again until acknowledged.
persistence true
persistence_location {folder}/
autosave_interval 60
autosave_on_changes false
# No persistent_client_expiration: with it, 2.0.11 crashes (SIGSEGV) when SIGHUP finds the session of an absent device
# whose password changed, and the device comes back.
retain_available false

# More than a bridge queues (SIGAP_FIX_WAITING_MAX): a bridge drops the oldest, a full queue here drops the newest.
max_inflight_messages 30000
max_queued_messages 20000
max_queued_bytes 67108864
# Larger than what we accept: an oversized message must be rejected and acknowledged, or its device would repeat it.
max_packet_size 262144
max_connections 20000
set_tcp_nodelay true
# Bridges watch the number of shared subscriptions ($SYS): one more than their own means that somebody takes messages.
sys_interval 5

# Never add `subscribe` or `all`: the name of the bridges' share group is a secret.
log_dest stdout
log_type error
log_type warning
log_type notice
connection_messages false
"""

BRIDGE_ACL = """\
user {account}
topic read sigap/v1/+/up/#
topic read owntracks/#
topic read traccar/positions
topic read traccar/events
topic write sigap/v1/+/down/#
topic write owntracks/+/+/cmd
topic read $SYS/broker/shared_subscriptions/count
"""

FIX_ACL = """\
user {account}
topic read sigap/v1/+/up/fix
topic read sigap/v1/+/up/status
topic read owntracks/#
topic read traccar/positions
topic read traccar/events
topic write sigap/v1/+/down/stored
"""

GATEWAY_ACL = f"""\
user {GATEWAY_ACCOUNT}
topic write traccar/positions
topic write traccar/events
"""

DEVICE_ACL = """\
pattern write sigap/v1/%u/up/#
pattern read sigap/v1/%u/down/#
pattern write owntracks/%u/#
pattern read owntracks/%u/+/cmd
"""


@dataclass(frozen=True, slots=True)
class MosquittoBroker:
    folder: Path
    port: int
    user: OsUser
    program: Path
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        return f"mqtt://{reachable_host(self.host)}:{self.port}"

    def prepare(self) -> None:
        closed = first_closed_folder(self.folder.parent, self.user)
        if closed is not None:
            raise SigapError(
                f"the user {self.user.name} cannot enter {closed}, so Mosquitto cannot keep its data below it",
                hint="set SIGAP_DATA_DIR to a folder he can reach, such as /var/lib/sigap",
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        give(self.folder, self.user, mode=0o700)
        self._write("mosquitto.conf", CONFIG.format(port=self.port, host=self.host, folder=self.folder))
        self._write("acl", acl())
        if not (self.folder / "passwords").exists():
            self._write("passwords", "")

    def write_accounts(self, hashes: Iterable[tuple[str, str]]) -> str:
        """Write all accounts, given as (username, hash). Returns the new password of the probe account."""
        probe_password = new_password()
        everyone = [(PROBE_ACCOUNT, mosquitto_hash(probe_password)), *hashes]
        self._write("passwords", "".join(f"{username}:{password_hash}\n" for username, password_hash in everyone))
        return probe_password

    def apply_accounts(self, hashes: Iterable[tuple[str, str]], *, pid: int) -> str:
        """Make the running broker load exactly these accounts; it disconnects all others."""
        probe_password = self.write_accounts(hashes)
        os.kill(pid, signal.SIGHUP)
        wait_until_known(reachable_host(self.host), self.port, PROBE_ACCOUNT, probe_password)
        return probe_password

    def command(self) -> Command:
        return Command(
            name="mosquitto",
            argv=(str(self.program), "-c", str(self.folder / "mosquitto.conf")),
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin")},
            user=self.user,
            orphan_signal=signal.SIGTERM,  # on SIGTERM it saves its sessions
        )

    def is_ready(self) -> bool:
        try:
            with socket.create_connection((reachable_host(self.host), self.port), timeout=1):
                return True
        except OSError:
            return False

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.is_ready():
            if process.poll() is not None:
                raise SigapError("Mosquitto stopped while starting", hint="its log says why")
            if time.monotonic() > deadline:
                raise SigapError(f"Mosquitto gave no answer for {START_TIMEOUT_S:.0f} s", hint="its log says why")
            time.sleep(0.05)

    def _write(self, name: str, text: str) -> None:
        """Write atomically: the broker may reload the file at any moment."""
        part = self.folder / f".{name}.part"
        part.touch(mode=0o600)
        part.write_text(text)
        give(part, self.user, mode=0o600)
        part.rename(self.folder / name)


def acl() -> str:
    bridges = [BRIDGE_ACL.format(account=account) for account in BRIDGE_ACCOUNTS]
    streams = [FIX_ACL.format(account=account) for account in FIX_ACCOUNTS]
    return "\n".join([*bridges, *streams, GATEWAY_ACL, DEVICE_ACL])


def reachable_host(bound: str) -> str:
    """Return the address at which this machine reaches a server bound to `bound`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bound, bound)  # noqa: S104 - compared, not bound


def find_mosquitto() -> Path:
    found = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise SigapError("Mosquitto is not installed", hint="install the package mosquitto (`make setup` does)")
    return Path(found)
