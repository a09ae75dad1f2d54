"""One ring of the phone, or one message; most are no emergency."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from base.position import Position
from core.domain.actor import Account, Role
from dispatch.domain.refusals import CallIsClaimed


class CallDisposition(StrEnum):
    INCIDENT = "incident"  # belongs to an incident
    PRANK = "prank"
    SILENT = "silent"
    INFORMATION = "information"  # a question, answered
    WRONG_NUMBER = "wrong_number"
    ABANDONED = "abandoned"  # hung up before it was answered
    HANDED_OVER = "handed_over"  # put through to another agency


class Channel(StrEnum):
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    WEB = "web"
    LAPOR = "lapor"
    RADIO = "radio"
    WALK_IN = "walk_in"


@dataclass(frozen=True, slots=True)
class CallerLocation:
    """`confidence` is 0–1; `measured_at` is when the caller was there, if known."""

    position: Position
    source: str
    accuracy_m: float | None = None
    confidence: float | None = None
    measured_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDetails:
    """Null leaves a value as it is."""

    caller_number: str | None = None
    caller_name: str | None = None
    words: str | None = None
    location: CallerLocation | None = None


def with_details[Call: Struct](call: Call, details: CallDetails) -> Call:
    """The call with the new texts; its places are stored separately."""
    given = {name: getattr(details, name) for name in ("caller_number", "caller_name", "words")}
    return replace(call, **{name: text for name, text in given.items() if text})


def require_not_claimed(claimed_by: str | None, *, by: Account) -> None:
    """Two call-takers never work on the same call; dispatchers and supervisors may correct any.

    Raises CallIsClaimed.
    """
    if by.role is Role.CALL_TAKER and claimed_by not in (None, by.username):
        raise CallIsClaimed(f"{claimed_by} works on this call", claimed_by=claimed_by)
