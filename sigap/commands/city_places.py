"""`sigap city places`: the hospitals and stations of the map, and taking them over into the desk's lists."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from core.commit_and_ring import commit_and_ring
from dispatch.domain.map_places import Proposal
from dispatch.setup.take_over_places import TakenOver, proposals, take_over_proposed
from sigap.console import say
from sigap.errors import SigapError
from sigap.running import OPERATOR, connected_to, database_url

NAMED_MAX = 10
NONE_LEFT = "the map has no hospital or station that the desk's lists lack"


def places(
    take: Annotated[
        list[str] | None, typer.Option(help="Take over this place, by the id shown; repeat for several.")
    ] = None,
    take_all: Annotated[bool, typer.Option("--all", help="Take over everything that the lists lack.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show the map's hospitals and stations, and take them over into the desk's lists.

    Names, agencies and departments are changed afterwards on the setup screens. Existing entries stay as they are.
    """
    if take or take_all:
        _say_taken(asyncio.run(_take(database_url(), take or ())))
        return
    found = asyncio.run(_found(database_url()))
    if as_json:
        say(json.dumps([asdict(each) for each in found], ensure_ascii=False))
        return
    for each in found:
        say(_line(each))
    if not found:
        say(NONE_LEFT)
    elif any(each.already_id is None for each in found):
        say("→ `sigap city places --take ID` or `--all`; or choose and edit them on the setup screens")


def offer_to_take_over(url: str, *, take: bool) -> None:
    """After an import, list what the map has and the desk lacks; take it over if asked to."""
    if take:
        _say_taken(asyncio.run(_take(url, ())))
        return
    free = [each for each in asyncio.run(_found(url)) if each.already_id is None]
    if free:
        say(f"! the map has {len(free)} hospitals and stations that the desk's lists lack: {_named(free)}")
        say("  to take them over: `sigap city places`, the same command with --take-over, or the console (Setup)")


def _named(found: Sequence[Proposal]) -> str:
    more = f" and {len(found) - NAMED_MAX} more" if len(found) > NAMED_MAX else ""
    return ", ".join(each.name for each in found[:NAMED_MAX]) + more


def _say_taken(taken: TakenOver) -> None:
    say(f"✓ {len(taken.added)} taken over; {len(taken.already)} were there already")


async def _found(url: str) -> list[Proposal]:
    async with connected_to(url) as conn:
        return await proposals(conn)


async def _take(url: str, only: Sequence[str]) -> TakenOver:
    """Take over everything that the lists lack, or only these ids. Raises SigapError for an unknown id."""
    async with connected_to(url) as conn, commit_and_ring(conn):
        found = await proposals(conn)
        unknown = sorted(set(only) - {each.id for each in found})
        if unknown:
            raise SigapError(
                f"the map has no place {unknown[0]!r}", hint="`sigap city places` shows them with their ids"
            )
        chosen = [each for each in found if (each.id in only if only else each.already_id is None)]
        return await take_over_proposed(conn, chosen, by=OPERATOR, now=datetime.now(UTC))


def _line(each: Proposal) -> str:
    state = f"in the lists as {each.already_id}" if each.already_id else f"→ {each.into}"
    run_by = f", {each.agency.name}" if each.agency else ""
    where = f", {each.area}" if each.area else ""
    return f"{each.id:<34} {each.name} ({each.category.replace('_', ' ')}{run_by}{where})  {state}"
