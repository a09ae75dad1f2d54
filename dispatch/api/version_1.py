"""Where the routes of the API's first version live."""

from typing import Any

from fastapi import APIRouter

from dispatch.api.answers import PROBLEM

VERSION_1 = "/api/v1"
# Described once, by dispatch.api.description.
REFUSED: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Refused",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
    }
}


def version_1(prefix: str = "") -> APIRouter:
    """Its routes are complete, so `dispatch.api.routes` need not build each of them a second time."""
    return APIRouter(prefix=f"{VERSION_1}{prefix}", responses=REFUSED)
