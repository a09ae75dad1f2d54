"""What a call reported, as a part of the bodies that carry it."""

from pydantic import Field

from dispatch.api.bodies import Changes, Code, Line, Moment, Part, PositionIn, Words
from dispatch.domain.call import CallDetails, CallerLocation


class CallerLocationIn(Part):
    position: PositionIn
    source: Code
    accuracy_m: float | None = Field(default=None, ge=0)
    confidence: float | None = Field(default=None, ge=0, le=1)
    measured_at: Moment | None = None

    def to_domain(self) -> CallerLocation:
        return CallerLocation(**self.given())


class CallDetailsIn(Changes, Part):
    caller_number: Line | None = None
    caller_name: Line | None = None
    words: Words | None = None
    location: CallerLocationIn | None = None

    def to_domain(self) -> CallDetails:
        return CallDetails(**self.given())
