"""A phone's QR code leads it to our server, with the device's identity."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tracking.devices import phone_provisioning
from tracking.devices.credentials import http_key


def configuration_of(link: str) -> dict[str, Any]:
    [inline] = parse_qs(urlsplit(link).query)["inline"]
    told: dict[str, Any] = json.loads(base64.b64decode(inline))
    return told


def test_owntracks_learns_broker_topic_and_login_and_sends_nothing_retained() -> None:
    told = configuration_of(phone_provisioning.owntracks_over_mqtt("mqtts://city.example", "AMB-01", "s3cret"))

    assert (told["_type"], told["host"], told["port"], told["tls"]) == ("configuration", "city.example", 8883, True)
    assert (told["username"], told["clientId"], told["password"]) == ("AMB-01", "AMB-01", "s3cret")
    assert told["pubTopicBase"] == "owntracks/AMB-01/phone"
    assert (told["cmd"], told["sub"], told["subTopic"]) == (True, True, "owntracks/AMB-01/phone/cmd")
    assert told["pubRetain"] is told["willRetain"] is False
    assert told["remoteConfiguration"] is True  # else Android ignores the intervals
    assert told["moveModeLocatorInterval"] == told["locatorInterval"] == 5  # one for Android, one for iOS


def test_owntracks_over_http_learns_the_address() -> None:
    told = configuration_of(phone_provisioning.owntracks_over_http("https://city.example/", "AMB-01", "s3cret"))

    assert (told["mode"], told["url"]) == (3, "https://city.example/ingest/owntracks")


def test_the_traccar_client_keeps_origin_and_path_as_its_server_and_the_query_as_settings() -> None:
    link = urlsplit(phone_provisioning.traccar_client("https://city.example", "AMB-01", "s3/cret"))

    assert (link.scheme, link.netloc, link.path) == ("https", "city.example", f"/ingest/osmand/{http_key('s3/cret')}")
    assert "s3" not in link.path
    told = {name: value for name, [value] in parse_qs(link.query).items()}
    assert (told["id"], told["service"]) == ("AMB-01", "true")
    assert told["fastest_interval"] == told["interval"] == "5"  # else the app sends once in thirty seconds
