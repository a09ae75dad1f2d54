"""The checks of `sigap doctor`: each reports what it found and, if that is wrong, what to do."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from sigap.database_checks import database
from sigap.errors import SigapError
from sigap.mosquitto import find_mosquitto
from sigap.mqtt_login import can_log_in
from sigap.patient import TIMEOUT_S, Finding, Patient
from sigap.ports import is_free
from sigap.postgres import find_binaries, major_of
from tracking.devices.service_accounts import PROBE_ACCOUNT

FREE_DISK_MIN_GB = 2.0
CLOCK_LOOK_S = 0.2
CLOCK_DRIFT_MAX_S = 0.05
BUILT_IN_YEAR = 2026
OLDEST_PYTHON = (3, 12)


def examine(patient: Patient) -> list[Finding]:
    return [finding for look in CHECKS for finding in look(patient)]


def python(_: Patient) -> Sequence[Finding]:
    ok = sys.version_info >= OLDEST_PYTHON
    return [Finding("Python", ok, sys.version.split()[0], "`make setup` brings one that is new enough")]


def postgresql(patient: Patient) -> Sequence[Finding]:
    if patient.settings.database_url:
        return [Finding("PostgreSQL programs", None, "not needed: the city's own database is used")]
    try:
        binaries = find_binaries()
    except SigapError as error:
        return [Finding("PostgreSQL programs", False, str(error), error.hint)]
    return [Finding("PostgreSQL programs", True, f"{major_of(binaries)} with PostGIS, {binaries}")]


def mosquitto(patient: Patient) -> Sequence[Finding]:
    if patient.settings.mqtt_url:
        return [Finding("Mosquitto program", None, "not needed: the city's own broker is used")]
    try:
        program = find_mosquitto()
    except SigapError as error:
        return [Finding("Mosquitto program", False, str(error), error.hint)]
    output = subprocess.run([str(program), "-h"], capture_output=True, text=True, check=False, timeout=TIMEOUT_S).stdout
    version = re.search(r"version (\d+)\.(\S+)", output)
    ok = version is not None and int(version[1]) >= 2
    return [Finding("Mosquitto program", ok, version[0] if version else "unknown version", "install Mosquitto ≥ 2.0")]


def data_folder(patient: Patient) -> Sequence[Finding]:
    path, hint = patient.folder.path, "set SIGAP_DATA_DIR to a folder of your own with room"
    try:
        patient.folder.make()
        with tempfile.NamedTemporaryFile(dir=path) as probe:
            probe.write(b"sigap")
            probe.flush()
            os.fsync(probe.fileno())
    except (OSError, SigapError) as error:
        return [Finding("data folder", False, f"{path}: {error}", hint)]
    free_gb = shutil.disk_usage(path).free / 1e9
    return [
        Finding("data folder", True, f"{path} takes a write"),
        Finding("disk", free_gb >= FREE_DISK_MIN_GB, f"{free_gb:.1f} GB free", f"{FREE_DISK_MIN_GB:g} GB are wanted"),
    ]


def ports(patient: Patient) -> Sequence[Finding]:
    if patient.running:
        return [Finding("ports", True, f"in use by us: {patient.running.api_url}, {patient.running.mqtt_url}")]
    settings = patient.settings
    wanted = {settings.http_port: settings.http_host, settings.mqtt_port: settings.mqtt_host}
    taken = [str(port) for port, host in wanted.items() if not is_free(host, port)]
    seen = f"taken by others: {', '.join(taken)}; another one will be chosen" if taken else "free"
    return [Finding("ports", True, seen)]


def clock(_: Patient) -> Sequence[Finding]:
    wall, steady = time.time(), time.monotonic()
    time.sleep(CLOCK_LOOK_S)
    drift_s = abs((time.time() - wall) - (time.monotonic() - steady))
    now = datetime.now(UTC)
    ok = now.year >= BUILT_IN_YEAR and drift_s < CLOCK_DRIFT_MAX_S
    return [
        Finding("clock", ok, f"{now:%Y-%m-%d %H:%M:%S} UTC", "set the clock; fixes are judged by it"),
        _clock_source(),
    ]


def _clock_source() -> Finding:
    try:
        output = subprocess.run(
            ["timedatectl", "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Finding("clock source", None, "cannot be checked here")
    if output.returncode != 0:
        return Finding("clock source", None, "cannot be checked here")
    is_set = output.stdout.strip() == "yes"
    return Finding(
        "clock source", is_set, f"synchronized: {output.stdout.strip()}", "switch on time synchronization (NTP)"
    )


def broker(patient: Patient) -> Sequence[Finding]:
    if patient.mqtt_url is None:
        return [Finding("broker", None, "nothing runs here; `sigap up` starts it")]
    address = urlsplit(patient.mqtt_url)
    host, port = address.hostname or "127.0.0.1", address.port or 1883
    try:
        is_open = can_log_in(host, port, "sigap-doctor-stranger", "")
        findings = [
            Finding(
                "broker", not is_open, "strangers get in" if is_open else "answers, and refuses strangers", OPEN_BROKER
            )
        ]
        return [*findings, *_broker_login(patient, host, port)]
    except OSError as error:
        return [Finding("broker", False, f"{host}:{port}: {error}", "is it running, and is its address right?")]


OPEN_BROKER = "set `allow_anonymous false` (deploy/mosquitto.conf)"


def _broker_login(patient: Patient, host: str, port: int) -> Sequence[Finding]:
    """Log in with the probe account: a login as a bridge would end that bridge's session."""
    if patient.settings.mqtt_url:
        return []
    ok = can_log_in(host, port, PROBE_ACCOUNT, patient.folder.secret("mqtt-probe"))
    return [Finding("broker login", ok, "the probe's account is known" if ok else "refused", "restart `sigap up`")]


def processes(patient: Patient) -> Sequence[Finding]:
    """Ask the kernel as well: on a full disk the list of running processes cannot be written."""
    if patient.running is None:
        return [Finding("processes", None, "nothing runs here; `sigap up` starts it")]
    gone = [name for name, pid in patient.running.processes.items() if not Path(f"/proc/{pid}").exists()]
    missing = sorted({*gone, *patient.running.missing})
    seen = f"missing: {', '.join(missing)}" if missing else ", ".join(patient.running.processes)
    return [Finding("processes", not missing, seen, f"look into {patient.folder.logs}/sigap.log")]


def api(patient: Patient) -> Sequence[Finding]:
    if patient.running is None:
        return [Finding("API", None, "nothing runs here; `sigap up` starts it")]
    try:
        answer = httpx.get(f"{patient.running.api_url}/readyz", timeout=TIMEOUT_S, trust_env=False)
        checks = answer.json()["checks"]
    except (httpx.HTTPError, ValueError, KeyError) as error:
        return [Finding("API", False, f"{type(error).__name__}", f"look into {patient.folder.logs}/api.log")]
    wrong = ", ".join(f"{part} {state}" for part, state in checks.items() if state != "ok")
    shown = f"/readyz answers {answer.status_code}" + (f": {wrong}" if wrong else "")
    return [Finding("API", answer.is_success, shown, f"look into {patient.folder.logs}")]


CHECKS: Sequence[Callable[[Patient], Sequence[Finding]]] = (
    python,
    postgresql,
    mosquitto,
    data_folder,
    ports,
    clock,
    database,
    broker,
    processes,
    api,
)
