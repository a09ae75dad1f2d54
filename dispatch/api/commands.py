"""How a command runs over HTTP: one transaction, one key, one answer, however often it is sent."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Header
from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Connection
from core.commit_and_ring import commit_and_ring, ring
from core.domain.actor import Account, Role
from core.domain.refusals import IdempotencyKeyReused
from core.store import idempotency_keys
from core.store.answer_seal import AnswerSeal
from dispatch.api.access import DESK, SENDERS, SETUP, Allow
from dispatch.api.answers import JSON, encode
from dispatch.api.desk import Desk, desk_of
from dispatch.api.problems import OutcomeUnknown
from dispatch.domain.visibility import as_seen

log = logging.getLogger(__name__)

Action = Callable[[Connection], Awaitable[object]]

KEY_MAX_CHARS = 200
# After a cut the server may need a moment to end what it was committing, or to come back at all.
READ_BACK_AFTER_S = (0.0, 0.3, 0.7, 1.5)


@dataclass(frozen=True, slots=True)
class ShownOnce:
    """An answer with a secret that is not stored: sent again, the command answers null in its place."""

    view: Struct
    secret: str  # the field

    def without(self) -> Struct:
        return structs.replace(self.view, **{self.secret: None})


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is sent, `kept_body` is what the same key is answered later."""

    status: int
    body: bytes
    kept_body: bytes
    replayed: bool = False

    @classmethod
    def to(cls, made: object, status: int) -> "Answer":
        if isinstance(made, ShownOnce):
            return cls(status, encode(made.view), encode(made.without()))
        body = encode(made)
        return cls(status, body, body)

    def as_response(self) -> Response:
        headers = {"Idempotency-Replayed": "true"} if self.replayed else None
        return Response(self.body, self.status, headers=headers, media_type=JSON)


@dataclass(frozen=True, slots=True)
class Command:
    """The sender and the key of a command; a route passes `run` the action."""

    desk: Desk
    by: Account
    key: str
    seal: AnswerSeal
    request_hmac: bytes
    now: datetime
    may_be_resent: bool = False  # the sender supplied the key
    seen_as: str | None = None  # the kind of view in the answer, if some roles must not see all of it

    def answering(self, kind: str) -> "Command":
        return replace(self, seen_as=kind)

    async def run(self, action: Action, *, status: int = 200) -> Response:
        """Run the action, or answer what was answered before.

        Raises:
            IdempotencyKeyReused: the key came with another request.
            OutcomeUnknown: the connection was lost at commit and the outcome is unknown; sending the same key again
                will show it.
        """
        answer = None
        try:
            async with commit_and_ring(self.desk.commands) as conn:
                answer = await self._act(conn, action, status)
        except DATABASE_ERRORS as error:
            if answer is None:
                raise
            log.warning("connection lost at commit", extra={"error": type(error).__name__})
            answer = await self._read_back()
            if answer is None:
                raise OutcomeUnknown(
                    "the database was lost while it was being done; send it again with the same key",
                    idempotency_key=self.key,
                ) from error
        return answer.as_response()

    async def run_after[Found](
        self,
        read: Callable[[], Awaitable[Found]],
        action: Callable[[Connection, Found], Awaitable[object]],
        *,
        status: int = 200,
    ) -> Response:
        """Like `run`, with the result of `read`. That may be slow (the router): resends are answered without it."""
        if (answer := await self._answered_before()) is not None:
            return answer.as_response()
        found = await read()
        return await self.run(lambda conn: action(conn, found), status=status)

    async def _act(self, conn: Connection, action: Action, status: int) -> Answer:
        if not await idempotency_keys.claim(conn, self.seal, request_hmac=self.request_hmac, at=self.now):
            kept = await self._kept(conn)
            assert kept is not None  # an unfinished one has its row locked, and a refused one leaves none
            return replace(kept, replayed=True)
        made = await action(conn)
        if self.seen_as is not None:
            assert isinstance(made, Struct)  # the view of that kind
            made = as_seen(self.seen_as, made, self.by.role)
        answer = Answer.to(made, status)
        await idempotency_keys.keep_answer(conn, self.seal, status=status, body=answer.kept_body)
        return answer

    async def _answered_before(self) -> Answer | None:
        if not self.may_be_resent:
            return None
        async with self.desk.commands.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            kept = await self._kept(conn)
        return None if kept is None else replace(kept, replayed=True)

    async def _kept(self, conn: Connection) -> Answer | None:
        kept = await idempotency_keys.find_answer(conn, self.seal)
        if kept is None:
            return None
        if not hmac.compare_digest(kept.request_hmac, self.request_hmac):
            raise IdempotencyKeyReused("this key came with another request before", idempotency_key=self.key)
        return Answer(kept.status, kept.body, kept.body)

    async def _read_back(self) -> Answer | None:
        await self.desk.commands.expire_connections()
        for wait_s in READ_BACK_AFTER_S:
            await asyncio.sleep(wait_s)
            with suppress(*DATABASE_ERRORS):
                async with self.desk.commands.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
                    kept = await self._kept(conn)
                    if kept is not None:
                        await ring(conn)
                        return kept
        return None


class CommandFrom:
    """A dependency: a command by an account of one of these roles."""

    def __init__(self, *roles: Role) -> None:
        self.allow = Allow(*roles)

    async def __call__(
        self,
        request: Request,
        idempotency_key: Annotated[str | None, Header(min_length=1, max_length=KEY_MAX_CHARS)] = None,
    ) -> Command:
        by = await self.allow(request)
        desk = desk_of(request)
        key = idempotency_key or str(uuid4())
        seal = AnswerSeal(by.name, key)
        request_hmac = seal.fingerprint(f"{request.method} {request.url.path}", await request.body())
        return Command(desk, by, key, seal, request_hmac, desk.now(), may_be_resent=idempotency_key is not None)


_from_the_desk = CommandFrom(*DESK)
_from_a_sender = CommandFrom(*SENDERS)
_from_setup = CommandFrom(*SETUP)
_from_an_admin = CommandFrom(Role.ADMIN)
_from_an_overseer = CommandFrom(*SENDERS, Role.ADMIN)
_from_a_crew_or_sender = CommandFrom(*SENDERS, Role.CREW)
_from_a_crew = CommandFrom(Role.CREW)

DeskCommand = Annotated[Command, Depends(_from_the_desk)]
SenderCommand = Annotated[Command, Depends(_from_a_sender)]
SetupCommand = Annotated[Command, Depends(_from_setup)]
AdminCommand = Annotated[Command, Depends(_from_an_admin)]
OverseerCommand = Annotated[Command, Depends(_from_an_overseer)]
CrewCommand = Annotated[Command, Depends(_from_a_crew_or_sender)]
CrewOnlyCommand = Annotated[Command, Depends(_from_a_crew)]
