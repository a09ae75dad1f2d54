"""How long a unit needs from the order to wheels rolling."""

from dispatch.domain.candidate import CandidateState
from dispatch.domain.turnout import turnout_kind
from dispatch.settings import DispatchSettings
from dispatch.store.candidates import Start


def turnout_s(start: Start, settings: DispatchSettings) -> float:
    """As it usually goes for that agency, from there, at that hour; never less than for one that rolls.

    Without a history: from the station as the policy says; hardly any for who rolls.
    """
    policy = settings.turnout
    if start.turnout_s is not None:
        return max(policy.rolling_s, start.turnout_s)
    if start.state is CandidateState.ON_THE_ROAD:
        return policy.rolling_s
    return policy.usual_s[turnout_kind(agency_kind=start.agency_kind, profile=start.profile)]
