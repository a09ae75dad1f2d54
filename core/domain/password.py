"""Passwords of people, hashed with Argon2id and the library's own defaults (RFC 9106, low-memory profile)."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.domain.refusals import PasswordTooShort

MIN_LENGTH = 8

_hasher = PasswordHasher()

# Checked when no account has the username, so that the answer takes as long as for a known one. Precomputed with the
# parameters of `_hasher`: hashing it here would cost each start a third of a second of the processor.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$EpxOFqySzBNbYuEeHh5t7w$Q7sfHyZ5wxKYrC/r2VbTH2dqE0r2jwcTmj82ZE/3yHs"


# Without characters that are mistaken for one another when read aloud or copied from paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 4, 4


def new_password() -> str:
    """Return 79 random bits that can be read out over a telephone: `k7pd-3xwm-q9fn-u2ca`."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def require_long_enough(password: str) -> None:
    """Raises PasswordTooShort."""
    if len(password) < MIN_LENGTH:
        raise PasswordTooShort(f"a password has at least {MIN_LENGTH} characters", characters=MIN_LENGTH)


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def is_right(password: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
