"""No route is open by default: each declares its roles."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi.routing import APIRoute, APIWebSocketRoute, iter_route_contexts

from core.domain.actor import Role
from dispatch.main import create_app
from tests.routes import FOR_DEVICES, OPEN, called_in_a_thread, roles_by_route

GUIDE = (Path(__file__).parents[2] / "docs" / "devices.md").read_text(encoding="utf-8")
# Anybody who is logged in may log out or change the password.
OWN_SESSION = {"DELETE /api/v1/session", "POST /api/v1/me/password"}
# An admin changes these; none of them sends a unit.
SET_UP = {
    "session",
    "me",
    "accounts",
    "devices",
    "device-links",
    "agencies",
    "stations",
    "hospitals",
    "units",
    "incident-types",
    "response-plans",
    "closures",
    "lists",
    "map-places",
    "incidents/{incident_id}/plan-trial",
}
BY_DEVICE = "/ingest/"  # devices have credentials of their own: see dispatch.api.ingest
BY_ITSELF = {"/live"}  # the first message or the cookie authenticates; see dispatch.live.socket


def test_every_route_names_its_roles() -> None:
    routes = roles_by_route()

    assert {route for route, roles in routes.items() if roles is None} == OPEN | FOR_DEVICES
    assert len(routes) > len(OPEN)


def test_the_guide_of_devices_names_each_address_that_takes_their_messages() -> None:
    addresses = {route.partition(" ")[2].partition("{")[0] for route in FOR_DEVICES}

    assert {address for address in addresses if address not in GUIDE} == set()


def test_no_request_goes_by_way_of_a_thread() -> None:
    assert called_in_a_thread() == set()


def test_whoever_only_looks_changes_nothing() -> None:
    changing = {
        route: roles
        for route, roles in roles_by_route().items()
        if roles is not None and not route.startswith("GET ") and route not in OWN_SESSION
    }

    assert {route for route, roles in changing.items() if Role.VIEWER in roles} == set()
    assert {route for route, roles in changing.items() if Role.CREW in roles} == {
        "POST /api/v1/assignments/{assignment_id}/status",
        "POST /api/v1/assignments/{assignment_id}/notices/confirm",
        "POST /api/v1/crew/sos",
        "POST /api/v1/crew/fixes",
    }


def test_an_admin_changes_only_what_sets_the_house_up() -> None:
    by_admin = {
        room if (room := path.split("/")[0]) != "incidents" else path
        for route, roles in roles_by_route().items()
        if roles is not None and Role.ADMIN in roles and not route.startswith("GET ")
        for path in [route.split()[1].removeprefix("/api/v1/")]
    }

    assert by_admin <= SET_UP


def test_no_route_is_built_a_second_time_to_be_included() -> None:
    assert {type(route) for route in create_app().routes} == {APIRoute, APIWebSocketRoute}


def test_every_door_is_an_api_route_or_the_live_socket() -> None:
    others = {
        context.path for context in iter_route_contexts(create_app().routes) if not isinstance(context.route, APIRoute)
    }

    assert others == BY_ITSELF


def test_every_answer_is_described() -> None:
    """Each has a schema of its own: the console's types are generated from it."""
    undescribed = [
        f"{method.upper()} {path} {status}"
        for path, operations in create_app().openapi()["paths"].items()
        for method, operation in operations.items()
        for status, answered in operation["responses"].items()
        if path.startswith("/api/v1/") and status in {"200", "201", "202"}
        if not answered.get("content") or any(not shape.get("schema") for shape in _json(answered))
    ]

    assert undescribed == []


def _json(answered: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [shape for kind, shape in answered.get("content", {}).items() if kind.endswith("json")]


def test_the_description_says_how_to_log_in_and_which_doors_need_no_login() -> None:
    described = create_app().openapi()

    assert set(described["components"]["securitySchemes"]) == {"token", "cookie"}
    open_doors = {
        f"{method.upper()} {path}"
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if operation.get("security", described["security"]) == []
    }
    assert open_doors == {route for route in OPEN | FOR_DEVICES if route.split()[1] in described["paths"]}
