"""The parts of an address: street, house, area, landmark."""

import pytest

from base.position import Position
from geo.names.house_numbers import House, NumberBasis, all_between, place_of, read_house_number
from geo.search.address import Address, read_address


def address(words: str) -> Address:
    read = read_address(words)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("words", "name", "number", "areas"),
    [
        ("jalan Melati 12", "jalan melati", "12", ()),
        ("jl melati no.12", "jalan melati", "12", ()),
        ("Melati 12A", "melati", "12A", ()),
        ("jl melati 12/14", "jalan melati", "12/14", ()),
        ("jl melati nomor 12 a", "jalan melati", "12A", ()),
        ("Jl. 17 Agustus No. 4", "jalan 17 agustus", "4", ()),
        ("jalan 17 agustus 4", "jalan 17 agustus", "4", ()),
        ("12 rue Balzac", "rue balzac", "12", ()),
        ("perum graha blok C no 12", "perumahan graha", "C12", ()),
        ("jl melati blok c-12 rt 2/5", "jalan melati", "C12", ()),
        ("jl melati 12 taman", "jalan melati", "12", ("taman",)),
        ("jl melati no.12, rt.02/rw.05, kel. taman", "jalan melati", "12", ("taman",)),
        ("Jl. Melati No. 17 RT 04 RW 03 Kel. Taman Kec. Kota Baru", "jalan melati", "17", ("taman", "baru")),
        ("Jl. Melati No.8, Taman, Jawa Tim, 63117, Indonesia", "jalan melati", "8", ("taman", "jawa tim", "indonesia")),
        ("jl melati rt/rw 02/05 desa sukosari kab. madiun", "jalan melati", None, ("sukosari", "madiun")),
        ("Jalan Melati, Kota Nama 63117", "jalan melati", None, ("nama",)),
    ],
)
def test_the_parts_of_an_address_are_told_apart(
    words: str, name: str, number: str | None, areas: tuple[str, ...]
) -> None:
    read = address(words)

    assert read.names[0] == name
    assert (read.number and read.number.shown) == number
    assert read.areas == areas


def test_what_it_lies_beside_is_no_part_of_the_street() -> None:
    assert address("jl pahlawan depan toko bu tin").names == ("jalan pahlawan",)
    assert address("jl pahlawan depan toko bu tin").landmark == "toko bu tin"
    assert address("Toko Bu Tin, Jl Pahlawan").names == ("jalan pahlawan",)
    assert address("sebelah masjid agung").names == ("masjid agung",)


def test_a_lane_may_be_called_after_its_street() -> None:
    assert address("jl pahlawan gg 3 no 12").names == ("jalan pahlawan gang 3", "jalan pahlawan")


def test_the_word_for_an_area_may_be_part_of_a_street_s_name() -> None:
    assert address("jalan kota baru no 5").names[0] == "jalan kota baru"


@pytest.mark.parametrize("words", ["pahlawan", "jalan 17 agustus", "kota madiun", "desa sukosari", "", "12", "no 5"])
def test_a_name_alone_is_no_address(words: str) -> None:
    assert read_address(words) is None


@pytest.mark.parametrize("words", ["rt", "rt/", "no", "no.", "blok", ",,,", "rt 1 rw", "kel.", "x" * 200, "1 " * 90])
def test_what_is_half_typed_breaks_nothing(words: str) -> None:
    read_address(words)


KNOWN = [
    House(number, str(number), Position(-7.63, 111.52 + number / 1e4), is_measured=True) for number in (2, 10, 11, 21)
]


@pytest.mark.parametrize(
    ("wanted", "at", "basis"),
    [
        ("10", 10, "house"),
        ("10A", 10, "interpolated"),
        ("10/12", 10, "house"),
        ("6", 6, "interpolated"),
        ("16", 16, "interpolated"),
        ("13", 13, "interpolated"),
    ],
)
def test_a_house_is_where_the_map_has_it_or_between_its_neighbours(wanted: str, at: int, basis: NumberBasis) -> None:
    number = read_house_number(wanted)
    assert number is not None

    found = place_of(number, KNOWN)

    assert found is not None
    assert found[0].lon == pytest.approx(111.52 + at / 1e4)
    assert found[1] == basis


def test_the_side_of_the_street_is_kept() -> None:
    north = [House(number, str(number), Position(-7.62, 111.5), is_measured=True) for number in (1, 9)]
    south = [House(number, str(number), Position(-7.64, 111.5), is_measured=True) for number in (2, 8)]
    five, six = read_house_number("5"), read_house_number("6")
    assert five
    assert six

    assert place_of(five, [*north, *south]) == (Position(-7.62, 111.5), "interpolated")
    assert place_of(six, [*north, *south]) == (Position(-7.64, 111.5), "interpolated")


@pytest.mark.parametrize("wanted", ["99", "1", "C12"])
def test_beyond_the_last_house_and_in_another_block_nothing_is_made_up(wanted: str) -> None:
    number = read_house_number(wanted)
    assert number is not None

    assert place_of(number, KNOWN) is None


def test_a_line_of_numbers_stands_for_those_between_its_ends() -> None:
    assert all_between(1, 9, "odd") == [3, 5, 7]
    assert all_between(8, 2, "even") == [4, 6]
    assert all_between(1, 4, "all") == [2, 3]
    assert all_between(1, 9, "alphabetic") == []
    assert all_between(0, 8, "4") == [4]
