"""The sender is found in a message that cannot be parsed."""

import pytest

from tracking.dialects.naming import named_in


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (b"/?id=AMB-01&lat=bad&alarm=sos", "AMB-01"),
        (b"id=AMB%2D01", "AMB-01"),
        (b"/?deviceid=AMB-01", "AMB-01"),
        (b'{"id": "AMB-01", "lat": ', "AMB-01"),
        (b'{"deviceid":"AMB\\u002d01"', "AMB-01"),
        (b'{"id": 862430050000001, "event"', "862430050000001"),
        (b"id=&alarm=sos", None),
        (b"valid=AMB-01", None),
        (b'{"id": "AMB\\q01"', None),  # no JSON text: nobody can say which device this is
        (b"sos", None),
    ],
)
def test_the_first_name_counts_whatever_surrounds_it(payload: bytes, name: str | None) -> None:
    assert named_in(payload, "id", "deviceid") == name
