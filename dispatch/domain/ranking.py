"""The order in which units would go: pure, by road ETA and by what the rest of the city loses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dispatch.domain.candidate import Candidate, by_trust, is_heard, is_trusted
from dispatch.domain.waiting_limits import WAITS_AT_MOST_S


class Side(StrEnum):
    """Of the city, as people name it."""

    NORTH = "north"
    EAST = "east"
    SOUTH = "south"
    WEST = "west"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Left:
    """How many units of its kind are free on that side of the city once this one has gone."""

    side: Side
    count: int


@dataclass(frozen=True, slots=True)
class Sending:
    """How urgent it is, and by unit what the rest of the city loses when it goes: seconds for the next call."""

    priority: int = 1
    waited_s: float = 0.0
    loss_s: Mapping[str, float] = field(default_factory=dict)
    leaves: Mapping[str, Left] = field(default_factory=dict)


FIRST_OF_ALL = Sending()

# By priority: the weight of a second of cover lost against one of arrival; how much later than the nearest a unit may
# come for that, a limit that shrinks to 0 as the incident waits.
COVER_WEIGHT: Mapping[int, float] = {2: 0.5, 3: 1.0, 4: 2.0, 5: 3.0}
LATER_MAX_S: Mapping[int, float] = {2: 60.0, 3: 180.0, 4: 300.0, 5: 600.0}
LOSS_STEP_S = 1.0  # two units side by side at their station cost the same cover, however the metres differ


def rank(candidates: Sequence[Candidate], sending: Sending = FIRST_OF_ALL) -> list[Candidate]:
    """Trusted units by ETA and cover, then the others by trust and ETA.

    Among those that cannot be told from the first, a unit that was heard goes before one that is only assumed to be at
    its station. Priority 1: by ETA; among those that cannot be told apart, the one whose absence costs the city least.
    Others: ETA plus weighted loss of cover, never later than the nearest by more than a limit that shrinks to 0 with
    waiting.
    """
    in_order = sorted(candidates, key=by_trust)
    trusted = [candidate for candidate in in_order if is_trusted(candidate)]
    rest = in_order[len(trusted) :]
    if not sending.loss_s and all(map(is_heard, trusted)):
        return in_order
    patience = _patience(sending)
    ranked = []
    while trusted:
        best = _best(trusted, sending, patience)
        trusted.remove(best)
        ranked.append(best)
    return ranked + rest


def _best(by_eta: Sequence[Candidate], sending: Sending, patience: float) -> Candidate:
    first = by_eta[0]
    assert first.eta_s is not None
    later_max_s = max(first.band_s, LATER_MAX_S.get(sending.priority, 0.0) * patience)
    in_time = [each for each in by_eta if each.eta_s is not None and each.eta_s <= first.eta_s + later_max_s]
    if any(is_heard(each) and each.eta_s is not None and each.eta_s <= first.eta_s + first.band_s for each in by_eta):
        in_time = [each for each in in_time if is_heard(each)]
    weight = COVER_WEIGHT.get(sending.priority, 0.0) * patience

    def cost(candidate: Candidate) -> tuple[float, float]:
        assert candidate.eta_s is not None
        assert first.eta_s is not None
        loss_s = sending.loss_s.get(candidate.unit_id, 0.0) // LOSS_STEP_S * LOSS_STEP_S
        delay_s = candidate.eta_s - first.eta_s
        counted_s = 0.0 if delay_s <= first.band_s else delay_s
        return (counted_s + weight * loss_s if weight else loss_s, candidate.eta_s)

    return min(in_time, key=cost)


def _patience(sending: Sending) -> float:
    """From 1 down to 0: after a long wait an incident is treated like priority 1, which never waits for cover."""
    if sending.priority == 1:
        return 0.0
    return max(0.0, 1.0 - sending.waited_s / WAITS_AT_MOST_S[sending.priority])
