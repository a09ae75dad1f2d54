"""Runs benches one after another, each on a stack of its own, and prints the results."""

import json
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from rich.console import Console
from rich.table import Table

from bench import (
    command,
    consoles,
    decide,
    fleet,
    flood,
    history,
    ingest,
    live,
    recommend,
    screen,
    search,
    send,
    start,
    track,
)
from bench.chromium import NoBrowser
from bench.machine import machine
from bench.quality import measure as quality
from bench.report import Measured, Report
from bench.target import Options, PrivateStack, Target

type Bench = Callable[[Target, Options], Awaitable[Measured]]
type Say = Callable[[str], None]

ON_A_STACK: Mapping[str, Bench] = MappingProxyType(
    {
        "ingest": ingest.measure,
        "live": live.measure,
        "recommend": recommend.measure,
        "send": send.measure,
        "command": command.measure,
        "flood": flood.measure,
        "consoles": consoles.measure,
        "fleet": fleet.measure,
        "search": search.measure,
        "track": track.measure,
        "history": history.measure,
        "screen": screen.measure,
        "quality": quality.measure,
    }
)
ALONE: Mapping[str, Callable[[], Awaitable[Measured]]] = MappingProxyType(
    {"decide": decide.measure, "start": start.measure}
)
NAMES = (*ON_A_STACK, *ALONE)


class Verdict(StrEnum):
    HELD = "held"
    MISSED = "budget missed"
    FAILED = "not measured"
    SKIPPED = "skipped"


async def run_all(
    names: Sequence[str], options: Options, private_stack: PrivateStack, *, as_json: bool, say: Say
) -> Mapping[str, Verdict]:
    """Return the verdicts by name; a bench that was skipped or failed has said why."""
    verdicts = {}
    for name in names:
        say(f"measuring {name} …")
        try:
            report = await _run(name, options, private_stack)
        except NoBrowser as missing:
            _show_skipped(name, str(missing), as_json=as_json, say=say)
            verdicts[name] = Verdict.SKIPPED
        except Exception:  # noqa: BLE001 - the others are measured all the same
            say(traceback.format_exc())
            verdicts[name] = Verdict.FAILED
        else:
            _show(report, as_json=as_json)
            verdicts[name] = Verdict.HELD if report.ok else Verdict.MISSED
    return verdicts


def _show_skipped(name: str, reason: str, *, as_json: bool, say: Say) -> None:
    if as_json:
        print(json.dumps({"name": name, "skipped": reason}, ensure_ascii=False), flush=True)
    say(f"{name} is skipped: {reason}")


async def _run(name: str, options: Options, private_stack: PrivateStack) -> Report:
    about = machine()
    if name in ALONE:
        return Report(name, await ALONE[name](), about)
    async with private_stack() as target:
        return Report(name, await ON_A_STACK[name](target, options), about)


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        print(report.as_json(), flush=True)
        return
    table = Table(title=f"{report.name}: {'the budget holds' if report.ok else 'the budget does not hold'}")
    for column in ("", "figure", "measured", "budget"):
        table.add_column(column, justify="right" if column == "measured" else "left")
    for row in report.rows():
        table.add_row(*row)
    Console().print(table)
