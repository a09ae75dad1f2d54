"""How long a unit needs from the order to wheels rolling."""

from dispatch.domain.candidate import CandidateState
from dispatch.domain.turnout import TurnoutPolicy, turnout_kind
from dispatch.store.candidates import Start


def turnout_s(start: Start, policy: TurnoutPolicy) -> float:
    """As usual for that agency, from there, at that hour; never less than for a unit that is already moving.

    Without a history: from the station by the policy; almost nothing for a moving unit.
    """
    if start.turnout_s is not None:
        return max(policy.rolling_s, start.turnout_s)
    if start.state is CandidateState.ON_THE_ROAD:
        return policy.rolling_s
    return policy.usual_s(turnout_kind(agency_kind=start.agency_kind, profile=start.profile), start.hour)
