"""Every route of the API, and the roles that it declares."""

from collections.abc import Iterator
from inspect import isasyncgenfunction, iscoroutinefunction
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from core.domain.actor import Role
from dispatch.api.access import Allow
from dispatch.api.commands import CommandFrom
from dispatch.api.metrics import Scraper
from dispatch.main import create_app

OPEN = {"POST /api/v1/session", "GET /healthz", "GET /readyz"}
# Devices and gateways have credentials of their own; see tests/integration/dispatch/api/test_ingest.py.
FOR_DEVICES = {
    "GET /ingest/osmand/{key}",
    "POST /ingest/osmand/{key}",
    "POST /ingest/owntracks",
    "POST /ingest/traccar",
}


def roles_by_route() -> dict[str, frozenset[Role] | None]:
    return {
        f"{method} {context.path}": roles_of(context.route.dependant)
        for context in iter_route_contexts(create_app().routes)
        if isinstance(context.route, APIRoute)
        for method in sorted(context.methods or ())
    }


def roles_of(dependant: Dependant) -> frozenset[Role] | None:
    return next((frozenset(found) for found in _declared(dependant)), None)


def called_in_a_thread() -> set[str]:
    """Return what FastAPI runs in a thread, for the routes and all their dependencies."""
    dependants = [
        context.route.dependant
        for context in iter_route_contexts(create_app().routes)
        if isinstance(context.route, APIRoute)
    ]
    return {repr(each.call) for dependant in dependants for each in _all_of(dependant) if not _is_async(each.call)}


def _all_of(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for dependency in dependant.dependencies:
        yield from _all_of(dependency)


def _is_async(call: Any) -> bool:
    return isasyncgenfunction(call) or iscoroutinefunction(call) or iscoroutinefunction(type(call).__call__)


def _declared(dependant: Dependant) -> Iterator[frozenset[Role]]:
    for dependency in dependant.dependencies:
        match dependency.call:
            case Allow() as allow:
                yield allow.roles
            case CommandFrom() as command:
                yield command.allow.roles
            case Scraper() as scraper:
                yield scraper.roles
        yield from _declared(dependency)
