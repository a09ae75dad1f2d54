"""Advice: for an incident, for the whole board, and of the cover of the city."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field

from dispatch.advice.advise_board import Sent
from dispatch.advice.read_cover import Cell, Share
from dispatch.api.bodies import Body
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.candidate import Basis, CandidateState
from geo.roads.router import Route


class RequirementOut(Body):
    capability: str
    count: int
    met: bool
    assigned: int
    advised: int
    missing: int


class CandidateOut(Body):
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
    caveat: str | None = Field(
        description="why there is no driving time (no_road, too_far) or one by air line only (router_slow, router_down,"
        " no_roads, scene_off_road)"
    )
    capabilities: list[str]
    reasons: list[str]


class BusyUnitOut(Body):
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


class LeftOutOut(Body):
    unit_id: str
    reason: str
    code: str


class FreesUpOut(Body):
    unit_id: str
    in_s: float
    words: str


class ShortfallOut(Body):
    """`frees_up`: which unit could be there next, and when."""

    capability: str
    missing: int
    reason: str
    code: str
    frees_up: FreesUpOut | None


class PlanUsedOut(Body):
    """`is_default`: the type has no plan of its own."""

    priority: int | None
    area: str | None
    is_default: bool
    automatic_after_s: int | None
    highest_alarm_level: int


class RecommendationOut(Body):
    id: UUID
    incident_id: UUID
    made_at: datetime
    requirements: list[RequirementOut]
    advised: list[str]
    candidates: list[CandidateOut]
    left_out: list[LeftOutOut]
    left_out_more: dict[str, int]
    nearest_proven: bool
    plan: PlanUsedOut | None
    first_due_eta_s: float | None
    full_attendance_eta_s: float | None
    shortfalls: list[ShortfallOut]
    busy: list[BusyUnitOut]
    routes: Mapping[str, Route | None]


class IncidentAdviceOut(Body):
    incident_id: UUID
    number: str
    type: str
    priority: int
    advised: list[str]
    send: list[Sent]
    wait_for: list[Sent]
    missing: list[str]


class BoardAdviceOut(Body):
    made_at: datetime
    incidents: list[IncidentAdviceOut]


class CoverMoveOut(Body):
    unit_id: str
    from_station_id: str
    station_id: str
    gain: float
    drive_s: float
    reason: str


class GroupCoverOut(Body):
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


class CoverOut(Body):
    made_at: datetime
    groups: list[GroupCoverOut]
