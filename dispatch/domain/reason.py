"""Why a unit has its rank in the advice: a code and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ReasonCode(StrEnum):
    NEAREST = "nearest"
    SLOWER_BY = "slower_by"
    AS_NEAR_AS = "as_near_as"
    ONLY_ONE_WITH = "only_one_with"
    FROM_STATION = "from_station"
    STALE_FIX = "stale_fix"
    NEVER_HEARD = "never_heard"
    AIR_LINE = "air_line"
    NO_ROADS = "no_roads"
    ROUTER_DOWN = "router_down"
    ROUTER_SLOW = "router_slow"
    SCENE_OFF_ROAD = "scene_off_road"
    NO_ETA = "no_eta"
    NO_ROAD = "no_road"
    TOO_FAR = "too_far"
    WAITS_ON_THE_WAY = "waits_on_the_way"
    IN_CLOSURE = "in_closure"
    BY_ANOTHER_ROAD = "by_another_road"
    SPARES_COVER = "spares_cover"
    LEAVES = "leaves"
    SAME_CREW = "same_crew"
    CREW_TOO_SMALL = "crew_too_small"
    CREW_IS_OUT = "crew_is_out"
    FREES_UP = "frees_up"
    FREE_SOON = "free_soon"
    DIVERSION = "diversion"
    ASSIGNED = "assigned"
    SENT_HERE = "sent_here"
    OUT_OF_SERVICE = "out_of_service"
    UNSTAFFED = "unstaffed"
    LACKS_CAPABILITY = "lacks_capability"
    FARTHER = "farther"
    NO_POSITION = "no_position"
    NO_SUCH_UNIT = "no_such_unit"
    NONE_FREE = "none_free"


@dataclass(frozen=True, slots=True)
class Reason:
    """Put into words by `dispatch.domain.reason_texts`."""

    code: ReasonCode
    facts: Mapping[str, Any] = field(default_factory=dict)
