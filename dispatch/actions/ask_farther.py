"""The air line is a prefilter only: who could still be nearer by road is asked about too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from dispatch.actions.estimate_arrivals import Arrival, Scene, estimate_arrivals
from dispatch.actions.turnout import turnout_s
from dispatch.domain.candidate import Basis
from dispatch.domain.prefilter import earliest_s, goes_round, reach_m, times_to_beat
from dispatch.domain.recommendation import Advice, advise
from dispatch.settings import DispatchSettings
from dispatch.store import candidates
from dispatch.store.candidates import Start
from geo.database import Pool
from geo.position import distance_m
from geo.profiles import fastest_mps, vehicle_profile
from geo.travel_times import TravelTimes

WITHIN_MAX = 64  # looked at by air line
AT_ONCE = 2  # of each kind: the exact time of one more start costs the router a millisecond and more


async def ask_farther(
    pool: Pool,
    travel_times: TravelTimes,
    nearest: Sequence[Arrival],
    at_work: Sequence[frozenset[str]],
    scene: Scene,
    *,
    now: datetime,
    settings: DispatchSettings,
) -> tuple[list[Arrival], bool]:
    """All arrivals, the nearest among them; and whether nobody who was not asked about can be nearer by road.

    The bound by top speed is wide in a large fleet. So it goes by a few at a time, those that could be there first,
    and on only while that finds a better one, or while the best drives far round about: then something lies between.
    """
    arrivals, so_far = list(nearest), _advice(nearest, at_work, scene)
    to_beat = _to_beat(arrivals, so_far, scene, settings)
    if not to_beat:
        return arrivals, True
    within, is_all = await _within_reach(pool, arrivals, to_beat, scene, now=now, settings=settings)
    room, at_once = settings.candidates_more_max, AT_ONCE
    while could_win := [start for start in within if _could_win(start, to_beat, scene, settings)]:
        asked = _few_of_each(could_win, to_beat, at_once)[:room]
        found = await estimate_arrivals(travel_times, asked, scene, settings)
        arrivals += [replace(each, is_farther=True) for each in found]
        before, so_far = so_far, _advice(arrivals, at_work, scene)
        within = [start for start in within if start not in asked]
        to_beat = _to_beat(arrivals, so_far, scene, settings)
        room, at_once = room - len(asked), at_once * 2
        if not room or not (so_far.advised != before.advised or _goes_round(arrivals, so_far, scene)):
            break
    return arrivals, is_all and not any(_could_win(start, to_beat, scene, settings) for start in within)


def _few_of_each(in_order: Sequence[Start], capabilities: Collection[str], few: int) -> list[Start]:
    chosen = {
        start.key: start
        for capability in capabilities
        for start in [each for each in in_order if capability in each.capabilities][:few]
    }
    return list(chosen.values())


def _advice(arrivals: Sequence[Arrival], at_work: Sequence[frozenset[str]], scene: Scene) -> Advice:
    return advise(scene.needs, at_work, [each.candidate for each in arrivals], [])


def _to_beat(arrivals: Sequence[Arrival], so_far: Advice, scene: Scene, settings: DispatchSettings) -> dict[str, float]:
    """By capability; empty when all estimates are by air line, which hides nobody from itself."""
    if any(each.candidate.basis is Basis.AIR_LINE for each in arrivals):
        return {}
    wanted = [need.capability for need in scene.needs]
    return {
        capability: eta_s
        for capability, eta_s in times_to_beat(so_far, wanted).items()
        if eta_s > settings.turnout_rolling_s and not _all_asked(arrivals, capability, settings)
    }


def _all_asked(arrivals: Sequence[Arrival], capability: str, settings: DispatchSettings) -> bool:
    """A list that is not full holds every free unit that there is."""
    return sum(capability in each.start.capabilities for each in arrivals) < settings.candidates_per_capability


async def _within_reach(
    pool: Pool,
    arrivals: Sequence[Arrival],
    to_beat: Mapping[str, float],
    scene: Scene,
    *,
    now: datetime,
    settings: DispatchSettings,
) -> tuple[list[Start], bool]:
    """Those that no top speed rules out, who could be there first before the others; and whether that is all."""
    top_speed_mps = fastest_mps()
    reach = {
        capability: reach_m(eta_s, turnout_s=settings.turnout_rolling_s, top_speed_mps=top_speed_mps)
        for capability, eta_s in to_beat.items()
    }
    async with pool.acquire(timeout=2) as conn:
        within = await candidates.free_within(
            conn,
            reach,
            scene.position,
            without=[each.start.key for each in arrivals],
            limit=WITHIN_MAX,
            now=now,
            settings=settings,
        )
    return sorted(within, key=lambda start: _earliest_s(start, scene, settings)), len(within) < WITHIN_MAX


def _could_win(start: Start, to_beat: Mapping[str, float], scene: Scene, settings: DispatchSettings) -> bool:
    earliest = _earliest_s(start, scene, settings)
    return any(earliest < eta_s for able, eta_s in to_beat.items() if able in start.capabilities)


def _earliest_s(start: Start, scene: Scene, settings: DispatchSettings) -> float:
    """By its own top speed and turnout."""
    return earliest_s(
        distance_m(start.position, scene.position),
        turnout_s=turnout_s(start, settings),
        top_speed_mps=vehicle_profile(start.profile).top_speed_mps,
    )


def _goes_round(arrivals: Sequence[Arrival], so_far: Advice, scene: Scene) -> bool:
    return any(
        goes_round(each.candidate.distance_m, distance_m(each.start.position, scene.position))
        for each in arrivals
        if each.start.unit_id in so_far.advised
    )
