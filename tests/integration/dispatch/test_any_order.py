"""Desk actions in any order: no unit at two incidents, no incident lost, no console out of date."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from dispatch.commands.assign_units import assign_units
from dispatch.commands.change_status import change_status
from dispatch.commands.close_incident import close_incident
from dispatch.commands.correct_incident import correct_alarm_level
from dispatch.commands.correct_status import correct_status
from dispatch.commands.create_incident import NewIncident, create_incident
from dispatch.commands.divert_unit import divert_unit
from dispatch.commands.merge_incidents import merge_incidents
from dispatch.commands.order_move_up import WantedMove, call_back, order_move_up
from dispatch.commands.raise_alarm_level import raise_alarm_level
from dispatch.commands.reopen_incident import reopen_incident
from dispatch.commands.replace_unit import replace_unit
from dispatch.domain.assignment import AssignmentStatus as S
from dispatch.domain.incident import Disposition
from dispatch.domain.recommendation import Advice
from dispatch.views.board import AssignmentOut
from tests.desk import HERE, SETTINGS, STATION_EAST, STATION_WEST
from tests.integration.dispatch.world import World

EXAMPLES, STEPS = 48, 30
OPEN_MAX = 12  # incidents; otherwise most steps are calls, and the rest find no free unit
PLACES = (HERE, STATION_WEST, STATION_EAST)
TYPES = ("medical", "structure_fire", "animal")
UNITS = ("AMB-01", "AMB-02", "DMK-01", "DMK-02")
PRESSED = (S.ACKNOWLEDGED, S.EN_ROUTE, S.ON_SCENE, S.TRANSPORTING, S.AT_HOSPITAL)
which = st.integers(0, 5)  # index into the existing items, counted from the newest, wrapping around
unit_ids = st.sampled_from(UNITS)
# Each must have been carried out, not only refused, or the test proves nothing about it.
DONE = frozenset(
    {
        *("call", "send", "follow_the_advice", "press", "go_on", "free", "replace", "relieve", "divert", "merge"),
        *("raise_the_alarm", "close", "reopen", "move_up", "call_back", "correct", "take_apart", "lower_the_alarm"),
    }
)


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
                derandomize=True,  # examples share the database: each starts from what the last one left
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert set(world.done) == DONE, world.done
        assert set(PRESSED) <= {row["kind"] for row in world.ask("SELECT DISTINCT kind FROM milestone")}
    finally:
        world.close()


class Machine(RuleBasedStateMachine):
    w: World

    # --- actions

    @precondition(lambda self: self._open_incidents() < OPEN_MAX)
    @rule(kind=st.sampled_from(TYPES), place=st.sampled_from(PLACES), p=st.sampled_from([1, 1, 2, 4, 5]))
    def call(self, kind: str, place: Any, p: int) -> None:
        new = NewIncident(kind, place, priority=p)
        made = self.w.do(
            "call", lambda conn: create_incident(conn, new, **self.w.how, margin_m=SETTINGS.service_area_margin_m)
        )
        assert made is not None  # the desk refuses no call
        self.w.incidents.append(made.id)

    @precondition(lambda self: self.w.incidents)
    @rule(i=which, some=st.sets(unit_ids, min_size=1, max_size=2))
    def send(self, i: int, some: set[str]) -> None:
        self._send("send", self._incident(i), some)

    @precondition(lambda self: self.w.incidents)
    @rule(i=which)
    def follow_the_advice(self, i: int) -> None:
        incident_id = self._incident(i)
        advice = self.w.advice_for(incident_id)
        if advice is None or not advice.advised:
            return
        if self._priority(incident_id) == 1:
            assert _nobody_is_passed_over(advice)
        assert self._send("follow_the_advice", incident_id, advice.advised) is not None, (
            "advice that cannot be followed"
        )

    @rule(a=which, status=st.sampled_from([*PRESSED, S.CANCELED]))
    def press(self, a: int, status: S) -> None:
        self._press("press", a, status)

    @rule(a=which)
    def go_on(self, a: int) -> None:
        """Advance one step, as most crews do."""
        if (assignment_id := self._assignment(a)) is None:
            return
        status = self.w.ask("SELECT status FROM assignment WHERE id = $1", assignment_id)[0]["status"]
        steps = [S.DISPATCHED, *PRESSED, S.CLEAR]
        if status in steps[:-1]:
            self._press("go_on", a, steps[steps.index(status) + 1])

    @rule(a=which)
    def free(self, a: int) -> None:
        self._press("free", a, S.CLEAR)

    @rule(a=which, u=which, acknowledges=st.booleans())
    def replace(self, a: int, u: int, acknowledges: bool) -> None:
        """The old crew stays until the new one has the order."""
        old, unit_id = self._assignment(a), self._free_unit(u)
        if old is None or unit_id is None:
            return
        made = self.w.do(
            "replace", lambda conn: replace_unit(conn, old, unit_id, routes={}, **self.w.how, orders=SETTINGS.orders)
        )
        if made is None or not acknowledges:
            return
        assert self._is_open(old)
        self.w.do(
            "relieve",
            lambda conn: change_status(conn, made.id, S.ACKNOWLEDGED, at=None, **self.w.how, orders=SETTINGS.orders),
        )
        assert not self._is_open(old)

    @precondition(lambda self: self.w.incidents)
    @rule(a=which, i=which)
    def divert(self, a: int, i: int) -> None:
        """Only to a more urgent incident: no unit is taken away from a priority 1."""
        if i % 2:
            return self._divert_to_a_new_call(a)
        if (assignment_id := self._assignment(a)) is None:
            return None
        return self._divert(assignment_id, self._incident(i))

    def _divert_to_a_new_call(self, number: int) -> None:
        """Send a free unit to something minor, then need it for something urgent."""
        unit_id = self._free_unit(number)
        if unit_id is None:
            return
        self.call("animal", HERE, 5)
        made = self._send("send", self.w.incidents[-1], [unit_id])
        if made is None:
            return
        self.call("medical", HERE, 1)
        self._divert(made[0].id, self.w.incidents[-1])

    def _divert(self, assignment_id: UUID, incident_id: UUID) -> None:
        left = self.w.ask("SELECT incident_id FROM assignment WHERE id = $1", assignment_id)[0]["incident_id"]
        made = self.w.do(
            "divert",
            lambda conn: divert_unit(conn, assignment_id, incident_id, routes={}, **self.w.how, orders=SETTINGS.orders),
        )
        assert made is None or self._priority(incident_id) < self._priority(left)

    @precondition(lambda self: self.w.incidents)
    @rule(i=which, into=which)
    def merge(self, i: int, into: int) -> None:
        one, other = self._incident(i), self._incident(into)
        self.w.do("merge", lambda conn: merge_incidents(conn, one, other, **self.w.how, orders=SETTINGS.orders))

    @precondition(lambda self: self.w.incidents)
    @rule(i=which)
    def raise_the_alarm(self, i: int) -> None:
        incident_id = self._incident(i)
        self.w.do("raise_the_alarm", lambda conn: raise_alarm_level(conn, incident_id, level=None, **self.w.how))

    @precondition(lambda self: self.w.incidents)
    @rule(i=which, again=st.booleans())
    def close(self, i: int, again: bool) -> None:
        incident_id = self._left_alone() if i % 2 else self._incident(i)
        self.w.do(
            "close", lambda conn: close_incident(conn, incident_id, disposition=Disposition.RESOLVED, **self.w.how)
        )
        if again:
            self.w.do(
                "reopen",
                lambda conn: reopen_incident(conn, incident_id, reason=None, **self.w.how, orders=SETTINGS.orders),
            )

    @rule(a=which, status=st.sampled_from([S.EN_ROUTE, S.DISPATCHED, *PRESSED, S.CLEAR]))
    def correct(self, a: int, status: S) -> None:
        if (assignment_id := self._assignment(a)) is None:
            return
        if a < 4:
            self._press("press", a, S.ON_SCENE)
        self.w.do(
            "correct",
            lambda conn: correct_status(
                conn, assignment_id, status, at=None, reason="salah tekan", **self.w.how, orders=SETTINGS.orders
            ),
        )

    @precondition(lambda self: self.w.incidents)
    @rule(i=which)
    def lower_the_alarm(self, i: int) -> None:
        if i % 2:
            self.raise_the_alarm(i)
        incident_id = self._incident(i)
        self.w.do(
            "lower_the_alarm",
            lambda conn: correct_alarm_level(conn, incident_id, level=1, reason="salah tekan", **self.w.how),
        )

    @rule()
    def take_apart(self) -> None:
        """Undo the last merge, with the units that work on the merged incident."""
        rows = self.w.ask("SELECT id, merged_into FROM incident WHERE merged_into IS NOT NULL ORDER BY closed_at DESC")
        if not rows:
            return
        there = self.w.ask(
            "SELECT u.unit_id FROM assignment a JOIN unit u ON u.key = a.unit_key"
            " WHERE a.incident_id = $1 AND a.released_at IS NULL",
            rows[0]["merged_into"],
        )
        unit_ids = [row["unit_id"] for row in there]
        self.w.do(
            "take_apart",
            lambda conn: reopen_incident(
                conn, rows[0]["id"], reason=None, unit_ids=unit_ids, **self.w.how, orders=SETTINGS.orders
            ),
        )

    @rule(u=which, station_id=st.sampled_from(["west", "east"]), stays=st.booleans())
    def move_up(self, u: int, station_id: str, stays: bool) -> None:
        unit_id = self._free_unit(u) if u == 0 else UNITS[u % len(UNITS)]
        if unit_id is None:
            return
        wanted = WantedMove(unit_id, station_id)
        moved = self.w.do(
            "move_up", lambda conn: order_move_up(conn, wanted, planned=None, **self.w.how, orders=SETTINGS.orders)
        )
        if moved is not None and not stays:
            assert moved.move_up is not None
            move_up_id = moved.move_up.id
            self.w.do("call_back", lambda conn: call_back(conn, move_up_id, **self.w.how, orders=SETTINGS.orders))

    # --- invariants

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
    def a_crew_is_out_with_one_vehicle_at_most(self) -> None:
        assert not self.w.ask(
            "SELECT crew_pool FROM unit JOIN assignment ON unit_key = key WHERE released_at IS NULL"
            " AND crew_pool IS NOT NULL GROUP BY crew_pool HAVING count(*) > 1"
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

    def _send(self, name: str, incident_id: UUID, some: Collection[str]) -> list[AssignmentOut] | None:
        return self.w.do(
            name, lambda conn: assign_units(conn, incident_id, some, routes={}, **self.w.how, orders=SETTINGS.orders)
        )

    def _press(self, name: str, number: int, status: S) -> None:
        if (assignment_id := self._assignment(number)) is not None:
            self.w.do(
                name,
                lambda conn: change_status(conn, assignment_id, status, at=None, **self.w.how, orders=SETTINGS.orders),
            )

    def _incident(self, number: int) -> UUID:
        """Return an open incident or, occasionally, a closed one."""
        if number == 0:
            return self.w.incidents[-1]
        rows = self.w.ask("SELECT id FROM incident WHERE closed_at IS NULL ORDER BY id DESC LIMIT 6")
        found: UUID = rows[number % len(rows)]["id"] if rows else self.w.incidents[-1]
        return found

    def _open_incidents(self) -> int:
        return int(self.w.ask("SELECT count(*) FROM incident WHERE closed_at IS NULL")[0]["count"])

    def _left_alone(self) -> UUID:
        """Return an open incident without units; the newest of all if there is none."""
        rows = self.w.ask(
            "SELECT id FROM incident WHERE closed_at IS NULL AND id NOT IN"
            " (SELECT incident_id FROM assignment WHERE released_at IS NULL) ORDER BY id LIMIT 1"
        )
        return rows[0]["id"] if rows else self.w.incidents[-1]

    def _assignment(self, number: int) -> UUID | None:
        """Return an open assignment or, occasionally, a closed one."""
        if number == 0:
            rows = self.w.ask("SELECT id FROM assignment ORDER BY id DESC LIMIT 1")
        else:
            rows = self.w.ask("SELECT id FROM assignment WHERE released_at IS NULL ORDER BY id DESC LIMIT 6")
        return rows[number % len(rows)]["id"] if rows else None

    def _free_unit(self, number: int) -> str | None:
        rows = self.w.ask(
            "SELECT unit_id FROM unit WHERE key NOT IN (SELECT unit_key FROM assignment WHERE released_at IS NULL)"
            " ORDER BY unit_id"
        )
        return rows[number % len(rows)]["unit_id"] if rows else None

    def _is_open(self, assignment_id: UUID) -> bool:
        return bool(self.w.ask("SELECT id FROM assignment WHERE id = $1 AND released_at IS NULL", assignment_id))

    def _priority(self, incident_id: UUID) -> int:
        return int(self.w.ask("SELECT priority FROM incident WHERE id = $1", incident_id)[0]["priority"])


def _nobody_is_passed_over(advice: Advice) -> bool:
    """No unit that stays could replace an advised one and be there earlier by more than the error band."""
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
