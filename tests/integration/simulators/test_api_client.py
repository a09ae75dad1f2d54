"""The simulators' API client, against the real API behind a network that can be cut."""

import asyncio

import pytest

from simulators.api_client import ApiClient, ApiDown, Login, Refused
from tests.desk import Desk
from tests.integration.simulators.relay import Relay
from tests.waiting import until


async def test_a_token_that_is_no_longer_good_is_renewed(dispatcher: ApiClient, desk: Desk) -> None:
    first = await dispatcher.token()
    await desk.pool.execute("DELETE FROM session")

    me = await dispatcher.get("/me")

    assert me["username"] == "dispatcher"
    assert await dispatcher.token() != first


async def test_a_wrong_password_is_said_and_not_tried_for_ever(relay: Relay, desk: Desk) -> None:
    assert desk
    stranger = ApiClient(relay.url, Login("dispatcher", "wrong"))

    with pytest.raises(Refused) as refusal:
        await stranger.get("/me")

    assert refusal.value.code == "wrong_credentials"
    await stranger.close()


async def test_a_server_that_is_away_is_waited_for(dispatcher: ApiClient, relay: Relay, desk: Desk) -> None:
    await dispatcher.token()
    relay.is_open = False
    relay.cut()

    posting = asyncio.create_task(dispatcher.post("/calls", {"channel": "phone"}), name="post")
    await asyncio.sleep(0.5)
    assert not posting.done()
    relay.is_open = True

    made = await posting
    assert [row["id"] for row in await desk.pool.fetch("SELECT id::text FROM call")] == [made["id"]]


async def test_an_impatient_one_is_told_that_nobody_answers(relay: Relay) -> None:
    relay.is_open = False
    client = ApiClient(relay.url, Login("dispatcher", "anything"), patient=False)

    with pytest.raises(ApiDown):
        await client.get("/me")

    await client.close()


async def test_a_command_whose_answer_was_lost_is_carried_out_once(
    dispatcher: ApiClient, relay: Relay, desk: Desk
) -> None:
    """The row is locked until the connection is cut, so the answer cannot have come before."""
    call = await dispatcher.post("/calls", {"channel": "phone"})
    async with desk.pool.acquire() as conn, conn.transaction():
        await conn.fetch("SELECT FROM call WHERE id = $1::text::uuid FOR UPDATE", call["id"])
        closing = asyncio.create_task(dispatcher.patch(f"/calls/{call['id']}", {"disposition": "prank"}), name="close")
        await asyncio.sleep(0.3)
        relay.cut()

    closed = await closing

    assert closed["disposition"] == "prank"
    await until(lambda: relay.connections >= 2)
