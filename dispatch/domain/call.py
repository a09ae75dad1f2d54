"""One ring of the phone, or one message; most are no emergency."""

from enum import StrEnum


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
