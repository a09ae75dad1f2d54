"""Seal a kept answer under the key its client sent: the database alone does not reveal it (decision 48)."""

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_NONCE_BYTES = 12  # the nonce size of AES-GCM


def key_sha256(key: str) -> bytes:
    """Return the digest that finds a kept answer; the key itself is stored nowhere."""
    return hashlib.sha256(key.encode()).digest()


class AnswerSeal:
    """Derives two secrets from one account's key: one for the answer, one for the fingerprint of the request."""

    def __init__(self, actor: str, key: str) -> None:
        self.actor = actor
        self.key_sha256 = key_sha256(key)
        derive = HKDF(SHA256(), 2 * _KEY_BYTES, salt=None, info=f"sigap kept answer|{actor}".encode())
        secret = derive.derive(key.encode())
        self._cipher = AESGCM(secret[:_KEY_BYTES])
        self._fingerprint_key = secret[_KEY_BYTES:]

    def fingerprint(self, target: str, body: bytes) -> bytes:
        """Keyed as well: a bare hash would confirm a guess at the words of the request."""
        return hmac.digest(self._fingerprint_key, target.encode() + b"\n" + body, "sha256")

    def close(self, body: bytes, *, status: int) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, body, self._row(status))

    def open(self, sealed: bytes, *, status: int) -> bytes:
        """Raises InvalidTag unless it was sealed with this key, for this account and this status."""
        return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self._row(status))

    def _row(self, status: int) -> bytes:
        """Bind the seal to its row; both numbers have a fixed length, so no two rows give the same bytes."""
        return self.key_sha256 + status.to_bytes(2) + self.actor.encode()
