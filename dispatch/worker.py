"""The worker process: the desk's timers; `python -m dispatch.worker`."""

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle

import uvloop

from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Connection, Pool, open_pool
from base.doorbell import Doorbell
from base.log_lines import log_to_stderr
from base.open_files import allow_many
from base.parts import Parts, busy
from base.steady_clock import STEADY_CLOCK
from core.access.log_in import forget_browsers
from core.log_heads import HEADS_FILE, WRITE_EVERY_S, HeadKeeper, LogHeads
from core.store import accounts, event_chain, idempotency_keys, outbox_messages
from dispatch.heart import Heart, tell_the_desk
from dispatch.settings import DispatchSettings
from dispatch.store import eta_errors, heard_words, timer_lock, turnout_times
from dispatch.watches.auto_clear import auto_clear
from dispatch.watches.flag_milestones import flag_milestones
from dispatch.watches.follow_units import UnitFollower
from dispatch.watches.note_arrivals import note_arrivals
from dispatch.watches.process_device_alerts import process_device_alerts
from dispatch.watches.raise_closed_routes import raise_closed_routes
from dispatch.watches.raise_future_fixes import raise_future_fixes
from dispatch.watches.raise_late_clocks import raise_late_clocks
from dispatch.watches.raise_left_alone import raise_left_alone
from dispatch.watches.raise_missing_bridges import raise_missing_bridges
from dispatch.watches.raise_overdue_orders import raise_overdue_orders
from dispatch.watches.raise_silent_units import SilenceWatch
from dispatch.watches.raise_strangers_at_broker import StrangerWatch
from dispatch.watches.refresh_cover import refresh_cover
from dispatch.watches.retention import HistoryKeeper
from dispatch.watches.send_automatically import send_automatically
from dispatch.watches.set_phone_paces import set_phone_paces
from dispatch.watches.suggest_replacements import ReplacementWatch
from dispatch.watches.watch_geofences import GeofenceWatch
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tracking.devices import health, signs
from tracking.history import handover
from tracking.movement.movement_watch import MovementWatch
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

POOL_SIZE = 48  # each timer holds one while it works with another
KEYS_KEPT = timedelta(hours=24)
AFTER_FAILURE_S = 5.0
COVER_NICENESS = 10  # half a minute of routing for a large fleet: only while the processor is otherwise idle
HEALTH_SLICES = 60  # a slice a second: all of ten thousand devices at once would hold up their fixes
WATCHING_SHARE_MAX = 0.1
TIMER_HANGS_AFTER_S = 60.0
COVER_HANGS_AFTER_S = 1800.0
HISTORY_HANGS_AFTER_S = 6 * 3600.0  # a day of a large fleet is rewritten

Job = Callable[[datetime], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Timer:
    name: str
    every_s: float
    job: Job
    wait: Callable[[float], Awaitable[object]] = asyncio.sleep  # a bell may end the wait early
    within_s: float = TIMER_HANGS_AFTER_S  # a job that takes longer counts as hanging
    share_max: float = 1.0  # share of the time: a large fleet is checked less often, not all the time


class Timers:
    """Runs every timer until canceled; among several workers only one at a time does a timer's job."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def start(self, timers: list[Timer], parts: Parts) -> list[asyncio.Task[None]]:
        return [parts.keep(timer.name, partial(self._run_for_ever, timer)) for timer in timers]

    async def _run_for_ever(self, timer: Timer) -> None:
        while True:
            wait_s, started_s = max(timer.every_s, AFTER_FAILURE_S), time.monotonic()
            try:
                with busy(timer.within_s):
                    await self.run_once(timer)
                wait_s = max(timer.every_s, (time.monotonic() - started_s) * (1 / timer.share_max - 1))
            except TimeoutError as error:  # a busy machine, or a database outage: no fault of the timer
                log.warning("timer waits for the database", extra={"timer": timer.name, "error": repr(error)})
                await self._pool.expire_connections()
            except DATABASE_ERRORS:
                log.exception("timer lost the database, will try again", extra={"timer": timer.name})
                await self._pool.expire_connections()
            except Exception:
                log.exception("timer failed, will try again", extra={"timer": timer.name})
            await timer.wait(wait_s)

    async def run_once(self, timer: Timer) -> bool:
        """Return False if another worker is running it."""
        async with (
            self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as guard,
            timer_lock.try_hold(guard, timer.name) as is_ours,
        ):
            if is_ours:
                await timer.job(STEADY_CLOCK.now())
        return is_ours


def timers(
    pool: Pool,
    travel_times: TravelTimes,
    unhurried: TravelTimes,
    settings: DispatchSettings,
    bell: Doorbell,
    sign_bell: Doorbell,
) -> list[Timer]:
    """All timers: name, interval and job; `bell` rings with every event, `sign_bell` with a device's sign."""

    def sql(action: Callable[[Connection, datetime], Awaitable[object]]) -> Job:
        async def job(now: datetime) -> None:
            async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
                await action(conn, now)

        return job

    async def drives(now: datetime) -> int:
        return await auto_clear(pool, now=now) + await raise_closed_routes(pool, now=now)

    history = HistoryKeeper(pool, words_kept_days=settings.words_retention_days)
    strangers = StrangerWatch(pool)
    advice, clocks, orders, radius_m = settings.advice, settings.clocks, settings.orders, settings.at_station_radius_m
    follower = UnitFollower(
        pool, travel_times, advice, not_moving_s=settings.unit_not_moving_s, stalled_s=settings.unit_stalled_s
    )

    return [
        *log_timers(pool, settings),
        Timer(
            "overdue orders",
            1,
            lambda now: raise_overdue_orders(pool, travel_times, now=now, orders=orders, policy=advice),
        ),
        Timer("alerts that are over", 1, drives),
        Timer(
            "automatic sending",
            1,
            lambda now: send_automatically(pool, travel_times, now=now, policy=advice, orders=orders),
        ),
        Timer("late clocks", 1, lambda now: raise_late_clocks(pool, now=now, targets=clocks)),
        Timer("left alone", 1, lambda now: raise_left_alone(pool, now=now)),
        Timer("missing bridges", 5, lambda now: raise_missing_bridges(pool, now=now)),
        Timer("strangers at the broker", 5, lambda now: strangers.look(now=now)),
        Timer("replacements", 1, ReplacementWatch(pool, travel_times, advice).look, bell.wait),
        Timer("units at work", 1, follower.look),
        Timer("arrived move-ups", 2, lambda now: note_arrivals(pool, now=now, station_radius_m=radius_m)),
        Timer("cover map", 60, lambda now: refresh_cover(pool, unhurried, now=now), within_s=COVER_HANGS_AFTER_S),
        Timer("doubtful milestones", 5, lambda now: flag_milestones(pool, now=now)),
        *device_timers(pool, settings, sign_bell),
        Timer("paces of phones", 1, lambda now: set_phone_paces(pool, now=now), bell.wait),
        Timer("expired messages", 10, sql(outbox_messages.finish_expired)),
        Timer("promised arrivals", 600, sql(eta_errors.learn)),
        Timer("turnout times", 600, sql(turnout_times.learn)),
        Timer("expired sessions", 600, sql(accounts.end_expired_sessions)),
        Timer("forgotten browsers", 3600, sql(lambda conn, now: forget_browsers(conn, now=now))),
        Timer("heard words", 600, sql(heard_words.forget_old)),
        Timer("old answers", 3600, sql(lambda conn, now: idempotency_keys.forget_older(conn, now - KEYS_KEPT))),
        Timer(
            "history",
            3600,
            lambda now: history.look(now=now, settings=TrackingSettings()),
            history.wait,
            within_s=HISTORY_HANGS_AFTER_S,
        ),
    ]


def log_timers(pool: Pool, settings: DispatchSettings) -> list[Timer]:
    """If there is a data folder, the heads of the event log are kept there, too."""
    if settings.data_dir is None:
        return []
    keeper = HeadKeeper(pool, LogHeads(settings.data_dir / HEADS_FILE))

    return [Timer("heads of the log", WRITE_EVERY_S, lambda _now: keeper.look())]


def device_timers(pool: Pool, settings: DispatchSettings, sign_bell: Doorbell) -> list[Timer]:
    """What devices report or stop reporting, their health, changes of vehicle, and the fences they cross."""
    slices = cycle(range(HEALTH_SLICES))

    async def measure(now: datetime) -> None:
        async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            await health.measure(conn, now=now, slice_of=(next(slices), HEALTH_SLICES))

    async def settle(now: datetime) -> None:
        async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            await handover.settle_recent(conn, now=now)

    geofences = GeofenceWatch(pool, settings.positions, dwell_s=settings.geofence_dwell_s)
    movements = MovementWatch(pool)
    silence = SilenceWatch(pool, settings.silence)

    return [
        Timer("movement", 5, lambda _now: movements.look(), share_max=WATCHING_SHARE_MAX),
        Timer("geofences", 5, lambda now: geofences.look(now=now), share_max=WATCHING_SHARE_MAX),
        Timer("fixes from the future", 10, lambda now: raise_future_fixes(pool, now=now)),
        Timer("device signs", 1, lambda now: process_device_alerts(pool, now=now), sign_bell.wait),
        Timer("silent units", 1, silence.raise_silent),
        Timer("old places", 2, silence.raise_old),
        Timer("device health", 60 / HEALTH_SLICES, measure),
        Timer("quiet units", 60, silence.note_quiet),
        Timer("handed over devices", 5, settle),
    ]


async def work() -> None:
    """Until SIGTERM or Ctrl-C; a running job is aborted and its transaction rolled back."""
    settings = DispatchSettings()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    pool = await open_pool(
        settings.database_url.get_secret_value(), size=POOL_SIZE, application_name="sigap worker", at_once=False
    )
    roads, cover_roads = CityRoads(workers=1), CityRoads(workers=1, niceness=COVER_NICENESS)
    margin_m = TrackingSettings().fix_service_area_margin_m
    travel_times = TravelTimes(pool, roads, timeout_s=settings.router_timeout_s, margin_m=margin_m)
    unhurried = TravelTimes(pool, cover_roads, timeout_s=settings.router_unhurried_timeout_s, margin_m=margin_m)
    url = settings.database_url.get_secret_value()
    bell = Doorbell(url, [event_chain.DOORBELL], application_name="sigap worker bell")
    sign_bell = Doorbell(url, [signs.DOORBELL], application_name="sigap worker sign bell")
    parts = Parts()
    heart = Heart(url, settings.process_name("worker"), parts=parts, look=tell_the_desk)
    tasks = [
        asyncio.create_task(heart.run(), name="heart"),
        parts.keep("bell", bell.run),
        parts.keep("sign bell", sign_bell.run),
        *Timers(pool).start(timers(pool, travel_times, unhurried, settings, bell, sign_bell), parts),
    ]
    log.info("worker ready")
    await stopped.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    heart.close()
    roads.close()
    cover_roads.close()
    pool.terminate()
    log.info("worker stopped")


def main() -> None:
    log_to_stderr()
    allow_many()
    uvloop.run(work())


if __name__ == "__main__":
    main()
