"""Lists as CSV: spreadsheets' variants are accepted, and every wrong line is named."""

import pytest

from base.position import Position
from geo.city.roster import Hospital, Station, read_hospital, read_station, read_unit
from geo.city.roster_csv import COLUMNS, ListName, as_columns, read_csv, write_csv

STATIONS, UNITS = COLUMNS[ListName.STATIONS], COLUMNS[ListName.UNITS]
UTARA = Station("utara", "psc", '=cmd|"/c" Pos, Utara', Position(-7.6, 111.52))
RSUD = Hospital("rsud", "RSUD", Position(-7.64, 111.53), ("emergency", "burns"))


def test_what_is_written_is_read_again() -> None:
    written = write_csv(ListName.STATIONS, [as_columns(UTARA)])
    hospitals = write_csv(ListName.HOSPITALS, [as_columns(RSUD)])

    assert "'=cmd" in written, "a spreadsheet would run it"
    assert [line.entry for line in read_csv(written, STATIONS, read_station)[0]] == [UTARA]
    assert [line.entry for line in read_csv(hospitals, COLUMNS[ListName.HOSPITALS], read_hospital)[0]] == [RSUD]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffid;agency;name;lat;lon\r\nutara;psc;Pos;-7,6;111,52\r\n\r\n",
        "ID,Agency,Name,Lat,Lon\nutara,psc,Pos,-7.6,111.52\n",
        "id\tagency\tname\tlat\tlon\nutara\tpsc\tPos\t-7.6\t111.52",
    ],
)
def test_the_csv_of_any_spreadsheet_is_read(text: str) -> None:
    lines, wrong = read_csv(text, STATIONS, read_station)

    assert wrong == []
    assert [line.entry.position for line in lines] == [Position(-7.6, 111.52)]


def test_every_wrong_line_is_named_with_its_number_and_a_code() -> None:
    text = (
        "id,agency,kind,capabilities,profile,crew\n"
        'AMB-01,psc,"ambu\nlance",ambulance_bls,ambulance,3\n'
        "AMB-02,psc,ambulance,magic,ambulance,3\n"
        "AMB-03,,ambulance,ambulance_bls,ambulance,3\n"
        "AMB-04,psc,ambulance,ambulance_bls,rocket,3\n"
        "AMB-05,psc,ambulance,ambulance_bls,ambulance,many\n"
        "AMB-06,psc,ambulance,ambulance_bls,ambulance,3,more\n"
    )

    lines, wrong = read_csv(text, UNITS, read_unit)

    assert [(line.number, line.entry.id) for line in lines] == [(2, "AMB-01")]
    assert [(each.line, each.code, each.column) for each in wrong] == [
        (4, "not_one_of", "capabilities"),
        (5, "missing", "agency"),
        (6, "not_one_of", "profile"),
        (7, "not_whole", "crew"),
        (8, "too_many_cells", None),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"),
        ('id,name\n"open', "unreadable"),
        ("id,nama,lat,lon,agency\n", "unknown_column"),
        ("id,id\n", "twice"),
        ("id,agency,name,lat,lon\nutara,psc,Pos,-97,111", "no_place"),
    ],
)
def test_what_is_no_list_is_refused(text: str, code: str) -> None:
    assert {each.code for each in read_csv(text, STATIONS, read_station)[1]} == {code}
