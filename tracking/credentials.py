"""Passwords of devices, and their hashes in the form Mosquitto reads."""

import base64
import hashlib
import os
import secrets

# Mosquitto's own default. The passwords are random and long: more rounds would only slow ten thousand reconnects.
ROUNDS = 101
SALT_BYTES = 12


def new_password() -> str:
    return secrets.token_urlsafe(24)


def mosquitto_hash(password: str, *, salt: bytes | None = None) -> str:
    """PBKDF2-SHA512 as `$7$rounds$salt$hash`, the form of a Mosquitto 2 password file."""
    salt = salt if salt is not None else os.urandom(SALT_BYTES)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"$7${ROUNDS}${_base64(salt)}${_base64(digest)}"


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
