"""Fixtures of the live tests: a small city, and people who are logged in."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Api
from tests.desk import Desk
from tests.people import People


@pytest.fixture
async def people(desk: Desk, api: Api) -> AsyncIterator[People]:  # noqa: ARG001 - it makes their accounts
    async with People(api.url) as people:
        yield people
