"""One generator per actor and purpose, so that no draw depends on the order of others; pure."""

from hashlib import blake2b
from random import Random


def generator(seed: int, *actor: str | int) -> Random:
    """The same seed words give the same generator, on every machine."""
    words = "/".join(map(str, (seed, *actor)))
    return Random(int.from_bytes(blake2b(words.encode(), digest_size=8).digest()))
