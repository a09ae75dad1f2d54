"""Every screen at 1366 × 768, at 200 %, upright, on a phone, in forced colours: no overflow, nothing covered."""

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.axe import serious
from tests.browser.chromium import DESK, PHONE
from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.hands import command
from tests.browser.test_calls_and_crew import ring

SIZES = {
    "desk": DESK,
    "200 %": {"width": 683, "height": 384},  # 1366 × 768 in CSS pixels
    "upright": {"width": 768, "height": 1024},
    "phone": PHONE,
}
NARROWER_DESKS = range(1340, 980, -40)  # px
LANDSCAPE = {"width": 740, "height": 360}
SCREENS = ("desk", "calls", "units", "cover", "wall", "setup")
LONG = "Lemah" * 30
QUEUE_ROWS_MIN = 3
MAP_MIN_PX = 260


async def wide(page: Page) -> int:
    """Return how much wider than its window the page is."""
    return int(await page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))


async def cut_px(words: Locator, within: str) -> float:
    """Return how many pixels of the element are clipped by any box up to the named one."""
    return float(
        await words.evaluate(
            """(it, within) => {
                const { right } = it.getBoundingClientRect();
                let cut = it.scrollWidth - it.clientWidth;
                for (let box = it; !box.matches(within); box = box.parentElement)
                    cut = Math.max(cut, right - box.getBoundingClientRect().right);
                return cut;
            }""",
            within,
        )
    )


async def is_on_top(button: Locator) -> bool:
    """Whether nothing covers its middle once it is scrolled into view."""
    await button.scroll_into_view_if_needed()
    return bool(
        await button.evaluate(
            """(it) => {
                const { left, top, width, height } = it.getBoundingClientRect();
                const there = document.elementFromPoint(left + width / 2, top + height / 2);
                return it.contains(there);
            }"""
        )
    )


@pytest.mark.parametrize("size", SIZES)
async def test_no_screen_is_wider_than_its_window_however_long_a_word_is(city: City, sit: Sit, size: str) -> None:
    for _ in range(2):
        await city.make_incident("structure_fire", LONG)
    await ring(city, "0812000111")
    page = await sit("agus", viewport=SIZES[size])
    await expect(page.get_by_test_id("unattended")).to_be_visible()

    for screen in SCREENS:
        await page.evaluate("screen => { location.hash = `#/${screen}`; }", screen)
        await expect(page.locator(f".{screen}, .{screen}-screen").first).to_be_visible()
        if screen == "desk":
            await page.locator(".queue-row").first.click()
            await expect(page.locator(".incident-head")).to_contain_text("Lemah")
            await page.locator(".incident-actions").get_by_role("button", name="Gabung").click()
            assert await cut_px(page.get_by_role("dialog").get_by_role("button", name="Lemah"), "dialog") <= 0
            await page.keyboard.press("Escape")
        if screen == "calls":
            await page.keyboard.press("F2")
            await page.fill("#words", LONG)
        assert (screen, await wide(page)) == (screen, 0)
    for width in NARROWER_DESKS if size == "desk" else ():
        await page.set_viewport_size({"width": width, "height": DESK["height"]})
        assert (width, await wide(page)) == (width, 0)


async def test_the_queue_names_each_unit_whole(city: City, sit: Sit) -> None:
    """However long the label of its clock is."""
    await city.send("traffic_accident", CREW_UNIT)
    page = await sit("budi")
    unit = page.locator(".queue-row .chip", has_text=CREW_UNIT)
    await expect(page.locator(".queue-row")).to_contain_text("menunggu unit tiba")

    assert await cut_px(unit, ".queue-row") <= 0


async def test_what_was_sent_is_advised_no_more_and_its_undo_line_is_read_and_covers_no_command(
    city: City, sit: Sit
) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("budi")
    await page.locator(".queue-row").first.click()
    await command(page, "a")
    await expect(page.locator("button.send")).to_contain_text("LAD-01")  # what the second alarm level requires
    await expect(page.locator("button.send")).to_be_enabled()

    await page.route("**/recommendation", lambda route: route.abort())  # no further advice
    await command(page, "s")

    undo = page.get_by_test_id("notice").get_by_role("button", name="Urungkan")
    await expect(undo).to_be_visible()
    assert await serious(page, ".notice-line") == []
    for button in await page.locator(".incident-actions button").all():
        assert await is_on_top(button)
    await expect(page.locator("button.send")).to_be_disabled()


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_lies_over_what_a_dispatcher_needs(city: City, sit: Sit, size: str) -> None:
    for number in range(8):
        await city.make_incident("medical", f"Balmaceda {number}")
    page = await sit("budi", viewport=SIZES[size])
    await page.locator(".queue-row").first.click()
    await expect(page.locator("button.send")).to_be_enabled()

    for needed in (".incident-head .priority", ".incident-head .place", "button.send", ".incident-actions .danger"):
        assert (needed, await is_on_top(page.locator(needed).first)) == (needed, True)
    rows = await page.locator(".queue > ol").first.evaluate(
        "(list) => list.clientHeight / list.firstChild.clientHeight"
    )
    assert rows >= QUEUE_ROWS_MIN
    box = await page.locator(".map").first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= MAP_MIN_PX


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_lies_over_what_a_call_taker_needs(city: City, sit: Sit, size: str) -> None:
    call_id = await ring(city, "0812000222")
    async with city.client("dewi") as client:
        assert (await client.post(f"/calls/{call_id}/claim")).is_success
    page = await sit("siti", viewport=SIZES[size])
    of_another = page.locator(f".call-row[data-call='{call_id}']")
    await expect(of_another).to_contain_text("0812000222")
    for words in ("0812000222", "ditangani dewi"):
        assert await cut_px(of_another.get_by_text(words, exact=True), ".call-row") <= 0
    await page.keyboard.press("F2")

    for needed in ("#where-input", "#what-input", "#number", "#words", "button.send", ".ends button"):
        assert (needed, await is_on_top(page.locator(needed).first)) == (needed, True)


async def test_what_is_chosen_is_seen_in_forced_colours(city: City, sit: Sit) -> None:
    for number in range(2):
        await city.make_incident("medical", f"Balmaceda {number}")
    page = await sit("budi")
    await page.emulate_media(forced_colors="active")
    await page.locator(".queue-row").first.click()

    assert await ground(page, ".queue-row[aria-current=true]") != await ground(page, ".queue-row[aria-current=false]")
    await page.keyboard.press("F2")
    await page.get_by_test_id("what").focus()
    await page.keyboard.type("ke")
    options = ".options li"
    await expect(page.locator(options).first).to_be_visible()
    assert await ground(page, f"{options}[data-highlighted=true]") != await ground(
        page, f"{options}[data-highlighted=false]"
    )


async def ground(page: Page, selector: str) -> str:
    return str(await page.locator(selector).first.evaluate("(it) => getComputedStyle(it).backgroundColor"))


@pytest.mark.parametrize("viewport", [PHONE, LANDSCAPE])
async def test_the_next_button_of_a_crew_is_in_sight_however_much_is_to_be_read(
    city: City, sit: Sit, viewport: dict[str, int]
) -> None:
    path = await city.send("medical", CREW_UNIT, address=LONG)
    crew = await sit("kru", viewport=viewport)
    accept = crew.get_by_role("alertdialog").get_by_role("button", name="TERIMA")
    await expect(accept).to_be_in_viewport(ratio=0.9)
    assert await wide(crew) == 0
    await accept.click()
    async with city.client("budi") as client:
        assert (await client.post(f"{path}/notes", json={"text": "Pasien di lantai dua " * 20})).is_success

    await expect(crew.get_by_test_id("crew-notices")).to_contain_text("lantai dua")
    await expect(crew.get_by_role("button", name="BERANGKAT")).to_be_in_viewport(ratio=0.9)
    assert await wide(crew) == 0


async def test_a_crew_confirms_a_note_and_the_desk_sees_it(city: City, sit: Sit) -> None:
    path = await city.send("medical", CREW_UNIT)
    crew, budi = await sit("kru", viewport=PHONE), await sit("budi")
    await crew.get_by_role("alertdialog").get_by_role("button", name="TERIMA").click()
    await budi.locator(".queue-row").first.click()
    async with city.client("dewi") as client:
        assert (await client.post(f"{path}/notes", json={"text": "anjing galak"})).is_success
    await expect(crew.get_by_test_id("crew-notices")).to_contain_text("anjing galak")
    await expect(budi.get_by_test_id("heard")).to_contain_text("1 berita belum dibaca kru")

    await crew.get_by_role("button", name="SUDAH DIBACA").click()

    await expect(budi.get_by_test_id("heard")).to_contain_text("berita dibaca kru")
    await expect(crew.get_by_test_id("crew-notices")).to_have_count(0)


async def test_javanese_letters_and_emoji_have_a_font(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "ꦗꦺꦴꦒ꧀ꦗ 🔥")
    page = await sit("budi")
    await expect(page.locator(".queue-row")).to_contain_text("ꦗ")

    await page.wait_for_function(
        """() => ["Noto Sans Javanese", "Noto Emoji"].every((family) =>
            [...document.fonts].some((font) => font.family.includes(family) && font.status === "loaded"))"""
    )


async def test_nobody_is_asked_for_before_the_log_in(browser: Browser, city: City) -> None:
    page = await (await browser.new_context()).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(city.api_url)
    await expect(page.locator("#username")).to_be_focused()

    assert [url for url in asked if "/api/" in url] == []
    await page.context.close()
