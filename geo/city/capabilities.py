"""Capabilities of units: each with all its labels, so that adding one is adding one line here."""

from dataclasses import dataclass
from typing import NamedTuple


class InBoth(NamedTuple):
    """A text in each language of the desk; the fields are the language codes."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Capability:
    """`name` heads a list, `short` fits beside a unit, `unit` describes one vehicle or crew that has it."""

    code: str
    name: InBoth
    short: InBoth
    unit: InBoth


def _can(code: str, name: tuple[str, str], short: tuple[str, str], unit: tuple[str, str]) -> Capability:
    return Capability(code, InBoth(*name), InBoth(*short), InBoth(*unit))


CAPABILITY_WORDS = (
    _can("ambulance_bls", ("Ambulans dasar", "Basic ambulance"), ("BLS", "BLS"), ("ambulans", "ambulance")),
    _can("ambulance_als", ("Ambulans lanjut", "Advanced ambulance"), ("ALS", "ALS"), ("ambulans ALS", "ALS ambulance")),
    _can("pumper", ("Mobil pompa", "Pumper"), ("Pompa", "Pump"), ("mobil pompa", "pumper")),
    _can("water_tender", ("Mobil tangki", "Water tender"), ("Tangki", "Tender"), ("mobil tangki", "water tender")),
    _can("ladder", ("Mobil tangga", "Ladder"), ("Tangga", "Ladder"), ("mobil tangga", "ladder")),
    _can("rescue", ("Penyelamat", "Rescue"), ("Resc", "Resc"), ("mobil penyelamat", "rescue truck")),
    _can(
        "water_rescue",
        ("Penyelamat air", "Water rescue"),
        ("Resc air", "Water resc"),
        ("tim penyelamat air", "water rescue team"),
    ),
    _can("tree_crew", ("Regu pohon", "Tree crew"), ("Pohon", "Tree"), ("regu pohon", "tree crew")),
    _can(
        "animal_handling",
        ("Penanganan hewan", "Animal handling"),
        ("Hewan", "Animal"),
        ("regu penanganan hewan", "animal crew"),
    ),
    _can("police_liaison", ("Polisi", "Police"), ("Polisi", "Police"), ("mobil polisi", "police car")),
    _can("command", ("Komando", "Command"), ("Komando", "Cmd"), ("mobil komando", "command car")),
)
CAPABILITIES = tuple(capability.code for capability in CAPABILITY_WORDS)
