"""What every request needs: the database, the router, the settings, and the health of the API itself."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from base.database import Pool
from base.steady_clock import STEADY_CLOCK
from core.access.hashing_queue import HashingQueue
from core.access.login_limiter import LoginLimiter
from dispatch.api.read_queue import ReadQueue
from dispatch.api.readiness import Readiness
from dispatch.settings import DispatchSettings
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes


@dataclass(frozen=True, slots=True)
class Desk:
    pool: Pool
    commands: Pool  # however many read, a command finds a connection
    travel_times: TravelTimes
    settings: DispatchSettings
    readiness: Readiness
    # Roads of its own: a long track must not make a recommendation wait. Opened at the first request for them.
    matching: CityRoads = field(default_factory=lambda: CityRoads(workers=1))
    logins: LoginLimiter = field(default_factory=LoginLimiter)
    hashing: HashingQueue = field(default_factory=HashingQueue)
    reads: ReadQueue = field(default_factory=ReadQueue)

    def now(self) -> datetime:
        return STEADY_CLOCK.now()


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _desk_at_hand(request: Request) -> Desk:
    """Asynchronous, like all dependencies: FastAPI calls others in a thread, twice the time for nothing."""
    return desk_of(request)


DeskAtHand = Annotated[Desk, Depends(_desk_at_hand)]
