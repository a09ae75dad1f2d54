"""Nothing typed is lost and nothing that happened is missed, whatever becomes of line and page."""

from playwright.async_api import expect

from tests.browser.cable import Cable
from tests.browser.chromium import PHONE
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.test_call_to_order import choose_first, type_call
from tests.waiting import until


async def test_what_was_typed_is_there_after_a_reload(sit: Sit) -> None:
    page = await sit("siti")
    await type_call(page, where="-29.9069, -71.2519", what="banj", words="Air setinggi lutut")

    await page.reload()

    await expect(page.locator("#words")).to_have_value("Air setinggi lutut")
    await expect(page.get_by_test_id("where")).to_have_value("-29.9069, -71.2519")
    await expect(page.get_by_test_id("what")).to_have_value("Banjir")
    await expect(page.locator("#number")).to_have_value("0812000111")


async def test_a_cable_pulled_for_half_a_minute_shows_and_afterwards_nothing_is_missing(
    city: City, cable: Cable, sit: Sit
) -> None:
    before = await city.make_incident("medical", "Sebelum putus")
    gone = await city.make_incident("flood", "Selesai selama putus")
    page = await sit("budi", url=cable.url)
    await page.clock.install()
    await page.reload()
    row = page.locator(".queue-row")
    await expect(row).to_have_count(2)
    await expect(page.get_by_test_id("light")).to_have_attribute("data-light", "live")

    await cable.pull()
    await expect(page.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")
    await page.clock.fast_forward(30_000)
    while_cut = await city.make_incident("structure_fire", "Selama putus")
    await send_and_close(city, send_to=before, close=gone)
    await expect(page.get_by_test_id("light")).to_contain_text("3")
    await expect(row.filter(has_text=gone)).to_be_visible()
    await expect(row.filter(has_text=while_cut)).to_have_count(0)

    await cable.plug_in()
    await page.clock.fast_forward(5_000)
    await expect(row.filter(has_text=while_cut)).to_be_visible()
    await expect(row.filter(has_text=gone)).to_have_count(0)
    await expect(row.filter(has_text=before)).to_contain_text("AMB-01")
    await expect(page.get_by_test_id("light")).to_have_attribute("data-light", "live")


async def send_and_close(city: City, *, send_to: str, close: str) -> None:
    async with city.client("dewi") as client:
        found = {each["number"]: each["id"] for each in (await client.get("/incidents", params={"open": True})).json()}
        sent = await client.post(f"/incidents/{found[send_to]}/assignments", json={"unit_ids": ["AMB-01"]})
        closed = await client.post(f"/incidents/{found[close]}/close", json={"disposition": "resolved"})
    assert (sent.status_code, closed.status_code) == (201, 200)


async def test_a_command_is_refused_with_a_reason_while_cut_off(city: City, cable: Cable, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi", url=cable.url)
    await choose_first(page)
    await cable.pull()
    await expect(page.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")

    await page.keyboard.press("s")

    await expect(page.get_by_text("perintah tidak dikirim")).to_be_visible()


async def test_a_call_saved_while_cut_off_goes_out_by_itself_and_once(city: City, cable: Cable, sit: Sit) -> None:
    page = await sit("siti", url=cable.url)
    await type_call(page, where="-29.9069, -71.2519", what="banj", words="Air naik")
    await cable.pull()
    await expect(page.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Menunggu sambungan")).to_be_visible()

    await cable.plug_in()

    await expect(page.get_by_test_id("last-call")).to_contain_text("dibuat dan diserahkan")
    async with city.client("budi") as client:
        incidents = (await client.get("/incidents", params={"open": True})).json()
    assert [incident["type"] for incident in incidents] == ["flood"]


async def test_a_press_in_a_dead_spot_is_sent_later_with_its_real_time(city: City, cable: Cable, sit: Sit) -> None:
    await city.make_incident("cardiac_arrest", "Jl. Pahlawan 12")
    async with city.client("budi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
        path = f"/incidents/{incident['id']}"
        sent = await client.post(f"{path}/assignments", json={"unit_ids": ["AMB-01"]})
        assert sent.status_code == 201, sent.text
        crew = await sit("kru", url=cable.url, viewport=PHONE)
        accept = crew.get_by_role("alertdialog").get_by_role("button", name="TERIMA")
        await expect(accept).to_be_visible()
        await cable.pull()
        await expect(crew.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")

        await accept.click()
        await expect(crew.get_by_text("1 tekanan menunggu")).to_be_visible()
        await cable.plug_in()

        async def acknowledged() -> bool:
            (assignment,) = (await client.get(path)).json()["assignments"]
            return bool(assignment["status"] == "acknowledged")

        await until(acknowledged)
    await expect(crew.get_by_role("button", name="BERANGKAT")).to_be_visible()
