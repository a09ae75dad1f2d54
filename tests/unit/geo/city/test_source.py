"""Extracts in any order and compression; a file that is not an extract is refused for the right reason."""

import bz2
import gzip
import random
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

from geo.city import source
from geo.city.importer import _in_order
from geo.city.refusal import CityImportRefused
from geo.city.survey import survey_extract
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

Made = Node | Way | Relation


def things_of(osm: MadeOsm) -> list[Made]:
    return [*osm.nodes, *osm.ways, *osm.relations]


def town() -> MadeOsm:
    osm = MadeOsm()
    osm.grid(6, 6)
    osm.relation([("w", 1, "outer"), ("n", 2, "label")], type="multipolygon", natural="water")
    return osm


def write(things: Iterable[Made], path: Path) -> Path:
    with osmium.SimpleWriter(str(path)) as writer:
        for thing in things:
            writer.add(thing)
    return path


def shuffled(things: list[Made]) -> list[Made]:
    return random.Random(7).sample(things, len(things))


def below_zero(things: list[Made]) -> list[Made]:
    return [_below_zero(thing) for thing in things]


def _below_zero(made: Made) -> Made:
    thing: Any = made
    if isinstance(made, Node):
        return Node(base=thing, id=-thing.id)
    if isinstance(made, Way):
        return Way(base=thing, id=-thing.id, nodes=[-ref for ref in thing.nodes])
    return Relation(base=thing, id=-thing.id, members=[(kind, -ref, role) for kind, ref, role in thing.members])


def read(path: Path) -> list[tuple[str, int]]:
    return [(thing.type_str(), thing.id) for thing in osmium.FileProcessor(str(path), source.THINGS)]


ORDERS: dict[str, Callable[[list[Made]], list[Made]]] = {
    "sorted": list,
    "backwards": lambda things: things[::-1],
    "ways first": lambda things: sorted(things, key=lambda thing: isinstance(thing, Node)),
    "shuffled": shuffled,
    "everything twice": lambda things: [*things, *things],
    "negative ids": below_zero,
    "negative ids, shuffled": lambda things: shuffled(below_zero(things)),
}


@pytest.mark.parametrize("suffix", ["osm.pbf", "osm", "osm.gz", "osm.bz2"])
@pytest.mark.parametrize("order", ORDERS)
def test_an_extract_in_any_order_is_put_into_the_one_that_is_needed(order: str, suffix: str, tmp_path: Path) -> None:
    things = town()
    given = write(ORDERS[order](things_of(things)), tmp_path / f"given.{suffix}")

    in_order, survey = _in_order(given, None, tmp_path)

    ids = read(in_order)
    assert ids == sorted(set(ids), key=lambda each: ("nwr".index(each[0]), each[1]))
    assert min(number for _, number in ids) > 0
    assert len(ids) == len(things.nodes) + len(things.ways) + 1
    assert survey.roads == 12
    assert (in_order == given) is (order == "sorted")


def test_what_refers_to_each_other_still_does_after_renumbering(tmp_path: Path) -> None:
    given = write(
        [
            Way(id=-1, nodes=[-2, -1, 9], tags={"highway": "primary"}),
            Relation(id=-1, members=[("w", -1, "from"), ("n", -1, "via")], tags={"type": "restriction"}),
            Node(id=9, location=(ORIGIN_LON, ORIGIN_LAT)),
            Node(id=-1, location=(ORIGIN_LON + 0.001, ORIGIN_LAT + 0.001)),
            Node(id=-2, location=(ORIGIN_LON + 0.002, ORIGIN_LAT)),
        ],
        tmp_path / "given.osm",
    )

    in_order, _ = _in_order(given, None, tmp_path)

    there = set(read(in_order))
    refs = [ref for thing in osmium.FileProcessor(str(in_order)) for ref in refs_of(thing)]
    assert len(refs) == 5
    assert set(refs) <= there


def refs_of(thing: object) -> list[tuple[str, int]]:
    if isinstance(thing, osmium.osm.Way):
        return [("n", node.ref) for node in thing.nodes]
    return [(each.type, each.ref) for each in thing.members] if isinstance(thing, osmium.osm.Relation) else []


def test_more_than_fits_into_memory_is_sorted_in_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "RUN_OBJECTS", 5)
    given = write(shuffled(things_of(town())), tmp_path / "given.osm.pbf")

    in_order, survey = _in_order(given, None, tmp_path)

    assert not survey.order.broken
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given.osm.pbf", in_order.name]


def test_of_two_versions_the_newer_one_stays(tmp_path: Path) -> None:
    given = tmp_path / "given.osm"
    given.write_text(
        """<osm version="0.6">
        <way id="1" version="2"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way>
        <way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way>
        <node id="1" version="1" lat="-7.6" lon="111.5"/>
        <node id="2" version="1" lat="-7.7" lon="111.6"/>
        </osm>"""
    )

    in_order, _ = _in_order(given, None, tmp_path)

    assert read(in_order) == [("n", 1), ("n", 2), ("w", 1)]
    tags = [dict(way.tags) for way in osmium.FileProcessor(str(in_order), osmium.osm.WAY)]
    assert tags == [{"highway": "primary"}]


@pytest.mark.parametrize("name", ["map", "map.osm", "map.gz", "map.osm.pbf.txt"])
@pytest.mark.parametrize("suffix", ["osm.pbf", "osm", "osm.gz", "osm.bz2"])
def test_a_file_is_what_it_holds_whatever_its_name_says(suffix: str, name: str, tmp_path: Path) -> None:
    given = tmp_path / name
    write(things_of(town()), tmp_path / f"a.{suffix}").rename(given)

    _, survey = _in_order(given, None, tmp_path)

    assert survey.roads == 12


WEB_PAGE = b"<!DOCTYPE html>\n<html><body>Please log in</body></html>"
GPX = b'<?xml version="1.0"?><gpx version="1.1"></gpx>'
HISTORY = b'<osm version="0.6"><node id="3" version="2" visible="false"/></osm>'
CHANGES = b'<?xml version="1.0"?><osmChange version="0.6"></osmChange>'


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (b"", "file_empty", "holds nothing"),
        (b"not a map" * 100, "file_unreadable", "no OpenStreetMap extract"),
        (WEB_PAGE, "file_unreadable", "web page"),
        (gzip.compress(WEB_PAGE, mtime=0), "file_unreadable", "web page"),
        (bz2.compress(GPX), "file_unreadable", "XML but no OpenStreetMap extract"),
        (CHANGES, "file_unreadable", "changes only"),
        (HISTORY, "file_unreadable", "holds deleted things"),
        (b'{"version": 0.6, "elements": []}', "file_unreadable", "JSON"),
        (b"SQLite format 3\0", "file_unreadable", "database"),
        (b'<?xml version="1.0"?><osm version="0.6"></osm>', "file_empty", "holds nothing"),
    ],
)
def test_what_is_no_extract_is_refused_for_its_true_reason(
    content: bytes, code: str, reason: str, tmp_path: Path
) -> None:
    given = tmp_path / "given.osm"
    given.write_bytes(content)

    with pytest.raises(CityImportRefused, match=reason) as refused:
        _in_order(given, None, tmp_path)

    assert refused.value.code == code


def test_an_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "given.zip", "w") as archive:
        archive.writestr("map.osm", "<osm/>")

    with pytest.raises(CityImportRefused, match="unpack it"):
        _in_order(tmp_path / "given.zip", None, tmp_path)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("suffix", ["osm.pbf", "osm", "osm.gz", "osm.bz2"])
@pytest.mark.parametrize("order", ["sorted", "ways first"])
def test_a_file_cut_short_is_said_to_be_so(order: str, suffix: str, kept: float, tmp_path: Path) -> None:
    whole = write(ORDERS[order](things_of(town())), tmp_path / f"whole.{suffix}").read_bytes()
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(whole[: int(len(whole) * kept)])

    with pytest.raises(CityImportRefused) as refused:
        survey_extract(cut, None)

    assert refused.value.code == "file_unreadable"
    assert "cut short or damaged" in refused.value.message
