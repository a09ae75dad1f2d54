"""How people at a desk name things: times, sides of the city, kinds of unit, what a unit is doing."""

from collections.abc import Mapping

from dispatch.domain.assignment import AssignmentStatus as S
from geo.city.capabilities import CAPABILITY_WORDS

type Words = Mapping[str, str]

_ROUND_TO_S = ((60.0, 5), (300.0, 10))  # nobody says that a unit is 11 minutes and 43 seconds nearer
_HOURS_FROM_S = 5400.0

UNITS_OF_TIME: Mapping[str, tuple[str, str, str]] = {"id": ("jam", "mnt", "dtk"), "en": ("h", "min", "s")}


def duration(seconds: float, language: str) -> str:
    """Round as people say it: to 5 seconds below a minute, to 10 below five, then to minutes."""
    hour, minute, second = UNITS_OF_TIME[language]
    step = next((step for below, step in _ROUND_TO_S if seconds < below), 60)
    minutes, rest = divmod(max(1, round(seconds / step)) * step, 60)
    if seconds >= _HOURS_FROM_S:
        return f"{round(seconds / 3600)} {hour}"
    if minutes and rest:
        return f"{minutes} {minute} {rest} {second}"
    return f"{minutes} {minute}" if minutes else f"{rest} {second}"


SIDES: Mapping[str, Words] = {
    "id": {
        "north": "wilayah utara",
        "east": "wilayah timur",
        "south": "wilayah selatan",
        "west": "wilayah barat",
        "middle": "pusat kota",
    },
    "en": {
        "north": "the north",
        "east": "the east",
        "south": "the south",
        "west": "the west",
        "middle": "the city centre",
    },
}

CAPABILITIES: Mapping[str, Words] = {
    "id": {capability.code: capability.unit.id for capability in CAPABILITY_WORDS},
    "en": {capability.code: capability.unit.en for capability in CAPABILITY_WORDS},
}

STATUSES: Mapping[str, Words] = {
    "id": {
        S.DISPATCHED: "baru dikirim",
        S.ACKNOWLEDGED: "perintah diterima",
        S.EN_ROUTE: "dalam perjalanan",
        S.ON_SCENE: "di lokasi",
        S.TRANSPORTING: "membawa pasien",
        S.AT_HOSPITAL: "di rumah sakit",
    },
    "en": {
        S.DISPATCHED: "just sent",
        S.ACKNOWLEDGED: "has the order",
        S.EN_ROUTE: "on the way",
        S.ON_SCENE: "on scene",
        S.TRANSPORTING: "with a patient",
        S.AT_HOSPITAL: "at the hospital",
    },
}

# Why units that could have filled a requirement are unavailable, after their number.
KEPT_BY: Mapping[str, Words] = {
    "id": {
        "assigned": "sedang bertugas",
        "out_of_service": "tidak beroperasi",
        "unstaffed": "tanpa kru",
        "no_position": "tanpa posisi",
        "crew_is_out": "krunya sedang keluar",
        "crew_too_small": "krunya terlalu sedikit",
        "farther": "terlalu jauh",
        "no_eta": "tanpa waktu tempuh",
        "no_road": "tanpa jalan ke lokasi",
        "too_far": "jauh di luar wilayah layanan",
    },
    "en": {
        "assigned": "busy",
        "out_of_service": "out of service",
        "unstaffed": "without crew",
        "no_position": "without a position",
        "crew_is_out": "with the crew out",
        "crew_too_small": "with too small a crew",
        "farther": "too far away",
        "no_eta": "without a driving time",
        "no_road": "with no road to the scene",
        "too_far": "far outside the service area",
    },
}
