"""Space on the disk of the data folder: when it is low, and the reserve that is released when there is none."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOW_BYTES = 2 * 10**9
LOW_SHARE = 0.10
RESERVE_BYTES = 512 * 2**20  # weeks of calls, once no more fixes are kept
SPENT_BELOW_BYTES = 128 * 2**20  # several times what a busy database writes between two checks


@dataclass(frozen=True, slots=True)
class Room:
    free_bytes: int
    total_bytes: int

    @property
    def is_low(self) -> bool:
        return self.free_bytes < max(LOW_BYTES, LOW_SHARE * self.total_bytes)

    @property
    def is_spent(self) -> bool:
        return self.free_bytes < SPENT_BELOW_BYTES

    @property
    def has_room_for_reserve(self) -> bool:
        return self.free_bytes - RESERVE_BYTES > max(LOW_BYTES, LOW_SHARE * self.total_bytes)

    def __str__(self) -> str:
        return f"{self.free_bytes / 1e9:.1f} GB free of {self.total_bytes / 1e9:.0f}"


def room_at(folder: Path) -> Room:
    usage = shutil.disk_usage(folder)
    return Room(usage.free, usage.total)


class Reserve:
    """A file that occupies space, to be released when the disk is full."""

    def __init__(self, file: Path, size_bytes: int = RESERVE_BYTES) -> None:
        self._file = file
        self._size_bytes = size_bytes
        self.is_given_up = False

    def keep(self, room: Room) -> None:
        """Create the reserve while there is space, release it when there is none, recreate it when space is back."""
        if room.is_spent:
            self._file.unlink(missing_ok=True)
            self.is_given_up = True
        elif room.has_room_for_reserve or self._is_whole():
            self._make()
            self.is_given_up = False

    def _is_whole(self) -> bool:
        return self._file.exists() and self._file.stat().st_size == self._size_bytes

    def _make(self) -> None:
        if self._is_whole():
            return
        part = self._file.with_name(f".{self._file.name}.part")
        try:
            with part.open("wb") as reserve:
                os.posix_fallocate(reserve.fileno(), 0, self._size_bytes)
            part.replace(self._file)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise
