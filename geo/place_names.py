"""Place names as they are searched: one spelling for the many that people type."""

import re
import unicodedata

# Written short on the phone and in the map; both sides of a search are written out.
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

_HOUSE_NUMBER = re.compile(r"\bno\.?\s*\d+\s*[a-z]?\b")
_DOTTED_INITIALS = re.compile(r"\b(?:[a-z]\.\s*){2,}")
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def normalize(name: str) -> str:
    """Lower case, no accents, abbreviations written out, today's spelling, single spaces; may be empty."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    joined = _DOTTED_INITIALS.sub(lambda initials: re.sub(r"[.\s]", "", initials[0]) + " ", plain)
    words = _NOT_A_WORD.sub(" ", joined).split()
    return " ".join(_in_new_spelling(ABBREVIATIONS.get(word, word)) for word in words)


def normalize_query(words: str) -> str:
    """As normalize, without what people add but the map does not know: the house number."""
    return normalize(_HOUSE_NUMBER.sub(" ", words.casefold()))


def telling_words(normalized: str) -> str:
    """Without "jalan" and its like, unless nothing else is left."""
    telling = " ".join(word for word in normalized.split() if word not in GENERIC_WORDS)
    return telling or normalized


def is_one_road(normalized: str, other: str) -> bool:
    """Whether the names differ by "jalan" or its like only, which is left away on half of the signs."""
    return any(f"{word} {one}" == two for word in ROAD_WORDS for one, two in ((normalized, other), (other, normalized)))


def _in_new_spelling(word: str) -> str:
    for old, new in OLD_SPELLING:
        word = word.replace(old, new)
    return word
