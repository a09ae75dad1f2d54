"""PostGIS geometry on the wire: points are packed and unpacked by hand, other shapes by shapely."""

import struct

import shapely
from asyncpg import Connection
from shapely.geometry.base import BaseGeometry

from base.position import Position

SRID_WGS84 = 4326

# Byte order (1: little), type with the SRID flag, SRID, x, y.
_POINT = struct.Struct("<BIIdd")
_LITTLE_ENDIAN = 1
_POINT_WITH_SRID = 0x20000001
_POINT_HEAD = struct.pack("<BII", _LITTLE_ENDIAN, _POINT_WITH_SRID, SRID_WGS84)


class NotAPoint(ValueError):
    """The bytes are not a little-endian EWKB point in WGS 84."""


def pack_point(lat: float, lon: float) -> bytes:
    return _POINT.pack(_LITTLE_ENDIAN, _POINT_WITH_SRID, SRID_WGS84, lon, lat)


def unpack_point(ewkb: bytes) -> Position:
    """Raises NotAPoint for any other shape, byte order or SRID."""
    if len(ewkb) != _POINT.size or not ewkb.startswith(_POINT_HEAD):
        raise NotAPoint("not a little-endian EWKB point with SRID 4326")
    lon, lat = struct.unpack_from("<dd", ewkb, len(_POINT_HEAD))
    return Position(lat, lon)


async def register(conn: Connection) -> None:
    """Map `geometry` columns to Position and shapely shapes on this connection, in binary."""
    schema = await conn.fetchval("SELECT typnamespace::regnamespace::text FROM pg_type WHERE typname = 'geometry'")
    if schema is None:
        return
    await conn.set_type_codec("geometry", schema=schema, encoder=_encode, decoder=_decode, format="binary")


def _encode(value: Position | BaseGeometry | bytes) -> bytes:
    if isinstance(value, Position):
        return pack_point(value.lat, value.lon)
    if isinstance(value, bytes):
        return value
    return bytes(shapely.to_wkb(shapely.set_srid(value, SRID_WGS84), byte_order=_LITTLE_ENDIAN, include_srid=True))


def _decode(ewkb: bytes) -> Position | BaseGeometry:
    if ewkb.startswith(_POINT_HEAD):
        return unpack_point(ewkb)
    return shapely.from_wkb(ewkb)
