"""`sigap up` and `sigap info`: start the embedded stack, and tell what runs."""

import asyncio
import json
from typing import Annotated

import typer

from sigap import embedded, logs
from sigap.console import say, screen
from sigap.info import Info, read_info
from sigap.settings import StackSettings
from sigap.stack import Stack, run


def new_stack() -> Stack:
    settings = StackSettings()
    folder = embedded.data_dir(settings)
    folder.make()
    logs.log_to(folder.logs / "sigap.log")
    return Stack(settings, folder, say=say)


def up() -> None:
    """Start database, broker, API, bridges and worker, and keep them running until Ctrl-C."""
    asyncio.run(run(new_stack(), _tell_where))


async def _tell_where(stack: Stack) -> None:
    say(f"\nSigap 112 runs: {stack.info.api_url}   (broker {stack.info.mqtt_url}, data {stack.folder.path})")
    say("Ctrl-C stops it.")


def info(as_json: Annotated[bool, typer.Option("--json", help="For scripts; holds passwords.")] = False) -> None:
    """Tell what runs on this data folder; the status is 1 when nothing does."""
    known = read_info(embedded.data_dir(StackSettings()))
    if as_json:
        print(json.dumps(known.as_dict(), indent=2))  # noqa: T201 - plain, whatever the width of the terminal
    else:
        _show(known)


def _show(known: Info) -> None:
    screen.print(f"address   {known.api_url}\nbroker    {known.mqtt_url}\ndata      {known.data_dir}", markup=False)
    for name, pid in known.processes.items():
        screen.print(f"process   {name} (pid {pid})", markup=False)
    for role, login in known.logins.items():
        screen.print(f"login     {role}: {login['username']} {login['password']}", markup=False)
