"""Every route of the API, tried with every role: roles that it does not name are refused."""

import re

import httpx
import pytest

from core.domain.actor import Role
from tests.conftest import Api
from tests.people import People
from tests.routes import FOR_DEVICES, OPEN, roles_by_route

NOBODYS = "00000000-0000-7000-8000-000000000000"

type Guarded = dict[str, frozenset[Role]]


@pytest.fixture(scope="module")
def guarded() -> Guarded:
    return {route: roles for route, roles in roles_by_route().items() if roles and route not in OPEN | FOR_DEVICES}


async def knock(client: httpx.AsyncClient, api: Api, route: str) -> int:
    """Send no body: access is refused before anything else is checked."""
    method, path = route.split()
    return (await client.request(method, api.url + re.sub(r"{\w+}", NOBODYS, path))).status_code


async def test_without_a_login_every_door_is_shut(people: People, api: Api, guarded: Guarded) -> None:
    stranger = people.anonymous()

    answers = {route: await knock(stranger, api, route) for route in guarded}

    assert len(answers) > 80
    assert {route for route, status in answers.items() if status != 401} == set()


@pytest.mark.parametrize("role", Role)
async def test_who_is_not_named_at_a_door_stays_outside(people: People, api: Api, guarded: Guarded, role: Role) -> None:
    client = await people.client(role)
    others = [route for route, roles in guarded.items() if role not in roles]

    answers = {route: await knock(client, api, route) for route in others}

    assert {route for route, status in answers.items() if status != 403} == set()
