"""Any encoding and separator of a spreadsheet can be read, and spreadsheets can open what we write."""

import pytest

from base.spreadsheet import NoCsv, as_cell, decode, from_cell
from geo.city.roster import read_unit
from geo.city.roster_csv import COLUMNS, ListName, read_csv, write_csv

UNITS = COLUMNS[ListName.UNITS]
HEAD = "id,callsign,agency,station,kind,capabilities,profile,crew"
LINE = "AMB-1,Señor 1,samu,LS,ambulance,ambulance_bls,ambulance,2"
BOTH = f"{HEAD}\r\n{LINE}\r\n"


def with_(delimiter: str, text: str = BOTH) -> str:
    return text.replace(",", delimiter)


@pytest.mark.parametrize(
    "raw",
    [
        BOTH.encode(),
        BOTH.encode("cp1252"),
        with_(";").encode("utf-8-sig"),
        with_(";").encode("cp1252"),
        b"sep=;\r\n" + with_(";").encode(),
        b'"sep=,"\r\n' + BOTH.encode(),
        with_(";", f"{HEAD},,\r\n{LINE},,\r\n,,,,,,,,,\r\n").encode("utf-8-sig"),
        with_("\t").encode("utf-16"),
        with_("\t").encode("utf-16-le"),
        with_("\t").encode("utf-16-be"),
        BOTH.replace(HEAD, HEAD.upper()).encode(),
        b"\r\n" + BOTH.encode(),
    ],
)
def test_every_kind_of_file_gives_the_same_unit(raw: bytes) -> None:
    lines, wrong = read_csv(decode(raw), UNITS, read_unit)

    assert wrong == []
    assert [(line.entry.id, line.entry.callsign, line.entry.crew) for line in lines] == [("AMB-1", "Señor 1", 2)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "workbook"),
        (b"id,name\n\x81\xff", "no text: neither UTF-8"),
        (BOTH.encode("utf-32"), "save it as CSV UTF-8"),
        (BOTH.encode("utf-16")[:-1], "save it as CSV UTF-8"),
    ],
)
def test_what_is_no_csv_is_called_what_it_is(raw: bytes, message: str) -> None:
    with pytest.raises(NoCsv, match=message):
        decode(raw)


def test_a_cell_under_no_name_is_named_with_its_line() -> None:
    _, wrong = read_csv(f"sep=,\n{HEAD},\n\n{LINE},more\n", UNITS, read_unit)

    assert [(each.line, each.code) for each in wrong] == [(4, "too_many_cells")]


def test_what_is_written_opens_by_a_double_click_where_the_comma_parts_decimals() -> None:
    written = write_csv(ListName.HOSPITALS, [{"id": "rs", "name": "RS Ñ; A", "lat": -7.63, "lon": 111.52}])

    assert written == '\ufeffid;name;lat;lon;departments\r\nrs;"RS Ñ; A";-7,63;111,52;\r\n'


@pytest.mark.parametrize("text", ["=1+1", "+62", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    assert as_cell(text) == f"'{text}"
    assert from_cell(as_cell(text)) == text
    assert as_cell([text]) == f"'{text}"


def test_a_number_is_no_formula() -> None:
    assert [as_cell(value) for value in (-7.5, -3, None)] == ["-7,5", "-3", ""]
