"""Draw an area whose crossings are reported, and remove it."""

from datetime import datetime
from uuid import UUID

from shapely import Polygon

from base.database import Connection
from base.position import Position
from core.domain.actor import Account
from core.domain.ids import new_id
from dispatch.domain.events.city import GeofenceDrawn, GeofenceRemoved
from dispatch.domain.refusals import UnknownGeofence
from dispatch.store import event_log, geofences, service_area
from dispatch.store.geofences import DrawnArea
from dispatch.views.city import GeofenceOut
from geo.geometry.geofence import Fence, FenceKind
from tracking.settings import TrackingSettings


async def draw_geofence(conn: Connection, name: str, shape: Polygon, *, by: Account, now: datetime) -> GeofenceOut:
    """Raises OutsideServiceArea: no fix from there is accepted, so no unit could ever enter it."""
    await service_area.require_inside(conn, _middle(shape), margin_m=TrackingSettings().fix_service_area_margin_m)
    area = DrawnArea(new_id(), name, shape, now, by.name)
    await geofences.add_area(conn, area)
    return await _log(conn, GeofenceDrawn, area, by=by, now=now)


def _middle(shape: Polygon) -> Position:
    lon, lat = shape.centroid.coords[0]
    return Position(min(max(lat, -90.0), 90.0), (lon + 180.0) % 360.0 - 180.0)


async def remove_geofence(conn: Connection, area_id: UUID, *, by: Account, now: datetime) -> GeofenceOut:
    """Raises UnknownGeofence: there is none, or it was removed before."""
    area = await geofences.remove_area(conn, area_id, at=now)
    if area is None:
        raise UnknownGeofence("no such area is drawn", geofence_id=area_id)
    return await _log(conn, GeofenceRemoved, area, by=by, now=now)


async def _log(
    conn: Connection, what: type[GeofenceDrawn] | type[GeofenceRemoved], area: DrawnArea, *, by: Account, now: datetime
) -> GeofenceOut:
    view = geofences.view(Fence(FenceKind.AREA, str(area.id), area.name, area.area))
    await event_log.append(conn, what(geofence=view), by=by, at=now)
    return view
