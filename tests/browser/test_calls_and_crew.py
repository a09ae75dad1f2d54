"""Calls that two desks see at once, and what a crew can report on its own phone."""

from datetime import UTC, datetime, timedelta

import httpx
from playwright.async_api import Page, expect

from base.position import Position
from tests.browser.cable import Cable
from tests.browser.chromium import PHONE
from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.hands import tap
from tests.waiting import until


async def ring(city: City, number: str) -> str:
    async with city.client("agus") as client:
        call = (await client.post("/calls", json={"ringing": True, "caller_number": number})).json()
        return str(call["id"])


async def test_a_ringing_call_goes_to_one_desk_and_another_takes_it_over_in_sight_of_the_first(
    city: City, sit: Sit
) -> None:
    siti, budi = await sit("siti"), await sit("budi", screen="calls")
    call_id = await ring(city, "0812000333")
    rows = [page.locator(f"[data-call='{call_id}']") for page in (siti, budi)]
    for row in rows:
        await expect(row).to_have_attribute("data-state", "ringing")

    await siti.keyboard.press("F4")
    await expect(siti.locator("#number")).to_have_value("0812000333")
    await siti.fill("#words", "Ada asap")
    await expect(rows[1]).to_contain_text("ditangani siti")
    await expect(rows[1].locator(".queue-row")).to_be_disabled()
    for _ in range(2):
        await rows[1].locator(".danger").click()

    await expect(budi.locator("#number")).to_have_value("0812000333")
    await expect(siti.get_by_test_id("taken-over")).to_contain_text("budi mengambil alih")
    await expect(siti.locator("#words")).to_have_value("Ada asap")
    await siti.keyboard.press("Alt+1")
    await expect(siti.get_by_text("sedang ditangani budi")).to_be_visible()


async def test_a_crew_calls_for_help_in_a_dead_spot_and_it_goes_out_once_with_its_time(
    city: City, cable: Cable, sit: Sit
) -> None:
    crew = await sit("kru", url=cable.url, viewport=PHONE)
    dispatcher = await sit("budi")
    await cable.pull()
    await expect(crew.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")
    await crew.get_by_role("button", name="SOS", exact=True).click()
    await expect(crew.get_by_text("SOS menunggu sambungan")).to_be_visible()

    await cable.plug_in()

    await expect(crew.get_by_text("SOS terkirim")).to_be_visible()
    await expect(dispatcher.locator(".alert-group[data-kind=sos]")).to_contain_text("AMB-01")
    async with city.client("budi") as client:
        sos = [alarm for alarm in (await client.get("/alarms")).json() if alarm["kind"] == "sos"]
    assert len(sos) == 1
    assert sos[0]["detail"]["pressed_at"] < sos[0]["raised_at"]


async def test_a_call_for_help_shows_what_the_senders_clock_says_at_the_desk_and_on_the_wall(
    city: City, sit: Sit
) -> None:
    dispatcher, wall = await sit("budi"), await sit("layar", screen="wall")
    async with city.client("kru") as crew:
        pressed_at = datetime.now(UTC) - timedelta(hours=3)
        assert (await crew.post("/crew/sos", json={"at": pressed_at.isoformat()})).status_code == 201

    await expect(dispatcher.locator(".alert-group[data-kind=sos]")).to_contain_text("(3 jam lalu)")
    await expect(wall.get_by_text("SOS kru: AMB-01")).to_be_visible()
    await expect(wall.get_by_text("(3 jam lalu)")).to_be_visible()


async def test_an_order_that_is_called_off_stands_in_the_crews_way_until_it_has_understood(
    city: City, sit: Sit
) -> None:
    crew = await sit("kru", viewport=PHONE)
    path = await city.send("medical", CREW_UNIT)
    await expect(crew.get_by_role("alertdialog")).to_contain_text("PERINTAH BARU")

    await city.advance(path, "canceled")

    called_off = crew.get_by_role("alertdialog", name="PERINTAH DIBATALKAN")
    await expect(called_off).to_contain_text("Gawat darurat medis")
    await crew.reload()
    await expect(called_off).to_be_visible()
    async with crew.expect_response(lambda answer: answer.url.endswith("/status") and answer.ok):
        await tap(called_off.get_by_role("button", name="MENGERTI"))
    await expect(crew.get_by_role("heading", name="Menunggu perintah")).to_be_visible()
    await expect(called_off).to_have_count(0)


async def test_an_order_called_off_while_the_phone_is_dark_is_told_when_it_is_back(city: City, sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)
    path = await city.send("medical", CREW_UNIT)
    await city.advance(path, "acknowledged")
    await expect(crew.locator(".order-card")).to_be_visible()
    await crew.goto(f"{city.api_url}/icon.svg")
    await city.advance(path, "canceled")

    await crew.goto(f"{city.api_url}/#/crew")

    await expect(crew.get_by_role("alertdialog", name="PERINTAH DIBATALKAN")).to_be_visible()


async def test_what_the_crew_has_done_itself_is_no_order_called_off(city: City, sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)
    path = await city.send("medical", CREW_UNIT)
    await expect(crew.get_by_role("alertdialog")).to_be_visible()

    async with crew.expect_response(lambda answer: "/incidents/" in answer.url and answer.ok):
        await city.advance(path, "on_scene", "clear")

    await expect(crew.get_by_role("heading", name="Menunggu perintah")).to_be_visible()
    await expect(crew.get_by_role("alertdialog")).to_have_count(0)


async def test_a_help_pressed_by_mistake_is_taken_back(city: City, sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)

    await crew.get_by_role("button", name="SOS", exact=True).click()
    await crew.get_by_role("button", name="Batalkan").click()

    await expect(crew.locator(".sos-note")).to_have_count(0)
    await crew.get_by_role("button", name="SOS", exact=True).click()
    await expect(crew.get_by_text("SOS terkirim")).to_be_visible()
    async with city.client("budi") as client:
        assert len([alarm for alarm in (await client.get("/alarms")).json() if alarm["kind"] == "sos"]) == 1


async def test_the_phone_tells_where_the_unit_is_when_the_crew_allows_it(city: City, sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)
    home = await city.home()
    here = Position(home.lat + 0.0003, home.lon)
    await stand(crew, here)

    await crew.get_by_label("Bagikan posisi ponsel").check()

    dispatcher = await sit("budi", screen="units")
    await expect(dispatcher.locator("tr[data-row=AMB-01]")).not_to_contain_text("belum ada posisi")
    async with city.client("budi") as client:
        await until(lambda: stands_at(client, here))


async def test_a_free_unit_that_is_out_is_not_said_to_be_at_its_station(city: City, sit: Sit) -> None:
    home = await city.home()
    dispatcher = await sit("budi", screen="units")
    row = dispatcher.locator("tr[data-row=AMB-01]")
    await expect(row.get_by_text("Base SAMU La Serena", exact=True)).to_be_visible()

    await city.report("kru", Position(home.lat + 0.02, home.lon))

    await expect(row.get_by_text("2,2 km dari Base SAMU La Serena")).to_be_visible()


async def stands_at(client: httpx.AsyncClient, place: Position) -> bool:
    (unit,) = [unit for unit in (await client.get("/units")).json() if unit["unit_id"] == "AMB-01"]
    position = unit["position"]
    return position is not None and (round(position["lat"], 5), round(position["lon"], 5)) == (
        round(place.lat, 5),
        round(place.lon, 5),
    )


async def stand(page: Page, at: Position) -> None:
    await page.context.grant_permissions(["geolocation"])
    await page.context.set_geolocation({"latitude": at.lat, "longitude": at.lon, "accuracy": 5})
