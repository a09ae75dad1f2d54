"""gpsd's JSON; the reports are those of gpsd_json(5)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.dialects.gpsd import parse_gpsd
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason

TPV = (
    b'{"class":"TPV","device":"/dev/pts/1","time":"2005-06-08T10:34:48.283Z","ept":0.005,"lat":46.498293369,'
    b'"lon":7.567411672,"alt":1343.127,"eph":36.000,"epv":32.321,"track":10.3788,"speed":0.091,"climb":-0.085,"mode":3}'
)


def test_a_fix_is_read() -> None:
    assert parse_gpsd(TPV, "BOX-1") == Fix(
        device_id="BOX-1",
        fixed_at=datetime(2005, 6, 8, 10, 34, 48, 283_000, tzinfo=UTC),
        lat=46.498293369,
        lon=7.567411672,
        accuracy_m=36,
        speed_mps=0.091,
        course_deg=10.3788,
        altitude_m=1343.127,
    )


@pytest.mark.parametrize(
    "line",
    [
        b'{"class":"VERSION","release":"3.22","rev":"3.22","proto_major":3,"proto_minor":14}\r\n',
        b'{"class":"TPV","device":"/dev/pts/1","mode":1}\r\n',
        b'{"class":"SKY","device":"/dev/pts/1","satellites":[]}\r\n',
    ],
)
def test_other_reports_are_no_fix(line: bytes) -> None:
    assert parse_gpsd(line, "BOX-1") is None


def test_a_fix_without_a_time_or_place_has_a_reason() -> None:
    outcome = parse_gpsd(b'{"class":"TPV","mode":3,"lat":1}', "BOX-1")

    assert isinstance(outcome, Rejection)
    assert outcome.reason is RejectReason.MISSING_FIELD


@pytest.mark.parametrize(
    ("errors", "accuracy_m"),
    [(b'"eph":9,"epx":20', 9), (b'"epx":20,"epy":30', 30), (b'"epy":"x"', None), (b'"epc":1', None)],
)
def test_the_horizontal_error_is_the_accuracy_and_else_the_greater_of_its_parts(
    errors: bytes, accuracy_m: float | None
) -> None:
    fix = parse_gpsd(TPV.replace(b'"eph":36.000', errors), "BOX-1")

    assert isinstance(fix, Fix)
    assert fix.accuracy_m == accuracy_m


@given(st.binary(max_size=200))
def test_no_bytes_raise(line: bytes) -> None:
    parse_gpsd(line, "BOX-1")
