"""The city around the units: its places, hospitals and geofences."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from base.view import View
from dispatch.domain.candidate import Basis
from dispatch.domain.hospital import HospitalStatus
from dispatch.views.geometry import AreaOut, PlaceOut
from geo.geometry.geofence import FenceKind
from geo.names.house_numbers import NumberBasis
from geo.roads.travel_times import Caveat
from geo.search.found_place import PlaceKind

type DistanceFrom = Literal["near", "city_middle"]


class CityOut(View, frozen=True):
    """`bbox`: west, south, east, north, in degrees."""

    name: str
    version: str
    bbox: tuple[float, float, float, float]
    timezone: str


class FoundPlaceOut(View, frozen=True):
    """`detail` and `area` tell two places of one name apart, `crosses` if neither has an area."""

    kind: PlaceKind
    name: str
    detail: str | None
    position: PlaceOut
    distance_m: float | None
    category: Annotated[str | None, Field(description="kind of a point of interest: hospital, fire_station, fuel, …")]
    area: Annotated[str | None, Field(description="the part of the city: kelurahan, kecamatan")]
    crosses: Annotated[str | None, Field(description="a street that crosses this one")]
    house_number: str | None
    number_basis: Annotated[
        NumberBasis | None,
        Field(description="what the position is: that house, a place between its neighbours, or only the street"),
    ]
    is_unnamed: Annotated[bool, Field(description="`name` says only what it is")]
    roster_id: Annotated[str | None, Field(description="of a hospital or station of the desk's own")]
    distance_from: Annotated[
        DistanceFrom | None, Field(description="`near` as it was asked for, else the middle of the city")
    ]


class Way(View, frozen=True):
    """From one place to another."""

    eta_s: float | None
    distance_m: float | None
    polyline6: str | None
    basis: Basis
    caveat: Caveat | None


class HospitalBedsOut(View, frozen=True):
    """`unknown`: no report for 15 minutes."""

    id: str
    name: str
    departments: list[str]
    position: PlaceOut
    status: HospitalStatus
    status_at: datetime | None


class ReachableHospitalOut(HospitalBedsOut, frozen=True):
    takes_case: bool
    eta_s: float | None
    distance_m: float | None
    basis: Basis


class GeofenceOut(View, frozen=True):
    kind: FenceKind
    id: str
    name: str
    geometry: AreaOut


class PresenceOut(View, frozen=True):
    unit_id: str
    entered_at: datetime
    dwelt_at: datetime | None


class InhabitedFenceOut(GeofenceOut, frozen=True):
    inside: Sequence[PresenceOut]


class RemovedOut(View, frozen=True):
    """An agency, a station or a hospital is gone."""

    id: str
