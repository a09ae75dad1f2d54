"""`sigap simulate`: crews, devices, callers and a dispatcher, over MQTT, HTTP and websocket only."""

import json
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from base.log_lines import FieldsFormatter
from sigap.console import say
from sigap.errors import SigapError
from sigap.info import Info
from sigap.running import running_stack
from sigap.simulator_run import run_simulator
from simulators.api_client import Login
from simulators.devices_file import read_devices
from simulators.failures import SimulatorFailure
from simulators.options import DeviceLogin, SimulateOptions
from simulators.run import simulate as run_simulation


def simulate(
    *,
    units: Annotated[int | None, typer.Option(min=1, help="How many units; default: all that have a device.")] = None,
    calls_per_hour: Annotated[float, typer.Option(min=0.0, help="On average over a day.")] = 30.0,
    speed: Annotated[float, typer.Option(min=0.01, help="Scales waiting, calls and crew work, but not driving.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same day.")] = 1,
    begin_hour: Annotated[
        float, typer.Option(min=0.0, max=24.0, help="The hour at which the simulated day begins.")
    ] = 8.0,
    nuisance: Annotated[float, typer.Option(min=0.0, max=1.0, help="Share of calls that are no emergency.")] = 0.6,
    dispatch: Annotated[bool, typer.Option(help="A simulated dispatcher sends when no human does.")] = True,
    patience_s: Annotated[float, typer.Option(min=0.0, help="How long a human has before it does.")] = 12.0,
    forget: Annotated[float, typer.Option(min=0.0, max=1.0, help="How often a crew forgets a button.")] = 0.1,
    patrol: Annotated[float, typer.Option(min=0.0, max=1.0, help="Share of crews that drive around idle.")] = 0.3,
    gaps: Annotated[float, typer.Option(min=0.0, help="Lost uplinks per device and hour.")] = 0.3,
    dead_batteries: Annotated[float, typer.Option(min=0.0, help="Dead batteries per device and hour.")] = 0.01,
    noise_m: Annotated[float, typer.Option(min=0.0, help="Standard deviation of positions.")] = 4.0,
    clock_skew_s: Annotated[float, typer.Option(min=0.0, help="Standard deviation of the devices' clocks.")] = 0.0,
    fix_driving_s: Annotated[float, typer.Option(min=0.25, help="Seconds between two fixes of a moving unit.")] = 2.0,
    fix_parked_s: Annotated[float, typer.Option(min=0.25, help="Seconds between two fixes of a parked unit.")] = 20.0,
    api: Annotated[str | None, typer.Option(help="Address of the API; default: the running stack's.")] = None,
    mqtt: Annotated[str | None, typer.Option(help="Address of the broker.")] = None,
    devices: Annotated[Path | None, typer.Option(help="CSV: device_id,unit_id,username,password.")] = None,
    logins: Annotated[
        Path | None, typer.Option(help="JSON: the `logins` of `sigap info --json`; call_taker and dispatcher are used.")
    ] = None,
) -> None:
    """Simulate a working city: vehicles drive, crews follow orders, callers call, until Ctrl-C."""
    known = None if api and mqtt and devices and logins else running_stack()
    people = json.loads(logins.read_text()) if logins else _required(known).logins
    options = SimulateOptions(
        api_url=api or _required(known).api_url,
        mqtt_url=mqtt or _required(known).mqtt_url,
        devices=_devices(devices or Path(_required(known).data_dir) / "secrets" / "devices.csv"),
        call_taker=_login(people, "call_taker"),
        dispatcher=_login(people, "dispatcher"),
        units=units,
        seed=seed,
        speed=speed,
        begin_hour=begin_hour,
        calls_per_hour=calls_per_hour,
        nuisance=nuisance,
        dispatch=dispatch,
        patience_s=patience_s,
        forget=forget,
        patrol=patrol,
        gaps=gaps,
        dead_batteries=dead_batteries,
        noise_m=noise_m,
        clock_skew_s=clock_skew_s,
        fix_driving_s=fix_driving_s,
        fix_parked_s=fix_parked_s,
    )
    _log_to_stderr()
    say(f"simulating with {options.api_url}, seed {seed}; Ctrl-C stops it")
    run_simulator(run_simulation(options))


def _required(known: Info | None) -> Info:
    assert known is not None
    return known


def _devices(path: Path) -> tuple[DeviceLogin, ...]:
    try:
        return read_devices(path)
    except (OSError, SimulatorFailure) as error:
        raise SigapError(
            f"the devices file cannot be used: {error}", hint="`sigap device add --csv` makes one"
        ) from error


def _login(people: dict[str, dict[str, str]], role: str) -> Login:
    if role not in people:
        raise SigapError(f"no login for a {role} is known", hint="name a file with --logins, or run `sigap demo`")
    return Login(**people[role])


def _log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FieldsFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.INFO)
    for chatty in ("httpx", "mqtt_bridge.client"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
