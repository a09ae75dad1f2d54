"""Whatever its clock shows, a device that buffers until `stored` empties its buffer and drops nothing undecided."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mqtt_bridge.bridge import stored_notice
from sigap.agent.disk_buffer import DiskBuffer
from simulators.fix_buffer import FixBuffer
from tracking.device import Device
from tracking.dialects.native import encode_fixes, parse_fixes
from tracking.fix import Fix
from tracking.fixes.decided import marks_in
from tracking.fixes.screening import Parsed, Received, Screening
from tracking.fixes.stored import StoredNotices
from tracking.settings import TrackingSettings

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
DEVICE = Device("GPS-1", 1, 1, "AMB-01", 1, revoked=False)
WEEKS_1024 = timedelta(weeks=1024)


class Server:
    """Decides on the fixes, and sends `stored`."""

    def __init__(self) -> None:
        self.screening = Screening(TrackingSettings())
        self.notices = StoredNotices(0, lambda: 0.0)
        self.rejected = 0

    def take(self, payload: bytes) -> list[dict[str, object]]:
        received = Received(DEVICE.device_id, payload, NOW, None)
        parsed = Parsed(received, parse_fixes(payload, DEVICE.device_id))
        screened = self.screening.screen([parsed], {DEVICE.device_id: DEVICE}, now=NOW)
        self.rejected += len(screened.rejected)
        self.notices.note([*screened.kept, *screened.refused])
        return [msgspec.json.decode(stored_notice(each)) for each in self.notices.take_due()]


def fix_at(at: datetime, **more: object) -> dict[str, object]:
    return {"fixed_at": at, "lat": -7.63, "lon": 111.52} | more


CLOCKS: dict[str, Callable[[int], dict[str, object]]] = {
    "1024 weeks back": lambda second: fix_at(NOW - WEEKS_1024 + timedelta(seconds=second)),
    "a day ahead": lambda second: fix_at(NOW + timedelta(days=1, seconds=second)),
    "in another country": lambda second: fix_at(NOW - timedelta(seconds=600 - second), lat=52.5),
    "on no place on earth": lambda second: fix_at(NOW - timedelta(seconds=600 - second), lat=91),
    "ahead, then right": lambda second: fix_at(NOW + timedelta(days=400 if second < 30 else 0, seconds=second - 600)),
    "of no time": lambda _: fix_at(NOW) | {"fixed_at": "yesterday"},
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_the_simulators_buffer_drains_and_nothing_is_sent_twice(clock: str) -> None:
    server, buffer = Server(), FixBuffer("boot")
    for second in range(60):
        buffer.add(CLOCKS[clock](second))

    while fixes := buffer.unsent(7):
        buffer.mark_sent(fixes)
        for notice in server.take(msgspec.json.encode(fixes)):
            buffer.drop_stored(str(notice["boot_id"]), int(str(notice["seq"])))
        assert not buffer.waits_for_stored

    assert len(buffer) == 0
    assert server.rejected <= 60


@contextmanager
def disk_buffer() -> Iterator[DiskBuffer]:
    with TemporaryDirectory() as folder:
        buffer = DiskBuffer(Path(folder) / "buffer.db")
        yield buffer
        buffer.close()


def agents_fixes(clock: str) -> Sequence[Fix]:
    notice = [CLOCKS[clock](second) for second in range(60)]
    return [msgspec.convert({"device_id": DEVICE.device_id} | each, Fix) for each in notice]


@pytest.mark.parametrize("clock", ["1024 weeks back", "a day ahead", "in another country", "ahead, then right"])
def test_the_agents_buffer_on_disk_drains(clock: str) -> None:
    server = Server()
    with disk_buffer() as buffer:
        for fix in agents_fixes(clock):
            buffer.add(fix)

        while fixes := buffer.unsent(DEVICE.device_id, at_most=7):
            buffer.mark_sent(fixes)
            for notice in server.take(encode_fixes(fixes)):
                buffer.drop_stored(str(notice["boot_id"]), int(str(notice["seq"])))

        assert len(buffer) == 0


def test_a_device_without_numbers_is_told_by_time_and_never_of_one_in_the_future() -> None:
    server = Server()

    old = server.take(msgspec.json.encode(fix_at(NOW - WEEKS_1024)))
    ahead = server.take(msgspec.json.encode(fix_at(NOW + timedelta(days=1))))

    assert [datetime.fromisoformat(str(notice["fixed_at"])) for notice in old] == [NOW - WEEKS_1024]
    assert ahead == []


def test_a_number_told_for_a_fix_in_the_future_comes_without_its_time() -> None:
    server = Server()

    [notice] = server.take(msgspec.json.encode(fix_at(NOW + timedelta(days=1), boot_id="b", seq=4)))

    assert notice == {"boot_id": "b", "seq": 4, "fixed_at": None}


@pytest.mark.parametrize(
    ("payload", "boot_id", "seq"),
    [
        (b'{"boot_id":"b6","seq":19,"lat":', "b6", 19),
        (b'{"seq": 19 , "boot_id" : "b6", "fixed_at": 1772', "b6", 19),
        (b'{"boot_id":"b6","seq":19,"lat":-7.63,"lon":111.52,}', "b6", 19),
        (b"{'boot_id':'b6','seq':19,'lat':-7.63}", "b6", 19),
        ('{"boot_id":"b6","seq":19,"lat":'.encode("utf-16"), "b6", 19),
        (b'{"boot_id":"b6","seq":19,"lat":-7.63,"note":"\xff"}', "b6", 19),
        (b'[{"boot_id":"b6","seq":18,"lat":1},{"boot_id":"b6","seq":19,"lat":', "b6", 19),
        (b'{"boot_id":"b10","seq":"3","fixed_at":"2026-03-01T02:59:00Z","lat":-7.63,"lon":111.52}', "b10", 3),
        (b'{"boot_id":10,"seq":3.0,"fixed_at":"2026-03-01T02:59:00Z","lat":-7.63,"lon":111.52}', "10", 3),
        (b'{"boot_id":"b","seq":3,"fixed_at":1772334000,"lat":1,"lat":2,"lon":111.52}', "b", 3),
        (b'{"boot_id":"b","seq":"3","lat":', "b", 3),
    ],
)
def test_a_device_is_told_of_what_could_not_be_read_where_its_numbers_can(
    payload: bytes, boot_id: str, seq: int
) -> None:
    server = Server()

    [notice] = server.take(payload)

    assert server.rejected
    assert (notice["boot_id"], notice["seq"]) == (boot_id, seq)


@pytest.mark.parametrize(
    "payload",
    [
        b'{"boot_id":"b6","seq":1',  # the rest of the number may be missing
        b'{"boot_id":"b6',
        b'{"boot_id":"b6","seq":3,"seq":4,"lat":',
        b'{"boot_id":"b6","seq":3,"seq":4,"lat":1,"lon":1,"fixed_at":"x"}',
        b'{"boot_id":"b\xff","seq":3,"lat":',
        b'{"boot_id":"b6","seq":"three","lat":1,"lon":1,"fixed_at":"x"}',
        b'{"boot_id":"b6","seq":-3,"lat":',
        b'[{"boot_id":"b6","lat":1},{"seq":3,"lat":',
        b'{"fixed_at":"2027-03-01T03:00:00Z","lat":',
    ],
)
def test_a_device_is_told_of_no_number_that_it_may_not_have_sent(payload: bytes) -> None:
    assert Server().take(payload) == []


fragments = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "'",
        '"',
        '"seq":',
        '"boot_id":',
        '"fixed_at":',
        '"b"',
        "007",
        "1e999",
        "-0.5",
        "9" * 30,
    ]
)


@given(st.lists(fragments | st.text(max_size=3), max_size=40).map("".join))
def test_nothing_that_comes_ends_the_telling(text: str) -> None:
    for mark in marks_in(text.encode(errors="replace"), DEVICE.device_id, latest_at=NOW):
        assert stored_notice(mark)


def test_a_torn_fix_without_numbers_is_told_by_its_time() -> None:
    [notice] = Server().take(b'{"fixed_at":"2026-03-01T02:59:00Z","lat":')

    assert datetime.fromisoformat(str(notice["fixed_at"])) == NOW - timedelta(minutes=1)
