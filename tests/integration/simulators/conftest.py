"""A desk in the database, and a connection to its API that can be cut."""

from collections.abc import AsyncIterator

import pytest

from base.database import Pool
from core.domain.actor import Role
from simulators.api_client import ApiClient, Login
from tests.conftest import Api
from tests.desk import PASSWORD, Desk, make_desk
from tests.integration.simulators.relay import Relay, relay_to


@pytest.fixture
async def desk(pool: Pool) -> Desk:
    return await make_desk(pool)


@pytest.fixture
async def relay(api: Api) -> AsyncIterator[Relay]:
    async with relay_to(api.url) as relay:
        yield relay


@pytest.fixture
async def dispatcher(relay: Relay, desk: Desk) -> AsyncIterator[ApiClient]:
    """A patient dispatcher behind the relay."""
    assert desk.dispatcher.role is Role.DISPATCHER
    client = ApiClient(relay.url, Login(Role.DISPATCHER.value, PASSWORD))
    yield client
    await client.close()
