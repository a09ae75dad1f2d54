"""Hundreds of thousands of place names as in an Indonesian city, and how people type them; from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

# What streets are named after: people, flowers, fruit, islands, mountains, virtues.
WORDS = (
    "Ahmad Yani", "Diponegoro", "Sudirman", "Gajah Mada", "Hayam Wuruk", "Pahlawan", "Merdeka", "Kartini",
    "Imam Bonjol", "Teuku Umar", "Cokroaminoto", "Hasanudin", "Kapten Tendean", "Panglima Polim", "Sultan Agung",
    "Urip Sumoharjo", "Basuki Rahmat", "Trunojoyo", "Ronggolawe", "Airlangga", "Majapahit", "Singosari",
    "Sriwijaya", "Mataram", "Melati", "Mawar", "Anggrek", "Kenanga", "Cempaka", "Dahlia", "Teratai", "Flamboyan",
    "Bougenvil", "Kamboja", "Mangga", "Rambutan", "Manggis", "Sawo", "Durian", "Delima", "Jambu", "Nangka", "Salak",
    "Belimbing", "Sumatra", "Kalimantan", "Sulawesi", "Halmahera", "Bali", "Lombok", "Madura", "Seram", "Timor",
    "Bawean", "Semeru", "Merapi", "Bromo", "Wilis", "Lawu", "Kelud", "Rinjani", "Arjuno", "Ciremai", "Slamet",
    "Muria", "Setia Budi", "Bhakti", "Karya", "Mulya", "Sejahtera", "Makmur", "Sentosa", "Rukun", "Tentram", "Jaya",
    "Serayu", "Brantas", "Citarum", "Kapuas", "Mahakam", "Barito", "Progo", "Musi", "Batanghari", "Asahan",
    "Merpati", "Rajawali", "Cendrawasih", "Kutilang", "Kepodang", "Garuda", "Parkit", "Elang", "Walet", "Nuri",
)  # fmt: skip
QUARTERS = (
    "Kartoharjo", "Manguharjo", "Taman", "Winongo", "Josenan", "Kuncen", "Mojorejo", "Pandean", "Banjarejo", "Demangan",
    "Nambangan Lor", "Nambangan Kidul", "Oro-oro Ombo", "Klegen", "Rejomulyo", "Pilangbango", "Kanigoro", "Sukosari",
    "Tawangrejo", "Kelun", "Ngegong", "Sogaten", "Patihan", "Madiun Lor", "Pangongangan", "Manisrejo", "Munggut",
)  # fmt: skip
ROMAN = ("", " I", " II", " III", " IV", " V", " VI", " VII", " VIII", " IX", " X")
KINDS = ("Masjid Al {0}", "Mushola {0}", "SD Negeri {1} {2}", "Apotek {0} {2}", "Warung Bu {0} {2}", "Toko {0} {2}",
         "Bengkel {0} {2}", "Perumahan {0} {2}", "Pasar {0} {2}", "Hotel {0}", "Gereja {0} {2}", "Balai Desa {2} {1}",
         "Puskesmas {2} {1}", "Lapangan {0} {2}", "Klinik {0} {2}")  # fmt: skip
CATEGORIES = {"Masjid": "mosque", "Mushola": "mosque", "SD": "school", "Apotek": "pharmacy", "Pasar": "marketplace",
              "Hotel": "hotel", "Gereja": "church", "Balai": "townhall", "Puskesmas": "health_centre",
              "Klinik": "clinic"}  # fmt: skip
SHORT = {"Jalan": "jl", "Gang": "gg", "Masjid": "mjd", "Perumahan": "perum", "SD Negeri": "sdn", "Pasar": "psr"}
SURE_LETTERS = 5  # in a shorter word a typo gives another word


@dataclass(frozen=True, slots=True)
class MadePlace:
    kind: str
    name: str
    detail: str
    importance: float
    category: str | None = None


def made_places(count: int, chance: Random) -> list[MadePlace]:
    """Return places without duplicate names."""
    return list(islice(_each_once(chance), count))


def _each_once(chance: Random) -> Iterator[MadePlace]:
    seen: set[str] = set()
    while True:
        place = _street(chance) if chance.random() < 0.4 else _poi(chance)
        if place.name not in seen:
            seen.add(place.name)
            yield place


def _street(chance: Random) -> MadePlace:
    first, second = chance.sample(WORDS, 2)
    name = chance.choice((f"Jalan {first} {second}", f"Jalan {first} {second}{chance.choice(ROMAN)}",
                          f"Gang {first} {second} {chance.randint(1, 40)}"))  # fmt: skip
    return MadePlace("street", name, chance.choice(QUARTERS), 0.3)


def _poi(chance: Random) -> MadePlace:
    words = " ".join(chance.sample(WORDS, chance.randint(1, 2)))
    quarter = chance.choice(QUARTERS)
    name = chance.choice(KINDS).format(words, chance.randint(1, 400), quarter)
    return MadePlace("poi", name, quarter, 0.2, CATEGORIES.get(name.split()[0]))


def as_typed(name: str, chance: Random) -> str:
    """Return the name as somebody in a hurry types it: shortened, without its first word, or with a typo."""
    way = chance.choice((_plain, _shortened, _slipped))
    return way(name, chance).lower()


def _plain(name: str, _chance: Random) -> str:
    return name


def _shortened(name: str, _chance: Random) -> str:
    return next((f"{short}{name[len(long) :]}" for long, short in SHORT.items() if name.startswith(long)), name)


def _slipped(name: str, chance: Random) -> str:
    """Drop one letter, or swap two."""
    words = name.split()
    long = [index for index, word in enumerate(words) if len(word) >= SURE_LETTERS and word.isalpha()]
    if not long:
        return name
    index = chance.choice(long)
    word, at = words[index], chance.randint(1, len(words[index]) - 2)
    missing, swapped = word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join([*words[:index], chance.choice((missing, swapped)), *words[index + 1 :]])
