"""A crew's message survives the death of bridge and broker together: its device repeats it until it is heard."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager

import pytest

from base.database import Pool
from mqtt_bridge import topics
from sigap.command import start, stop
from tests.conftest import StartChild
from tests.fleet import make_fleet
from tests.mqtt_device import gps_unit
from tests.servers import Broker, running_broker, server_folder
from tests.waiting import until


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test, to be killed."""
    with server_folder() as folder, running_broker(folder) as own:
        yield own


@asynccontextmanager
async def killed_and_started_again(broker: Broker) -> AsyncIterator[None]:
    broker.process.kill()
    broker.process.wait()
    command = broker.private.command()
    with ExitStack() as stack, (broker.private.folder.parent / "again.log").open("wb") as log:
        again = start(command, log)
        stack.callback(stop, again, command)
        broker.private.wait_until_ready(again)
        yield


async def alarms(pool: Pool) -> int:
    found: int = await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = 'sos'")
    return found


@pytest.mark.faults
async def test_a_call_for_help_is_heard_once_though_bridge_and_broker_die_with_it(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    bridge = await start_bridge()
    async with gps_unit(broker, "AMB-01") as unit:
        bridge.kill()
        await bridge.process.wait()
        await unit.client.publish(topics.sos("AMB-01"), b'{"key": "call-1"}')  # returns with the PUBACK
        async with killed_and_started_again(broker):
            calling = asyncio.create_task(unit.say_until_heard("sos", {"key": "call-1"}), name="call")
            await start_bridge()

            heard = await calling
            await unit.say_until_heard("sos", {"key": "call-2"})
            await pool.execute("UPDATE alarm SET taken_at = now()")
            again = await unit.say_until_heard("sos", {"key": "call-1"})

    assert heard == again == {"kind": "sos", "key": "call-1"}
    assert await alarms(pool) == 1


async def test_a_word_that_cannot_be_taken_is_refused_to_its_device(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    await start_bridge()
    status = {"assignment_id": "0199c0de-0000-7000-8000-000000000001", "status": "en_route", "key": 7}

    async with gps_unit(broker, "AMB-01") as unit, gps_unit(broker, "AMB-02") as other:
        heard = await unit.say_until_heard("status", status)
        await unit.client.publish(topics.status("AMB-01"), b"?")
        await until(lambda: len(unit.heard) >= 2)

    assert heard == {"kind": "status", "key": 7, "refused": "unknown_assignment"}
    assert unit.heard[-1] == {"kind": "status", "key": None, "refused": "broken_json"}
    assert other.heard == []
