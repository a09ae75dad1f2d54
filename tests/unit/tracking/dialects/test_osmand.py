"""The OsmAnd protocol; the queries are from Traccar's OsmAndProtocolDecoderTest, or like them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.dialects.native import Outcome
from tracking.dialects.osmand import device_id_of, has_time, parse_osmand
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind

PLACE = "lat=-7.63&lon=111.52"


def parse(query: str) -> list[Outcome]:
    return parse_osmand(query.encode(), "PHONE-1")


@pytest.mark.parametrize(
    ("timestamp", "at"),
    [
        ("1377177267", datetime(2013, 8, 22, 13, 14, 27, tzinfo=UTC)),
        ("1442068686579", datetime(2015, 9, 12, 14, 38, 6, 579_000, tzinfo=UTC)),
        ("2016-01-27T18%3A55%3A47Z", datetime(2016, 1, 27, 18, 55, 47, tzinfo=UTC)),
        ("2014-06-04+09%3A10%3A11", datetime(2014, 6, 4, 9, 10, 11, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_in_each_of_its_four_forms(timestamp: str, at: datetime) -> None:
    [fix] = parse(f"id=PHONE-1&{PLACE}&timestamp={timestamp}")

    assert isinstance(fix, Fix)
    assert fix.fixed_at == at


def test_all_it_may_tell_is_read_in_our_units() -> None:
    query = "timestamp=1504763810&location=-7.63,111.52&bearing=7.2&speed=40&ignition=true&rpm=933&accuracy=5&batt=87"

    assert parse(query) == [
        Fix(
            device_id="PHONE-1",
            fixed_at=datetime.fromtimestamp(1504763810, UTC),
            lat=-7.63,
            lon=111.52,
            accuracy_m=5,
            speed_mps=40 * 1852 / 3600,
            course_deg=7.2,
            battery_pct=87,
            ignition=True,
            speed_raw=40,
        )
    ]


@pytest.mark.parametrize(
    "query",
    [
        "id=PHONE-1&timestamp=1377177267&cell=257,02,16,2224&wifi=00-14-22-01-23-45,-80&wifi=00-14-22-01-23-46,-70",
        f"id=PHONE-1&timestamp=1377177267&{PLACE}&valid=false",
        "",
    ],
)
def test_without_a_place_it_is_a_heartbeat(query: str) -> None:
    assert parse(query) == [Sign(device_id="PHONE-1", kind=SignKind.ALIVE)]


def test_several_alarms_are_joined_by_commas_as_a_traccar_server_does() -> None:
    [_, *signs] = parse(f"timestamp=1377177267&{PLACE}&alarm=lowBattery,SOS")

    assert [sign.kind for sign in signs if isinstance(sign, Sign)] == [SignKind.LOW_BATTERY, SignKind.SOS]


def test_a_field_in_another_encoding_does_not_lose_the_place() -> None:
    [fix] = parse(f"id=PHONE-1&timestamp=1377177267&{PLACE}&driver=Jos%e9")

    assert isinstance(fix, Fix)


def test_an_alarm_is_a_sign_beside_the_fix() -> None:
    [fix, sos] = parse(f"timestamp=1377177267&{PLACE}&alarm=sos")

    assert isinstance(fix, Fix)
    assert sos == Sign(device_id="PHONE-1", kind=SignKind.SOS, at=fix.fixed_at)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (PLACE, RejectReason.MISSING_FIELD),
        ("timestamp=1377177267&lat=1", RejectReason.MISSING_FIELD),
        ("timestamp=1377177267&lat=x&lon=1", RejectReason.INVALID_COORDINATES),
        ("timestamp=1377177267&lat=1e309&lon=1", RejectReason.INVALID_COORDINATES),
        ("timestamp=1377177267&lat=nan&lon=1", RejectReason.INVALID_COORDINATES),
        ("timestamp=1377177267&location=5,x", RejectReason.INVALID_COORDINATES),
        (f"timestamp=noon&{PLACE}", RejectReason.INVALID_TIME),
        ("&".join(["a=b"] * 300), RejectReason.BROKEN_QUERY),
        ("lat=%ff&lon=1&timestamp=1377177267", RejectReason.INVALID_COORDINATES),
        ("a" * 65_537, RejectReason.PAYLOAD_TOO_LARGE),
        (f"timestamp=1377177267&{PLACE}&bearing=720", RejectReason.INVALID_COURSE),
        (f"timestamp=1377177267&{PLACE}&lat=-7.64", RejectReason.DUPLICATE_KEY),
        (f"id=PHONE-1&deviceid=PHONE-2&timestamp=1377177267&{PLACE}", RejectReason.FOREIGN_ID),
    ],
)
def test_what_is_wrong_has_a_reason(query: str, reason: RejectReason) -> None:
    [outcome] = parse(query)

    assert isinstance(outcome, Rejection)
    assert outcome.reason == reason


@pytest.mark.parametrize(
    "place",
    ["latitude=-7.63&longitude=111.52", "lat=-7.63&lng=111.52", "lat=-7.63&long=111.52", "latlng=-7.63,111.52"],
)
def test_a_place_in_other_common_words_is_read(place: str) -> None:
    [fix] = parse(f"id=PHONE-1&timestamp=1377177267&{place}")

    assert isinstance(fix, Fix)
    assert (fix.lat, fix.lon) == (-7.63, 111.52)


@pytest.mark.parametrize("words", ["y=-7.63&x=111.52", "gps=here", "speed=10&bearing=20"])
def test_a_place_in_unknown_words_is_kept_with_its_reason_and_no_heartbeat(words: str) -> None:
    rejected, alive = parse(f"id=PHONE-1&timestamp=1377177267&{words}")

    assert isinstance(rejected, Rejection)
    assert rejected.reason is RejectReason.PLACE_UNREAD
    assert isinstance(alive, Sign)


@pytest.mark.parametrize(
    "words",
    [
        "status=lat:-29.9 lon:-71.2",
        "event=Latitude%3D-29.9%3B+Longitude%3D-71.2",
        'power={"lat":-29.9,"lng":-71.2}',
        "activity=geo:-29.9,-71.2",
        "heartbeat=-29.90453,-71.24894",
        "motion=-29.90453 -71.24894",
        "alarm=powerCut at -29.90453/-71.24894",
    ],
)
def test_a_place_in_a_value_of_a_heartbeat_is_kept_with_its_reason(words: str) -> None:
    rejected, *_, alive = parse(f"id=PHONE-1&timestamp=1377177267&{words}")

    assert isinstance(rejected, Rejection)
    assert rejected.reason is RejectReason.PLACE_UNREAD
    assert isinstance(alive, Sign)


@pytest.mark.parametrize(
    "words",
    [
        "status=late, long shift, platform 7",
        "status=12.4,3.9&power=12.41&odometer=1523.25",
        "event=longpress 1&activity=still",
        "notificationToken=lat1.23456,7.65432&cell=510.12345,10.12345",
        "is_mock=true&mockLocation=0",
    ],
)
def test_a_heartbeat_that_tells_no_place_is_one(words: str) -> None:
    assert parse(f"id=PHONE-1&timestamp=1377177267&{words}") == [Sign(device_id="PHONE-1", kind=SignKind.ALIVE)]


@pytest.mark.parametrize(
    ("query", "is_mocked"),
    [
        ("is_mock=true", True),
        ("isMock=1", True),
        ("mocked=yes", True),
        ("mockLocation=TRUE", True),
        ("mock_location=on", True),
        ("isFromMockProvider=true", True),
        ("is_mocked=Y", True),
        ("simulated=true", True),
        ("mock=false&is_mock=true", True),
        ("is_mock=false", False),
        ("isFromMockProvider=0", False),
        ("mockup=true", False),
    ],
)
def test_a_mocked_place_says_so_in_the_words_of_many_apps(query: str, is_mocked: bool) -> None:
    fix, *_ = parse(f"id=PHONE-1&timestamp=1377177267&{PLACE}&{query}")

    assert isinstance(fix, Fix)
    assert fix.mocked is is_mocked


@pytest.mark.parametrize(
    ("query", "speed_mps"),
    [
        ("speed=13.9&speed_unit=mps", 13.9),
        ("speed=50.04&speed_unit=kmh", 13.9),
        ("speed=27.02&speed_unit=knots", 13.9),
        ("speed=13.9&hdop=4.0&altitude=60", 13.9),  # the OsmAnd app
        ("speed=27.02&hdop=1.0&accuracy=4", 13.9),
        ("speed=27.02", 13.9),
    ],
)
def test_the_unit_of_the_speed_is_told_or_known_by_the_app_and_else_knots(query: str, speed_mps: float) -> None:
    [fix] = parse(f"id=PHONE-1&timestamp=1377177267&{PLACE}&{query}")

    assert isinstance(fix, Fix)
    assert fix.speed_mps == pytest.approx(speed_mps, abs=0.01)
    assert (fix.speed_raw is None) == ("speed_unit" in query)


def test_a_mocked_place_says_so() -> None:
    parsed = [
        parse(f"id=PHONE-1&timestamp=1377177267&{PLACE}&mock={value}")[0] for value in ("true", "1", "false", "0")
    ]

    assert [isinstance(fix, Fix) and fix.mocked for fix in parsed] == [True, True, False, False]


def test_a_cry_for_help_is_heard_though_the_place_beside_it_cannot_be_read() -> None:
    rejected, sos = parse(f"timestamp=1377177267&{PLACE}&lat=-7.64&alarm=sos")

    assert isinstance(rejected, Rejection)
    assert isinstance(sos, Sign)
    assert sos.kind is SignKind.SOS


def test_the_id_has_two_names() -> None:
    assert device_id_of(b"id=1") == device_id_of(b"deviceid=1") == "1"
    assert device_id_of(b"lat=1") is None
    assert has_time(b"timestamp=1")
    assert not has_time(b"time=1")


words = st.sampled_from(["", "nan", "inf", "-1", "1e309", "1_0", "true", "sos", "2026-03-01", "9" * 400]) | st.text(
    max_size=8
)
names = st.sampled_from(["lat", "lon", "location", "timestamp", "speed", "bearing", "batt", "valid", "alarm", "sat"])


@given(st.dictionaries(names, words))
def test_whatever_stands_in_it_there_is_an_outcome(fields: dict[str, str]) -> None:
    query = "&".join(f"{name}={value}" for name, value in fields.items())

    for outcome in parse_osmand(query.encode(errors="surrogateescape"), "PHONE-1"):
        if isinstance(outcome, Fix):
            assert -90 <= outcome.lat <= 90


@given(st.binary(max_size=200))
def test_no_bytes_raise(payload: bytes) -> None:
    assert len(parse_osmand(payload, "PHONE-1")) >= 1
    device_id_of(payload)
    has_time(payload)
