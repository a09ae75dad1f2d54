"""Place names normalized for search: one spelling for the many that people type."""

import re

from geo.names.letters import APOSTROPHES, fold, words_of

# Abbreviated by callers and in the map; both sides of a search are expanded.
ABBREVIATIONS = {
    "jl": "jalan",
    "jln": "jalan",
    "gg": "gang",
    "gng": "gang",
    "kel": "kelurahan",
    "kec": "kecamatan",
    "ds": "desa",
    "dsn": "dusun",
    "dk": "dukuh",
    "perum": "perumahan",
    "perumnas": "perumahan nasional",
    "komp": "kompleks",
    "prempatan": "perempatan",
    "simp": "simpang",
    "jend": "jenderal",
    "jendral": "jenderal",
    "letjen": "letnan jenderal",
    "mayjen": "mayor jenderal",
    "mayjend": "mayor jenderal",
    "brigjen": "brigadir jenderal",
    "brigjend": "brigadir jenderal",
    "kol": "kolonel",
    "kapt": "kapten",
    "let": "letnan",
    "pb": "panglima besar",
    "dr": "dokter",
    "prof": "profesor",
    "rs": "rumah sakit",
    "rsud": "rumah sakit umum daerah",
    "rsu": "rumah sakit umum",
    "rsi": "rumah sakit islam",
    "rsia": "rumah sakit ibu anak",
    "rumkit": "rumah sakit",
    "pkm": "puskesmas",
    "ps": "pasar",
    "psr": "pasar",
    "st": "stasiun",
    "sdn": "sd negeri",
    "smpn": "smp negeri",
    "sman": "sma negeri",
    "smkn": "smk negeri",
    "mjd": "masjid",
    "mesjid": "masjid",
    "lap": "lapangan",
    "av": "avenida",
    "avda": "avenida",
    "pje": "pasaje",
    "psje": "pasaje",
    "hosp": "hospital",
}

CROSSING = " × "  # between the names of two streets that cross

# Nearly every name has one of these: they say little about which place is meant.
ROAD_WORDS = ("jalan", "avenida", "calle")
STREET_WORDS = (*ROAD_WORDS, "gang", "pasaje")
GENERIC_WORDS = frozenset({*STREET_WORDS, "kelurahan", "kecamatan", "desa", "dusun"})

# Names of heroes are still written as before 1972: Soetomo is Sutomo, Djuanda is Juanda, Tjokro is Cokro.
OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"))

# Said as a word or as a letter; the sign has only one of them.
TITLES = (("haji", "h"), ("hajah", "hj"), ("kiai haji", "kh"), ("kyai haji", "kh"), ("insinyur", "ir"), ("raden", "r"))
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_DIGITS_OF = {roman: str(number) for number, roman in enumerate(_ROMAN, start=1)}
_ROMAN_OF = {number: roman for roman, number in _DIGITS_OF.items()}

_DOTTED_INITIALS = re.compile(r"\b(?:[^\W\d_]\.\s*){2,}")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")


def normalize(name: str) -> str:
    """Normalize to lower case, no accents, expanded abbreviations, today's spelling, single spaces; may be empty."""
    joined = _DOTTED_INITIALS.sub(lambda initials: re.sub(r"[.\s]", "", initials[0]) + " ", fold(name))
    return _written_out(joined)


def _written_out(folded: str) -> str:
    return " ".join(_in_new_spelling(ABBREVIATIONS.get(word, word)) for word in words_of(folded))


def spellings(name: str) -> list[str]:
    """Return the spellings to find a name by: its own first, then variants. Empty if it has no word."""
    first = normalize(name)
    found = [first, normalize(_APOSTROPHE.sub(" ", name)), _written_out(fold(name))]
    found += [other for each in TITLES for other in _retitled(first, each)]
    *before, last = first.split() or [""]
    number = _DIGITS_OF.get(last) or _ROMAN_OF.get(last)
    if number and before:
        found.append(" ".join([*before, number]))
    return [each for each in dict.fromkeys(found) if each]


def _retitled(name: str, title: tuple[str, str]) -> list[str]:
    around = f" {name} "
    swaps = (title, title[::-1])
    return [around.replace(f" {old} ", f" {new} ").strip() for old, new in swaps if f" {old} " in around]


def telling_words(normalized: str) -> str:
    """Leave out "jalan" and the like, unless nothing else is left."""
    telling = " ".join(word for word in normalized.split() if word not in GENERIC_WORDS)
    return telling or normalized


def is_one_road(normalized: str, other: str) -> bool:
    """Return whether the names differ only by "jalan" or the like, which half of the signs leave out."""
    return any(f"{word} {one}" == two for word in ROAD_WORDS for one, two in ((normalized, other), (other, normalized)))


def _in_new_spelling(word: str) -> str:
    for old, new in OLD_SPELLING:
        word = word.replace(old, new)
    return word
