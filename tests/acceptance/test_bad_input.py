"""Bad input at the real broker or over HTTP is rejected with its reason, counted, kept, and acknowledged."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from base.database import Pool
from mqtt_bridge import topics, wire
from tests.conftest import Api, StartChild
from tests.fleet import NOW, fix_payload, make_fleet
from tests.mqtt_device import gps_unit
from tests.servers import Broker, running_broker, server_folder
from tests.waiting import until
from tracking.devices.devices import revoke_device
from tracking.fixes import store
from tracking.fixes.housekeeping import forget_old_rejections
from tracking.settings import TrackingSettings

TOKEN = "scraper-token"
BAD = {
    "no JSON": (b"lat=-7.63", "broken_json"),
    "no text": (b"\xff\xfe\x00", "broken_json"),
    "an array without end": (b"[" * 50_000, "broken_json"),
    "a thousand": (b"[" + b",".join([b'{"fixed_at":1,"lat":1,"lon":1}'] * 1000) + b"]", "too_many_fixes"),
    "a key twice": (fix_payload().replace(b'"lat"', b'"lat": 5, "lat"'), "duplicate_key"),
    "1e309": (b'{"fixed_at":1772334000,"lat":1e309,"lon":1}', "invalid_coordinates"),
    "not a number": (b'{"fixed_at":1772334000,"lat":NaN,"lon":1}', "invalid_coordinates"),
    "a lone surrogate": (fix_payload(boot_id="\ud800"), "wrong_type"),
    "a number as text": (fix_payload(lat="-7.63"), "wrong_type"),
    "no longitude": (b'{"fixed_at":1772334000,"lat":1}', "missing_field"),
    "another's device": (fix_payload(device_id="AMB-02"), "foreign_id"),
    "another's uniqueId": (fix_payload(uniqueId="AMB-02"), "foreign_id"),
    "another's initials": (fix_payload(tid="02"), "foreign_id"),
    "another's unit": (fix_payload(unit_id="AMB-02"), "foreign_id"),
    "1970": (fix_payload(fixed_at="1970-01-01T00:00:00Z"), "too_old"),
    "2106": (fix_payload(fixed_at=4_294_967_295), "in_the_future"),
    "a time in milliseconds": (fix_payload(fixed_at=1_772_334_000_000), "invalid_time"),
    "a time without a zone": (fix_payload(fixed_at="2026-03-01T03:00:00"), "invalid_time"),
    "degrees times a million": (fix_payload(lat=-7_630_000, lon=111_520_000), "invalid_coordinates"),
    "latitude and longitude changed": (fix_payload(lat=111.52, lon=-7.63), "invalid_coordinates"),
    "a speed of 300 m/s": (fix_payload(speed_mps=300), "impossible_speed"),
    "a course of 720": (fix_payload(course_deg=720), "invalid_course"),
    "null island": (fix_payload(lat=0.0, lon=0.0), "null_island"),
    "a cell tower": (fix_payload(accuracy_m=5_000), "too_inaccurate"),
}
OSMAND_BAD = {
    "another's second name": (f"deviceid=AMB-02&lat=-7.63&lon=111.52&timestamp={NOW.timestamp()}", "foreign_id"),
    "a key twice": (f"lat=5&lat=-7.63&lon=111.52&timestamp={NOW.timestamp()}", "duplicate_key"),
    "1e309": (f"lat=1e309&lon=111.52&timestamp={NOW.timestamp()}", "invalid_coordinates"),
    "microdegrees": (f"lat=-7630000&lon=111520000&timestamp={NOW.timestamp()}", "invalid_coordinates"),
    "a course of 720": (f"lat=-7.63&lon=111.52&bearing=720&timestamp={NOW.timestamp()}", "invalid_course"),
    "900 knots": (f"lat=-7.63&lon=111.52&speed=900&timestamp={NOW.timestamp()}", "impossible_speed"),
    "noon": ("lat=-7.63&lon=111.52&timestamp=noon", "invalid_time"),
    "2106": ("lat=-7.63&lon=111.52&timestamp=4294967295", "in_the_future"),
}
FOREIGN_TOPIC = {
    "_type": "location",
    "tst": NOW.timestamp(),
    "lat": -7.63,
    "lon": 111.52,
    "topic": "owntracks/AMB-02/x",
}


@pytest.fixture
def settings_env(settings_env: dict[str, str]) -> dict[str, str]:
    return settings_env | {"SIGAP_METRICS_TOKEN": TOKEN}


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test: a bridge that once ran keeps its share of the messages as long as its session lives."""
    with server_folder() as folder, running_broker(folder) as own:
        yield own


async def kept(pool: Pool) -> list[str]:
    """Return the reasons under which payloads were kept, in order of arrival."""
    return [row["reason"] for row in await pool.fetch("SELECT reason FROM quarantined_fix ORDER BY received_at, ctid")]


async def test_over_the_broker_each_is_kept_with_its_reason_and_the_next_good_fix_is_stored(
    pool: Pool, broker: Broker, start_bridge: StartChild, api: Api
) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    bridge = await start_bridge()
    last = len(BAD) - 1

    async with gps_unit(broker, "AMB-01") as unit:
        for number, (payload, _) in enumerate(BAD.values()):
            await unit.send(payload)
            await unit.send(fix_payload(number - last, seq=number))
        await until(lambda: unit.stored_seq == last, saw=lambda: unit.received)

    assert dict(zip(BAD, await kept(pool), strict=True)) == {name: reason for name, (_, reason) in BAD.items()}
    assert await pool.fetchval("SELECT array_agg(seq ORDER BY seq) FROM fix") == list(range(len(BAD)))
    assert await figures(api) == await counted(pool)

    await bridge.stop()  # an unacknowledged message would be delivered again
    again = await start_bridge()
    async with gps_unit(broker, "AMB-01", broker.passwords["AMB-01"]) as unit:
        await unit.send(fix_payload(1, seq=last + 1))
        await until(lambda: unit.stored_seq == last + 1)

    assert len(await kept(pool)) == len(BAD)
    assert again.process.returncode is None


@pytest.mark.parametrize("size", [65_537, 250_000])
async def test_a_payload_greater_than_is_read_is_rejected_too_and_its_sender_goes_on(
    pool: Pool, broker: Broker, start_bridge: StartChild, size: int
) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge()
    topic = wire.text_field(topics.fix("AMB-01"))

    reader, writer = await asyncio.open_connection(broker.host, broker.port)
    writer.write(wire.connect("AMB-01", broker.add_device("AMB-01")))
    writer.write(wire.publish(topic, fix_payload().ljust(size), 1) + wire.publish(topic, fix_payload(seq=2), 2))
    answers = await reader.readexactly(4 + 2 * 4)
    await until(lambda: pool.fetchval("SELECT count(*) = 1 FROM fix WHERE seq = 2"))
    writer.close()

    assert answers[4:] == wire.pubacks([1, 2])
    assert await kept(pool) == ["payload_too_large"]


async def test_who_is_unknown_or_revoked_is_kept_and_who_writes_on_anothers_topic_is_not_heard(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    async with pool.acquire() as conn:
        await revoke_device(conn, "AMB-02", now=NOW)
    await start_bridge()

    async with gps_unit(broker, "STRANGER") as stranger, gps_unit(broker, "AMB-02") as revoked:
        for sender in (stranger, revoked):  # the broker accepts both logins
            await sender.send(fix_payload(seq=1))
        await until(lambda: _are_kept(pool, 2))
    async with gps_unit(broker, "AMB-01") as unit:
        for topic in (topics.fix("AMB-02"), topics.order("AMB-01"), "sigap/v2/AMB-01/up/fix", "sigap/v1//up/fix"):
            await unit.client.publish(topic, fix_payload(seq=2))
        await unit.send(fix_payload(seq=3))
        await until(lambda: unit.stored_seq == 3)

    assert sorted(await kept(pool)) == ["revoked_device", "unknown_device"]
    assert await counted(pool) == {"unknown_device": 1, "revoked_device": 1, "stored": 1}


async def test_over_http_each_is_answered_kept_with_its_reason_and_the_next_good_fix_is_stored(
    pool: Pool, api: Api
) -> None:
    password = (await make_fleet(pool, "AMB-01", "AMB-02"))["AMB-01"]
    good = f"id=AMB-01&lat=-7.63&lon=111.52&timestamp={NOW.timestamp()}"

    async with httpx.AsyncClient(base_url=f"{api.url}/ingest", timeout=30, trust_env=False, verify=False) as phone:
        answers = [await phone.get(f"/osmand/{password}?id=AMB-01&{query}") for query, _ in OSMAND_BAD.values()]
        answers.append(await phone.post("/owntracks", json=FOREIGN_TOPIC, auth=("AMB-01", password)))
        answers.append(await phone.get(f"/osmand/{password}?{good}"))

    assert {answer.status_code for answer in answers} == {200}
    assert await kept(pool) == [reason for _, reason in OSMAND_BAD.values()] + ["foreign_id"]
    assert await pool.fetchval("SELECT count(*) FROM fix") == 1


async def test_what_was_rejected_is_kept_for_seven_days(pool: Pool, broker: Broker, start_bridge: StartChild) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge()
    async with gps_unit(broker, "AMB-01") as unit:
        await unit.send(b"no JSON")
        await until(lambda: _are_kept(pool, 1))

    received_at = await pool.fetchval("SELECT received_at FROM quarantined_fix")
    for days, remaining in ((6.99, 1), (7.01, 0)):
        await forget_old_rejections(pool, TrackingSettings(), now=received_at + timedelta(days=days))
        assert len(await kept(pool)) == remaining


async def figures(api: Api) -> dict[str, int]:
    """Return the fix figures that Prometheus gets."""
    async with httpx.AsyncClient(base_url=api.url) as client:
        metrics = (await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})).text
    lines = [line.split('"') for line in metrics.splitlines() if line.startswith("sigap_ingest_fixes{")]
    totals = {outcome: int(float(total.removeprefix("} "))) for _, outcome, total in lines}
    return {outcome: total for outcome, total in totals.items() if total}


async def counted(pool: Pool) -> dict[str, int]:
    async with pool.acquire() as conn:
        return {outcome: total for outcome, total in (await store.read_counts(conn)).items() if total}


async def _are_kept(pool: Pool, rejected: int) -> bool:
    return len(await kept(pool)) == rejected
