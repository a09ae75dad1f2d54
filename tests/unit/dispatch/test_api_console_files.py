"""The console is served from our own address, compressed if the browser accepts that, under a strict policy."""

import gzip
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dispatch.api.console_files import ConsoleFiles

PAGE = b"<!doctype html><title>Sigap 112</title>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_bytes(PAGE)
    (built / "assets" / "index-abc.js").write_bytes(b"export {};")
    (built / "assets" / "index-abc.js.gz").write_bytes(gzip.compress(b"export {};"))
    (tmp_path / "secret").write_text("not to be served")
    return built


def browser(folder: Path) -> httpx.AsyncClient:
    app = Starlette(middleware=[Middleware(ConsoleFiles, folder=folder)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sigap")


async def test_a_tracking_app_that_knows_no_path_does_not_take_the_page_for_stored(folder: Path) -> None:
    async with browser(folder) as client:
        answers = [await client.get(path) for path in ("/?id=GPS-1&lat=1&lon=2", "/?lat=1", "/")]

    assert [answer.status_code for answer in answers] == [404, 200, 200]


async def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_inside_itself(folder: Path) -> None:
    async with browser(folder) as client:
        page = await client.get("/")

    assert page.content == PAGE
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert page.headers["cache-control"] == "no-cache"


async def test_what_is_packed_is_sent_packed_to_whoever_can_read_it(folder: Path) -> None:
    async with browser(folder) as client:
        packed = await client.get("/assets/index-abc.js", headers={"Accept-Encoding": "gzip"})
        plain = await client.get("/assets/index-abc.js", headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content == b"export {};"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert "immutable" in packed.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/../secret", "/assets/../../secret", "/%2e%2e/secret", "/index.html.gz/", "/nothing"]
)
async def test_only_what_was_built_is_served(folder: Path, path: str) -> None:
    async with browser(folder) as client:
        answered = await client.get(path)

    assert answered.status_code == 404


async def test_a_checkout_without_a_built_console_still_has_an_api(tmp_path: Path) -> None:
    async with browser(tmp_path / "not built") as client:
        answered = await client.get("/")

    assert answered.status_code == 404
