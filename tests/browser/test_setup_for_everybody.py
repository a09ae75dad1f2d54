"""The setup screens for people with low vision, with a screen reader, or without a mouse."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.axe import nothing_serious
from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.test_setup import go, save

# Like a busy machine: deferred work comes later.
BUSY = """() => {
    window.busy = [];
    const own = window.setTimeout;
    window.setTimeout = (what, ms = 0, ...more) => {
        const told = { done: ms > 0 };
        window.busy.push(told);
        return own(() => { what(...more); told.done = true; }, ms + 400);
    };
}"""

LISTS = ("Pengguna", "Perangkat GPS", "Unit", "Pos", "Instansi", "Rumah sakit", "Jenis kejadian")
OTHERS = ("Penutupan jalan", "Catatan peristiwa")


@pytest.mark.parametrize("section", LISTS)
async def test_axe_finds_nothing_serious_in_a_list_and_its_form(sit: Sit, section: str) -> None:
    admin = await sit("admin")
    await go(admin, section)
    await expect(admin.get_by_text("Memuat…")).to_have_count(0)
    await nothing_serious(admin)

    await admin.get_by_role("button", name="Tambah").click()
    await save(admin)
    await expect(admin.locator("dialog .bad").first).to_be_visible()
    await nothing_serious(admin, "dialog")


async def test_axe_finds_nothing_serious_in_what_has_no_form(city: City, sit: Sit) -> None:
    await city.make_incident("animal", "Kandang")
    admin = await sit("admin")
    for section in OTHERS:
        await go(admin, section)
        await nothing_serious(admin, "main")

    await go(admin, "Rencana respons")
    await nothing_serious(admin, "main")
    await admin.locator("tr[data-row=animal]").get_by_role("button").click()
    await admin.get_by_role("button", name="Coba pada kejadian").click()
    await expect(admin.get_by_test_id("trial-result")).to_be_visible()
    await nothing_serious(admin, "main")


async def test_axe_finds_nothing_serious_in_what_opens_from_a_list(sit: Sit, tmp_path: Path) -> None:
    admin = await sit("admin")
    await go(admin, "Perangkat GPS")
    await admin.get_by_role("button", name="Tambah").click()
    await admin.get_by_label("Unit", exact=True).select_option("AMB-03")
    await save(admin)
    await admin.get_by_label("Alamat yang dijangkau ponsel").fill("https://112.example")
    await admin.get_by_role("button", name="Buat kode QR").click()
    await admin.get_by_role("img", name="Kode QR untuk Traccar Client").evaluate("image => image.decode()")
    await nothing_serious(admin, "dialog")
    await admin.get_by_role("button", name="Sudah dicatat").click()
    await admin.get_by_role("button", name="Pindahkan: AMB-03").click()
    await nothing_serious(admin, "dialog")
    await admin.keyboard.press("Escape")

    wrong = tmp_path / "wrong.csv"
    wrong.write_text("device_id,unit_id,kind,priority\nX-1,AMB-999,phone,1\n")
    await admin.get_by_role("button", name="Muat CSV").click()
    await admin.get_by_label("Berkas CSV").set_input_files(wrong)
    await expect(admin.locator(".wrong-lines tbody tr")).to_have_count(1)
    await nothing_serious(admin, "dialog")
    await admin.keyboard.press("Escape")

    await go(admin, "Unit")
    await admin.get_by_role("button", name="Hapus: AMB-04").click()
    await nothing_serious(admin, "dialog")


async def test_a_form_is_filled_and_left_by_keyboard_alone(sit: Sit) -> None:
    admin = await sit("admin")
    await go(admin, "Instansi")
    await admin.get_by_role("button", name="Tambah").focus()

    await admin.keyboard.press("Enter")
    await admin.keyboard.press("Enter")
    await expect(admin.get_by_label("Kode")).to_be_focused()
    await expect(admin.get_by_label("Kode")).to_have_accessible_description(re.compile("^Wajib diisi"))
    await admin.keyboard.type("karang")
    await admin.keyboard.press("Tab")
    await admin.keyboard.type("Karang Taruna")
    await admin.keyboard.press("Enter")

    await expect(admin.locator("tr[data-row=karang]")).to_be_visible()
    await expect(admin.get_by_role("button", name="Tambah")).to_be_focused()
    await admin.get_by_role("button", name="Ubah karang").focus()
    await admin.keyboard.press("Enter")
    await admin.get_by_role("button", name="Batal").press("Enter")
    await expect(admin.get_by_role("button", name="Ubah karang")).to_be_focused()
    remove = admin.locator("tr[data-row=karang] .danger")
    await remove.press("Enter")
    await expect(remove).to_be_enabled()
    await remove.press("Enter")
    await expect(admin.locator("tr[data-row=karang]")).to_have_count(0)
    await expect(admin.locator(".data-table")).to_be_focused()


async def test_the_way_to_what_is_wrong_is_gone_once_and_not_again_amid_a_word(sit: Sit) -> None:
    admin = await sit("admin")
    await go(admin, "Instansi")
    await admin.get_by_role("button", name="Tambah").press("Enter")
    await admin.get_by_label("Kode").wait_for()
    await admin.evaluate(BUSY)

    await admin.keyboard.press("Enter")
    await expect(admin.get_by_label("Kode")).to_have_accessible_description(re.compile("^Wajib diisi"))
    await admin.keyboard.type("kar")
    await admin.wait_for_function("() => window.busy.length && window.busy.every(({ done }) => done)")
    await admin.keyboard.type("ang")

    await expect(admin.get_by_label("Kode")).to_have_value("karang")


async def test_a_plan_is_opened_and_left_by_keyboard_and_the_focus_comes_back(sit: Sit) -> None:
    supervisor = await sit("agus", screen="setup")
    await go(supervisor, "Rencana respons")
    opener = supervisor.locator("tr[data-row=flood]").get_by_role("button")
    await opener.press("Enter")
    await expect(supervisor.get_by_role("heading", name="Banjir")).to_be_focused()

    await supervisor.get_by_role("button", name="Hapus kebutuhan 1").first.press("Enter")
    await expect(supervisor.get_by_role("button", name="Tambah kebutuhan").first).to_be_focused()
    await supervisor.get_by_role("button", name="Kembali ke daftar").press("Enter")

    await expect(opener).to_be_focused()


async def test_a_password_shown_once_is_not_lost_by_escape(sit: Sit) -> None:
    admin = await sit("admin")
    await go(admin, "Pengguna")
    await admin.get_by_role("button", name="Tambah").press("Enter")
    await admin.get_by_label("Nama pengguna").fill("sekali")
    await admin.get_by_label("Nama", exact=True).fill("Sekali Saja")
    await save(admin)
    await expect(admin.get_by_test_id("once-password")).to_be_visible()

    for _ in range(3):
        await admin.keyboard.press("Escape")

    await expect(admin.get_by_test_id("once-password")).to_be_visible()
    await admin.get_by_role("button", name="Sudah dicatat").press("Enter")
    await expect(admin.get_by_role("dialog")).to_have_count(0)
    await expect(admin.get_by_role("button", name="Tambah")).to_be_focused()
