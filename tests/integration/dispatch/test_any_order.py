"""Whatever people do at the desk, in any order: no unit at two incidents, no incident lost, no console left behind."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from dispatch.actions.assign_units import assign_units
from dispatch.actions.change_status import change_status
from dispatch.actions.close_incident import close_incident, reopen_incident
from dispatch.actions.create_incident import NewIncident, create_incident
from dispatch.actions.merge_incidents import merge_incidents
from dispatch.actions.order_move_up import WantedMove, call_back, order_move_up
from dispatch.actions.raise_alarm_level import raise_alarm_level
from dispatch.actions.recommend_units import recommend_units
from dispatch.actions.relieve_unit import relieve_unit
from dispatch.domain.assignment import AssignmentStatus as S
from dispatch.domain.incident import Disposition
from dispatch.domain.recommendation import Advice
from dispatch.domain.refusals import DispatchRefusal
from dispatch.live.frames import EventFrame
from dispatch.live.sight import DeskSight
from dispatch.live.snapshots import read_snapshot
from dispatch.store import event_log
from geo.database import Connection, Pool, open_pool
from geo.roads import CityRoads
from geo.travel_times import TravelTimes
from simulators.board import Board
from tests.desk import HERE, NOW, SETTINGS, STATION_EAST, STATION_WEST, Desk, make_desk

EXAMPLES, STEPS = 8, 12
PLACES = (HERE, STATION_WEST, STATION_EAST)
TYPES = ("medical", "structure_fire", "animal")
UNITS = ("AMB-01", "AMB-02", "DMK-01", "DMK-02")
PRESSED = (S.ACKNOWLEDGED, S.EN_ROUTE, S.ON_SCENE, S.TRANSPORTING, S.AT_HOSPITAL, S.CLEAR, S.CANCELED)
which = st.integers(0, 5)  # of those there are, counted from the newest, and round again
unit_ids = st.sampled_from(UNITS)

type Action = Callable[[Connection], Awaitable[Any]]


class World:
    """One database for all examples: what one leaves behind the next one finds."""

    def __init__(self, database_url: str) -> None:
        self.runner = asyncio.Runner()
        self.pool: Pool = self.runner.run(open_pool(database_url, size=3, application_name="test"))
        self.desk: Desk = self.runner.run(make_desk(self.pool))
        self.roads = CityRoads(workers=1)
        self.travel_times = TravelTimes(self.pool, self.roads)
        self.incidents: list[UUID] = []
        self.board = Board()
        self.minutes = 0

    def close(self) -> None:
        self.roads.close()
        self.pool.terminate()
        self.runner.close()

    def do(self, action: Action) -> Any:
        """None when the desk refuses: then nothing may have changed."""

        async def in_transaction() -> Any:
            async with self.pool.acquire() as conn, conn.transaction():
                return await action(conn)

        self.minutes += 1
        try:
            return self.runner.run(in_transaction())
        except DispatchRefusal:
            return None

    def ask(self, query: str, *values: Any) -> list[Any]:
        return self.runner.run(self.pool.fetch(query, *values))

    def advice_for(self, incident_id: UUID) -> Advice | None:
        asking = recommend_units(self.pool, self.travel_times, incident_id, now=self.now, settings=SETTINGS)
        try:
            return self.runner.run(asking).advice
        except DispatchRefusal:
            return None

    @property
    def now(self) -> Any:
        return NOW + timedelta(minutes=self.minutes)

    @property
    def how(self) -> dict[str, Any]:
        return {"by": self.desk.dispatcher, "now": self.now}

    async def _fold(self) -> tuple[Board, Board]:
        async with self.pool.acquire() as conn:
            for event in await event_log.events_after(conn, self.board.as_of or 0, limit=1000):
                self.board.fold(msgspec.json.decode(EventFrame(event).text(DeskSight())))
            fresh = Board()
            fresh.fold(msgspec.json.decode((await read_snapshot(conn)).text(DeskSight())))
        return self.board, fresh

    def boards(self) -> tuple[Board, Board]:
        """One that followed all events from the first, one that came just now."""
        return self.runner.run(self._fold())


def test_any_order_of_actions_keeps_what_must_hold(database_url: str) -> None:
    world = World(database_url)

    class AnyOrder(Machine):
        w = world

    try:
        run_state_machine_as_test(
            AnyOrder,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                derandomize=True,  # what one example leaves behind, the next one finds
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        world.close()


class Machine(RuleBasedStateMachine):
    w: World

    # --- what people do

    @rule(
        kind=st.sampled_from(["medical", "structure_fire", "animal"]),
        place=st.sampled_from(PLACES),
        p=st.integers(1, 5),
    )
    def call(self, kind: str, place: Any, p: int) -> None:
        new = NewIncident(kind, place, priority=p)
        made = self.w.do(lambda conn: create_incident(conn, new, **self.w.how, settings=SETTINGS))
        self.w.incidents.append(made["id"])

    @precondition(lambda self: self.w.incidents)
    @rule(i=which, some=st.sets(unit_ids, min_size=1, max_size=2))
    def send(self, i: int, some: set[str]) -> None:
        incident_id = self._incident(i)
        self.w.do(lambda conn: assign_units(conn, incident_id, some, routes={}, **self.w.how, settings=SETTINGS))

    @precondition(lambda self: self.w.incidents)
    @rule(i=which)
    def follow_the_advice(self, i: int) -> None:
        incident_id = self._incident(i)
        advice = self.w.advice_for(incident_id)
        if advice is None or not advice.advised:
            return
        if self._priority(incident_id) == 1:
            assert _nobody_is_passed_over(advice)
        sent = self.w.do(
            lambda conn: assign_units(conn, incident_id, advice.advised, routes={}, **self.w.how, settings=SETTINGS)
        )
        assert sent is not None, "advice that cannot be followed"

    @rule(a=which, status=st.sampled_from(PRESSED))
    def press(self, a: int, status: S) -> None:
        if (assignment_id := self._assignment(a)) is not None:
            self.w.do(lambda conn: change_status(conn, assignment_id, status, at=None, **self.w.how, settings=SETTINGS))

    @rule(a=which, unit_id=unit_ids)
    def divert(self, a: int, unit_id: str) -> None:
        if (assignment_id := self._assignment(a)) is not None:
            self.w.do(
                lambda conn: relieve_unit(conn, assignment_id, unit_id, routes={}, **self.w.how, settings=SETTINGS)
            )

    @precondition(lambda self: self.w.incidents)
    @rule(i=which, into=which)
    def merge(self, i: int, into: int) -> None:
        one, other = self._incident(i), self._incident(into)
        self.w.do(lambda conn: merge_incidents(conn, one, other, **self.w.how, settings=SETTINGS))

    @precondition(lambda self: self.w.incidents)
    @rule(i=which)
    def raise_the_alarm(self, i: int) -> None:
        incident_id = self._incident(i)
        self.w.do(lambda conn: raise_alarm_level(conn, incident_id, level=None, **self.w.how))

    @precondition(lambda self: self.w.incidents)
    @rule(i=which, again=st.booleans())
    def close(self, i: int, again: bool) -> None:
        incident_id = self._incident(i)
        self.w.do(lambda conn: close_incident(conn, incident_id, disposition=Disposition.RESOLVED, **self.w.how))
        if again:
            self.w.do(lambda conn: reopen_incident(conn, incident_id, reason=None, **self.w.how))

    @rule(unit_id=unit_ids, station_id=st.sampled_from(["west", "east"]), back=st.booleans())
    def move_up(self, unit_id: str, station_id: str, back: bool) -> None:
        wanted = WantedMove(unit_id, station_id)
        moved = self.w.do(lambda conn: order_move_up(conn, wanted, planned=None, **self.w.how, settings=SETTINGS))
        if moved is not None and back:
            move_up_id = moved["move_up"]["id"]
            self.w.do(lambda conn: call_back(conn, move_up_id, **self.w.how, settings=SETTINGS))

    # --- what must hold

    @invariant()
    def a_unit_has_one_open_assignment_at_most_and_none_while_it_stands_in(self) -> None:
        assert not self.w.ask(
            "SELECT unit_key FROM assignment WHERE released_at IS NULL GROUP BY unit_key HAVING count(*) > 1"
        )
        assert not self.w.ask(
            "SELECT m.id FROM move_up m JOIN assignment a ON a.unit_key = m.unit_key AND a.released_at IS NULL"
            " WHERE m.ended_at IS NULL"
        )

    @invariant()
    def no_incident_is_lost_and_nobody_works_on_one_that_is_over(self) -> None:
        known = {row["id"] for row in self.w.ask("SELECT id FROM incident")}
        assert known == set(self.w.incidents)
        assert not self.w.ask(
            "SELECT a.id FROM assignment a JOIN incident i ON i.id = a.incident_id"
            " WHERE a.released_at IS NULL AND i.closed_at IS NOT NULL"
        )

    @invariant()
    def who_followed_the_events_sees_what_a_newcomer_sees(self) -> None:
        follower, newcomer = self.w.boards()
        assert follower.as_of == newcomer.as_of
        for name in ("incidents", "assignments", "alarms", "suggestions"):
            assert getattr(follower, name) == getattr(newcomer, name), name
        assert {key: newcomer.units[key] for key in follower.units} == follower.units

    def _incident(self, number: int) -> UUID:
        return self.w.incidents[-1 - number % len(self.w.incidents)]

    def _assignment(self, number: int) -> UUID | None:
        rows = self.w.ask("SELECT id FROM assignment ORDER BY id DESC LIMIT 6")
        return rows[number % len(rows)]["id"] if rows else None

    def _priority(self, incident_id: UUID) -> int:
        return int(self.w.ask("SELECT priority FROM incident WHERE id = $1", incident_id)[0]["priority"])


def _nobody_is_passed_over(advice: Advice) -> bool:
    """Of those that could do the same, none that stays could be there sooner by more than the error band."""
    chosen = [row.candidate for row in advice.candidates if row.candidate.unit_id in advice.advised]
    others = [row.candidate for row in advice.candidates if row.candidate.unit_id not in advice.advised]
    return not any(
        other.capabilities >= one.capabilities
        and other.eta_s is not None
        and one.eta_s is not None
        and other.eta_s + other.band_s < one.eta_s
        for other in others
        for one in chosen
    )
