"""The dispatch policies that are compared: two common ones, and the desk's own rules."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from bench.quality.day import DESK, Case, Day, Unit
from bench.quality.knowledge import Group, Known
from bench.quality.ways import Spot
from dispatch.domain.availability_forecast import free_in_s
from dispatch.domain.board_advice import MAY_WAIT_FROM_PRIORITY, Option, assign_board, slots_of
from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.cover import FreeUnit, left_behind, losses_s
from dispatch.domain.eta_uncertainty import band_of
from dispatch.domain.move_up import Limits, Move, Standby, fill_holes, station_for, suggest_moves
from dispatch.domain.ranking import Left, Sending
from dispatch.domain.recommendation import advise
from dispatch.domain.replacement import ON_ITS_WAY, Board, Errand, Replacement, Rival, propose

AIR_LINE_MPS = 9.0
LIMITS = Limits(DESK.cover.gain_min, DESK.cover.drive_max_s)
REST_S = DESK.cover.rest.total_seconds()
SOON_BACK_S = 1800.0  # a hole that closes by itself sooner is left alone


@dataclass(slots=True)
class Nearest:
    """Sends the nearest free units, by air line or by road with turnout; waiting cases are served in turn."""

    by_road: bool

    def send(self, day: Day, case: Case) -> Collection[Unit]:
        units = {unit.vehicle.unit_id: unit for unit in day.free()}
        assigned = [unit.vehicle.capabilities for unit in case.units]
        candidates = [self.candidate(day, unit, case) for unit in units.values()]
        advice = advise(case.needs, assigned, candidates, [], self.sending(day, case))
        return [units[unit_id] for unit_id in advice.advised]

    def candidate(self, day: Day, unit: Unit, case: Case) -> Candidate:
        if not self.by_road:
            away_s = day.city.ways.air_m(day.spot(unit), case.emergency.place) / AIR_LINE_MPS
            return _candidate(unit, 0.0, away_s)
        return _candidate(unit, day.turnout_s(unit), day.drive_s(unit, case.emergency.place))

    def sending(self, day: Day, case: Case) -> Sending:  # noqa: ARG002
        return Sending()

    def share_out(self, day: Day, waiting: Sequence[Case]) -> Collection[tuple[Unit, Case]]:
        """Serve the most urgent first, then the longest waiting."""
        sent: list[tuple[Unit, Case]] = []
        for case in sorted(waiting, key=lambda case: (case.emergency.priority, case.emergency.at_s)):
            taken = {unit.index for unit, _ in sent}
            sent += [(unit, case) for unit in self.send(day, case) if unit.index not in taken]
        return sent

    def divert(self, day: Day) -> tuple[Unit, Unit | None, Case] | None:  # noqa: ARG002
        return None

    def standby(self, day: Day, unit: Unit) -> int:  # noqa: ARG002
        return unit.vehicle.home

    def moves(self, day: Day) -> Collection[tuple[Unit, int]]:  # noqa: ARG002
        return ()


@dataclass(slots=True)
class Ours(Nearest):
    """Follows the desk's advice to the letter; `obedience` applies to move-ups only."""

    by_road: bool = True
    known: Known = field(kw_only=True)
    diverts: bool = field(default=False, kw_only=True)
    obedience: float = field(default=0.0, kw_only=True)
    limits: Limits = field(default=LIMITS, kw_only=True)
    draws: Random = field(default_factory=lambda: Random(112), kw_only=True)
    diverted: list[Replacement] = field(default_factory=list, kw_only=True)
    asked_s: dict[int, float] = field(default_factory=dict, kw_only=True)

    def sending(self, day: Day, case: Case) -> Sending:
        loss_s: dict[str, float] = {}
        leaves: dict[str, Left] = {}
        for capability in {need.capability for need in case.needs}:
            free = [self._free_unit(day, unit) for unit in day.free() if capability in unit.vehicle.capabilities]
            for unit_id, lost_s in losses_s(free, self.known.demand).items():
                loss_s[unit_id] = max(lost_s, loss_s.get(unit_id, 0.0))
            leaves |= left_behind(free, self.known.demand)
        waited_s = day.now_s - case.emergency.at_s
        return Sending(case.emergency.priority, waited_s, loss_s, leaves)

    def _free_unit(self, day: Day, unit: Unit) -> FreeUnit:
        place, ways = day.spot(unit).place, day.city.ways
        return FreeUnit(unit.vehicle.unit_id, ways.lat[place], ways.lon[place])

    def share_out(self, day: Day, waiting: Sequence[Case]) -> Collection[tuple[Unit, Case]]:
        """Use the board's advice as soon as two cases wait."""
        wanted = [(case, capability) for case in waiting for capability in case.open_slots()]
        slots = [
            slot
            for case in waiting
            for slot in slots_of(
                case.emergency.number, case.emergency.priority, day.now_s - case.emergency.at_s, case.open_slots()
            )
        ]
        options = [
            Option(index, each.vehicle.unit_id, self._eta_s(day, each, case), each.vehicle.unit_id, not each.is_free)
            for index, (case, capability) in enumerate(wanted)
            for each in day.units
            if capability in each.vehicle.capabilities
            and (each.is_free or (case.emergency.priority >= MAY_WAIT_FROM_PRIORITY and each.case is not case))
        ]
        units = {unit.vehicle.unit_id: unit for unit in day.units}
        chosen = assign_board(slots, options)
        return [(units[option.unit_id], wanted[index][0]) for index, option in chosen.items() if not option.is_busy]

    def _eta_s(self, day: Day, unit: Unit, case: Case) -> float:
        place = case.emergency.place
        if unit.case is None:
            return day.turnout_s(unit) + day.drive_s(unit, place)
        free_s = free_in_s(unit.status, day.now_s - unit.since_s)
        return free_s + float(day.city.ways.drive_s[unit.vehicle.driven_as][unit.case.emergency.place, place])

    def divert(self, day: Day) -> tuple[Unit, Unit | None, Case] | None:
        """Return the next diversion that the rules suggest; the desk accepts it at once."""
        if not self.diverts:
            return None
        free = day.free()
        under_way = [unit for unit in day.units if unit.case is not None and unit.status in ON_ITS_WAY]
        if not free or not under_way:
            return None
        errands = {unit.vehicle.unit_id: self._errand(day, unit) for unit in under_way}
        starts = [(rival, day.spot(rival), day.turnout_s(rival)) for rival in free]
        pairs = [
            (errands[unit.vehicle.unit_id], self._rival(day, rival, start, turnout_s, unit.case.emergency.place))
            for unit in under_way
            if unit.case is not None
            for rival, start, turnout_s in starts
            if errands[unit.vehicle.unit_id].needed <= rival.vehicle.capabilities
        ]
        lacking = {
            capability for case in day.waiting() if case.emergency.priority == 1 for capability in case.open_slots()
        }
        found = propose(pairs, Board(_moment(day.now_s), self.diverted, lacking), DESK.replacement)
        if not found:
            return None
        units = {unit.vehicle.unit_id: unit for unit in day.units}
        replaced, sent = found[0].errand.unit_id, found[0].rival.unit_id
        self.diverted.append(Replacement(found[0].errand.incident_id, replaced, sent, _moment(day.now_s)))
        case = units[replaced].case
        assert case is not None
        return units[sent], units[replaced], case

    def _errand(self, day: Day, unit: Unit) -> Errand:
        assert unit.case is not None
        assert unit.drive is not None
        case = unit.case
        turnout_left_s = max(0.0, unit.drive.left_at_s - day.now_s)
        remaining_s = turnout_left_s + day.drive_s(unit, case.emergency.place)
        wanted = {need.capability for need in case.needs}
        number = UUID(int=case.emergency.number)
        needed = unit.vehicle.capabilities & wanted
        return Errand(
            UUID(int=unit.index),
            unit.vehicle.unit_id,
            number,
            case.emergency.priority,
            unit.status,
            needed,
            remaining_s,
            _band_s(remaining_s),
        )

    def _rival(self, day: Day, unit: Unit, start: Spot, turnout_s: float, to: int) -> Rival:
        eta_s = turnout_s + day.city.ways.eta_s(unit.vehicle.driven_as, start, to)
        return Rival(unit.vehicle.unit_id, unit.vehicle.capabilities, eta_s, _band_s(eta_s))

    def standby(self, day: Day, unit: Unit) -> int:
        group = self._group(unit)
        if group is None or self.draws.random() >= self.obedience:
            return unit.vehicle.home
        others = [each for each in self._standing(day, group) if each.unit_id != unit.vehicle.unit_id]
        me = self._standby(day, unit, group)
        return group.stations[station_for(me, others, group.cover, self.limits).to]

    def moves(self, day: Day) -> Collection[tuple[Unit, int]]:
        if not self.obedience:
            return ()
        units = {unit.vehicle.unit_id: unit for unit in day.units}
        found: list[tuple[Unit, int]] = []
        for group in self.known.groups.values():
            for move in self._suggested(day, group):
                unit = units[move.unit_id]
                self.asked_s[unit.index] = day.now_s
                if self.draws.random() < self.obedience:
                    found.append((unit, group.stations[move.to]))
        return found

    def _suggested(self, day: Day, group: Group) -> list[Move]:
        standing = self._standing(day, group)
        if group.capability != "pumper":
            return suggest_moves(standing, group.cover, self.limits)
        soon_back = [
            group.stations.index(unit.vehicle.home)
            for unit in day.units
            if not unit.is_free
            and self._group(unit) is group
            and free_in_s(unit.status, day.now_s - unit.since_s) < SOON_BACK_S
        ]
        return fill_holes(standing, soon_back, group.cover, self.limits)

    def _standing(self, day: Day, group: Group) -> list[Standby]:
        return [self._standby(day, unit, group) for unit in day.units if unit.is_free and self._group(unit) is group]

    def _standby(self, day: Day, unit: Unit, group: Group) -> Standby:
        return Standby(
            unit.vehicle.unit_id,
            group.stations.index(unit.standby),
            day.spot(unit).place,
            group.stations.index(unit.vehicle.home),
            day.now_s - self.asked_s.get(unit.index, float("-inf")) > REST_S,
        )

    def _group(self, unit: Unit) -> Group | None:
        groups = self.known.groups
        return next((groups[each] for each in groups if each in unit.vehicle.capabilities), None)


def _candidate(unit: Unit, turnout_s: float, drive_s: float) -> Candidate:
    return Candidate(
        unit.vehicle.unit_id,
        unit.vehicle.capabilities,
        CandidateState.ON_THE_ROAD,
        Basis.ROAD,
        turnout_s,
        drive_s,
        None,
        3.0,
        band_s=_band_s(turnout_s + drive_s),
    )


def _band_s(eta_s: float) -> float:
    """The tie band of a city without history."""
    return band_of(eta_s, [], agency_id="", hour=0, distance_m=None).tie_s


def _moment(now_s: float) -> datetime:
    return datetime.fromtimestamp(now_s, UTC)
