"""Parses addresses as people say them: street, house, the parts of the city it is in, and a landmark beside it."""

import re
from dataclasses import dataclass

from geo.names.house_numbers import HouseNumber, read_house_number
from geo.names.letters import fold
from geo.names.place_names import STREET_WORDS, normalize, telling_words

_LABEL = (
    r"(?:[a-z]{1,2}\s?[-/]?\s?)?\d{1,5}(?:\s?[a-z](?![^\W\d_]))?(?:\s?[-/]\s?\d{1,5}(?:\s?[a-z](?![^\W\d_]))?)?(?!\d)"
)
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_RT_RW = re.compile(
    r"\brt[\s.:]*/?\s*(?:rw[\s.:]*)?\d{1,3}(?!\d)(?:\s*[/-]\s*\d{1,3}(?!\d)|[\s.,/-]*rw[\s.:]*\d{1,3}(?!\d))?"
    r"|\brw[\s.:]*\d{1,3}(?!\d)"
)
_BLOCK = re.compile(r"\bblo[kc]k?[\s.]+([a-z]{1,2}\s?\d{0,2})[\s,/.-]*(?:no[\s.:]*)?(\d{1,4}[a-z]?)\b")
_NUMBER = re.compile(rf"(?:\b(?:no|nomor|nomer|nmr|num|number|numero)\b[\s.:]*|[#№]\s*)({_LABEL})")
_BARE_NUMBER = re.compile(rf"(?<=\s)(?=\d)({_LABEL})(?=\s|$)")
_LEADING_NUMBER = re.compile(r"^(\d{1,5}(?:\s?[a-z](?![^\W\d_]))?)\s+(?=[^\W\d_])")
_LANDMARK = re.compile(
    r"\b(?:di\s)?(?:depan|dpn|muka|belakang|blkg|sebelah|sblh|samping|seberang|dekat|deket|"
    r"in front of|behind|next to|beside|opposite|near)\b(?:\s+(?:kiri|kanan|timur|barat|utara|selatan))?"
)
_AREA = re.compile(
    r"\b(?:kelurahan|kel|desa|ds|kecamatan|kec|kotamadya|kota|kabupaten|kab|provinsi|propinsi|prov|dusun|dsn|"
    r"lingkungan|lingk|kampung|kp)\b\.?"
)
_LANE = re.compile(r"(?<=\s)(?:gang|gg|gng|lorong)\b.*")
_DISTANCE = re.compile(r"\bkm\.?\s*\d+")


@dataclass(frozen=True, slots=True)
class Address:
    """`names` are possible names of the street or place, the likelier first, normalized for search."""

    names: tuple[str, ...]
    number: HouseNumber | None
    areas: tuple[str, ...]
    landmark: str | None
    is_sure: bool  # marked by "no", RT, "kel." or a postcode; a bare number may be part of a name


def read_address(words: str) -> Address | None:
    """Return None if it has nothing of an address but a name."""
    text = fold(words)
    plain = _RT_RW.sub(" , ", _POSTCODE.sub(" ", text))
    has_details = plain != text
    plain, label = _taken(plain)
    is_sure = has_details or label is not None
    before, _, beside = _parted(plain, _LANDMARK)
    street, areas, others = _segments(before)
    street, label, after = (street, label, "") if label else _bare(street)
    named, *within = _AREA.split(street) if _AREA.split(street)[0].strip() else [street]
    is_sure = is_sure or bool(areas or within)
    areas = [*within, *_AREA.split(after), *areas]
    landmark = normalize(beside.split(",")[0]) or (normalize(others[0]) if others else "")
    names = _names(street, named) or ((landmark,) if landmark else ())
    if not names or not (is_sure or label or landmark):
        return None
    return Address(
        names=names,
        number=read_house_number(label) if label else None,
        areas=tuple(dict.fromkeys(filter(None, map(normalize, areas)))),
        landmark=landmark or None,
        is_sure=is_sure,
    )


def _taken(text: str) -> tuple[str, str | None]:
    """Take out the number that is marked as one."""
    block = _BLOCK.search(text)
    if block:
        return f"{text[: block.start()]} , {text[block.end() :]}", _block_label(*block.groups())
    number = _NUMBER.search(text)
    return (f"{text[: number.start()]} , {text[number.end() :]}", number[1]) if number else (text, None)


def _block_label(block: str, number: str) -> str:
    return f"{block}/{number}" if block[-1].isdigit() else f"{block}{number}"


def _bare(street: str) -> tuple[str, str | None, str]:
    """Take out the last number after a street's name, with what follows it; or else a leading number."""
    street = _DISTANCE.sub(" ", street).strip()
    for number in reversed(list(_BARE_NUMBER.finditer(street))):
        before = normalize(street[: number.start()])
        if before and before not in STREET_WORDS:
            return street[: number.start()], number[1], street[number.end() :]
    leading = _LEADING_NUMBER.match(street)
    return (street[leading.end() :], leading[1], "") if leading else (street, None, "")


def _parted(text: str, at: re.Pattern[str]) -> tuple[str, str, str]:
    found = at.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _segments(text: str) -> tuple[str, list[str], list[str]]:
    """Return the street, the areas around it, and other things named with it."""
    parts = [part.strip() for part in text.split(",") if part.strip(" .-/")]
    streets = [part for part in parts if set(normalize(part).split()) & set(STREET_WORDS)]
    if not parts:
        return "", [], []
    street = streets[0] if streets else parts[0]
    at = parts.index(street)
    areas = [part for other in parts[at + 1 :] if other not in streets for part in _AREA.split(other)]
    return street, [area for area in areas if area.strip()], [*parts[:at], *streets[1:]]


def _names(*streets: str) -> tuple[str, ...]:
    """Try the whole first: an area's word may be part of the name; a lane often goes by its street's name alone."""
    names = [normalize(each) for street in streets for each in (street, _LANE.sub("", street))]
    return tuple(dict.fromkeys(name for name in names if name and telling_words(name) not in STREET_WORDS))
