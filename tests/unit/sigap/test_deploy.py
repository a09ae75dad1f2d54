"""The files for a city's own servers have the same settings as the embedded stack."""

from pathlib import Path

from paho.mqtt.client import topic_matches_sub

from mqtt_bridge.topics import FLOOD_TOPICS, SOS_TOPICS
from sigap.mosquitto import BRIDGE_ACL, CONFIG, FIX_ACL, acl
from sigap.postgres import SETTINGS

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
# These depend on the place of installation, not on behaviour.
OF_THE_PLACE = ("listener", "password_file", "acl_file", "persistence_location", "log_dest", "log_type")


def settings_of(text: str) -> set[str]:
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return {line for line in lines if line}


def test_the_rights_on_topics_are_the_same() -> None:
    assert settings_of((DEPLOY / "mosquitto.acl").read_text()) == settings_of(acl())


def test_a_bridge_may_read_each_topic_that_it_subscribes_to() -> None:
    unreadable = [
        topic
        for topics, rights in ((FLOOD_TOPICS, FIX_ACL), (SOS_TOPICS, BRIDGE_ACL))
        for topic in topics
        if not any(topic_matches_sub(may, topic) for may in readable(rights))
    ]

    assert unreadable == []


def readable(rights: str) -> list[str]:
    return [line.removeprefix("topic read ") for line in rights.splitlines() if line.startswith("topic read ")]


def test_no_setting_of_the_broker_is_forgotten() -> None:
    ours = {line for line in settings_of(CONFIG) if not line.startswith(OF_THE_PLACE)}

    assert ours <= settings_of((DEPLOY / "mosquitto.conf").read_text())


def test_no_setting_of_the_database_says_otherwise() -> None:
    lines = settings_of((DEPLOY / "postgresql.conf").read_text())
    theirs = dict(line.replace("'", "").split(" = ") for line in lines)

    assert {name: SETTINGS[name] for name in theirs} == theirs


def test_every_service_may_open_more_files_than_systemd_allows_by_itself() -> None:
    ours = [unit for unit in DEPLOY.glob("sigap*.service") if unit.name != "sigap-agent.service"]

    assert len(ours) == 4
    assert all("LimitNOFILE=65536" in unit.read_text().splitlines() for unit in ours)
