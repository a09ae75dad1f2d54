"""What a Traccar server forwards, field by field as its `PositionForwarderJson` and `EventForwarderJson` write it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.dialects.traccar import device_id_of, parse_traccar
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind

AT = datetime(2026, 7, 24, 18, 42, 51, 123_000, tzinfo=UTC)
DEVICE = {
    "id": 7, "name": "Damkar 2", "uniqueId": "DMK-02", "status": "online",
    "lastUpdate": "2026-07-24T18:42:52.000+00:00",
    "positionId": 18321, "groupId": 0, "phone": None, "model": None, "contact": None, "category": None,
    "disabled": False, "attributes": {},
}  # fmt: skip
POSITION = {
    "id": 18321, "attributes": {"sat": 9, "ignition": True, "batteryLevel": 94, "distance": 12.5, "motion": True},
    "deviceId": 7, "protocol": "gt06", "serverTime": "2026-07-24T18:42:52.000+00:00",
    "deviceTime": "2026-07-24T18:42:51.500+00:00", "fixTime": "2026-07-24T18:42:51.123+00:00", "outdated": False,
    "valid": True, "latitude": -7.63, "longitude": 111.52, "altitude": 63.0, "speed": 20.0, "course": 270.0,
    "address": None, "accuracy": 0.0, "network": None, "geofenceIds": None,
}  # fmt: skip


def forwarded(attributes: dict[str, Any] | None = None, **fields: object) -> bytes:
    position = POSITION | fields | ({} if attributes is None else {"attributes": attributes})
    return json.dumps({"position": position, "device": DEVICE}).encode()


def test_a_position_is_read_in_our_units_and_an_accuracy_of_zero_is_unknown() -> None:
    [fix] = parse_traccar(forwarded(), "DMK-02")

    assert isinstance(fix, Fix)
    assert fix.speed_mps == pytest.approx(10.2889, abs=1e-4)  # 20 knots
    assert (fix.fixed_at, fix.accuracy_m, fix.satellites, fix.ignition, fix.battery_pct) == (AT, None, 9, True, 94)
    assert fix.device_at == AT.replace(microsecond=500_000)


def test_the_unique_id_names_the_device() -> None:
    assert device_id_of(forwarded()) == "DMK-02"
    assert device_id_of(b'{"position":{}}') is None
    assert device_id_of(b"\xff") is None


def test_alarms_are_joined_by_commas_and_each_is_a_sign() -> None:
    [_, *signs] = parse_traccar(forwarded({"alarm": "sos,powerCut,overspeed"}), "DMK-02")

    at = AT.replace(microsecond=500_000)
    assert signs == [
        Sign(device_id="DMK-02", kind=SignKind.SOS, at=at),
        Sign(device_id="DMK-02", kind=SignKind.POWER_CUT, at=at),
    ]


@pytest.mark.parametrize("old", [{"valid": False}, {"outdated": True}])
def test_a_place_without_a_lock_is_only_a_sign_of_life_and_its_alarm_still_counts(old: dict[str, object]) -> None:
    [alive, sos] = parse_traccar(forwarded({"alarm": "sos"}, **old), "DMK-02")

    assert isinstance(alive, Sign)
    assert isinstance(sos, Sign)
    assert (alive.kind, sos.kind) == (SignKind.ALIVE, SignKind.SOS)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"type": "deviceOffline"}, SignKind.GONE),
        ({"type": "deviceOnline"}, SignKind.ALIVE),
        ({"type": "alarm", "attributes": {"alarm": "tampering"}}, SignKind.TAMPER),
        ({"type": "geofenceEnter"}, SignKind.ALIVE),
    ],
)
def test_events_are_signs(event: dict[str, object], kind: SignKind) -> None:
    payload = json.dumps({"event": event | {"eventTime": "2026-07-24T18:42:51.123+00:00"}, "device": DEVICE}).encode()

    [sign] = parse_traccar(payload, "DMK-02")

    assert isinstance(sign, Sign)
    assert sign.kind is kind


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"no json", RejectReason.BROKEN_JSON),
        (b'{"position":{}}', RejectReason.MISSING_FIELD),
        (forwarded(latitude="south"), RejectReason.INVALID_COORDINATES),
        (forwarded(latitude=-97.63), RejectReason.INVALID_COORDINATES),
        (forwarded(fixTime="yesterday"), RejectReason.WRONG_TYPE),
        (forwarded(fixTime=1e300), RejectReason.INVALID_TIME),
    ],
)
def test_what_is_wrong_has_a_reason(payload: bytes, reason: RejectReason) -> None:
    [outcome] = parse_traccar(payload, "DMK-02")

    assert isinstance(outcome, Rejection)
    assert outcome.reason == reason


def test_a_place_in_unknown_words_is_kept_with_its_reason_and_no_heartbeat() -> None:
    message = {"device": DEVICE, "positions": [POSITION]}

    rejected, alive = parse_traccar(json.dumps(message).encode(), "DMK-02")

    assert isinstance(rejected, Rejection)
    assert rejected.reason is RejectReason.PLACE_UNREAD
    assert isinstance(alive, Sign)
    assert [type(each) for each in parse_traccar(json.dumps({"device": DEVICE}).encode(), "DMK-02")] == [Sign]


def test_times_of_an_older_server_are_in_milliseconds() -> None:
    [fix] = parse_traccar(forwarded(fixTime=AT.timestamp() * 1000), "DMK-02")

    assert isinstance(fix, Fix)
    assert fix.fixed_at == AT


values: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just({}) | st.just("sos,,x")
)
attributes = st.dictionaries(st.sampled_from(["alarm", "sat", "batteryLevel", "ignition"]), values)


@given(st.dictionaries(st.sampled_from(sorted(POSITION)), values), attributes)
def test_whatever_stands_in_it_there_is_an_outcome(fields: dict[str, object], more: dict[str, Any]) -> None:
    position = POSITION | {"attributes": more} | fields

    assert len(parse_traccar(json.dumps({"position": position, "device": DEVICE}).encode(), "DMK-02")) >= 1


@given(st.binary(max_size=200))
def test_no_bytes_raise(payload: bytes) -> None:
    assert len(parse_traccar(payload, "DMK-02")) == 1
    device_id_of(payload)
