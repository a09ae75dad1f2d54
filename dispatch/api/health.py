"""Whether the process is alive, and whether it can work: for supervisors and load balancers, open to all."""

from fastapi import APIRouter
from starlette.responses import Response

from dispatch.api.answers import answer
from dispatch.api.desk import DeskAtHand

router = APIRouter()


@router.get("/healthz")
async def get_health() -> Response:
    return answer({"status": "alive"})


@router.get("/readyz")
async def get_readiness(desk: DeskAtHand) -> Response:
    checks = await desk.readiness.check()
    ready = all(state == "ok" for state in checks.values())
    return answer({"status": "ready" if ready else "not ready", "checks": checks}, status=200 if ready else 503)
