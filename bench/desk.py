"""A desk at work over HTTP: logs in, and times each command from the request to the complete answer."""

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx

from bench.target import Target

TIMEOUT_S = 15.0
CREATED = 201


class DeskRefused(RuntimeError):
    """The API did not do what a bench asked for: the measurement is void."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`asked_at_s` is on the clock of time.time, `took_s` on that of perf_counter."""

    body: Any
    asked_at_s: float
    took_s: float


class Desk:
    def __init__(self, target: Target, *, role: str = "dispatcher") -> None:
        self._login = target.logins[role]
        self._http = httpx.AsyncClient(base_url=f"{target.api_url}/api/v1", timeout=TIMEOUT_S, trust_env=False)
        self.token = ""

    async def __aenter__(self) -> Self:
        body = {"username": self._login.username, "password": self._login.password}
        self.token = (await self.post("/session", body)).body["token"]
        self._http.headers["Authorization"] = f"Bearer {self.token}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, None)

    async def post(self, path: str, body: Any = None) -> Answer:
        return await self._ask("POST", path, body)

    async def patch(self, path: str, body: Any) -> Answer:
        return await self._ask("PATCH", path, body)

    async def _ask(self, method: str, path: str, body: Any) -> Answer:
        headers = {} if method == "GET" else {"Idempotency-Key": str(uuid4())}
        asked_at_s, start = time.time(), time.perf_counter()
        answer = await self._http.request(method, path, json=body, headers=headers)
        took_s = time.perf_counter() - start
        if answer.is_error:
            raise DeskRefused(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return Answer(answer.json(), asked_at_s, took_s)
