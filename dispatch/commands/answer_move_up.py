"""Record the progress of a move-up: the crew has the order, or has reached the station."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account, Actor, DeviceActor, Role
from core.domain.refusals import NotAllowed
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.events.fleet import MoveUpAcknowledged, MoveUpArrived
from dispatch.domain.move_up_order import MoveUp
from dispatch.domain.refusals import MoveUpIsOver, StatusNotAllowed, UnknownAssignment, UnknownMoveUp
from dispatch.store import event_log, move_ups, order_messages, units, views
from dispatch.views.board import UnitOut

UNDER_WAY = frozenset({AssignmentStatus.DISPATCHED, AssignmentStatus.ACKNOWLEDGED, AssignmentStatus.EN_ROUTE})


async def answer_move_up(
    conn: Connection, move_up_id: UUID, status: AssignmentStatus, *, by: Actor, now: datetime
) -> UnitOut:
    """Return the unit. A crew sends `acknowledged` or `en_route`, and `on_scene` once it is at the station.

    Raises:
        UnknownAssignment, MoveUpIsOver, StatusNotAllowed; NotAllowed: a crew acts for its own unit only.
    """
    try:
        seen = await move_ups.get_move_up(conn, move_up_id)
    except UnknownMoveUp:
        raise UnknownAssignment("no such assignment", assignment_id=move_up_id) from None
    await units.lock_units(conn, [seen.unit_id])
    move_up = await move_ups.get_move_up(conn, move_up_id)
    _require_own(move_up, by)
    if move_up.ended_at is not None and status is AssignmentStatus.CANCELED:  # confirms that it was called back
        await order_messages.supersede_move_ups(conn, [move_up_id], at=now)
        return (await views.units(conn, [move_up.unit_key]))[0]
    if move_up.ended_at is not None:
        raise MoveUpIsOver("the move-up is over", unit_id=move_up.unit_id)
    if status in UNDER_WAY:
        if move_up.acknowledged_at is None:
            await move_ups.mark_acknowledged(conn, move_up_id, at=now)
            await _log(conn, MoveUpAcknowledged, move_up, by=by, now=now)
    elif status is AssignmentStatus.ON_SCENE:
        await arrive(conn, move_up, by=by, now=now)
    else:
        raise StatusNotAllowed(f"a move-up cannot become {status}", asked=status)
    return (await views.units(conn, [move_up.unit_key]))[0]


def _require_own(move_up: MoveUp, by: Actor) -> None:
    if isinstance(by, Account) and by.role is not Role.CREW:
        return
    if isinstance(by, Account | DeviceActor) and by.unit_key != move_up.unit_key:
        raise NotAllowed("a crew speaks for its own unit only", unit_id=move_up.unit_id)


async def arrive(conn: Connection, move_up: MoveUp, *, by: Actor, now: datetime) -> None:
    """The caller holds the unit's lock."""
    if move_up.arrived_at is None:
        await move_ups.mark_arrived(conn, move_up.id, at=now)
        await _log(conn, MoveUpArrived, move_up, by=by, now=now)


async def _log(
    conn: Connection,
    what: type[MoveUpAcknowledged] | type[MoveUpArrived],
    move_up: MoveUp,
    *,
    by: Actor,
    now: datetime,
) -> None:
    event = what(
        unit_id=move_up.unit_id,
        unit_key=move_up.unit_key,
        move_up_id=move_up.id,
        station_id=move_up.station.id,
    )
    await event_log.append(conn, event, by=by, at=now)
