"""How long a unit needs from the order to wheels rolling."""

from dispatch.domain.candidate import CandidateState
from dispatch.settings import DispatchSettings
from dispatch.store.candidates import Start


def turnout_s(start: Start, settings: DispatchSettings) -> float:
    """From the station 60 s for an ambulance and 80 s for fire (NFPA 1710); hardly any for one that rolls."""
    if start.state is CandidateState.ON_THE_ROAD:
        return settings.turnout_rolling_s
    return settings.turnout_station_fire_s if start.agency_kind == "fire" else settings.turnout_station_ambulance_s
