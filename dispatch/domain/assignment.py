"""A unit's work on an incident, from the order to clear."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from dispatch.domain.refusals import AssignmentIsOver, NothingToCorrect, StatusNotAllowed


class AssignmentStatus(StrEnum):
    DISPATCHED = "dispatched"  # the order is written; turnout time starts
    ACKNOWLEDGED = "acknowledged"  # the crew confirmed the order
    EN_ROUTE = "en_route"  # wheels rolling; turnout ends, travel starts
    ON_SCENE = "on_scene"  # wheels stopped at the incident; travel ends
    TRANSPORTING = "transporting"  # patient on board, wheels rolling again
    AT_HOSPITAL = "at_hospital"  # wheels stopped at the hospital
    CLEAR = "clear"  # free again, wherever it is
    CANCELED = "canceled"  # called off by the desk


S = AssignmentStatus

OVER = frozenset({S.CLEAR, S.CANCELED})

# Crews press buttons late, so a step may be skipped; none may be undone.
NEXT: Mapping[AssignmentStatus, frozenset[AssignmentStatus]] = {
    S.DISPATCHED: frozenset(
        {S.ACKNOWLEDGED, S.EN_ROUTE, S.ON_SCENE, S.TRANSPORTING, S.AT_HOSPITAL, S.CLEAR, S.CANCELED}
    ),
    S.ACKNOWLEDGED: frozenset({S.EN_ROUTE, S.ON_SCENE, S.TRANSPORTING, S.AT_HOSPITAL, S.CLEAR, S.CANCELED}),
    S.EN_ROUTE: frozenset({S.ON_SCENE, S.TRANSPORTING, S.AT_HOSPITAL, S.CLEAR, S.CANCELED}),
    S.ON_SCENE: frozenset({S.TRANSPORTING, S.AT_HOSPITAL, S.CLEAR, S.CANCELED}),
    S.TRANSPORTING: frozenset({S.AT_HOSPITAL, S.CLEAR}),
    S.AT_HOSPITAL: frozenset({S.CLEAR}),
    S.CLEAR: frozenset(),
    S.CANCELED: frozenset(),
}

_STEPS = tuple(S)  # in the order of an errand


@dataclass(frozen=True, slots=True)
class Assignment:
    """`reached_at` holds the time of every step taken; a skipped step is missing, never 0.

    `inferred` lists the steps known only from the track; a button press takes precedence over it. `eta_s` (turnout plus
    drive) was promised when the unit was sent; null if it could not be computed.
    """

    id: UUID
    unit_key: int
    unit_id: str
    incident_id: UUID
    status: AssignmentStatus
    dispatched_at: datetime
    reached_at: Mapping[AssignmentStatus, datetime] = field(default_factory=dict)
    inferred: frozenset[AssignmentStatus] = frozenset()
    eta_s: float | None = None
    drive_s: float | None = None
    distance_m: float | None = None
    polyline6: str | None = None
    reason: str | None = None
    from_station: bool | None = None  # null: the location of the unit was unknown
    released_at: datetime | None = None
    replaces_id: UUID | None = None  # the assignment it replaces once its crew has acknowledged
    hospital_id: str | None = None  # the hospital its crew takes the patient to


def advance(assignment: Assignment, to: AssignmentStatus, at: datetime, *, recorded_at: datetime) -> Assignment:
    """Move to the next status; the same status again changes nothing (MQTT may deliver twice).

    Raises:
        AssignmentIsOver: it is clear or canceled already.
        StatusNotAllowed: the step would go back.
    """
    if to is assignment.status:
        return assignment
    if assignment.status in OVER:
        raise AssignmentIsOver("the assignment is over", assignment_status=assignment.status)
    if to not in NEXT[assignment.status]:
        raise StatusNotAllowed(f"{assignment.status} cannot become {to}", assignment_status=assignment.status, asked=to)
    return replace(
        assignment,
        status=to,
        reached_at={**assignment.reached_at, to: at},
        inferred=assignment.inferred - {to},
        released_at=recorded_at if to in OVER else None,
    )


def correct(assignment: Assignment, to: AssignmentStatus, at: datetime | None, *, recorded_at: datetime) -> Assignment:
    """Return the corrected assignment: `to` was reached, and nothing after it.

    If `at` is null, `to` keeps its time, or gets `recorded_at` if it has none. `dispatched` keeps the time of the
    order.

    Raises:
        NothingToCorrect: the assignment is at `to` already, and no other time was given.
        StatusNotAllowed: a later step is an ordinary press.
    """
    if to is assignment.status and (at is None or to is S.DISPATCHED):
        raise NothingToCorrect(f"it is {to} already", assignment_status=assignment.status)
    both_over = {to, assignment.status} <= OVER
    if _STEPS.index(to) > _STEPS.index(assignment.status) and not both_over:
        raise StatusNotAllowed(f"{to} lies ahead of {assignment.status}: press it", assignment_status=assignment.status)
    kept = {step: time for step, time in assignment.reached_at.items() if step not in wrong_steps(assignment, to)}
    reached: Mapping[AssignmentStatus, datetime] = {} if to is S.DISPATCHED else {to: at or kept.get(to) or recorded_at}
    return replace(
        assignment,
        status=to,
        reached_at={**kept, **reached},
        inferred=frozenset(assignment.inferred & kept.keys()) - {to},
        released_at=assignment.released_at if to in OVER else None,
        hospital_id=assignment.hospital_id if _STEPS.index(to) >= _STEPS.index(S.TRANSPORTING) else None,
    )


def wrong_steps(assignment: Assignment, to: AssignmentStatus) -> frozenset[AssignmentStatus]:
    """The steps that were recorded but not reached if the assignment is really at `to`."""
    return frozenset(
        step
        for step in assignment.reached_at
        if step is not to and (step in OVER or _STEPS.index(step) > _STEPS.index(to))
    )


def is_late_word(assignment: Assignment, of: AssignmentStatus, at: datetime) -> bool:
    """Whether this reports a skipped step late: pressed before the current one, received after it.

    Two bridges, or a dead spot, may deliver a crew's messages out of order; their times are true all the same. The same
    holds for a press of a step that was so far known only from the track.
    """
    if of in assignment.inferred:
        return at >= assignment.dispatched_at
    stands_since = assignment.reached_at.get(assignment.status)
    return (
        of in _STEPS[: _STEPS.index(assignment.status)]
        and of is not S.DISPATCHED
        and of not in assignment.reached_at
        and stands_since is not None
        and assignment.dispatched_at <= at
        and (at < stands_since or assignment.status in assignment.inferred)
    )


# What a track proves for a crew that pressed nothing: without an acknowledgement, it may be driving for another reason.
_PROVES = {
    S.EN_ROUTE: frozenset({S.ACKNOWLEDGED}),
    S.ON_SCENE: frozenset({S.DISPATCHED, S.ACKNOWLEDGED, S.EN_ROUTE}),
    S.AT_HOSPITAL: frozenset({S.ON_SCENE, S.TRANSPORTING}),
}


def follow_track(assignment: Assignment, step: str, at: datetime) -> Assignment:
    """The status after a milestone known only from the track; unchanged if that proves nothing new."""
    status = next((known for known in _PROVES if known == step), None)
    if status is None or assignment.status not in _PROVES[status]:
        return assignment
    return replace(
        assignment,
        status=status,
        reached_at={**assignment.reached_at, status: at},
        inferred=assignment.inferred | {status},
    )


def turnout_time(assignment: Assignment) -> timedelta | None:
    """From dispatched to en route (NFPA 1710); None while the unit has not left."""
    left_at = assignment.reached_at.get(S.EN_ROUTE)
    return left_at - assignment.dispatched_at if left_at else None
