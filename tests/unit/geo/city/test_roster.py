"""Files in which a person lists a city's agencies, stations and units."""

from pathlib import Path

import pytest

from base.position import Position
from geo.city.preset import PresetUnknown, load_preset
from geo.city.roster import RosterInvalid, read_roster

WHOLE = """
agency = [{ id = "damkar", name = "Damkar", kind = "fire" }]
station = [{ id = "POS-1", agency = "damkar", name = "Pos 1", lat = -7.63, lon = 111.52 }]
hospital = [{ id = "rsud", name = "RSUD", lat = -7.62, lon = 111.53, departments = ["emergency"] }]

[[unit]]
id = "DMK-01"
agency = "damkar"
station = "POS-1"
kind = "pumper"
capabilities = ["pumper", "rescue"]
profile = "pumper"
crew = 6
"""


def problems_of(text: str, tmp_path: Path) -> str:
    path = tmp_path / "city.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RosterInvalid) as invalid:
        read_roster(path)
    return " | ".join(invalid.value.problems)


def test_a_whole_roster_is_read(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(WHOLE, encoding="utf-8")

    roster = read_roster(path)

    [unit] = roster.units
    assert (unit.id, unit.callsign, unit.crew) == ("DMK-01", "DMK-01", 6)
    assert unit.capabilities == ("pumper", "rescue")
    assert roster.stations[0].position == Position(-7.63, 111.52)
    assert roster.hospitals[0].departments == ("emergency",)


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ('kind = "fire"', 'kind = "feuer"', "agency number 1 (damkar): kind 'feuer'"),
        ("lat = -7.63", "lat = 97.63", "station number 1 (POS-1): latitude"),
        ("lat = -7.63", 'lat = "x"', "station number 1 (POS-1): lat must be a number"),
        ("lat = -7.63, ", "", "station number 1 (POS-1): lat is missing"),
        ('station = "POS-1"', 'station = "POS-9"', "DMK-01: there is no station 'POS-9'"),
        ('agency = "damkar"\nstation', 'agency = "dinkes"\nstation', "DMK-01: there is no agency 'dinkes'"),
        ('"pumper", "rescue"', '"pumper", "flying"', "unknown capability flying"),
        ('["pumper", "rescue"]', "[]", "could never be sent"),
        ('profile = "pumper"', 'profile = "boat"', "profile 'boat' is not one of"),
        ("crew = 6", "crew = -1", "crew must be a whole number"),
        ("crew = 6", "kru = 6", "unknown key 'kru'"),
        ('id = "DMK-01"', "", "unit number 1: id is missing"),
        ("[[unit]]", "[[unit", "line 6"),
    ],
)
def test_a_mistake_is_named_with_its_entry(wrong: str, right: str, message: str, tmp_path: Path) -> None:
    assert message in problems_of(WHOLE.replace(wrong, right, 1), tmp_path)


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = WHOLE.replace("crew = 6", "crew = -1").replace('kind = "fire"', 'kind = "x"')

    message = problems_of(text, tmp_path)

    assert "crew" in message
    assert "kind" in message


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    unit = WHOLE[WHOLE.index("[[unit]]") :]

    assert "unit DMK-01 is there twice" in problems_of(WHOLE + unit, tmp_path)


def test_the_sample_city_is_whole() -> None:
    roster = read_roster(Path("data/coquimbo/city.toml"))

    assert len(roster.units) >= 40
    assert {unit.station_id for unit in roster.units} <= {station.id for station in roster.stations}


def test_madiun_is_known_beforehand() -> None:
    madiun = load_preset("Madiun")

    assert str(madiun.facts.bbox) == "111.49,-7.69,111.57,-7.59"
    assert madiun.facts.driving_side == "left"
    assert len([key for key in madiun.facts.area_codes if key[0] == "kelurahan"]) == 27
    assert len([key for key in madiun.facts.area_codes if key[0] == "kecamatan"]) == 3
    assert len(madiun.roster.hospitals) == 8
    assert {agency.kind for agency in madiun.roster.agencies} >= {"fire", "ambulance", "police", "bpbd"}


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(PresetUnknown, match="madiun"):
        load_preset("atlantis")
