"""The API process: HTTP and websocket; `python -m dispatch`."""

import argparse
import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from types import MappingProxyType
from typing import Any

import uvicorn
from fastapi import FastAPI

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool, open_pool
from base.doorbell import Doorbell
from base.log_lines import log_to_stderr
from base.open_files import allow_many
from base.parts import Parts
from dispatch.api import ingest, problems, routes
from dispatch.api.console_files import ConsoleFiles, console_folder
from dispatch.api.description import DescribedApi
from dispatch.api.desk import Desk
from dispatch.api.front_door import KnownHosts, TrustedProxies
from dispatch.api.gate import Gate
from dispatch.api.half_requests import GuardedHttp
from dispatch.api.readiness import Readiness
from dispatch.domain.heartbeat import Beat, disk_is_full
from dispatch.heart import Heart, tell_the_desk
from dispatch.live import socket
from dispatch.live.feed import DOORBELLS, Feed
from dispatch.live.socket import Live
from dispatch.settings import DispatchSettings
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tracking.fixes.intake import Intake
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

# For snapshots, missed events and log-ins of consoles; separate, so a flood of commands does not silence the consoles.
LIVE_POOL_SIZE = 4
# The feed reads for all consoles, so it never waits for one of them.
FEED_POOL_SIZE = 1
# For fixes over HTTP: however many wait, the desk has connections left.
INTAKE_POOL_SIZE = 2
INTAKE_WORKER = "api"

# For every start of uvicorn: without these a console costs four times the memory, or stays after it is gone.
UVICORN_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "loop": "uvloop",
        "http": GuardedHttp,
        "ws_max_size": 65536,
        "ws_per_message_deflate": False,
        "ws_ping_interval": 10,
        "ws_ping_timeout": 10,
        "timeout_graceful_shutdown": 5,
        "access_log": False,
        "proxy_headers": False,  # by the settings: dispatch/api/front_door.py
    }
)


def create_app() -> FastAPI:
    """Needs no database to start: until there is one, `/readyz` reports it and every other route answers 503."""
    log_to_stderr()  # uvicorn configures only its own loggers
    app = DescribedApi(
        title="Sigap 112",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_life,
    )
    app.add_middleware(Gate)
    app.add_middleware(ConsoleFiles, folder=console_folder())
    app.add_middleware(KnownHosts)
    app.add_middleware(TrustedProxies)
    problems.install(app)
    routes.install(app)
    routes.add(app, socket.router)
    routes.add(app, ingest.router)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    gc.freeze()  # what was imported stays: scanning it again and again would hold up the desk
    gc.enable()
    settings = DispatchSettings()
    url = settings.database_url.get_secret_value()
    pool = await open_pool(url, size=settings.database_pool_size, application_name="sigap api", at_once=False)
    command_pool = await open_pool(
        url, size=settings.command_pool_size, application_name="sigap commands", at_once=False
    )
    live_pool = await open_pool(url, size=LIVE_POOL_SIZE, application_name="sigap live", at_once=False)
    feed_pool = await open_pool(url, size=FEED_POOL_SIZE, application_name="sigap feed", at_once=False)
    intake_pool = await open_pool(url, size=INTAKE_POOL_SIZE, application_name="sigap intake", at_once=False)
    roads = CityRoads(workers=settings.router_threads)
    doorbell = Doorbell(url, DOORBELLS, application_name="sigap live doorbell")
    parts = Parts()
    heart = Heart(url, settings.process_name("api"), parts=parts, look=partial(_look, app))
    readiness = Readiness(pool, url, silent_s=lambda: heart.silent_s)
    margin_m = TrackingSettings().fix_service_area_margin_m
    travel_times = TravelTimes(pool, roads, timeout_s=settings.router_timeout_s, margin_m=margin_m)
    app.state.desk = Desk(pool, command_pool, travel_times, settings, readiness)
    app.state.live = Live(
        live_pool,
        Feed(feed_pool, doorbell),
        allowed_origins=settings.allowed_origins,
        resume_max=settings.live_resume_max,
        sockets_max=settings.live_sockets_per_session_max,
    )
    app.state.intake = _new_intake(intake_pool)
    tasks = [
        asyncio.create_task(heart.run(), name="heart"),
        parts.keep("live doorbell", doorbell.run),
        parts.keep("readiness doorbell", readiness.doorbell.run),
        parts.keep("live feed", app.state.live.feed.run),
        parts.keep("live sessions", app.state.live.sessions.run),
        parts.keep("intake", partial(_take_in, app, intake_pool)),
        asyncio.create_task(_open_roads(pool, roads), name="open roads"),
    ]
    try:
        yield
    finally:
        await _stop(tasks)
        heart.close()
        roads.close()
        app.state.desk.matching.close()
        pool.terminate()
        command_pool.terminate()
        live_pool.terminate()
        feed_pool.terminate()
        intake_pool.terminate()


async def _look(app: FastAPI, conn: Connection, beats: Sequence[Beat], silent_s: Mapping[str, float]) -> None:
    app.state.intake.keep_fixes(not disk_is_full(beats))
    await tell_the_desk(conn, beats, silent_s)


def _new_intake(pool: Pool) -> Intake:
    return Intake(pool, TrackingSettings(), worker=INTAKE_WORKER)


async def _take_in(app: FastAPI, pool: Pool) -> None:
    """An intake that ended by a bug of ours leaves the fixes it held; they are sent again, to a new one."""
    try:
        await app.state.intake.run()
    finally:
        app.state.intake = _new_intake(pool)


async def _open_roads(pool: Pool, roads: CityRoads) -> None:
    """Before the first call; if it fails, the first recommendation does it."""
    try:
        async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            await roads.current(conn)
    except Exception:
        log.exception("roads not opened yet")


async def _stop(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m dispatch", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8112)
    arguments = parser.parse_args()
    allow_many()
    uvicorn.run(
        create_app, factory=True, host=arguments.host, port=arguments.port, log_level="warning", **UVICORN_OPTIONS
    )


if __name__ == "__main__":  # as earlier service files start it
    main()
