"""How one process is started: what to run, as whom, and how it is stopped."""

import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from sigap.os_user import OsUser, me


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    user: OsUser = field(default_factory=me)
    stop_signal: signal.Signals = signal.SIGTERM
    # The kernel sends it when the parent process dies, however that happens: no orphan is left behind.
    orphan_signal: signal.Signals = signal.SIGKILL
    stop_timeout_s: float = 10.0

    @property
    def full_argv(self) -> tuple[str, ...]:
        """Return the command line, with the change of user and the orphan signal added by setpriv of util-linux."""
        change_user = (f"--reuid={self.user.uid}", f"--regid={self.user.gid}", "--init-groups")
        return (
            "setpriv",
            f"--pdeathsig={self.orphan_signal.name.removeprefix('SIG')}",
            *(() if self.user.is_me else change_user),
            "--",
            *self.argv,
        )


def start(command: Command, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start it in a process group of its own, so that Ctrl-C at the terminal reaches only its supervisor."""
    return subprocess.Popen(
        command.full_argv,
        env=dict(command.env),
        cwd="/" if not command.user.is_me else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        process_group=0,
    )


def stop(process: subprocess.Popen[bytes], command: Command) -> None:
    """Stop it by its signal; kill it when its time is over."""
    if process.poll() is not None:
        return
    process.send_signal(command.stop_signal)
    try:
        process.wait(command.stop_timeout_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
