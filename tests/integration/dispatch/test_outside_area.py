"""Entries outside the city are refused at setup, and offered for retirement after another city was imported."""

import pytest

from base.position import Position
from dispatch.domain.refusals import ListInvalid, OutsideServiceArea
from dispatch.setup.change_roster import add_entry, change_entry
from dispatch.setup.import_list import import_list
from dispatch.setup.load_roster import load_roster
from dispatch.setup.retire_outside import retire_outside
from dispatch.store.outside_area import outside_area
from geo.city.roster import Hospital, Roster, Station
from geo.city.roster_csv import ListName
from tests.desk import HERE, NOW, SETUP, Desk
from tests.integration.dispatch.test_recommend_units import heard

LA_SERENA, SWAPPED, ELSEWHERE = Position(-29.9, -71.25), Position(-71.25, -29.9), Position(-33.45, -70.66)
MARGIN_M = 50_000.0


@pytest.fixture
async def coquimbo(desk: Desk) -> Desk:
    """The stations, units and hospital of `desk` are on Java."""
    await desk.pool.execute(
        "INSERT INTO city (name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone, imported_at)"
        " VALUES ('Coquimbo', 'v1', '/nonexistent', -71.4, -30.0, -71.2, -29.8, 'America/Santiago', now())"
    )
    return desk


@pytest.mark.parametrize("entry", [Station("s", "psc", "S", SWAPPED), Hospital("h", "H", SWAPPED, ())])
async def test_a_place_with_latitude_and_longitude_swapped_is_refused_as_that(
    coquimbo: Desk, entry: Station | Hospital
) -> None:
    async with coquimbo.pool.acquire() as conn:
        with pytest.raises(OutsideServiceArea, match="are latitude and longitude swapped") as refused:
            await add_entry(conn, entry, by=SETUP, now=NOW)

    assert refused.value.facts["swapped"] is True


async def test_a_place_in_another_city_is_refused_by_every_edge(coquimbo: Desk) -> None:
    far = Station("far", "psc", "Jauh", ELSEWHERE)
    roster = Roster((), (far,), (), ())
    csv = "id;agency;name;lat;lon\nfar;psc;Jauh;-33,45;-70,66\nturned;psc;Tukar;-71,25;-29,9\nok;psc;Pos;-29,9;-71,25\n"
    async with coquimbo.pool.acquire() as conn, conn.transaction():
        with pytest.raises(OutsideServiceArea) as refused:
            await add_entry(conn, far, by=SETUP, now=NOW)
        with pytest.raises(OutsideServiceArea):
            await load_roster(conn, roster, by=SETUP, now=NOW)
        with pytest.raises(ListInvalid) as listed:
            await import_list(conn, ListName.STATIONS, csv, check_only=True, by=SETUP, now=NOW)

    assert refused.value.facts["swapped"] is False
    assert [(each["line"], each["code"]) for each in listed.value.facts["lines"]] == [
        (2, "outside_service_area"),
        (3, "swapped"),
    ]


async def test_what_was_left_behind_can_be_renamed_but_not_moved_farther(coquimbo: Desk) -> None:
    async with coquimbo.pool.acquire() as conn, conn.transaction():
        left = Hospital("rsud", "RSUD", Position(-7.64, 111.53), ())
        await change_entry(conn, left, by=SETUP, now=NOW)
        with pytest.raises(OutsideServiceArea):
            await change_entry(conn, Hospital("rsud", "RSUD", HERE, ()), by=SETUP, now=NOW)


async def test_all_that_lies_outside_is_named_and_taken_out(coquimbo: Desk) -> None:
    await heard(coquimbo, "AMB-02", LA_SERENA, age_s=5)
    async with coquimbo.pool.acquire() as conn, conn.transaction():
        outside = await outside_area(conn, margin_m=MARGIN_M)
        kept = await retire_outside(conn, outside, by=SETUP, now=NOW)

    assert list(outside.units) == ["AMB-01", "DMK-01", "DMK-02"]
    assert (list(outside.stations), list(outside.hospitals)) == (["east", "west"], ["rsud"])
    assert [each.id for each in kept] == ["east"], "AMB-02 drives in the city and still belongs there"
    rows = await coquimbo.pool.fetch("SELECT unit_id FROM unit WHERE retired_at IS NULL")
    assert [row["unit_id"] for row in rows] == ["AMB-02"]


async def test_a_unit_at_work_stays_and_the_devices_of_the_others_go(coquimbo: Desk) -> None:
    await heard(coquimbo, "AMB-01", HERE, age_s=5)
    await coquimbo.send(await coquimbo.incident(position=LA_SERENA), "DMK-01")
    async with coquimbo.pool.acquire() as conn, conn.transaction():
        kept = await retire_outside(conn, await outside_area(conn, margin_m=MARGIN_M), by=SETUP, now=NOW)

    assert [each.id for each in kept] == ["DMK-01", "west"]
    assert await coquimbo.pool.fetchval("SELECT bool_and(revoked_at IS NOT NULL) FROM device")


async def test_without_a_city_everywhere_is_inside(desk: Desk) -> None:
    async with desk.pool.acquire() as conn:
        await add_entry(conn, Hospital("h", "H", SWAPPED, ()), by=SETUP, now=NOW)
        assert not await outside_area(conn, margin_m=MARGIN_M)
