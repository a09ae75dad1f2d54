"""Places from the map for the desk's own lists: shown, and taken over as chosen and edited."""

from dataclasses import asdict

from pydantic import Field
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S, Connection
from base.raw_json import JsonObject
from dispatch.api.access import AtSetup
from dispatch.api.answers import answer
from dispatch.api.bodies import Body
from dispatch.api.commands import SetupCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.roster import AgencyOut, NewAgencyIn, NewHospitalIn, NewStationIn
from dispatch.api.version_1 import version_1
from dispatch.domain.map_places import TakenInto
from dispatch.setup.take_over_places import proposals, take_over_places
from dispatch.views.geometry import PlaceOut
from geo.city.roster import Hospital, Station

router = version_1("/map-places")

TAKEN_MAX = 500


class MapPlaceOut(Body):
    """A hospital or station of the map, as it would be taken over."""

    id: str
    into: TakenInto
    name: str
    category: str
    position: PlaceOut
    area: str | None
    operator: str | None
    departments: list[str]
    agency: AgencyOut | None = Field(description="of a station; to be added where there is none of that id")
    already_id: str | None = Field(description="the entry that is this place already")


class TakeOverIn(Body):
    agencies: list[NewAgencyIn] = Field(default=[], max_length=TAKEN_MAX)
    stations: list[NewStationIn] = Field(default=[], max_length=TAKEN_MAX)
    hospitals: list[NewHospitalIn] = Field(default=[], max_length=TAKEN_MAX)


class TakenOverOut(Body):
    """`already`: the existing entries for a place that was sent."""

    added: list[str]
    already: list[str]


@router.get("", response_model=list[MapPlaceOut])
async def get_map_places(_: AtSetup, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await proposals(conn))


@router.post("/take-over", response_model=TakenOverOut)
async def post_take_over(body: TakeOverIn, command: SetupCommand) -> Response:
    """Agencies first; existing entries are left as they are."""
    agencies = [each.entry(each.id) for each in body.agencies]
    places: list[Station | Hospital] = [each.entry(each.id) for each in body.stations]
    places += [each.entry(each.id) for each in body.hospitals]

    async def take(conn: Connection) -> JsonObject:
        return asdict(await take_over_places(conn, agencies, places, by=command.by, now=command.now))

    return await command.run(take)
