"""Lists and plans exported to a file, changed, and imported again on the screen."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.city import City
from tests.browser.conftest import Sit
from tests.browser.test_setup import go

# For each list: its name on the screen, a wrong line and the reason, and a row with its new line.
LISTS = {
    "agencies": ("Instansi", "linmas,Linmas,roket", "kind: “roket” tidak dikenal", "linmas,Satuan Linmas,other"),
    "stations": (
        "Pos",
        "timur,samu,Pos Timur,-99,-71.25",
        "posisi bukan koordinat yang sah",
        "timur,samu,Pos Timur Ñuñoa,-29.9,-71.25",
    ),
    "hospitals": (
        "Rumah sakit",
        "rs-baru,RS Baru,abc,-71.25,",
        "lat: “abc” bukan angka",
        "rs-baru,RS Baru,-29.9,-71.25,",
    ),
    "units": (
        "Unit",
        "AMB-91,,samu,,ambulance,ambulance_bls,ambulance,2.5,",
        "crew: “2.5” bukan bilangan bulat",
        "AMB-91,,samu,,ambulance,ambulance_bls,ambulance,2,",
    ),
    "devices": ("Perangkat GPS", "HP-91,AMB-999,phone,1", "unit_id: “AMB-999” tidak dikenal", "HP-91,AMB-05,phone,1"),
}


async def taken_along(page: Page, button: str, into: Path) -> Path:
    async with page.expect_download() as taken:
        await page.get_by_role("button", name=button).click()
    download = await taken.value
    path = into / download.suggested_filename
    await download.save_as(path)
    return path


async def choose(page: Page, file: Path) -> None:
    """Choose as a person who selects the same file again after correcting it."""
    async with page.expect_file_chooser() as asked:
        await page.get_by_label("Berkas CSV").click()
    await (await asked.value).set_files(file)


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_comes_back_from_a_spreadsheet_whole_or_not_at_all(sit: Sit, tmp_path: Path, name: str) -> None:
    section, wrong, reason, right = LISTS[name]
    row = right.split(",")[0]
    wrong, right = wrong.replace(",", ";"), right.replace(",", ";")
    supervisor = await sit("agus", screen="setup")
    await go(supervisor, section)
    file = await taken_along(supervisor, "Unduh CSV", tmp_path)
    taken = file.read_text("utf-8-sig").rstrip()
    lines = len(taken.splitlines())

    await supervisor.get_by_role("button", name="Muat CSV").click()
    file.write_text(f"{taken}\n{wrong}\n", "utf-8")
    await choose(supervisor, file)
    await expect(supervisor.locator(".wrong-lines tbody tr")).to_have_count(1)
    await expect(supervisor.locator(".wrong-lines tbody tr")).to_contain_text(f"{lines + 1}{reason}")
    # In a spreadsheet's encoding; agencies with commas, as written where the comma is no decimal separator.
    file.write_text(f"{taken}\n{right}\n".replace(";", ",") if name == "agencies" else f"{taken}\n{right}\n", "cp1252")
    await choose(supervisor, file)
    await expect(supervisor.get_by_text(f"1 baru, 0 berubah, {lines - 1} tetap.")).to_be_visible()
    await supervisor.get_by_role("button", name="Muat", exact=True).click()
    if name == "devices":
        credentials = await taken_along(supervisor, "Unduh sandi perangkat baru", tmp_path)
        assert credentials.read_text().splitlines()[1].startswith("HP-91;AMB-05;HP-91;")
        await supervisor.get_by_role("button", name="Tutup", exact=True).click()

    await supervisor.get_by_label("Saring").fill(row)
    await expect(supervisor.locator(f"tr[data-row={row}]")).to_be_visible()
    if name == "stations":
        await expect(supervisor.locator(f"tr[data-row={row}]")).to_contain_text("Pos Timur Ñuñoa")
    await go(supervisor, "Catatan peristiwa")
    await supervisor.get_by_role("button", name="Hanya pengaturan").click()
    newest = supervisor.locator("tbody tr[data-row]").first
    await expect(newest).to_contain_text("Daftar dimuat")
    await expect(newest).to_contain_text("agus")


async def test_plans_go_into_a_file_and_come_back_changed(city: City, sit: Sit, tmp_path: Path) -> None:
    supervisor = await sit("agus", screen="setup")
    await go(supervisor, "Rencana respons")
    before = await plans_changed(city)
    file = await taken_along(supervisor, "Unduh semua", tmp_path)
    document = json.loads(file.read_text())
    (tree,) = [
        plan for plan in document["plans"] if plan["incident_type"] == "fallen_tree" and plan["priority"] is None
    ]
    tree["requirements"].append({**tree["requirements"][0], "capability": "boat", "count": 1})
    chooser = supervisor.locator("input[type=file]")

    file.write_text(json.dumps(document))
    await chooser.set_input_files(file)
    await expect(supervisor.get_by_text("Rencana tidak dapat dipakai")).to_be_visible()
    tree["requirements"][-1]["capability"] = "command"
    file.write_text(json.dumps(document))
    await chooser.set_input_files(file)

    await expect(supervisor.locator("tr[data-row=fallen_tree]")).to_contain_text("1 Komando")
    await supervisor.locator("tr[data-row=fallen_tree]").get_by_role("button").click()
    await expect(supervisor.locator(".versions li").first).to_contain_text("agus")
    assert (await plans_changed(city))[len(before) :] == ["fallen_tree"]


async def plans_changed(city: City) -> list[str]:
    """Return them oldest first."""
    async with city.client("agus") as client:
        events = (await client.get("/events/newest", params={"kind": "response_plan_changed", "limit": 100})).json()
    return [event["data"]["incident_type"] for event in events]


async def test_a_plan_is_tried_on_an_incident_that_is_over(city: City, sit: Sit) -> None:
    number = await city.make_incident("gas_leak", "Dapur umum")
    await city.clear_board()
    supervisor = await sit("agus", screen="setup")
    await go(supervisor, "Rencana respons")
    await supervisor.locator("tr[data-row=gas_leak]").get_by_role("button").click()
    await supervisor.get_by_label("Jumlah 1", exact=True).first.fill("2")

    past = supervisor.get_by_label("Kejadian untuk dicoba")
    await expect(past.locator("option").first).to_contain_text(number)
    await supervisor.get_by_role("button", name="Coba pada kejadian").click()

    result = supervisor.get_by_test_id("trial-result")
    await expect(result).to_contain_text("2 Mobil pompa – terpenuhi")
    await expect(result.locator(".trial-units li")).to_have_count(2)
    await supervisor.get_by_label("Jumlah 1", exact=True).first.fill("50")
    await supervisor.get_by_role("button", name="Coba pada kejadian").click()
    await expect(result).to_contain_text("50 Mobil pompa – kurang")
    async with city.client("agus") as client:
        versions = (await client.get("/response-plans/gas_leak/versions")).json()
        newest = (await client.get("/events/newest", params={"limit": 1})).json()
    assert [version["plans"][0]["requirements"][0]["count"] for version in versions[:1]] in ([], [1])
    assert newest[0]["kind"] != "response_plan_changed"
