"""Deliberate input (a command is one press with a pause around it), and accidental input: a cat, or rain."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from playwright.async_api import Error, FloatRect, Locator, Page, expect

from tests.browser.city import PASSWORD

A_MOMENT_MS = 600
# An element of each screen that appears once its code has been loaded.
READY = ".queue, .unit-board, .crew-waiting, .crew-work, .wall-figures, .setup, .cover-screen"


async def send_log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    await page.fill("#username", username)
    await page.fill("#password", password)
    await page.press("#password", "Enter")


async def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Log in, and wait for the screen."""
    await send_log_in(page, username, password)
    await expect(page.locator(READY).first).to_be_visible()


async def command(page: Page, key: str) -> None:
    """Press the key deliberately."""
    await page.wait_for_timeout(A_MOMENT_MS)
    await page.keyboard.press(key)


async def burst(page: Page, keys: Iterable[str]) -> None:
    """Press keys in a burst: waiting for each would turn them into deliberate presses on a busy machine."""
    await asyncio.gather(*(page.keyboard.press(key) for key in keys))


async def stop_the_clock(page: Page) -> None:
    """Stop the page's clock: from now on only `page.clock.run_for` advances it, so countdowns stay where they are.

    The page must have been opened with `own_clock=True`: timers set before would still fire, and could not be cleared.
    """
    try:
        await _pause(page)
    except Error:  # the machine was busy for longer than that, and the page is past it; its clock is stopped, though
        await _pause(page)


async def _pause(page: Page) -> None:
    await page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=2))


async def tap(button: Locator) -> None:
    """Tap deliberately: not right after a tap elsewhere."""
    await button.page.wait_for_timeout(A_MOMENT_MS)
    await button.click()


async def place_at_rest(locator: Locator) -> FloatRect | None:
    """Return its box once nothing that loads late moves it any more."""
    before = None
    while (now := await locator.bounding_box()) != before or now is None:
        before = now
        await locator.page.wait_for_timeout(A_MOMENT_MS)
    return now
