"""Links that set up a phone's tracking app in one step, shown as a QR code.

They hold the device's password, or its key for URLs.

OwnTracks: `owntracks:///config?inline=` with its configuration (booklet, docs/tech/json.md, `_type` configuration).
Traccar Client: the address to report to, with the settings as its query (its `ConfigurationService.applyUri`).
"""

import base64
import json
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tracking.devices.credentials import http_key
from tracking.dialects.owntracks_commands import USUAL_INTERVAL_S, pace

PHONE = "phone"  # the name of the device within the OwnTracks topic of its user
DISTANCE_M = 10
HEARTBEAT_S = 60  # while stationary: a minute of silence is usual, more is not
HTTP_MODE, MQTT_MODE = 3, 0


def owntracks_over_mqtt(broker_url: str, device_id: str, password: str) -> str:
    """The broker refuses retained messages, so the app must send none."""
    broker = urlsplit(broker_url)
    tls = broker.scheme == "mqtts"
    return _owntracks(
        device_id,
        password,
        {
            "mode": MQTT_MODE,
            "host": broker.hostname,
            "port": broker.port or (8883 if tls else 1883),
            "tls": tls,
            "clientId": device_id,
            "pubTopicBase": f"owntracks/{device_id}/{PHONE}",
            "sub": True,
            "subTopic": f"owntracks/{device_id}/{PHONE}/cmd",
            "pubQos": 1,
            "subQos": 1,
            "pubRetain": False,
            "willRetain": False,
            "cleanSession": False,
        },
    )


def owntracks_over_http(api_url: str, device_id: str, password: str) -> str:
    return _owntracks(device_id, password, {"mode": HTTP_MODE, "url": f"{api_url.rstrip('/')}/ingest/owntracks"})


def traccar_client(api_url: str, device_id: str, password: str) -> str:
    """Put the key in the path: the app keeps origin and path as its server, and the query as its settings.

    A setting left out keeps the app's default: at most one fix in thirty seconds, none while stationary, not started.
    """
    settings = {
        "id": device_id,
        "accuracy": "highest",
        "interval": USUAL_INTERVAL_S,
        "fastest_interval": USUAL_INTERVAL_S,
        "heartbeat": HEARTBEAT_S,
        "distance": DISTANCE_M,
        "buffer": "true",
        "service": "true",
    }
    return f"{api_url.rstrip('/')}/ingest/osmand/{quote(http_key(password), safe='')}?{urlencode(settings)}"


def _owntracks(device_id: str, password: str, more: dict[str, Any]) -> str:
    configuration = {
        "_type": "configuration",
        "auth": True,
        "username": device_id,
        "password": password,
        "deviceId": PHONE,
        "tid": device_id[-2:],
        **pace(hurried=False),
        "locatorDisplacement": DISTANCE_M,
        "cmd": True,
        "remoteConfiguration": True,
        "allowRemoteLocation": True,
        "extendedData": True,
        **more,
    }
    inline = base64.b64encode(json.dumps(configuration).encode()).decode()
    return f"owntracks:///config?inline={quote(inline, safe='')}"
