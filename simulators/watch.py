"""The live board in a terminal, fed by the websocket, like any console."""

import asyncio
import json
import sys
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.live import Live

from simulators.api_client import ApiClient, Login
from simulators.board import LISTS
from simulators.failures import SimulatorFailure
from simulators.live_client import LiveClient, live_url_of
from simulators.watch_view import board_view

REDRAW_S = 0.5
FIRST_SNAPSHOT_TIMEOUT_S = 15.0


@dataclass(frozen=True, slots=True)
class WatchOptions:
    api_url: str
    login: Login
    once: bool = False
    as_json: bool = False


class NothingToSee(SimulatorFailure):
    """No snapshot arrived."""


async def watch(options: WatchOptions) -> None:
    """Run until Ctrl-C or, with `once`, until the first snapshot is printed; `as_json` prints one board per line."""
    api = ApiClient(options.api_url, options.login, patient=not options.once)
    client = LiveClient(live_url_of(options.api_url), api)
    try:
        if options.once:
            await _print_once(client, as_json=options.as_json)
        else:
            await _keep_showing(client, as_json=options.as_json)
    finally:
        await api.close()


async def _print_once(client: LiveClient, *, as_json: bool) -> None:
    try:
        async with asyncio.timeout(FIRST_SNAPSHOT_TIMEOUT_S):
            await _print_first_snapshot(client, as_json=as_json)
    except TimeoutError:
        raise NothingToSee("the server sent no snapshot: does it run, and may this account look?") from None


async def _print_first_snapshot(client: LiveClient, *, as_json: bool) -> None:
    async with aclosing(client.frames()) as frames:
        async for _ in frames:
            if client.board.as_of is not None:
                _print(client, as_json=as_json)
                return


def _print(client: LiveClient, *, as_json: bool) -> None:
    if as_json:
        _print_json(client)
    else:
        Console().print(board_view(client, datetime.now(UTC)))


async def _keep_showing(client: LiveClient, *, as_json: bool) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_follow(client), name="live feed")
        group.create_task(_print_each_change(client) if as_json else _draw(client), name="screen")


async def _follow(client: LiveClient) -> None:
    async with aclosing(client.frames()) as frames:
        async for _ in frames:
            pass


async def _print_each_change(client: LiveClient) -> None:
    printed: object = None
    while True:
        if (client.board.as_of, client.light) != printed:
            printed = (client.board.as_of, client.light)
            _print_json(client)
        await asyncio.sleep(REDRAW_S)


def _print_json(client: LiveClient) -> None:
    board = client.board
    lists = {name: list(getattr(board, name).values()) for name in LISTS}
    json.dump({"as_of": board.as_of, "light": client.light, **lists}, sys.stdout)
    sys.stdout.write("\n")
    sys.stdout.flush()


async def _draw(client: LiveClient) -> None:
    with Live(console=Console(), screen=True, auto_refresh=False) as screen:
        while True:
            screen.update(board_view(client, datetime.now(UTC)), refresh=True)
            await asyncio.sleep(REDRAW_S)
