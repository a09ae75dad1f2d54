"""A desk whose actions run one after the other, and a console that follows its events."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from base.database import Connection, Pool, open_pool
from core.domain.refusals import Refusal
from core.store import log_cursor
from dispatch.advice.recommend_units import recommend_units
from dispatch.domain.recommendation import Advice
from dispatch.live.frames import EventFrame
from dispatch.live.sight import DeskSight
from dispatch.live.snapshots import read_snapshot
from dispatch.setup.load_roster import load_units
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from simulators.board import Board
from tests.desk import NOW, ROSTER, SETTINGS, SETUP, Desk, make_desk

ONE_CREW = ("AMB-02", "DMK-02")


async def share_a_crew(pool: Pool) -> None:
    two = [replace(unit, crew_pool="east crew") for unit in ROSTER.units if unit.id in ONE_CREW]
    async with pool.acquire() as conn, conn.transaction():
        await load_units(conn, two, by=SETUP, now=NOW)


class World:
    """One database for all examples: each starts from what the last one left."""

    def __init__(self, database_url: str) -> None:
        self.runner = asyncio.Runner()
        self.pool: Pool = self.runner.run(open_pool(database_url, size=3, application_name="test"))
        self.desk: Desk = self.runner.run(make_desk(self.pool))
        self.runner.run(share_a_crew(self.pool))
        self.roads = CityRoads(workers=1)
        self.travel_times = TravelTimes(self.pool, self.roads)
        self.incidents: list[UUID] = []
        self.board = Board()
        self.minutes = 0
        self.done: Counter[str] = Counter()

    def close(self) -> None:
        self.roads.close()
        self.pool.terminate()
        self.runner.close()

    def do[Made](self, name: str, action: Callable[[Connection], Awaitable[Made]]) -> Made | None:
        """Return None if the desk refuses: then nothing may have changed."""

        async def in_transaction() -> Made:
            async with self.pool.acquire() as conn, conn.transaction():
                return await action(conn)

        self.minutes += 1
        try:
            made = self.runner.run(in_transaction())
        except Refusal:
            return None
        self.done[name] += 1
        return made

    def ask(self, query: str, *values: Any) -> list[Any]:
        return self.runner.run(self.pool.fetch(query, *values))

    def advice_for(self, incident_id: UUID) -> Advice | None:
        asking = recommend_units(self.pool, self.travel_times, incident_id, now=self.now, policy=SETTINGS.advice)
        try:
            return self.runner.run(asking).advice
        except Refusal:
            return None

    @property
    def now(self) -> Any:
        return NOW + timedelta(minutes=self.minutes)

    @property
    def how(self) -> dict[str, Any]:
        return {"by": self.desk.dispatcher, "now": self.now}

    async def _fold(self) -> tuple[Board, Board]:
        async with self.pool.acquire() as conn:
            for event in await log_cursor.entries_after(conn, self.board.as_of or 0, limit=1000):
                self.board.fold(msgspec.json.decode(EventFrame(event).text(DeskSight())))
            fresh = Board()
            fresh.fold(msgspec.json.decode((await read_snapshot(conn)).text(DeskSight())))
        return self.board, fresh

    def boards(self) -> tuple[Board, Board]:
        """Two boards: one that followed all events from the first, and one that has just connected."""
        return self.runner.run(self._fold())
