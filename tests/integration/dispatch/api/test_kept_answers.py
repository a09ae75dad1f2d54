"""Stored answers of commands reveal nothing to a reader of the database."""

import pytest

from base.database import Pool
from core.domain.actor import Role
from tests.people import People, problem_of

KEY = "f3b1c2d4-7a5e-4f60-8c21-0123456789ab"
WORDS = "Kuningsari blok tujuh"
INCIDENT = {"type": "medical", "position": {"lat": -7.63, "lon": 111.52}, "address": WORDS, "description": WORDS}


async def kept_bytes(pool: Pool) -> bytes:
    """All contents of the table, as bytes."""
    rows = await pool.fetch("SELECT * FROM idempotency_key WHERE actor = 'user:call_taker'")
    assert len(rows) == 1
    return b"|".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row.values()
    )


@pytest.mark.parametrize("key", [KEY, None], ids=["the client's key", "the server's key"])
async def test_neither_words_nor_key_can_be_read_from_what_is_kept(people: People, pool: Pool, key: str | None) -> None:
    taker = await people.client(Role.CALL_TAKER, **({"Idempotency-Key": key} if key else {}))

    made = await taker.post("/incidents", json=INCIDENT)

    assert made.json()["address"] == WORDS
    kept = await kept_bytes(pool)
    assert not any(plain.encode() in kept for plain in (WORDS, KEY, made.json()["id"], made.json()["number"]))


async def test_the_same_request_and_answer_never_look_alike_under_two_keys(people: People, pool: Pool) -> None:
    taker = await people.client(Role.CALL_TAKER)

    for key in ("one", "two"):
        await taker.post("/calls", json={}, headers={"Idempotency-Key": key})

    rows = await pool.fetch("SELECT * FROM idempotency_key WHERE actor = 'user:call_taker'")
    for column in ("key_sha256", "request_hmac", "sealed_body"):
        assert len({row[column] for row in rows}) == 2


async def test_a_kept_answer_belongs_to_its_row_alone(people: People, pool: Pool) -> None:
    taker = await people.client(Role.CALL_TAKER, **{"Idempotency-Key": KEY})
    await taker.post("/incidents", json=INCIDENT)
    await pool.execute("UPDATE idempotency_key SET status = 299 WHERE actor = 'user:call_taker'")

    again = await taker.post("/incidents", json=INCIDENT)

    assert (again.status_code, problem_of(again)["code"]) == (500, "internal_error")
