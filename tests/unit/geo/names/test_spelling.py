"""A word with one wrong letter."""

import pytest

from geo.names.spelling import one_slip_away


@pytest.mark.parametrize("typed", ["sduirman", "ssudirman", "sudrman", "sudirmam", "sudirma", "sudirmanx"])
def test_a_word_is_one_slip_from_what_was_meant(typed: str) -> None:
    assert "sudirman" in one_slip_away(typed)


def test_swapped_letters_are_likelier_than_a_wrong_one_and_the_word_itself_is_no_slip() -> None:
    meant = one_slip_away("psar")

    assert meant.index("pasr") < meant.index("pear") < len(set(meant)) == len(meant)
    assert "psar" not in meant


@pytest.mark.parametrize("word", ["", "a"])
def test_of_a_letter_nothing_is_made_but_words_that_begin_with_it(word: str) -> None:
    assert all(each.startswith(word) for each in one_slip_away(word))
