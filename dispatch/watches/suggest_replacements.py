"""Check the units on their way again whenever something changes: a nearer unit, or an arrival that slipped."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from base.position import distance_m
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from core.domain.ids import new_id
from dispatch.advice.estimate_arrivals import Conditions, Scene, estimate_arrivals
from dispatch.advice.find_arrivals import read_conditions
from dispatch.advice.turnout import turnout_s
from dispatch.commands.end_suggestion import WITHDRAWN, end_suggestion
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.eta_uncertainty import EtaBand
from dispatch.domain.events.assignments import ReplacementSuggested
from dispatch.domain.prefilter import earliest_s
from dispatch.domain.refusals import SuggestionIsOver
from dispatch.domain.replacement import Board, Errand, Proposal, ReplacementRules, Rival, objection, propose
from dispatch.domain.response_plan import capabilities_with
from dispatch.steps.raise_alert import raise_about
from dispatch.store import candidates, event_log, incidents, suggestions
from dispatch.store.asked_for import AskedFor, asked_for_by
from dispatch.store.candidates import Start
from dispatch.store.suggestions import OnTheWay, Suggestion
from geo.roads.profiles import vehicle_profile
from geo.roads.travel_times import TravelTimes

WATCH = SystemActor("re_evaluation")
ALL_AGAIN_EVERY = timedelta(seconds=15)  # free units move around as well
RIVALS_MAX = 6  # the nearest by air line of those that could win
CRAWL_MPS = 3.0  # slower than this in a city is standing still: then another alert is raised
SLIPPED_MIN_S = 90.0
REMEMBERED = timedelta(days=1)
INCIDENTS_MAX = 200


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read before the router is asked."""

    under_way: Sequence[OnTheWay]
    starts: Mapping[str, Start]
    rivals: Collection[str]
    asked: Mapping[UUID, AskedFor]
    standing: Sequence[Suggestion]
    conditions: Conditions
    board: Board


@dataclass(frozen=True, slots=True)
class _Estimated:
    """One errand with its rivals, by road from where they are now."""

    row: OnTheWay
    errand: Errand
    band: EtaBand
    rivals: Sequence[Rival]


class ReplacementWatch:
    """Remembers which units were free, so that a unit that becomes free is checked at once."""

    def __init__(self, pool: Pool, travel_times: TravelTimes, policy: AdvicePolicy) -> None:
        self._pool = pool
        self._travel_times = travel_times
        self._positions = policy.positions
        self._turnout = policy.turnout
        self._rules = policy.replacement
        self._free: set[str] | None = None
        self._all_again_at: datetime | None = None

    async def look(self, now: datetime) -> int:
        """Return how many suggestions were made or withdrawn, and alerts raised."""
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            free = await suggestions.free_unit_ids(conn)
            under_way = await suggestions.on_the_way(conn)
            standing = await suggestions.standing(conn)
        freed = free - (free if self._free is None else self._free)
        self._free = free
        done = await self._withdraw(_gone(standing, under_way, free), now)
        all_again = self._all_again_at is None or now >= self._all_again_at
        if not under_way or not (freed or all_again):
            return done
        if all_again:
            self._all_again_at = now + ALL_AGAIN_EVERY
        return done + await self._reconsider(under_way, free if all_again else freed, all_again=all_again, now=now)

    async def _reconsider(
        self, under_way: Sequence[OnTheWay], rivals: Collection[str], *, all_again: bool, now: datetime
    ) -> int:
        conditions = await read_conditions(self._pool, self._travel_times, now=now)
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            facts = await self._read(conn, under_way, rivals, conditions, now)
        asked = [row for row in under_way if row.unit_id in facts.starts and (all_again or self._rivals(row, facts))]
        known = await asyncio.gather(*(self._estimate(row, facts) for row in asked))
        done = await self._suggest(known, facts, now)
        if all_again:
            done += await self._withdraw(_no_better(known, facts, self._rules), now)
            done += sum([await self._warn(each, now) for each in known])
        return done

    async def _read(
        self,
        conn: Connection,
        under_way: Sequence[OnTheWay],
        rivals: Collection[str],
        conditions: Conditions,
        now: datetime,
    ) -> _Facts:
        names = {row.unit_id for row in under_way} | set(rivals)
        starts = await candidates.starts_of(conn, names, now=now, positions=self._positions)
        asked = await asked_for_by(conn, await incidents.open_ids(conn, limit=INCIDENTS_MAX))
        board = Board(
            now,
            await suggestions.carried_out(conn, since=now - REMEMBERED),
            {capability for each in asked.values() if each.incident.priority == 1 for capability in each.lacking},
            await suggestions.refused(conn),
        )
        return _Facts(
            under_way,
            {start.unit_id: start for start in starts if start.state is not CandidateState.STALE},
            rivals,
            asked,
            await suggestions.standing(conn),
            conditions,
            board,
        )

    def _rivals(self, row: OnTheWay, facts: _Facts) -> list[Start]:
        """Free units that could do the same and, by their top speed, could win."""
        if not (needed := _needed(row, facts)):
            return []
        own, needs = facts.starts[row.unit_id], facts.asked[row.incident_id].needs
        longest_s = distance_m(own.position, row.scene) / CRAWL_MPS + turnout_s(own, self._turnout)
        to_beat_s = longest_s - self._rules.saving_min_of(row.priority)
        free = [facts.starts[unit_id] for unit_id in facts.rivals if unit_id in facts.starts]
        able = [start for start in free if needed <= capabilities_with(start.crew, start.capabilities, needs)]
        could_win = [start for start in able if self._earliest_s(start, row) < to_beat_s]
        return sorted(could_win, key=lambda start: self._earliest_s(start, row))[:RIVALS_MAX]

    def _earliest_s(self, start: Start, row: OnTheWay) -> float:
        return earliest_s(
            distance_m(start.position, row.scene),
            turnout_s=turnout_s(start, self._turnout),
            top_speed_mps=vehicle_profile(start.profile).top_speed_mps,
        )

    async def _estimate(self, row: OnTheWay, facts: _Facts) -> _Estimated:
        own, rivals = facts.starts[row.unit_id], self._rivals(row, facts)
        scene = Scene(row.scene, (), facts.conditions)
        arrivals = await estimate_arrivals(self._travel_times, [own, *rivals], scene, self._turnout)
        by_unit = {each.start.key: each.candidate for each in arrivals}
        mine = by_unit[own.key]

        def band(eta_s: float | None) -> EtaBand:
            return facts.conditions.band_of(eta_s, agency_id=own.agency_id, distance_m=mine.distance_m)

        drive_s = _by_road(mine, mine.drive_s)
        remaining_s = None if drive_s is None else drive_s + self._turnout_left_s(row, own, facts.board.now)
        errand = Errand(
            row.id,
            row.unit_id,
            row.incident_id,
            row.priority,
            AssignmentStatus(row.status),
            _needed(row, facts),
            remaining_s,
            band(remaining_s).tie_s,
        )
        return _Estimated(row, errand, band(row.eta_s), [_rival(by_unit[start.key]) for start in rivals])

    def _turnout_left_s(self, row: OnTheWay, own: Start, now: datetime) -> float:
        if row.status == AssignmentStatus.EN_ROUTE or own.state is CandidateState.ON_THE_ROAD:
            return 0.0
        promised_s = turnout_s(own, self._turnout) if row.turnout_s is None else row.turnout_s
        return max(0.0, promised_s - (now - row.dispatched_at).total_seconds())

    async def _suggest(self, known: Sequence[_Estimated], facts: _Facts, now: datetime) -> int:
        taken = {each.assignment_id for each in facts.standing}
        promised = {each.unit_id for each in facts.standing}
        pairs = [
            (each.errand, rival)
            for each in known
            for rival in each.rivals
            if each.errand.assignment_id not in taken and rival.unit_id not in promised
        ]
        made = 0
        for proposal in propose(pairs, facts.board, self._rules):
            async with commit_and_ring(self._pool) as conn:
                made += await write_suggestion(conn, proposal, now)
        return made

    async def _withdraw(self, gone: Sequence[Suggestion], now: datetime) -> int:
        for each in gone:
            with suppress(SuggestionIsOver):  # a person was faster
                async with commit_and_ring(self._pool) as conn:
                    await end_suggestion(conn, each.id, WITHDRAWN, by=WATCH, now=now)
        return len(gone)

    async def _warn(self, each: _Estimated, now: datetime) -> int:
        """Raise an alert if the promise is broken by more than estimates usually vary."""
        row, remaining_s = each.row, each.errand.remaining_s
        if row.eta_s is None or remaining_s is None or remaining_s <= self._rules.lock_s:
            return 0  # almost there: no unit could do better
        expected_s = (now - row.dispatched_at).total_seconds() + remaining_s
        allowed_s = max(SLIPPED_MIN_S, 2 * each.band.tie_s, (each.band.p90_s or row.eta_s) - row.eta_s)
        late_s = expected_s - row.eta_s
        if late_s <= allowed_s:
            return 0
        async with commit_and_ring(self._pool) as conn:
            detail = {"late_s": late_s, "remaining_s": remaining_s, "promised_s": row.eta_s}
            return await raise_about(conn, AlertKind.ETA_SLIPPED, row, by=WATCH, at=now, detail=detail)


async def write_suggestion(conn: Connection, proposal: Proposal, now: datetime) -> int:
    errand, rival = proposal.errand, proposal.rival
    made = Suggestion(new_id(), errand.incident_id, errand.assignment_id, rival.unit_id)
    data = {"errand": asdict(errand), "rival": asdict(rival), "eta_s": rival.eta_s, "remaining_s": errand.remaining_s}
    if not await suggestions.add_suggestion(conn, made, saving_s=proposal.saving_s, data=data, at=now):
        return 0
    suggested = ReplacementSuggested(
        incident_id=errand.incident_id,
        suggestion_id=made.id,
        assignment_id=errand.assignment_id,
        unit_id=errand.unit_id,
        with_unit_id=rival.unit_id,
        saving_s=proposal.saving_s,
    )
    await event_log.append(conn, suggested, by=WATCH, at=now)
    return 1


def _needed(row: OnTheWay, facts: _Facts) -> frozenset[str]:
    """The unit's capabilities that its incident asks for."""
    asked = facts.asked.get(row.incident_id)
    return row.capabilities.intersection(asked.slots) if asked else frozenset()


def _gone(standing: Sequence[Suggestion], under_way: Sequence[OnTheWay], free: Collection[str]) -> list[Suggestion]:
    """The unit to be replaced has arrived or is released, or the unit that would go is busy."""
    open_ids = {row.id for row in under_way}
    return [each for each in standing if each.assignment_id not in open_ids or each.unit_id not in free]


def _no_better(known: Sequence[_Estimated], facts: _Facts, rules: ReplacementRules) -> list[Suggestion]:
    by_errand = {each.errand.assignment_id: each for each in known}
    gone = []
    for standing in facts.standing:
        each = by_errand.get(standing.assignment_id)
        rivals = [rival for rival in each.rivals if rival.unit_id == standing.unit_id] if each else []
        if each and (not rivals or objection(each.errand, rivals[0], facts.board, rules)):
            gone.append(standing)
    return gone


def _rival(candidate: Candidate) -> Rival:
    eta_s = _by_road(candidate, candidate.eta_s)
    return Rival(candidate.unit_id, candidate.capabilities, eta_s, candidate.band_s)


def _by_road(candidate: Candidate, estimate_s: float | None) -> float | None:
    return estimate_s if candidate.basis is Basis.ROAD else None
