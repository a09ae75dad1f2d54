"""How long a unit needs from the order to wheels rolling."""

from dispatch.domain.candidate import CandidateState
from dispatch.settings import DispatchSettings
from dispatch.store.candidates import Start


def turnout_s(start: Start, settings: DispatchSettings) -> float:
    """As it usually goes for that agency, from there, at that hour; never less than for one that rolls.

    Without a history: from the station 60 s for an ambulance and 80 s for fire (NFPA 1710); hardly any for who rolls.
    """
    if start.turnout_s is not None:
        return max(settings.turnout_rolling_s, start.turnout_s)
    if start.state is CandidateState.ON_THE_ROAD:
        return settings.turnout_rolling_s
    return settings.turnout_station_fire_s if start.agency_kind == "fire" else settings.turnout_station_ambulance_s
