"""`sigap broker`: what only the bridges may know about the broker."""

import asyncio
from datetime import UTC, datetime

import typer

from sigap.console import say
from sigap.running import connected
from tracking.fixes import share_group

app = typer.Typer(help="The broker.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keep `change-group` a subcommand."""


@app.command("change-group")
def change_group() -> None:
    """Give the bridges a new secret share group: run it after the alert of a stranger at the broker."""
    asyncio.run(_change())
    say("✓ the bridges share in another group within seconds, and leave the old one")


async def _change() -> None:
    async with connected() as conn:
        await share_group.change_group(conn, now=datetime.now(UTC))
