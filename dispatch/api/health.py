"""Whether the process lives, and whether it can work: for supervisors and load balancers, open to all."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dispatch.api.answers import answer
from dispatch.api.desk import Desk, desk_of

router = APIRouter()


@router.get("/healthz")
async def get_health() -> Response:
    return answer({"status": "alive"})


@router.get("/readyz")
async def get_readiness(desk: Annotated[Desk, Depends(desk_of)]) -> Response:
    checks = await desk.readiness.check()
    ready = all(state == "ok" for state in checks.values())
    return answer({"status": "ready" if ready else "not ready", "checks": checks}, status=200 if ready else 503)
