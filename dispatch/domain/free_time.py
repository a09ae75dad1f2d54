"""When a busy unit will be free again: a guess by how far it is; pure."""

from collections.abc import Mapping

from dispatch.domain.assignment import AssignmentStatus as S

# From reaching a status until clear, as it usually goes where ambulances take one call in two to a hospital.
USUALLY_S: Mapping[S, float] = {
    S.DISPATCHED: 3000.0,
    S.ACKNOWLEDGED: 2900.0,
    S.EN_ROUTE: 2700.0,
    S.ON_SCENE: 2100.0,
    S.TRANSPORTING: 1500.0,
    S.AT_HOSPITAL: 900.0,
}
SOON_S = 120.0  # who takes longer than usual is always about to be free


def free_in_s(status: S, in_it_for_s: float) -> float:
    return max(SOON_S, USUALLY_S.get(status, SOON_S) - max(0.0, in_it_for_s))
