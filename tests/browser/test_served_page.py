"""The page as served: small enough for a slow connection, and without foreign scripts."""

import asyncio

from playwright.async_api import Browser, expect

from bench.screen import Loaded
from tests.browser.chromium import open_context
from tests.browser.city import City
from tests.browser.hands import send_log_in

FIRST_LOAD_MAX_KB = 600


async def test_the_first_load_of_the_desk_is_small_and_holds_no_script_of_its_own(browser: Browser, city: City) -> None:
    context = await open_context(browser)
    page = await context.new_page()
    loaded, counted = Loaded(), []
    page.on("requestfinished", lambda request: counted.append(asyncio.ensure_future(loaded.count(request))))

    served = await page.goto(f"{city.api_url}/#/desk")
    await send_log_in(page, "budi")
    await expect(page.locator(".map canvas").first).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await asyncio.gather(*counted)

    assert served is not None
    policy = dict(part.strip().split(" ", 1) for part in served.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[kind] for kind in ("script-src", "worker-src", "style-src", "connect-src")} == {"'self'"}
    assert await page.locator("script:not([src]), [onclick], [onload]").count() == 0
    assert 100 < loaded.kilobytes <= FIRST_LOAD_MAX_KB, loaded.kilobytes
    await context.close()
