"""Every edge runs its actions in `commit_and_ring`: none opens a transaction or rings a doorbell itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "dispatch", "mqtt_bridge", "sigap")
# The unit of work itself; transactions within the store; savepoints within an action (for what cannot be retired).
MAY = ("core/commit_and_ring.py", "core/store/", "dispatch/store/", "dispatch/setup/retire_outside.py")


def found_in(source: str) -> Iterator[str]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return (f"{call.lineno}: {ast.unparse(call)}" for call in calls if may_write(call) or rings_the_desk(call))


def may_write(call: ast.Call) -> bool:
    return name_of(call) == "transaction" and all(keyword.arg != "readonly" for keyword in call.keywords)


def rings_the_desk(call: ast.Call) -> bool:
    return name_of(call) == "ring" and "event_chain.DOORBELL" in ast.unparse(call)


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def test_no_edge_opens_a_transaction_or_rings_by_itself() -> None:
    files = {str(path.relative_to(ROOT)): path for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    others = {name: path for name, path in files.items() if not name.startswith(MAY)}

    assert [f"{name}:{each}" for name, path in others.items() for each in found_in(path.read_text())] == []
    assert any(True for path in files.values() for _ in found_in(path.read_text()))


@pytest.mark.parametrize(
    "planted",
    [
        "async with pool.acquire() as conn, conn.transaction(): ...",
        "async with conn.transaction(isolation='serializable'): ...",
        "transaction = conn.transaction()",
        "ring(conn, [event_chain.DOORBELL])",
        "doorbell.ring(conn, [event_chain.DOORBELL, outbox_messages.DOORBELL])",
    ],
)
def test_a_planted_one_is_found(planted: str) -> None:
    inside = f"async def act():\n    {planted}\n"

    assert len(list(found_in(inside))) == 1


def test_a_read_only_transaction_is_none() -> None:
    assert list(found_in("conn.transaction(isolation='repeatable_read', readonly=True)")) == []


def asked_before_the_key(source: str) -> Iterator[str]:
    """Return what command routes await themselves, outside `Command.run` or `run_after`, which know the key."""
    for route in ast.walk(ast.parse(source)):
        if isinstance(route, ast.AsyncFunctionDef) and route.decorator_list and is_of_a_command(route):
            for awaited in awaits_of(route):
                if awaited != "request.body()":
                    yield f"{route.name}: {awaited}"


def is_of_a_command(route: ast.AsyncFunctionDef) -> bool:
    return any(each.annotation and ast.unparse(each.annotation).endswith("Command") for each in route.args.args)


def awaits_of(route: ast.AsyncFunctionDef) -> Iterator[str]:
    """Leave out the return statement and nested functions."""
    for statement in route.body:
        if isinstance(statement, ast.Return | ast.AsyncFunctionDef):
            continue
        yield from (ast.unparse(each.value) for each in ast.walk(statement) if isinstance(each, ast.Await))
        yield from (ast.unparse(each) for each in ast.walk(statement) if isinstance(each, ast.AsyncWith))


def test_a_resend_is_answered_before_anything_slow_is_asked() -> None:
    found = [each for path in (ROOT / "dispatch/api").rglob("*.py") for each in asked_before_the_key(path.read_text())]

    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "routes = await plan_routes(command.desk.pool)",
        "async with command.desk.pool.acquire() as conn: seen = 1",
    ],
)
def test_a_planted_question_before_the_key_is_found(planted: str) -> None:
    route = (
        f"@router.post('/x')\nasync def post_x(command: SenderCommand):\n    {planted}\n    return await command.run(x)"
    )

    assert len(list(asked_before_the_key(route))) == 1
