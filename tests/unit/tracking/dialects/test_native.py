"""The native dialect: for any input each element has its outcome, and nothing raises."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.dialects.native import encode_fixes, parse_fixes
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason

GOOD = b'{"fixed_at":"2026-03-01T10:00:00+07:00","lat":-7.63,"lon":111.52}'
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def reason_of(payload: bytes) -> RejectReason | None:
    [outcome] = parse_fixes(payload, "GPS-1")
    return outcome.reason if isinstance(outcome, Rejection) else None


def element(**fields: object) -> bytes:
    return json.dumps({"fixed_at": "2026-03-01T03:00:00Z", "lat": -7.63, "lon": 111.52} | fields).encode()


def test_a_fix_is_read_with_its_time_in_utc_and_what_was_not_told_missing() -> None:
    [fix] = parse_fixes(GOOD, "GPS-1")

    assert fix == Fix(device_id="GPS-1", fixed_at=datetime(2026, 3, 1, 3, 0, tzinfo=UTC), lat=-7.63, lon=111.52)
    assert isinstance(fix, Fix)
    assert fix.fixed_at.tzinfo is UTC
    assert fix.speed_mps is None


def test_unix_seconds_are_read_too() -> None:
    [fix] = parse_fixes(element(fixed_at=1772334000.25), "GPS-1")

    assert isinstance(fix, Fix)
    assert fix.fixed_at == datetime(2026, 3, 1, 3, 0, 0, 250_000, tzinfo=UTC)


@pytest.mark.parametrize("name", ["device_id", "uniqueId", "tid"])
@pytest.mark.parametrize("value", ["GPS-2", "", 7, ["GPS-1"], {}, False])
def test_who_names_another_is_rejected_and_its_neighbours_in_the_array_are_not(name: str, value: object) -> None:
    foreign = element(**{name: value})

    before, among, after = parse_fixes(b"[" + b",".join([GOOD, foreign, GOOD]) + b"]", "GPS-1")

    assert reason_of(foreign) == RejectReason.FOREIGN_ID
    assert isinstance(among, Rejection)
    assert among.reason is RejectReason.FOREIGN_ID
    assert json.loads(among.raw)[name] == value
    assert before == after == parse_fixes(GOOD, "GPS-1")[0]


def test_who_names_itself_is_heard() -> None:
    [fix] = parse_fixes(element(device_id="GPS-1", uniqueId="GPS-1", tid=None), "GPS-1")
    [by_number] = parse_fixes(element(device_id=861234567890123), "861234567890123")

    assert isinstance(fix, Fix)
    assert isinstance(by_number, Fix)


def test_the_unit_it_says_it_is_goes_along_for_who_knows_the_units() -> None:
    [fix] = parse_fixes(element(unit_id="AMB-02"), "GPS-1")

    assert isinstance(fix, Fix)
    assert fix.says_unit_id == "AMB-02"
    assert json.loads(encode_fixes([fix]))["unit_id"] == "AMB-02"


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", RejectReason.BROKEN_JSON),
        (b"not json", RejectReason.BROKEN_JSON),
        (b'{"fixed_at":', RejectReason.BROKEN_JSON),
        (b"\xff\xfe\x00", RejectReason.BROKEN_JSON),
        (b"[" * 60_000, RejectReason.BROKEN_JSON),
        (b" " * 65_537, RejectReason.PAYLOAD_TOO_LARGE),
        (b"[]", RejectReason.NO_FIXES),
        (b"[" + b",".join([GOOD] * 101) + b"]", RejectReason.TOO_MANY_FIXES),
        (b"[" + b",".join([b"1"] * 10_000) + b"]", RejectReason.TOO_MANY_FIXES),
        (b"null", RejectReason.NOT_AN_OBJECT),
        (b'"a"', RejectReason.NOT_AN_OBJECT),
        (b"[[]]", RejectReason.NOT_AN_OBJECT),
        (b"{}", RejectReason.MISSING_FIELD),
        (b'{"fixed_at":1772334000,"lat":1}', RejectReason.MISSING_FIELD),
        (element(lat="-7.6"), RejectReason.WRONG_TYPE),
        (element(lat=None), RejectReason.WRONG_TYPE),
        (element(lat=True), RejectReason.WRONG_TYPE),
        (element(seq="7"), RejectReason.WRONG_TYPE),
        (element(seq=-1), RejectReason.WRONG_TYPE),
        (element(seq=2**63), RejectReason.WRONG_TYPE),
        (b'{"fixed_at":1,"lat":1,"lon":1,"seq":1' + b"0" * 5000 + b"}", "wrong_type"),
        (element(boot_id="a\u0000b"), RejectReason.WRONG_TYPE),
        (element(boot_id="\ud800"), RejectReason.WRONG_TYPE),
        (element(boot_id="x" * 65), RejectReason.WRONG_TYPE),
        (element(ignition=1), RejectReason.WRONG_TYPE),
        (element(fixed_at="yesterday"), RejectReason.INVALID_TIME),
        (element(fixed_at="2026-03-01T03:00:00"), RejectReason.INVALID_TIME),
        (element(fixed_at="0001-01-01T00:00:00+23:00"), RejectReason.INVALID_TIME),
        (element(fixed_at=1772334000000), RejectReason.INVALID_TIME),
        (element(fixed_at=float("nan")), RejectReason.INVALID_TIME),
        (element(fixed_at=None), RejectReason.WRONG_TYPE),
        (element(course_deg=720), RejectReason.INVALID_COURSE),
        (element(course_deg=1e400), RejectReason.INVALID_COURSE),
        (element(lat=91), RejectReason.INVALID_COORDINATES),
        (element(lon=-180.5), RejectReason.INVALID_COORDINATES),
        (element(lat=float("nan")), RejectReason.INVALID_COORDINATES),
        (element(lat=float("inf")), RejectReason.INVALID_COORDINATES),
        (b'{"fixed_at":1772334000,"lat":1e309,"lon":1}', RejectReason.INVALID_COORDINATES),
    ],
)
def test_what_is_wrong_has_a_reason_of_its_own(payload: bytes, reason: RejectReason) -> None:
    assert reason_of(payload) == reason


@pytest.mark.parametrize(
    "bad",
    [b"7", b"{}", b'{"fixed_at":1,"lat":NaN,"lon":1}', element(boot_id="\ud800"), element(lat=1e400), b'{"lat":"x"}'],
)
def test_a_bad_element_does_not_lose_its_neighbours(bad: bytes) -> None:
    before, broken, after = parse_fixes(b"[" + b",".join([GOOD, bad, GOOD]) + b"]", "GPS-1")

    assert isinstance(before, Fix)
    assert isinstance(broken, Rejection)
    assert isinstance(after, Fix)


@pytest.mark.parametrize(
    "twice",
    [
        b'{"fixed_at":1772334000,"lat":5,"lat":-7.5,"lon":111}',
        b'{"fixed_at":1772334000,"lat":5,"lon":111,"seq":1,"seq":2}',
    ],
)
def test_an_object_in_which_a_key_stands_twice_is_rejected_and_its_neighbours_are_not(twice: bytes) -> None:
    [alone] = parse_fixes(twice, "GPS-1")
    before, among, after = parse_fixes(b"[" + b",".join([GOOD, twice, GOOD]) + b"]", "GPS-1")

    for rejected in (alone, among):
        assert isinstance(rejected, Rejection)
        assert rejected.reason is RejectReason.DUPLICATE_KEY
        assert rejected.raw.count(b":") == twice.count(b":")
    assert before == after == parse_fixes(GOOD, "GPS-1")[0]


def test_a_text_that_looks_like_a_key_is_none() -> None:
    [fix] = parse_fixes(b'{"fixed_at":1772334000,"lat":5,"lon":111,"boot_id":"\\"lat"}', "GPS-1")

    assert isinstance(fix, Fix)
    assert fix.boot_id == '"lat'


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("course_deg", -1),
        ("speed_mps", -1),
        ("battery_pct", 150),
        ("satellites", -3),
        ("accuracy_m", -1),
        ("altitude_m", 1e9),
    ],
)
def test_an_optional_value_that_cannot_be_is_missing_and_the_position_stays(field: str, value: float) -> None:
    [fix] = parse_fixes(element(**{field: value}), "GPS-1")

    assert isinstance(fix, Fix)
    assert getattr(fix, field) is None


def test_an_accuracy_and_a_speed_beyond_all_measure_are_kept_for_the_filters_to_judge() -> None:
    [fix] = parse_fixes(b'{"fixed_at":1772334000,"lat":1,"lon":1,"accuracy_m":1e300,"speed_mps":1e309}', "GPS-1")

    assert isinstance(fix, Fix)
    assert (fix.accuracy_m, fix.speed_mps) == (1e6, 1e6)


fixes = st.builds(
    Fix,
    device_id=st.just("GPS-1"),
    fixed_at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    accuracy_m=st.none() | st.floats(0, 1e6),
    speed_mps=st.none() | st.floats(0, 1000),
    course_deg=st.none() | st.floats(0, 360),
    altitude_m=st.none() | st.floats(-1000, 50_000),
    satellites=st.none() | st.integers(0, 1000),
    battery_pct=st.none() | st.floats(0, 100),
    ignition=st.none() | st.booleans(),
    boot_id=st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=64),
    seq=st.none() | st.integers(0, 2**63 - 1),
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)
field_names = st.sampled_from(["fixed_at", "lat", "lon", "accuracy_m", "seq", "boot_id", "satellites", "ignition"])
almost_fixes = st.dictionaries(field_names, json_values | st.just("2026-03-01T03:00:00Z"), max_size=8)


@given(st.lists(fixes, min_size=1, max_size=5))
def test_what_is_encoded_is_read_back_the_same(sent: list[Fix]) -> None:
    assert parse_fixes(encode_fixes(sent), "GPS-1") == sent


@given(st.binary(max_size=300))
def test_no_bytes_raise(payload: bytes) -> None:
    assert len(parse_fixes(payload, "GPS-1")) >= 1


@given(st.lists(almost_fixes | json_values, min_size=1, max_size=6), st.integers(0, 6))
def test_among_any_neighbours_a_good_fix_survives_in_its_place(elements: list[object], place: int) -> None:
    place = min(place, len(elements))
    texts = [json.dumps(each) for each in elements]
    texts.insert(place, GOOD.decode())

    outcomes = parse_fixes(f"[{','.join(texts)}]".encode(), "GPS-1")

    assert len(outcomes) == len(texts)
    assert outcomes[place] == parse_fixes(GOOD, "GPS-1")[0]


@given(almost_fixes)
def test_every_good_fix_is_in_utc_and_on_the_earth(value: dict[str, object]) -> None:
    for outcome in parse_fixes(json.dumps(value).encode(), "GPS-1"):
        if isinstance(outcome, Fix):
            assert outcome.fixed_at.utcoffset() == timedelta(0)
            assert -90 <= outcome.lat <= 90
