"""One person's session with the HTTP API: logs in, renews the token, survives a restart of the server."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from simulators.backoff import backoff_s
from simulators.failures import SimulatorFailure

TIMEOUT_S = 15.0
TRY_AGAIN = frozenset({429, 502, 503, 504})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Login:
    username: str
    password: str


class Refused(SimulatorFailure):
    """The API refused the command; `code` is the stable code of its problem document."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.code = str(problem.get("code", status))
        self.problem = problem
        super().__init__(f"{status} {self.code}: {problem.get('detail') or problem.get('title') or 'refused'}")


class ApiDown(SimulatorFailure):
    """The server did not answer, and the caller asked not to wait."""


class ApiClient:
    """Waits for a server that is away, unless `patient` is False; all retries of a command carry the same key."""

    def __init__(self, api_url: str, login: Login, *, patient: bool = True) -> None:
        self._http = httpx.AsyncClient(base_url=api_url.rstrip("/"), timeout=TIMEOUT_S, trust_env=False)
        self._login = login
        self._patient = patient
        self._token: str | None = None
        self._logging_in = asyncio.Lock()

    async def close(self) -> None:
        await self._http.aclose()

    async def get(self, path: str, **query: str) -> Any:
        return await self._command("GET", path, params=query)

    async def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        return await self._command("POST", path, json=body, headers={"Idempotency-Key": key or str(uuid4())})

    async def patch(self, path: str, body: Any, *, key: str | None = None) -> Any:
        return await self._command("PATCH", path, json=body, headers={"Idempotency-Key": key or str(uuid4())})

    async def token(self, *, instead_of: str | None = None) -> str:
        """Return the current token, or a new one when the server no longer accepts `instead_of`."""
        async with self._logging_in:
            if self._token is None or self._token == instead_of:
                body = {"username": self._login.username, "password": self._login.password}
                self._token = _body(await self._send("POST", "/session", json=body))["token"]
            return self._token

    async def _command(self, method: str, path: str, **request: Any) -> Any:
        token = await self.token()
        response = await self._send(method, path, token=token, **request)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            token = await self.token(instead_of=token)
            response = await self._send(method, path, token=token, **request)
        return _body(response)

    async def _send(self, method: str, path: str, *, token: str | None = None, **request: Any) -> httpx.Response:
        headers = dict(request.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        for wait_s in backoff_s():
            try:
                response = await self._http.request(method, f"/api/v1{path}", headers=headers, **request)
            except httpx.TransportError as error:
                failure = type(error).__name__
            else:
                if response.status_code not in TRY_AGAIN:
                    return response
                failure = str(response.status_code)
            if not self._patient:
                raise ApiDown(f"the API at {self._http.base_url} does not answer ({failure})")
            log.warning("the API does not answer, trying again", extra={"failure": failure, "wait_s": round(wait_s, 1)})
            await asyncio.sleep(wait_s)
        raise AssertionError  # backoff_s never ends


def _body(response: httpx.Response) -> Any:
    try:
        body = response.json() if response.content else None
    except ValueError:
        body = None
    if response.is_success:
        return body
    raise Refused(response.status_code, body if isinstance(body, dict) else {})
