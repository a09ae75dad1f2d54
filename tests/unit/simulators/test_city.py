from simulators.city import SimulatedUnit, choose
from tests.unit.simulators.factories import CENTRE


def unit(unit_id: str, kind: str) -> SimulatedUnit:
    return SimulatedUnit(unit_id, kind, "ambulance", False, CENTRE, CENTRE, None)


UNITS = [unit("AMB-02", "ambulance"), unit("AMB-01", "ambulance"), unit("DMK-01", "pumper"), unit("LAD-01", "ladder")]


def test_a_few_units_are_of_every_kind() -> None:
    assert {chosen.unit_id for chosen in choose(UNITS, 3)} == {"AMB-01", "DMK-01", "LAD-01"}


def test_all_are_chosen_unless_a_number_is_said() -> None:
    assert len(choose(UNITS, None)) == 4
    assert choose(UNITS, 9) == choose(list(reversed(UNITS)), None)
