"""Sounds at a desk can be muted without losing them; the wall shows when it is out of date, and recovers."""

import httpx
from playwright.async_api import Page, expect

from tests.browser.cable import Cable
from tests.browser.chromium import DESK
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.waiting import until

COUNT_TONES = """() => {
    window.tones = 0;
    const Tone = window.OscillatorNode;
    window.OscillatorNode = class extends Tone {
        constructor(...how) {
            super(...how);
            window.tones += 1;
        }
    };
}"""


async def tones(page: Page) -> int:
    return int(await page.evaluate("() => window.tones"))


async def test_a_muted_alarm_stays_in_sight_and_sounds_again_when_sounds_are_turned_on(city: City, sit: Sit) -> None:
    page = await sit("budi")  # test accounts start muted
    await page.evaluate(COUNT_TONES)
    await page.clock.install()
    async with city.client("kru") as phone:
        assert (await phone.post("/crew/sos", json={})).is_success
    alarm = page.locator(".alert-group[data-kind=sos]")
    await expect(alarm).to_contain_text("AMB-01")
    await page.clock.fast_forward(7_000)
    assert await tones(page) == 0

    await page.get_by_role("button", name="Suara mati").click()
    await page.clock.fast_forward(7_000)
    await page.wait_for_function("() => window.tones > 0")

    await page.get_by_role("heading", name="Antrean").click()
    await page.keyboard.press("m")
    await page.clock.fast_forward(500)
    await expect(page.get_by_role("button", name="Suara mati")).to_be_visible()
    heard = await tones(page)
    await page.clock.fast_forward(7_000)
    await expect(alarm).to_be_visible()
    assert await tones(page) == heard
    await page.reload()
    await expect(page.get_by_role("button", name="Suara mati")).to_be_visible()
    await expect(alarm).to_be_visible()


async def test_the_wall_says_that_it_is_old_while_cut_off_and_comes_back_by_itself(
    city: City, cable: Cable, sit: Sit
) -> None:
    wall = await sit("layar", url=cable.url, viewport=DESK)
    stale = wall.locator(".wall-stale")
    await expect(stale).to_have_count(0)

    await cable.pull()
    await expect(stale).to_contain_text("TERPUTUS – DATA")
    head, band = [await wall.locator(part).bounding_box() for part in (".wall-figures header", ".wall-stale")]
    assert head is not None
    assert band is not None
    assert band["x"] + band["width"] <= head["x"]  # its name and its delay stay in sight
    await city.make_incident("structure_fire", "Balmaceda 500")
    await expect(wall.locator(".wall-figures")).not_to_contain_text("Kebakaran bangunan")

    await cable.plug_in()
    await expect(stale).to_have_count(0)
    await expect(wall.locator(".wall-figures")).to_contain_text("Kebakaran bangunan")


async def test_the_large_figures_stand_on_one_line(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    async with city.client("kru") as phone:
        assert (await phone.post("/crew/sos", json={})).is_success
    wall = await sit("layar", viewport=DESK)
    figures = wall.get_by_role("region", name="Kejadian terbuka").locator(".figure strong")
    await expect(figures).to_have_count(3)

    tops = await figures.evaluate_all("all => all.map((each) => each.getBoundingClientRect().top)")

    assert len(set(tops)) == 1


async def test_the_wall_comes_back_by_itself_after_the_api_was_started_anew(city: City, sit: Sit) -> None:
    wall = await sit("layar", viewport=DESK)
    await wall.evaluate("() => { window.samePage = true; }")

    await city.stack.kill("api")
    await until(lambda: answers(city), timeout_s=180)
    await expect(wall.locator(".wall-stale")).to_have_count(0)

    await city.make_incident("structure_fire", "Balmaceda 500")
    await expect(wall.locator(".wall-figures")).to_contain_text("Kebakaran bangunan")
    assert await wall.evaluate("() => window.samePage")


async def answers(city: City) -> bool:
    try:
        async with city.client("dewi"):
            return True
    except (httpx.HTTPError, KeyError):
        return False
