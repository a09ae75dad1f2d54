"""The broker is killed and restarted: devices and bridges reconnect, and no stored fix is lost."""

from base.database import Pool
from sigap.command import start, stop
from tests.conftest import StartChild
from tests.fleet import fix_payload, make_fleet
from tests.mqtt_device import GpsUnit, gps_unit
from tests.servers import running_broker, server_folder
from tests.waiting import until


async def test_after_the_brokers_death_fixes_flow_again(pool: Pool, children: StartChild) -> None:
    await make_fleet(pool, "AMB-01")
    with server_folder() as folder, running_broker(folder) as broker:
        env = {"SIGAP_MQTT_URL": broker.url, "SIGAP_MQTT_PASSWORD": broker.passwords["bridge-0"]}
        bridge = await children("mqtt_bridge", "--worker", "0", **env)
        await bridge.wait_for_output("bridge ready")
        async with gps_unit(broker, "AMB-01") as unit:
            await unit.send(fix_payload(0, boot_id="b", seq=1))
            await until(lambda: unit.stored_seq == 1)

            broker.process.kill()
            broker.process.wait()
            await until(lambda: not unit.client.is_connected)
            command = broker.private.command()
            with (folder / "again.log").open("wb") as log:
                again = start(command, log)
            try:
                broker.private.wait_until_ready(again)
                await unit.client.wait_until_connected()
                await until(lambda: _sent_and_stored(unit), timeout_s=60, every_s=1)
            finally:
                stop(again, command)

    assert bridge.process.returncode is None
    assert await pool.fetchval("SELECT count(*) FROM fix") == 2


async def _sent_and_stored(unit: GpsUnit) -> bool:
    """Send as a device does: again until it is stored."""
    await unit.send(fix_payload(1, boot_id="b", seq=2))
    return unit.stored_seq == 2
