"""Heads of the event log, kept outside the database: access to one is not access to the other (decision 43)."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from base.database import ACQUIRE_TIMEOUT_S, Pool
from core.store import event_chain

log = logging.getLogger(__name__)

WRITE_EVERY_S = 5.0
RESTORED = "restored"
HEADS_FILE = Path("audit", "heads")  # in the data folder


@dataclass(slots=True)
class LogHeads:
    """An append-only file of lines `seq hash`. `restored seq reason`: a backup was restored up to that entry."""

    file: Path

    def add(self, seq: int, entry_hash: str) -> None:
        self._append(f"{seq} {entry_hash}")

    def note_restored(self, seq: int, reason: str) -> None:
        self._append(f"{RESTORED} {seq} {' '.join(reason.split())}")

    def read(self) -> Mapping[int, str]:
        """Return the hashes by seq, without those a later restore removed and half a line left by a power cut."""
        heads: dict[int, str] = {}
        for line in self._lines():
            match line.split():
                case [str(word), str(seq), *_] if word == RESTORED and seq.isdigit():
                    heads = {known: entry_hash for known, entry_hash in heads.items() if known <= int(seq)}
                case [str(seq), str(entry_hash)] if seq.isdigit() and len(entry_hash) == 64:
                    heads[int(seq)] = entry_hash
                case _:
                    log.warning("a line of the log's heads cannot be read", extra={"file": str(self.file)})
        return heads

    def _lines(self) -> list[str]:
        return self.file.read_text().splitlines() if self.file.exists() else []

    def _append(self, line: str) -> None:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, f"{line}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class HeadKeeper:
    """Write the head whenever it has moved, also into our own log, which another machine may collect."""

    def __init__(self, pool: Pool, heads: LogHeads) -> None:
        self._pool = pool
        self._heads = heads
        self._newest: tuple[int, str] | None = None

    async def look(self) -> None:
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            head = await event_chain.head(conn)
        if head is None or head == self._newest:
            return
        self._heads.add(*head)
        log.info("head of the event log", extra={"seq": head[0], "hash": head[1]})
        self._newest = head
