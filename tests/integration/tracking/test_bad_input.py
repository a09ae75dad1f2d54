"""Whatever comes: rejected with its reason, counted, kept, acknowledged, and the next good fix is stored."""

import json

import pytest

from geo.database import Pool
from tests.fleet import fix_fields, fix_payload, make_fleet
from tests.integration.tracking.test_recorder import counts, running

BAD = {
    "64 KiB": (b" " * 65_537, "payload_too_large"),
    "a thousand": (json.dumps([fix_fields(n) for n in range(1000)]).encode()[:65_000], "broken_json"),
    "a thousand small ones": (b"[" + b",".join([b"1"] * 1000) + b"]", "too_many_fixes"),
    "a key twice": (fix_payload().replace(b'"lat"', b'"lat": 5, "lat"'), "duplicate_key"),
    "1e309": (b'{"fixed_at":1772334000,"lat":1e309,"lon":1}', "invalid_coordinates"),
    "a lone surrogate": (fix_payload(boot_id="\ud800"), "wrong_type"),
    "a number as text": (fix_payload(lat="-7.63"), "wrong_type"),
    "1970": (fix_payload(fixed_at="1970-01-01T00:00:00Z"), "too_old"),
    "2106": (fix_payload(fixed_at=4_294_967_295), "in_the_future"),
    "milliseconds": (fix_payload(fixed_at=1_772_334_000_000), "invalid_time"),
    "degrees times ten million": (fix_payload(lat=-76_300_000, lon=1_115_200_000), "invalid_coordinates"),
    "latitude and longitude changed": (fix_payload(lat=111.52, lon=-7.63), "invalid_coordinates"),
    "null island": (fix_payload(lat=0.0, lon=0.0), "null_island"),
}


@pytest.mark.parametrize("bad", BAD)
async def test_it_is_kept_with_its_reason_and_the_next_good_fix_is_stored(pool: Pool, bad: str) -> None:
    await make_fleet(pool, "AMB-01")
    payload, reason = BAD[bad]

    async with running(pool) as it:
        await it.record(payload, fix_payload())

    assert await counts(pool) == {reason: 1, "stored": 1}
    assert await pool.fetchval("SELECT reason FROM quarantined_fix") == reason


async def test_nobody_speaks_for_another(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")

    async with running(pool) as it:
        await it.record(fix_payload(device_id="AMB-02", unit_id="AMB-02"))

    assert await pool.fetchval("SELECT count(*) FROM fix JOIN unit ON key = unit_key WHERE unit_id = 'AMB-01'") == 1
