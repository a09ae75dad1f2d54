"""The source file of an import: recognized by its content, and sorted as the tile builder needs it."""

import bz2
import heapq
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import osmium
from osmium.osm import mutable

from geo.city.refusal import CityImportRefused

KNOWN = ".osm.pbf, .osm, .osm.gz or .osm.bz2"
HEAD_BYTES = 4096
RUN_OBJECTS = 500_000  # sorted in memory at a time, some hundred megabytes
IN_ORDER = {"n": 0, "w": 1, "r": 2}
THINGS = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION

Thing = osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation
Place = tuple[int, int]  # type of object, and id

_OTHER_FILES = (
    (b"PK\x03\x04", "is a zip archive: unpack it first"),
    (b"\x1f\x9d", "is packed by compress: unpack it first"),
    (b"7z\xbc\xaf", "is a 7-Zip archive: unpack it first"),
    (b"\xfd7zXZ", "is packed by xz: unpack it first"),
    (b"SQLite format 3", "is a database, perhaps a GeoPackage, and no extract"),
    (b"{", "is JSON and no extract"),
    (b"[", "is JSON and no extract"),
    (b"%PDF", "is a PDF and no extract"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and its real format, whatever its name says."""

    path: Path
    format: str

    def things(self, *, with_places: bool = False) -> Iterable[Thing]:
        """Yield the objects; `with_places` gives the nodes of ways their location if the nodes came before."""
        things = osmium.FileProcessor(osmium.io.File(str(self.path), self.format), THINGS)
        # Areas and changesets are not requested.
        return cast("Iterable[Thing]", things.with_locations() if with_places else things)

    @property
    def is_well_named(self) -> bool:
        return self.path.name.endswith(f".{self.format}")


@dataclass(slots=True)
class Order:
    """Checks the order that the tile builder needs: nodes, ways, relations, each by id, once, and above 0."""

    broken: bool = False
    has_negative_ids: bool = False
    has_history: bool = False
    highest_ids: dict[int, int] = field(default_factory=lambda: dict.fromkeys(IN_ORDER.values(), 0))
    _last: Place = (0, 0)

    def look_at(self, thing: Thing) -> None:
        kind, number = IN_ORDER[thing.type_str()], thing.id
        self.has_negative_ids |= number < 0
        self.broken |= (kind, number) <= self._last
        self.has_history |= thing.deleted
        self._last = (kind, number)
        self.highest_ids[kind] = max(self.highest_ids[kind], number)

    def renumbered(self, kind: int, number: int) -> int:
        """Replace ids below 0, which editors give to objects not uploaded yet, downwards from -1."""
        return number if number > 0 else self.highest_ids[kind] + 1 - number


def recognize(path: Path) -> Source:
    """Raises CityImportRefused with the reason why the file is not an extract."""
    if not path.is_file():
        raise CityImportRefused("file_missing", f"there is no file {path.name}")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise CityImportRefused("file_empty", f"{path.name} holds nothing")
    return Source(path, _format_of(head, path))


def write_in_order(source: Source, order: Order, target: Path) -> None:
    """Sort in runs that fit into memory, and merge them; of a repeated object the newest version stays."""
    folder = target.with_suffix(".runs")
    folder.mkdir()
    runs = list(_sorted_runs(source, order, folder))
    with osmium.SimpleWriter(str(target)) as writer:
        last: Place | None = None
        for thing in heapq.merge(*(Source(run, "osm.pbf").things() for run in runs), key=_place_in_order):
            place = _place_in_order(thing)[:2]
            if place != last:
                writer.add(thing)
            last = place
    for run in runs:
        run.unlink()
    folder.rmdir()


def _sorted_runs(source: Source, order: Order, folder: Path) -> Iterator[Path]:
    things = iter(source.things())
    thing = next(things, None)
    while thing is not None:
        unsorted, run = folder / "unsorted.osm.pbf", folder / f"{len(list(folder.iterdir()))}.osm.pbf"
        with osmium.SimpleWriter(str(unsorted)) as writer:
            for _ in range(RUN_OBJECTS):
                writer.add(_with_ids_above_zero(thing, order))
                if (thing := next(things, None)) is None:
                    break
        _sort_in_memory(unsorted, run)
        unsorted.unlink()
        yield run


def _sort_in_memory(source: Path, target: Path) -> None:
    reader = osmium.MergeInputReader()
    reader.add_file(str(source))
    with osmium.SimpleWriter(str(target)) as writer:
        reader.apply(writer)


def _place_in_order(thing: Thing) -> tuple[int, int, int]:
    return IN_ORDER[thing.type_str()], thing.id, -thing.version


def _with_ids_above_zero(thing: Thing, order: Order) -> Thing | mutable.OSMObject:
    if not order.has_negative_ids:
        return thing
    number = order.renumbered(IN_ORDER[thing.type_str()], thing.id)
    if isinstance(thing, osmium.osm.Way):
        return thing.replace(id=number, nodes=[order.renumbered(0, node.ref) for node in thing.nodes])
    if isinstance(thing, osmium.osm.Relation):
        members = [(each.type, order.renumbered(IN_ORDER[each.type], each.ref), each.role) for each in thing.members]
        return thing.replace(id=number, members=members)
    return thing.replace(id=number)


def _format_of(head: bytes, path: Path) -> str:
    packed = _unpacked(head)
    text = (packed[1] if packed else head).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not packed and b"OSMHeader" in head[:64]:
        return "osm.pbf"
    if not packed and path.name.endswith(".opl"):
        return "osm.opl"
    if not packed and head.startswith(b"\xff\xe0"):
        return "o5m"
    if packed and not text:  # bzip2 packs in large blocks: the beginning alone cannot be unpacked
        return f"osm.{packed[0]}"
    if text.startswith(b"<"):
        _refuse_other_xml(text, path)
        return f"osm.{packed[0]}" if packed else "osm"
    reasons = (reason for mark, reason in _OTHER_FILES if head.startswith(mark))
    reason = next(reasons, f"is no OpenStreetMap extract ({KNOWN}), or its beginning is damaged")
    raise CityImportRefused("file_unreadable", f"{path.name} {reason}")


def _refuse_other_xml(text: bytes, path: Path) -> None:
    lowered = text[:HEAD_BYTES].lower()
    for mark, reason in (
        (b"<html", "is a web page and no extract: was it downloaded whole?"),
        (b"<osmchange", "holds changes only: an extract of the whole area is needed"),
    ):
        if mark in lowered:
            raise CityImportRefused("file_unreadable", f"{path.name} {reason}")
    if b"<osm" not in lowered:
        raise CityImportRefused("file_unreadable", f"{path.name} is XML but no OpenStreetMap extract ({KNOWN})")


def _unpacked(head: bytes) -> tuple[str, bytes] | None:
    """Return the packer's name and the beginning of the unpacked content."""
    packers: Sequence[tuple[bytes, str, Callable[[bytes], bytes]]] = (
        (b"\x1f\x8b", "gz", _gunzip),
        (b"BZh", "bz2", bz2.BZ2Decompressor().decompress),
    )
    for mark, name, unpack in packers:
        if head.startswith(mark):
            with suppress(OSError, EOFError, zlib.error):
                return name, unpack(head)
            return name, b""
    return None


def _gunzip(head: bytes) -> bytes:
    return zlib.decompressobj(wbits=31).decompress(head)
