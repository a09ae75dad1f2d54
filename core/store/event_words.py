"""Free text of the event log, beside the log: that is for ever, this is forgotten some day."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import msgspec

from base.database import Connection
from core.domain import log_words
from core.domain.log_words import Words

DIGESTS = "_words"  # in the log's own entry: the SHA-256 of salt and words, of one incident's after the other's
_SALT_BYTES = 16  # without it the digest that stays would confirm a guess at the words

_WRITTEN, _FOUND = "e.data -> '_words' ->> w.part", "encode(sha256(w.salt || convert_to(w.words, 'UTF8')), 'hex')"

# Of one entry `e`: what is still known of its words, as they were written. What was changed since is no word of it.
OF_ENTRY = f"""
(SELECT jsonb_agg(w.words::jsonb) FROM event_words AS w
 WHERE w.seq = e.seq AND e.data ? '_words' AND {_WRITTEN} = {_FOUND}) AS words
"""  # noqa: S608  (no outside words in it)

_FIRST_ALTERED = f"""
SELECT min(w.seq) FROM event_words AS w LEFT JOIN event_log AS e USING (seq) WHERE {_WRITTEN} IS DISTINCT FROM {_FOUND}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class SealedWords:
    """The words of an event as they are written: they can be forgotten, but not changed without being found out."""

    said: Words
    salt: bytes
    text: str

    @classmethod
    def of(cls, said: Words) -> Self:
        return cls(said, secrets.token_bytes(_SALT_BYTES), msgspec.json.encode(said.by_place).decode())

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.salt + self.text.encode()).hexdigest()


def columns(sealed: Sequence[SealedWords]) -> tuple[list[Any], ...]:
    """Part, incident, salt and words, for unnest."""
    return (
        list(range(len(sealed))),
        [each.said.incident_id for each in sealed],
        [each.salt for each in sealed],
        [each.text for each in sealed],
    )


def filled(data: dict[str, Any], known: list[dict[str, Any]] | None) -> dict[str, Any]:
    data.pop(DIGESTS, None)
    for by_place in known or ():
        log_words.fill(data, by_place)
    return data


async def first_altered(conn: Connection) -> int | None:
    """The seq of the first entry whose words are not those that were written; None when all are."""
    seq: int | None = await conn.fetchval(_FIRST_ALTERED)
    return seq
