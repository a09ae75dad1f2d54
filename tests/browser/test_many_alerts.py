"""A night of overdue incidents: equal alerts share one line that names their subject, and the queue keeps its room."""

from playwright.async_api import Page, expect

from sigap.running import connected_to
from tests.browser.chromium import DESK
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.test_narrow_screens import cut_px
from tests.waiting import until

MANY = 33


async def overdue(city: City, count: int) -> None:
    """Make incidents to which nobody was sent in time, each with its alert."""
    for number in range(count):
        await city.make_incident("structure_fire" if number == count - 1 else "traffic_accident", f"Balmaceda {number}")
    async with connected_to(city.database_url) as conn:
        await conn.execute("UPDATE incident SET created_at = created_at - interval '9 min' WHERE closed_at IS NULL")
    async with city.client("budi") as client:

        async def raised() -> bool:
            alarms = (await client.get("/alarms")).json()
            return len([each for each in alarms if each["kind"] == "clock_over_target"]) >= count

        await until(raised, timeout_s=240)


async def test_many_equal_alerts_are_one_line_with_the_most_urgent_and_the_queue_stays(city: City, sit: Sit) -> None:
    await overdue(city, MANY)
    page = await sit("budi", viewport=DESK)
    group = page.locator(".alert-group[data-kind=clock_over_target]")

    await expect(group).to_contain_text(f"{MANY} × Waktu melewati target")
    await expect(group.locator("[data-alert]")).to_have_count(1)
    await expect(group).to_contain_text("Kebakaran bangunan")
    await expect(group).to_contain_text(f"Balmaceda {MANY - 1}")
    age = group.locator("[data-alert] [aria-live=off]")
    assert await cut_px(age, ".alert-group") <= 0
    assert await rows_in_sight(page) >= 6

    await page.keyboard.press("ArrowDown")
    chosen = page.locator(".queue-row[aria-current=true]")
    for _ in range(20):
        await page.keyboard.press("ArrowDown")
    name = await chosen.inner_text()
    await group.locator(".alert-fold").click()
    await expect(group.locator("[data-alert]")).to_have_count(MANY)

    await expect(chosen).to_be_in_viewport()
    assert (await chosen.inner_text()).splitlines()[0] == name.splitlines()[0]
    assert await rows_in_sight(page) >= 4


async def rows_in_sight(page: Page) -> int:
    """Return the rows of the queue that are fully visible and not covered."""
    return int(
        await page.locator(".queue > ol").evaluate(
            """(list) => {
                const room = list.getBoundingClientRect();
                return [...list.querySelectorAll(".queue-row")].filter((row) => {
                    const { top, bottom } = row.getBoundingClientRect();
                    return top >= room.top - 1 && bottom <= room.bottom + 1;
                }).length;
            }"""
        )
    )


async def test_ten_fires_on_the_wall_leave_the_free_units_in_sight(city: City, sit: Sit) -> None:
    for number in range(10):
        await city.make_incident("structure_fire", f"Balmaceda {number}")
    wall = await sit("layar", viewport=DESK)

    await expect(wall.locator(".wall-figures")).to_contain_text("dan 6 lagi")
    await expect(wall.get_by_role("region", name="Unit siap")).to_be_in_viewport(ratio=0.9)
