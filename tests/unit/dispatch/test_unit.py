"""A unit shows its EIDO status, and the status of its assignment while it has one."""

from dispatch.domain.assignment import OVER, AssignmentStatus
from dispatch.domain.unit import UnitStatus, eido_status


def test_every_status_of_an_open_assignment_is_one_of_its_unit() -> None:
    assert {status.value for status in set(AssignmentStatus) - OVER} <= {status.value for status in UnitStatus}


def test_every_status_has_its_word_for_the_outside() -> None:
    assert {eido_status(status).primary for status in UnitStatus} == {
        "Available",
        "ConditionallyAvailable",
        "NotAvailable",
    }
