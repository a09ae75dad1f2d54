"""Google's polyline encoding with six decimals, as routes carry it; pure."""

from collections.abc import Iterator, Sequence

from simulators.places import Place

PRECISION = 1e6


class PolylineBroken(ValueError):
    """The text ends within a number, or holds characters that no encoder writes."""


def decode_polyline6(text: str) -> list[Place]:
    steps = list(_numbers(text))
    if len(steps) % 2:
        raise PolylineBroken("a latitude without its longitude")
    lat = lon = 0
    places = []
    for step_lat, step_lon in zip(steps[::2], steps[1::2], strict=True):
        lat, lon = lat + step_lat, lon + step_lon
        places.append(Place(lat / PRECISION, lon / PRECISION))
    return places


def encode_polyline6(places: Sequence[Place]) -> str:
    lat = lon = 0
    text = []
    for place in places:
        next_lat, next_lon = round(place.lat * PRECISION), round(place.lon * PRECISION)
        text += [_encoded(next_lat - lat), _encoded(next_lon - lon)]
        lat, lon = next_lat, next_lon
    return "".join(text)


def _numbers(text: str) -> Iterator[int]:
    value = shift = 0
    for character in text:
        chunk = ord(character) - 63
        if not 0 <= chunk < 64:
            raise PolylineBroken("a character that no encoder writes")
        value |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0
    if shift:
        raise PolylineBroken("the text ends in the middle of a number")


def _encoded(step: int) -> str:
    value = ~(step << 1) if step < 0 else step << 1
    characters = []
    while value >= 0x20:
        characters.append(chr((0x20 | value & 0x1F) + 63))
        value >>= 5
    return "".join([*characters, chr(value + 63)])
