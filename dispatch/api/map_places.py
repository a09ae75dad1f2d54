"""Places from the map for the desk's own lists: shown, and taken over as chosen and edited."""

from pydantic import Field
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import AtSetup
from dispatch.api.answers import answer
from dispatch.api.bodies import Body
from dispatch.api.commands import SetupCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.roster import NewAgencyIn, NewHospitalIn, NewStationIn
from dispatch.api.version_1 import version_1
from dispatch.domain.map_places import Proposal
from dispatch.setup.take_over_places import TakenOver, proposals, take_over_places
from geo.city.roster import Hospital, Station

router = version_1("/map-places")

TAKEN_MAX = 500


class TakeOverIn(Body):
    agencies: list[NewAgencyIn] = Field(default=[], max_length=TAKEN_MAX)
    stations: list[NewStationIn] = Field(default=[], max_length=TAKEN_MAX)
    hospitals: list[NewHospitalIn] = Field(default=[], max_length=TAKEN_MAX)


@router.get("", response_model=list[Proposal])
async def get_map_places(_: AtSetup, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await proposals(conn))


@router.post("/take-over", response_model=TakenOver)
async def post_take_over(body: TakeOverIn, command: SetupCommand) -> Response:
    """Agencies first; existing entries are left as they are."""
    agencies = [each.entry(each.id) for each in body.agencies]
    places: list[Station | Hospital] = [each.entry(each.id) for each in body.stations]
    places += [each.entry(each.id) for each in body.hospitals]
    return await command.run(lambda conn: take_over_places(conn, agencies, places, by=command.by, now=command.now))
