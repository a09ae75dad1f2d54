"""Advice: for an incident, for the whole board, and of the cover of the city."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from base.view import View
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.candidate import Basis, CandidateState
from geo.roads.router import Route


class RequirementOut(View, frozen=True):
    capability: str
    count: int
    met: bool
    assigned: int
    advised: int
    missing: int


class CandidateOut(View, frozen=True):
    unit_id: str
    rank: int
    eta_s: float | None
    turnout_s: float
    drive_s: float | None
    eta_p50_s: float | None
    eta_p90_s: float | None
    distance_m: float | None
    state: CandidateState
    fix_age_s: float | None
    basis: Basis
    caveat: Annotated[
        str | None,
        Field(
            description="why there is no driving time (no_road, too_far) or one by air line only (router_slow,"
            " router_down, no_roads, scene_off_road)"
        ),
    ]
    capabilities: list[str]
    reasons: list[str]


class BusyUnitOut(View, frozen=True):
    """A unit at work that could be there sooner, once a person has freed it."""

    unit_id: str
    status: AssignmentStatus
    assignment_id: UUID
    incident_id: UUID
    is_diversion: bool
    free_in_s: float
    eta_s: float
    saves_s: float | None
    distance_m: float | None
    basis: Basis
    capabilities: list[str]
    reason: str


class LeftOutOut(View, frozen=True):
    unit_id: str
    reason: str
    code: str


class FreesUpOut(View, frozen=True):
    unit_id: str
    in_s: float
    words: str


class ShortfallOut(View, frozen=True):
    """`frees_up`: which unit could be there next, and when."""

    capability: str
    missing: int
    reason: str
    code: str
    frees_up: FreesUpOut | None


class PlanUsedOut(View, frozen=True):
    """`is_default`: the type has no plan of its own."""

    priority: int | None
    area: str | None
    is_default: bool
    automatic_after_s: int | None
    highest_alarm_level: int


class RecommendationOut(View, frozen=True):
    id: UUID
    incident_id: UUID
    made_at: datetime
    requirements: list[RequirementOut]
    advised: Sequence[str]
    candidates: list[CandidateOut]
    left_out: list[LeftOutOut]
    left_out_more: Mapping[str, int]
    nearest_proven: bool
    plan: PlanUsedOut | None
    first_due_eta_s: float | None
    full_attendance_eta_s: float | None
    shortfalls: list[ShortfallOut]
    busy: list[BusyUnitOut]
    routes: Mapping[str, Route | None]


class Sent(View, frozen=True):
    """`free_in_s`: it is busy, and worth waiting for; null if it can go now."""

    unit_id: str
    capability: str
    eta_s: float
    free_in_s: float | None


class IncidentAdviceOut(View, frozen=True):
    incident_id: UUID
    number: str
    type: str
    priority: int
    advised: list[str]
    send: Sequence[Sent]
    wait_for: Sequence[Sent]
    missing: Sequence[str]


class BoardAdviceOut(View, frozen=True):
    made_at: datetime
    incidents: list[IncidentAdviceOut]


class CoverMoveOut(View, frozen=True):
    unit_id: str
    from_station_id: str
    station_id: str
    gain: float
    drive_s: float
    reason: str


class Share(View, frozen=True):
    """Of the calls of this hour: the share that any unit reaches in time, and the share expected to be answered so."""

    reached: float
    expected: float


class Cell(View, frozen=True):
    """`bbox`: west, south, east, north; `share`: of the calls of this hour; `units`: free ones that arrive in time."""

    bbox: tuple[float, float, float, float]
    share: float
    units: int


class GroupCoverOut(View, frozen=True):
    """`now`, `without` and `when_all_home` are null while no roads are known."""

    capability: str
    target_s: float
    map_made_at: datetime | None
    units: int
    free_units: int
    now: Share | None
    without: Share | None
    when_all_home: Share | None
    moves: list[CoverMoveOut]
    go_to: list[CoverMoveOut]
    cells: Sequence[Cell]


class CoverOut(View, frozen=True):
    made_at: datetime
    groups: list[GroupCoverOut]
