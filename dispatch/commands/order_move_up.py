"""Send a free unit to stand in at a station, call it back, or note its crew's refusal; an order like any other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from core.domain.actor import Account
from core.domain.ids import new_id
from dispatch import outbox
from dispatch.commands.assign_units import PlannedDrive, require_free
from dispatch.domain.events.fleet import MoveUpRefused, UnitCalledBack, UnitMovedUp
from dispatch.domain.move_up_order import MoveUp
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.domain.position_policy import PositionPolicy
from dispatch.domain.refusals import MoveUpIsOver
from dispatch.store import candidates, event_log, move_ups, units, views
from dispatch.views.board import UnitOut
from geo.roads.profiles import vehicle_profile
from geo.roads.travel_times import TravelTimes


@dataclass(frozen=True, slots=True)
class WantedMove:
    """`gain` as suggested; null if a person thought of the move."""

    unit_id: str
    station_id: str
    gain: float | None = None
    reason: str | None = None


async def plan_drive(
    pool: Pool, travel_times: TravelTimes, wanted: WantedMove, *, now: datetime, positions: PositionPolicy
) -> PlannedDrive | None:
    """Called before the transaction, as it waits for the router; None for a unit with no known location."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        station = await move_ups.get_station(conn, wanted.station_id)
        starts = await candidates.starts_of(conn, [wanted.unit_id], now=now, positions=positions)
    if not starts:
        return None
    (start,) = starts
    (way,) = await travel_times.etas_to(station.position, [start.position], vehicle_profile(start.profile))
    return PlannedDrive(0.0, way.route)


async def order_move_up(
    conn: Connection,
    wanted: WantedMove,
    *,
    planned: PlannedDrive | None,
    by: Account,
    now: datetime,
    orders: OrderPolicy,
) -> UnitOut:
    """Return the unit; it stays available. A newer move replaces an older one.

    Raises:
        UnknownUnit, UnknownStation, UnitAlreadyAssigned, CrewIsOut, UnitNotInService.
    """
    [unit] = crew = await units.lock_units(conn, [wanted.unit_id])
    await require_free(conn, crew)
    station = await move_ups.get_station(conn, wanted.station_id)
    await move_ups.end_of_units(conn, [unit.key], move_ups.REPLACED, at=now)
    route = planned.route if planned else None
    move_up = MoveUp(
        new_id(),
        unit.key,
        unit.unit_id,
        station,
        now,
        drive_s=route.eta_s if route else None,
        distance_m=route.distance_m if route else None,
        polyline6=route.polyline6 if route else None,
        gain=wanted.gain,
        reason=wanted.reason,
    )
    await move_ups.add_move_up(conn, move_up, by=by.id)
    await outbox.enqueue_move_up(conn, move_up, OrderKind.MOVE_UP, at=now, expires_at=orders.expires_at(now))
    ordered = UnitMovedUp(
        unit_id=unit.unit_id,
        unit_key=unit.key,
        move_up_id=move_up.id,
        station_id=station.id,
        gain=wanted.gain,
        reason=wanted.reason,
    )
    await event_log.append(conn, ordered, by=by, at=now)
    return (await views.units(conn, [unit.key]))[0]


async def call_back(conn: Connection, move_up_id: UUID, *, by: Account, now: datetime, orders: OrderPolicy) -> UnitOut:
    """Its crew goes back to its own station. Raises UnknownMoveUp, MoveUpIsOver."""
    seen = await move_ups.get_move_up(conn, move_up_id)
    await units.lock_units(conn, [seen.unit_id])
    move_up = await move_ups.get_move_up(conn, move_up_id)
    if move_up.ended_at is not None:
        raise MoveUpIsOver("the move-up is over", unit_id=move_up.unit_id)
    await move_ups.end_of_units(conn, [move_up.unit_key], move_ups.CALLED_BACK, at=now)
    await outbox.enqueue_move_up(conn, move_up, OrderKind.CANCEL, at=now, expires_at=orders.expires_at(now))
    called = UnitCalledBack(
        unit_id=move_up.unit_id, unit_key=move_up.unit_key, move_up_id=move_up_id, station_id=move_up.station.id
    )
    await event_log.append(conn, called, by=by, at=now)
    return (await views.units(conn, [move_up.unit_key]))[0]


async def refuse_move(conn: Connection, wanted: WantedMove, *, by: Account, now: datetime) -> UnitOut:
    """The crew is on its break, or the desk knows better: the move is not suggested again for a while."""
    unit = (await units.lock_units(conn, [wanted.unit_id]))[0]
    station = await move_ups.get_station(conn, wanted.station_id)
    await move_ups.add_refusal(conn, unit.key, station.id, reason=wanted.reason, by=by.id, at=now)
    refused = MoveUpRefused(unit_id=unit.unit_id, unit_key=unit.key, station_id=station.id, reason=wanted.reason)
    await event_log.append(conn, refused, by=by, at=now)
    return (await views.units(conn, [unit.key]))[0]
