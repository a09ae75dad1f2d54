"""The one way a command runs: one transaction, one key, one answer, however often it is sent."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from asyncpg.transaction import Transaction
from fastapi import Depends, Header
from starlette.requests import Request
from starlette.responses import Response

from dispatch.api.access import DESK, SENDERS, SETUP, Allow
from dispatch.api.answers import JSON, encode
from dispatch.api.desk import Desk, desk_of
from dispatch.api.problems import OutcomeUnknown
from dispatch.domain.actor import Account, Role
from dispatch.domain.refusals import IdempotencyKeyReused
from dispatch.domain.visibility import as_seen
from dispatch.store import event_log, idempotency_keys, outbox_messages
from dispatch.store.answer_seal import AnswerSeal
from dispatch.store.idempotency_keys import KeptAnswer
from geo import doorbell
from geo.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Connection

log = logging.getLogger(__name__)

Action = Callable[[Connection], Awaitable[Any]]

KEY_MAX_CHARS = 200
RUNG = (event_log.DOORBELL, outbox_messages.DOORBELL)
# After a cut the server may need a moment to end what it was committing, or to come back at all.
READ_BACK_AFTER_S = (0.0, 0.3, 0.7, 1.5)


@dataclass(frozen=True, slots=True)
class ShownOnce:
    """An answer with a secret that is kept nowhere: sent again, the command answers null in its place."""

    view: Mapping[str, Any]
    secret: Mapping[str, Any]

    def with_secret(self) -> dict[str, Any]:
        return {**self.view, **self.secret}

    def without(self) -> dict[str, Any]:
        return {**self.view, **dict.fromkeys(self.secret)}


@dataclass(frozen=True, slots=True)
class Command:
    """Who sent it and under which key; a route gives `run` what it does."""

    desk: Desk
    by: Account
    key: str
    seal: AnswerSeal
    request_hmac: bytes
    now: datetime
    may_be_resent: bool = False  # the sender named the key
    seen_as: str | None = None  # the kind of view it answers, where some roles must not see all of it

    def answering(self, kind: str) -> "Command":
        return replace(self, seen_as=kind)

    async def answered_before(self) -> Response | None:
        """What a resend is answered before the slow part: the road router is not asked again.

        Raises:
            IdempotencyKeyReused: the key came with another request.
        """
        if not self.may_be_resent:
            return None
        async with self.desk.commands.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            kept = await self._kept(conn)
        return None if kept is None else _as_response(kept, replayed=True)

    async def run(self, action: Action, *, status: int = 200) -> Response:
        """Do it, or answer what was answered before.

        Raises:
            IdempotencyKeyReused: the key came with another request.
            OutcomeUnknown: the connection was lost at commit and nothing is known; the same key again will tell.
        """
        try:
            return await self._run_once(action, status)
        except OutcomeUnknown:
            kept = await self._read_back()
            if kept is None:
                raise
            return _as_response(kept)

    async def _run_once(self, action: Action, status: int) -> Response:
        async with self.desk.commands.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            transaction = conn.transaction()
            await transaction.start()
            try:
                kept, replayed = await self._in_transaction(conn, action, status)
            except BaseException:
                with suppress(*DATABASE_ERRORS):  # a lost connection has rolled back by itself
                    await transaction.rollback()
                raise
            await self._commit(transaction)
            if not replayed:
                await ring(conn)
        return _as_response(kept, replayed=replayed)

    async def _in_transaction(self, conn: Connection, action: Action, status: int) -> tuple[KeptAnswer, bool]:
        if not await idempotency_keys.claim(conn, self.seal, request_hmac=self.request_hmac, at=self.now):
            kept = await self._kept(conn)
            assert kept is not None  # an unfinished one holds its row locked, and a refused one leaves none
            return kept, True
        made = await action(conn)
        if self.seen_as is not None:
            made = as_seen(self.seen_as, made, self.by.role)
        body, kept_body = _written(made)
        await idempotency_keys.keep_answer(conn, self.seal, status=status, body=kept_body)
        return KeptAnswer(self.request_hmac, status, body), False

    async def _kept(self, conn: Connection) -> KeptAnswer | None:
        kept = await idempotency_keys.find_answer(conn, self.seal)
        if kept and not hmac.compare_digest(kept.request_hmac, self.request_hmac):
            raise IdempotencyKeyReused("this key came with another request before", idempotency_key=self.key)
        return kept

    async def _commit(self, transaction: Transaction) -> None:
        try:
            await transaction.commit()
        except DATABASE_ERRORS as error:
            log.warning("connection lost at commit", extra={"error": type(error).__name__})
            raise OutcomeUnknown(
                "the database was lost while it was being done; send it again with the same key",
                idempotency_key=self.key,
            ) from error

    async def _read_back(self) -> KeptAnswer | None:
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


def _written(made: Any) -> tuple[bytes, bytes]:
    """What is answered, and what is kept of it."""
    if isinstance(made, ShownOnce):
        return encode(made.with_secret()), encode(made.without())
    body = encode(made)
    return body, body


async def ring(conn: Connection) -> None:
    """It is done and committed: a ring that fails costs others a second, not us the answer."""
    try:
        await doorbell.ring(conn, RUNG)
    except DATABASE_ERRORS as error:
        log.warning("doorbell not rung", extra={"error": type(error).__name__})


def _as_response(kept: KeptAnswer, *, replayed: bool = False) -> Response:
    headers = {"Idempotency-Replayed": "true"} if replayed else None
    return Response(kept.body, kept.status, headers=headers, media_type=JSON)


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
