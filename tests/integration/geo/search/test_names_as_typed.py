"""Addresses and names in every script, typed as people type them."""

from pathlib import Path

import pytest

from base.database import Pool
from tests.integration.geo.names import put_names, search
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

STREETS = (
    "Jalan Syafi'i", "Jalan Ma’arif", "Jalan Nu'man bin Tsabit", "Jalan M.T. Haryono", "Jalan H.O.S. Cokroaminoto",
    "Jalan Ahmad Yani", "Jalan Teuku Umar", "Gang Salak III", "Gang Melati 4", "Jalan 17 Agustus", "Ulica Łódzka",
    "Rue de l’Industrie", "Đường Trần Phú", "Søndergade", "Straße des 17. Juni", "Улица Ленина", "Οδός Ερμού",
    "ꦗꦭꦤ꧀ꦩꦭꦶꦪꦺꦴꦧꦫꦺꦴ", "中山路", "شارع النيل", "Jalan Jum'at", "Jalan Raya Solo-Madiun", "Jalan Dr. Ir. Soekarno",
    "Jalan Haji Agus Salim", "Jalan Pahlawan",
)  # fmt: skip


@pytest.fixture
async def city(pool: Pool, tmp_path: Path) -> Pool:
    osm = MadeOsm()
    for number, name in enumerate(STREETS):
        lat = ORIGIN_LAT + number * 0.003
        osm.way([osm.node(lat, ORIGIN_LON), osm.node(lat, ORIGIN_LON + 0.004)], highway="residential", name=name)
    osm.node(ORIGIN_LAT, ORIGIN_LON + 0.002, amenity="place_of_worship", name="Masjid Jami' Al-Qur’an")
    osm.node(ORIGIN_LAT - 0.003, ORIGIN_LON + 0.002, shop="convenience", name="Toko Bu Tin")
    osm.node(ORIGIN_LAT - 0.006, ORIGIN_LON + 0.002, place="village", name="Ampenan")
    osm.node(ORIGIN_LAT - 0.009, ORIGIN_LON + 0.002, place="suburb", name="Manguharjo")
    await put_names(pool, osm.write(tmp_path / "a.osm.pbf"))
    return pool


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jl ahmad yani no.12, rt.02/rw.05, kel. manguharjo", "Jalan Ahmad Yani"),
        ("Jl. Teuku Umar No.8, Ampenan, Nusa Tenggara Bar, 83114, Indonesia", "Jalan Teuku Umar"),
        ("Jl. Ahmad Yani No. 17 RT 04 RW 03 Kel. Manguharjo Kec. Manguharjo", "Jalan Ahmad Yani"),
        ("jl ahmad yani manguharjo", "Jalan Ahmad Yani"),
        ("jl ahmd yani no 12 kel manguharjo", "Jalan Ahmad Yani"),
        ("jl ma'arif", "Jalan Ma’arif"),
        ("ma`arif", "Jalan Ma’arif"),
        ("jl maarif", "Jalan Ma’arif"),
        ("jl ma arif", "Jalan Ma’arif"),
        ("nu'man bin tsabit", "Jalan Nu'man bin Tsabit"),
        ("numan bin tsabit", "Jalan Nu'man bin Tsabit"),
        ("jumat", "Jalan Jum'at"),
        ("syafii", "Jalan Syafi'i"),
        ("masjid al quran", "Masjid Jami' Al-Qur’an"),
        ("улица ленина", "Улица Ленина"),
        ("ул", "Улица Ленина"),
        ("улица лнина", "Улица Ленина"),
        ("οδος ερμου", "Οδός Ερμού"),
        ("ꦗꦭꦤ꧀ꦩꦭꦶꦪꦺꦴꦧꦫꦺꦴ", "ꦗꦭꦤ꧀ꦩꦭꦶꦪꦺꦴꦧꦫꦺꦴ"),
        ("中山路", "中山路"),
        ("中山", "中山路"),
        ("شارع النيل", "شارع النيل"),
        ("łódzka", "Ulica Łódzka"),
        ("lodzka", "Ulica Łódzka"),
        ("đường trần phú", "Đường Trần Phú"),
        ("duong tran phu", "Đường Trần Phú"),
        ("sondergade 4", "Søndergade"),
        ("strasse des 17 juni", "Straße des 17. Juni"),
        ("12 rue de l'industrie", "Rue de l’Industrie"),
        ("mt haryono", "Jalan M.T. Haryono"),
        ("jl m t haryono no 4", "Jalan M.T. Haryono"),
        ("gang salak 3", "Gang Salak III"),
        ("gg melati IV", "Gang Melati 4"),
        ("jalan 17 agustus no 5", "Jalan 17 Agustus"),
        ("jl h agus salim", "Jalan Haji Agus Salim"),
        ("jl solo madiun 40", "Jalan Raya Solo-Madiun"),
        ("jl pahlawan depan toko bu tin", "Jalan Pahlawan"),
        ("depan toko bu tin", "Toko Bu Tin"),
    ],
)
async def test_what_was_meant_comes_first(city: Pool, typed: str, meant: str) -> None:
    found = await search(city, typed)

    assert found
    assert found[0].name == meant


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Jalan Cendana No. 17, RT.04/RW.03, Manguharjo, Kota Nama 63117", {"Manguharjo"}),
        ("Jalan Cendana No. 17, RT.04/RW.03, 63117", set()),
        ("jl cendana no 5 kel. manguharjo", {"Manguharjo"}),
    ],
)
async def test_an_address_in_a_street_that_is_not_there_finds_no_other(city: Pool, typed: str, names: set[str]) -> None:
    assert {place.name for place in await search(city, typed)} == names
