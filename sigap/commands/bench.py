"""`sigap bench`: load and latency of the whole system, on a private stack of its own."""

import asyncio
import logging
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from base.database import Connection, open_pool
from bench import runner
from bench.target import Login, Options, Target
from core.commit_and_ring import commit_and_ring
from core.domain.actor import Role
from dispatch.access.add_account import add_account
from geo.city.importer import import_city
from sigap.console import errors
from sigap.data_dir import DataDir
from sigap.demo import SAMPLE_CITY
from sigap.errors import SigapError
from sigap.running import OPERATOR, connected_to
from sigap.settings import StackSettings
from sigap.stack import Stack
from tracking.devices.service_accounts import BRIDGE_ACCOUNTS

ROLES = (Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR)
ALL = "all"


def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(runner.NAMES)}; or {ALL}.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
    seconds: Annotated[float | None, typer.Option(min=1, help="How long to measure.")] = None,
    units: Annotated[
        int | None, typer.Option(min=1, help="How many units, unless the bench varies that itself.")
    ] = None,
    rate: Annotated[float | None, typer.Option(min=1, help="Fixes per second.")] = None,
    consoles: Annotated[int | None, typer.Option(min=1, help="How many consoles.")] = None,
    fixes: Annotated[
        int | None, typer.Option(min=1000, help="How many stored fixes for `track` and `history`.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=2, help="How many days `quality` simulates.")] = None,
    into: Annotated[Path | None, typer.Option(help="A folder for the tables and the picture of `quality`.")] = None,
) -> None:
    """Measure; the exit status is 1 when a budget was missed or something could not be measured."""
    if name != ALL and name not in runner.NAMES:
        raise SigapError(f"there is no bench {name!r}", hint=f"one of {', '.join(runner.NAMES)}, or {ALL}")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    options = Options(
        seconds=seconds,
        units=units,
        rate_per_s=rate,
        consoles=consoles,
        fixes=fixes,
        days=days,
        into=into,
    )
    names = runner.NAMES if name == ALL else (name,)
    verdicts = asyncio.run(_run(names, options, as_json=as_json))
    for verdict in runner.Verdict:
        if given := [each for each, of_it in verdicts.items() if of_it is verdict]:
            _say(f"{verdict}: {', '.join(given)}")
    if {runner.Verdict.MISSED, runner.Verdict.FAILED} & set(verdicts.values()):
        raise SigapError("not every budget was held", hint="the figures and reasons are above")


async def _run(names: tuple[str, ...], options: Options, *, as_json: bool) -> Mapping[str, runner.Verdict]:
    """Run the benches. SIGTERM ends them as Ctrl-C does: every child is stopped and the folder removed."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await runner.run_all(names, options, private_stack, as_json=as_json, say=_say)


@asynccontextmanager
async def private_stack() -> AsyncIterator[Target]:
    """Start an embedded stack in a temporary folder; never use the stack that already runs here."""
    with _temporary_folder() as path:
        folder = DataDir(path)
        folder.make()
        stack = Stack(StackSettings(data_dir=path, database_url=None, mqtt_url=None), folder, say=lambda _: None)
        try:
            await stack.start()
            yield await _fill(stack)
        finally:
            await stack.stop()


async def _fill(stack: Stack) -> Target:
    info = stack.info
    pool = await open_pool(info.database_url, size=2, application_name="sigap bench")
    try:
        await import_city(pool, SAMPLE_CITY / "coquimbo.osm.pbf", data_dir=stack.folder.path)
        async with pool.acquire() as conn:
            logins = {str(role): await _add_login(conn, stack.folder, role) for role in ROLES}
    finally:
        await pool.close()
    assert stack.accounts is not None
    spare = BRIDGE_ACCOUNTS[-1]
    return Target(
        api_url=info.api_url,
        database_url=info.database_url,
        mqtt_url=info.mqtt_url,
        logins=logins,
        receiver=Login(spare, stack.accounts.service_password(spare)),
        data_dir=stack.folder.path,
        processes=stack.supervisor.pids(),
        apply_devices=lambda: _apply_devices(stack),
    )


async def _add_login(conn: Connection, folder: DataDir, role: Role) -> Login:
    login = Login(f"bench-{role.replace('_', '-')}", folder.secret(f"bench-{role}"))
    async with commit_and_ring(conn):
        await add_account(
            conn,
            username=login.username,
            full_name=login.username,
            role=role,
            password=login.password,
            by=OPERATOR,
            now=datetime.now(UTC),
        )
    return login


async def _apply_devices(stack: Stack) -> None:
    async with connected_to(stack.info.database_url) as conn:
        await stack.apply_accounts(conn)


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A temporary folder that the servers' users can enter."""
    path = Path(tempfile.mkdtemp(prefix="sigap-bench-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _say(sentence: str) -> None:
    """Print to stderr: a program may read the figures on stdout."""
    errors.print(sentence, markup=False)
