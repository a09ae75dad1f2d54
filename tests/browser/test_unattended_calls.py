"""No call rings unnoticed: an unanswered call is on every screen that may take it, and survives a cut."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.cable import Cable
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.test_calls_and_crew import ring
from tests.browser.test_sounds_and_wall import COUNT_TONES

NUMBER = "0812000777"


@pytest.mark.parametrize(
    ("person", "screen"), [("budi", "desk"), ("siti", "units"), ("budi", "cover"), ("agus", "setup"), ("agus", "wall")]
)
async def test_a_ringing_call_is_seen_and_taken_from_every_screen(
    city: City, sit: Sit, person: str, screen: str
) -> None:
    page = await sit(person, screen=screen)
    await expect(page.get_by_test_id("unattended")).to_have_count(0)
    await ring(city, NUMBER)
    await ring(city, "0812000888")

    await expect(page.get_by_test_id("unattended")).to_contain_text("2 panggilan belum dijawab")
    await expect(page).to_have_title(re.compile(r"^\(2\) 112"))
    await page.keyboard.press("F4")

    await expect(page.locator("#number")).to_have_value(NUMBER)
    await expect(page).to_have_title(re.compile(r"^\(1\) 112"))


async def test_a_new_call_is_begun_from_another_screen(sit: Sit) -> None:
    page = await sit("budi", screen="units")

    await page.keyboard.press("F2")

    await expect(page.get_by_test_id("where")).to_be_focused()


async def test_a_waiting_call_is_heard_beside_another_screen_until_it_is_taken(city: City, sit: Sit) -> None:
    page = await sit("budi", screen="units")
    await page.evaluate(COUNT_TONES)
    await page.get_by_role("button", name="Suara mati").click()
    await ring(city, NUMBER)

    await page.wait_for_function("() => window.tones > 0")


async def test_the_wall_counts_the_calls_and_tells_no_number(city: City, sit: Sit) -> None:
    wall = await sit("layar")
    await expect(wall.get_by_test_id("wall-calls")).to_have_count(0)

    await ring(city, NUMBER)

    await expect(wall.get_by_test_id("wall-calls")).to_contain_text("Panggilan belum dijawab")
    await expect(wall.get_by_test_id("unattended")).to_have_count(0)
    await expect(wall.get_by_text(NUMBER)).to_have_count(0)


async def test_a_call_ended_by_mistake_is_found_and_opened_again(city: City, sit: Sit) -> None:
    call_id = await ring(city, NUMBER)
    async with city.client("siti") as client:
        assert (await client.post(f"/calls/{call_id}/claim")).is_success
        assert (await client.patch(f"/calls/{call_id}", json={"disposition": "prank"})).is_success
    page = await sit("siti")

    await page.get_by_text("Panggilan selesai").click()
    row = page.locator(f".closed-calls [data-call='{call_id}']")
    await expect(row).to_contain_text("Iseng")
    await row.get_by_role("button").click()
    await page.get_by_role("dialog").get_by_label("Alasan").fill("menelepon lagi")
    await page.get_by_role("dialog").get_by_role("button", name="Buka lagi").click()

    await expect(page.locator(f".call-row[data-call='{call_id}'][data-state=waiting]")).to_be_visible()
    await expect(page.get_by_test_id("unattended")).to_be_visible()


async def test_in_a_cut_a_call_is_kept_with_words_alone_and_waits_for_its_place_after(
    city: City, cable: Cable, sit: Sit
) -> None:
    page = await sit("siti", url=cable.url)
    await cable.pull()
    await expect(page.locator(".cut-off-band")).to_contain_text("Panggilan tetap dapat diisi dan disimpan")
    await page.keyboard.press("F2")
    await page.fill("#words", "Rumah terbakar, belakang pasar")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".unsent")).to_contain_text("menunggu sambungan")

    await page.keyboard.press("F2")
    await page.fill("#words", "Telepon kedua")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".unsent li")).to_have_count(2)
    await cable.plug_in()

    await expect(page.locator(".call-row[data-state=waiting]")).to_have_count(2)
    await expect(page.locator(".call-row").filter(has_text="belakang pasar")).to_be_visible()
    async with city.client("budi") as client:
        assert (await client.get("/incidents", params={"open": True})).json() == []


async def test_what_became_of_the_last_call_leaves_with_the_first_word_of_the_next(sit: Sit) -> None:
    page = await sit("siti")
    await page.keyboard.press("F2")
    await page.keyboard.press("Alt+1")
    await expect(page.get_by_test_id("last-call")).to_contain_text("Iseng")

    await page.keyboard.press("F2")

    await expect(page.get_by_test_id("last-call")).to_be_empty()
