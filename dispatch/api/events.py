"""The log of everything that happened, for those who audit."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Query
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from core.domain.actor import Account, Role
from core.store import event_chain
from core.store.event_chain import LoggedEvent
from dispatch.api.access import Allow
from dispatch.api.answers import answer
from dispatch.api.bodies import Code
from dispatch.api.desk import DeskAtHand
from dispatch.api.heavy_reads import IN_TURN
from dispatch.api.version_1 import version_1
from dispatch.domain.events.declared import ENTRIES_OF_BEFORE
from dispatch.domain.visibility import event_data_as_seen
from dispatch.views.files import EventOut

router = version_1()

Auditor = Annotated[Account, Depends(Allow(Role.SUPERVISOR, Role.ADMIN))]


KINDS_MAX = 100


@router.get("/events", dependencies=[IN_TURN], response_model=list[EventOut])
async def get_events(
    auditor: Auditor,
    desk: DeskAtHand,
    after: Annotated[int, Query(ge=0, lt=2**63)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Response:
    """In order and without gaps: continue with `after` set to the last `seq`."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(_as_seen(await event_chain.events_after(conn, after, limit=limit), auditor))


@router.get("/events/newest", dependencies=[IN_TURN], response_model=list[EventOut])
async def get_newest_events(
    auditor: Auditor,
    desk: DeskAtHand,
    before: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
    kind: Annotated[list[Code] | None, Query(max_length=KINDS_MAX)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Response:
    """The last ones, of the given kinds only if any are given; go further back with `before` set to the first `seq`."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(
            _as_seen(
                await event_chain.newest_events(conn, before=before, kinds=by_either_name(kind), limit=limit), auditor
            )
        )


def _as_seen(events: Iterable[LoggedEvent], auditor: Account) -> list[EventOut]:
    return [
        EventOut(
            seq=event.seq,
            kind=event.kind,
            at=event.at,
            actor=event.actor,
            incident_id=event.incident_id,
            data=event_data_as_seen(event.data, auditor.role),
        )
        for event in events
    ]


def by_either_name(kinds: Iterable[str] | None) -> set[str]:
    named = set(kinds or ())
    return named | {name for pair in ENTRIES_OF_BEFORE.items() if named.intersection(pair) for name in pair}
