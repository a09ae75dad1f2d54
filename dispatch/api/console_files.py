"""The built web console, from our own address and under a strict content security policy."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

PACKAGED = Path(__file__).parents[1] / "console"
BUILT_HERE = Path(__file__).parents[2] / "console" / "dist"

# Nothing from elsewhere, and no script or style inside the page: a caller's words can never become a program.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept-Encoding",
}
_FOR_EVER = "public, max-age=31536000, immutable"  # its name contains a hash of its content
_ASK_AGAIN = "no-cache"
_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".webmanifest": "application/manifest+json"}


def console_folder() -> Path:
    """The folder of a release, else what was built in this checkout; it may be missing."""
    return PACKAGED if PACKAGED.is_dir() else BUILT_HERE


class ConsoleFiles:
    """Pure ASGI before the routes: it knows its files by name and leaves everything else alone."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._files = _files_by_path(folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._files.get(scope["path"]) if scope["type"] == "http" else None
        if file is None or scope["method"] not in ("GET", "HEAD") or _is_a_report(scope):
            await self._app(scope, receive, send)
            return
        await _answer(file, Request(scope).headers)(scope, receive, send)


def _is_a_report(scope: Scope) -> bool:
    """A tracking app given our address without a path would take the page for "stored"."""
    query = scope["query_string"]
    return b"lat=" in query and b"id=" in query


def _files_by_path(folder: Path) -> Mapping[str, Path]:
    """Listed once: paths that are requested never reach the file system."""
    if not folder.is_dir():
        return {}
    found = {f"/{file.relative_to(folder).as_posix()}": file for file in folder.rglob("*") if file.is_file()}
    served = {path: file for path, file in found.items() if not path.endswith(".gz")}
    return {**served, "/": served["/index.html"]} if "/index.html" in served else {}


def _answer(file: Path, asked: Headers) -> Response:
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    headers = {**_ALWAYS, "Cache-Control": _FOR_EVER if file.parent.name == "assets" else _ASK_AGAIN}
    packed = file.with_name(f"{file.name}.gz")
    if "gzip" in asked.get("accept-encoding", "") and packed.is_file():
        return FileResponse(packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return FileResponse(file, media_type=kind, headers=headers)
