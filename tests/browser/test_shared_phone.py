"""A phone or desk shared by several people: nothing is sent under another's name, nothing is lost or left behind."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, Route, expect

from tests.browser.chromium import PHONE
from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.hands import log_in
from tests.waiting import until

OTHER_UNIT = "AMB-02"
SOS = "**/api/v1/crew/sos"


@asynccontextmanager
async def another_crew(city: City) -> AsyncIterator[tuple[str, str]]:
    """Return the login of a crew of the other unit."""
    async with city.client("admin") as client:
        body = {"username": f"kru-lain-{id(client)}", "full_name": "Kru lain", "role": "crew", "unit_id": OTHER_UNIT}
        made = await client.post("/accounts", json=body)
        assert made.status_code == 201, made.text
        yield body["username"], made.json()["password"]


async def log_out(page: Page) -> None:
    await page.locator(".menu > button").click()
    await page.get_by_role("button", name="Keluar").click()
    await expect(page.locator("#username")).to_be_visible()


async def units_that_called(city: City) -> set[str]:
    async with city.client("agus") as client:
        return {alarm["unit_id"] for alarm in (await client.get("/alarms")).json() if alarm["kind"] == "sos"}


async def test_a_call_for_help_that_waits_goes_out_as_the_crew_that_pressed_it_and_as_no_other(
    city: City, sit: Sit
) -> None:
    phone = await sit("kru", viewport=PHONE)
    dead_spot = [True]

    async def relay(route: Route) -> None:
        await (route.abort() if dead_spot[0] else route.continue_())

    await phone.route(SOS, relay)
    await phone.clock.install()
    await phone.get_by_role("button", name="SOS", exact=True).click()
    await phone.clock.fast_forward(4_000)
    await expect(phone.locator(".sos-note")).to_contain_text("SOS")

    async with another_crew(city) as (username, password):
        await log_out(phone)
        dead_spot[0] = False
        await log_in(phone, username, password)
        await expect(phone.locator(".sos-note")).to_contain_text(CREW_UNIT)
        await phone.clock.fast_forward(30_000)
        called_meanwhile = await units_that_called(city)

        await log_out(phone)
        await log_in(phone, "kru")
        await phone.clock.fast_forward(5_000)

        async def heard() -> bool:
            return await units_that_called(city) == {CREW_UNIT}

        await until(heard)

    assert called_meanwhile == set()


async def test_what_a_caller_said_leaves_the_computer_with_whoever_typed_it(sit: Sit) -> None:
    desk = await sit("siti", screen="calls")
    await desk.keyboard.press("F2")
    await desk.get_by_label("Keterangan penelepon").fill("rumah Bu Siti, lantai dua")
    stored = "() => JSON.stringify({...localStorage})"
    before = await desk.evaluate(stored)

    await desk.locator(".menu > button").click()
    await desk.get_by_role("button", name="Keluar").click()
    await expect(desk.locator(".menu")).to_contain_text("belum disimpan")
    await desk.get_by_role("button", name="Keluar").click()
    await expect(desk.locator("#username")).to_be_visible()

    assert "Bu Siti" in before
    assert "Bu Siti" not in await desk.evaluate(stored)
