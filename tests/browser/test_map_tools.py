"""A dispatcher's map tools: close a street, hide a layer, follow a unit; and what the markers show."""

import re
from math import log, pi, radians, tan

import pytest
from playwright.async_api import Locator, Page, expect
from shapely.geometry import LineString
from shapely.ops import substring

from base.position import Position
from geo.geometry.polyline import decode_polyline6
from tests.browser.city import BALMACEDA, CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.waiting import until

MAP = "[data-testid=map][data-drawn=true]"
OPAQUE, FAINTEST = 255, 102
WORLD_PX = 512 * 2**16  # pixels around the earth at the zoom that shows two nearby places


async def middle(page: Page) -> tuple[float, float]:
    box = await page.locator(MAP).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def test_a_street_closed_on_the_map_warns_of_who_is_led_through_it_and_routes_avoid_it_until_it_is_opened(
    city: City, sit: Sit
) -> None:
    here = await city.home()
    await city.report("kru", here)
    await city.advance(await city.send("medical", CREW_UNIT), "acknowledged", "en_route")  # no turnout in the ETA
    page = await sit("budi")
    await page.locator(MAP).wait_for()
    await page.locator(".queue-row").click()
    await expect(page.locator(f".assigned[data-unit={CREW_UNIT}]")).to_contain_text("ETA")
    way = await way_to_balmaceda(city, here)

    eta = page.locator(f".assigned[data-unit={CREW_UNIT}] strong", has_text="dtk")
    before_s = await seconds(eta)

    await until(lambda: unit_is_under_the_pointer(page, way))
    await page.get_by_role("button", name="Tutup jalan").click()
    for point in substring(way, 0.9, 0.93, normalized=True).coords:
        await page.mouse.click(*await on_the_map(page, point, way))
    await page.get_by_label("Alasan").fill("Pohon tumbang")
    await page.get_by_role("button", name="Tutup jalan ini").click()

    standing = page.get_by_role("button", name="1 penutupan")
    await expect(standing).to_be_visible()
    await expect(page.locator(".alert-group[data-kind=route_closed]")).to_contain_text(CREW_UNIT)
    assert await way_to_balmaceda(city, here) != way
    await until(lambda: is_longer(eta, before_s), saw=eta.inner_text)

    await standing.click()
    row = page.locator(".street-closing li", has_text="Pohon tumbang")
    await expect(row).to_contain_text("budi")
    for _ in range(2):
        await row.get_by_role("button", name="Buka").click()
    await expect(standing).to_have_count(0)
    assert await way_to_balmaceda(city, here) == way
    await until(lambda: is_no_longer(eta, before_s), saw=eta.inner_text)


async def on_the_map(page: Page, point: tuple[float, ...], way: LineString) -> tuple[float, float]:
    """Return both ends of the route in page pixels, once the map shows them."""
    x, y = await middle(page)
    right, down = offset_px(point, between=(way.coords[0], way.coords[-1]))
    return x + right, y + down


async def unit_is_under_the_pointer(page: Page, way: LineString) -> bool:
    """Hover over the unit where it is shown once the map has moved to it and its incident."""
    x, y = await on_the_map(page, way.coords[0], way)
    for by_px in (1, 0):
        await page.mouse.move(x + by_px, y)
    tip = page.locator(".map-tip", has_text=CREW_UNIT)
    return await tip.count() > 0


async def is_longer(eta: Locator, than_s: int) -> bool:
    return await seconds(eta) > than_s


async def is_no_longer(eta: Locator, than_s: int) -> bool:
    return await seconds(eta) <= than_s


async def seconds(span: Locator) -> int:
    """Parse "2 mnt 43 dtk"."""
    minutes, seconds = re.fullmatch(r"(?:(\d+) mnt )?(\d+) dtk", await span.inner_text()).groups("0")  # type: ignore[union-attr]
    return 60 * int(minutes) + int(seconds)


async def way_to_balmaceda(city: City, start: Position) -> LineString:
    query = {"from": f"{start.lat},{start.lon}", "to": f"{BALMACEDA.lat},{BALMACEDA.lon}", "profile": "ambulance"}
    async with city.client("budi") as client:
        answer = await client.get("/routes", params=query)
    return LineString(decode_polyline6(answer.json()["polyline6"]))


def offset_px(point: tuple[float, ...], *, between: tuple[tuple[float, ...], tuple[float, ...]]) -> tuple[float, float]:
    """Return the offset to the right and down from the middle of a map that shows two places."""
    (x, y), one, other = mercator(point), mercator(between[0]), mercator(between[1])
    return (x - (one[0] + other[0]) / 2) * WORLD_PX, (y - (one[1] + other[1]) / 2) * WORLD_PX


def mercator(point: tuple[float, ...]) -> tuple[float, float]:
    lon, lat = point
    return lon / 360, -log(tan(pi / 4 + radians(lat) / 2)) / (2 * pi)


async def test_a_hidden_layer_is_gone_until_it_is_shown_again(city: City, sit: Sit) -> None:
    await city.report("kru", await city.home())
    page = await followed_unit(city, sit)
    tip = page.locator(".map-tip")
    await page.mouse.move(*await middle(page))
    await expect(tip).to_contain_text("AMB-01")

    await page.get_by_role("button", name="Lapisan").click()
    await page.get_by_label("Unit", exact=True).uncheck()
    await page.mouse.move(*await middle(page))
    await expect(tip).to_have_count(0)

    await page.get_by_label("Unit", exact=True).check()
    await page.mouse.move(*await middle(page))
    await expect(tip).to_contain_text("AMB-01")


async def test_the_map_goes_with_a_followed_unit_until_it_is_left_or_dragged_away(city: City, sit: Sit) -> None:
    here = await city.home()
    await city.report("kru", here)
    page = await followed_unit(city, sit)
    note = page.locator(".map-note", has_text=f"Mengikuti {CREW_UNIT}")

    await city.report("kru", Position(here.lat + 0.02, here.lon))
    await expect_in_the_middle(page)

    x, y = await middle(page)
    await page.mouse.move(x + 100, y + 100)
    await page.mouse.down()
    await page.mouse.move(x, y, steps=5)
    await page.mouse.up()
    await expect(note).to_have_count(0)
    await page.mouse.move(x + 1, y)
    await expect(page.locator(".map-tip")).to_have_count(0)

    await page.locator(".assigned").get_by_role("button", name="Ikuti").click()
    await expect(note).to_be_visible()
    await expect_in_the_middle(page)
    await note.get_by_role("button").click()
    await expect(note).to_have_count(0)
    await city.report("kru", here)
    await expect_not_in_the_middle(page)


async def followed_unit(city: City, sit: Sit) -> Page:
    """A unit followed on a dispatcher's screen; its incident is far enough away to be a separate marker."""
    await city.send("medical", CREW_UNIT)
    page = await sit("budi")
    await page.locator(MAP).wait_for()
    await page.locator(".queue-row").click()
    await page.get_by_role("button", name="Ikuti").click()
    await expect(page.locator(".map-note")).to_contain_text(f"Mengikuti {CREW_UNIT}")
    await expect_in_the_middle(page)
    return page


async def expect_in_the_middle(page: Page) -> None:
    x, y = await middle(page)

    async def follows() -> bool:
        for each in (x + 1, x):
            await page.mouse.move(each, y)
        return "AMB-01" in " ".join(await page.locator(".map-tip").all_inner_texts())

    await until(follows, every_s=0.3, saw=lambda: _tips(page))


async def expect_not_in_the_middle(page: Page) -> None:
    x, y = await middle(page)

    async def silent() -> bool:
        for each in (x + 1, x):
            await page.mouse.move(each, y)
        return not await page.locator(".map-tip").count()

    await until(silent, every_s=0.3, saw=lambda: _tips(page))


async def _tips(page: Page) -> list[str]:
    """Return the tooltips under the pointer, and the map's label of what it follows."""
    return await page.locator(".map-tip, .map-note").all_inner_texts()


async def test_escape_ends_drawing_also_while_a_reason_is_typed(sit: Sit) -> None:
    page = await sit("budi")
    await page.get_by_role("button", name="Tutup jalan").click()
    await page.get_by_label("Alasan").fill("Pohon")

    await page.keyboard.press("Escape")

    await expect(page.get_by_label("Alasan")).to_have_count(0)


async def test_a_marker_tells_kind_and_state_without_colour_and_fades_as_its_position_ages(
    city: City, sit: Sit
) -> None:
    await city.report("kru", await city.home(), speed_mps=8.0, course_deg=90.0)
    page = await followed_unit(city, sit)

    async def opaque() -> bool:
        return await strongest(page) == OPAQUE

    await until(opaque)  # the map has moved to it
    await page.clock.install()
    await page.clock.fast_forward(16 * 60_000)

    async def faded() -> bool:
        return await strongest(page) == FAINTEST

    await until(faded)


async def strongest(page: Page) -> int:
    """Return the opacity of the marker in the middle of the map, of 255."""
    return int(
        await page.locator(".map-overlay").evaluate(
            """(canvas) => {
                const { width, height } = canvas;
                return canvas.getContext("2d").getImageData(width / 2 + 6, height / 2, 1, 1).data[3];
            }"""
        )
    )


async def test_a_unit_is_followed_from_the_board_and_from_its_own_card_by_one_key(city: City, sit: Sit) -> None:
    here = await city.home()
    await city.report("kru", here)
    page = await sit("budi", screen="units")
    note = page.locator(".map-note", has_text=f"Mengikuti {CREW_UNIT}")

    await page.locator(f"tr[data-row={CREW_UNIT}]").get_by_role("button", name=f"Ikuti {CREW_UNIT}").click()
    await expect(note).to_be_visible()
    await expect_in_the_middle(page)
    await page.keyboard.press("f")
    await expect(note).to_have_count(0)
    await page.get_by_role("button", name="Tutup kartu unit").click()

    await page.mouse.click(*await middle(page))
    card = page.get_by_role("region", name="Unit AMB-01 di peta")
    await expect(card).to_contain_text("Siap")
    await expect(page.locator(".unit-board")).to_have_count(0)
    await page.keyboard.press("f")
    await expect(note).to_be_visible()
    await city.report("kru", Position(here.lat + 0.01, here.lon))
    await expect_in_the_middle(page)
    await page.keyboard.press("u")
    board = page.locator(f"tr[data-row={CREW_UNIT}]")
    await board.get_by_role("button", name=f"Berhenti ikuti {CREW_UNIT}").click()
    await expect(note).to_have_count(0)


async def test_a_unit_of_which_nothing_was_heard_cannot_be_followed(sit: Sit) -> None:
    page = await sit("budi", screen="units")

    silent = page.locator("tr[data-row]", has_text="belum ada posisi").first

    await expect(silent.get_by_role("button", name="Ikuti")).to_be_disabled()


async def test_the_legend_tells_what_letter_is_what_kind_and_fits_beside_an_open_board(sit: Sit) -> None:
    page = await sit("budi")
    await page.locator(MAP).wait_for()
    await page.keyboard.press("u")
    await expect(page.locator(".unit-board")).to_be_visible()
    await page.get_by_role("button", name="Lapisan").click()

    for letter, kind in (("A", "Ambulans"), ("P", "Pompa"), ("W", "Tangki"), ("K", "Polisi")):
        sign = page.get_by_test_id("kinds").get_by_role("listitem").filter(has_text=kind)
        await expect(sign.locator("text")).to_have_text(letter)
    panel, map_box = [await page.locator(part).bounding_box() for part in (".map-layers", ".map")]
    assert panel is not None
    assert map_box is not None
    assert panel["y"] + panel["height"] <= map_box["y"] + map_box["height"]


@pytest.mark.parametrize("language", ["id", "en"])
async def test_the_head_of_the_queue_stays_on_one_line(city: City, sit: Sit, language: str) -> None:
    for place in ("Pasar Lama", "Pasar Baru"):
        await city.make_incident("medical", place)
    page = await sit("budi", language=language)

    await expect(page.locator(".board-advice-button")).to_be_visible()

    lines = await page.locator(".queue > h2").evaluate(
        "head => { const range = document.createRange(); range.selectNodeContents(head.firstChild);"
        " return range.getClientRects().length; }"
    )
    assert lines == 1
