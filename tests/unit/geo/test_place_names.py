"""One spelling for the many that people type."""

import pytest

from geo.place_names import normalize, normalize_query, telling_words


@pytest.mark.parametrize(
    ("typed", "on_the_sign"),
    [
        ("jl. sudirman", "Jalan Sudirman"),
        ("JLN SUDIRMAN", "Jalan Sudirman"),
        ("Jl Dr. Soetomo", "Jalan Dokter Sutomo"),
        ("jl. H.O.S. Tjokroaminoto", "Jalan HOS Cokroaminoto"),
        ("gg. salak", "Gang Salak"),
        ("RSUD dr. Soedono", "Rumah Sakit Umum Daerah Dokter Sudono"),
        ("SMAN 1", "SMA Negeri 1"),
        ("Av. Amunategui", "Avenida Amunátegui"),
        ("Jl. Letjen. S. Parman", "Jalan Letnan Jenderal S Parman"),
        ("Djuanda", "Juanda"),
    ],
)
def test_two_spellings_of_one_place_are_the_same(typed: str, on_the_sign: str) -> None:
    assert normalize(typed) == normalize(on_the_sign)


def test_a_house_number_is_not_searched() -> None:
    assert normalize_query("Jl. Pahlawan No. 37a") == "jalan pahlawan"


def test_words_every_street_has_do_not_tell() -> None:
    assert telling_words("jalan pahlawan") == "pahlawan"
    assert telling_words("jalan") == "jalan"


def test_what_holds_no_word_is_empty() -> None:
    assert normalize(" —!? ") == ""
