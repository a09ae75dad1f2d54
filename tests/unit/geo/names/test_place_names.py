"""One spelling for the many that people type."""

import pytest

from geo.names.place_names import normalize, spellings, telling_words


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


@pytest.mark.parametrize("typed", ["ma'arif", "ma’arif", "ma`arif", "maʼarif", "ma‘arif", "maarif", "MA'ARIF"])
def test_every_apostrophe_and_none_is_one(typed: str) -> None:
    assert normalize(typed) == "maarif"


@pytest.mark.parametrize(
    ("typed", "on_the_sign"),
    [
        ("lodzka", "Łódzka"),
        ("duong tran phu", "Đường Trần Phú"),
        ("sondergade", "Søndergade"),
        ("strasse", "Straße"),
        ("улица ленина", "УЛИЦА ЛЕНИНА"),
        ("οδος ερμου", "Οδός Ερμού"),
        ("شارع النيل", "شارِع النِّيل"),
        ("中山路", "中山路"),
        ("が", "か\u3099"),
    ],
)
def test_letters_of_every_script_are_compared_without_accents(typed: str, on_the_sign: str) -> None:
    assert normalize(typed) == normalize(on_the_sign) != ""


def test_signs_that_are_part_of_a_letter_are_kept() -> None:
    assert normalize("ꦗꦭꦤ꧀ꦩꦭꦶꦪꦺꦴꦧꦫꦺꦴ") == "ꦗꦭꦤ꧀ꦩꦭꦶꦪꦺꦴꦧꦫꦺꦴ"
    assert normalize("दिल्ली") == "दिल्ली"


@pytest.mark.parametrize(
    ("sign", "also"),
    [
        ("Gang Salak III", "gang salak 3"),
        ("Gang Melati 4", "gang melati iv"),
        ("Jalan Haji Agus Salim", "jalan h agus salim"),
        ("Jl. K.H. Ahmad Dahlan", "jalan kiai haji ahmad dahlan"),
        ("Rue de l’Industrie", "rue de l industrie"),
        ("Jalan M.T. Haryono", "jalan m t haryono"),
    ],
)
def test_a_name_is_found_as_others_write_it(sign: str, also: str) -> None:
    assert also in spellings(sign)


def test_words_every_street_has_do_not_tell() -> None:
    assert telling_words("jalan pahlawan") == "pahlawan"
    assert telling_words("jalan") == "jalan"


def test_what_holds_no_word_is_empty() -> None:
    assert normalize(" —!? ") == ""
