"""One ring of the phone, or one message; most are no emergency."""

from enum import StrEnum

from dispatch.domain.actor import Account, Role
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


def require_not_claimed(claimed_by: str | None, *, by: Account) -> None:
    """Two call-takers never work on the same call; dispatchers and supervisors may correct any.

    Raises CallIsClaimed.
    """
    if by.role is Role.CALL_TAKER and claimed_by not in (None, by.username):
        raise CallIsClaimed(f"{claimed_by} works on this call", claimed_by=claimed_by)
