"""The reasons in the words of a dispatcher, in Indonesian and in English."""

from collections.abc import Callable, Mapping
from typing import Any

from dispatch.domain import display_names
from dispatch.domain.reason import Reason, ReasonCode

LANGUAGES = ("id", "en")

Facts = Mapping[str, Any]
R = ReasonCode


def say(reason: Reason, language: str) -> str:
    """`language` is one of LANGUAGES."""
    return _SENTENCES[language][reason.code](reason.facts)


def _id(seconds: float) -> str:
    return display_names.duration(seconds, "id")


def _en(seconds: float) -> str:
    return display_names.duration(seconds, "en")


def _side(facts: Facts, language: str, otherwise: str) -> str:
    return display_names.SIDES[language].get(facts.get("side") or "", otherwise)


def _named(capability: str | None, language: str, otherwise: str) -> str:
    return display_names.CAPABILITIES[language].get(capability or "", capability or otherwise)


def _all_named(facts: Facts, language: str, joint: str) -> str:
    return joint.join(_named(each, language, each) for each in facts["capabilities"])


def _status(facts: Facts, language: str) -> str:
    return display_names.STATUSES[language].get(facts["status"], facts["status"])


def _because(facts: Facts, language: str) -> str:
    words = display_names.KEPT_BY[language]
    return ", ".join(f"{count} {words.get(code, code)}" for code, count in facts.get("because", {}).items())


def _leaves_id(facts: Facts) -> str:
    left = _named(facts.get("capability"), "id", "unit")
    where = _side(facts, "id", "sekitarnya")
    return f"{where} tinggal {facts['count']} {left}" if facts["count"] else f"{where} jadi tanpa {left}"


def _leaves_en(facts: Facts) -> str:
    left = _named(facts.get("capability"), "en", "unit")
    count = {0: "no", 1: "one"}.get(facts["count"], str(facts["count"]))
    return f"leaves {_side(facts, 'en', 'its side')} with {count} {left}{'s' if facts['count'] > 1 else ''}"


def _none_free_id(facts: Facts) -> str:
    name, because = _named(facts.get("capability"), "id", "unit"), _because(facts, "id")
    return f"tidak ada {name} yang bebas: {because}" if because else f"kota tidak punya {name} lagi"


def _none_free_en(facts: Facts) -> str:
    name, because = _named(facts.get("capability"), "en", "unit"), _because(facts, "en")
    return f"no {name} free: {because}" if because else f"the city has no further {name}"


_INDONESIAN: Mapping[ReasonCode, Callable[[Facts], str]] = {
    R.NEAREST: lambda f: f"{_id(f['by_s'])} lebih dekat daripada {f['than']}",
    R.SLOWER_BY: lambda f: f"{_id(f['by_s'])} di belakang {f['than']}",
    R.AS_NEAR_AS: lambda f: f"sama dekat dengan {f['than']}",
    R.ONLY_ONE_WITH: lambda f: f"satu-satunya {_all_named(f, 'id', ' dan ')} yang bebas",
    R.FROM_STATION: lambda f: f"di pos, {_id(f['turnout_s'])} untuk berangkat",
    R.STALE_FIX: lambda f: f"posisi terakhir {_id(f['age_s'])} lalu",
    R.NEVER_HEARD: lambda _: "belum pernah ada kontak, dianggap ada di pos",
    R.AIR_LINE: lambda _: "perkiraan garis lurus",
    R.NO_ROADS: lambda _: "perkiraan garis lurus, peta jalan belum ada",
    R.ROUTER_DOWN: lambda _: "perkiraan garis lurus, penghitung rute mati",
    R.ROUTER_SLOW: lambda _: "perkiraan garis lurus, penghitung rute terlalu lambat menjawab",
    R.SCENE_OFF_ROAD: lambda _: "perkiraan garis lurus, tidak ada jalan dekat lokasi",
    R.NO_ETA: lambda _: "waktu tempuh tidak diketahui",
    R.NO_ROAD: lambda _: "tidak ada jalan dari tempatnya ke lokasi",
    R.TOO_FAR: lambda _: "di luar wilayah layanan, terlalu jauh",
    R.WAITS_ON_THE_WAY: lambda f: f"termasuk {_id(f['wait_s'])} menunggu di perlintasan",
    R.IN_CLOSURE: lambda _: "berangkat dari atau menuju jalan yang ditutup",
    R.BY_ANOTHER_ROAD: lambda f: f"secepat {f['than']}, tetapi lewat jalan lain dari yang pertama",
    R.SPARES_COVER: lambda f: (
        f"{_id(f['by_s'])} di belakang {f['than']}, yang lebih dibutuhkan di {_side(f, 'id', 'wilayah lain')}"
    ),
    R.LEAVES: _leaves_id,
    R.SAME_CREW: lambda f: f"krunya sama dengan {f['than']}",
    R.CREW_TOO_SMALL: lambda f: f"kru {f['crew']} orang terlalu sedikit",
    R.CREW_IS_OUT: lambda _: "krunya sedang bertugas dengan kendaraan lain",
    R.FREES_UP: lambda f: f"yang pertama bebas {f['unit_id']}, kira-kira {_id(f['in_s'])} lagi",
    R.FREE_SOON: lambda f: f"di rumah sakit, bebas kira-kira {_id(f['in_s'])} lagi",
    R.DIVERSION: lambda f: f"sedang menuju {f['incident_number']} (prioritas {f['priority']}), bisa dialihkan",
    R.ASSIGNED: lambda f: f"bertugas di {f['incident_number']}, {_status(f, 'id')}",
    R.SENT_HERE: lambda f: f"sudah untuk kejadian ini, {_status(f, 'id')}",
    R.OUT_OF_SERVICE: lambda f: f"tidak beroperasi: {f['why']}" if f.get("why") else "tidak beroperasi",
    R.UNSTAFFED: lambda _: "tanpa kru",
    R.LACKS_CAPABILITY: lambda _: "bukan jenis yang diminta",
    R.FARTHER: lambda _: "lebih jauh daripada yang lain",
    R.NO_POSITION: lambda _: "posisi tidak diketahui dan tidak punya pos",
    R.NO_SUCH_UNIT: lambda f: f"kota tidak punya {_named(f.get('capability'), 'id', 'unit seperti itu')}",
    R.NONE_FREE: _none_free_id,
}

_ENGLISH: Mapping[ReasonCode, Callable[[Facts], str]] = {
    R.NEAREST: lambda f: f"{_en(f['by_s'])} nearer than {f['than']}",
    R.SLOWER_BY: lambda f: f"{_en(f['by_s'])} behind {f['than']}",
    R.AS_NEAR_AS: lambda f: f"as near as {f['than']}",
    R.ONLY_ONE_WITH: lambda f: f"the only free {_all_named(f, 'en', ' and ')}",
    R.FROM_STATION: lambda f: f"at its station, {_en(f['turnout_s'])} to turn out",
    R.STALE_FIX: lambda f: f"last position {_en(f['age_s'])} ago",
    R.NEVER_HEARD: lambda _: "never heard, assumed at its station",
    R.AIR_LINE: lambda _: "a guess by air line",
    R.NO_ROADS: lambda _: "a guess by air line, there is no road map yet",
    R.ROUTER_DOWN: lambda _: "a guess by air line, the road router is down",
    R.ROUTER_SLOW: lambda _: "a guess by air line, the road router is too slow to answer",
    R.SCENE_OFF_ROAD: lambda _: "a guess by air line, no road near the scene",
    R.NO_ETA: lambda _: "driving time not known",
    R.NO_ROAD: lambda _: "no road from where it is to the scene",
    R.TOO_FAR: lambda _: "outside the service area, too far away",
    R.WAITS_ON_THE_WAY: lambda f: f"{_en(f['wait_s'])} of it waiting at a crossing",
    R.IN_CLOSURE: lambda _: "starts from or goes to a closed street",
    R.BY_ANOTHER_ROAD: lambda f: f"as soon as {f['than']}, but by another road than the first",
    R.SPARES_COVER: lambda f: (
        f"{_en(f['by_s'])} behind {f['than']}, which {_side(f, 'en', 'the rest of the city')} needs more"
    ),
    R.LEAVES: _leaves_en,
    R.SAME_CREW: lambda f: f"has the same crew as {f['than']}",
    R.CREW_TOO_SMALL: lambda f: f"a crew of {f['crew']} is too small",
    R.CREW_IS_OUT: lambda _: "its crew is out with another vehicle",
    R.FREES_UP: lambda f: f"first to be free again: {f['unit_id']}, in about {_en(f['in_s'])}",
    R.FREE_SOON: lambda f: f"at a hospital, free in about {_en(f['in_s'])}",
    R.DIVERSION: lambda f: f"on its way to {f['incident_number']} (priority {f['priority']}), could be diverted",
    R.ASSIGNED: lambda f: f"busy with {f['incident_number']}, {_status(f, 'en')}",
    R.SENT_HERE: lambda f: f"already on this incident, {_status(f, 'en')}",
    R.OUT_OF_SERVICE: lambda f: f"out of service: {f['why']}" if f.get("why") else "out of service",
    R.UNSTAFFED: lambda _: "without crew",
    R.LACKS_CAPABILITY: lambda _: "not what is asked for",
    R.FARTHER: lambda _: "farther than the others",
    R.NO_POSITION: lambda _: "position unknown and no station",
    R.NO_SUCH_UNIT: lambda f: f"the city has no {_named(f.get('capability'), 'en', 'such unit')}",
    R.NONE_FREE: _none_free_en,
}

_SENTENCES = {"id": _INDONESIAN, "en": _ENGLISH}


def say_move(why: str, station: str, *, gain: float, drive_s: float, language: str) -> str:
    """`why`: move_up, hole, free or home; `gain`: share of the calls, about 0 if they are only answered sooner."""
    percent = round(100 * gain)
    sentence = _MOVES[language][why if percent > 0 else _ONLY_SOONER[why]]
    drive = _NEXT_DOOR[language] if drive_s < 60 else display_names.duration(drive_s, language)
    return sentence.format(percent=percent, drive=drive, station=station)


_NEXT_DOOR = {"id": "kurang dari 1 mnt", "en": "less than a minute"}
_ONLY_SOONER = {"move_up": "sooner", "free": "needed", "hole": "hole", "home": "home"}
_MOVES = {
    "id": {
        "move_up": "{percent}% panggilan lagi terjangkau tepat waktu dari {station}, {drive} di jalan",
        "sooner": "panggilan di sekitar {station} lebih cepat dijawab, {drive} di jalan",
        "hole": "sekitar {station} lama tanpa unit: {percent}% panggilan, {drive} di jalan",
        "free": "ke {station}: {percent}% panggilan lagi terjangkau, {drive} di jalan",
        "needed": "ke {station}: di sana paling dibutuhkan, {drive} di jalan",
        "home": "pulang ke {station}, {drive} di jalan",
    },
    "en": {
        "move_up": "{percent}% more of the calls reached in time from {station}, a drive of {drive}",
        "sooner": "calls around {station} answered sooner, a drive of {drive}",
        "hole": "nobody near {station} for long: {percent}% of the calls, a drive of {drive}",
        "free": "to {station}: {percent}% more of the calls reached from there, a drive of {drive}",
        "needed": "to {station}: missed most there, a drive of {drive}",
        "home": "home to {station}, a drive of {drive}",
    },
}
