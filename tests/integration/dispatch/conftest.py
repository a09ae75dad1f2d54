"""Fixtures of the desk's tests."""

import pytest

from base.database import Pool
from tests.desk import Desk, make_desk


@pytest.fixture
async def desk(pool: Pool) -> Desk:
    return await make_desk(pool)
