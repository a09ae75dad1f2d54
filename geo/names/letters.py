"""Normalizes letters for comparison: one case, no accents, one apostrophe, every script."""

import unicodedata

# An apostrophe is typed as any of these, or left out.
APOSTROPHES = "'’‘‛`´ʼʻʽʹʾʿ′＇ꞌ"
# Letters that are not a base letter with an accent, with their replacement on keyboards that lack them.
_BASE_LETTERS = {
    "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ø": "o", "œ": "oe", "æ": "ae", "þ": "th", "ŋ": "n", "ŧ": "t",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "e", "ɛ": "e", "ɔ": "o", "ς": "σ", "ی": "ي", "ک": "ك", "ى": "ي",
}  # fmt: skip
_TABLE = str.maketrans(_BASE_LETTERS | dict.fromkeys(APOSTROPHES))
# Unicode's combining classes below this are parts of the letter itself (virama, nukta, voicing), not accents.
_ACCENTS_FROM = 10
_INVISIBLE = "Cf"  # joiners, direction marks
_OF_WORDS = frozenset("LMN")


def fold(text: str) -> str:
    """Lower case, no accents, no apostrophes; other signs as they are."""
    lower = text.casefold().translate(_TABLE)
    if lower.isascii():
        return lower
    apart = unicodedata.normalize("NFKD", lower)
    kept = (each for each in apart if unicodedata.combining(each) < _ACCENTS_FROM)
    bare = "".join(each for each in kept if unicodedata.category(each) != _INVISIBLE)
    return unicodedata.normalize("NFC", bare.casefold().translate(_TABLE))


def words_of(folded: str) -> list[str]:
    """Runs of letters and digits, with the signs that belong to a letter."""
    return "".join(each if _belongs_to_word(each) else " " for each in folded).split()


def _belongs_to_word(sign: str) -> bool:
    return sign.isalnum() or (not sign.isascii() and unicodedata.category(sign)[0] in _OF_WORDS)
