"""A console without a screen, against the real `/live` behind a network that can be cut."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from simulators.api_client import ApiClient, Login
from simulators.live_client import Frame, Light, LiveClient
from simulators.watch import WatchOptions, watch
from tests.conftest import Api
from tests.desk import PASSWORD, Desk
from tests.integration.simulators.relay import Relay
from tests.waiting import until


@asynccontextmanager
async def following(relay: Relay, api: ApiClient) -> AsyncIterator[tuple[LiveClient, list[Frame]]]:
    client, seen = LiveClient(relay.live_url, api), list[Frame]()

    async def follow() -> None:
        async with aclosing(client.frames()) as frames:
            async for frame in frames:
                seen.append(frame)

    running = asyncio.create_task(follow(), name="follow")
    try:
        yield client, seen
        assert not running.done(), running
    finally:
        running.cancel()
        await asyncio.wait([running])


async def test_what_happens_at_the_desk_comes_to_the_board(relay: Relay, dispatcher: ApiClient, desk: Desk) -> None:
    async with following(relay, dispatcher) as (client, _):
        await until(lambda: client.light is Light.LIVE)
        assert set(client.board.units) == {"AMB-01", "AMB-02", "DMK-01", "DMK-02"}

        incident = str(await desk.incident())
        await until(lambda: incident in client.board.incidents)
        await desk.send((await desk.pool.fetchval("SELECT id FROM incident")), "AMB-01")

        await until(lambda: client.board.units["AMB-01"]["incident_id"] == incident)
        assert [each["unit_id"] for each in client.board.assignments.values()] == ["AMB-01"]


async def test_after_a_cut_only_what_was_missed_is_sent(relay: Relay, dispatcher: ApiClient, desk: Desk) -> None:
    async with following(relay, dispatcher) as (client, seen):
        await until(lambda: client.light is Light.LIVE)
        relay.is_open = False
        relay.cut()
        await until(lambda: client.light is Light.CUT_OFF)
        incident = str(await desk.incident())

        relay.is_open = True
        await until(lambda: incident in client.board.incidents)

        await until(lambda: client.light is Light.LIVE)
        assert [frame["type"] for frame in seen].count("snapshot") == 1


async def test_a_session_that_ended_is_logged_in_anew(relay: Relay, dispatcher: ApiClient, desk: Desk) -> None:
    async with following(relay, dispatcher) as (client, seen):
        await until(lambda: client.light is Light.LIVE)
        await desk.pool.execute("DELETE FROM session")
        relay.cut()

        incident = str(await desk.incident())

        await until(lambda: incident in client.board.incidents)
        assert seen


async def test_the_board_can_be_printed_once_for_scripts(
    api: Api, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    incident = str(await desk.incident())

    await watch(WatchOptions(api.url, Login("dispatcher", PASSWORD), once=True, as_json=True))

    printed = json.loads(capsys.readouterr().out)
    assert printed["light"] == "LIVE"
    assert [each["id"] for each in printed["incidents"]] == [incident]
    assert len(printed["units"]) == 4
