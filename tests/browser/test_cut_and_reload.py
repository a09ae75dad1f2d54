"""No typed text is lost and no event is missed, whatever happens to connection and page."""

import re
from datetime import datetime

from playwright.async_api import Browser, Page, Route, WebSocketRoute, expect

from base.position import Position
from tests.browser.cable import Cable
from tests.browser.chromium import PHONE, open_context
from tests.browser.city import PASSWORD, City
from tests.browser.conftest import PATIENCE_MS, Sit
from tests.browser.hands import send_log_in
from tests.browser.test_call_to_order import choose_first, type_call
from tests.browser.test_calls_and_crew import stand
from tests.waiting import until

# What the phone keeps while offline, in the order of sending.
WAITING = """
Object.keys(localStorage).filter((name) => name.startsWith('sigap.outbox.'))
  .map((name) => JSON.parse(localStorage[name])).sort((one, other) => one.no - other.no)
"""
PRESSES = f"({WAITING}).filter(({{kind}}) => kind === 'status').map(({{body}}) => body)"
KEPT = f"({WAITING}).filter(({{kind}}) => kind === 'fix').map(({{body}}) => body)"
# However long the commands take meanwhile.
HALF_A_MINUTE_OR_MORE = re.compile(r"Terputus ([3-5]\d dtk|\d+ mnt)")


async def test_what_was_typed_is_there_after_a_reload(sit: Sit) -> None:
    page = await sit("siti")
    await type_call(page, where="-29.9069, -71.2519", what="banj", words="Air setinggi lutut")

    await page.reload()

    await expect(page.locator("#words")).to_have_value("Air setinggi lutut")
    await expect(page.get_by_test_id("where")).to_have_value("-29.9069, -71.2519")
    await expect(page.get_by_test_id("what")).to_have_value("Banjir")
    await expect(page.locator("#number")).to_have_value("0812000111")


async def with_a_note_half_typed(city: City, sit: Sit) -> Page:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await choose_first(page)
    await page.keyboard.press("n")
    await page.keyboard.type("Pintu belakang")
    return page


async def test_a_half_typed_note_is_there_after_a_reload_with_its_own_incident_and_gone_once_sent(
    city: City, sit: Sit
) -> None:
    page = await with_a_note_half_typed(city, sit)
    await page.reload()
    await choose_first(page)
    note = page.get_by_label("Catatan").get_by_role("textbox")
    await expect(note).to_have_value("Pintu belakang")

    await page.keyboard.press("n")
    await page.keyboard.type(" terkunci")
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("Pintu belakang terkunci")).to_be_visible()
    await expect(note).to_have_value("")
    await city.make_incident("structure_fire", "Balmaceda 500")
    await page.get_by_text("Balmaceda 500").click()
    await expect(note).to_have_value("")


async def test_who_has_no_session_any_more_logs_in_there_and_then_and_what_was_typed_is_there(
    city: City, sit: Sit
) -> None:
    page = await with_a_note_half_typed(city, sit)
    await page.context.clear_cookies()

    await page.keyboard.press("Enter")
    await expect(page.locator("#username")).to_have_value("budi")
    await expect(page.locator("#password")).to_be_focused()
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")

    await expect(page.get_by_label("Catatan").get_by_role("textbox")).to_have_value("Pintu belakang")
    await expect(page.get_by_test_id("light")).to_have_attribute("data-light", "live")


async def test_a_map_that_could_not_be_read_at_first_is_drawn_once_it_can(sit: Sit) -> None:
    page = await sit("budi")
    failed = 0

    async def fail_at_first(route: Route) -> None:
        nonlocal failed
        failed += 1
        await (route.abort() if failed <= 2 else route.fallback())

    await page.route("**/basemap.pmtiles", fail_at_first)
    await page.reload()

    await expect(page.locator("[data-testid=map][data-drawn=true]")).to_be_visible()
    assert failed > 2


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
    await expect(page.get_by_test_id("light")).to_contain_text(HALF_A_MINUTE_OR_MORE)
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


async def test_what_a_crew_presses_and_where_it_is_in_a_dead_spot_arrives_later_once_and_in_order(
    city: City, cable: Cable, sit: Sit
) -> None:
    crew = await sit("kru", url=cable.url, viewport=PHONE)
    await crew.clock.install()
    here = await city.home()
    await stand(crew, here)
    await crew.get_by_label("Bagikan posisi ponsel").check()
    path = await city.send("cardiac_arrest", "AMB-01")
    accept = crew.get_by_role("alertdialog").get_by_role("button", name="TERIMA")
    await expect(accept).to_be_visible()
    await cable.pull()
    await expect(crew.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")

    await accept.click()
    for step in ("BERANGKAT", "TIBA DI LOKASI"):
        await crew.get_by_role("button", name=step).click()
    for north in (0.0002, 0.0004):
        await drive_on(crew, Position(here.lat + north, here.lon))
    await crew.clock.fast_forward(11_000)  # now the presses can no longer be taken back
    await expect(crew.get_by_text("3 status menunggu")).to_be_visible()
    pressed = {each["status"]: each["at"] for each in await crew.evaluate(f"() => {PRESSES}")}
    places = [round(each["lat"], 6) for each in await crew.evaluate(f"() => {KEPT}")]
    await cable.plug_in()
    await crew.wait_for_function(f"() => !({PRESSES}).length && !({KEPT}).length")

    async with city.client("budi") as client:
        file = (await client.get(path)).json()
        track = (await client.get("/units/AMB-01/track", params={"from": file["created_at"]})).json()
    (assignment,) = file["assignments"]
    reached = assignment["reached_at"]
    assert {step: moment(reached[step]) for step in pressed} == {step: moment(at) for step, at in pressed.items()}
    statuses = [entry["data"]["status"] for entry in file["timeline"] if entry["kind"] == "assignment_status_changed"]
    assert statuses == ["acknowledged", "en_route", "on_scene"]
    arrived = [round(lat, 6) for _, lat, *_ in track["geometry"]["coordinates"]]
    assert [lat for lat in arrived if lat in places] == places


async def drive_on(crew: Page, place: Position) -> None:
    """The phone asks for its position every few seconds only."""

    async def kept() -> bool:
        await stand(crew, place)
        return bool(await crew.evaluate(f"() => Math.abs(({KEPT}).at(-1)?.lat - {place.lat}) < 1e-6"))

    await until(kept, every_s=0.5)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Changed:
    """A server whose snapshots have another shape than this page expects, until it is fixed."""

    def __init__(self) -> None:
        self.mended = False

    def join(self, line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(
            lambda text: line.send(text if self.mended else str(text).replace('"incidents":[', '"old":['))
        )


async def test_a_page_that_cannot_show_the_snapshot_stops_asking_and_says_so(city: City, browser: Browser) -> None:
    changed = Changed()
    context = await open_context(browser, viewport=PHONE)
    page = await context.new_page()
    await page.route_web_socket("**/live", changed.join)
    await page.goto(city.api_url)
    await send_log_in(page, "kru")

    given_up = page.get_by_role("alert").filter(has_text="berhenti mencoba")
    await expect(given_up).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.get_by_role("button", name="SOS")).to_be_visible()

    changed.mended = True
    await page.get_by_role("button", name="Muat ulang").click()
    await expect(page.get_by_test_id("light")).to_have_text(re.compile("Tersambung"), timeout=PATIENCE_MS)
    await expect(given_up).to_have_count(0)
    await context.close()
