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
    CLEAR = "clear"  # free again, wherever it stands
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
    """`reached_at` holds the time of every step taken; a step that was skipped is missing, never 0.

    `inferred` are those of them that only the track told; a press stands before it.
    `eta_s` was promised when it was sent: turnout and drive; null when it could not be computed.
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
    from_station: bool | None = None  # null: it could not be placed
    released_at: datetime | None = None
    replaces_id: UUID | None = None  # whom it replaces, once its crew acknowledged
    hospital_id: str | None = None  # where its crew takes the patient


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
    """The assignment as it should stand: `to` was reached, and nothing after it.

    `at` null keeps the time that `to` has, and is `recorded_at` for a step that has none. `dispatched` has its time
    from the order.

    Raises:
        NothingToCorrect: it stands there already, and no other time was named.
        StatusNotAllowed: a step ahead is an ordinary press.
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
    """Those that were never reached, if it really is at `to`."""
    return frozenset(
        step
        for step in assignment.reached_at
        if step is not to and (step in OVER or _STEPS.index(step) > _STEPS.index(to))
    )


def is_late_word(assignment: Assignment, of: AssignmentStatus, at: datetime) -> bool:
    """Whether this tells, afterwards, of a step that was skipped: pressed before the one it stands at, heard after.

    Two bridges, or a dead spot, may bring a crew's words out of order; their times are true all the same.
    So is a press of a step that only the track told so far.
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


# What a track proves of a crew that pressed nothing: who never acknowledged may drive for another reason.
_PROVES = {
    S.EN_ROUTE: frozenset({S.ACKNOWLEDGED}),
    S.ON_SCENE: frozenset({S.DISPATCHED, S.ACKNOWLEDGED, S.EN_ROUTE}),
    S.AT_HOSPITAL: frozenset({S.ON_SCENE, S.TRANSPORTING}),
}


def follow_track(assignment: Assignment, step: str, at: datetime) -> Assignment:
    """The status after a milestone that only the track told; unchanged where that proves nothing new."""
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
