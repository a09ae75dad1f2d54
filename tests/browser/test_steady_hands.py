"""Accidental presses: nothing is sent, cleared or closed without a deliberate press, and a slip can be undone."""

import asyncio
import random
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.chromium import PHONE
from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.hands import burst, command, place_at_rest, stop_the_clock
from tests.browser.test_call_to_order import choose_first, type_call

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
OTHERS = ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Space", "Enter", "F2", "F4", "F6", "Escape")
KEYS_MAX, GAP_MAX_MS = 240, 120
TAPS = 120
# Each draws other keys; the first is drawn in every run.
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))]


async def board(city: City) -> dict[str, Any]:
    """What must not change by itself: state and level of each incident, status of each assignment."""
    async with city.client("dewi") as client:
        incidents = (await client.get("/incidents", params={"open": True})).json()
        files = [(await client.get(f"/incidents/{each['id']}")).json() for each in incidents]
        alarms = (await client.get("/alarms")).json()
        calls = (await client.get("/calls", params={"open": True})).json()
    return {
        "incidents": {each["number"]: (each["status"], each["alarm_level"], each["closed_at"]) for each in files},
        "units": {each["unit_id"]: each["status"] for file in files for each in file["assignments"]},
        "sos": [each["id"] for each in alarms if each["kind"] == "sos"],
        "calls": {each["id"] for each in calls},
    }


async def status_of(city: City, path: str) -> str:
    async with city.client("dewi") as client:
        (assignment,) = (await client.get(path)).json()["assignments"]
    return str(assignment["status"])


async def waiting_call(city: City) -> None:
    async with city.client("dewi") as client:
        call = (await client.post("/calls", json={"words": "ada api"})).json()
        assert (await client.post(f"/calls/{call['id']}/release", json={})).is_success


async def cat(page: Page, seed: int) -> None:
    """A cat on the keyboard: many keys, fast, some held down; the same seed gives the same keys."""
    paws, presses = random.Random(seed), list[asyncio.Future[None]]()
    for _ in range(KEYS_MAX):
        key = paws.choice(LETTERS) if paws.random() < 0.6 else paws.choice(OTHERS)
        for _ in range(paws.choice((1, 1, 1, 4))):  # pressed again before release: it repeats
            presses.append(asyncio.ensure_future(page.keyboard.down(key)))
        presses.append(asyncio.ensure_future(page.keyboard.up(key)))
        await asyncio.sleep(paws.randint(0, GAP_MAX_MS) / 1000)  # a paw does not wait until the page has taken a key
    await asyncio.gather(*presses)
    await page.keyboard.press("k")  # the last paw is an ordinary one
    await page.wait_for_timeout(1_000)


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_cat_on_the_keyboard_of_the_desk_sends_clears_and_closes_nothing(
    city: City, sit: Sit, seed: int
) -> None:
    path = await city.send("medical", CREW_UNIT)
    await city.advance(path, "on_scene")
    await city.make_incident("structure_fire", "Balmaceda 500")
    await waiting_call(city)
    async with city.client("kru") as crew:
        assert (await crew.post("/crew/sos", json={})).is_success
    page = await sit("budi")
    await choose_first(page)
    before = await board(city)

    await cat(page, seed)

    after = await board(city)
    assert {**after, "calls": None} == {**before, "calls": None}
    assert len(before["calls"]) == 1
    assert before["calls"] <= after["calls"]  # F2 may start new calls, as it must never wait; none was ended


async def test_a_cat_at_the_call_takers_desk_ends_no_call(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    await waiting_call(city)
    page = await sit("siti")
    before = await board(city)

    await cat(page, seed=7)

    after = await board(city)
    assert after["incidents"] == before["incidents"]
    assert before["calls"] <= after["calls"]  # a form may have opened, but no call was ended
    assert len(before["calls"]) == 1


@pytest.mark.parametrize("seed", SEEDS[:2])
async def test_rain_on_the_crews_phone_presses_no_step(city: City, sit: Sit, seed: int) -> None:
    path = await city.send("medical", CREW_UNIT)
    await city.advance(path, "on_scene")
    crew = await sit("kru", viewport=PHONE)
    await expect(crew.get_by_role("button", name="SELESAI").or_(crew.get_by_text("Langkah lain")).first).to_be_visible()
    drops, taps = random.Random(seed), list[asyncio.Future[None]]()
    for _ in range(TAPS):
        x, y = drops.randint(5, PHONE["width"] - 5), drops.randint(70, PHONE["height"] - 5)
        taps.append(asyncio.ensure_future(crew.mouse.click(x, y)))
        await asyncio.sleep(drops.randint(0, 80) / 1000)  # as rain, which does not wait for the page
    await asyncio.gather(*taps)
    await crew.wait_for_timeout(12_000)  # by now any press would have been sent

    assert await status_of(city, path) == "on_scene"


async def test_a_word_typed_at_the_desk_sends_nobody_and_says_so(city: City, sit: Sit) -> None:
    await city.make_incident("structure_fire", "Balmaceda 500")
    page = await sit("budi")
    await choose_first(page)
    before = await board(city)

    await burst(page, "salamanca")

    await expect(page.get_by_test_id("notice")).to_contain_text("Huruf beruntun bukan perintah")
    await page.wait_for_timeout(1_000)
    assert await board(city) == before


async def test_a_key_held_down_sends_nobody(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await choose_first(page)
    before = await board(city)

    await asyncio.gather(*(page.keyboard.down("s") for _ in range(6)), page.keyboard.up("s"))

    await page.wait_for_timeout(1_000)
    assert await board(city) == before


async def test_with_the_focus_nowhere_a_letter_is_no_command(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await choose_first(page)
    await page.evaluate("document.activeElement.blur()")

    await command(page, "s")

    await expect(page.get_by_test_id("notice")).to_contain_text("tekan ↓")
    await page.wait_for_timeout(600)
    assert (await board(city))["units"] == {}
    await page.keyboard.press("ArrowDown")
    await command(page, "s")
    await expect(page.locator(".assigned").first).to_be_visible()


async def test_what_was_sent_by_a_slip_is_taken_back_within_five_seconds(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi", own_clock=True)
    await choose_first(page)
    await stop_the_clock(page)
    await page.keyboard.press("s")
    await page.clock.run_for(500)
    await expect(page.locator(".assigned").first).to_be_visible()

    await page.get_by_test_id("notice").get_by_role("button", name="Urungkan").click()

    await expect(page.locator(".assigned[data-status=canceled]").first).to_be_visible()
    await expect(page.get_by_test_id("notice")).to_have_count(0)


async def test_an_alarm_level_raised_by_a_slip_is_taken_back_and_never_above_the_plan(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi", own_clock=True)
    await choose_first(page)
    await stop_the_clock(page)

    await page.keyboard.press("a")
    await page.clock.run_for(500)
    await expect(page.locator(".incident-head")).to_contain_text("Tingkat siaga 2")
    await expect(page.get_by_role("button", name="Naikkan")).to_be_disabled()
    await page.get_by_test_id("notice").get_by_role("button", name="Urungkan").click()

    await expect(page.locator(".incident-head")).not_to_contain_text("Tingkat siaga 2")
    await expect(page.locator(".timeline")).to_contain_text("Diurungkan seketika")


async def test_a_status_is_chosen_then_pressed_and_can_be_taken_back(city: City, sit: Sit) -> None:
    path = await city.send("medical", CREW_UNIT)
    await city.advance(path, "on_scene")
    page = await sit("budi", own_clock=True)
    await page.locator(".queue-row").click()
    at_work = page.locator(f".assigned[data-unit={CREW_UNIT}]")
    menu = at_work.get_by_label(f"Status {CREW_UNIT}")

    await menu.focus()
    for key in ("ArrowDown", "ArrowDown", "s", "ArrowUp"):
        await command(page, key)
    await page.wait_for_timeout(600)
    assert await status_of(city, path) == "on_scene"

    await stop_the_clock(page)
    await menu.select_option("clear")
    await at_work.get_by_role("button", name="Catat").click()
    await at_work.get_by_role("button", name="Batalkan (").click()
    await page.clock.run_for(11_000)
    assert await status_of(city, path) == "on_scene"

    await menu.select_option("transporting")
    await at_work.get_by_role("button", name="Catat").click()
    await page.clock.run_for(11_000)
    await expect(at_work).to_have_attribute("data-status", "transporting")


async def test_a_unit_cleared_by_mistake_is_put_back_with_a_reason(city: City, sit: Sit) -> None:
    path = await city.send("medical", CREW_UNIT)
    await city.advance(path, "on_scene", "clear")
    page = await sit("budi")
    await page.locator(".queue-row").click()
    at_work = page.locator(f".assigned[data-unit={CREW_UNIT}]")

    await at_work.get_by_role("button", name=f"Koreksi status {CREW_UNIT}").click()
    asked = page.get_by_role("dialog")
    await asked.get_by_label("Yang benar").select_option("on_scene")
    await asked.get_by_label("Alasan").fill("salah tekan")
    await asked.get_by_role("button", name="Koreksi", exact=True).click()

    await expect(at_work).to_have_attribute("data-status", "on_scene")
    await expect(page.locator(".timeline")).to_contain_text("salah tekan")


async def test_another_unit_is_chosen_by_keyboard_alone(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await choose_first(page)
    rows = page.locator("tr[data-unit]")
    first, second = [await rows.nth(place).get_attribute("data-unit") for place in (0, 1)]

    for key in ("c", "Space", "ArrowDown", "Space"):
        await command(page, key)
    await expect(page.locator("tr[data-picked=true]")).to_have_attribute("data-unit", str(second))
    await command(page, "Enter")
    await expect(page.locator("#reason")).to_be_focused()
    await page.keyboard.type("Kru pertama sedang makan")
    await page.keyboard.press("Enter")

    await expect(page.locator(f".assigned[data-unit={second}]")).to_be_visible()
    assert first != second


async def test_the_incident_in_hand_stands_in_the_address(city: City, sit: Sit) -> None:
    for place in ("Pasar Lama", "Pasar Baru"):
        await city.make_incident("medical", place)
    page = await sit("budi")
    await page.locator(".queue-row", has_text="Pasar Baru").click()
    await expect(page.locator(".incident-head")).to_contain_text("Pasar Baru")

    await page.reload()

    await expect(page.locator(".incident-head")).to_contain_text("Pasar Baru")
    await expect(page.get_by_role("link", name="Dispatch")).to_have_attribute("aria-current", "page")


async def test_who_takes_an_alarm_goes_on_with_its_incident(city: City, sit: Sit) -> None:
    await city.send("medical", CREW_UNIT, address="Pasar Baru")
    async with city.client("kru") as crew:
        assert (await crew.post("/crew/sos", json={})).is_success
    page = await sit("budi")
    await expect(page.locator(".alert-group[data-kind=sos]")).to_be_visible()

    await command(page, "t")

    await expect(page.locator(".incident-head")).to_contain_text("Pasar Baru")
    await expect(page.locator(".alert-group[data-kind=sos]")).to_have_count(0)


async def test_a_button_that_asks_first_does_not_move_under_the_finger(city: City, sit: Sit) -> None:
    await city.send("medical", CREW_UNIT)
    page = await sit("budi")
    await page.locator(".queue-row").click()
    button = page.locator(f".assigned[data-unit={CREW_UNIT}] .danger")
    before = await place_at_rest(button)

    await button.click()

    await expect(button).to_have_accessible_name(f"Batalkan {CREW_UNIT}?")
    assert await button.bounding_box() == before
    await button.click()
    await expect(page.locator(f".assigned[data-unit={CREW_UNIT}]")).to_have_attribute("data-status", "canceled")


async def test_the_crews_big_button_stays_where_it_is_when_it_was_pressed(city: City, sit: Sit) -> None:
    path = await city.send("medical", CREW_UNIT)
    await city.advance(path, "acknowledged")
    crew = await sit("kru", viewport=PHONE)
    big = crew.locator(".order-card button.big.primary")
    before = await place_at_rest(big)

    await big.click()

    await expect(crew.get_by_role("button", name="Batalkan (")).to_be_visible()
    assert await big.bounding_box() == before


async def test_letters_typed_before_a_call_is_claimed_are_not_lost(city: City, sit: Sit) -> None:
    async with city.client("dewi") as client:
        call = (await client.post("/calls", json={"ringing": True, "caller_number": "0812000333"})).json()
    page = await sit("siti")
    await expect(page.locator(f"[data-call='{call['id']}']")).to_be_visible()
    released = asyncio.Event()

    async def hold(route: Route) -> None:
        await released.wait()
        await route.continue_()

    await page.route("**/claim", hold)

    await page.keyboard.press("F4")
    await page.keyboard.type("Balmaceda 5")
    released.set()

    await expect(page.locator("#number")).to_have_value("0812000333")
    await expect(page.get_by_test_id("where")).to_have_value("Balmaceda 5")


async def test_an_urgent_call_is_not_thrown_into_a_fallen_tree_by_a_key(city: City, sit: Sit) -> None:
    tree = await city.make_incident("fallen_tree", "Balmaceda 500")
    page = await sit("siti")
    await type_call(page, where="-29.9072, -71.2521", what="he", words="Bapak tidak sadar")
    await expect(page.get_by_test_id("near")).to_contain_text(tree)

    await page.keyboard.press("Alt+j")

    await expect(page.get_by_test_id("notice")).to_contain_text("Tidak ada yang sejenis")
    async with city.client("dewi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
        calls = (await client.get(f"/incidents/{incident['id']}")).json()["calls"]
    assert calls == []
