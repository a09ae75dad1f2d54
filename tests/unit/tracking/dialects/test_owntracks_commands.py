"""Replies to a phone, in the booklet's format."""

from tracking.dialects.owntracks_commands import set_pace


def test_a_phone_with_an_order_reports_every_second_whatever_its_system_and_else_as_its_link_set_it_up() -> None:
    assert set_pace(hurried=True) == {
        "_type": "cmd",
        "action": "setConfiguration",
        "configuration": {
            "_type": "configuration",
            "monitoring": 2,
            "locatorInterval": 1,
            "moveModeLocatorInterval": 1,
        },
    }
    assert set_pace(hurried=False)["configuration"]["moveModeLocatorInterval"] == 5
