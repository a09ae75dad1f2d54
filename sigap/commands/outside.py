"""After a city import: list the fleet and places outside its area, and offer to retire them."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import typer

from core.commit_and_ring import commit_and_ring
from dispatch.setup.retire_outside import Kept, retire_outside
from dispatch.store.outside_area import OutsideArea, outside_area
from sigap.console import say
from sigap.running import OPERATOR, connected_to, tell_broker
from tracking.settings import TrackingSettings

NAMED_MAX = 20


def offer_to_retire(url: str, *, retire: bool) -> None:
    """List what lies outside; retire it if asked to, or if the person at the terminal confirms."""
    outside = asyncio.run(_find(url))
    if not outside:
        return
    for what, ids in (("units", outside.units), ("stations", outside.stations), ("hospitals", outside.hospitals)):
        if ids:
            say(f"! {len(ids)} {what} outside the city: {_named(ids)}")
    asked = not retire and sys.stdin.isatty()
    if retire or (asked and typer.confirm("Retire these units, revoke their devices, remove stations and hospitals?")):
        _say_what_became(outside, asyncio.run(_retire(url, outside)))
    else:
        say(
            "  they are never advised; to take them out: the same command with --retire-outside, or the console (Setup)"
        )


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - NAMED_MAX} more" if len(ids) > NAMED_MAX else ""
    return ", ".join(ids[:NAMED_MAX]) + more


def _say_what_became(outside: OutsideArea, kept: Sequence[Kept]) -> None:
    count = len(outside.units) + len(outside.stations) + len(outside.hospitals) - len(kept)
    say(f"✓ {count} taken out")
    for each in kept:
        say(f"! {each.id} stays: {each.why}")


async def _find(url: str) -> OutsideArea:
    async with connected_to(url) as conn:
        return await outside_area(conn, margin_m=TrackingSettings().fix_service_area_margin_m)


async def _retire(url: str, outside: OutsideArea) -> Sequence[Kept]:
    async with connected_to(url) as conn:
        async with commit_and_ring(conn):
            kept = await retire_outside(conn, outside, by=OPERATOR, now=datetime.now(UTC))
        await tell_broker(conn)
    return kept
