"""Refusals, each with the stable code that the edges show. Every desk adds its own.

Refusal
├── NotFound
├── Invalid
├── Conflict
├── NotAllowed            (forbidden)
└── NotAuthenticated      (wrong_credentials, token_invalid, token_expired)
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """A rule says no; `code` is stable, `facts` go to the client beside the sentence."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class NotFound(Refusal):
    code = "not_found"


class Invalid(Refusal):
    code = "invalid"


class Conflict(Refusal):
    code = "conflict"


class NotAllowed(Refusal):
    code = "forbidden"


class NotAuthenticated(Refusal):
    code = "not_authenticated"


class WrongCredentials(NotAuthenticated):
    code = "wrong_credentials"


class WrongPassword(NotAllowed):
    """Not 401: the session is valid, only the old password was wrong."""

    code = "wrong_password"


class TokenInvalid(NotAuthenticated):
    code = "token_invalid"


class TokenExpired(NotAuthenticated):
    code = "token_expired"


class PasswordTooShort(Invalid):
    """Fact: the least number of characters."""

    code = "password_too_short"


class UsernameTaken(Conflict):
    code = "username_taken"


class UnknownAccount(NotFound):
    code = "unknown_account"


class LastAdmin(Conflict):
    """No admin would be left to give accounts."""

    code = "last_admin"


class IdempotencyKeyReused(Conflict):
    """The key was used before with another request."""

    code = "idempotency_key_reused"
