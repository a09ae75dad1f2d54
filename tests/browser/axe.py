"""Findings of axe-core on a page, in both languages and both themes, switched in place."""

from typing import Any

from playwright.async_api import Page

from sigap.data_dir import CHECKOUT

AXE = CHECKOUT / "console" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}
# Target size is new in WCAG 2.2, and off by default.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
OTHER_LANGUAGE = {"id": "en", "en": "id"}
OTHER_THEME = {"dark": "light", "light": "dark"}

_LOOK = "() => [document.documentElement.lang, document.documentElement.dataset.theme]"

type Found = list[tuple[str, str, str, list[str]]]


async def nothing_serious(page: Page, part: str = "body") -> None:
    """Check the page as it is, then with the other language and theme: no rule depends on both together."""
    language, theme = await page.evaluate(_LOOK)
    found = await serious(page, part)
    await speak(page, OTHER_LANGUAGE[language])
    await show(page, OTHER_THEME[theme])
    found += await serious(page, part)
    await speak(page, language)
    await show(page, theme)
    assert not found, found


async def serious(page: Page, part: str = "body") -> Found:
    """Return (language, theme, rule, the first elements) for all serious findings in `part`."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(_axe())
    language, theme = await page.evaluate(_LOOK)
    found: dict[str, Any] = await page.evaluate("([part, options]) => axe.run(part, options)", [part, OPTIONS])
    return [
        (language, theme, violation["id"], [node["html"][:160] for node in violation["nodes"][:4]])
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
    ]


async def show(page: Page, theme: str) -> None:
    await page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)


async def speak(page: Page, language: str) -> None:
    """Switch by the person's own menu, which works even under a dialog."""
    await page.evaluate(
        """async language => {
            const menu = document.querySelector(".menu > button");
            const wasOpen = menu.getAttribute("aria-expanded") === "true";
            if (!wasOpen) menu.click();
            while (!document.querySelector(`.menu [lang=${language}]`)) await new Promise(requestAnimationFrame);
            document.querySelector(`.menu [lang=${language}]`).click();
            if (!wasOpen) menu.click();
            while (document.documentElement.lang !== language) await new Promise(requestAnimationFrame);
        }""",
        language,
    )


def _axe() -> str:
    assert AXE.is_file(), "axe-core is not installed: console/scripts/build.sh"
    return AXE.read_text(encoding="utf-8")
