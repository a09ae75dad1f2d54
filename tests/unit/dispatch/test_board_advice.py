"""The whole board: least total waiting, priority 1 first, each vehicle and each crew once."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain import board_advice
from dispatch.domain.board_advice import Option, Slot, _cost, assign_board, at_the_scene, slots_of


def slot(priority: int = 2, *, waited_s: float = 0.0, incident: str = "i", is_further: bool = False) -> Slot:
    return Slot(incident, priority, waited_s, "ambulance_bls", is_further)


def option(index: int, unit_id: str, eta_s: float, *, crew: str | None = None, is_busy: bool = False) -> Option:
    return Option(index, unit_id, eta_s, crew or unit_id, is_busy)


def assigned_units(slots: list[Slot], options: list[Option]) -> dict[int, str]:
    return {index: chosen.unit_id for index, chosen in assign_board(slots, options).items()}


def test_two_incidents_do_not_both_get_the_same_nearest_unit() -> None:
    options = [option(0, "A", 100), option(0, "B", 120), option(1, "A", 100), option(1, "B", 900)]

    assert assigned_units([slot(), slot()], options) == {0: "B", 1: "A"}


def test_priority_1_keeps_its_nearest_whatever_the_others_lose() -> None:
    options = [option(0, "A", 100), option(0, "B", 101), option(1, "A", 100), option(1, "B", 5000)]

    assert assigned_units([slot(1), slot(5)], options) == {0: "A", 1: "B"}


def test_two_vehicles_of_one_crew_are_not_both_sent() -> None:
    options = [option(0, "LADDER", 100, crew="c"), option(1, "PUMPER", 100, crew="c"), option(1, "OTHER", 500)]

    assert assigned_units([slot(), slot()], options) == {0: "LADDER", 1: "OTHER"}


def test_to_wait_is_an_answer_for_a_cat_and_none_for_an_accident() -> None:
    soon = [option(0, "BUSY", 300, is_busy=True), option(0, "FAR", 2000)]

    assert assigned_units([slot(4)], soon) == {0: "BUSY"}
    assert assigned_units([slot(2)], soon) == {0: "FAR"}


def test_of_two_places_that_one_unit_could_fill_the_later_stays_empty() -> None:
    slots = slots_of("X", 1, 0.0, ["ambulance_als", "ambulance_bls"])

    for order in ((0, 1), (1, 0)):
        assert assign_board(slots, [at_the_scene(index, "X", 0) for index in order]).keys() == {0}


def test_the_first_engine_of_each_goes_before_the_second_of_one() -> None:
    slots = [*slots_of("X", 2, 0.0, ["pumper", "pumper"]), *slots_of("Y", 2, 0.0, ["pumper"])]
    etas = {"P1": (100, 110), "P2": (100, 300), "P3": (500, 400)}
    options = [option(i, unit, x if i < 2 else y) for unit, (x, y) in etas.items() for i in range(3)]

    assert assigned_units(slots, options)[2] == "P1"


def test_a_unit_at_the_scene_fills_the_place_that_nobody_else_could_fill() -> None:
    slots = slots_of("X", 1, 0.0, ["ambulance_bls", "ambulance_als"])
    there = [at_the_scene(index, "X", 0) for index in (0, 1)]

    chosen = assign_board(slots, [*there, option(0, "BLS", 100)])

    assert {index: each.unit_id for index, each in chosen.items() if not each.is_there} == {0: "BLS"}
    assert chosen[1].is_there


def test_who_has_waited_long_goes_first() -> None:
    one_unit = [option(0, "A", 300), option(1, "A", 310)]

    assert assigned_units([slot(4), slot(4, waited_s=3000)], one_unit) == {1: "A"}


def test_if_the_solver_fails_the_most_urgent_gets_its_nearest_and_what_is_there_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(board_advice, "_flows", lambda *_: None)
    options = [option(0, "A", 90), option(0, "B", 120), option(1, "A", 100), option(1, "B", 900)]
    there = at_the_scene(2, "i", 0)

    assert assigned_units([slot(3), slot(2), slot(5)], [*options, there]) == {0: "B", 1: "A", 2: there.unit_id}


board_st = st.lists(st.tuples(st.integers(2, 5), st.floats(0, 3000), st.booleans()), min_size=1, max_size=4).flatmap(
    lambda rows: st.tuples(
        st.just([slot(priority, waited_s=waited_s, is_further=further) for priority, waited_s, further in rows]),
        st.lists(st.lists(st.none() | st.integers(1, 3000), min_size=len(rows), max_size=len(rows)), max_size=4),
    )
)


@given(board_st)
def test_no_other_board_waits_less(board: tuple[list[Slot], list[list[int | None]]]) -> None:
    slots, etas = board
    options = [
        option(index, f"U-{unit}", eta_s)
        for unit, row in enumerate(etas)
        for index, eta_s in enumerate(row)
        if eta_s is not None
    ]

    there = at_the_scene(0, "i", 0)
    with_one_there = assign_board(slots, [*options, there])
    chosen = assign_board(slots, options)

    assert with_one_there[0] == there
    assert len({each.unit_id for each in chosen.values()}) == len(chosen)
    assert all(chosen[index].slot == index for index in chosen)
    assert _total(slots, {index: each.eta_s for index, each in chosen.items()}) == _best(slots, etas)


def _total(slots: list[Slot], etas: dict[int, float]) -> int:
    return sum(_cost(each, etas.get(index, 7200)) for index, each in enumerate(slots))


def _best(slots: list[Slot], etas: list[list[int | None]]) -> int:
    """Try all combinations: each slot gets one of the units or none."""
    seats = [*range(len(etas)), *[None] * len(slots)]
    return min(
        _total(slots, {i: float(etas[u][i] or 7200) for i, u in enumerate(order) if u is not None})
        for order in set(permutations(seats, len(slots)))
    )
