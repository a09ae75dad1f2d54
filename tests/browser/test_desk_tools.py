"""A dispatcher's other tools: stop automatic sending, view the whole board, move units, replay."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from base.doorbell import ring
from core.domain.actor import SystemActor
from core.store import event_chain
from dispatch.domain.events.alerts import AlertRaised
from dispatch.domain.incident import Situation
from dispatch.steps.log_alert import log_alert
from dispatch.store import alerts, incidents
from sigap.running import connected_to
from tests.browser.city import BALMACEDA, City
from tests.browser.conftest import Sit
from tests.browser.test_call_to_order import choose_first


async def test_an_announced_sending_counts_down_and_is_stopped_by_one_key(city: City, sit: Sit) -> None:
    number = await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await expect(page.locator(".queue-row")).to_be_visible()

    await announce(city, "AMB-01")
    banner = page.get_by_test_id("automatic-sending")
    await expect(banner).to_contain_text(f"AMB-01 dikirim otomatis ke {number} dalam")
    await page.keyboard.press("b")

    await expect(banner).to_have_count(0)
    async with city.client("budi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
    assert incident["status"] == "waiting"


async def test_the_whole_board_is_advised_and_each_sending_is_one_key(city: City, sit: Sit) -> None:
    numbers = [await city.make_incident(kind, "Balmaceda") for kind in ("structure_fire", "medical")]
    page = await sit("budi")
    await expect(page.locator(".queue-row")).to_have_count(2)

    await page.keyboard.press("p")
    rows = page.locator(".board-advice > li")
    await expect(rows).to_have_count(2)
    for number in numbers:
        await expect(page.locator(f".board-advice [data-incident='{number}']")).to_be_visible()
    await rows.first.locator(".primary").click()

    await expect(rows).to_have_count(1)
    await expect(page.locator(".queue-row[data-status=waiting]")).to_have_count(1)


async def test_an_incident_is_moved_on_the_map(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    page = await sit("budi")
    await page.locator("[data-testid=map][data-drawn=true]").wait_for()
    await choose_first(page)

    await page.get_by_role("button", name="Pindahkan").click()
    box = await page.get_by_test_id("map").bounding_box()
    assert box is not None
    await page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    await expect(page.get_by_role("button", name="Di sini")).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(page.locator(".incident-moving")).to_have_count(0)
    async with city.client("budi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
    assert incident["position"] != {"lat": BALMACEDA.lat, "lon": BALMACEDA.lon}


async def test_an_incident_is_replayed_from_its_first_moment_to_its_last(city: City, sit: Sit) -> None:
    await city.make_incident("medical", "Pasar Lama")
    async with city.client("budi") as client:
        (incident,) = (await client.get("/incidents", params={"open": True})).json()
        await client.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})
    page = await sit("budi")
    await page.keyboard.press("ArrowDown")

    await page.locator(".incident-actions").get_by_role("button", name="Putar ulang").click()
    await expect(page.get_by_test_id("happened")).to_contain_text("Kejadian dibuat")
    await page.get_by_role("slider").press("End")

    await expect(page.get_by_test_id("happened")).to_contain_text("Unit dikirim")


async def announce(city: City, unit_id: str) -> None:
    """Announce as the timer would, for a plan that sends automatically."""
    now = datetime.now(UTC)
    async with connected_to(city.database_url) as conn, conn.transaction():
        incident_id = await conn.fetchval("SELECT id FROM incident WHERE closed_at IS NULL")
        recommendation_id = await conn.fetchval(
            "INSERT INTO recommendation (id, incident_id, made_at, advice)"
            " VALUES (gen_random_uuid(), $1, $2, '{}') RETURNING id",
            incident_id,
            now,
        )
        detail = {
            "unit_ids": [unit_id],
            "recommendation_id": recommendation_id,
            "send_at": now + timedelta(minutes=10),
            "asked": Situation.of(await incidents.get_incident(conn, incident_id)),
        }
        raised = await alerts.announce_sending(conn, incident_id, at=now, detail=detail)
        assert raised is not None
        await log_alert(conn, AlertRaised, raised, by=SystemActor("automatic"), at=now)
    async with connected_to(city.database_url) as conn:
        await ring(conn, [event_chain.DOORBELL])
