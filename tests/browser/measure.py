"""How long the console's main thread works on a thousand moving units: `python -m tests.browser.measure`.

The page is the built one in a real browser; only its websocket is played, so that nothing else is measured.
"""

import asyncio
import json
import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from playwright.async_api import CDPSession, Page, WebSocketRoute

from sigap.info import Info
from sigap.running import running_stack
from tests.browser.chromium import DESK, open_context, running_browser

UNITS = 1_000
FRAMES_PER_S = 10  # what the server sends at most: each unit once a second, a tenth of them in each frame
MEASURED_S = 20.0
BUDGET_MS = 10.0
STEP_DEG = 0.0001
LOAD_BUDGET_KB = 600

_WATCH = """
() => {
  window.spent = {};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) (window.spent[entry.name] ??= []).push(entry.duration);
  }).observe({ type: "measure" });
}
"""


@dataclass(slots=True)
class Fleet:
    """Units on circles around the middle of the city."""

    lat: float
    lon: float

    def snapshot(self) -> dict[str, Any]:
        units: list[dict[str, Any]] = [
            {
                "unit_id": f"U-{number:04}",
                "callsign": f"U {number:04}",
                "agency_id": "samu",
                "station_id": None,
                "kind": "ambulance",
                "capabilities": [],
                "profile": "ambulance",
                "crew": 2,
                "staffed": True,
                "in_service": True,
                "out_of_service_reason": None,
                "service_changed_at": None,
                "assignment_id": None,
                "incident_id": None,
                "status": "available" if number % 3 else "en_route",
                "eido": {"primary": "Available", "secondary": "InService"},
                "position": None,
            }
            for number in range(UNITS)
        ]
        return {
            "type": "snapshot",
            "as_of": 1,
            "incidents": [],
            "units": units,
            "assignments": [],
            "alarms": [],
            "calls": [],
            "suggestions": [],
        }

    def fixes(self, turn: int) -> dict[str, Any]:
        at = datetime.now(UTC).isoformat()
        moved = range(turn % FRAMES_PER_S, UNITS, FRAMES_PER_S)
        return {"type": "fixes", "fixes": [[f"U-{number:04}", *self._place(number, turn), at] for number in moved]}

    def _place(self, number: int, turn: int) -> tuple[float, float, float, float]:
        radius = 0.002 + 0.06 * number / UNITS
        angle = number + turn * STEP_DEG / radius
        return self.lat + radius * math.sin(angle), self.lon + radius * math.cos(angle), (-angle * 57.3) % 360, 12.0


async def main() -> None:
    info = running_stack()
    async with running_browser() as browser:
        context = await open_context(browser, viewport=DESK)
        await context.add_init_script(
            "matchMedia = ((real) => (query) => query.includes('motion')"
            " ? Object.assign(new EventTarget(), { matches: false }) : real.call(window, query))(matchMedia)"
        )
        page = await context.new_page()
        await page.route_web_socket("**/live", lambda socket: play(socket, Fleet(-29.93, -71.27)))
        loaded = Loaded(page)
        begun_s = time.perf_counter()
        await log_in(page, info)
        await page.get_by_test_id("map").wait_for()
        interactive_s = time.perf_counter() - begun_s
        await page.wait_for_timeout(4_000)
        await page.evaluate(_WATCH)
        processor = await Processor.watch(page)
        await page.wait_for_timeout(MEASURED_S * 1000)
        busy_s = await processor.busy_s()
        spent: dict[str, list[float]] = await page.evaluate("() => window.spent")
    print(json.dumps(report(spent, busy_s, loaded.kilobytes, interactive_s)))  # noqa: T201 - this is its answer


@dataclass(slots=True)
class Processor:
    """The processor time of the page's main thread: other work on this machine does not change it."""

    _session: CDPSession
    _before_s: float = 0.0

    @classmethod
    async def watch(cls, page: Page) -> Self:
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable", {"timeDomain": "threadTicks"})
        processor = cls(session)
        processor._before_s = await processor.busy_s()
        return processor

    async def busy_s(self) -> float:
        """Since `watch`."""
        metrics = (await self._session.send("Performance.getMetrics"))["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration")) - self._before_s


class Loaded:
    """What came over the wire until now, as packed as it came, without tiles and answers of the API."""

    def __init__(self, page: Page) -> None:
        self._sizes: dict[str, int] = {}
        page.on("requestfinished", lambda request: asyncio.ensure_future(self._count(request)))

    async def _count(self, request: Any) -> None:
        if "/api/" not in request.url:
            self._sizes[request.url] = (await request.sizes())["responseBodySize"]

    @property
    def kilobytes(self) -> float:
        return sum(self._sizes.values()) / 1000


async def play(socket: WebSocketRoute, fleet: Fleet) -> None:
    socket.send(json.dumps(fleet.snapshot()))
    for turn in range(int((MEASURED_S + 30) * FRAMES_PER_S)):
        socket.send(json.dumps(fleet.fixes(turn)))
        if turn % 50 == 0:
            socket.send(json.dumps({"type": "tick", "seq": 1, "at": datetime.now(UTC).isoformat()}))
        await asyncio.sleep(1 / FRAMES_PER_S)


async def log_in(page: Page, info: Info) -> None:
    login = info.logins["dispatcher"]
    await page.goto(f"{info.api_url}/")
    await page.fill("#username", login["username"])
    await page.fill("#password", login["password"])
    await page.press("#password", "Enter")


def report(spent: dict[str, list[float]], busy_s: float, kilobytes: float, interactive_s: float) -> dict[str, Any]:
    """A frame is all that the main thread does, shared among the draws: messages, markers, and the map itself."""
    draw, take = (sorted(spent.get(name, [0.0])) for name in ("sigap-draw", "sigap-frame"))
    figures = {
        "units": UNITS,
        "draws": len(draw),
        "draw_p50_ms": percentile(draw, 0.5),
        "draw_p99_ms": percentile(draw, 0.99),
        "message_p99_ms": percentile(take, 0.99),
        "frame_cpu_ms": round(1000 * busy_s / len(draw), 2),
        "main_thread_pct": round(100 * busy_s / MEASURED_S, 1),
        "first_load_kb": round(kilobytes, 1),
        "log_in_to_map_s": round(interactive_s, 2),
    }
    budget = {"frame_cpu_ms": BUDGET_MS, "first_load_kb": LOAD_BUDGET_KB}
    return {
        "name": "console",
        "figures": figures,
        "budget": budget,
        "ok": all(figures[name] <= most for name, most in budget.items()),
    }


def percentile(ordered: list[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 2)


if __name__ == "__main__":
    asyncio.run(main())
