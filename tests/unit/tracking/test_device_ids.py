"""Ids with a special meaning in a topic, a format or an address are given to no device."""

import pytest

from tracking.device import may_be_added


@pytest.mark.parametrize(
    "device_id",
    [
        "%s",
        "%u",
        "a%20b",
        "GPS 1",
        "a/b",
        "a+b",
        "#",
        "$SYS",
        "a:b",
        "a\tb",
        "",
        "x" * 65,
        "a\x00",
        "{0}",
        "a'b",
        "a?b",
        "a&b",
        "..",
        "-",
    ],
)
def test_odd_characters_make_no_device_id(device_id: str) -> None:
    assert not may_be_added(device_id)


@pytest.mark.parametrize("device_id", ["AMB-01", "862045.2", "ponsel_3", "sari@psc", "救護車-1"])
def test_letters_of_every_script_digits_and_a_few_marks_do(device_id: str) -> None:
    assert may_be_added(device_id)
