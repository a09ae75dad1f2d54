"""What happens in a simulated city: how often, at which hours, and how long crews work on it; pure tables."""

from dataclasses import dataclass

# Shares of a day's calls by hour: 24 numbers around 1, shaped after public reports on 112 and 911 calls.
EVEN = (1.0,) * 24
AWAKE = (
    0.4,
    0.3,
    0.3,
    0.3,
    0.4,
    0.6,
    0.9,
    1.2,
    1.3,
    1.3,
    1.3,
    1.3,
    1.3,
    1.2,
    1.2,
    1.2,
    1.3,
    1.3,
    1.3,
    1.2,
    1.1,
    1.0,
    0.8,
    0.6,
)
RUSH = (
    0.3,
    0.2,
    0.2,
    0.2,
    0.4,
    0.8,
    1.8,
    2.2,
    1.5,
    1.0,
    0.9,
    1.0,
    1.1,
    1.0,
    1.0,
    1.3,
    2.0,
    2.2,
    1.7,
    1.2,
    1.0,
    0.8,
    0.6,
    0.5,
)
DRY_AFTERNOON = (
    0.5,
    0.4,
    0.4,
    0.4,
    0.4,
    0.5,
    0.6,
    0.8,
    1.0,
    1.2,
    1.4,
    1.6,
    1.7,
    1.7,
    1.6,
    1.5,
    1.4,
    1.3,
    1.3,
    1.2,
    1.0,
    0.8,
    0.7,
    0.6,
)
AFTER_SCHOOL = (
    0.5,
    0.3,
    0.2,
    0.2,
    0.2,
    0.3,
    0.5,
    0.7,
    0.9,
    1.0,
    1.0,
    1.2,
    1.5,
    1.7,
    1.7,
    1.5,
    1.3,
    1.2,
    1.3,
    1.5,
    1.5,
    1.3,
    1.0,
    0.7,
)


@dataclass(frozen=True, slots=True)
class EmergencyKind:
    """One type of incident; `work_median_s` is the crew's time at the scene."""

    type: str
    share: float
    by_hour: tuple[float, ...]
    work_median_s: float
    transport_share: float  # share of the ambulances that take a patient to a hospital
    callers_mean: float  # many people report the same fire
    words: tuple[str, ...]


KINDS = (
    EmergencyKind(
        "medical", 0.50, AWAKE, 900, 0.7, 1.1,
        ("sesak napas, laki-laki 60 tahun", "pingsan di pasar", "nyeri dada sejak pagi", "ibu hamil mau melahirkan"),
    ),
    EmergencyKind(
        "traffic_accident", 0.18, RUSH, 1500, 0.6, 1.8,
        ("motor tabrakan dengan mobil", "kecelakaan beruntun", "pengendara motor jatuh, luka di kaki"),
    ),
    EmergencyKind(
        "structure_fire", 0.08, DRY_AFTERNOON, 3600, 0.1, 2.5,
        ("rumah terbakar, api besar", "asap tebal dari atap", "kompor meledak di warung"),
    ),
    EmergencyKind("vehicle_fire", 0.03, RUSH, 1500, 0.1, 1.8, ("mobil terbakar di pinggir jalan", "truk berasap")),
    EmergencyKind("rescue", 0.04, AWAKE, 1800, 0.4, 1.2, ("anak jatuh ke sumur", "orang terjepit di lift")),
    EmergencyKind("flood", 0.03, EVEN, 2400, 0.05, 1.5, ("air masuk rumah setinggi lutut", "jalan terendam")),
    EmergencyKind("fallen_tree", 0.05, DRY_AFTERNOON, 2400, 0.0, 1.3, ("pohon tumbang menutup jalan",)),
    EmergencyKind("animal", 0.06, AWAKE, 1200, 0.0, 1.0, ("ular masuk rumah", "sarang tawon di sekolah")),
    EmergencyKind("police_matter", 0.03, EVEN, 900, 0.0, 1.1, ("ada pencurian di toko", "keributan di jalan")),
)  # fmt: skip

KIND_BY_TYPE = {kind.type: kind for kind in KINDS}
WORK_MEDIAN_S = 1200.0  # for a type that the city has added
