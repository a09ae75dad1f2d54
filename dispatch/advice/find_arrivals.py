"""Which units could arrive when: the nearest by air line, and any others that could still be nearer by road."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Self
from zoneinfo import ZoneInfo

from base.database import ACQUIRE_TIMEOUT_S, Pool
from base.position import distance_m
from dispatch.advice.estimate_arrivals import Arrival, Conditions, Scene, estimate_arrivals
from dispatch.advice.turnout import turnout_s
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.candidate import Basis
from dispatch.domain.prefilter import earliest_s, goes_round, likely_pace_mps, times_to_beat
from dispatch.domain.recommendation import advise
from dispatch.domain.turnout import TurnoutPolicy
from dispatch.store import eta_errors
from dispatch.store.asked_for import AskedFor
from dispatch.store.candidates import Nearby, Start, first_of_each, nearest_free
from geo.roads.profiles import fastest_mps, vehicle_profile
from geo.roads.travel_times import TravelTimes

AHEAD = 8  # per kind: this many more are known by air line than the router is asked about at first
AT_ONCE = 2  # per kind, then twice as many: each further start costs the router half a millisecond


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known before the roads are asked."""

    asked: AskedFor
    scene: Scene
    nearby: Nearby


@dataclass(frozen=True, slots=True)
class Found:
    """`is_proven`: no unit that the router was not asked about could be nearer by road than those advised."""

    arrivals: Sequence[Arrival]
    is_proven: bool


async def survey(
    pool: Pool, travel_times: TravelTimes, asked: AskedFor, *, now: datetime, policy: AdvicePolicy
) -> Survey:
    conditions, nearby = await asyncio.gather(
        read_conditions(pool, travel_times, now=now), _nearby(pool, asked, now=now, policy=policy)
    )
    return Survey(asked, Scene(asked.incident.position, asked.needs, conditions), nearby)


async def survey_under(
    conditions: Conditions, pool: Pool, asked: AskedFor, *, now: datetime, policy: AdvicePolicy
) -> Survey:
    """Like `survey`, for one of many incidents: conditions that hold for all of them were read once."""
    nearby = await _nearby(pool, asked, now=now, policy=policy)
    return Survey(asked, Scene(asked.incident.position, asked.needs, conditions), nearby)


async def read_conditions(pool: Pool, travel_times: TravelTimes, *, now: datetime) -> Conditions:
    streets = await travel_times.streets()
    hour = now.astimezone(ZoneInfo(streets.timezone)).hour
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return Conditions(streets, await eta_errors.learnt(conn, hour=hour), hour)


async def find_nearest(
    travel_times: TravelTimes, known: Survey, turnout: TurnoutPolicy, *, of_each: int
) -> list[Arrival]:
    """One router query about the nearest of each kind by air line; it proves nothing about the others."""
    first = first_of_each(known.nearby.starts, [need.capability for need in known.scene.needs], of_each)
    return await estimate_arrivals(travel_times, first, known.scene, turnout)


async def find_arrivals(travel_times: TravelTimes, known: Survey, policy: AdvicePolicy) -> Found:
    """Like `find_nearest`, and then in small batches about those that could be nearer by road.

    Which could is judged by the pace along the air line of those asked so far, unless an advised unit makes a long
    detour: then an obstacle lies between, and only the top speed rules units out. The proof, which is by top speed, may
    therefore be missing; `is_proven` reports it.
    """
    at_first = policy.search.first_of_each(len(known.asked.needs))
    arrivals = await find_nearest(travel_times, known, policy.turnout, of_each=at_first)
    room, at_once = policy.search.more_max, AT_ONCE
    search = _Search.of(arrivals, known, policy.turnout)
    while more := search.worth_asking(at_once)[:room]:
        arrivals = [*arrivals, *await estimate_arrivals(travel_times, more, known.scene, policy.turnout)]
        room, at_once = room - len(more), at_once * 2
        search = _Search.of(arrivals, known, policy.turnout)
    return Found(arrivals, search.is_proven())


async def _nearby(pool: Pool, asked: AskedFor, *, now: datetime, policy: AdvicePolicy) -> Nearby:
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return await nearest_free(
            conn,
            asked.needs,
            asked.incident.position,
            limit=policy.search.first_of_each(len(asked.needs)) + AHEAD,
            now=now,
            positions=policy.positions,
        )


@dataclass(frozen=True, slots=True)
class _Search:
    """The state of the search: the advice so far, and for each capability the ETA that others have to beat."""

    arrivals: Sequence[Arrival]
    advised: Collection[str]
    to_beat: Mapping[str, float]
    scene: Scene
    nearby: Nearby
    turnout: TurnoutPolicy

    @classmethod
    def of(cls, arrivals: Sequence[Arrival], known: Survey, turnout: TurnoutPolicy) -> Self:
        """There is nothing to beat by air line: the units asked about are the nearest by air line already."""
        scene = known.scene
        so_far = advise(scene.needs, known.asked.at_work, [each.candidate for each in arrivals], [])
        to_beat = times_to_beat(so_far, [need.capability for need in scene.needs])
        if any(each.candidate.basis is Basis.AIR_LINE for each in arrivals):
            to_beat = {}
        can_be_beaten = {each: eta_s for each, eta_s in to_beat.items() if eta_s > turnout.rolling_s}
        return cls(arrivals, so_far.advised, can_be_beaten, scene, known.nearby, turnout)

    def worth_asking(self, few: int) -> list[Start]:
        """The other units that could arrive first, up to a number per kind."""
        if not self.to_beat:
            return []
        pace_mps = inf if self._goes_round() else self._pace_mps()
        could_win = [start for start in self._others() if self._could_win(start, pace_mps)]
        could_win.sort(key=self._earliest_s)
        return first_of_each(could_win, list(self.to_beat), few)

    def is_proven(self) -> bool:
        """By top speed, for the units known by air line and for those farther away."""
        if any(self._could_win(start, inf) for start in self._others()):
            return False
        rolling_s, top_speed_mps = self.turnout.rolling_s, fastest_mps()
        edge_m = self.nearby.edge_m
        return all(
            earliest_s(edge_m[capability], turnout_s=rolling_s, top_speed_mps=top_speed_mps) >= eta_s
            for capability, eta_s in self.to_beat.items()
        )

    def _others(self) -> list[Start]:
        known = {each.start.key for each in self.arrivals}
        return [start for start in self.nearby.starts if start.key not in known]

    def _could_win(self, start: Start, pace_mps: float) -> bool:
        earliest = self._earliest_s(start, pace_mps)
        return any(earliest < eta_s for able, eta_s in self.to_beat.items() if able in start.capabilities)

    def _earliest_s(self, start: Start, pace_mps: float = inf) -> float:
        """By its own top speed and turnout, or along the air line at a slower pace."""
        return earliest_s(
            distance_m(start.position, self.scene.position),
            turnout_s=turnout_s(start, self.turnout),
            top_speed_mps=min(pace_mps, vehicle_profile(start.profile).top_speed_mps),
        )

    def _pace_mps(self) -> float:
        return likely_pace_mps(
            [
                (distance_m(each.start.position, self.scene.position), each.candidate.drive_s)
                for each in self.arrivals
                if each.candidate.drive_s is not None
            ]
        )

    def _goes_round(self) -> bool:
        return any(
            goes_round(each.candidate.distance_m, distance_m(each.start.position, self.scene.position))
            for each in self.arrivals
            if each.start.unit_id in self.advised
        )
