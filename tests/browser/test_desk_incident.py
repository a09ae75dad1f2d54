"""The selected incident at the desk: merged and unmerged by keys, and none of its text cut off."""

import re

from playwright.async_api import expect

from tests.browser.cable import Cable
from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.hands import A_MOMENT_MS
from tests.browser.test_call_to_order import choose_first

IS_WHOLE = "part => { const cut = part.closest('.clip'); return !cut || cut.scrollWidth <= cut.clientWidth; }"


async def test_two_calls_about_one_fire_are_merged_by_keys_and_taken_apart_again(city: City, sit: Sit) -> None:
    numbers = [await city.make_incident("structure_fire", f"Balmaceda {house}") for house in (500, 502)]
    page = await sit("budi")
    queue = page.locator(".queue > ol .queue-row")
    await queue.filter(has_text=numbers[1]).click()

    await page.keyboard.press("g")
    await page.wait_for_timeout(A_MOMENT_MS)
    await page.get_by_role("dialog").get_by_role("button", name=numbers[0]).press("Enter")
    await expect(queue).to_have_count(1)
    await expect(queue).to_have_attribute("aria-current", "true")

    await page.get_by_text("Baru ditutup").click()
    await page.locator(".closed-incidents").get_by_text(numbers[1]).click()
    await expect(page.locator(".incident-head")).to_contain_text(f"{numbers[1]} · Ditutup")
    await expect(page.locator(".incident-head .clock")).to_have_count(0)
    await page.get_by_role("button", name="Pisahkan lagi").click()
    await page.get_by_role("dialog").get_by_role("button", name="Pisahkan lagi").click()
    await expect(queue).to_have_count(2)


async def test_who_is_there_first_and_when_all_are_is_told_until_they_are_sent(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("budi")
    await choose_first(page)

    clocks = page.get_by_test_id("two-clocks")
    await expect(clocks).to_have_text(re.compile(r"Pertama menurut rencana \d+ mnt \d+ dtk · lengkap \d+ mnt \d+ dtk"))
    await page.keyboard.press("s")

    await expect(page.locator(".assigned").first).to_be_visible()
    await expect(clocks).to_have_count(0)


async def test_an_incident_is_corrected_without_a_mouse(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await choose_first(page)

    await page.keyboard.press("e")
    await page.get_by_role("dialog").get_by_label("Alamat", exact=True).fill("Pasar Baru")
    await page.keyboard.press("Enter")

    await expect(page.locator(".incident-head")).to_contain_text("Pasar Baru")


async def test_beside_a_raised_alarm_unit_and_place_are_still_said_whole(city: City, sit: Sit) -> None:
    path = await city.send("medical", CREW_UNIT, address="Jalan yang panjang sekali namanya 12")
    async with city.client("dewi") as client:
        assert (await client.post(f"{path}/alarm", json={})).is_success
    page = await sit("budi")
    await page.locator(".queue-row").click()

    await expect(page.locator(".queue-row")).to_contain_text("Tingkat siaga 2")
    assert await page.locator(".queue-row .chip").evaluate(IS_WHOLE)
    near = page.locator(".incident-head span", has_text="dekat")
    await expect(near).to_be_visible()
    assert await near.evaluate(IS_WHOLE)


async def test_advice_that_could_not_be_asked_for_comes_by_itself_once_the_line_is_back(
    city: City, cable: Cable, sit: Sit
) -> None:
    for place in ("Pasar Lama", "Pasar Baru"):
        await city.make_incident("medical", place)
    page = await sit("budi", url=cable.url)
    await choose_first(page)
    await cable.pull()
    await expect(page.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")

    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_text("Pusat tidak menjawab. Data yang tampil mungkin sudah lama.")).to_be_visible()
    await expect(page.locator("tr[data-picked]")).to_have_count(0)

    await cable.plug_in()
    await expect(page.locator("tr[data-picked=true]").first).to_be_visible()
    await expect(page.get_by_text("Pusat tidak menjawab")).to_have_count(0)
