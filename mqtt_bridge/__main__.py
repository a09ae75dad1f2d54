"""`python -m mqtt_bridge --worker N`: carries fixes and crews' messages in from the broker, and orders out."""

import argparse
import asyncio
import logging
import signal

import uvloop

from base.database import DATABASE_ERRORS, Pool, open_pool
from base.doorbell import Doorbell
from base.log_lines import log_to_stderr
from base.open_files import allow_many
from base.parts import Parts
from core.store import outbox_messages
from dispatch.heart import Heart
from dispatch.settings import DispatchSettings
from mqtt_bridge.bridge import START_RETRY_S, Bridge
from mqtt_bridge.settings import BridgeSettings
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m mqtt_bridge", description=__doc__)
    parser.add_argument("--worker", type=int, default=0, help="the number of this bridge: 0, 1 …; each only once")
    arguments = parser.parse_args()
    log_to_stderr()
    allow_many()
    uvloop.run(run(worker=f"bridge-{arguments.worker}"))


async def run(*, worker: str) -> None:
    settings = BridgeSettings()
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    pool = await _open_pool(settings, worker)
    url, parts = settings.database_url.get_secret_value(), Parts()
    bridge = Bridge(
        pool,
        settings.login(worker),
        Doorbell(url, [outbox_messages.DOORBELL], application_name=f"{worker} doorbell"),
        tracking=TrackingSettings(),
        orders=DispatchSettings().orders,
        worker=worker,
        parts=parts,
    )
    heart = Heart(url, worker, parts=parts, troubles=bridge.troubles, look=bridge.look)
    beating = asyncio.create_task(heart.run(), name="heart")
    try:
        await bridge.run(stop)
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        heart.close()
        pool.terminate()
    log.info("bridge stopped", extra={"worker": worker})


async def _open_pool(settings: BridgeSettings, worker: str) -> Pool:
    """Wait until the database is up: a bridge may start before it."""
    while True:
        try:
            return await open_pool(
                settings.database_url.get_secret_value(),
                size=settings.bridge_database_pool_size,
                application_name=worker,
            )
        except DATABASE_ERRORS as error:
            log.warning("the bridge waits for the database", extra={"error": repr(error)})
            await asyncio.sleep(START_RETRY_S)


if __name__ == "__main__":
    main()
