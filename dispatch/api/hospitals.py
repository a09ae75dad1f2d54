"""Hospitals for a crew: near, able to take the case and open."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Path
from msgspec.structs import asdict
from pydantic import AfterValidator
from starlette.responses import Response

from core.domain.actor import Account, Role
from dispatch.advice.find_hospitals import find_hospitals
from dispatch.api.access import SENDERS, Allow
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, visible
from dispatch.api.commands import SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.commands.set_hospital_status import set_hospital_status
from dispatch.domain.candidate import Basis
from dispatch.domain.hospital import HospitalStatus, Reachable
from dispatch.store import hospitals
from dispatch.views.city import HospitalBedsOut, ReachableHospitalOut

router = version_1()

HospitalIdInPath = Annotated[str, Path(min_length=1, max_length=64), AfterValidator(visible)]
CrewOrSender = Annotated[Account, Depends(Allow(*SENDERS, Role.CREW))]


class BedsIn(Body):
    status: Literal["open", "full"]


@router.get("/assignments/{assignment_id}/hospitals", response_model=list[ReachableHospitalOut])
async def get_hospitals_for(assignment_id: UUID, account: CrewOrSender, desk: DeskAtHand) -> Response:
    """The nearest that takes the case and is open first; the crew decides."""
    now = desk.now()
    found = await find_hospitals(
        desk.pool, desk.travel_times, assignment_id, by=account, now=now, positions=desk.settings.positions
    )
    return answer([_view(each, hospitals.view(each.hospital, now)) for each in found])


@router.post("/hospitals/{hospital_id}/status", response_model=HospitalBedsOut)
async def post_hospital_status(hospital_id: HospitalIdInPath, body: BedsIn, command: SenderCommand) -> Response:
    """Valid for 15 minutes; after that the status is unknown."""
    status = HospitalStatus(body.status)
    return await command.run(
        lambda conn: set_hospital_status(conn, hospital_id, status, by=command.by, now=command.now)
    )


def _view(reachable: Reachable, beds: HospitalBedsOut) -> ReachableHospitalOut:
    return ReachableHospitalOut(
        **asdict(beds),
        takes_case=reachable.takes_case,
        eta_s=reachable.eta_s,
        distance_m=reachable.distance_m,
        basis=Basis(reachable.basis),
    )
