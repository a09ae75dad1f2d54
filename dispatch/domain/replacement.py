"""When a unit on its way may be replaced by a nearer one: the rules a suggestion must pass; pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from dispatch.domain.assignment import AssignmentStatus

# Neither at the scene nor with a patient.
ON_ITS_WAY = frozenset({AssignmentStatus.DISPATCHED, AssignmentStatus.ACKNOWLEDGED, AssignmentStatus.EN_ROUTE})


@dataclass(frozen=True, slots=True)
class ReplacementRules:
    """A saving must exceed both `saving_min_s` of the priority and `error_factor` times the error of both estimates."""

    saving_min_s: Mapping[int, float]
    error_factor: float
    lock_s: float  # a unit this near to its scene is left alone
    quiet: timedelta  # at most one replacement or diversion per call and per crew within it

    def saving_min_of(self, priority: int) -> float:
        """A priority that the city left out takes the largest minimum of the others."""
        return self.saving_min_s.get(priority, max(self.saving_min_s.values(), default=0.0))


class Objection(StrEnum):
    NOT_ON_THE_WAY = "not_on_the_way"
    ALMOST_THERE = "almost_there"
    LACKS_CAPABILITY = "lacks_capability"
    NO_ESTIMATE = "no_estimate"
    SAVES_TOO_LITTLE = "saves_too_little"
    WITHIN_ERROR = "within_error"
    WAITED_FOR = "waited_for"  # a priority 1 that still needs a unit could have it
    BACK_AND_FORTH = "back_and_forth"
    REASSIGNED_LATELY = "reassigned_lately"
    REFUSED = "refused"  # a person said no


@dataclass(frozen=True, slots=True)
class Errand:
    """A unit on its way; `needed`: those of its capabilities that its incident asks for."""

    assignment_id: UUID
    unit_id: str
    incident_id: UUID
    priority: int
    status: AssignmentStatus
    needed: frozenset[str]
    remaining_s: float | None
    error_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Rival:
    """A free unit; `eta_s` by road from now, turnout included."""

    unit_id: str
    capabilities: frozenset[str]
    eta_s: float | None
    error_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Replacement:
    """A replacement that was carried out."""

    incident_id: UUID
    replaced: str
    sent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """Other input: what was done earlier, what priority 1 incidents wait for, and what a person refused."""

    now: datetime
    earlier: Sequence[Replacement] = ()
    lacking: Collection[str] = ()
    refused: Collection[tuple[UUID, str]] = ()  # assignment and unit


@dataclass(frozen=True, slots=True)
class Proposal:
    errand: Errand
    rival: Rival

    @property
    def saving_s(self) -> float:
        """Only for pairs that have both estimates."""
        assert self.errand.remaining_s is not None
        assert self.rival.eta_s is not None
        return self.errand.remaining_s - self.rival.eta_s


def objection(errand: Errand, rival: Rival, board: Board, rules: ReplacementRules) -> Objection | None:
    """The first rule that objects, if any."""
    for rule in (_about_the_errand, _about_the_rival, _about_the_saving, _about_earlier_ones):
        found = rule(errand, rival, board, rules)
        if found is not None:
            return found
    return None


def propose(pairs: Sequence[tuple[Errand, Rival]], board: Board, rules: ReplacementRules) -> list[Proposal]:
    """At most one per incident and per free unit: the most urgent first, then the largest saving."""
    sound = [Proposal(errand, rival) for errand, rival in pairs if objection(errand, rival, board, rules) is None]
    sound.sort(key=lambda each: (each.errand.priority, -each.saving_s, each.rival.unit_id))
    taken: set[UUID | str] = set()
    chosen = []
    for each in sound:
        names: set[UUID | str] = {each.errand.incident_id, each.rival.unit_id}
        if not names & taken:
            taken |= names
            chosen.append(each)
    return chosen


def _about_the_errand(errand: Errand, _rival: Rival, _board: Board, rules: ReplacementRules) -> Objection | None:
    if errand.status not in ON_ITS_WAY:
        return Objection.NOT_ON_THE_WAY
    if errand.remaining_s is None:
        return Objection.NO_ESTIMATE
    return Objection.ALMOST_THERE if errand.remaining_s <= rules.lock_s else None


def _about_the_rival(errand: Errand, rival: Rival, board: Board, _rules: ReplacementRules) -> Objection | None:
    if not errand.needed or not errand.needed <= rival.capabilities:
        return Objection.LACKS_CAPABILITY
    if rival.eta_s is None:
        return Objection.NO_ESTIMATE
    if (errand.assignment_id, rival.unit_id) in board.refused:
        return Objection.REFUSED
    return Objection.WAITED_FOR if rival.capabilities.intersection(board.lacking) else None


def _about_the_saving(errand: Errand, rival: Rival, _board: Board, rules: ReplacementRules) -> Objection | None:
    saving_s = Proposal(errand, rival).saving_s
    if saving_s <= rules.saving_min_of(errand.priority):
        return Objection.SAVES_TOO_LITTLE
    error_s = max(errand.error_s, rival.error_s)
    return Objection.WITHIN_ERROR if saving_s <= rules.error_factor * error_s else None


def _about_earlier_ones(errand: Errand, rival: Rival, board: Board, rules: ReplacementRules) -> Objection | None:
    of_this_call = [each for each in board.earlier if each.incident_id == errand.incident_id]
    if any(each.replaced == rival.unit_id for each in of_this_call):
        return Objection.BACK_AND_FORTH
    crews = {errand.unit_id, rival.unit_id}
    of_these_crews = [each for each in board.earlier if crews & {each.replaced, each.sent}]
    lately = any(board.now - each.at < rules.quiet for each in (*of_this_call, *of_these_crews))
    return Objection.REASSIGNED_LATELY if lately else None
