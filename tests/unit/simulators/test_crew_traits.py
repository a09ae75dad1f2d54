from random import Random

import pytest

from simulators.crew_traits import BUTTONS, OrderTraits, draw_order_traits
from simulators.seeds import generator


def traits(
    draws: Random, incident_type: str = "medical", *, can_transport: bool = True, forget: float = 0.0
) -> OrderTraits:
    return draw_order_traits(draws, incident_type=incident_type, can_transport=can_transport, forget=forget)


def test_the_same_order_of_the_same_unit_is_worked_on_the_same_way() -> None:
    assert traits(generator(1, "order", "AMB-01", 0)) == traits(generator(1, "order", "AMB-01", 0))
    assert traits(generator(1, "order", "AMB-01", 0)) != traits(generator(1, "order", "AMB-01", 1))


def test_every_draw_takes_as_much_from_the_generator() -> None:
    one, other = Random(3), Random(3)

    traits(one, "medical", can_transport=True, forget=0.0)
    traits(other, "no such type", can_transport=False, forget=1.0)

    assert one.random() == other.random()


@pytest.mark.parametrize(("forget", "forgotten"), [(0.0, frozenset()), (1.0, frozenset(BUTTONS))])
def test_buttons_are_forgotten_at_the_set_rate(forget: float, forgotten: frozenset[str]) -> None:
    drawn = traits(Random(1), forget=forget)

    assert drawn.forgotten == forgotten
    assert (drawn.clear_late_s > 0) == bool(forget)


def test_only_who_can_transport_does() -> None:
    draws = Random(1)

    assert not any(traits(draws, can_transport=False).transports for _ in range(50))
    assert any(traits(draws, can_transport=True).transports for _ in range(50))


def test_times_are_believable() -> None:
    draws = Random(1)
    drawn = sorted(traits(draws).turnout_s for _ in range(500))

    assert drawn[0] > 10
    assert drawn[250] == pytest.approx(60, rel=0.15)
    assert drawn[-1] < 400
