"""What a running stack does besides supervising processes: each chore runs for as long as the stack, whatever fails."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from dispatch.domain.alert import AlertKind
from dispatch.domain.heartbeat import RESERVE_GIVEN_UP, Trouble
from dispatch.heart import Heart
from sigap import logs
from sigap.broker_accounts import BrokerAccounts
from sigap.data_dir import DataDir
from sigap.info import Info, write_info
from sigap.mqtt_login import can_log_in
from sigap.stack_watch import StackWatch
from sigap.storage import Reserve, Room, room_at
from sigap.supervisor import Supervisor
from tracking.devices.service_accounts import PROBE_ACCOUNT

log = logging.getLogger(__name__)

LOG_CHECK_S = 60.0
AGAIN_AFTER_S = 5.0
REPORTED_FOR_S = 60.0
MISSING_AFTER_S = 10.0  # a restart after a crash takes less
INFO = "write down what runs"
LOGS = "rotate logs"

type Chore = Callable[[], Awaitable[None]]


class Chores:
    """`troubles`: what is wrong in the stack itself, and why."""

    def __init__(self, folder: DataDir, supervisor: Supervisor, *, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._supervisor = supervisor
        self._say = say
        self._watch = StackWatch(supervisor)
        self._unwritten: Info | None = None
        self._reserve = Reserve(folder.reserve_file)
        self._room: Room | None = None
        self.troubles: dict[str, str] = {}

    async def run(self, info: Info, accounts: BrokerAccounts | None) -> None:
        """Run until cancelled. A failing chore is reported and retried: it must not stop a city's dispatch."""
        async with asyncio.TaskGroup() as group:
            for name, chore in self._chores(info, accounts).items():
                group.create_task(self._for_ever(name, chore), name=name)

    def write_info(self, info: Info) -> None:
        """Write the info file; if that fails, retry until it works."""
        try:
            write_info(self._folder, info)
        except OSError as error:
            log.exception("what runs here could not be written down")
            self._unwritten = info
            self._trouble(INFO, f"{self._folder.info_file}: {error.strerror}")
        else:
            self._unwritten = None
            self._trouble(INFO, None)

    def _chores(self, info: Info, accounts: BrokerAccounts | None) -> dict[str, Chore]:
        chores: dict[str, Chore] = {
            LOGS: self._rotate_logs,
            INFO: self._write_what_is_unwritten,
            "look after the disk": self._look_after_disk,
            "sign of life": lambda: self._give_sign_of_life(info.database_url),
        }
        if accounts is not None:
            chores["follow accounts"] = lambda: accounts.follow(
                info.database_url, lambda: self._supervisor.pids().get("mosquitto")
            )
            chores["probe the broker"] = lambda: self._probe_broker(info.mqtt_url)
        return chores

    async def _for_ever(self, name: str, chore: Chore) -> None:
        while True:
            try:
                await chore()
            except Exception as error:
                log.exception("a chore of the stack failed, will try again", extra={"chore": name})
                self._trouble(name, f"{type(error).__name__}: {error}")
                asyncio.get_running_loop().call_later(REPORTED_FOR_S, self._trouble, name, None)
            await asyncio.sleep(AGAIN_AFTER_S)

    def _trouble(self, what: str, reason: str | None) -> None:
        """Report a trouble once, and keep it listed until it is over."""
        if reason is None:
            self.troubles.pop(what, None)
            return
        if self.troubles.get(what) != reason:
            self._say(f"{what}: {reason}")
        self.troubles[what] = reason

    async def _rotate_logs(self) -> None:
        while True:
            await asyncio.sleep(LOG_CHECK_S)
            troubles = await asyncio.to_thread(logs.rotate_large, self._folder.logs)
            for trouble in troubles:
                log.error("a log could not be rotated", extra={"trouble": trouble})
            self._trouble(LOGS, "; ".join(troubles) or None)

    async def _write_what_is_unwritten(self) -> None:
        if self._unwritten is not None:
            self.write_info(self._unwritten)

    async def _look_after_disk(self) -> None:
        self._room = await asyncio.to_thread(room_at, self._folder.path)
        was_given_up = self._reserve.is_given_up
        await asyncio.to_thread(self._reserve.keep, self._room)
        if self._reserve.is_given_up and not was_given_up:
            log.critical("the disk is full: the reserve is given up, and no more fixes are kept")
            self._say("the disk is full: the reserve is given up, and no more fixes are kept")

    async def _give_sign_of_life(self, database_url: str) -> None:
        """Send the supervisor's heartbeat, and check those of the processes."""
        heart = Heart(database_url, "supervisor", troubles=self._for_the_desk, look=self._watch.look)
        try:
            await heart.run()
        finally:
            heart.close()

    def _for_the_desk(self) -> list[Trouble]:
        missing = [
            Trouble(AlertKind.PART_FAILED, name, "does not run")
            for name in self._supervisor.missing(for_s=MISSING_AFTER_S)
        ]
        failed = [Trouble(AlertKind.PART_FAILED, what, reason) for what, reason in self.troubles.items()]
        return [*missing, *failed, *self._about_the_disk()]

    def _about_the_disk(self) -> list[Trouble]:
        if self._reserve.is_given_up:
            return [Trouble(AlertKind.STORAGE_LOW, RESERVE_GIVEN_UP, str(self._room))]
        return (
            [Trouble(AlertKind.STORAGE_LOW, "disk", str(self._room))]
            if self._room is not None and self._room.is_low
            else []
        )

    async def _probe_broker(self, mqtt_url: str) -> None:
        broker = urlsplit(mqtt_url)

        def answers() -> bool:
            """Whether the broker responds at all; a refused login counts."""
            try:
                can_log_in(broker.hostname or "", broker.port or 1883, PROBE_ACCOUNT, self._folder.secret("mqtt-probe"))
            except OSError:
                return False
            return True

        await self._watch.probe("mosquitto", answers)
