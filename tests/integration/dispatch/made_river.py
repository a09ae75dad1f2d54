"""A distant town on two river banks with one bridge: near by air is far by road."""

from base.position import Position
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

SCENE = Position(ORIGIN_LAT, ORIGIN_LON)
SAME_BANK = Position(ORIGIN_LAT + 0.008, ORIGIN_LON)  # 900 m of street
ACROSS = Position(ORIGIN_LAT, ORIGIN_LON + 0.003)  # 330 m of water, 9 km of street


def made_river() -> MadeOsm:
    osm = MadeOsm()
    rows = range(11)
    west = [osm.node(ORIGIN_LAT + 0.004 * row, ORIGIN_LON) for row in rows]
    east = [osm.node(ORIGIN_LAT + 0.004 * row, ORIGIN_LON + 0.003) for row in rows]
    osm.way(west, highway="residential", name="Jalan Barat Sungai")
    osm.way(east, highway="residential", name="Jalan Timur Sungai")
    osm.way([west[-1], east[-1]], highway="residential", name="Jembatan Lama")
    return osm
