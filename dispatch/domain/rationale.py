"""The reasons given for each unit in the advice: its place among the others, and what to know about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from dispatch.domain.candidate import Basis, Candidate, CandidateState, is_trusted
from dispatch.domain.ranking import Sending
from dispatch.domain.reason import Reason, ReasonCode

LEFT_FEW = 1  # a larger number left is not worth mentioning
_SAY_ENOUGH = {ReasonCode.ONLY_ONE_WITH, ReasonCode.SAME_CREW}  # these say enough about what is left behind
AS_NEAR_WITHIN_S = 5.0  # nobody mentions that a unit is three seconds nearer


@dataclass(frozen=True, slots=True)
class Among:
    """All candidates in their order, the capabilities asked for, and the units advised."""

    in_order: Sequence[Candidate]
    asked: frozenset[str]
    advised: Collection[str]

    def for_the_same(self, one: Candidate, other: Candidate) -> bool:
        """Whether both could meet one of the same needs."""
        return other is not one and not self.asked.isdisjoint(one.capabilities & other.capabilities)

    def crew_goes_with(self, one: Candidate) -> str | None:
        """The advised vehicle that its crew would drive, if that is another one."""
        if one.crew_pool is None or one.unit_id in self.advised:
            return None
        mates = (each.unit_id for each in self.in_order if each.crew_pool == one.crew_pool)
        return next((unit_id for unit_id in mates if unit_id in self.advised), None)

    def scarcest_of(self, one: Candidate) -> str | None:
        """The capability it would be missed for most."""
        does = sorted(self.asked & one.capabilities)
        return min(does, key=lambda each: sum(each in other.capabilities for other in self.in_order), default=None)


def reasons_of(candidate: Candidate, among: Among, sending: Sending, instead_of: str | None = None) -> list[Reason]:
    """First its place among the others, then what it leaves behind and what to know of its position.

    `instead_of`: the unit it goes before because it comes by another road. The place of a unit whose crew goes with
    another vehicle is left out.
    """
    mate = among.crew_goes_with(candidate)
    if mate is not None:
        reasons = [Reason(ReasonCode.SAME_CREW, {"than": mate})]
    elif instead_of is not None:
        reasons = [Reason(ReasonCode.BY_ANOTHER_ROAD, {"than": instead_of})]
    else:
        reasons = _spared(candidate, among, sending) or _place_among(candidate, among)
    if {reason.code for reason in reasons}.isdisjoint(_SAY_ENOUGH):
        reasons += _leaves(candidate, among, sending)
    if candidate.fix_age_s is None:
        reasons.append(Reason(ReasonCode.NEVER_HEARD))
    elif candidate.state is CandidateState.STALE:
        reasons.append(Reason(ReasonCode.STALE_FIX, {"age_s": candidate.fix_age_s}))
    if candidate.state is CandidateState.AT_STATION:
        reasons.append(Reason(ReasonCode.FROM_STATION, {"turnout_s": candidate.turnout_s}))
    if candidate.basis is Basis.AIR_LINE and candidate.eta_s is not None:
        reasons.append(Reason(candidate.caveat or ReasonCode.AIR_LINE))
    if candidate.wait_s:
        reasons.append(Reason(ReasonCode.WAITS_ON_THE_WAY, {"wait_s": candidate.wait_s}))
    if candidate.in_closure:
        reasons.append(Reason(ReasonCode.IN_CLOSURE))
    return reasons


def _leaves(candidate: Candidate, among: Among, sending: Sending) -> list[Reason]:
    """What is left on its side of the city; for an advised unit, once all advised units have gone."""
    left = sending.leaves.get(candidate.unit_id)
    capability = among.scarcest_of(candidate)
    if left is None or capability is None:
        return []
    count = left.count
    if candidate.unit_id in among.advised:
        count -= sum(
            other is not candidate
            and other.unit_id in among.advised
            and capability in other.capabilities
            and other.unit_id in sending.leaves
            and sending.leaves[other.unit_id].side is left.side
            for other in among.in_order
        )
    if count > LEFT_FEW:
        return []
    return [Reason(ReasonCode.LEAVES, {"side": left.side, "count": max(0, count), "capability": capability})]


def _spared(candidate: Candidate, among: Among, sending: Sending) -> list[Reason]:
    """For a unit ranked before a nearer one because of what the nearer one's absence would cost the city."""
    if candidate.eta_s is None or not sending.loss_s or not is_trusted(candidate):
        return []
    limit_s = candidate.eta_s - AS_NEAR_WITHIN_S
    behind = islice(among.in_order, among.in_order.index(candidate) + 1, None)
    nearer = [
        other
        for other in behind
        if other.eta_s is not None
        and other.eta_s < limit_s
        and among.for_the_same(candidate, other)
        and is_trusted(other)
    ]
    if not nearer:
        return []
    nearest = min(nearer, key=lambda other: other.eta_s or 0.0)
    assert nearest.eta_s is not None
    side = sending.leaves[nearest.unit_id].side if nearest.unit_id in sending.leaves else None
    facts = {"than": nearest.unit_id, "by_s": candidate.eta_s - nearest.eta_s, "side": side}
    return [Reason(ReasonCode.SPARES_COVER, facts)]


def _place_among(candidate: Candidate, among: Among) -> list[Reason]:
    """Compared with the best that can do the same; nothing if distrust, not time, put it behind."""
    if candidate.eta_s is None:
        return [Reason(candidate.caveat or ReasonCode.NO_ETA)]
    rivals = (
        (other.unit_id, other.eta_s)
        for other in among.in_order
        if other.eta_s is not None and among.for_the_same(candidate, other)
    )
    first = next(rivals, None)
    if first is None:
        return [Reason(ReasonCode.ONLY_ONE_WITH, {"capabilities": sorted(candidate.capabilities & among.asked)})]
    rival, rival_eta_s = first
    if abs(rival_eta_s - candidate.eta_s) <= AS_NEAR_WITHIN_S:
        return [Reason(ReasonCode.AS_NEAR_AS, {"than": rival})]
    if rival_eta_s > candidate.eta_s and is_trusted(candidate):
        return [Reason(ReasonCode.NEAREST, {"than": rival, "by_s": rival_eta_s - candidate.eta_s})]
    if rival_eta_s <= candidate.eta_s:
        return [Reason(ReasonCode.SLOWER_BY, {"than": rival, "by_s": candidate.eta_s - rival_eta_s})]
    return []
