"""The `cmd` messages that control an OwnTracks app (booklet, docs/tech/json.md); pure."""

from typing import Any

MOVE_MODE = 2  # reports all along the way, not only at significant changes
USUAL_INTERVAL_S = 5
HURRIED_INTERVAL_S = 1

REPORT_LOCATION = {"_type": "cmd", "action": "reportLocation"}


def set_pace(*, hurried: bool) -> dict[str, Any]:
    """Android obeys it if `remoteConfiguration` is on, iOS if `cmd` is; other settings on the phone stay."""
    configuration = {"_type": "configuration", **pace(hurried=hurried)}
    return {"_type": "cmd", "action": "setConfiguration", "configuration": configuration}


def pace(*, hurried: bool) -> dict[str, int]:
    """In move mode Android uses `moveModeLocatorInterval`, iOS `locatorInterval`."""
    interval_s = HURRIED_INTERVAL_S if hurried else USUAL_INTERVAL_S
    return {"monitoring": MOVE_MODE, "locatorInterval": interval_s, "moveModeLocatorInterval": interval_s}
