"""Cover on a screen: a hole when most ambulances are out, the move that closes it, and the resulting order."""

from urllib.parse import urlsplit

from playwright.async_api import expect

from base.position import Position
from mqtt_bridge import topics
from mqtt_bridge.client import BrokerLogin, Message, MqttClient
from tests.browser.chromium import PHONE
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.waiting import until

COQUIMBO = Position(-29.9624, -71.3372)
OTHERS = [f"AMB-{number:02}" for number in range(4, 15)]  # three remain, in one station in the north
MEASURED_MS = 120_000  # the times between stations, soon after the import


async def send_others(city: City) -> None:
    """Send all but one station's ambulances to one incident."""
    await city.make_incident("medical", "Coquimbo", at=COQUIMBO)
    async with city.client("dewi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
        sent = await client.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": OTHERS})
        assert sent.status_code == 201, sent.text


async def device_of(city: City, unit_id: str) -> BrokerLogin:
    async with city.client("admin") as client:
        made = (await client.post("/devices", json={"unit_id": unit_id, "device_id": f"GPS-{unit_id}"})).json()
    broker = urlsplit(city.mqtt_url)
    return BrokerLogin(broker.hostname or "", broker.port or 1883, made["device_id"], made["password"])


async def crew_of(city: City, unit_id: str) -> tuple[str, str]:
    """Return a login for the unit that is asked to move: the desk chooses which of the three."""
    async with city.client("admin") as client:
        body = {"username": f"kru-{unit_id.lower()}", "full_name": unit_id, "role": "crew", "unit_id": unit_id}
        made = await client.post("/accounts", json=body)
        assert made.is_success, made.text
        return body["username"], made.json()["password"]


async def test_a_hole_is_closed_by_one_key_and_the_crew_gets_the_order(city: City, sit: Sit) -> None:
    page = await sit("budi", screen="cover")
    await expect(page.get_by_test_id("holes")).to_be_visible(timeout=MEASURED_MS)
    reached = page.locator(".cover-figures [data-main=true] dd").first
    before = await reached.inner_text()

    await send_others(city)
    move = page.locator("[data-move]").first
    await expect(move).to_contain_text("panggilan lagi terjangkau")
    await expect(page.get_by_test_id("holes")).to_contain_text("Tidak terjangkau tepat waktu")
    await expect(reached).not_to_have_text(before)
    unit_id = await move.get_attribute("data-move")
    assert unit_id is not None
    username, password = await crew_of(city, unit_id)
    crew = await sit(username, password=password, viewport=PHONE)
    heard: list[Message] = []
    login = await device_of(city, unit_id)
    orders = topics.order(login.username)
    async with MqttClient(login, subscriptions=[orders], on_message=heard.append, acknowledge_at_once=True) as device:
        await device.wait_until_connected()
        await page.keyboard.press((await page.locator(f"[data-move={unit_id}] kbd").inner_text()).strip())
        await until(lambda: any(b'"move_up"' in message.payload for message in heard))

    await expect(page.locator(f"[data-moved={unit_id}]")).to_contain_text("diperintahkan")
    await expect(crew.get_by_role("alertdialog")).to_contain_text("siaga di")
    await crew.get_by_role("button", name="TERIMA").click()
    await expect(page.locator(f"[data-moved={unit_id}]")).to_contain_text("diterima kru")
    await page.get_by_role("button", name="Tarik kembali").click()
    await expect(page.locator(f"[data-moved={unit_id}]")).to_have_count(0)


async def test_a_move_is_declined_with_a_reason_and_not_suggested_again(city: City, sit: Sit) -> None:
    page = await sit("budi", screen="cover")
    await send_others(city)
    first = page.locator("[data-move]").first
    await expect(first).to_be_visible(timeout=MEASURED_MS)
    unit_id = await first.get_attribute("data-move")

    await first.get_by_role("button", name="Tidak").click()
    await page.keyboard.type("Kru sedang makan")
    await page.keyboard.press("Enter")

    await expect(page.locator(f"[data-move={unit_id}]")).to_have_count(0)
    async with city.client("agus") as client:
        events = (await client.get("/events", params={"limit": 1000})).json()
    (refused,) = [each for each in events if each["kind"] == "move_up_refused" and each["data"]["unit_id"] == unit_id]
    assert refused["data"]["reason"] == "Kru sedang makan"
