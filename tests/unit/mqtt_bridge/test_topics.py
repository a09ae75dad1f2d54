"""Topics carry the sender's identity: written and parsed the same way, and nothing else is accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mqtt_bridge import topics
from tracking.device import is_device_id


@given(st.text(min_size=1, max_size=20).filter(is_device_id))
def test_what_a_device_publishes_on_names_it(device_id: str) -> None:
    assert topics.parse_up(topics.fix(device_id)) == (device_id, "fix")
    assert topics.parse_up(topics.status(device_id)) == (device_id, "status")
    assert topics.parse_up(topics.sos(device_id)) == (device_id, "sos")


@pytest.mark.parametrize(
    "topic",
    ["", "sigap/v1/GPS-1/down/order", "sigap/v1//up/fix", "sigap/v2/GPS-1/up/fix", "sigap/v1/GPS-1/up/fix/more", "a/b"],
)
def test_other_topics_name_nobody(topic: str) -> None:
    assert topics.parse_up(topic) is None


@pytest.mark.parametrize("text", ["", "a/b", "a+", "#", "a:b", "a b", "a\n", "$SYS", "x" * 65])
def test_what_would_break_a_topic_or_the_password_file_is_no_device_id(text: str) -> None:
    assert not is_device_id(text)
