"""A unit is available when it is in service, staffed and free; the outside sees its EIDO status."""

import pytest

from dispatch.domain.assignment import OVER, AssignmentStatus
from dispatch.domain.unit import UnitStatus, eido_status, status_of


@pytest.mark.parametrize(
    ("in_service", "staffed", "expected"),
    [
        (True, True, UnitStatus.AVAILABLE),
        (True, False, UnitStatus.UNSTAFFED),
        (False, True, UnitStatus.OUT_OF_SERVICE),
        (False, False, UnitStatus.OUT_OF_SERVICE),
    ],
)
def test_a_free_unit_is_available_only_in_service_and_staffed(
    in_service: bool, staffed: bool, expected: UnitStatus
) -> None:
    assert status_of(in_service=in_service, staffed=staffed, open_assignment=None) is expected


@pytest.mark.parametrize("status", sorted(set(AssignmentStatus) - OVER))
def test_an_assigned_unit_shows_its_assignment(status: AssignmentStatus) -> None:
    assert status_of(in_service=True, staffed=True, open_assignment=status).value == status.value


def test_every_status_has_its_word_for_the_outside() -> None:
    assert {eido_status(status).primary for status in UnitStatus} == {
        "Available",
        "ConditionallyAvailable",
        "NotAvailable",
    }
