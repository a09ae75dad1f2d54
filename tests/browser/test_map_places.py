"""The map's places: taken over into the lists on the setup screens, and found while a call is taken."""

import asyncpg
from playwright.async_api import expect

from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.test_setup import go

ADD = """
INSERT INTO place (version, kind, name, normalized, detail, importance, position, category, area, area_words, house_key)
SELECT c.version, p.kind, p.name, p.normalized, p.detail, 0.6,
    ST_SetSRID(ST_MakePoint(-71.2519, -29.9069 + p.north), 4326), p.category, p.area, lower(p.area), p.house_key
FROM city c, (VALUES
    ('poi', 'Comisaría Quinta', 'comisaria quinta', 'police, Centro', 0.01, 'police', 'Centro', NULL),
    ('poi', 'Comisaría Sexta', 'comisaria sexta', 'police, Centro', 0.02, 'police', 'Centro', NULL),
    ('street', 'Jalan Cempaka Baru', 'jalan cempaka baru', 'Centro', 0.0, NULL, 'Centro, La Serena', 99001),
    ('street', 'Jalan Cempaka Baru', 'jalan cempaka baru', 'Norte', 0.04, NULL, 'Norte, La Serena', NULL)
) AS p (kind, name, normalized, detail, north, category, area, house_key)
"""
HOUSE = """
INSERT INTO house (version, house_key, number, label, position, is_measured)
SELECT version, 99001, 12, '12', ST_SetSRID(ST_MakePoint(-71.2519, -29.9069), 4326), true FROM city
"""


async def put_places(city: City) -> None:
    conn = await asyncpg.connect(city.database_url)
    try:
        await conn.execute(
            "DELETE FROM place WHERE name IN ('Comisaría Quinta', 'Comisaría Sexta', 'Jalan Cempaka Baru')"
        )
        await conn.execute(ADD)
        await conn.execute(HOUSE)
    finally:
        await conn.close()


async def test_what_the_map_has_is_chosen_put_right_and_taken_over_once(city: City, sit: Sit) -> None:
    await put_places(city)
    admin = await sit("admin")
    await go(admin, "Pos")
    await admin.get_by_role("button", name="Dari peta").click()
    dialog = admin.get_by_role("dialog")
    await dialog.get_by_role("checkbox", name="Comisaría Quinta").check()
    await dialog.get_by_label("Nama untuk Comisaría Quinta").fill("Comisaría 5")
    await dialog.get_by_role("button", name="Ambil alih (1)").click()
    await expect(dialog.get_by_text("1 ditambahkan")).to_be_visible()
    await dialog.get_by_role("button", name="Tutup").click()

    await expect(admin.locator("tr[data-row=comisaria-quinta]")).to_contain_text("Comisaría 5")
    await admin.get_by_role("button", name="Dari peta").click()
    await expect(dialog.locator("li[data-taken]", has_text="Comisaría Quinta")).to_contain_text("comisaria-quinta")
    await expect(dialog.get_by_role("checkbox", name="Comisaría Sexta")).to_be_visible()


async def test_a_found_street_says_where_it_is_and_a_house_is_the_address(city: City, sit: Sit) -> None:
    await put_places(city)
    page = await sit("siti")
    await page.keyboard.press("F2")
    await page.get_by_test_id("where").fill("jl cempaka baru 12")
    options = page.locator(".options[data-open=true] li")
    await expect(options.first).to_contain_text("Jalan Cempaka Baru 12 Centro, La Serena")
    await expect(options.first).to_contain_text("dari tengah kota")
    await expect(options.nth(1)).to_contain_text("nomor 12 tidak ditemukan")

    await page.get_by_test_id("where").press("Enter")

    await expect(page.locator(".picked")).to_contain_text("Jalan Cempaka Baru 12")
