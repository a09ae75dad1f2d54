"""The fleet: units added, changed, retired without losing their history, and the values they may have."""

from typing import Self

from pydantic import Field, field_validator, model_validator
from starlette.responses import Response

from core.domain.actor import Role
from dispatch.api.access import Anybody
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Code, Line, UnitIdInPath, Words
from dispatch.api.commands import SetupCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.roster import NewId
from dispatch.api.version_1 import version_1
from dispatch.domain.alert import AlertKind
from dispatch.domain.hospital import DEPARTMENTS
from dispatch.setup.change_unit import add_unit, change_unit
from dispatch.setup.retire_unit import retire_unit, return_unit
from dispatch.views.board import UnitOut
from dispatch.views.vocabulary import CapabilityWordsOut, VocabularyOut
from geo.city.capabilities import CAPABILITIES, CAPABILITY_WORDS
from geo.city.roster import AGENCY_KINDS, UNIT_KINDS, Unit
from geo.roads.profiles import vehicle_profiles
from tracking.device import KINDS

router = version_1()

CREW_MAX = 50


class UnitIn(Body):
    callsign: Line
    agency_id: Code
    station_id: Code | None = Field(default=None, description="null: it starts from its newest fix only")
    kind: Code
    capabilities: list[Code] = Field(min_length=1, max_length=len(CAPABILITIES))
    profile: Code = Field(description="how it drives: see GET /vocabulary")
    crew: int | None = Field(default=None, ge=0, le=CREW_MAX)
    crew_pool: Code | None = Field(default=None, description="units of one pool share one crew")

    @field_validator("capabilities")
    @classmethod
    def _known(cls, capabilities: list[str]) -> list[str]:
        if unknown := sorted(set(capabilities) - set(CAPABILITIES)):
            raise ValueError(f"unknown: {', '.join(unknown)}; known are {', '.join(CAPABILITIES)}")
        return sorted(set(capabilities))

    @model_validator(mode="after")
    def _drives(self) -> Self:
        if self.profile not in vehicle_profiles():
            raise ValueError(f"no vehicle profile {self.profile}; known are {', '.join(vehicle_profiles())}")
        return self

    def unit(self, unit_id: str) -> Unit:
        return Unit(
            unit_id,
            self.callsign,
            self.agency_id,
            self.station_id,
            self.kind,
            tuple(self.capabilities),
            self.profile,
            self.crew,
            self.crew_pool,
        )


class NewUnitIn(UnitIn):
    unit_id: NewId


class RetireIn(Body):
    reason: Words


@router.post("/units", status_code=201, response_model=UnitOut)
async def post_unit(body: NewUnitIn, command: SetupCommand) -> Response:
    new = body.unit(body.unit_id)
    return await command.run(lambda conn: add_unit(conn, new, by=command.by, now=command.now), status=201)


@router.put("/units/{unit_id}", response_model=UnitOut)
async def put_unit(unit_id: UnitIdInPath, body: UnitIn, command: SetupCommand) -> Response:
    """All of its description and capabilities at once; service and crew on duty are the dispatcher's, by PATCH."""
    changed = body.unit(unit_id)
    return await command.answering("units").run(lambda conn: change_unit(conn, changed, by=command.by, now=command.now))


@router.post("/units/{unit_id}/retire", response_model=UnitOut)
async def post_retire(unit_id: UnitIdInPath, body: RetireIn, command: SetupCommand) -> Response:
    """Out of the fleet; tracks, assignments and milestones stay."""
    return await command.answering("units").run(
        lambda conn: retire_unit(conn, unit_id, reason=body.reason, by=command.by, now=command.now)
    )


@router.post("/units/{unit_id}/return", response_model=UnitOut)
async def post_return(unit_id: UnitIdInPath, command: SetupCommand) -> Response:
    """Back in the fleet, and out of service until a dispatcher puts it in service."""
    return await command.answering("units").run(lambda conn: return_unit(conn, unit_id, by=command.by, now=command.now))


@router.get("/vocabulary", response_model=VocabularyOut)
async def get_vocabulary(_: Anybody, desk: DeskAtHand) -> Response:
    vocabulary = VocabularyOut(
        capabilities=CAPABILITIES,
        capability_words={
            each.code: CapabilityWordsOut(name=each.name._asdict(), short=each.short._asdict())
            for each in CAPABILITY_WORDS
        },
        unit_kinds=UNIT_KINDS,
        departments=DEPARTMENTS,
        at_station_radius_m=desk.settings.at_station_radius_m,
        profiles=tuple(vehicle_profiles()),
        agency_kinds=AGENCY_KINDS,
        device_kinds=KINDS,
        alert_kinds=tuple(AlertKind),
        roles=tuple(Role),
    )
    return answer(vocabulary)
