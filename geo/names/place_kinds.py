"""Kinds of places as people ask for them: "rumah sakit", "pom bensin", "fire station"."""

from collections.abc import Mapping

from geo.names.place_names import normalize

# Search words per kind, the Indonesian one first: it also names places without their own name.
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "hospital": ("rumah sakit", "rs", "rsud", "rsu", "rsia", "igd", "ugd", "hospital", "emergency room"),
    "clinic": ("klinik", "balai pengobatan", "clinic"),
    "health_centre": ("puskesmas", "pustu", "puskesmas pembantu", "posyandu", "poskesdes", "health centre",
                      "consultorio"),
    "doctors": ("dokter", "praktik dokter", "doctor"),
    "pharmacy": ("apotek", "apotik", "pharmacy", "farmacia"),
    "ambulance_station": ("pos ambulans", "ambulans", "ambulance", "psc", "psc 119", "ambulance station"),
    "fire_station": ("pos pemadam kebakaran", "pemadam kebakaran", "pemadam", "damkar", "pos damkar", "branwir", "pmk",
                     "fire station", "fire brigade", "bomberos"),
    "police": ("kantor polisi", "polisi", "polsek", "polres", "polresta", "polda", "pos polisi", "police",
               "police station", "comisaria", "carabineros"),
    "prison": ("lembaga pemasyarakatan", "lapas", "rutan", "penjara", "prison"),
    "military": ("markas tni", "kodim", "koramil", "yonif", "lanud", "military"),
    "townhall": ("kantor pemerintah", "balai kota", "balaikota", "kantor kelurahan", "kantor desa", "balai desa",
                 "kantor kecamatan", "kantor camat", "town hall"),
    "school": ("sekolah", "school", "sd", "smp", "sma", "smk", "madrasah", "colegio", "escuela"),
    "kindergarten": ("taman kanak kanak", "tk", "paud", "kindergarten"),
    "university": ("universitas", "kampus", "university"),
    "college": ("akademi", "college"),
    "mosque": ("masjid", "musala", "mushola", "musholla", "musala", "surau", "langgar", "mosque"),
    "church": ("gereja", "church", "iglesia"),
    "temple": ("pura", "wihara", "vihara", "klenteng", "kelenteng", "temple"),
    "place_of_worship": ("tempat ibadah", "place of worship"),
    "fuel": ("spbu", "pom bensin", "pombensin", "pertamina", "pom", "pertashop", "petrol station", "gas station",
             "bencinera"),
    "marketplace": ("pasar", "market", "mercado"),
    "supermarket": ("swalayan", "supermarket"),
    "mall": ("mal", "mall", "pusat perbelanjaan"),
    "bus_station": ("terminal", "terminal bus", "bus station", "terminal de buses"),
    "station": ("stasiun", "stasiun kereta", "stasiun kereta api", "railway station", "train station"),
    "level_crossing": ("perlintasan", "perlintasan kereta", "palang kereta", "palang pintu", "level crossing"),
    "aerodrome": ("bandara", "bandar udara", "lapangan terbang", "airport", "aeropuerto"),
    "helipad": ("helipad",),
    "ferry_terminal": ("pelabuhan penyeberangan", "dermaga feri", "ferry terminal"),
    "harbour": ("pelabuhan", "harbour", "harbor", "port", "puerto", "marina"),
    "pier": ("dermaga", "jeti", "pier", "muelle"),
    "breakwater": ("pemecah gelombang", "breakwater"),
    "lighthouse": ("mercusuar", "menara suar", "lighthouse", "faro"),
    "beach": ("pantai", "beach", "playa"),
    "bay": ("teluk", "bay", "bahia"),
    "cape": ("tanjung", "cape", "punta"),
    "strait": ("selat", "strait"),
    "island": ("pulau", "island", "isla"),
    "river": ("sungai", "kali", "river", "rio"),
    "water": ("danau", "waduk", "embung", "telaga", "lake", "lago"),
    "bridge": ("jembatan", "bridge", "puente"),
    "bank": ("bank", "atm"),
    "hotel": ("hotel",),
    "guest_house": ("penginapan", "losmen", "wisma", "guest house"),
    "restaurant": ("rumah makan", "restoran", "restaurant"),
    "stadium": ("stadion", "gelanggang olahraga", "stadium"),
    "park": ("taman kota", "alun alun", "park"),
    "cemetery": ("makam", "kuburan", "pemakaman", "cemetery"),
    "fire_hydrant": ("hidran", "hydrant", "fire hydrant"),
    "assembly_point": ("titik kumpul", "assembly point"),
    "industrial": ("pabrik", "kawasan industri", "factory"),
    "post_office": ("kantor pos", "post office"),
}  # fmt: skip
# Kinds that dispatch needs even without a name.
FOUND_UNNAMED = frozenset({
    "hospital", "clinic", "health_centre", "pharmacy", "ambulance_station", "fire_station", "police", "prison",
    "school", "kindergarten", "university", "college", "mosque", "church", "temple", "place_of_worship", "fuel",
    "marketplace", "supermarket", "bus_station", "station", "level_crossing", "helipad", "ferry_terminal", "harbour",
    "pier", "beach", "townhall", "fire_hydrant", "assembly_point", "stadium",
})  # fmt: skip
NEAREST_WORDS = frozenset({"terdekat", "nearest", "closest"})
HALF_TYPED_MIN_CHARS = 4
# A search for a kind accepts these as well.
_ALSO = {
    "hospital": ("hospital",),
    "clinic": ("clinic", "health_centre", "doctors"),
    "mosque": ("mosque",),
    "harbour": ("harbour", "ferry_terminal", "pier"),
    "place_of_worship": ("mosque", "church", "temple", "place_of_worship"),
}

_MEANT: Mapping[str, frozenset[str]] = {
    normalize(phrase): frozenset(_ALSO.get(kind, (kind,))) for kind, phrases in KIND_WORDS.items() for phrase in phrases
}
_WORDS_MAX = max(len(phrase.split()) for phrase in _MEANT)
# A name that starts like this shows its kind better than the map's tag.
_NAMED_AFTER = {"puskesmas": "health_centre", "posyandu": "health_centre", "polindes": "health_centre"}


def kinds_meant(normalized: str) -> frozenset[str]:
    """Return the kinds that the whole text names; empty if it names none."""
    return _MEANT.get(" ".join(word for word in normalized.split() if word not in NEAREST_WORDS), frozenset())


def kinds_half_typed(normalized: str) -> frozenset[str]:
    if len(normalized) < HALF_TYPED_MIN_CHARS:
        return frozenset()
    return frozenset[str]().union(*(kinds for phrase, kinds in _MEANT.items() if phrase.startswith(normalized)))


def kind_and_rest(normalized: str) -> tuple[frozenset[str], str] | None:
    """Of "masjid pahlawan" the kind and where; None where it does not begin with a kind."""
    words = normalized.split()
    for length in range(min(_WORDS_MAX, len(words) - 1), 0, -1):
        kinds = _MEANT.get(" ".join(words[:length]))
        if kinds:
            return kinds, " ".join(words[length:])
    return None


def kind_by_name(kind: str, normalized: str) -> str:
    """Return the kind by the name, if the map says only that it is some health care."""
    named = _NAMED_AFTER.get(normalized.split(" ", maxsplit=1)[0])
    return named if named and kind in ("clinic", "doctors", "hospital", "centre") else kind


def unnamed(kind: str) -> str:
    """Return the label for a place whose name the map lacks."""
    phrase = KIND_WORDS[kind][0]
    shown = phrase.upper() if phrase == "spbu" else phrase.capitalize()
    return f"{shown} (tanpa nama)"
