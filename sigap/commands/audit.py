"""`sigap audit`: whether the record of everything that happened is still whole."""

import asyncio

import typer

from dispatch.store import event_log
from sigap.console import say
from sigap.errors import SigapError
from sigap.running import connected

app = typer.Typer(help="The record of everything that happened.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keep `verify` a subcommand."""


@app.command()
def verify() -> None:
    """Check every entry of the event log against its hash and its predecessor's."""
    broken, last = asyncio.run(_verify())
    if broken is not None:
        raise SigapError(
            f"the event log is broken at entry {broken}: it, or the one before it, was changed or removed",
            hint="keep the database as it is, and compare it with a backup",
        )
    say(f"✓ the event log is whole: {last} entries")


async def _verify() -> tuple[int | None, int]:
    async with connected() as conn:
        return await event_log.first_broken_link(conn), await event_log.last_seq(conn)
