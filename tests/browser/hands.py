"""Steady hands: a command is one press with quiet around it, and hasty ones, of a cat or the rain."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import FloatRect, Locator, Page

A_MOMENT_MS = 600


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
