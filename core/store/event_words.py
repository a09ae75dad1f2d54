"""Free text of the event log, kept beside it: the log is permanent, the text is forgotten some day (decision 51)."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

import msgspec

from base.database import Connection
from base.raw_json import JsonObject
from core.domain import log_words
from core.domain.log_words import Words

DIGESTS = "_words"  # in the log entry: the SHA-256 of salt and words, one for each incident
_SALT_BYTES = 16  # without it the remaining digest would confirm a guess at the words

_WRITTEN, _FOUND = "e.data -> '_words' ->> w.part", "encode(sha256(w.salt || convert_to(w.words, 'UTF8')), 'hex')"

# The words of one entry `e` that are still known, as they were written. A changed word is left out.
OF_ENTRY = f"""
(SELECT jsonb_agg(w.words::jsonb) FROM event_words AS w
 WHERE w.seq = e.seq AND e.data ? '_words' AND {_WRITTEN} = {_FOUND}) AS words
"""  # noqa: S608  (no outside words in it)

_FIRST_ALTERED = f"""
SELECT min(w.seq) FROM event_words AS w LEFT JOIN event_log AS e USING (seq) WHERE {_WRITTEN} IS DISTINCT FROM {_FOUND}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class SealedWords:
    """The words of an event, sealed: they can be forgotten, but no change goes unnoticed."""

    words: Words
    salt: bytes
    text: str

    @classmethod
    def of(cls, words: Words) -> Self:
        return cls(words, secrets.token_bytes(_SALT_BYTES), msgspec.json.encode(words.by_place).decode())

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.salt + self.text.encode()).hexdigest()


def columns(sealed: Sequence[SealedWords]) -> tuple[list[int], list[UUID | None], list[bytes], list[str]]:
    """Part, incident, salt and words, for unnest."""
    return (
        list(range(len(sealed))),
        [each.words.incident_id for each in sealed],
        [each.salt for each in sealed],
        [each.text for each in sealed],
    )


def filled(data: JsonObject, known: list[JsonObject] | None) -> JsonObject:
    data.pop(DIGESTS, None)
    for by_place in known or ():
        log_words.fill(data, by_place)
    return data


async def first_altered(conn: Connection) -> int | None:
    """Return the seq of the first entry whose words were changed; None when there is none."""
    seq: int | None = await conn.fetchval(_FIRST_ALTERED)
    return seq
