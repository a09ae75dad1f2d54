"""`sigap audit`: whether the event log is still complete and unchanged."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.log_heads import HEADS_FILE, LogHeads
from core.store import event_chain, event_words
from sigap.console import say
from sigap.errors import SigapError
from sigap.running import connected, data_dir

app = typer.Typer(help="The event log.", no_args_is_help=True)


@app.command()
def verify() -> None:
    """Check each entry of the event log against its hash, its predecessor's, and what is kept outside the database."""
    found = asyncio.run(_verify())
    if found.broken is not None:
        raise SigapError(
            f"the event log is broken at entry {found.broken}: it, or the one before it, was changed or removed",
            hint="keep the database as it is, and compare it with a backup",
        )
    if found.altered is not None:
        raise SigapError(
            f"the words of entry {found.altered} are not those that were written (an address, a reason, a description)",
            hint="keep the database as it is, and compare it with a backup",
        )
    if found.unlike is not None:
        raise SigapError(
            f"entry {found.unlike} is not the one that was written down in {found.heads_file}: entries were removed, or"
            " the log was made anew",
            hint="keep the database as it is, and compare it with a backup; after a restore: `sigap audit restored`",
        )
    say(f"✓ the event log is whole: {found.last} entries, {found.heads} of them as written down outside the database")


@app.command()
def restored(reason: Annotated[str, typer.Option(help="Which backup, and why; stored with the heads.")]) -> None:
    """Record a restore: hashes kept outside for entries later than the database now holds no longer count."""
    last = asyncio.run(_last())
    heads().note_restored(last, reason)
    say(f"✓ noted: the event log was taken back to entry {last}")


@dataclass(frozen=True, slots=True)
class Found:
    broken: int | None
    altered: int | None
    unlike: int | None
    last: int
    heads: int
    heads_file: Path


def heads() -> LogHeads:
    return LogHeads(data_dir().path / HEADS_FILE)


async def _verify() -> Found:
    known = heads()
    written_down = known.read()
    async with connected() as conn:
        return Found(
            broken=await event_chain.first_broken_link(conn),
            altered=await event_words.first_altered(conn),
            unlike=await event_chain.first_unlike(conn, written_down),
            last=await event_chain.last_seq(conn),
            heads=len(written_down),
            heads_file=known.file,
        )


async def _last() -> int:
    async with connected() as conn:
        return await event_chain.last_seq(conn)
