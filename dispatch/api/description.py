"""The API's own description: OpenAPI, with the messages of the websocket and the problem document among its schemas."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from core.domain.browser import SESSION_COOKIE
from dispatch.views.live import LiveFrame
from dispatch.views.problem import ProblemOut

SHAPES: Mapping[str, TypeAdapter[Any]] = MappingProxyType(
    {"LiveFrame": TypeAdapter(LiveFrame), "ProblemOut": TypeAdapter(ProblemOut)}
)
REF = "#/components/schemas/{model}"
# Programs log in with the token of `POST /session`, browsers with its cookie.
SECURITY_SCHEMES: Mapping[str, Any] = MappingProxyType(
    {
        "token": {"type": "http", "scheme": "bearer"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
    }
)
WITHOUT_LOGIN = frozenset({"/api/v1/session", "/healthz", "/readyz"})
INGEST = "/ingest/"  # devices and gateways have credentials of their own


class DescribedApi(FastAPI):
    """OpenAPI knows no websocket, so no route names the messages that go over it."""

    def openapi(self) -> dict[str, Any]:
        described = super().openapi()
        schemas: dict[str, Any] = described.setdefault("components", {}).setdefault("schemas", {})
        for name, shape in SHAPES.items():
            schema = shape.json_schema(ref_template=REF)
            for inner, of_inner in schema.pop("$defs", {}).items():
                schemas.setdefault(inner, of_inner)
            schemas.setdefault(name, schema)
        _describe_login(described)
        return described


def _describe_login(described: dict[str, Any]) -> None:
    described["components"]["securitySchemes"] = dict(SECURITY_SCHEMES)
    described["security"] = [{name: []} for name in SECURITY_SCHEMES]
    for path, operations in described["paths"].items():
        if path.startswith(INGEST) or path in WITHOUT_LOGIN:
            for method, operation in operations.items():
                if not (path == "/api/v1/session" and method == "delete"):
                    operation["security"] = []
