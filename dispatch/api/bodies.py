"""The parts of bodies and addresses: strict types, so that a typing error is reported and never guessed around."""

import re
from abc import ABC, abstractmethod
from datetime import UTC, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Path
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from base import position

_BEGINS_WITH_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]")


def visible(text: str) -> str:
    """Raises ValueError: PostgreSQL stores no NUL."""
    if "\x00" in text:
        raise ValueError("must not contain the character NUL")
    return text


def _written(value: object) -> str:
    """Raises ValueError: a number could be seconds or milliseconds, and has no zone."""
    if not isinstance(value, str) or not _BEGINS_WITH_A_DATE.match(value):
        raise ValueError("must be text as in RFC 3339, 2026-03-01T08:30:00+07:00")
    return value


def _as_utc(moment: datetime) -> datetime:
    """Raises ValueError: the first and the last of all moments are the database's infinities."""
    try:
        as_utc = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the calendar") from None
    if as_utc in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        raise ValueError("is outside the calendar")
    return as_utc


type Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(visible)
]
type Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(visible)
]
type Code = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(visible)]
type Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_written), AfterValidator(_as_utc)]
# The time by a device's clock: an error in it never spoils the message. See dispatch.domain.claimed_time.
type DoubtfulMoment = Annotated[
    Any, WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]})
]
type Id = Annotated[UUID, Field(strict=False)]
type Priority = Annotated[int, Field(ge=1, le=5, description="1 is the most urgent")]

UnitIdInPath = Annotated[str, Path(min_length=1, max_length=64), AfterValidator(visible)]
AlertIdInPath = Annotated[int, Path(ge=1, lt=2**63)]


class Body(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True)

    def given(self) -> dict[str, Any]:
        """The fields as our own types, by name."""
        return {name: _own(getattr(self, name)) for name in type(self).model_fields}


class Changes(Body):
    """A correction: null, or a missing field, leaves a value as it is."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(value is None for value in self.given().values()):
            raise ValueError("names nothing to change")
        return self


class Part(Body, ABC):
    """A body within a body, which has its own type."""

    @abstractmethod
    def to_domain(self) -> object: ...


class PositionIn(Part):
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)

    def to_domain(self) -> position.Position:
        return position.Position(self.lat, self.lon)


def _own(value: object) -> object:
    return value.to_domain() if isinstance(value, Part) else value
