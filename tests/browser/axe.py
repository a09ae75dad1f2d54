"""What axe-core finds on a page, in the dark and in the light."""

from typing import Any

from playwright.async_api import Page

from sigap.data_dir import CHECKOUT

AXE = CHECKOUT / "console" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}

type Found = list[tuple[str, str, list[str]]]


async def serious(page: Page, part: str = "body") -> Found:
    """(theme, rule, the first elements) of all that is serious in `part`; the theme is switched in place."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(_axe())
    return [each for theme in ("light", "dark") for each in await _in_theme(page, part, theme)]


def _axe() -> str:
    assert AXE.is_file(), "axe-core is not installed: make console"
    return AXE.read_text(encoding="utf-8")


async def _in_theme(page: Page, part: str, theme: str) -> Found:
    await page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    found: dict[str, Any] = await page.evaluate("part => axe.run(part, { resultTypes: ['violations'] })", part)
    return [
        (theme, violation["id"], [node["html"][:160] for node in violation["nodes"][:4]])
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
    ]
