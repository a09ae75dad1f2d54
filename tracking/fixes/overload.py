"""Chooses what to give up when fixes come faster than they can be stored; pure (decision 22)."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tracking.dialects.help_words import outcomes_of
from tracking.fixes.screening import Received
from tracking.sign import Sign, SignKind

type SentSign = tuple[str, SignKind]  # the device and the kind of its sign


class Thinned(NamedTuple):
    kept: list[Received]
    given_up: list[Received]
    fixes: int  # number given up: a message may hold many


def thin_out(waiting: Sequence[Received], *, keep: int) -> Thinned:
    """Cut down to `keep` messages: first the oldest that a newer one of the same device follows, then the oldest.

    A message with more than positions (a call for help) stays, unless it repeats an older one of its device.
    """
    newer = Counter(message.device_id for message in waiting)
    surplus = len(waiting) - keep
    kept: list[Received] = []
    given_up: list[Received] = []
    fixes = 0
    signs = set[SentSign]()
    for message in waiting:
        newer[message.device_id] -= 1
        surplus_here = surplus > len(given_up)
        if surplus_here and newer[message.device_id] and (places := _places(message, signs)) is not None:
            given_up.append(message)
            fixes += places
        else:
            kept.append(message)
    return _cut(Thinned(kept, given_up, fixes), surplus - len(given_up))


def _cut(thinned: Thinned, surplus: int) -> Thinned:
    """Give up the oldest: every device has only one message left, or calls for help."""
    kept, given_up, fixes = list[Received](), list(thinned.given_up), thinned.fixes
    signs = set[SentSign]()
    for message in thinned.kept:
        if surplus > 0 and (places := _places(message, signs)) is not None:
            surplus -= 1
            given_up.append(message)
            fixes += places
        else:
            kept.append(message)
    return Thinned(kept, given_up, fixes)


def _places(message: Received, sent_before: set[SentSign]) -> int | None:
    """Return how many fixes it has; None if it also has a sign that its device did not send before."""
    outcomes = outcomes_of(message.parse, message.payload, message.device_id)
    signs = {(message.device_id, outcome.kind) for outcome in outcomes if isinstance(outcome, Sign)}
    if not signs <= sent_before:
        sent_before |= signs
        return None
    return sum(not isinstance(outcome, Sign) for outcome in outcomes)
