"""Where the routes of the API's first version live."""

from fastapi import APIRouter

from dispatch.api.views.problem import REFUSED

VERSION_1 = "/api/v1"


def version_1(prefix: str = "") -> APIRouter:
    """Its routes are whole, so that `dispatch.api.routes` need not build each of them a second time."""
    return APIRouter(prefix=f"{VERSION_1}{prefix}", responses=REFUSED)
