"""A night: four incidents open at once, handled by a call-taker, a dispatcher and a crew, each at their own screen."""

from playwright.async_api import Locator, Page, expect

from tests.browser.cable import Cable
from tests.browser.chromium import PHONE
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.hands import command, tap
from tests.browser.test_call_to_order import type_call

ARREST, FIRE, FLOOD, CRASH = (
    "-29.9069, -71.2519",
    "-29.9590, -71.3380",
    "-29.9301, -71.2600",
    "-29.9480, -71.2540",
)
NEAR_THE_FIRE = "-29.9592, -71.3382"


async def test_four_incidents_at_once_are_handled_by_keyboard(city: City, cable: Cable, sit: Sit) -> None:
    siti, budi = await sit("siti"), await sit("budi")
    crew = await sit("kru", url=cable.url, viewport=PHONE)

    await take_the_calls(siti)
    await expect(budi.locator(".queue-row")).to_have_count(4)
    for place in await budi.locator(".queue-row .soft").all_inner_texts():
        assert place.startswith("dekat "), place

    await send_advised(budi, "Henti jantung")
    await drive_through_a_dead_spot(crew, cable)
    await expect(at_work(budi, "AMB-01")).to_have_attribute("data-status", "on_scene")

    await choose(budi, "Kebakaran bangunan")
    await command(budi, "a")
    await expect(budi.locator(".incident-head")).to_contain_text("Tingkat siaga 2")
    await budi.keyboard.press("n")
    await budi.keyboard.type("Hidran terdekat rusak")
    await budi.keyboard.press("Enter")
    await budi.keyboard.press("Escape")
    await expect(budi.get_by_text("Hidran terdekat rusak")).to_be_visible()
    await budi.keyboard.press("s")
    await expect(budi.locator(".assigned").first).to_be_visible()

    await send_another_than_advised(budi, "Kecelakaan lalu lintas")
    await send_advised(budi, "Banjir")
    await expect(budi.locator(".queue-row[data-status=waiting]")).to_have_count(0)

    await take_what_nobody_acknowledged(budi)
    await bring_home(crew)
    await call_off_all_but(budi, "Henti jantung", "AMB-01")
    await expect(at_work(budi, "AMB-01")).to_have_attribute("data-status", "clear")
    await close(budi, "Henti jantung")
    await expect(budi.locator(".queue-row")).to_have_count(3)
    await expect(crew.get_by_role("heading", name="Menunggu perintah")).to_be_visible()
    assert await kept(city) == {
        "structure_fire": {
            "calls": 2,
            "alarm_level": 2,
            "notes": ["Penelepon lain: Kebakaran bangunan · Asap tebal", "Hidran terdekat rusak"],
            "reasons": set(),
        },
        "traffic_accident": {"calls": 1, "alarm_level": 1, "notes": [], "reasons": {"Sudah di jalan ke sana"}},
        "flood": {"calls": 1, "alarm_level": 1, "notes": [], "reasons": set()},
    }


async def kept(city: City) -> dict[str, dict[str, object]]:
    """Return, by type, what the night left in the files of open incidents."""
    async with city.client("budi") as client:
        still_open = (await client.get("/incidents", params={"open": True})).json()
        files = [(await client.get(f"/incidents/{each['id']}")).json() for each in still_open]
    return {
        file["type"]: {
            "calls": len(file["calls"]),
            "alarm_level": file["alarm_level"],
            "notes": [note["text"] for note in file["notes"]],
            "reasons": {each["reason"] for each in file["assignments"]} - {None},
        }
        for file in files
    }


async def take_the_calls(siti: Page) -> None:
    """Five callers: four new incidents, one more about the same fire; and a prank."""
    for where, what, words in (
        (ARREST, "he", "Bapak tidak sadar"),
        (FIRE, "ke", "Api di lantai dua"),
        (FLOOD, "banj", "Air masuk rumah"),
        (CRASH, "kec", "Motor lawan truk"),
    ):
        await type_call(siti, where=where, what=what, words=words)
        await siti.keyboard.press("Control+Enter")
        await expect(siti.get_by_test_id("last-call")).to_contain_text("dibuat dan diserahkan")
    await type_call(siti, where=NEAR_THE_FIRE, what="ke", words="Asap tebal")
    await expect(siti.get_by_test_id("near")).to_be_visible()
    await siti.keyboard.press("Alt+j")
    await expect(siti.get_by_test_id("last-call")).to_contain_text("digabung ke")
    await siti.keyboard.press("F2")
    await siti.keyboard.press("Alt+1")
    await expect(siti.get_by_test_id("last-call")).to_contain_text("Iseng")


async def drive_through_a_dead_spot(crew: Page, cable: Cable) -> None:
    """Acknowledge with coverage, depart and arrive without; each press can be taken back for ten seconds."""
    alert = crew.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Henti jantung")
    await crew.clock.install()
    await alert.get_by_role("button", name="TERIMA").click()
    await crew.clock.fast_forward(11_000)
    await cable.pull()
    await expect(crew.get_by_test_id("light")).to_have_attribute("data-light", "cut_off")
    for step in ("BERANGKAT", "TIBA DI LOKASI"):
        await crew.get_by_role("button", name=step).click()
    await crew.clock.fast_forward(11_000)
    await cable.plug_in()
    await crew.clock.fast_forward(6_000)
    await expect(crew.get_by_test_id("light")).to_have_attribute("data-light", "live")


async def bring_home(crew: Page) -> None:
    await crew.get_by_text("Langkah lain").click()
    await tap(crew.get_by_role("button", name="SELESAI"))
    await crew.clock.fast_forward(11_000)


async def send_advised(budi: Page, what: str) -> None:
    await choose(budi, what)
    await expect(budi.locator("tr[data-picked=true]").first).to_be_visible()
    await budi.keyboard.press("s")
    await expect(budi.locator(".assigned").first).to_be_visible()


async def send_another_than_advised(budi: Page, what: str) -> None:
    """Pass over a better unit: S asks why, and Enter sends."""
    await choose(budi, what)
    ambulances = budi.locator("tr[data-picked][data-unit^=AMB]")
    await expect(budi.locator("tr[data-picked=true][data-unit^=AMB]")).to_have_count(1)
    advised = await budi.locator("tr[data-picked=true][data-unit^=AMB]").get_attribute("data-unit")
    last = await ambulances.last.get_attribute("data-unit")
    assert advised != last
    for unit_id in (last, advised):
        await budi.locator(f"tr[data-unit={unit_id}]").get_by_role("checkbox").press("Space")
    await budi.locator(".incident-head").click()
    await command(budi, "s")
    await expect(budi.locator("#reason")).to_be_focused()
    await budi.keyboard.type("Sudah di jalan ke sana")
    await budi.keyboard.press("Enter")
    await expect(budi.locator(".assigned").first).to_be_visible()
    await budi.locator(".incident-head").click()


async def take_what_nobody_acknowledged(budi: Page) -> None:
    alarms = budi.locator(".alert-group")
    await expect(alarms.first).to_be_visible(timeout=60_000)
    while await alarms.count():
        top = await budi.locator(".alerts li").first.get_attribute("data-alert")
        await command(budi, "t")
        await expect(budi.locator(f".alerts li[data-alert='{top}']")).to_have_count(0)


async def call_off_all_but(budi: Page, what: str, unit_id: str) -> None:
    """Call off the units not needed: an incident cannot be closed while a crew works on it."""
    await choose(budi, what)
    await expect(at_work(budi, unit_id)).to_be_visible()
    others = budi.locator(f".assigned:not([data-unit={unit_id}])")
    for other in [await each.get_attribute("data-unit") for each in await others.all()]:
        assert other is not None
        for _ in range(2):
            await at_work(budi, other).locator(".danger").click()
        await expect(at_work(budi, other).locator(".danger")).to_have_count(0)


async def close(budi: Page, what: str) -> None:
    await choose(budi, what)
    await budi.keyboard.press("x")
    await expect(budi.get_by_role("dialog")).to_be_visible()
    await command(budi, "1")


async def choose(budi: Page, what: str) -> None:
    """Move through the queue until it is selected, as a person does."""
    row = budi.locator(".queue-row", has_text=what).first
    for key in ("ArrowUp",) * 6 + ("ArrowDown",) * 6:
        if await row.get_attribute("aria-current") == "true":
            break
        await budi.keyboard.press(key)
    await expect(row).to_have_attribute("aria-current", "true")


def at_work(budi: Page, unit_id: str) -> Locator:
    return budi.locator(f".assigned[data-unit={unit_id}]")
