"""Which units to send, and why: pure advice from the ranked candidates and the response plan (decision 4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.domain.candidate import Candidate, LeftOut, by_trust, can_come
from dispatch.domain.ranking import FIRST_OF_ALL, Sending, rank
from dispatch.domain.rationale import Among, reasons_of
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.requirement_matching import Filled, fill_by_crews
from dispatch.domain.response_plan import UnitRequirement
from dispatch.domain.route_diversity import by_other_roads


@dataclass(frozen=True, slots=True)
class Ranked:
    candidate: Candidate
    rank: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """How far one requirement is met: by units already sent, and by those advised now."""

    capability: str
    count: int
    assigned: int
    advised: int

    @property
    def missing(self) -> int:
        return max(0, self.count - self.assigned - self.advised)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """`frees_up`: which busy unit could fill it first, and when; null if none can."""

    capability: str
    missing: int
    reason: Reason
    frees_up: Reason | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    requirements: tuple[Met, ...]
    advised: tuple[str, ...]
    candidates: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...]
    shortfalls: tuple[Shortfall, ...]
    at_work: tuple[frozenset[str], ...] = ()  # the capabilities of each unit that was sent before


def advise(
    needs: Sequence[UnitRequirement],
    assigned: Sequence[frozenset[str]],
    candidates: Sequence[Candidate],
    left_out: Sequence[LeftOut],
    sending: Sending = FIRST_OF_ALL,
) -> Advice:
    """Rank the free units by trust, then ETA and cover, and advise the first that meet what is still missing.

    A unit without a driving time is listed after all others and meets nothing.

    Args:
        needs: what the plan asks for at this alarm level, by capability.
        assigned: the capabilities of each unit that works on the incident already.
        candidates: every free unit that could go, in any order.
        left_out: the units that cannot, each with what keeps it; passed on, and read for the shortfalls.
        sending: how urgent it is, and what the rest of the city loses by each unit.
    """
    slots = [need.capability for need in needs for _ in range(need.count)]
    by_rank = rank([each for each in candidates if can_come(each)], sending)
    able, instead_of = by_other_roads(by_rank, _open_slots(slots, assigned, by_rank))
    filled = fill_by_crews(slots, able, assigned)
    met = _requirements_met(needs, slots, filled)
    advised = tuple(able[index].unit_id for index in sorted(filled.chosen))
    lost = sorted((each for each in candidates if not can_come(each)), key=by_trust)
    in_order = [*able, *lost]
    among = Among(in_order, frozenset(slots), advised)
    return Advice(
        requirements=met,
        advised=advised,
        candidates=tuple(
            Ranked(each, index + 1, tuple(reasons_of(each, among, sending, instead_of.get(each.unit_id))))
            for index, each in enumerate(in_order)
        ),
        left_out=tuple(left_out),
        shortfalls=tuple(_shortfall(row, [*left_out, *map(_out_of_reach, lost)]) for row in met if row.missing),
        at_work=tuple(assigned),
    )


def _out_of_reach(candidate: Candidate) -> LeftOut:
    return LeftOut(candidate.unit_id, candidate.capabilities, Reason(candidate.caveat or ReasonCode.NO_ETA))


def _open_slots(slots: Sequence[str], assigned: Sequence[frozenset[str]], by_rank: Sequence[Candidate]) -> list[str]:
    """The requirements left for the units that could come."""
    if not assigned:
        return list(slots)
    held = fill_by_crews(slots, by_rank, assigned).at_work.values()
    return [capability for index, capability in enumerate(slots) if index not in held]


def _requirements_met(needs: Sequence[UnitRequirement], slots: Sequence[str], filled: Filled) -> tuple[Met, ...]:
    assigned = [slots[slot] for slot in filled.at_work.values()]
    advised = [slots[slot] for slot in filled.chosen.values()]
    return tuple(
        Met(need.capability, need.count, assigned.count(need.capability), advised.count(need.capability))
        for need in needs
    )


def _shortfall(row: Met, left_out: Sequence[LeftOut]) -> Shortfall:
    """Why the requirement is not met: there is no such unit, or what makes the existing ones unavailable."""
    able = [unit.reason.code for unit in left_out if row.capability in unit.capabilities]
    kept = [code for code in able if code is not ReasonCode.SENT_HERE]
    if not kept:
        code = ReasonCode.NONE_FREE if row.advised or row.assigned or able else ReasonCode.NO_SUCH_UNIT
        return Shortfall(row.capability, row.missing, Reason(code, {"capability": row.capability}))
    facts = {
        "capability": row.capability,
        "because": {code.value: kept.count(code) for code in dict.fromkeys(kept)},
    }
    return Shortfall(row.capability, row.missing, Reason(ReasonCode.NONE_FREE, facts))
