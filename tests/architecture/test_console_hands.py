"""In the console no change of focus, selection or value reaches the server: every command is a press."""

import re
from collections.abc import Iterator
from pathlib import Path

CONSOLE = Path(__file__).parents[2] / "console" / "src"
HANDLER = re.compile(r"\b(on(?:Change|Input|Select|Focus|Blur|MouseEnter|PointerEnter|Toggle|ValueChange))=\{")
POSTS = re.compile(r"client\.|sendCommand|\bcommand\b|\.run\(|\bpress\w*\(|\bvoid \w|\bawait\b")
KEYS_OF_LETTERS = re.compile(r"\btinykeys\b")


def handlers(source: str) -> Iterator[tuple[str, str]]:
    """Return the handlers of such changes with all they do; names are looked up in the same file."""
    for match in HANDLER.finditer(source):
        before = source[source.rfind("<", 0, match.start()) : match.start()]
        body = in_braces(source, match.end() - 1)
        if 'type="file"' in before:
            continue  # picking a file in its own dialog is a press
        named = re.findall(r"\b[a-z]\w*\b", body)
        yield match.group(1), " ".join([body, *(defined(source, name) for name in named)])


def in_braces(source: str, start: int) -> str:
    depth = 0
    for place in range(start, len(source)):
        depth += {"{": 1, "}": -1}.get(source[place], 0)
        if depth == 0:
            return source[start : place + 1]
    raise AssertionError("braces do not match")


def defined(source: str, name: str) -> str:
    """Return the body of a function that the file defines, without what it calls in turn."""
    match = re.search(rf"\b(?:const {name} = (?:async )?\(|function {name}\()", source)
    if match is None:
        return ""
    end = source.find("\n\n", match.start())
    brace = source.find("{", source.find(")", match.end()))
    return in_braces(source, brace) if 0 <= brace < end else source[match.start() : source.find(";", match.start())]


def test_nothing_is_sent_on_a_change_of_focus_selection_or_value() -> None:
    found = [
        f"{path.relative_to(CONSOLE)}: {name}"
        for path in sorted(CONSOLE.rglob("*.tsx"))
        for name, does in handlers(path.read_text(encoding="utf-8"))
        if POSTS.search(does)
    ]

    assert found == []


def test_a_menu_that_posts_would_be_found() -> None:
    menu = "<select onChange={(event) => void setStatus(event.target.value)}>"
    named = "const set = (to) => { command.run(() => client.POST(to)); };\n\n<select onChange={set}>"
    chosen = "<select onChange={(event) => setChosen(event.target.value)}>"

    assert [bool(POSTS.search(does)) for text in (menu, named, chosen) for _, does in handlers(text)] == [
        True,
        True,
        False,
    ]


def test_all_keys_go_by_the_one_guard() -> None:
    """Repeats, bursts and the focus are checked in one place."""
    bound = {path.name for path in CONSOLE.rglob("*.ts*") if KEYS_OF_LETTERS.search(path.read_text(encoding="utf-8"))}

    assert bound == {"keys.ts"}
