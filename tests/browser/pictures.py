"""Takes the pictures of every screen for the documentation, from a running demo: `python -m tests.browser.pictures`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import httpx
from playwright.async_api import Browser, Error, Page

from sigap.data_dir import CHECKOUT
from sigap.info import Info
from sigap.running import running_stack
from tests.browser.chromium import DESK, PHONE, open_context, running_browser
from tests.browser.hands import send_log_in

FOLDER = CHECKOUT / "docs" / "pictures"
WALL = {"width": 1920, "height": 1080}
DRAWN_AFTER_MS = 5_000  # tiles and routes


async def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    info = running_stack()
    async with running_browser() as browser:
        for theme in ("dark", "light"):
            await take(browser, info, "dispatcher", "desk", theme, prepare=choose_fire(info))
            await take(browser, info, "call_taker", "calls", theme, prepare=type_call)
            await take(browser, info, "dispatcher", "units", theme)
            await take(browser, info, "dispatcher", "cover", theme)
            await take(browser, info, "supervisor", "setup", theme)
            await take(browser, info, "dispatcher", "wall", theme, size=WALL)
            await take(browser, info, "crew", "crew", theme, size=PHONE, prepare=send_crew(info))


async def take(
    browser: Browser,
    info: Info,
    role: str,
    screen: str,
    theme: str,
    *,
    size: dict[str, int] = DESK,
    prepare: Callable[[Page], Awaitable[None]] | None = None,
) -> None:
    language = "id" if theme == "dark" else "en"
    context = await open_context(browser, viewport=size, theme=theme, language=language)
    page = await context.new_page()
    login = info.logins[role]
    await page.goto(f"{info.api_url}/#/{screen}")
    await send_log_in(page, login["username"], login["password"])
    await page.wait_for_timeout(DRAWN_AFTER_MS)
    if prepare:
        await prepare(page)
        await page.wait_for_timeout(DRAWN_AFTER_MS)
    await page.screenshot(path=FOLDER / f"{screen}-{theme}.png")
    await context.close()


def choose_fire(info: Info) -> Callable[[Page], Awaitable[None]]:
    """Make a new fire, as all others may have their units already."""

    async def choose(page: Page) -> None:
        async with at_the_desk(info) as client:
            body = {
                "type": "structure_fire",
                "position": {"lat": -29.9069, "lon": -71.2519},
                "address": "Balmaceda 1250",
                "description": "Asap tebal dari lantai dua, dua orang di dalam",
            }
            made = (await client.post("/incidents", json=body)).json()
        await page.locator(".queue-row", has_text=made["number"]).click()

    return choose


async def type_call(page: Page) -> None:
    await page.keyboard.press("F2")
    await page.keyboard.type("balmaceda", delay=60)


def send_crew(info: Info) -> Callable[[Page], Awaitable[None]]:
    """The crew's screen shows something only with an order."""

    async def send(_: Page) -> None:
        async with at_the_desk(info) as client:
            incidents = (await client.get("/incidents", params={"open": True})).json()
            if incidents:
                path = f"/incidents/{incidents[0]['id']}/assignments"
                await client.post(path, json={"unit_ids": ["AMB-01"]})

    return send


@asynccontextmanager
async def at_the_desk(info: Info) -> AsyncIterator[httpx.AsyncClient]:
    login = info.logins["dispatcher"]
    async with httpx.AsyncClient(base_url=f"{info.api_url}/api/v1", trust_env=False) as client:
        session = await client.post("/session", json={"username": login["username"], "password": login["password"]})
        client.headers["Authorization"] = f"Bearer {session.json()['token']}"
        client.cookies.clear()
        yield client


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, Error):
        asyncio.run(main())
