"""People at the API: a client for each role, logged in as a person would be."""

from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from core.domain.actor import Role
from tests.contract import hold_to_contract
from tests.desk import PASSWORD


@dataclass(slots=True)
class People:
    """`await people.client(Role.DISPATCHER)` returns a client for `/api/v1`; the fixture closes it."""

    api_url: str
    _clients: list[httpx.AsyncClient] = field(default_factory=list)
    _tokens: dict[Role, str] = field(default_factory=dict)

    async def client(self, role: Role, **headers: str) -> httpx.AsyncClient:
        client = self.anonymous()
        client.headers["Authorization"] = f"Bearer {await self.token(role)}"
        client.headers.update(headers)
        return client

    def anonymous(self) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            base_url=f"{self.api_url}/api/v1",
            timeout=30,
            trust_env=False,
            verify=False,  # plain HTTP: loading all certificates each time would take longer than most tests
            event_hooks={"response": [hold_to_contract]},
        )
        self._clients.append(client)
        return client

    async def token(self, role: Role) -> str:
        if role not in self._tokens:
            body = {"username": role.value, "password": PASSWORD}
            response = await self.anonymous().post("/session", json=body)
            assert response.status_code == 200, response.text
            self._tokens[role] = response.json()["token"]
        return self._tokens[role]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients:
            await client.aclose()


def problem_of(response: httpx.Response) -> dict[str, Any]:
    """Return the problem document; fail if the answer is not one."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    document: dict[str, Any] = response.json()
    assert document["status"] == response.status_code
    assert {"type", "title", "status", "code", "detail"} <= document.keys()
    return document
