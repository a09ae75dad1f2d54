"""Typing slips: the words, one letter away, that a misspelt word may mean."""

from collections.abc import Iterator
from string import ascii_lowercase


def one_slip_away(word: str) -> list[str]:
    """Return each once, the likelier first: two letters swapped, one too many, one missing, one wrong.

    Four of five misspelt words are one of these (Damerau 1964). The first letter is assumed to be right.
    """
    return [each for each in dict.fromkeys(_slips(word)) if each != word]


def _slips(word: str) -> Iterator[str]:
    inside = range(1, len(word))
    for at in inside[:-1]:
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in inside:
        yield word[:at] + word[at + 1 :]
    for at in range(1, len(word) + 1):
        yield from (word[:at] + letter + word[at:] for letter in ascii_lowercase)
    for at in inside:
        yield from (word[:at] + letter + word[at + 1 :] for letter in ascii_lowercase)
