"""Every kind of event is in the guide, with its fields; and nothing else is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITERS = ("access", "setup", "watches", "commands", "steps")
GUIDE = ROOT / "docs" / "api.md"
ROW = re.compile(r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|[^|]*\|([^|]*)\|$", re.MULTILINE)
KIND = re.compile(r"[a-z]+(_[a-z]+)*")
LOGGING = {"append", "_log", "_save", "call_off"}
ALWAYS = {"call_off": "assignment_status_changed"}  # who calls it adds fields of its own
ANY_WORD = "[a-z_]+"
ROSTER = "(agency|station|hospital)_(added|changed)"  # put together from two words


def documented(section: str) -> dict[str, set[str]]:
    """By kind: its fields."""
    text = GUIDE.read_text(encoding="utf-8").partition(f"### {section}\n")[2].partition("\n#")[0]
    return {
        kind: set(re.findall(r"`([a-z_]+)`", fields))
        for kinds, fields in ROW.findall(text)
        for kind in re.findall(r"`([a-z_]+)`", kinds)
    }


def written(names: set[str]) -> dict[str, list[set[str]]]:
    """By kind, or by the pattern of a kind: the fields that each place in the code names."""
    found: dict[str, list[set[str]]] = {}
    for path in sorted(path for floor in WRITERS for path in (ROOT / "dispatch" / floor).glob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        known = constants(module)
        for call in ast.walk(module):
            if isinstance(call, ast.Call) and name_of(call.func) in names:
                for kind in kinds_of(call, known):
                    found.setdefault(kind, []).append(fields_of(call))
    return found


def kinds_of(call: ast.Call, known: dict[str, list[ast.expr]]) -> set[str]:
    if (always := ALWAYS.get(name_of(call.func))) is not None:
        return {always}
    return {kind for value in call.args[1:3] for kind in kinds_in(value, known)}


def constants(module: ast.Module) -> dict[str, list[ast.expr]]:
    """What each name is set to anywhere in the module; of `a, b = x, y` each its own."""
    known: dict[str, list[ast.expr]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            values = node.value.elts if isinstance(node.value, ast.Tuple) else []
            for target, value in zip(node.targets[0].elts, values, strict=False):
                if isinstance(target, ast.Name):
                    known.setdefault(target.id, []).append(value)
    return known


def kinds_in(value: ast.expr, known: dict[str, list[ast.expr]]) -> Iterator[str]:
    match value:
        case ast.Constant(value=str() as text) if KIND.fullmatch(text):
            yield text
        case ast.JoinedStr():
            pattern = "".join(str(part.value) if isinstance(part, ast.Constant) else ANY_WORD for part in value.values)
            yield ROSTER if pattern == f"{ANY_WORD}_{ANY_WORD}" else pattern
        case ast.IfExp():
            yield from kinds_in(value.body, known)
            yield from kinds_in(value.orelse, known)
        case ast.Name(id=name):
            for each in known.get(name, []):
                yield from kinds_in(each, known)


def fields_of(call: ast.Call) -> set[str]:
    """Those written out in the call itself."""
    facts = next((keyword.value for keyword in call.keywords if keyword.arg == "facts"), None)
    keys = facts.keys if isinstance(facts, ast.Dict) else []
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def compare(documented: dict[str, set[str]], written: dict[str, list[set[str]]]) -> None:
    unwritten = [kind for kind in documented if not any(re.fullmatch(each, kind) for each in written)]
    undocumented = [each for each in written if not any(re.fullmatch(each, kind) for kind in documented)]
    assert (unwritten, undocumented) == ([], [])
    for each, places in written.items():
        for kind in [kind for kind in documented if re.fullmatch(each, kind)]:
            assert set().union(*places) <= documented[kind], kind


def test_the_guide_tells_of_every_event() -> None:
    found = {kind: places for kind, places in written(LOGGING).items() if "_" in kind}

    compare(documented("Events"), found)


def test_the_console_has_a_word_for_each() -> None:
    source = ROOT / "console" / "src" / "base"
    files = [*(source / "words" / "id").glob("*.ts"), source / "words" / "setup" / "id.ts"]
    words = "".join(file.read_text() for file in files)

    assert [kind for kind in documented("Events") if not re.search(rf"^ +{kind}: ", words, re.MULTILINE)] == []
