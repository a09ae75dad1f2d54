"""Passwords of devices, and their hashes in the form Mosquitto reads."""

import base64
import hashlib
import hmac
import os
import secrets

# Mosquitto's own default. The passwords are random and long: more rounds would only slow ten thousand reconnects.
ROUNDS = 101
SALT_BYTES = 12
HTTP_KEY_BYTES = 24


def new_password() -> str:
    """Return a password that does not start with a hyphen, which a spreadsheet takes for a formula."""
    while (made := secrets.token_urlsafe(24)).startswith("-"):
        pass
    return made


def mosquitto_hash(password: str, *, salt: bytes | None = None) -> str:
    """Hash with PBKDF2-SHA512 to `$7$rounds$salt$hash`, the form of a Mosquitto 2 password file."""
    salt = salt if salt is not None else os.urandom(SALT_BYTES)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"$7${ROUNDS}${_base64(salt)}${_base64(digest)}"


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def http_key(password: str) -> str:
    """Return the key for URLs, which proxies and phones store; the password cannot be computed from it."""
    digest = hmac.digest(password.encode(), b"sigap: the key for addresses", "sha256")
    return base64.urlsafe_b64encode(digest[:HTTP_KEY_BYTES]).decode("ascii")


def key_hash(key: str) -> str:
    """Hash the key with one round: it is long and random, and devices are looked up by the hash."""
    return hashlib.sha256(key.encode()).hexdigest()


def matches(password: str, kept: str) -> bool:
    """Return whether the hash, in the form of `mosquitto_hash`, belongs to this password."""
    try:
        _, _, rounds, salt, digest = kept.split("$")
        expected = hashlib.pbkdf2_hmac("sha512", password.encode(), base64.b64decode(salt), int(rounds))
        return hmac.compare_digest(expected, base64.b64decode(digest))
    except ValueError:
        return False
