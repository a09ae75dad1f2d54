"""An incident's status is derived from its assignments and its closing."""

import pytest

from dispatch.domain.assignment import AssignmentStatus as A
from dispatch.domain.incident import IncidentStatus, nobody_came, status_of


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
        ([A.CLEAR, A.EN_ROUTE], IncidentStatus.EN_ROUTE),
    ],
)
def test_an_open_incident_is_as_far_as_its_farthest_unit(assignments: list[A], expected: IncidentStatus) -> None:
    assert status_of(closed=False, assignments=assignments, reached=A.CLEAR in assignments) is expected


def test_closed_is_closed() -> None:
    assert status_of(closed=True, assignments=[A.CLEAR], reached=False) is IncidentStatus.CLOSED


@pytest.mark.parametrize("assignments", [[A.CLEAR], [A.CANCELED], [A.CLEAR, A.CANCELED]])
def test_an_incident_that_everybody_left_before_arriving_waits_again(assignments: list[A]) -> None:
    assert status_of(closed=False, assignments=assignments, reached=False) is IncidentStatus.WAITING
    assert nobody_came(assignments, reached=False)
    assert not nobody_came(assignments, reached=True)


@pytest.mark.parametrize("assignments", [[], [A.DISPATCHED], [A.CLEAR, A.EN_ROUTE]])
def test_where_nobody_was_sent_or_somebody_is_on_the_way_nobody_left(assignments: list[A]) -> None:
    assert not nobody_came(assignments, reached=False)
