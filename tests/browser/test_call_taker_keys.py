"""A call-taker's keys beyond the usual call: ending it, choosing type and priority, finding a place."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.city import City
from tests.browser.conftest import Sit

BALMACEDA_PLUS_CODE = "572C3PVX+66"
MAP = "[data-testid=map][data-drawn=true]"


@pytest.mark.parametrize(
    ("key", "confirmation", "disposition"),
    [
        ("Alt+2", "Tanpa suara", "silent"),
        ("Alt+3", "Informasi", "information"),
        ("Alt+4", "Salah sambung", "wrong_number"),
    ],
)
async def test_a_call_that_is_no_incident_is_ended_by_one_key(
    city: City, sit: Sit, key: str, confirmation: str, disposition: str
) -> None:
    page = await sit("siti")
    await page.keyboard.press("F2")
    async with page.expect_response(lambda answer: "/calls" in answer.url and answer.request.method == "POST") as ended:
        await page.keyboard.press(key)

    await expect(page.get_by_test_id("last-call")).to_contain_text(confirmation)
    call_id = (await (await ended.value).json())["id"]
    async with city.client("budi") as client:
        assert (await client.get(f"/calls/{call_id}")).json()["disposition"] == disposition
        assert (await client.get("/incidents", params={"open": True})).json() == []


async def test_a_second_press_over_an_empty_form_is_the_same_call(city: City, sit: Sit) -> None:
    page = await sit("siti")
    async with page.expect_response(lambda answer: answer.url.endswith("/calls") and answer.status == 201):
        await page.keyboard.press("F2")
    await page.keyboard.press("F2")
    await page.get_by_test_id("where").fill("salamanca")
    async with page.expect_response(lambda answer: answer.url.endswith("/calls") and answer.status == 201):
        await page.keyboard.press("F2")

    async with city.client("budi") as client:
        assert len((await client.get("/calls", params={"open": True})).json()) == 2


async def test_two_letters_choose_the_type_and_the_priority_follows_until_it_is_changed(sit: Sit) -> None:
    page = await sit("siti")
    await page.keyboard.press("F2")
    await page.get_by_test_id("what").focus()
    await page.keyboard.type("he")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("what")).to_have_value("Henti jantung / tidak sadar")
    await expect(chosen_priority(page)).to_have_attribute("data-priority", "1")

    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")

    await expect(chosen_priority(page)).to_have_attribute("data-priority", "3")


def chosen_priority(page: Page) -> Locator:
    return page.locator(".priority-choice[data-chosen=true]")


async def test_a_place_is_shown_on_the_map_while_the_search_narrows_and_by_its_code_or_coordinates(sit: Sit) -> None:
    page = await sit("siti")
    await page.locator(MAP).wait_for()
    await page.keyboard.press("F2")
    await expect(page.get_by_test_id("where")).to_be_focused()
    pin = page.locator(".map-pin")
    await expect(pin).to_have_count(0)
    options = page.get_by_role("option")

    await page.keyboard.type("balma")
    await expect(options.first).to_contain_text("Balmaceda")
    await expect(pin).to_be_in_viewport()

    for typed, kind in (
        (BALMACEDA_PLUS_CODE, "plus code"),
        ("3PVX+66", "plus code"),
        ("-29.9069, -71.2519", "koordinat"),
        ("29.9069 S 71.2519 W", "koordinat"),
    ):
        await page.get_by_test_id("where").fill(typed)
        await expect(options).to_have_count(1)
        await expect(options.first).to_contain_text(kind)
        await expect(pin).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await expect(page.locator(".picked")).to_contain_text(kind)


async def test_streets_of_one_name_are_told_apart_by_what_crosses_them(sit: Sit) -> None:
    page = await sit("siti")
    await page.keyboard.press("F2")
    await expect(page.get_by_test_id("where")).to_be_focused()

    await page.keyboard.type("jose manuel balmaceda")

    await expect(
        page.get_by_role("option", name=re.compile("José Manuel Balmaceda .*di simpang")).first
    ).to_be_visible()
