"""`sigap device health`, `report` and `rejected`: how devices are doing, how well they reported, what was rejected."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from sigap.console import say
from sigap.running import connected
from tracking.devices import report as reports
from tracking.devices.health import DeviceHealth, list_health
from tracking.devices.report import AgencyReport, DeviceReport
from tracking.fixes.quarantine import Rejected, rejected_since

REPORT_TIMEOUT_S = 600.0
SHOWN_MAX_CHARS = 160


def health() -> None:
    """Show the health of each device: last heard, interval, battery, clock skew."""
    now = datetime.now(UTC)
    for device in asyncio.run(_health(now)):
        heard = "never" if device.heard_at is None else f"{(now - device.heard_at).total_seconds():.0f} s ago"
        figures = (
            ("every", device.interval_s, "s"),
            ("clock", device.skew_s, "s"),
            ("battery", device.battery_pct, "%"),
        )
        say(f"{device.device_id}  {device.unit_id}  {device.state}  {heard}{_figures(figures)}")


def report(
    hours: Annotated[float, typer.Option(min=0.1, help="How far back.")] = 24,
    agency: Annotated[str | None, typer.Option(help="Only this agency.")] = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="One line per device, for a spreadsheet.")] = False,
) -> None:
    """Show how well the devices reported: fixes expected and received, gaps, accuracy, clock skew."""
    devices = asyncio.run(_report(timedelta(hours=hours), agency))
    if as_csv:
        print(reports.as_csv(devices), end="")  # noqa: T201 - for a file
        return
    lines: list[DeviceReport | AgencyReport] = [*devices, *reports.by_agency(devices)]
    for each in lines:
        name = f"{each.device_id}  {each.unit_id}" if isinstance(each, DeviceReport) else f"agency {each.agency_id}"
        share = f"{100 * each.got / each.expected:.1f} %" if each.expected else "–"
        figures = f"{each.got} of {each.expected} fixes ({share})  {each.gaps} gaps  {each.missing_s:.0f} s missing"
        say(f"{name}  {figures}{_more(each)}")


def rejected(
    device_id: Annotated[str | None, typer.Argument(help="Only this device.")] = None,
    hours: Annotated[float, typer.Option(min=0.1, help="How far back; they are kept for 7 days.")] = 24,
) -> None:
    """Show what was rejected and why: how often, when last, and the payload."""
    found = asyncio.run(_rejected(timedelta(hours=hours), device_id))
    if not found:
        say("nothing was rejected")
    for each in found:
        payload = each.newest.decode(errors="backslashreplace")
        shown = payload if len(payload) <= SHOWN_MAX_CHARS else f"{payload[:SHOWN_MAX_CHARS]}…"
        name = each.device_id or "(unnamed)"
        say(f"{name}  {each.reason}  {each.kept} times  last {each.newest_at:%Y-%m-%d %H:%M:%S}Z  {shown!r}")


def _more(each: DeviceReport | AgencyReport) -> str:
    skew_s = each.skew_s if isinstance(each, DeviceReport) else each.skew_worst_s
    figures = (("accuracy", each.accuracy_m, "m"), ("clock", skew_s, "s"))
    return _figures(figures) + (f"  {each.rejected} rejected" if each.rejected else "")


def _figures(figures: Iterable[tuple[str, float | None, str]]) -> str:
    """Leave out unknown figures."""
    return "".join(f"  {name} {value:.0f} {unit}" for name, value, unit in figures if value is not None)


async def _health(now: datetime) -> list[DeviceHealth]:
    async with connected() as conn:
        return await list_health(conn, now=now)


async def _report(period: timedelta, agency_id: str | None) -> list[DeviceReport]:
    now = datetime.now(UTC)
    async with connected() as conn:
        await conn.execute("SET statement_timeout = 0")
        return await reports.report_devices(
            conn, start=now - period, end=now, agency_id=agency_id, timeout_s=REPORT_TIMEOUT_S
        )


async def _rejected(period: timedelta, device_id: str | None) -> list[Rejected]:
    async with connected() as conn:
        return await rejected_since(conn, datetime.now(UTC) - period, device_id=device_id)
