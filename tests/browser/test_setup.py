"""The setup screens as an admin uses them: people, devices, fleet, plans and lists, without a shell."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.hands import READY

UNITS_CSV = "id,agency,kind,capabilities,profile\nAMB-88,{agency},ambulance,ambulance_bls,{profile}\n"


async def go(page: Page, section: str) -> None:
    await page.get_by_role("navigation", name="Bagian pengaturan").get_by_role("button", name=section).click()
    await expect(page.get_by_role("heading", level=1, name=section)).to_be_visible()


async def save(page: Page) -> None:
    await page.get_by_role("dialog").get_by_role("button", name="Simpan", exact=True).click()


async def test_an_admin_lets_a_crew_in_and_out_again(sit: Sit) -> None:
    admin = await sit("admin")
    await go(admin, "Pengguna")
    await admin.get_by_role("button", name="Tambah").click()
    await admin.get_by_label("Nama pengguna").fill("kru2")
    await admin.get_by_label("Nama", exact=True).fill("Kru Dua")
    await admin.get_by_label("Peran").select_option("crew")
    await save(admin)
    await expect(admin.get_by_text("Akun kru harus punya unit.")).to_be_visible()
    await admin.get_by_label("Unit kru").select_option("AMB-02")
    await save(admin)
    password = await admin.get_by_test_id("once-password").inner_text()
    await admin.get_by_role("button", name="Sudah dicatat").click()

    crew = await sit("kru2", password=password)
    await expect(crew.locator(READY).first).to_be_visible()
    await admin.get_by_role("button", name="Nonaktifkan: kru2").click()
    await admin.get_by_role("button", name="Anda yakin? Pengguna langsung dikeluarkan").click()

    await expect(admin.locator("tr[data-row=kru2]")).to_contain_text("Dinonaktifkan")
    await expect(crew.locator("#password")).to_be_visible()
    await admin.get_by_role("button", name="Nonaktifkan: admin").click()
    await admin.get_by_role("button", name="Anda yakin? Pengguna langsung dikeluarkan").click()
    await expect(admin.get_by_text("Ini admin terakhir")).to_be_visible()


async def test_an_admin_gives_a_station_a_unit_and_the_unit_a_phone(city: City, sit: Sit) -> None:
    admin = await sit("admin")
    await go(admin, "Pos")
    await admin.get_by_role("button", name="Tambah").click()
    await admin.get_by_label("Kode").fill("utara")
    await admin.get_by_label("Nama", exact=True).fill("Pos Utara")
    await admin.get_by_label("Posisi").fill("balmaceda")
    await admin.locator(".found-places button").first.click()
    await save(admin)
    await expect(admin.locator("tr[data-row=utara]")).to_be_visible()

    await go(admin, "Unit")
    await admin.get_by_role("button", name="Tambah").click()
    await admin.get_by_label("Kode", exact=True).fill("AMB-77")
    await admin.get_by_label("Pos", exact=True).select_option("utara")
    await admin.get_by_label("Ambulans dasar").check()
    await save(admin)
    await expect(admin.locator("tr[data-row=AMB-77]")).to_contain_text("Pos Utara")

    await go(admin, "Perangkat GPS")
    await admin.get_by_role("button", name="Tambah").click()
    await admin.get_by_label("Unit", exact=True).select_option("AMB-77")
    await save(admin)
    await admin.get_by_label("Alamat yang dijangkau ponsel").fill("https://112.example")
    await admin.get_by_role("button", name="Buat kode QR").click()
    for app in ("OwnTracks", "Traccar Client"):
        await admin.get_by_role("img", name=f"Kode QR untuk {app}").evaluate("image => image.decode()")
    await admin.get_by_role("button", name="Sudah dicatat").click()

    await go(admin, "Unit")
    await admin.get_by_role("button", name="Hapus: AMB-77").click()
    await admin.get_by_label("Alasan").fill("dijual")
    await admin.get_by_role("button", name="Keluarkan dari armada").click()
    await expect(admin.get_by_text("cabut dahulu perangkatnya: AMB-77")).to_be_visible()
    async with city.client("agus") as client:
        await client.post("/devices/AMB-77/revoke")
    await admin.get_by_role("button", name="Keluarkan dari armada").click()
    await expect(admin.locator("tr[data-row=AMB-77]")).to_have_count(0)
    await expect(admin.get_by_text("Yang sudah keluar (1)")).to_be_visible()


async def test_a_plan_is_changed_tried_and_switched_on(city: City, sit: Sit) -> None:
    await city.make_incident("animal", "Kandang")
    supervisor = await sit("agus", screen="setup")
    await go(supervisor, "Rencana respons")
    await supervisor.locator("tr[data-row=animal]").get_by_role("button").click()
    await expect(supervisor.locator(".plan tbody tr").first).to_be_visible()
    before = await supervisor.locator(".plan tbody tr").count()
    await supervisor.get_by_role("button", name="Tambah kebutuhan").click()
    await supervisor.get_by_label(f"Kemampuan {before + 1}").select_option("ladder")

    await supervisor.get_by_role("button", name="Coba pada kejadian").click()
    await expect(supervisor.get_by_test_id("trial-result")).to_contain_text("Mobil tangga")
    await supervisor.get_by_role("button", name="Berlakukan").click()

    await expect(supervisor.get_by_text("Versi 2 berlaku.")).to_be_visible()
    await supervisor.get_by_role("button", name="Ambil ke formulir: 1").click()
    await expect(supervisor.locator(".plan tbody tr")).to_have_count(before)
    await supervisor.get_by_role("button", name="Berlakukan").click()
    await expect(supervisor.get_by_text("Versi 3 berlaku.")).to_be_visible()


async def test_a_wrong_line_of_a_list_is_named_and_a_right_list_is_loaded(city: City, sit: Sit, tmp_path: Path) -> None:
    async with city.client("agus") as client:
        agency = (await client.get("/units")).json()[0]["agency_id"]
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text(UNITS_CSV.format(agency=agency, profile="roket"))
    right.write_text(UNITS_CSV.format(agency=agency, profile="ambulance"))
    supervisor = await sit("agus", screen="setup")
    await go(supervisor, "Unit")
    await supervisor.get_by_role("button", name="Muat CSV").click()

    await supervisor.get_by_label("Berkas CSV").set_input_files(wrong)
    await expect(supervisor.get_by_text("profile: “roket” tidak dikenal")).to_be_visible()
    await supervisor.get_by_label("Berkas CSV").set_input_files(right)
    await expect(supervisor.get_by_text("1 baru, 0 berubah, 0 tetap.")).to_be_visible()
    await supervisor.get_by_role("button", name="Muat", exact=True).click()

    await expect(supervisor.locator("tr[data-row=AMB-88]")).to_be_visible()
    async with city.client("agus") as client:
        await client.post("/units/AMB-88/retire", json={"reason": "contoh"})


async def test_a_part_of_the_setup_has_an_address_of_its_own_and_stays_on_reload(sit: Sit) -> None:
    admin = await sit("admin", screen="setup")
    await go(admin, "Perangkat")

    await admin.reload()

    await expect(admin.get_by_role("heading", level=1, name="Perangkat")).to_be_visible()
    await expect(admin.get_by_role("link", name="Pengaturan")).to_have_attribute("aria-current", "page")
