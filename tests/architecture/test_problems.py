"""Extra fields of a refusal must not have the name of a member of the problem document."""

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
MEMBERS = {"type", "title", "status", "code", "detail", "headers"}
NO_REFUSALS = {"HTTPException", "EntryInvalid"}  # EntryInvalid is one line of an answer, not a document of its own


def test_no_fact_of_a_refusal_is_hidden_by_a_member_of_the_problem_document() -> None:
    files = [path for room in ("core", "dispatch") for path in sorted((CHECKOUT / room).rglob("*.py"))]
    raised = [(path, call) for path in files for call in _raised_by(path)]

    hidden = [
        f"{path.relative_to(CHECKOUT)}:{call.lineno} {keyword.arg}"
        for path, call in raised
        for keyword in call.keywords
        if keyword.arg in MEMBERS
    ]

    assert hidden == []
    assert len(raised) > 50


def _raised_by(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) as call) if name not in NO_REFUSALS:
                yield call
