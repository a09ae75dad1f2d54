"""Reasons in words a dispatcher says aloud, in Indonesian and in English."""

from collections.abc import Callable, Mapping
from typing import Any

from dispatch.domain.reason import Reason, ReasonCode

LANGUAGES = ("id", "en")

Facts = Mapping[str, Any]
R = ReasonCode


def say(reason: Reason, language: str) -> str:
    """`language` is one of LANGUAGES."""
    return _SENTENCES[language][reason.code](reason.facts)


def _duration(seconds: float, minute: str, second: str) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if minutes and rest:
        return f"{minutes} {minute} {rest} {second}"
    return f"{minutes} {minute}" if minutes else f"{rest} {second}"


def _id(seconds: float) -> str:
    return _duration(seconds, "mnt", "dtk")


def _en(seconds: float) -> str:
    return _duration(seconds, "min", "s")


def _because(facts: Facts, words: Mapping[str, str]) -> str:
    return ", ".join(f"{count} {words.get(code, code)}" for code, count in facts.get("because", {}).items())


_SIDES_ID = {"north": "utara", "east": "timur", "south": "selatan", "west": "barat", "middle": "tengah"}
_COUNTS_EN = {0: "no unit", 1: "one unit", 2: "two units"}

_BECAUSE_ID = {
    "assigned": "sedang bertugas",
    "out_of_service": "tidak beroperasi",
    "unstaffed": "tanpa kru",
    "no_position": "tanpa posisi",
    "crew_is_out": "kru sedang keluar",
    "crew_too_small": "kru terlalu sedikit",
}
_BECAUSE_EN = {
    "assigned": "busy",
    "out_of_service": "out of service",
    "unstaffed": "without crew",
    "no_position": "without a position",
    "crew_is_out": "with their crew out",
    "crew_too_small": "with too small a crew",
}

_INDONESIAN: Mapping[ReasonCode, Callable[[Facts], str]] = {
    R.NEAREST: lambda f: f"terdekat lewat jalan, {_id(f['by_s'])} lebih cepat dari {f['than']}",
    R.SLOWER_BY: lambda f: f"{_id(f['by_s'])} lebih lambat dari {f['than']}",
    R.AS_NEAR_AS: lambda f: f"sama dekatnya dengan {f['than']}",
    R.ONLY_ONE_WITH: lambda f: f"satu-satunya yang bebas untuk {', '.join(f['capabilities'])}",
    R.FROM_STATION: lambda f: f"dari posnya, berangkat {_id(f['turnout_s'])}",
    R.STALE_FIX: lambda f: f"posisi terakhir {_id(f['age_s'])} yang lalu",
    R.NEVER_HEARD: lambda _: "GPS belum pernah terdengar",
    R.AIR_LINE: lambda _: "perkiraan garis lurus, perute jalan tidak menjawab",
    R.NO_ETA: lambda _: "waktu tempuh tidak dapat dihitung",
    R.WAITS_ON_THE_WAY: lambda f: f"termasuk {_id(f['wait_s'])} menunggu di perlintasan",
    R.IN_CLOSURE: lambda _: "lewat jalan yang ditutup, di awal atau akhir",
    R.BY_ANOTHER_ROAD: lambda f: f"sama cepatnya dengan {f['than']}, dan lewat jalan lain dari yang pertama",
    R.SPARES_COVER: lambda f: (
        f"{_id(f['by_s'])} lebih lambat dari {f['than']}, tetapi wilayah {_SIDES_ID.get(f['side'] or '', 'itu')}"
        " lebih membutuhkannya"
    ),
    R.LEAVES: lambda f: (
        f"meninggalkan {_SIDES_ID[f['side']]} tanpa unit"
        if not f["count"]
        else f"meninggalkan {_SIDES_ID[f['side']]} dengan {f['count']} unit"
    ),
    R.SAME_CREW: lambda f: f"krunya sama dengan {f['than']}",
    R.CREW_TOO_SMALL: lambda f: f"kru {f['crew']} orang, terlalu sedikit",
    R.CREW_IS_OUT: lambda _: "krunya sedang bertugas dengan kendaraan lain",
    R.FREES_UP: lambda f: f"yang pertama bebas {f['unit_id']}, kira-kira {_id(f['in_s'])} lagi",
    R.FREE_SOON: lambda f: f"di rumah sakit, bebas kira-kira {_id(f['in_s'])} lagi",
    R.DIVERSION: lambda f: f"dialihkan dari {f['incident_number']} (prioritas {f['priority']})",
    R.ASSIGNED: lambda f: f"sedang bertugas di {f['incident_number']} ({f['status']})",
    R.OUT_OF_SERVICE: lambda f: f"tidak beroperasi: {f['why']}" if f.get("why") else "tidak beroperasi",
    R.UNSTAFFED: lambda _: "tanpa kru",
    R.LACKS_CAPABILITY: lambda _: "tidak punya kemampuan yang diminta",
    R.FARTHER: lambda _: "lebih jauh dari calon yang lain",
    R.NO_POSITION: lambda _: "posisi tidak diketahui dan tidak punya pos",
    R.NO_SUCH_UNIT: lambda _: "kota tidak punya unit seperti itu",
    R.NONE_FREE: lambda f: f"tidak ada yang bebas: {_because(f, _BECAUSE_ID)}" if f else "tidak ada lagi yang bebas",
}

_ENGLISH: Mapping[ReasonCode, Callable[[Facts], str]] = {
    R.NEAREST: lambda f: f"nearest by road, {_en(f['by_s'])} nearer than {f['than']}",
    R.SLOWER_BY: lambda f: f"{_en(f['by_s'])} slower than {f['than']}",
    R.AS_NEAR_AS: lambda f: f"as near as {f['than']}",
    R.ONLY_ONE_WITH: lambda f: f"the only free one for {', '.join(f['capabilities'])}",
    R.FROM_STATION: lambda f: f"from its station, turnout {_en(f['turnout_s'])}",
    R.STALE_FIX: lambda f: f"last position {_en(f['age_s'])} ago",
    R.NEVER_HEARD: lambda _: "its GPS was never heard",
    R.AIR_LINE: lambda _: "estimated by air line, the road router does not answer",
    R.NO_ETA: lambda _: "driving time could not be computed",
    R.WAITS_ON_THE_WAY: lambda f: f"{_en(f['wait_s'])} of it waiting at a crossing",
    R.IN_CLOSURE: lambda _: "its way begins or ends in a closed street",
    R.BY_ANOTHER_ROAD: lambda f: f"as soon as {f['than']}, and by another road than the first",
    R.SPARES_COVER: lambda f: (
        f"{_en(f['by_s'])} later than {f['than']}, which the {f['side'] or 'rest of the city'} needs more"
    ),
    R.LEAVES: lambda f: f"leaves the {f['side']} with {_COUNTS_EN.get(f['count'], str(f['count']) + ' units')}",
    R.SAME_CREW: lambda f: f"has the same crew as {f['than']}",
    R.CREW_TOO_SMALL: lambda f: f"a crew of {f['crew']} is too small",
    R.CREW_IS_OUT: lambda _: "its crew is out with another vehicle",
    R.FREES_UP: lambda f: f"first to be free again: {f['unit_id']}, in about {_en(f['in_s'])}",
    R.FREE_SOON: lambda f: f"at a hospital, free in about {_en(f['in_s'])}",
    R.DIVERSION: lambda f: f"diverted from {f['incident_number']} (priority {f['priority']})",
    R.ASSIGNED: lambda f: f"assigned to {f['incident_number']} ({f['status']})",
    R.OUT_OF_SERVICE: lambda f: f"out of service: {f['why']}" if f.get("why") else "out of service",
    R.UNSTAFFED: lambda _: "without crew",
    R.LACKS_CAPABILITY: lambda _: "has none of the capabilities asked for",
    R.FARTHER: lambda _: "farther than the other candidates",
    R.NO_POSITION: lambda _: "position unknown and no station",
    R.NO_SUCH_UNIT: lambda _: "the city has no such unit",
    R.NONE_FREE: lambda f: f"none free: {_because(f, _BECAUSE_EN)}" if f else "no more are free",
}

_SENTENCES = {"id": _INDONESIAN, "en": _ENGLISH}


def say_move(why: str, station_id: str, *, gain: float, drive_s: float, language: str) -> str:
    """`why`: move_up, hole or free; `gain` is a share of the calls."""
    percent = f"{100 * gain:.0f}"
    if language == "en":
        return _MOVES_EN[why].format(percent=percent, drive=_en(drive_s), station=station_id)
    return _MOVES_ID[why].format(percent=percent, drive=_id(drive_s), station=station_id)


_MOVES_ID = {
    "move_up": "{percent} % panggilan lagi terjangkau tepat waktu dari {station}, {drive} di jalan",
    "hole": "sekitar {station} lama tanpa unit: {percent} % panggilan, {drive} di jalan",
    "free": "ke {station}: {percent} % panggilan terjangkau, {drive} di jalan",
}
_MOVES_EN = {
    "move_up": "{percent} % more of the calls reached in time from {station}, {drive} of driving",
    "hole": "nobody near {station} for long: {percent} % of the calls, {drive} of driving",
    "free": "to {station}: {percent} % of the calls reached from there, {drive} of driving",
}
