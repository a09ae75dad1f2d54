"""Steady hands: a command is one press with quiet around it, and hasty ones, of a cat or the rain."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import FloatRect, Locator, Page, expect

from tests.browser.city import PASSWORD

A_MOMENT_MS = 600
# A part of each screen that is there once its code has been loaded.
READY = ".queue, .unit-board, .crew-waiting, .crew-work, .wall-figures, .setup, .cover-screen"


async def send_log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    await page.fill("#username", username)
    await page.fill("#password", password)
    await page.press("#password", "Enter")


async def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Until the screen is there."""
    await send_log_in(page, username, password)
    await expect(page.locator(READY).first).to_be_visible()


async def command(page: Page, key: str) -> None:
    """As a person presses a key who means it."""
    await page.wait_for_timeout(A_MOMENT_MS)
    await page.keyboard.press(key)


async def stop_the_clock(page: Page) -> None:
    """From now on time passes on the page only by `page.clock.run_for`: what stands for seconds stands until then.

    The page was opened with `own_clock=True`: a timer that it set before would still fire, and could not be cleared.
    """
    await page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=2))


async def tap(button: Locator) -> None:
    """As a thumb that means it: not right after it was somewhere else."""
    await button.page.wait_for_timeout(A_MOMENT_MS)
    await button.click()


async def place_at_rest(locator: Locator) -> FloatRect | None:
    """Where it stands once nothing that loads late moves it any more."""
    before = None
    while (now := await locator.bounding_box()) != before or now is None:
        before = now
        await locator.page.wait_for_timeout(A_MOMENT_MS)
    return now
