"""The API's own description: OpenAPI, with the messages of the websocket and the problem document among its schemas."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from dispatch.api.views.live import LiveFrame
from dispatch.api.views.problem import ProblemOut

SHAPES: Mapping[str, TypeAdapter[Any]] = MappingProxyType(
    {"LiveFrame": TypeAdapter(LiveFrame), "ProblemOut": TypeAdapter(ProblemOut)}
)
REF = "#/components/schemas/{model}"


class DescribedApi(FastAPI):
    """OpenAPI knows no websocket, so that no route names what goes over it."""

    def openapi(self) -> dict[str, Any]:
        described = super().openapi()
        schemas: dict[str, Any] = described.setdefault("components", {}).setdefault("schemas", {})
        for name, shape in SHAPES.items():
            schema = shape.json_schema(ref_template=REF)
            for inner, of_inner in schema.pop("$defs", {}).items():
                schemas.setdefault(inner, of_inner)
            schemas.setdefault(name, schema)
        return described
