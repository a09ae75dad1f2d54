"""Agencies, stations and hospitals: added, changed, removed."""

from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, Field, StringConstraints
from starlette.responses import Response

from dispatch.api.bodies import Body, Code, Line, PositionIn, visible
from dispatch.api.commands import Command, SetupCommand
from dispatch.api.version_1 import version_1
from dispatch.setup.change_roster import Entry, add_entry, change_entry, remove_entry
from dispatch.store.roster import RosterList
from dispatch.views.city import RemovedOut
from geo.city.roster import AGENCY_KINDS, Agency, Hospital, Station

router = version_1()

DEPARTMENTS_MAX = 50

# Used in addresses, topics and files.
type NewId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$")]
type AgencyKind = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(AGENCY_KINDS)})$")]
IdInPath = Annotated[str, Path(min_length=1, max_length=64), AfterValidator(visible)]


class AgencyIn(Body):
    name: Line
    kind: AgencyKind = Field(description=", ".join(AGENCY_KINDS))

    def entry(self, entry_id: str) -> Agency:
        return Agency(entry_id, self.name, self.kind)


class StationIn(Body):
    agency_id: Code
    name: Line
    position: PositionIn

    def entry(self, entry_id: str) -> Station:
        return Station(entry_id, self.agency_id, self.name, self.position.to_domain())


class HospitalIn(Body):
    name: Line
    position: PositionIn
    departments: list[Line] = Field(default=[], max_length=DEPARTMENTS_MAX)

    def entry(self, entry_id: str) -> Hospital:
        return Hospital(entry_id, self.name, self.position.to_domain(), tuple(dict.fromkeys(self.departments)))


class NewAgencyIn(AgencyIn):
    id: NewId


class NewStationIn(StationIn):
    id: NewId


class NewHospitalIn(HospitalIn):
    id: NewId


@router.post("/agencies", status_code=201, response_model=Agency)
async def post_agency(body: NewAgencyIn, command: SetupCommand) -> Response:
    return await _add(command, body.entry(body.id))


@router.put("/agencies/{agency_id}", response_model=Agency)
async def put_agency(agency_id: IdInPath, body: AgencyIn, command: SetupCommand) -> Response:
    return await _change(command, body.entry(agency_id))


@router.delete("/agencies/{agency_id}", response_model=RemovedOut)
async def delete_agency(agency_id: IdInPath, command: SetupCommand) -> Response:
    return await _remove(command, RosterList.AGENCY, agency_id)


@router.post("/stations", status_code=201, response_model=Station)
async def post_station(body: NewStationIn, command: SetupCommand) -> Response:
    return await _add(command, body.entry(body.id))


@router.put("/stations/{station_id}", response_model=Station)
async def put_station(station_id: IdInPath, body: StationIn, command: SetupCommand) -> Response:
    return await _change(command, body.entry(station_id))


@router.delete("/stations/{station_id}", response_model=RemovedOut)
async def delete_station(station_id: IdInPath, command: SetupCommand) -> Response:
    return await _remove(command, RosterList.STATION, station_id)


@router.post("/hospitals", status_code=201, response_model=Hospital)
async def post_hospital(body: NewHospitalIn, command: SetupCommand) -> Response:
    return await _add(command, body.entry(body.id))


@router.put("/hospitals/{hospital_id}", response_model=Hospital)
async def put_hospital(hospital_id: IdInPath, body: HospitalIn, command: SetupCommand) -> Response:
    return await _change(command, body.entry(hospital_id))


@router.delete("/hospitals/{hospital_id}", response_model=RemovedOut)
async def delete_hospital(hospital_id: IdInPath, command: SetupCommand) -> Response:
    return await _remove(command, RosterList.HOSPITAL, hospital_id)


async def _add(command: Command, entry: Entry) -> Response:
    return await command.run(lambda conn: add_entry(conn, entry, by=command.by, now=command.now), status=201)


async def _change(command: Command, entry: Entry) -> Response:
    return await command.run(lambda conn: change_entry(conn, entry, by=command.by, now=command.now))


async def _remove(command: Command, in_list: RosterList, entry_id: str) -> Response:
    return await command.run(lambda conn: remove_entry(conn, in_list, entry_id, by=command.by, now=command.now))
