"""From the phone to the vehicle, on real screens: keyboard only, advised, sent, acknowledged, seen."""

from playwright.async_api import Page, Route, WebSocketRoute, expect

from tests.browser.chromium import PHONE
from tests.browser.city import BALMACEDA, City
from tests.browser.conftest import Sit

# Two desks may be advised different ambulances if those are equal; the city has only one unit of this kind.
ONE_UNIT_CAN = "animal"


async def type_call(page: Page, *, where: str, what: str, words: str) -> None:
    """Take a call without leaving the keyboard."""
    await page.keyboard.press("F2")
    await expect(page.get_by_test_id("where")).to_be_focused()
    await page.keyboard.type(where)
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type(what)
    await page.keyboard.press("Enter")
    for text in ("", "0812000111", "Ibu Ani", words):
        await page.keyboard.press("Tab")
        await page.keyboard.type(text)


async def choose_first(page: Page, words: str = "") -> None:
    """Choose by keyboard, once the queue and then the advice are there."""
    await expect(page.locator(".queue-row", has_text=words).first).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("tr[data-picked=true]").first).to_be_visible()


async def test_a_call_becomes_an_order_that_the_crew_acknowledges(sit: Sit) -> None:
    call_taker = await sit("siti")
    dispatcher = await sit("budi")
    crew = await sit("kru", viewport=PHONE)

    await type_call(call_taker, where="-29.9069, -71.2519", what="he", words="Bapak tidak sadar")
    await call_taker.keyboard.press("Control+Enter")
    await expect(call_taker.get_by_test_id("last-call")).to_contain_text("dibuat dan diserahkan")

    await choose_first(dispatcher, "Henti jantung")
    await expect(dispatcher.locator("tr[data-picked=true][data-unit=AMB-01]")).to_be_visible()
    await dispatcher.keyboard.press("s")

    await expect(dispatcher.locator(".queue-row .clip", has_text="dekat")).to_be_visible()
    await expect(crew.get_by_role("alertdialog")).to_contain_text("Henti jantung")
    await expect(crew.locator(".new-order-place")).to_contain_text("dekat")
    await crew.get_by_role("alertdialog").get_by_role("button", name="TERIMA").click()

    at_work = dispatcher.locator(".assigned[data-unit=AMB-01]")
    await expect(at_work).to_have_attribute("data-status", "acknowledged")
    await expect(dispatcher.get_by_text("Bapak tidak sadar").first).to_be_visible()


async def test_a_second_call_about_the_same_joins_by_one_key(city: City, sit: Sit) -> None:
    number = await city.make_incident("structure_fire", "Balmaceda 500", at=BALMACEDA)
    call_taker = await sit("siti")

    await type_call(call_taker, where="-29.9072, -71.2521", what="ke", words="Ada api besar")
    await expect(call_taker.get_by_test_id("near")).to_contain_text(number)
    await call_taker.keyboard.press("Alt+j")

    await expect(call_taker.get_by_test_id("last-call")).to_contain_text(f"digabung ke {number}")
    async with city.client("budi") as client:
        incidents = (await client.get("/incidents", params={"open": True})).json()
        calls = (await client.get(f"/incidents/{incidents[0]['id']}")).json()["calls"]
    assert [incident["number"] for incident in incidents] == [number]
    assert [call["caller_name"] for call in calls] == ["Ibu Ani"]


async def test_a_prank_is_ended_by_one_key_and_makes_no_incident(city: City, sit: Sit) -> None:
    call_taker = await sit("siti")
    await call_taker.keyboard.press("F2")

    await call_taker.keyboard.press("Alt+1")

    await expect(call_taker.get_by_test_id("last-call")).to_contain_text("Iseng")
    async with city.client("budi") as client:
        assert (await client.get("/incidents", params={"open": True})).json() == []


async def test_of_two_dispatchers_the_slower_is_told_who_won(city: City, sit: Sit) -> None:
    await city.make_incident(ONE_UNIT_CAN, "Pasar Lama")
    budi, dewi = await sit("budi"), await sit("dewi")
    for page in (budi, dewi):
        await choose_first(page)
    # Her command is held until Budi's is answered and she sees it: even the fastest hands meet the constraint.
    await dewi.route("**/assignments", lambda route: send_after(route, budi, seen_by=dewi))

    await dewi.keyboard.press("s")

    await expect(dewi.get_by_role("status").get_by_text("sudah dikirim budi")).to_be_visible()
    async with city.client("budi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
        assignments = (await client.get(f"/incidents/{incident['id']}")).json()["assignments"]
    assert len(assignments) == 1


async def test_who_won_stays_in_sight_when_the_board_changes_afterwards(city: City, sit: Sit) -> None:
    await city.make_incident(ONE_UNIT_CAN, "Pasar Lama")
    budi, dewi = await sit("budi"), await sit("dewi")
    live = HeldLive()
    await dewi.route_web_socket("**/live", live.join)
    await dewi.reload()
    for page in (budi, dewi):
        await choose_first(page)
    live.hold()
    async with budi.expect_response("**/assignments"):
        await budi.keyboard.press("s")
    await dewi.keyboard.press("s")
    notice = dewi.get_by_role("status").get_by_text("sudah dikirim budi")
    await expect(notice).to_be_visible()

    live.let_go()

    await expect(dewi.locator(".assigned")).to_be_visible()
    await expect(notice).to_be_visible()


async def send_after(route: Route, other: Page, *, seen_by: Page) -> None:
    """Hold a command until the other desk's is answered and shown on this one's board."""
    async with other.expect_response("**/assignments"):
        await other.keyboard.press("s")
    await expect(seen_by.locator(".assigned")).to_be_visible()
    await route.continue_()


class HeldLive:
    """A page's `/live` whose incoming frames can be held back."""

    def __init__(self) -> None:
        self._page: WebSocketRoute | None = None
        self._held: list[str | bytes] | None = None

    def join(self, page: WebSocketRoute) -> None:
        self._page = page
        page.connect_to_server().on_message(self._take)

    def hold(self) -> None:
        self._held = []

    def let_go(self) -> None:
        held, self._held = self._held or [], None
        for message in held:
            self._take(message)

    def _take(self, message: str | bytes) -> None:
        if self._held is not None:
            self._held.append(message)
        elif self._page:
            self._page.send(message)
