"""Browsers at the real system: one stack and one Chromium for all, a separate context for each person.

Both end with the tests of this folder: idle, they would take a fifth of the processor from all later tests.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from dispatch.api.console_files import console_folder
from tests.browser.cable import Cable
from tests.browser.chromium import Faults, log_context_in, open_context, running_browser
from tests.browser.city import PASSWORD, City, populate
from tests.browser.hands import READY
from tests.servers import server_folder
from tests.whole_stack import whole_stack

PATIENCE_MS = 60_000

type Sit = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
def built_console() -> Path:
    folder = console_folder()
    assert (folder / "index.html").is_file(), "the console is not built: console/scripts/build.sh"
    return folder


@pytest.fixture(scope="package")
async def running_city(built_console: Path) -> AsyncIterator[City]:
    assert built_console
    with server_folder() as folder:
        async with whole_stack(folder) as stack:
            yield await populate(stack)


@pytest.fixture
async def city(running_city: City) -> City:
    await running_city.clear_board()
    return running_city


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with running_browser() as browser:
        yield browser


@pytest.fixture
async def cable(city: City) -> AsyncIterator[Cable]:
    cable = Cable(city.port)
    await cable.plug_in()
    yield cable
    await cable.pull()


@pytest.fixture
async def sit(city: City, browser: Browser) -> AsyncIterator[Sit]:
    """`await sit("budi")` returns a page where Budi is logged in; the test fails if it does what `Faults` lists."""
    contexts = []
    faults: list[Faults] = []

    async def seat(
        username: str,
        *,
        url: str = city.api_url,
        screen: str = "",
        password: str = PASSWORD,
        own_clock: bool = False,
        **look: object,
    ) -> Page:
        context = await open_context(browser, **look)  # type: ignore[arg-type]
        contexts.append(context)
        await log_context_in(context, await city.session(username, password), url=url)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        if own_clock:
            await page.clock.install()
        faults.append(Faults(url))
        faults[-1].watch(page)
        await page.goto(f"{url}/#/{screen}")
        await expect(page.locator(READY).first).to_be_visible()
        return page

    yield seat
    for context in contexts:
        await context.close()
    assert [fault for each in faults for fault in each.seen] == []
