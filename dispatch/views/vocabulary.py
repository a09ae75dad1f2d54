"""What screens offer and count by: the choices of forms, and the targets of the clocks."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from base.view import View
from dispatch.domain.alert import AlertKind


class CapabilityWordsOut(View, frozen=True):
    """By language (`id`, `en`)."""

    name: dict[str, str]
    short: dict[str, str]


class VocabularyOut(View, frozen=True):
    """The choices of forms, with their names on screens."""

    capabilities: Sequence[str]
    capability_words: Annotated[Mapping[str, CapabilityWordsOut], Field(description="by capability")]
    unit_kinds: Sequence[str]
    departments: Annotated[Sequence[str], Field(description="of hospitals, as advice knows them")]
    at_station_radius_m: Annotated[float, Field(description="a unit this near to its station stands in it")]
    profiles: Sequence[str]
    agency_kinds: Sequence[str]
    device_kinds: Sequence[str]
    alert_kinds: Annotated[Sequence[AlertKind], Field(description="the most urgent first")]
    roles: Sequence[str]


class ClockTargetsOut(View, frozen=True):
    call_processing_s: float
    first_on_scene_s: float
    acknowledge_s: float
    turnout_ambulance_s: float
    turnout_fire_s: float
    turnout_s: Annotated[
        dict[str, dict[str, float]],
        Field(description="by the kind of the agency and the vehicle profile; by day: see `turnout_by_hour_s`"),
    ]
    turnout_by_hour_s: Annotated[
        dict[str, dict[str, list[float]]],
        Field(description="likewise, then by the hour of the order in the city, from 0 to 23"),
    ]
