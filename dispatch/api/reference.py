"""What changes seldom: incident types, stations, hospitals, agencies."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dispatch.api.access import Anybody
from dispatch.api.answers import answer
from dispatch.api.desk import Desk, desk_of
from dispatch.store import plans, units
from geo.database import ACQUIRE_TIMEOUT_S

router = APIRouter()

DeskAtHand = Annotated[Desk, Depends(desk_of)]


@router.get("/incident-types")
async def get_incident_types(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await plans.list_incident_types(conn))


@router.get("/stations")
async def get_stations(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await units.list_stations(conn))


@router.get("/hospitals")
async def get_hospitals(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await units.list_hospitals(conn))


@router.get("/agencies")
async def get_agencies(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await units.list_agencies(conn))
