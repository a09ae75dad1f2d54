"""The status of an incident is derived from its assignments and its closing."""

import pytest

from dispatch.domain.assignment import AssignmentStatus as A
from dispatch.domain.incident import IncidentStatus, status_of


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        ([], IncidentStatus.WAITING),
        ([A.CANCELED], IncidentStatus.WAITING),
        ([A.DISPATCHED], IncidentStatus.DISPATCHED),
        ([A.ACKNOWLEDGED, A.EN_ROUTE], IncidentStatus.EN_ROUTE),
        ([A.EN_ROUTE, A.TRANSPORTING], IncidentStatus.ON_SCENE),
        ([A.CLEAR, A.DISPATCHED], IncidentStatus.DISPATCHED),
        ([A.CLEAR, A.CANCELED], IncidentStatus.CLEARED),
    ],
)
def test_an_open_incident_is_as_far_as_its_farthest_unit(assignments: list[A], expected: IncidentStatus) -> None:
    assert status_of(closed=False, assignments=assignments) is expected


def test_closed_is_closed() -> None:
    assert status_of(closed=True, assignments=[A.CLEAR]) is IncidentStatus.CLOSED
