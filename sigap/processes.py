"""The commands that start our own processes: API, bridges, worker."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from sigap.command import Command

# -P: the current folder must not shadow a library.
PYTHON = (sys.executable, "-P", "-m")
BIN = Path(sys.executable).parent


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Our own environment, with the virtual environment's programs first on the PATH."""
    path = f"{BIN}:{os.environ.get('PATH', '/usr/bin:/bin')}"
    return dict(os.environ) | {"PATH": path, "PYTHONUNBUFFERED": "1"} | dict(more)


def api(host: str, port: int, env: Mapping[str, str]) -> Command:
    argv = (*PYTHON, "dispatch", "--host", host, "--port", str(port))
    return Command("api", argv, environment(env))


def bridge(worker: int, env: Mapping[str, str]) -> Command:
    return Command(f"bridge-{worker}", (*PYTHON, "mqtt_bridge", "--worker", str(worker)), environment(env))


def worker(env: Mapping[str, str]) -> Command:
    return Command("worker", (*PYTHON, "dispatch.worker"), environment(env))
