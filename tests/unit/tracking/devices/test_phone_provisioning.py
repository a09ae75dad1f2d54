"""A phone's QR code leads it to our server, with the device's identity."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tracking.devices import phone_provisioning
from tracking.devices.credentials import http_key


def configuration_of(link: str) -> dict[str, Any]:
    [inline] = parse_qs(urlsplit(link).query)["inline"]
    config: dict[str, Any] = json.loads(base64.b64decode(inline))
    return config


def test_owntracks_learns_broker_topic_and_login_and_sends_nothing_retained() -> None:
    config = configuration_of(phone_provisioning.owntracks_over_mqtt("mqtts://city.example", "AMB-01", "s3cret"))

    assert (config["_type"], config["host"], config["port"], config["tls"]) == (
        "configuration",
        "city.example",
        8883,
        True,
    )
    assert (config["username"], config["clientId"], config["password"]) == ("AMB-01", "AMB-01", "s3cret")
    assert config["pubTopicBase"] == "owntracks/AMB-01/phone"
    assert (config["cmd"], config["sub"], config["subTopic"]) == (True, True, "owntracks/AMB-01/phone/cmd")
    assert config["pubRetain"] is config["willRetain"] is False
    assert config["remoteConfiguration"] is True  # else Android ignores the intervals
    assert config["moveModeLocatorInterval"] == config["locatorInterval"] == 5  # one for Android, one for iOS


def test_owntracks_over_http_learns_the_address() -> None:
    config = configuration_of(phone_provisioning.owntracks_over_http("https://city.example/", "AMB-01", "s3cret"))

    assert (config["mode"], config["url"]) == (3, "https://city.example/ingest/owntracks")


def test_the_traccar_client_keeps_origin_and_path_as_its_server_and_the_query_as_settings() -> None:
    link = urlsplit(phone_provisioning.traccar_client("https://city.example", "AMB-01", "s3/cret"))

    assert (link.scheme, link.netloc, link.path) == ("https", "city.example", f"/ingest/osmand/{http_key('s3/cret')}")
    assert "s3" not in link.path
    config = {name: value for name, [value] in parse_qs(link.query).items()}
    assert (config["id"], config["service"]) == ("AMB-01", "true")
    assert config["fastest_interval"] == config["interval"] == "5"  # else the app sends once in thirty seconds
