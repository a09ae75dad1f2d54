"""Two vehicles and one crew: while one is out, no screen shows the other as available."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit

OTHER = "AMB-02"
BOTH = (CREW_UNIT, OTHER)
DETAILS = ("callsign", "agency_id", "station_id", "kind", "capabilities", "profile", "crew")


@pytest.fixture
async def shared(city: City) -> AsyncIterator[City]:
    await set_pool(city, "satu kru")
    yield city
    await city.clear_board()
    await set_pool(city, None)


async def set_pool(city: City, pool: str | None) -> None:
    async with city.client("agus") as client:
        units = {unit["unit_id"]: unit for unit in (await client.get("/units")).json()}
        for unit_id in BOTH:
            await put(client, units[unit_id], pool)


async def put(client: httpx.AsyncClient, unit: dict[str, Any], pool: str | None) -> None:
    body = {name: unit[name] for name in DETAILS} | {"crew_pool": pool}
    answer = await client.put(f"/units/{unit['unit_id']}", json=body)
    assert answer.is_success, answer.text


async def ready(city: City, wall: Page) -> tuple[Locator, int]:
    """Return the wall's count of available units for the agency of both, and their number."""
    async with city.client("agus") as client:
        units = (await client.get("/units")).json()
        (agency_id,) = {unit["agency_id"] for unit in units if unit["unit_id"] in BOTH}
        (name,) = {agency["name"] for agency in (await client.get("/agencies")).json() if agency["id"] == agency_id}
    row = wall.get_by_role("region", name="Unit siap").get_by_role("listitem").filter(has_text=name)
    available = [unit for unit in units if unit["agency_id"] == agency_id and unit["status"] == "available"]
    return row.locator("strong"), len(available)


async def test_a_vehicle_whose_crew_is_out_is_not_available_on_the_board_and_the_wall(shared: City, sit: Sit) -> None:
    page, wall = await sit("budi", screen="units"), await sit("layar")
    row = page.locator(f"tr[data-row={OTHER}]")
    await expect(row).to_contain_text("Siap")
    count, before = await ready(shared, wall)
    await expect(count).to_have_text(str(before))

    incident = await shared.send("medical", CREW_UNIT)

    await expect(row).to_contain_text(f"Kru bertugas dengan {CREW_UNIT}")
    await expect(row).not_to_contain_text("Siap")
    await expect(count).to_have_text(str(before - 2))

    await shared.advance(incident, "clear")

    await expect(row).to_contain_text("Siap")
    await expect(count).to_have_text(str(before))
