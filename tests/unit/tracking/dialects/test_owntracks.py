"""OwnTracks messages as the apps send them; the shapes are from the booklet, docs/tech/json.md and http.md."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.dialects.owntracks import parse_owntracks
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind

ANDROID = (
    b'{"_type":"location","BSSID":"0c:00:00:00:00:01","SSID":"pos","_id":"1a2b3c4d","acc":13,"alt":63,"batt":87,"bs":1,'
    b'"cog":271,"conn":"m","created_at":1772334007,"lat":-7.629811,"lon":111.5239,"m":2,"t":"u","tid":"01",'
    b'"topic":"owntracks/AMB-01/phone","tst":1772334000,"vac":4,"vel":36}'
)
IOS_AUTOMATIC = (
    b'{"_type":"location","tid":"JJ","acc":5,"batt":100,"conn":"w","lat":-7.63,"lon":111.52,"tst":1772334000}'
)


def location(**fields: object) -> bytes:
    return json.dumps({"_type": "location", "tst": 1772334000, "lat": -7.63, "lon": 111.52} | fields).encode()


def reason_of(payload: bytes) -> RejectReason | None:
    [outcome] = parse_owntracks(payload, "AMB-01")
    return outcome.reason if isinstance(outcome, Rejection) else None


def test_an_android_location_is_read_in_our_units_with_all_three_clocks_apart() -> None:
    assert parse_owntracks(ANDROID, "AMB-01") == [
        Fix(
            device_id="AMB-01",
            fixed_at=datetime.fromtimestamp(1772334000, UTC),
            lat=-7.629811,
            lon=111.5239,
            accuracy_m=13,
            speed_mps=10,
            course_deg=271,
            altitude_m=63,
            battery_pct=87,
            device_at=datetime.fromtimestamp(1772334007, UTC),
        )
    ]


def test_what_the_app_left_out_because_it_is_zero_is_missing() -> None:
    [fix] = parse_owntracks(IOS_AUTOMATIC, "AMB-01")

    assert isinstance(fix, Fix)
    assert (fix.speed_mps, fix.course_deg, fix.altitude_m, fix.device_at) == (None, None, None, None)


def test_a_ping_repeats_an_old_place_and_says_only_that_the_phone_lives() -> None:
    assert parse_owntracks(location(t="p", batt=40), "AMB-01") == [
        Sign(device_id="AMB-01", kind=SignKind.ALIVE, battery_pct=40)
    ]


def test_a_lost_connection_is_no_fix_and_its_time_counts_nothing() -> None:
    assert parse_owntracks(b'{"_type":"lwt","tst":1380738247}', "AMB-01") == [
        Sign(device_id="AMB-01", kind=SignKind.GONE)
    ]


def test_numbers_that_come_as_text_are_numbers() -> None:
    assert parse_owntracks(b'{"_type":"lwt","tst":"2026-03-01T03:00:00Z"}', "AMB-01") == [
        Sign(device_id="AMB-01", kind=SignKind.GONE)
    ]
    [fix] = parse_owntracks(location(lat="-7.63", lon="111.52", tst="1772334000"), "AMB-01")
    assert isinstance(fix, Fix)
    assert (fix.lat, fix.lon, fix.fixed_at) == (-7.63, 111.52, datetime.fromtimestamp(1772334000, UTC))


def test_a_place_in_other_common_words_is_read() -> None:
    message = {"_type": "location", "tst": 1772334000, "latitude": -7.63, "longitude": 111.52}

    [fix] = parse_owntracks(json.dumps(message).encode(), "AMB-01")

    assert isinstance(fix, Fix)
    assert (fix.lat, fix.lon) == (-7.63, 111.52)


def test_a_region_entered_or_left_brings_its_place() -> None:
    transition = (
        b'{"_type":"transition","wtst":1000,"lat":-7.63,"lon":111.52,"tst":1772334000,"acc":10,"tid":"01",'
        b'"event":"enter","desc":"Pos 1","t":"c"}'
    )

    [fix] = parse_owntracks(transition, "AMB-01")

    assert isinstance(fix, Fix)
    assert fix.accuracy_m == 10


@pytest.mark.parametrize(
    "payload",
    [
        b'{"_type":"status","_id":"1","android":{"hib":0,"bo":1,"loc":0,"ps":0,"wifi":1}}',
        b'{"_type":"waypoint","desc":"Pos 1","lat":-7.63,"lon":111.52,"rad":50,"tst":1772334000}',
        b'{"_type":"waypoints","_creator":"x","waypoints":[{"_type":"waypoint","desc":"Pos 1","tst":1}]}',
        b'{"_type":"card","name":"x","tid":"01"}',
        b'{"_type":"cmd","action":"reportLocation"}',
        b'{"_type":"steps","tst":1772334000,"steps":-1,"from":1772330000,"to":1772334000}',
        b'{"_type":"beacon","desc":"x","uuid":"0","major":1,"minor":2,"tst":1772334000,"acc":1,"rssi":-60,"prox":2}',
        b'{"_type":"transition","wtst":1000,"tst":1772334000,"acc":10,"event":"leave"}',
    ],
)
def test_what_brings_no_place_says_that_the_phone_lives(payload: bytes) -> None:
    assert parse_owntracks(payload, "AMB-01") == [Sign(device_id="AMB-01", kind=SignKind.ALIVE)]


def test_a_tracker_behind_qtripp_tells_that_its_power_was_cut() -> None:
    [_, sign] = parse_owntracks(location(t="e"), "AMB-01")

    assert isinstance(sign, Sign)
    assert (sign.kind, sign.at) == (SignKind.POWER_CUT, datetime.fromtimestamp(1772334000, UTC))


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", RejectReason.BROKEN_JSON),
        (b"[]", RejectReason.NOT_AN_OBJECT),
        (b'{"lat":1}', RejectReason.MISSING_FIELD),
        (b'{"_type":"location","tst":1,"lat":1}', RejectReason.MISSING_FIELD),
        (b'{"_type":"location","lat":1,"lon":1}', RejectReason.MISSING_FIELD),
        (b'{"_type":"encrypted","data":"AAAA"}', RejectReason.ENCRYPTED),
        (b'{"_type":"new thing"}', RejectReason.UNKNOWN_TYPE),
        (location(lat="south"), RejectReason.WRONG_TYPE),
        (location().replace(b'"lat"', b'"lat":5,"lat"'), RejectReason.DUPLICATE_KEY),
        (location(tst="noon"), RejectReason.INVALID_TIME),
        (location(lat=91), RejectReason.INVALID_COORDINATES),
        (location(cog=720), RejectReason.INVALID_COURSE),
        (location(topic="owntracks/AMB-02/phone"), RejectReason.FOREIGN_ID),
        (b'{"_type":"lwt","tst":1380738247,"topic":"owntracks/AMB-02/phone"}', RejectReason.FOREIGN_ID),
        (location(tst=1e300), RejectReason.INVALID_TIME),
        (b'{"_type":"location","tst":1772334000,"lat":1e309,"lon":1}', RejectReason.WRONG_TYPE),
        (b" " * 65_537, RejectReason.PAYLOAD_TOO_LARGE),
    ],
)
def test_what_is_wrong_has_a_reason(payload: bytes, reason: RejectReason) -> None:
    assert reason_of(payload) == reason


@pytest.mark.parametrize("more", [{"batt": "87"}, {"acc": -5}, {"vel": -1}, {"cog": -1}, {"t": 7}, {"created_at": "x"}])
def test_an_optional_value_that_makes_no_sense_costs_not_the_place(more: dict[str, object]) -> None:
    [fix] = parse_owntracks(location(**more), "AMB-01")

    assert fix == parse_owntracks(location(), "AMB-01")[0]


values = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
)
names = st.sampled_from(["lat", "lon", "tst", "acc", "alt", "vel", "cog", "batt", "t", "ign", "created_at"])


@given(st.sampled_from(["location", "transition", "lwt", "status", "?"]), st.dictionaries(names, values))
def test_whatever_stands_in_it_there_is_an_outcome_and_every_fix_is_on_the_earth(
    kind: str, fields: dict[str, object]
) -> None:
    for outcome in parse_owntracks(json.dumps({"_type": kind} | fields).encode(), "AMB-01"):
        if isinstance(outcome, Fix):
            assert -90 <= outcome.lat <= 90
            assert outcome.fixed_at.tzinfo is UTC


@pytest.mark.parametrize("more", [{"tid": "02"}, {"topic": "owntracks/AMB-01/phone"}, {"topic": "crew"}, {"topic": 7}])
def test_the_initials_name_nobody_and_a_topic_may_be_the_phones_own(more: dict[str, object]) -> None:
    assert parse_owntracks(location(**more), "AMB-01") == parse_owntracks(location(), "AMB-01")


@given(st.binary(max_size=200))
def test_no_bytes_raise(payload: bytes) -> None:
    assert len(parse_owntracks(payload, "AMB-01")) >= 1
