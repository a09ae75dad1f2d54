"""Who may see what of an incident: the wall shows no words, and a crew sees its own work only."""

from collections.abc import Mapping
from typing import Any

from dispatch.domain.actor import Role

View = Mapping[str, Any]

DESK = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR})

_SEE_WORDS = DESK | {Role.CREW}
_WORDS = ("address", "near_place", "description")


def sees_words(role: Role) -> bool:
    """Addresses, descriptions and notes: they may name people."""
    return role in _SEE_WORDS


def sees_callers(role: Role) -> bool:
    return role in DESK


def incident_as_seen(incident: View, role: Role) -> dict[str, Any]:
    if sees_words(role):
        return dict(incident)
    return {**incident, **dict.fromkeys(_WORDS)}
