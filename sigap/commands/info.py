"""`sigap info`: what is running."""

import json
from typing import Annotated

import typer

from sigap import embedded
from sigap.console import screen
from sigap.info import Info, read_info
from sigap.settings import StackSettings


def info(as_json: Annotated[bool, typer.Option("--json", help="For scripts; contains passwords.")] = False) -> None:
    """Show what runs on this data folder; the exit status is 1 when nothing does."""
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
