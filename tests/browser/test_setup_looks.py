"""The texts of the setup screens: in the person's own language, complete, and naming their subject."""

from playwright.async_api import expect

from base.position import Position
from tests.browser.city import CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.test_setup import go, save

FAR = 0.02  # degrees, outside every station's circle


async def test_departments_and_the_choice_of_a_file_are_said_in_indonesian(sit: Sit) -> None:
    admin = await sit("admin")
    await go(admin, "Rumah sakit")
    row = admin.locator("tr[data-row=san-juan-de-dios]")

    await expect(row).to_contain_text("IGD, ICU, kebidanan, anak, bedah, trauma")

    await admin.get_by_role("button", name="Tambah").click()
    await save(admin)
    hint = admin.get_by_label("Kode")
    await expect(hint).to_have_accessible_description(
        "Wajib diisi: huruf, angka, titik, garis; tidak dapat diubah nanti"
    )
    for department in ("IGD", "ICU", "trauma"):
        await expect(admin.get_by_role("dialog").get_by_role("checkbox", name=department)).to_be_visible()
    await admin.keyboard.press("Escape")
    await admin.get_by_role("button", name="Muat CSV").click()
    await expect(admin.get_by_role("dialog")).to_contain_text("belum ada yang dipilih")
    await expect(admin.get_by_label("Berkas CSV")).to_have_css("opacity", "0")


async def test_what_a_unit_can_and_where_it_belongs_stand_in_its_row_whole(sit: Sit) -> None:
    admin = await sit("admin")
    await go(admin, "Unit")
    row = admin.locator("tr[data-row=AMB-07]")
    await expect(row).to_contain_text("ALS")

    is_cut = "cell => cell.scrollWidth > cell.clientWidth"
    station = row.locator(".cut", has_text="Base SAMU")
    assert not await station.evaluate(is_cut), await station.inner_text()


async def test_the_event_log_names_the_area_that_was_left(city: City, sit: Sit) -> None:
    home = await city.home()
    await city.report("kru", home)
    admin = await sit("admin")
    await go(admin, "Catatan peristiwa")

    await city.report("kru", Position(home.lat + FAR, home.lon))

    left = admin.locator("tbody tr", has_text="Meninggalkan kawasan").filter(has_text=CREW_UNIT).first
    await expect(left).to_contain_text("Base SAMU La Serena", timeout=60_000)
