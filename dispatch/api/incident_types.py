"""Incident types: added, changed, removed."""

from typing import Annotated

from fastapi import Path
from pydantic import Field, StringConstraints
from starlette.responses import Response

from dispatch.api.bodies import Body, Code, Line, Priority
from dispatch.api.commands import SetupCommand
from dispatch.api.roster import AgencyKind
from dispatch.api.version_1 import version_1
from dispatch.domain.incident_type import IncidentType
from dispatch.setup.change_incident_type import add_incident_type, change_incident_type, remove_incident_type

router = version_1("/incident-types")

type NewCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,31}$")]
CodeInPath = Annotated[str, Path(min_length=1, max_length=64)]


class IncidentTypeIn(Body):
    name_id: Line = Field(description="Indonesian")
    name_en: Line
    default_priority: Priority
    eido_code: Code | None = Field(default=None, description="APCO common incident type, as NENA EIDO uses it")
    handed_over_to: AgencyKind | None = Field(
        default=None, description="kind of the agency that answers it when no unit of ours does"
    )
    department: Line | None = Field(
        default=None, description="of a hospital that takes such a case, beside its emergency department"
    )

    def to_store(self, code: str) -> IncidentType:
        return IncidentType(code, **self.given())


class NewIncidentTypeIn(IncidentTypeIn):
    code: NewCode


@router.post("", status_code=201, response_model=IncidentType)
async def post_incident_type(body: NewIncidentTypeIn, command: SetupCommand) -> Response:
    new = IncidentType(**body.given())
    return await command.run(lambda conn: add_incident_type(conn, new, by=command.by, now=command.now), status=201)


@router.put("/{code}", response_model=IncidentType)
async def put_incident_type(code: CodeInPath, body: IncidentTypeIn, command: SetupCommand) -> Response:
    changed = body.to_store(code)
    return await command.run(lambda conn: change_incident_type(conn, changed, by=command.by, now=command.now))


@router.delete("/{code}", response_model=IncidentType)
async def delete_incident_type(code: CodeInPath, command: SetupCommand) -> Response:
    """With its plans, if there was never an incident of it."""
    return await command.run(lambda conn: remove_incident_type(conn, code, by=command.by, now=command.now))
