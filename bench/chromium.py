"""A real browser for measuring: the system's Chromium or Playwright's own, if one is installed."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
NAMES = ("chromium", "google-chrome")


class NoBrowser(RuntimeError):
    """Playwright or Chromium is not installed: nothing can be measured, but nothing is wrong."""


def chromium_path() -> str | None:
    """Return None for Playwright's own; a snap cannot read the folders that a test creates for it."""
    found = (path for name in NAMES if (path := shutil.which(name)))
    return next((path for path in found if not path.startswith("/snap/")), None)


@asynccontextmanager
async def running_browser() -> AsyncIterator["Browser"]:
    """Raises NoBrowser."""
    try:
        from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - installed for tests only
    except ImportError:
        raise NoBrowser("Playwright is not installed: scripts/setup.sh tests") from None
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        except Error as error:
            raise NoBrowser(f"no Chromium: apt-get install chromium ({error.message.splitlines()[0]})") from error
        try:
            yield browser
        finally:
            await browser.close()
