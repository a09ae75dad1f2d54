"""`sigap device`: credentials of the GPS units."""

import asyncio
import csv
import json
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import segno
import typer
from msgspec.structs import asdict

from base.database import Connection
from core.commit_and_ring import commit_and_ring
from dispatch.setup.add_device import add_device
from dispatch.setup.hand_over_device import hand_over_device
from dispatch.setup.import_devices import DeviceDefaults, import_devices
from dispatch.setup.renew_device_password import renew_device_password
from dispatch.setup.revoke_device import revoke_device
from dispatch.views.devices import CredentialsOut
from sigap.broker_accounts import device_hashes
from sigap.commands import device_state
from sigap.commands.csv_file import named_lines, read_csv_file
from sigap.console import errors, say
from sigap.errors import SigapError
from sigap.running import OPERATOR, connected, tell_broker
from tracking.device import Device, DeviceKind
from tracking.devices import devices, phone_provisioning
from tracking.devices.credentials import http_key

app = typer.Typer(help="Credentials of the GPS units.", no_args_is_help=True)
for show in (device_state.health, device_state.report, device_state.rejected):
    app.command()(show)

COLUMNS = ("device_id", "unit_id", "username", "password", "http_key")


class PhoneApp(StrEnum):
    OWNTRACKS = "owntracks"
    TRACCAR = "traccar"


@app.command()
def add(
    unit: Annotated[str | None, typer.Option(help="The unit that carries it.")] = None,
    device_id: Annotated[str | None, typer.Option("--id", help="Its id; default: derived from the unit's.")] = None,
    csv_file: Annotated[
        Path | None,
        typer.Option(
            "--csv", help="Many at once: a file with the column unit_id and, optionally, device_id, kind, priority."
        ),
    ] = None,
    kind: Annotated[
        DeviceKind, typer.Option(help="The kind of device; a kind may have limits of its own.")
    ] = DeviceKind.TRACKER,
    priority: Annotated[int, typer.Option(min=1, max=9, help="Among several in a unit, 1 moves the marker first.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the credentials as JSON.")] = False,
) -> None:
    """Create credentials for a device; the password is shown once and stored nowhere.

    Many devices at once are printed as CSV, with their passwords; keep it in a safe place.
    """
    if (unit is None) == (csv_file is None):
        raise SigapError("either --unit UNIT or --csv FILE", hint="`sigap device add --help`")
    defaults = DeviceDefaults(kind, priority)
    if csv_file is not None:
        made = asyncio.run(_add_all(csv_file, defaults))
    else:
        made = [asyncio.run(_add(unit or "", device_id, defaults))]
    if as_json:
        shown = [asdict(each) for each in made]
        print(json.dumps(shown if csv_file else shown[0]))  # noqa: T201 - for scripts
    elif csv_file:
        write_credentials(made)
    else:
        _show(made[0])


@app.command()
def revoke(device_id: Annotated[str, typer.Argument(help="The device to revoke.")]) -> None:
    """Revoke a device's credentials; the broker ends its session."""
    asyncio.run(_revoke(device_id))
    say(f"✓ {device_id} is revoked")


@app.command()
def link(
    device_id: Annotated[str, typer.Argument(help="The phone's device.")],
    to: Annotated[
        str, typer.Option("--url", help="Our address as the phone reaches it: https://… or, for MQTT, mqtts://…")
    ],
    phone_app: Annotated[PhoneApp, typer.Option("--app", help="The app on the phone.")] = PhoneApp.OWNTRACKS,
    svg: Annotated[Path | None, typer.Option(help="Also write the QR code to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the link as JSON, without a QR code.")] = False,
) -> None:
    """Set up a phone's app by a QR code. The phone gets a new password; the old one stops working."""
    make = link_maker(phone_app, to)
    made = make(to, device_id, asyncio.run(_renew(device_id)))
    code = segno.make(made, error="l", micro=False)
    if svg is not None:
        code.save(str(svg), kind="svg", scale=4)
    if as_json:
        print(json.dumps({"device_id": device_id, "link": made}))  # noqa: T201 - for scripts
        return
    code.terminal(compact=True)
    print(made)  # noqa: T201 - whole, to be copied


@app.command()
def move(
    device_id: Annotated[str, typer.Argument(help="The device to move.")],
    unit: Annotated[str, typer.Option(help="Its new unit.")],
) -> None:
    """Move a device to another unit; its history so far stays with the old unit."""
    asyncio.run(_move(device_id, unit))
    say(f"✓ {device_id} is in {unit}")


@app.command("list")
def list_devices() -> None:
    """List the devices, without passwords."""
    for device in asyncio.run(_list()):
        say(f"{device.device_id}  {device.unit_id}{'  revoked' if device.revoked else ''}")


@app.command()
def accounts() -> None:
    """Print the devices' lines of a Mosquitto password file, for a city's own broker."""
    for username, password_hash in asyncio.run(_hashes()):
        print(f"{username}:{password_hash}")  # noqa: T201 - for a file


def _show(made: CredentialsOut) -> None:
    for name in ("device_id", "username", "password", "http_key"):
        say(f"{name:<11}{getattr(made, name)}")


def write_credentials(made: Sequence[CredentialsOut]) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    writer.writerows(asdict(each) for each in made)


async def _add_all(path: Path, defaults: DeviceDefaults) -> list[CredentialsOut]:
    """Add all new devices or none; a device that exists stays as it is."""
    text = read_csv_file(path)
    async with changed_credentials() as conn:
        with named_lines(path):
            _, made = await import_devices(
                conn, text, check_only=False, defaults=defaults, by=OPERATOR, now=datetime.now(UTC)
            )
    return made


async def _add(unit_id: str, device_id: str | None, defaults: DeviceDefaults) -> CredentialsOut:
    async with changed_credentials() as conn:
        added, password = await add_device(
            conn,
            unit_id,
            device_id,
            kind=defaults.kind,
            priority=defaults.priority,
            by=OPERATOR,
            now=datetime.now(UTC),
        )
    return CredentialsOut(
        device_id=added.device_id,
        unit_id=unit_id,
        username=added.device_id,
        password=password,
        http_key=http_key(password),
    )


def link_maker(phone_app: PhoneApp, url: str) -> Callable[[str, str, str], str]:
    """Raises SigapError if the address does not suit the app."""
    scheme = url.partition("://")[0]
    if phone_app is PhoneApp.OWNTRACKS and scheme in {"mqtt", "mqtts"}:
        return phone_provisioning.owntracks_over_mqtt
    if scheme in {"http", "https"}:
        return (
            phone_provisioning.owntracks_over_http
            if phone_app is PhoneApp.OWNTRACKS
            else phone_provisioning.traccar_client
        )
    raise SigapError(f"{phone_app} does not speak {url}", hint="https://HOST, or mqtts://HOST for owntracks")


async def _renew(device_id: str) -> str:
    async with changed_credentials() as conn:
        return await renew_device_password(conn, device_id, by=OPERATOR, now=datetime.now(UTC))


async def _revoke(device_id: str) -> None:
    async with changed_credentials() as conn:
        await revoke_device(conn, device_id, by=OPERATOR, now=datetime.now(UTC))


@asynccontextmanager
async def changed_credentials() -> AsyncIterator[Connection]:
    """One transaction; after it, consoles and the broker are notified."""
    async with connected() as conn:
        async with commit_and_ring(conn):
            yield conn
        await tell_broker(conn)


async def _move(device_id: str, unit_id: str) -> None:
    now = datetime.now(UTC)
    async with connected() as conn, commit_and_ring(conn):
        await hand_over_device(conn, device_id, unit_id, at=now, by=OPERATOR, now=now)


async def _list() -> list[Device]:
    async with connected() as conn:
        return await devices.list_devices(conn)


async def _hashes() -> list[tuple[str, str]]:
    async with connected() as conn:
        found = await device_hashes(conn)
    if not found:
        errors.print("no device is in use", markup=False)
    return found
