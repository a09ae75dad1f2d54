"""A crew's message takes effect, whatever else its payload holds."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.claimed_time import judge, read_claimed_time
from mqtt_bridge.crew_words import (
    HelpCalled,
    StatusPressed,
    Unreadable,
    heard,
    help_of,
    key_of,
    read_fields,
    status_of,
    status_word,
)

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
SIDE_FIELDS = st.dictionaries(
    st.sampled_from(["at", "seq", "hospital_id", "key", "lat", "lon", "unit_id"]) | st.text(), ANYTHING, max_size=8
)
PADDING = st.sampled_from([b"", b"\x00", b"\x00\x00\n", b" \r\n"])


@given(st.uuids(), st.sampled_from(AssignmentStatus), SIDE_FIELDS, st.booleans(), PADDING, st.booleans())
def test_a_status_with_its_assignment_is_read_whatever_the_other_fields_are(
    assignment_id: UUID, status: AssignmentStatus, beside: dict[str, object], loud: bool, padding: bytes, marked: bool
) -> None:
    word = status.upper() if loud else status.value
    body = json.dumps(beside | {"assignment_id": str(assignment_id), "status": word}).encode()

    fields = read_fields(b"\xef\xbb\xbf" * marked + body + padding)
    pressed = status_of(fields)
    at, doubted = judge(pressed.claimed, now=NOW, max_ahead=timedelta(minutes=1), max_age=timedelta(days=1))

    assert (pressed.assignment_id, pressed.status) == (assignment_id, status)
    assert NOW - timedelta(days=1) <= at <= NOW
    assert doubted is None or (at == NOW and 0 < len(doubted) <= 64 and doubted.isprintable())
    assert json.loads(heard("status", key_of(fields))).keys() == {"kind", "key"}


@given(st.binary())
def test_whatever_comes_as_a_call_for_help_is_one(payload: bytes) -> None:
    try:
        fields = read_fields(payload)
    except Unreadable:
        fields = {}

    assert help_of(fields)
    key_of(fields)


@pytest.mark.parametrize("depth", [500, 5_000, 30_000])
def test_a_field_of_any_depth_spoils_no_word(depth: int) -> None:
    deep = b"[" * depth + b"]" * depth
    body = b'{"assignment_id": "0199c0de-0000-7000-8000-000000000001", "status": "clear", "at": ' + deep + b"}"

    assert status_of(read_fields(body)).status is AssignmentStatus.CLEAR


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("2026-03-01T10:00:00+07:00", NOW),
        ("2026-03-01T02:59:60Z", NOW),
        ("2026-03-01t03:00:00z", NOW),
        (NOW.timestamp(), NOW),
        ("2026-03-01T03:00:00", None),
        ("1772334000", None),
        (float("nan"), None),
        (10**25, None),
        ("2026-03-01T03:00:61Z", None),
    ],
)
def test_a_time_is_what_the_contract_says_and_nothing_is_guessed(stated: object, at: datetime | None) -> None:
    claimed = read_claimed_time(stated)

    assert claimed is not None
    assert claimed.at == at


def test_two_different_words_in_a_torn_message_are_none() -> None:
    torn = b'{"assignment_id": "0199c0de-0000-7000-8000-000000000001", "status": "clear", "status": "en_route", '

    with pytest.raises(Unreadable):
        status_of(read_fields(torn))


ASSIGNMENT = "0199c0de-0000-7000-8000-000000000001"
ENCODED: dict[str, Callable[[str], bytes]] = {
    "in an array": lambda text: f"[{text}]".encode(),
    "UTF-16 with its mark": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 of the other order": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "UTF-16 and torn": lambda text: text.encode("utf-16")[:-3],
    "single quotes": lambda text: text.replace('"', "'").encode(),
    "single quotes and torn": lambda text: text.replace('"', "'")[:-1].encode(),
    "JSON in a JSON text": lambda text: json.dumps(text).encode(),
    "an array in UTF-16": lambda text: f"[{text}]".encode("utf-16"),
}


@pytest.mark.parametrize("encoded", ENCODED)
def test_a_status_of_an_odd_encoding_is_read(encoded: str) -> None:
    sent = json.dumps({"assignment_id": ASSIGNMENT, "status": "en_route", "key": "7f-1", "at": NOW.isoformat()})

    word = status_word(ENCODED[encoded](sent), "AMB-01")

    assert isinstance(word.request, StatusPressed)
    assert (str(word.request.assignment_id), word.request.status, word.key) == (ASSIGNMENT, "en_route", "7f-1")
    assert "torn" in encoded or (word.request.claimed is not None and word.request.claimed.at == NOW)


def test_two_words_in_one_array_are_none() -> None:
    sent = json.dumps({"assignment_id": ASSIGNMENT, "status": "en_route"}).encode()

    assert status_word(b"[" + sent + b"," + sent + b"]", "AMB-01").request is None


@pytest.mark.parametrize(
    "payload",
    [
        b'{"status":"sos"}',
        b'{"status":"SOS!","key":"k"}',
        b'{"status":"\\u0073\\u006f\\u0073"}',
        b'[{"status":"sos"}]',
        b'{"sos":true}',
        b'{"status":"sos"',
        b"SOS",
        b'"sos"',
        "{'status': 'sos'}".encode("utf-16"),
        b'{"status":"sos"} ' + b" " * 70_000,
    ],
)
def test_a_status_that_says_sos_calls_for_help(payload: bytes) -> None:
    word = status_word(payload, "AMB-01")

    assert isinstance(word.request, HelpCalled)
    assert word.spoiled


def test_a_call_for_help_beside_a_status_loses_neither() -> None:
    sent = {"assignment_id": ASSIGNMENT, "status": "on_scene", "note": "SOS! tolong", "lat": -7.63, "lon": 111.52}

    word = status_word(json.dumps(sent).encode(), "AMB-01")

    assert isinstance(word.request, StatusPressed)
    assert word.calls is not None
    assert word.calls.position is not None
    assert word.meaning != status_word(json.dumps(sent | {"note": ""}).encode(), "AMB-01").meaning


@pytest.mark.parametrize(
    "beside",
    [{"key": "AMB-SOS-7"}, {"hospital_id": "sos-1"}, {"note": "dinas sosial"}, {"sos": False}, {"note": "100%"}],
)
def test_a_status_with_the_word_in_a_name_calls_nobody(beside: dict[str, object]) -> None:
    sent = {"assignment_id": ASSIGNMENT, "status": "on_scene"} | beside

    word = status_word(json.dumps(sent).encode(), "AMB-01")

    assert isinstance(word.request, StatusPressed)
    assert word.calls is None


def test_the_names_that_a_device_has_and_gives_call_nobody_in_a_torn_status() -> None:
    sent = {"assignment_id": ASSIGNMENT, "status": "on_scene", "key": "7-SOS-7", "of": "SOS-1"}

    assert status_word(json.dumps(sent).encode()[:-1], "SOS-1").calls is None
