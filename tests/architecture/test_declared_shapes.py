"""What the desk's functions return has a declared shape: no `Any`, and no dict whose values could be anything."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from inspect import isclass
from pathlib import Path
from typing import get_args

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel

from dispatch.main import create_app

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "dispatch")
DICTS = {"dict", "Mapping", "MutableMapping"}
UNDECLARED = {
    "core/domain/log_words.py": "words by their place in any event",
    "core/store/event_chain.py": "an entry of the log is read as its version wrote it",
    "core/store/event_words.py": "an entry of the log is read as its version wrote it",
    "core/store/outbox_messages.py": "each channel reads the messages of its own kinds",
    "dispatch/api/assignments.py": "the time by a crew's clock, which never spoils what it pressed",
    "dispatch/api/bodies.py": "the fields of any body, as arguments for the type of the same fields",
    "dispatch/api/description.py": "the OpenAPI document",
    "dispatch/api/routes.py": "the OpenAPI document",
    "dispatch/domain/incident.py": "the texts of an incident, as arguments for the types that have them",
    "dispatch/domain/log_words.py": "any event, as JSON without its words",
    "dispatch/domain/reason.py": "the facts of a reason are read by the sentence of its code",
    "dispatch/domain/visibility.py": "an entry of the log is read as its version wrote it",
    "dispatch/live/sight.py": "an entry of the log is read as its version wrote it",
    "dispatch/live/socket.py": "what a client sent, before it is checked",
    "dispatch/views/board.py": "the detail of an alert or a suggestion is shown as its version wrote it",
    "dispatch/views/files.py": "an entry of the log is shown as its version wrote it",
    "dispatch/views/live.py": "an entry of the log is shown as its version wrote it",
}


@cache
def sources() -> dict[str, ast.Module]:
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in files}


@cache
def names_of_anything() -> frozenset[str]:
    """`Any`, and the aliases that stand for it or for a dict of it."""
    raw_json = ast.parse((ROOT / "base" / "raw_json.py").read_text(encoding="utf-8"))
    aliases = [alias for source in [*sources().values(), raw_json] for alias in aliases_in(source)]
    names = {"Any"}
    while more := {name for name, value in aliases if name not in names and is_undeclared(value, names)}:
        names |= more
    return frozenset(names)


def aliases_in(source: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in source.body:
        if isinstance(node, ast.TypeAlias):
            yield node.name.id, node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def is_undeclared(annotation: ast.expr, names: Iterable[str]) -> bool:
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name) and node.id in names:
            return True
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in DICTS:
            values = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
            if isinstance(values, ast.Name) and values.id == "object":
                return True
    return isinstance(annotation, ast.Name) and annotation.id in {*DICTS, "object"}


def undeclared_in(source: ast.Module) -> Iterator[str]:
    """The names of functions by what they return, and of fields of classes that others may see."""
    for node in ast.walk(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.returns is not None and is_undeclared(node.returns, names_of_anything()):
                yield node.name
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for each in node.body:
                if isinstance(each, ast.AnnAssign) and is_undeclared(each.annotation, names_of_anything()):
                    yield f"{node.name}.{ast.unparse(each.target)}"


def test_what_functions_return_and_types_hold_is_declared() -> None:
    undeclared = {
        path: found
        for path, source in sources().items()
        if path not in UNDECLARED and (found := list(undeclared_in(source)))
    }

    assert undeclared == {}


@pytest.mark.parametrize("path", UNDECLARED)
def test_no_exception_is_left_over(path: str) -> None:
    assert list(undeclared_in(sources()[path])) != []


@pytest.mark.parametrize(
    "planted",
    [
        "def f() -> Any: ...",
        "async def f() -> list[dict[str, Any]]: ...",
        "def f() -> Mapping[str, object] | None: ...",
        "def f() -> JsonObject: ...",
        "def f() -> dict: ...",
        "def f() -> object: ...",
        "class Found:\n    data: dict[str, object]",
    ],
)
def test_a_planted_one_is_found(planted: str) -> None:
    assert list(undeclared_in(ast.parse(planted))) != []


def test_no_answer_is_a_pydantic_model() -> None:
    """It would repeat the type that is sent. Bodies are pydantic's: these check what comes in."""
    answers = {
        context.path: context.route.response_model
        for context in iter_route_contexts(create_app().routes)
        if isinstance(context.route, APIRoute)
    }

    models = {path for path, answer in answers.items() if any(issubclass(each, BaseModel) for each in classes(answer))}

    assert models == set()


def classes(answer: object) -> Iterator[type]:
    if isclass(answer):
        yield answer
    for inner in get_args(answer):
        yield from classes(inner)
