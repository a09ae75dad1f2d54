"""Keep one alert for each fault, for as long as the fault lasts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.steps.end_alert import end_alert
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import alerts


@dataclass(frozen=True, slots=True)
class Cause:
    """`about` tells the cause from others of its kind; `more` is added to the alert's detail."""

    about: AlertDetail = field(default_factory=dict)
    more: AlertDetail = field(default_factory=dict)
    unit_key: int | None = field(default=None, kw_only=True)  # of the unit that the board shows with the alert


async def follow_causes(
    conn: Connection,
    kind: AlertKind,
    causes: Collection[Cause],
    *,
    by: Actor,
    at: datetime,
    again_after: timedelta,
    among: AlertDetail | None = None,
) -> int:
    """Return how many alerts were raised or ended; needs an open transaction.

    `causes` are all current causes, `among` the part of the kind that was searched. An alert that was taken but not
    fixed is raised again after `again_after`.
    """
    changed = 0
    for each in await alerts.standing(conn, kind, about=among):
        if not any(cause.about.items() <= each.detail.items() for cause in causes):
            changed += await end_alert(conn, each.alert_id, by=by, at=at)
    for cause in causes:
        if not await alerts.is_known(conn, kind, cause.about, since=at - again_after):
            detail = {**cause.about, **cause.more}
            changed += await raise_alert(conn, kind, by=by, at=at, detail=detail, unit_key=cause.unit_key)
    return changed
