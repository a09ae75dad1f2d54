"""The newer Traccar Client; the reports are from Traccar's OsmAndProtocolDecoderTest.testDecodeJson."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.dialects.traccar_client import device_id_of, parse_traccar_client
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind

AT = "2026-03-01T03:00:00Z"

STANDING = (
    b'{"location":{"timestamp":"2025-06-15T13:45:12.862Z","coords":{"latitude":37.4219983,"longitude":-122.084,'
    b'"accuracy":5,"speed":0,"heading":-1,"altitude":5},"is_moving":false,"odometer":0,"event":"motionchange",'
    b'"battery":{"level":1,"is_charging":false},"activity":{"type":"still"},"extras":{},"_":"&id=48241179&lat=37.4"},'
    b'"device_id":"48241179"}'
)
DRIVING = (
    b'{"location":{"event":"motionchange","is_moving":false,"uuid":"0e9a2473-a9a7-4c00-997b-fb97d2154e75",'
    b'"timestamp":"2021-07-21T08:06:34.444Z","odometer":0,"coords":{"latitude":-6.1148096,"longitude":106.6837015,'
    b'"accuracy":3.8,"speed":18.67,"speed_accuracy":0.26,"heading":63,"heading_accuracy":0.28,"altitude":35.7,'
    b'"altitude_accuracy":3.8},"activity":{"type":"still","confidence":100},"battery":{"is_charging":false,'
    b'"level":0.79},"extras":{}},"device_id":"8737767034"}'
)
MOCKED = (
    b'{"location":{"extras":{},"mock":true,"coords":{"speed_accuracy":-1,"speed":-1,"longitude":-122.406417,'
    b'"ellipsoidal_altitude":0,"floor":null,"heading_accuracy":-1,"latitude":37.785834000000001,"accuracy":5,'
    b'"altitude_accuracy":-1,"altitude":0,"heading":-1},"is_moving":false,"age":188,"odometer":0,'
    b'"uuid":"2FB04C65-99CF-42AB-8DD3-EBCB4B108BF8","event":"motionchange","battery":{"level":-1,"is_charging":false},'
    b'"activity":{"type":"unknown","confidence":100},"timestamp":"2025-05-09T04:11:30.579Z"},"device_id":"658765"}'
)


def report(**fields: object) -> bytes:
    location: dict[str, object] = {
        "timestamp": "2026-03-01T03:00:00Z",
        "coords": {"latitude": -7.63, "longitude": 111.52},
    }
    return json.dumps({"device_id": "PHONE-1", "location": location | fields}).encode()


def reason_of(payload: bytes) -> RejectReason | None:
    [outcome] = parse_traccar_client(payload, "PHONE-1")
    return outcome.reason if isinstance(outcome, Rejection) else None


def test_a_drive_is_read_in_our_units() -> None:
    assert parse_traccar_client(DRIVING, "PHONE-1") == [
        Fix(
            device_id="PHONE-1",
            fixed_at=datetime(2021, 7, 21, 8, 6, 34, 444_000, tzinfo=UTC),
            lat=-6.1148096,
            lon=106.6837015,
            accuracy_m=3.8,
            speed_mps=18.67,
            course_deg=63,
            altitude_m=35.7,
            battery_pct=79,
        )
    ]


def test_minus_one_is_unknown_and_a_speed_of_zero_is_told() -> None:
    [fix] = parse_traccar_client(STANDING, "PHONE-1")

    assert isinstance(fix, Fix)
    assert (fix.speed_mps, fix.course_deg, fix.battery_pct) == (0, None, 100)


def test_a_mocked_place_says_so() -> None:
    [fix] = parse_traccar_client(MOCKED, "PHONE-1")

    assert isinstance(fix, Fix)
    assert fix.mocked


@pytest.mark.parametrize(
    "message",
    [
        {"location": {"timestamp": AT, "latitude": -7.63, "longitude": 111.52}},
        {"location": {"timestamp": AT, "lat": "-7.63", "lng": "111.52"}},
        {"location": {"timestamp": AT, "data": {"coords": {"latitude": -7.63, "longitude": 111.52}}}},
        {"timestamp": AT, "coords": {"latitude": -7.63, "longitude": 111.52}},
        {"lat": -7.63, "lon": 111.52, "tst": 1772334000},
        {
            "locations": [
                {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [111.52, -7.63]},
                    "properties": {"timestamp": AT},
                }
            ],
        },
    ],
)
def test_a_place_in_other_common_words_or_at_another_depth_is_read(message: dict[str, object]) -> None:
    fixes = parse_traccar_client(json.dumps({"device_id": "PHONE-1"} | message).encode(), "PHONE-1")

    assert fixes == [Fix(device_id="PHONE-1", fixed_at=datetime.fromtimestamp(1772334000, UTC), lat=-7.63, lon=111.52)]


def test_a_place_in_unknown_words_is_kept_with_its_reason_and_no_heartbeat() -> None:
    message = {"device_id": "PHONE-1", "location": {"timestamp": AT, "where": "-7.63 111.52"}}

    rejected, alive = parse_traccar_client(json.dumps(message).encode(), "PHONE-1")

    assert isinstance(rejected, Rejection)
    assert rejected.reason is RejectReason.PLACE_UNREAD
    assert isinstance(alive, Sign)


def test_a_place_in_a_value_of_a_heartbeat_is_kept_with_its_reason() -> None:
    message = {"device_id": "PHONE-1", "location": {"timestamp": AT, "event": "lat:-29.9 lon:-71.2"}}

    rejected, alive = parse_traccar_client(json.dumps(message).encode(), "PHONE-1")

    assert isinstance(rejected, Rejection)
    assert rejected.reason is RejectReason.PLACE_UNREAD
    assert isinstance(alive, Sign)


def test_a_place_of_another_app_says_that_it_is_mocked() -> None:
    [fix] = parse_traccar_client(
        b'{"id":"PHONE-1","lat":-7.63,"lon":111.52,"time":1772334000,"isMock":true}', "PHONE-1"
    )

    assert isinstance(fix, Fix)
    assert fix.mocked


def test_a_place_that_is_another_ones_is_not_the_phones() -> None:
    message = {"device_id": "PHONE-1", "location": {"timestamp": AT, "extras": {"lat": 1, "lon": 2}}}

    [alive] = parse_traccar_client(json.dumps(message).encode(), "PHONE-1")

    assert isinstance(alive, Sign)


def test_a_heartbeat_without_a_place_says_that_the_phone_lives() -> None:
    heartbeat = b'{"device_id":"PHONE-1","location":{"event":"heartbeat","battery":{"level":0.5}}}'

    assert parse_traccar_client(heartbeat, "PHONE-1") == [
        Sign(device_id="PHONE-1", kind=SignKind.ALIVE, battery_pct=50)
    ]


def test_several_alarms_are_joined_by_commas() -> None:
    [_, *signs] = parse_traccar_client(report(alarm="lowBattery,sos"), "PHONE-1")

    assert [sign.kind for sign in signs if isinstance(sign, Sign)] == [SignKind.LOW_BATTERY, SignKind.SOS]


def test_an_alarm_is_a_sign_beside_the_fix() -> None:
    [fix, sos] = parse_traccar_client(report(alarm="sos"), "PHONE-1")

    assert isinstance(fix, Fix)
    assert isinstance(sos, Sign)
    assert sos.kind is SignKind.SOS


def test_the_device_names_itself() -> None:
    assert device_id_of(DRIVING) == "8737767034"
    assert device_id_of(b'{"device_id":7}') == "7"


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"{}", RejectReason.MISSING_FIELD),
        (b'{"location":[]}', RejectReason.NO_FIXES),
        (b'{"location":[' + b",".join([b"{}"] * 101) + b"]}", RejectReason.TOO_MANY_FIXES),
        (report(timestamp=None), RejectReason.MISSING_FIELD),
        (report(timestamp="yesterday"), RejectReason.INVALID_TIME),
        (report(coords={"latitude": "south", "longitude": 1}), RejectReason.WRONG_TYPE),
        (report(coords={"latitude": 91, "longitude": 1}), RejectReason.INVALID_COORDINATES),
    ],
)
def test_what_is_wrong_has_a_reason(payload: bytes, reason: RejectReason) -> None:
    assert reason_of(payload) == reason


values: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just({}) | st.just([{}])
)


@given(st.dictionaries(st.sampled_from(["timestamp", "coords", "battery", "mock", "alarm"]), values))
def test_whatever_stands_in_it_there_is_an_outcome(fields: dict[str, object]) -> None:
    assert len(parse_traccar_client(report(**fields), "PHONE-1")) >= 1


@given(st.binary(max_size=200))
def test_no_bytes_raise(payload: bytes) -> None:
    assert len(parse_traccar_client(payload, "PHONE-1")) == 1
    device_id_of(payload)
