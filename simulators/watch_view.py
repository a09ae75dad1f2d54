"""How a board looks in a terminal: status light, incidents with clocks, units with the age of their fix, alerts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulators.board import Board, Thing
from simulators.live_client import Light, LiveClient

ARRIVAL_TARGET_S = 15 * 60  # from the report to the first unit at the scene (Permendagri 114/2018, article 4)
FIX_FRESH_S = 60
LIGHT_STYLE = {Light.LIVE: "bold green", Light.CATCHING_UP: "bold yellow", Light.CUT_OFF: "bold white on red"}
PRIORITY_STYLE = {1: "bold red", 2: "red", 3: "yellow"}
STATUS_STYLE = {
    "available": "green",
    "dispatched": "bold magenta",
    "acknowledged": "magenta",
    "en_route": "cyan",
    "on_scene": "blue",
    "transporting": "cyan",
    "at_hospital": "blue",
}


def board_view(client: LiveClient, now: datetime) -> RenderableType:
    board = client.board
    parts: list[RenderableType] = [
        _heading(client, now),
        _incidents(board, now),
        _orders(board, now),
        _alerts(board, now),
    ]
    return Group(*parts, _units(board, now))


def _heading(client: LiveClient, now: datetime) -> Text:
    light = client.light
    silence = f" {client.silence_s:.0f} s" if light is Light.CUT_OFF else ""
    board = client.board
    return Text.assemble(
        (f" {light}{silence} ", LIGHT_STYLE[light]),
        f"  {now.astimezone():%H:%M:%S}  event {board.as_of if board.as_of is not None else '–'}",
        f"  incidents {len(board.incidents)}  units {len(board.units)}  alerts {len(board.alarms)}",
    )


def _incidents(board: Board, now: datetime) -> Table:
    table = _table(
        "Incidents", "number", "P", "type", "status", "since", "first unit sent", "of 15 min", "units", "where"
    )
    for incident in sorted(board.incidents.values(), key=lambda i: (i["priority"], i["created_at"])):
        units = [a["unit_id"] for a in board.assignments.values() if a["incident_id"] == incident["id"]]
        table.add_row(
            incident["number"],
            Text(str(incident["priority"]), PRIORITY_STYLE.get(incident["priority"], "")),
            incident["type"],
            incident.get("status", ""),
            _clock(_age_s(incident["created_at"], now)),
            _after(incident["created_at"], _first_dispatched_at(board, incident)),
            _against_target(incident, now),
            " ".join(sorted(units)),
            _where(incident),
        )
    return table


def _orders(board: Board, now: datetime) -> Table:
    table = _table("Orders not acknowledged", "unit", "incident", "since")
    for assignment in sorted(board.assignments.values(), key=lambda a: str(a["dispatched_at"])):
        if assignment["status"] == "dispatched":
            since = _clock(_age_s(assignment["dispatched_at"], now))
            table.add_row(assignment["unit_id"], _number(board, assignment), since)
    return table


def _alerts(board: Board, now: datetime) -> Table:
    table = _table("Alerts", "kind", "unit", "incident", "since")
    for alert in board.alarms.values():
        number = _number(board, alert) or "–"
        table.add_row(alert["kind"], alert.get("unit_id") or "–", number, _clock(_age_s(alert["raised_at"], now)))
    return table


def _units(board: Board, now: datetime) -> Table:
    table = _table("Units", "unit", "kind", "station", "status", "incident", "fix", "km/h")
    for unit in sorted(board.units.values(), key=lambda u: (not u.get("incident_id"), u["unit_id"])):
        position = unit.get("position") or {}
        status = str(unit.get("status", ""))
        table.add_row(
            unit["unit_id"],
            unit.get("kind", ""),
            unit.get("station_id") or "–",
            Text(status, STATUS_STYLE.get(status, "dim")),
            _number(board, unit),
            _fix_age(position, now),
            _kmh(position),
        )
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 1), header_style="dim")
    for column in columns:
        table.add_column(column, no_wrap=column != "where")
    return table


def _number(board: Board, thing: Thing) -> str:
    """Return the number of the incident that a unit, an assignment or an alert belongs to."""
    incident = board.incidents.get(str(thing.get("incident_id")), {})
    return str(incident.get("number", ""))


def _first_dispatched_at(board: Board, incident: Thing) -> str | None:
    """Return the server's value, else the earliest among the open assignments."""
    sent = [a["dispatched_at"] for a in board.assignments.values() if a["incident_id"] == incident["id"]]
    return incident.get("first_dispatched_at") or _earliest(sent)


def _against_target(incident: Thing, now: datetime) -> Text:
    """Show the time left until the first arrival is due, or the time it took."""
    arrived_at = incident.get("first_on_scene_at")
    took_s = _age_s(incident["created_at"], _read(arrived_at) if arrived_at else now)
    left_s = ARRIVAL_TARGET_S - took_s
    style = "red" if left_s < 0 else "yellow" if left_s < ARRIVAL_TARGET_S / 3 else "green"
    return Text(f"there in {_clock(took_s)}" if arrived_at else f"{_clock(left_s)} left", style)


def _fix_age(position: Thing, now: datetime) -> Text:
    if not position:
        return Text("none", "dim")
    age_s = _age_s(position["fixed_at"], now)
    return Text(_clock(age_s), "" if age_s <= FIX_FRESH_S else "red")


def _kmh(position: Thing) -> str:
    speed_mps = position.get("speed_mps")
    return "–" if speed_mps is None else f"{speed_mps * 3.6:.0f}"


def _where(incident: Thing) -> str:
    position = incident["position"]
    return incident.get("address") or incident.get("near_place") or f"{position['lat']:.5f}, {position['lon']:.5f}"


def _after(begin: str, end: str | None) -> Text:
    return Text("not yet", "bold") if end is None else Text(_clock(_age_s(begin, _read(end))))


def _earliest(times: Iterable[Any]) -> str | None:
    return min((str(time) for time in times), default=None)


def _age_s(at: str, now: datetime) -> float:
    return (now - _read(at)).total_seconds()


def _read(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _clock(seconds: float) -> str:
    """Format as minutes and seconds, with hours if there are any: 0:07, 12:30, 1:02:30."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"
