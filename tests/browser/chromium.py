"""A real browser, the system's Chromium or Playwright's own, driven by Playwright; forbidden behaviour is recorded."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, async_playwright

from bench.chromium import ARGUMENTS, chromium_path
from core.domain.browser import SESSION_COOKIE

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# Without a GPU, compositing on the CPU costs a fifth; the map still uses WebGL.
LIGHT = (*ARGUMENTS, "--disable-gpu-compositing")


@asynccontextmanager
async def running_browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=list(LIGHT))
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Faults:
    """What no page may do: fail, violate its own policy, or contact another host."""

    base_url: str
    seen: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("console", self._on_console)
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.seen.append(message.text)

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(self.base_url).netloc:
            self.seen.append(f"third party: {request.url}")


async def open_context(
    browser: Browser, *, viewport: dict[str, int] | None = None, theme: str = "dark", language: str = "id"
) -> BrowserContext:
    """A person at a screen of their own, with empty storage."""
    context = await browser.new_context(viewport=viewport or DESK, reduced_motion="reduce")  # type: ignore[arg-type]
    chosen = f'{{"state":{{"theme":"{theme}","language":"{language}","muted":true,"singleKeys":true}},"version":0}}'
    await context.add_init_script(
        f"if (!localStorage['sigap.preferences']) localStorage['sigap.preferences'] = '{chosen}'"
    )
    return context


async def log_context_in(context: BrowserContext, token: str, *, url: str) -> None:
    """Give the context a session, as in a browser that logged in before and is opened again."""
    await context.add_cookies(
        [{"name": SESSION_COOKIE, "value": token, "url": url, "httpOnly": True, "sameSite": "Strict"}]
    )
    # Once a tab: a log-out on the page must not be undone by a reload.
    await context.add_init_script(
        "if (!sessionStorage.seated) { sessionStorage.seated = 1; localStorage['sigap.logged_in'] = '1'; }"
    )
