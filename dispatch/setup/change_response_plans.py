"""Change a city's run cards; every version is kept."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from asyncpg import UniqueViolationError

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.city import ResponsePlanSaved
from dispatch.domain.refusals import ResponsePlanChanged, ResponsePlanInvalid
from dispatch.domain.response_plan import AUTOMATIC_PRIORITY, ResponsePlan
from dispatch.store import event_log, plans
from dispatch.views.plans import PlansSavedOut
from geo.city.capabilities import CAPABILITIES


async def change_response_plans(
    conn: Connection,
    incident_type: str,
    new: Sequence[ResponsePlan],
    *,
    version: int | None,
    by: Account,
    now: datetime,
) -> PlansSavedOut:
    """Replace all plans of one type; `version` is the version that was edited, null for any.

    Raises:
        UnknownIncidentType.
        ResponsePlanChanged: somebody else was faster.
        ResponsePlanInvalid: see `require_sound`; or two plans for the same, or for another type.
    """
    await plans.lock_type(conn, incident_type)
    if others := sorted({plan.incident_type for plan in new} - {incident_type}):
        raise ResponsePlanInvalid(f"a plan is for {', '.join(others)}, not for {incident_type}")
    await require_sound(conn, new)
    current = await plans.version_of(conn, incident_type)
    if version is not None and version != current:
        raise ResponsePlanChanged(f"version {current} was saved in between", version=current)
    if current == 1:
        before = await plans.list_plans(conn, incident_type)
        await plans.keep_version(conn, incident_type, 1, before, at=now, by="system:run_cards")
    await _replace(conn, incident_type, new)
    await plans.keep_version(conn, incident_type, current + 1, new, at=now, by=by.name)
    saved = ResponsePlanSaved(incident_type=incident_type, version=current + 1)
    await event_log.append(conn, saved, by=by, at=now)
    return PlansSavedOut(incident_type=incident_type, version=current + 1, plans=new)


async def import_response_plans(
    conn: Connection, new: Sequence[ResponsePlan], *, by: Account, now: datetime
) -> list[PlansSavedOut]:
    """Import a whole file: all changed types in it, or none. Raises the errors of `change_response_plans`."""
    saved = []
    for code in sorted({plan.incident_type for plan in new}):
        of_type = [plan for plan in new if plan.incident_type == code]
        await plans.lock_type(conn, code)
        if not _is_same(of_type, await plans.list_plans(conn, code)):
            saved.append(await change_response_plans(conn, code, of_type, version=None, by=by, now=now))
    return saved


def _is_same(one: Collection[ResponsePlan], other: Collection[ResponsePlan]) -> bool:
    """The order of plans and requirements does not matter."""
    return _unordered(one) == _unordered(other)


def _unordered(listed: Collection[ResponsePlan]) -> Counter[object]:
    return Counter((replace(plan, requirements=()), frozenset(plan.requirements)) for plan in listed)


async def require_sound(conn: Connection, new: Collection[ResponsePlan]) -> None:
    """Raises ResponsePlanInvalid: part of the plan would have no effect, as a name in it does not exist."""
    named = {need.capability for plan in new for need in plan.requirements}
    if unknown := sorted(named - set(CAPABILITIES)):
        raise ResponsePlanInvalid(f"unknown capability {', '.join(unknown)}", known=CAPABILITIES)
    if unknown := await plans.unknown_areas(conn, {plan.area for plan in new if plan.area is not None}):
        raise ResponsePlanInvalid(f"the city has no area called {', '.join(unknown)}")
    for plan in new:
        keys = [(need.alarm_level, need.capability) for need in plan.requirements]
        if len(set(keys)) < len(keys):
            raise ResponsePlanInvalid("a capability is named twice at one alarm level", priority=plan.priority)
        if plan.automatic_after_s is not None and plan.priority not in (None, AUTOMATIC_PRIORITY):
            raise ResponsePlanInvalid("only priority 1 is sent automatically", priority=plan.priority)


async def _replace(conn: Connection, incident_type: str, new: Collection[ResponsePlan]) -> None:
    await plans.remove_plans(conn, incident_type)
    try:
        for plan in new:
            await plans.add_plan(conn, plan)
    except UniqueViolationError as error:
        raise ResponsePlanInvalid("two plans for the same type, priority and area") from error
