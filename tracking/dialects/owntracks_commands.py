"""What an OwnTracks app can be told to do, by its `cmd` messages (booklet, docs/tech/json.md); pure."""

from typing import Any

MOVE_MODE = 2  # reports all the way, not only at significant changes
USUAL_INTERVAL_S = 5
HURRIED_INTERVAL_S = 1

REPORT_LOCATION = {"_type": "cmd", "action": "reportLocation"}


def set_pace(*, hurried: bool) -> dict[str, Any]:
    """Android heeds it where `remoteConfiguration` is on, iOS where `cmd` is; all else on the phone stays."""
    configuration = {"_type": "configuration", **pace(hurried=hurried)}
    return {"_type": "cmd", "action": "setConfiguration", "configuration": configuration}


def pace(*, hurried: bool) -> dict[str, int]:
    """In move mode Android goes by an interval of its own; `locatorInterval` is iOS's."""
    interval_s = HURRIED_INTERVAL_S if hurried else USUAL_INTERVAL_S
    return {"monitoring": MOVE_MODE, "locatorInterval": interval_s, "moveModeLocatorInterval": interval_s}
