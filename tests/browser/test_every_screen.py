"""Every screen, in both languages and both themes, is accessible to everybody."""

from datetime import UTC, datetime

from playwright.async_api import Browser, expect

from tests.browser.axe import nothing_serious, serious, show, speak
from tests.browser.cable import Cable
from tests.browser.chromium import PHONE, open_context
from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.test_call_to_order import choose_first, type_call
from tests.browser.test_desk_tools import announce

LARGE = {"width": 1920, "height": 1080}


async def test_axe_finds_nothing_serious_at_the_log_in(browser: Browser, city: City) -> None:
    context = await open_context(browser)
    page = await context.new_page()
    await page.goto(city.api_url)
    await expect(page.locator("#username")).to_be_focused()
    await page.fill("#username", "siti")
    await page.fill("#password", "not-hers")
    await page.press("#password", "Enter")
    await expect(page.locator(".note-bad")).to_be_visible()

    assert await serious(page) == []
    await page.get_by_role("button", name="English").click()
    await show(page, "light")
    assert await serious(page) == []
    await context.close()


async def test_axe_finds_nothing_serious_for_call_takers(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("siti")
    await type_call(page, where="-29.9069, -71.2519", what="banj", words="Air naik")
    await expect(page.get_by_test_id("near")).to_be_visible()

    await nothing_serious(page)


async def test_axe_finds_nothing_serious_for_dispatchers(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    await announce(city, "AMB-01")
    await city.make_incident("medical", "Pasar Lama")
    async with city.client("kru") as crew:
        assert (await crew.post("/crew/sos", json={"at": datetime.now(UTC).isoformat()})).is_success
    page = await sit("budi")
    await choose_first(page)
    await expect(page.locator(".candidates tr").nth(1)).to_be_visible()
    await expect(page.locator(".alert-group[data-kind=sos]")).to_be_visible()
    await expect(page.get_by_test_id("automatic-sending")).to_be_visible()
    await page.keyboard.press("u")
    await expect(page.locator("tr[data-row=AMB-01]")).to_be_visible()
    await nothing_serious(page)

    for key in ("x", "p", "Shift+?"):
        await page.keyboard.press(key)
        await expect(page.get_by_role("dialog")).to_be_visible()
        await nothing_serious(page, "dialog")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_axe_finds_nothing_serious_where_the_past_is_replayed(city: City, sit: Sit) -> None:
    await city.send("medical", CREW_UNIT)
    page = await sit("budi")
    await page.locator(".queue-row").first.click()
    await page.locator(".incident-actions").get_by_role("button", name="Putar ulang").click()
    await expect(page.get_by_role("slider")).to_be_visible()
    await nothing_serious(page)

    await page.locator(f".assigned[data-unit={CREW_UNIT}]").get_by_role("button", name="Putar ulang").click()
    await expect(page.get_by_role("region", name=f"Putar ulang {CREW_UNIT}")).to_be_visible()
    await nothing_serious(page)


async def test_axe_finds_nothing_serious_in_the_menu_and_the_own_password(sit: Sit) -> None:
    page = await sit("budi", screen="units")
    await page.locator(".menu > button").click()
    await nothing_serious(page)
    await page.get_by_role("button", name="Ganti kata sandi").click()
    await page.get_by_label("Kata sandi lama").fill("wrong-one")
    for label in ("Kata sandi baru,", "Kata sandi baru sekali lagi"):
        await page.get_by_label(label).fill("another-long-password")
    await page.get_by_role("button", name="Ganti", exact=True).click()
    await expect(page.get_by_text("Kata sandi lama tidak benar.")).to_be_visible()

    await nothing_serious(page, "dialog")
    await page.keyboard.press("Escape")

    await expect(page.locator(".menu > button")).to_be_focused()


async def test_axe_finds_nothing_serious_on_the_unit_board(sit: Sit) -> None:
    page = await sit("budi", screen="units")
    await page.locator("tr[data-row=AMB-01]").get_by_role("button", name="Tidak siap").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await nothing_serious(page, "dialog")
    await page.keyboard.press("Escape")

    await nothing_serious(page)


async def test_axe_finds_nothing_serious_on_the_map_of_cover(sit: Sit) -> None:
    page = await sit("budi", screen="cover")
    await expect(page.locator(".cover-screen .choices")).to_be_visible()

    await nothing_serious(page)


async def test_axe_finds_nothing_serious_for_crews(city: City, sit: Sit) -> None:
    page = await sit("kru", viewport=PHONE)
    await expect(page.get_by_label("Bagikan posisi ponsel")).to_be_visible()
    await nothing_serious(page)

    await city.send("medical", CREW_UNIT)
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await nothing_serious(page, ".new-order")
    await page.get_by_role("alertdialog").get_by_role("button", name="TERIMA").click()
    await page.get_by_role("button", name="BERANGKAT").click()
    await nothing_serious(page)


async def test_axe_finds_nothing_serious_on_the_wall(city: City, cable: Cable, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("layar", url=cable.url, viewport=LARGE)
    await nothing_serious(page)

    await cable.pull()
    await expect(page.locator(".wall-stale")).to_be_visible()
    await nothing_serious(page)


async def test_the_screen_speaks_english_when_asked(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("budi", language="en")

    await expect(page.get_by_text("Structure fire").first).to_be_visible()
    await choose_first(page)
    await expect(page.get_by_role("button", name="Send the advised")).to_be_visible()
    await expect(page.locator(".reasons").first).to_contain_text("to turn out")


async def test_the_language_changes_without_losing_the_place(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("budi")
    await choose_first(page)
    await expect(page.get_by_role("heading", name="Saran unit")).to_be_visible()

    await speak(page, "en")

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
