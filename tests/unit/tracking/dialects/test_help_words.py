"""A message with an SOS word always becomes a call for help: any dialect, any clock, even half readable."""

import json
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import get_type_hints
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking import dialects
from tracking.dialects.help_words import outcomes_of
from tracking.dialects.native import PAYLOAD_MAX_BYTES, Outcome, parse_fixes
from tracking.dialects.osmand import parse_osmand, parse_undated
from tracking.dialects.owntracks import parse_owntracks
from tracking.dialects.traccar import parse_traccar
from tracking.dialects.traccar_client import parse_traccar_client
from tracking.sign import Sign, SignKind

DEVICE = "AMB-01"

type Fields = dict[str, object]
type Dialect = tuple[Callable[[bytes, str], list[Outcome]], Callable[[Fields, Fields], bytes]]


def native(place: Fields, more: Fields) -> bytes:
    at = place.get("at", 1_790_000_000)
    return json.dumps({"fixed_at": at, "lat": place.get("lat"), "lon": place.get("lon")} | more).encode()


def osmand(place: Fields, more: Fields) -> bytes:
    fields = {"id": DEVICE, "timestamp": place.get("at"), "lat": place.get("lat"), "lon": place.get("lon")}
    return urlencode({name: value for name, value in (fields | more).items() if value is not None}).encode()


def owntracks(place: Fields, more: Fields) -> bytes:
    fields = {"_type": "location", "tst": place.get("at"), "lat": place.get("lat"), "lon": place.get("lon")}
    return json.dumps(fields | more).encode()


def traccar(place: Fields, more: Fields) -> bytes:
    position = {"latitude": place.get("lat"), "longitude": place.get("lon"), "fixTime": place.get("at")}
    return json.dumps({"device": {"uniqueId": DEVICE}, "position": position | {"attributes": more}}).encode()


def traccar_client(place: Fields, more: Fields) -> bytes:
    coords = {"latitude": place.get("lat"), "longitude": place.get("lon")}
    return json.dumps(
        {"device_id": DEVICE, "location": {"timestamp": place.get("at"), "coords": coords} | more}
    ).encode()


DIALECTS: dict[str, Dialect] = {
    "native": (parse_fixes, native),
    "osmand": (parse_osmand, osmand),
    "owntracks": (parse_owntracks, owntracks),
    "traccar": (parse_traccar, traccar),
    "traccar_client": (parse_traccar_client, traccar_client),
}

clocks = st.one_of(
    st.none(),
    st.sampled_from([0, -1, 1_790_000_000, 1_790_000_000 - 619_315_200, 9e15, "never", "2007-04-16T01:13:40Z"]),
    st.integers(),
    st.text(max_size=12),
)
numbers = st.one_of(st.none(), st.floats(-200, 200), st.just("x"))
places = st.fixed_dictionaries({"at": clocks, "lat": numbers, "lon": numbers})
words = st.sampled_from(["sos", "SOS", "Sos", "sos,powerCut", "lowBattery, sos"])
texts = st.sampled_from(
    ["SOS! tolong", "tolong SOS", "SOSALARM", "sosalarm", "SosButton pressed", "SOSWatch", "S.O.S.", "%73os", "%2573os"]
)
free_names = st.sampled_from(
    ["message", "msg", "text", "note", "comment", "status", "event", "alarm", "x", "driver_says"]
)
# Where the device puts it: in the dialect's own field, or in an unknown one.
help_fields = st.one_of(
    st.builds(lambda name, word: {name: word}, st.sampled_from(["alarm", "event", "type", "x"]), words),
    st.builds(
        lambda name, value: {name: value}, st.sampled_from(["sos", "SOS", "sosAlarm"]), st.sampled_from([1, True])
    ),
    st.builds(lambda name, text: {name: text}, free_names, texts),
    st.builds(lambda name: {name: 1}, st.sampled_from(["SOSALARM", "sosbutton", "SOSPressed", "s.o.s"])),
    st.builds(lambda word: {"extras": {"alarm": word}}, words),
    st.builds(lambda name: {"sos": {name: True}}, st.sampled_from(["active", "pressed"])),
)


def parsers() -> set[Callable[[bytes, str], list[Outcome]]]:
    modules = [import_module(f"tracking.dialects.{each.name}") for each in pkgutil.iter_modules(dialects.__path__)]
    named = {value for module in modules for name, value in vars(module).items() if name.startswith("parse_")}
    return {parse for parse in named if get_type_hints(parse).get("return") == list[Outcome]}


def test_each_dialect_is_tried() -> None:
    assert {parse for parse, _ in DIALECTS.values()} == parsers() - {parse_undated}  # as parse_osmand


def flat(more: Fields) -> Fields:
    """Flatten: a query has no nested objects."""
    return {"alarm": "sos"} if any(isinstance(value, dict) for value in more.values()) else more


def hears(dialect: str, payload: bytes) -> bool:
    outcomes = outcomes_of(DIALECTS[dialect][0], payload, DEVICE)
    return any(isinstance(each, Sign) and each.kind is SignKind.SOS for each in outcomes)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(place=places, more=help_fields)
def test_an_sos_word_is_heard_whatever_stands_around_it(dialect: str, place: Fields, more: Fields) -> None:
    assert hears(dialect, DIALECTS[dialect][1](place, flat(more) if dialect == "osmand" else more))


@pytest.mark.parametrize("dialect", [each for each in DIALECTS if each != "osmand"])
@given(place=places, escaped=st.sampled_from([r"\u0073\u006f\u0073", r"\u0053OS", r"SO\u0053 tolong", r"\\u0073os"]))
def test_an_sos_word_in_escaped_letters_is_heard(dialect: str, place: Fields, escaped: str) -> None:
    payload = DIALECTS[dialect][1](place, {"event": "WORD"}).replace(b"WORD", escaped.encode())

    assert hears(dialect, payload)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(place=places, cut=st.integers(0, 60), junk=st.binary(max_size=8))
def test_an_sos_word_is_heard_in_what_is_only_half_readable(dialect: str, place: Fields, cut: int, junk: bytes) -> None:
    whole = DIALECTS[dialect][1](place, {"alarm": "sos"})
    end = whole.index(b"sos") + 3

    assert hears(dialect, whole[: max(end, len(whole) - cut)] + b" " + junk)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.replace(b"{", b'{"device_id": "OTHER", "topic": "owntracks/OTHER/x", ').replace(
            b"id=", b"id=X&id="
        ),
        lambda raw: raw.replace(b'"alarm"', b'"alarm": "sos", "alarm"').replace(b"alarm=", b"alarm=sos&alarm="),
        lambda raw: raw + b" " * PAYLOAD_MAX_BYTES,
        lambda raw: raw.replace(b"sos", b"s\\u006fs").replace(b"alarm=s\\u006fs", b"alarm=%73os"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw + b"\0",
        lambda raw: raw.decode().encode("utf-16-le"),
    ],
    ids=["foreign id", "a key twice", "too long", "escaped", "a byte order mark", "a NUL behind", "UTF-16"],
)
def test_an_sos_word_is_heard_in_what_is_rejected(dialect: str, spoil: Callable[[bytes], bytes]) -> None:
    whole = DIALECTS[dialect][1]({"at": 1_790_000_000, "lat": -7.63, "lon": 111.52}, {"alarm": "sos"})

    assert hears(dialect, spoil(whole))


@pytest.mark.parametrize(
    ("dialect", "more"),
    [
        ("owntracks", {"desc": "SOS Desa Taruna", "inregions": ["SOS"], "SSID": "sos"}),
        ("traccar", {"address": "SOS Kinderdorf"}),
        ("native", {"note": "sosial", "sos": False}),
        ("traccar_client", {"extras": {"sosNumber": "112"}}),
        ("osmand", {"sos": "0"}),
        ("osmand", {"message": "dinas sosial"}),
        ("osmand", {"message": "sosialisasi SOSIAL Sosok"}),
        ("osmand", {"SOSNumber": "112"}),
        ("osmand", {"status": "sos:0"}),
        ("native", {"status": "ign=1;sos=false"}),
        ("native", {"note": "100% dinas sosial", "boot_id": "sos-1"}),
        ("native", {"driver_name": "SOS Taruna", "hospital_id": "sos-1", "trackerId": "AMB-SOS 7"}),
        ("native", {"SOSALARM": 0, "sosalarm_enabled": 1, "sos": {"active": False, "number": "112"}}),
        ("native", {"geofence": {"note": "Desa SOS Taruna"}}),
        ("traccar_client", {"geofence": {"identifier": "Desa SOS Taruna"}}),
    ],
)
def test_a_place_of_that_name_and_a_button_that_rests_call_nobody(dialect: str, more: Fields) -> None:
    assert not hears(dialect, DIALECTS[dialect][1]({"at": 1_790_000_000, "lat": -7.63, "lon": 111.52}, more))


def test_a_device_whose_id_has_the_word_does_not_call_with_every_message() -> None:
    outcomes = outcomes_of(parse_osmand, b"id=SOS-1&lat=&lon=1&timestamp=1", "SOS-1")

    assert not any(isinstance(each, Sign) for each in outcomes)


def test_a_device_whose_id_has_the_word_does_not_call_by_naming_itself() -> None:
    query = b"id=POS-SOS-1&lat=-7.63&lon=111.52&timestamp=1&vehicle=POS-SOS-1&message="

    assert not any(isinstance(each, Sign) for each in outcomes_of(parse_osmand, query, "POS-SOS-1"))
    assert any(isinstance(each, Sign) for each in outcomes_of(parse_osmand, query + b"SOS!", "POS-SOS-1"))


def test_a_text_about_the_device_of_a_gateway_is_no_word_of_its_crew() -> None:
    forwarded = b'{"device": {"uniqueId": "AMB-01", "attributes": {"note": "has an SOS button"}}, "position": '
    position = b'{"latitude": -7.63, "longitude": 111.52, "fixTime": 1790000000, "attributes": {}}}'

    assert not hears("traccar", forwarded + position)


def test_the_place_that_came_with_a_call_stays_with_it() -> None:
    outcomes = outcomes_of(parse_osmand, b"id=AMB-01&lat=-7.63&lon=111.52&timestamp=0&alarm=sos", DEVICE)

    [sign] = [each for each in outcomes if isinstance(each, Sign)]
    assert (sign.lat, sign.lon, sign.at) == (-7.63, 111.52, datetime.fromtimestamp(0, UTC))
