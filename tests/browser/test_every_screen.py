"""Every screen, in both languages and both themes, can be used by everybody."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from sigap.data_dir import CHECKOUT
from tests.browser.chromium import DESK, PHONE
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.test_call_to_order import choose_first

AXE = CHECKOUT / "console" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}

# username, screen, size, something that is there when it has been drawn
SCREENS = [
    ("siti", "calls", DESK, ".call-middle"),
    ("budi", "desk", DESK, ".queue-row"),
    ("budi", "cover", DESK, ".cover-screen .choices"),
    ("budi", "units", DESK, "tr[data-row=AMB-01]"),
    ("kru", "crew", PHONE, ".crew"),
    ("layar", "wall", {"width": 1920, "height": 1080}, ".wall-figures"),
    ("agus", "setup", DESK, "tr[data-row]"),
]


@pytest.fixture(scope="session")
def axe() -> str:
    assert AXE.is_file(), "axe-core is not installed: make console"
    return Path(AXE).read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("username", "screen", "size", "drawn"), SCREENS, ids=[each[1] for each in SCREENS])
async def test_axe_finds_nothing_serious(
    city: City, sit: Sit, axe: str, username: str, screen: str, size: dict[str, int], drawn: str, theme: str
) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit(username, screen=screen, viewport=size, theme=theme)
    await expect(page.locator(drawn).first).to_be_visible()
    if screen == "desk":
        await choose_first(page)
        await page.keyboard.press("u")
        await expect(page.locator("tr[data-row=AMB-01]")).to_be_visible()
    if screen == "calls":
        await page.keyboard.press("F2")
        await expect(page.get_by_test_id("where")).to_be_focused()

    await page.evaluate(axe)
    found: dict[str, Any] = await page.evaluate("() => axe.run(document)")

    serious = [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:4]])
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
    ]
    assert serious == []


async def test_the_screen_speaks_english_when_asked(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("budi", language="en")

    await expect(page.get_by_text("Structure fire").first).to_be_visible()
    await choose_first(page)
    await expect(page.get_by_role("button", name="Send the advised")).to_be_visible()
    await expect(page.locator(".reasons").first).to_contain_text("turnout")


async def test_the_language_changes_without_losing_the_place(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("budi")
    await choose_first(page)
    await expect(page.get_by_role("heading", name="Saran unit")).to_be_visible()

    await page.locator(".menu > button").click()
    await page.get_by_role("button", name="English").click()

    await expect(page.get_by_role("heading", name="Advised units")).to_be_visible()
    await expect(page.locator(".queue-row[aria-current=true]")).to_contain_text("Structure fire")


async def test_the_wall_names_nobody_and_no_address(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Rumah Ibu Ani, Balmaceda 500")

    wall = await sit("layar", viewport={"width": 1920, "height": 1080})

    await expect(wall.get_by_text("Kebakaran bangunan").first).to_be_visible()
    await expect(wall.get_by_text("Ibu Ani")).to_have_count(0)


async def test_letters_typed_into_a_note_send_nobody(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await choose_first(page)

    await page.keyboard.press("n")
    await page.keyboard.type("sas")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("listitem").filter(has_text="sas").first).to_be_visible()
    async with city.client("budi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
    assert incident["status"] == "waiting"
