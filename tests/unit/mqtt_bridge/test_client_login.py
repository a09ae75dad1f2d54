"""The broker's address and our login there."""

import pytest

from mqtt_bridge.client import BrokerLogin, broker_login


def test_user_and_password_may_stand_in_the_url() -> None:
    assert broker_login("mqtt://gps:p%40ss@broker.city:1884") == BrokerLogin("broker.city", 1884, "gps", "p@ss")


def test_what_is_given_apart_counts_more_than_the_url() -> None:
    login = broker_login("mqtt://one:two@broker.city", username="bridge-1", password="secret")

    assert (login.username, login.password) == ("bridge-1", "secret")


def test_mqtts_is_tls_on_its_own_port() -> None:
    assert broker_login("mqtts://broker.city") == BrokerLogin("broker.city", 8883, "", "", tls=True)


@pytest.mark.parametrize("url", ["", "http://broker.city", "broker.city:1883", "mqtt://"])
def test_another_address_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="not a broker's address"):
        broker_login(url)
