"""How long a thousand moving units occupy the console's main thread in a real browser, and how soon the page is usable.

The page is the built one; only its websocket is played, so that nothing else is measured.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bench.budgets import Figures
from bench.chromium import running_browser
from bench.played_fleet import PlayedFleet
from bench.report import Measured
from bench.target import Login, Options, Target

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page

UNITS = 1_000
SECONDS = 20.0
SETTLE_MS = 4_000
KEY_MS = 100
LAT, LON = -29.93, -71.27  # in the sample city

WATCH = """
() => {
  window.spent = {};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) (window.spent[entry.name] ??= []).push(entry.duration);
  }).observe({ type: "measure" });
}
"""


async def measure(target: Target, options: Options) -> Measured:
    """Raises NoBrowser."""
    seconds, fleet = options.seconds or SECONDS, PlayedFleet(LAT, LON, options.units or UNITS)
    async with running_browser() as browser:
        page = await browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="no-preference")
        await page.route_web_socket("**/live", lambda socket: fleet.play(socket))  # noqa: PLW0108 - it marks a method
        loaded = Loaded()
        page.on("requestfinished", lambda request: asyncio.ensure_future(loaded.count(request)))
        interactive_s = await _log_in(page, target.api_url, target.logins["dispatcher"])
        await page.wait_for_timeout(SETTLE_MS)
        await page.evaluate(WATCH)
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before_s = await _busy_s(session)
        await page.wait_for_timeout(seconds * 1000)
        busy_s = await _busy_s(session) - before_s
        spent: dict[str, list[float]] = await page.evaluate("() => window.spent")
    more = {"first_load_kb": loaded.kilobytes, "interactive_s": interactive_s, "units": fleet.units}
    return Measured({**updates(spent, busy_s, seconds), **more})


def updates(spent: dict[str, list[float]], busy_s: float, seconds: float) -> Figures:
    """A frame is all main-thread work divided by the draws: messages, markers, and the map itself."""
    draws, messages = (sorted(spent.get(name, [])) for name in ("sigap-draw", "sigap-frame"))
    return {
        "frame_cpu_ms": 1000 * busy_s / len(draws) if draws else None,
        "draw_p50_ms": _percentile(draws, 0.5),
        "draw_p95_ms": _percentile(draws, 0.95),
        "message_p50_ms": _percentile(messages, 0.5),
        "message_p95_ms": _percentile(messages, 0.95),
        "draws_per_s": len(draws) / seconds,
        "main_thread_pct": 100 * busy_s / seconds,
    }


def _percentile(ordered: list[float], share: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else None


async def _log_in(page: "Page", url: str, login: Login) -> float:
    """Return the seconds from the last key, typed at human speed, until the streets are shown and the map is usable."""
    await page.goto(f"{url}/")
    await page.type("#username", login.username, delay=KEY_MS)
    await page.type("#password", login.password, delay=KEY_MS)
    begun = time.perf_counter()
    await page.press("#password", "Enter")
    await page.locator("[data-testid=map][data-drawn=true]").wait_for()
    return time.perf_counter() - begun


async def _busy_s(session: "CDPSession") -> float:
    """Return the processor time of the page's main thread, which other work on this machine does not change."""
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


@dataclass(slots=True)
class Loaded:
    """The bytes on the wire, still compressed, without tiles and answers of the API."""

    _sizes: dict[str, int] = field(default_factory=dict)

    async def count(self, request: Any) -> None:
        if "/api/" not in request.url:
            self._sizes[request.url] = (await request.sizes())["responseBodySize"]

    @property
    def kilobytes(self) -> float:
        return sum(self._sizes.values()) / 1000
