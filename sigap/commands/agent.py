"""`sigap agent`: the program for a Linux box in a vehicle; reads gpsd and reports to the broker."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from base.log_lines import log_to_stderr
from mqtt_bridge.client import broker_login
from sigap.agent.agent import Agent
from sigap.agent.disk_buffer import BufferUnusable, DiskBuffer
from sigap.agent.pace import Intervals, Pace
from sigap.errors import SigapError


def agent(
    broker: Annotated[str, typer.Option(help="mqtts://HOST of the broker.", envvar="SIGAP_AGENT_BROKER")],
    device: Annotated[str, typer.Option(help="This device's id.", envvar="SIGAP_AGENT_DEVICE")],
    password: Annotated[
        str, typer.Option(help="Its password; better set in the environment.", envvar="SIGAP_AGENT_PASSWORD")
    ],
    buffer: Annotated[Path, typer.Option(help="Where fixes wait until they are stored.")] = Path("sigap-agent.db"),
    gpsd: Annotated[str, typer.Option(help="Where gpsd listens.")] = "127.0.0.1:2947",
    order_s: Annotated[float, typer.Option(min=0, help="Seconds between fixes with an order open.")] = 1.0,
    moving_s: Annotated[float, typer.Option(min=0, help="Seconds between fixes while driving.")] = 5.0,
    parked_s: Annotated[float, typer.Option(min=0, help="Seconds between fixes when parked.")] = 60.0,
) -> None:
    """Report a vehicle's GPS until Ctrl-C. Fixes are buffered on disk and dropped only when stored by the server."""
    host, _, port = gpsd.rpartition(":")
    if not host or not port.isdecimal():
        raise SigapError(f"{gpsd} is no address of gpsd", hint="HOST:PORT, usually 127.0.0.1:2947")
    try:
        login = broker_login(broker, username=device, password=password)
    except ValueError as error:
        raise SigapError(str(error), hint="mqtt://HOST:PORT, or mqtts:// with TLS") from error
    log_to_stderr()
    try:
        kept = DiskBuffer(buffer)
    except BufferUnusable as error:
        raise SigapError(str(error), hint="--buffer FILE, in a folder that takes a write") from error
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(Agent(login, kept, Pace(Intervals(order_s, moving_s, parked_s)), gpsd=(host, int(port))).run())
    finally:
        kept.close()
