"""The desk's own suggestions: a nearer unit in place of one on its way, and a step that nobody pressed."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from base.position import Position
from sigap.running import connected_to
from tests.browser.chromium import PHONE
from tests.browser.city import BALMACEDA, CREW_UNIT, City
from tests.browser.conftest import Sit

STATION = (-29.90898, -71.25479)  # of CREW_UNIT, some 400 m from Balmaceda
FAR = "AMB-10"
BUSY = [f"AMB-{number:02}" for number in range(1, 15) if number != 10]
COQUIMBO = Position(-29.9624, -71.3372)
QUIET_UNIT = "AMB-05"


async def send(city: City, kind: str, *unit_ids: str, at: Position = BALMACEDA) -> dict[str, str]:
    """Send units to an incident; return the assignments by unit."""
    number = await city.make_incident(kind, "Balmaceda 500", at=at)
    async with city.client("dewi") as client:
        incidents = (await client.get("/incidents", params={"open": True})).json()
        incident_id = next(each["id"] for each in incidents if each["number"] == number)
        sent = await client.post(f"/incidents/{incident_id}/assignments", json={"unit_ids": unit_ids})
        assert sent.status_code == 201, sent.text
        return {each["unit_id"]: each["id"] for each in sent.json()}


async def arrive(city: City, assignment_ids: Iterable[str]) -> None:
    """A unit that has arrived is never replaced."""
    async with city.client("dewi") as client:
        for assignment_id in assignment_ids:
            pressed = await client.post(f"/assignments/{assignment_id}/status", json={"status": "on_scene"})
            assert pressed.is_success, pressed.text


async def test_a_nearer_unit_becomes_free_and_takes_over_by_one_key(city: City, sit: Sit) -> None:
    busy = await send(city, "cardiac_arrest", *BUSY, at=COQUIMBO)
    await arrive(city, [busy[unit_id] for unit_id in BUSY if unit_id != CREW_UNIT])
    await send(city, "medical", FAR)
    await city.report("kru", Position(*STATION))
    page, crew = await sit("budi"), await sit("kru", viewport=PHONE)
    await expect(page.locator(".queue-row")).to_have_count(2)

    async with city.client("dewi") as client:
        await client.post(f"/assignments/{busy[CREW_UNIT]}/status", json={"status": "clear"})
    suggested = page.locator(".suggestions li", has_text=f"{CREW_UNIT} menggantikan {FAR}")
    await expect(suggested).to_contain_text("lebih cepat")
    await page.keyboard.press("d")

    await expect(crew.get_by_role("alertdialog")).to_contain_text("Gawat darurat medis")
    await expect(suggested).to_have_count(0)
    await page.locator(".queue-row", has_text="Gawat darurat medis").click()
    relieved = page.locator(f".assigned[data-unit={FAR}]")
    await expect(relieved).to_have_attribute("data-status", "dispatched")
    await crew.get_by_role("alertdialog").get_by_role("button", name="TERIMA").click()
    await expect(relieved).not_to_have_attribute("data-status", "dispatched")
    await expect(page.locator(f".assigned[data-unit={CREW_UNIT}]")).to_have_attribute("data-status", "acknowledged")


async def test_an_arrival_that_nobody_pressed_appears_by_itself_and_is_marked(city: City, sit: Sit) -> None:
    async with city.client("admin") as client:
        body = {"username": "kru-diam", "full_name": "Kru Diam", "role": "crew", "unit_id": QUIET_UNIT}
        password = (await client.post("/accounts", json=body)).json()["password"]
    await send(city, "medical", QUIET_UNIT)
    async with connected_to(city.database_url) as conn:
        await conn.execute("UPDATE assignment SET dispatched_at = dispatched_at - interval '5 min'")
    page = await sit("budi")
    await page.locator(".queue-row", has_text=QUIET_UNIT).click()
    crew_row = page.locator(f".assigned[data-unit={QUIET_UNIT}]")
    await expect(crew_row).to_have_attribute("data-status", "dispatched")

    async with city.client("kru-diam", password=password) as phone:
        assert (await phone.post("/crew/fixes", json=way_to_balmaceda())).status_code == 204

    await expect(crew_row).to_have_attribute("data-status", "on_scene")
    await expect(crew_row.locator(".milestones [data-source=inferred]").last).to_contain_text("(disimpulkan)")


def way_to_balmaceda() -> list[dict[str, object]]:
    """A minute at the station, half a minute on the road, more than a minute at the door; ending now."""
    begin = datetime.now(UTC) - timedelta(seconds=190)
    shares = [0.0] * 12 + [step / 8 for step in range(1, 8)] + [1.0] * 18
    (south, west), (north, east) = STATION, (BALMACEDA.lat, BALMACEDA.lon)
    return [
        {
            "fixed_at": (begin + timedelta(seconds=5 * index)).isoformat(),
            "lat": south + (north - south) * share,
            "lon": west + (east - west) * share,
            "speed_mps": 0.0 if share in (0.0, 1.0) else 10.0,
            "accuracy_m": 5.0,
        }
        for index, share in enumerate(shares)
    ]
