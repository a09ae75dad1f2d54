"""Checks the API's answers against its own description: no extra fields, none missing, none of another type."""

from collections.abc import Iterator
from functools import cache
from re import Pattern
from typing import Any

import httpx
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import TypeAdapter
from starlette.routing import compile_path

from dispatch.api.answers import JSON, PROBLEM
from dispatch.api.track_shapes import GEOJSON
from dispatch.main import create_app
from dispatch.views.live import LiveFrame
from dispatch.views.problem import ProblemOut

_problem = TypeAdapter(ProblemOut)
_frame: TypeAdapter[Any] = TypeAdapter(LiveFrame)


async def hold_to_contract(response: httpx.Response) -> None:
    """A response hook for httpx. Raises ValidationError."""
    kind = response.headers.get("content-type", "")
    if kind == PROBLEM:
        _problem.validate_json(await response.aread())
    elif kind in (JSON, GEOJSON):
        declared = _declared(response.request.method, response.request.url.path)
        if declared is not None:
            declared.validate_json(await response.aread())


def hold_frame_to_contract(raw: str | bytes) -> None:
    """Raises ValidationError."""
    _frame.validate_json(raw)


def _declared(method: str, path: str) -> TypeAdapter[Any] | None:
    for known_method, pattern, adapter in _answers():
        if known_method == method and pattern.fullmatch(path):
            return adapter
    return None


@cache
def _answers() -> tuple[tuple[str, Pattern[str], TypeAdapter[Any]], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, Pattern[str], TypeAdapter[Any]]]:
    """The first route that matches is the one that answered."""
    for context in iter_route_contexts(create_app().routes):
        if isinstance(context.route, APIRoute) and context.route.response_model is not None:
            pattern, _, _ = compile_path(context.path or "")
            for method in context.methods or ():
                yield method, pattern, TypeAdapter(context.route.response_model)
