"""`sigap watch`: the live board in the terminal, over the websocket, like any console."""

import logging
from typing import Annotated

import typer

from sigap.errors import SigapError
from sigap.running import running_stack
from sigap.simulator_run import run_simulator
from simulators.api_client import Login
from simulators.watch import WatchOptions
from simulators.watch import watch as run_watch

BEST_EYES = ("supervisor", "dispatcher", "call_taker")


def watch(
    once: Annotated[bool, typer.Option("--once", help="Print the board once and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts: one board per line.")] = False,
    api: Annotated[str | None, typer.Option(help="Address of the API; default: the running stack's.")] = None,
    username: Annotated[str | None, typer.Option(help="The account; default: the demo's supervisor.")] = None,
    password: Annotated[
        str | None, typer.Option(envvar="SIGAP_WATCH_PASSWORD", help="Asked for if not given.", show_default=False)
    ] = None,
) -> None:
    """Show units, incidents, orders and clocks as they change, until Ctrl-C."""
    logging.getLogger("simulators").addHandler(logging.NullHandler())  # its light shows it, and the screen is full
    api_url = api or running_stack().api_url
    options = WatchOptions(api_url, _login(username, password), once=once, as_json=as_json)
    run_simulator(run_watch(options))


def _login(username: str | None, password: str | None) -> Login:
    if username is not None:
        return Login(username, password or typer.prompt("Password", hide_input=True, err=True))
    logins = running_stack().logins
    for role in BEST_EYES:
        if role in logins:
            return Login(**logins[role])
    raise SigapError("no login is known here", hint="name the account with --username")
