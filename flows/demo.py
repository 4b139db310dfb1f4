"""The demo site: the pages of `fixtures/demo_site`, served on loopback under `.test` names.

A folder per host holds the files as a server would send them: "/a/b/" is `a/b/index.html` (or .rss, .json), "/a/b" is
`a/b`, `a/b.html` or `a/b.json`, "/a.xml.gz" is `a.xml`, compressed, and `index.2.html` takes the place of `index.html`
from the second edition on. `routes.toml` in a host's folder says what files cannot: redirects, pages that are gone,
validators, headers. `sites/` holds the site files.
"""

import gzip
import hashlib
import json
import socket
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import Field

from flows.errors import UsageError
from flows.settings import Settings
from flows.sites import load_sites, read_site
from flows.storage.store import open_store
from schemas.base import Model
from schemas.site import Site

_TYPES: Final = {
    ".html": "text/html; charset=UTF-8",
    ".xml": "application/xml; charset=UTF-8",
    ".rss": "application/rss+xml; charset=UTF-8",
    ".json": "application/json; charset=UTF-8",
    ".txt": "text/plain; charset=UTF-8",
    ".gz": "application/gzip",
}
_POSTS: Final = "/wp-json/wp/v2/posts"
_MOST_POSTS: Final = 100  # WordPress answers more per page with 400


class DemoSite:
    """Serves the demo site while its `with` block lasts: one free port of 127.0.0.1, routed by the Host header."""

    def __init__(self, edition: int = 1) -> None:
        """Edition 2 is the site a week later: one review was edited."""
        folder = _folder()
        self.edition = edition
        self.sites: tuple[Site, ...] = demo_sites()
        self.requests: list[tuple[str, str, int]] = []
        """What was asked for and answered: host, path with query, status."""
        self._hosts = {host: _Host(folder / host, edition) for site in self.sites for host in site.hosts}
        self._server = _Server(self._hosts, self.requests)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="demo-site", daemon=True)

    @property
    def host_map(self) -> dict[str, int]:
        """Host name -> port on 127.0.0.1."""
        return dict.fromkeys(self._hosts, self._server.server_port)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@contextmanager
def chosen_sites(
    settings: Settings, targets: Sequence[str], *, demo: bool
) -> Iterator[tuple[tuple[Site, ...], dict[str, int] | None]]:
    """The sites of a crawl: the demo site's, served while the context lasts, or those that the targets name.

    The demo site is at its second edition once the dataset has a run: one page has changed then.

    Raises:
        UsageError: a target is neither a site nor a URL, or there is nothing to crawl.
    """
    if demo:
        with DemoSite(edition=2 if open_store(settings.data).names("runs") else 1) as site:
            yield site.sites, site.host_map
        return
    book = load_sites(settings.sites)
    sites = book.resolve(targets) if targets else book.own
    if not sites:
        raise UsageError(f"nothing to crawl: name a URL or a site, or put site files into {settings.sites}/")
    yield sites, None


def demo_sites() -> tuple[Site, ...]:
    """The demo site's site files."""
    return tuple(read_site(file) for file in sorted(_folder().glob("sites/*.toml")))


def _folder() -> Path:
    """In a wheel it lies beside this module, in a source checkout under fixtures/."""
    here = Path(__file__).resolve().parent
    installed = here / "demo_site"
    return installed if installed.is_dir() else here.parent / "fixtures" / "demo_site"


class _Redirect(Model):
    to: str
    status: Literal[301, 302, 307, 308] = 301


class _Routes(Model):
    """`routes.toml` of one host."""

    editions: tuple[datetime, ...] = Field(min_length=1)
    """When each edition was put online: the Last-Modified of its files."""
    validators: tuple[Literal["etag", "last-modified"], ...] = ()
    """What the host sends for conditional requests (RFC 9110 8.8)."""
    headers: dict[str, str] = Field(default_factory=dict)
    """Headers of all pages."""
    redirects: dict[str, _Redirect] = Field(default_factory=dict)
    gone: tuple[str, ...] = ()
    """Paths that answer 410."""


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class _Host:
    """One host's folder, asked by path and query: all that does not depend on the request's headers."""

    def __init__(self, folder: Path, edition: int) -> None:
        self._folder = folder
        self._edition = edition
        self._routes = _Routes.model_validate(tomllib.loads((folder / "routes.toml").read_text(encoding="utf-8")))

    def answer(self, path: str, query: Mapping[str, list[str]]) -> _Answer:
        """The answer to an unconditional GET."""
        if path in self._routes.redirects:
            redirect = self._routes.redirects[path]
            return _Answer(redirect.status, headers={"Location": redirect.to})
        if path in self._routes.gone:
            return self._page_of_error(HTTPStatus.GONE)
        if path == _POSTS and (self._folder / f"{path[1:]}.json").is_file():
            return _posts(self._posts, query)
        found = self._file(path)
        if found is None:
            if not path.endswith("/") and self._file(f"{path}/"):
                return _Answer(HTTPStatus.MOVED_PERMANENTLY, headers={"Location": f"{path}/"})
            return self._page_of_error(HTTPStatus.NOT_FOUND)
        file, edition = found
        body, suffix = file.read_bytes(), file.suffix
        if path.endswith(".gz"):
            body, suffix = gzip.compress(body, mtime=0), ".gz"
        return _Answer(HTTPStatus.OK, body, self._headers(suffix, body, edition))

    def _file(self, path: str) -> tuple[Path, int] | None:
        """The file of a path in the newest edition so far, with that edition."""
        relative = unquote(path).lstrip("/").removesuffix(".gz")
        is_folder = not relative or relative.endswith("/")
        names = ("index.html", "index.rss", "index.json") if is_folder else ("", ".html", ".json")
        for name in names:
            plain = self._folder / f"{relative}{name}"
            if not plain.resolve().is_relative_to(self._folder.resolve()) or plain.name == "routes.toml":
                return None
            for edition in range(self._edition, 1, -1):
                edited = plain.with_suffix(f".{edition}{plain.suffix}")
                if edited.is_file():
                    return edited, edition
            if plain.is_file():
                return plain, 1
        return None

    def _headers(self, suffix: str, body: bytes, edition: int) -> dict[str, str]:
        headers = {"Content-Type": _TYPES.get(suffix, _TYPES[".html"]), **self._routes.headers}
        if "etag" in self._routes.validators:
            headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
        if "last-modified" in self._routes.validators:
            headers["Last-Modified"] = format_datetime(self._routes.editions[edition - 1].astimezone(UTC), usegmt=True)
        return headers

    def _page_of_error(self, status: HTTPStatus) -> _Answer:
        return _Answer(status, (self._folder / f"{status.value}.html").read_bytes(), {"Content-Type": _TYPES[".html"]})

    @cached_property
    def _posts(self) -> list[dict[str, Any]]:
        file, _ = self._file(f"{_POSTS}.json") or (self._folder, 1)
        posts: list[dict[str, Any]] = json.loads(file.read_bytes())
        return posts


def _posts(posts: list[dict[str, Any]], query: Mapping[str, list[str]]) -> _Answer:
    """`GET /wp/v2/posts` of the WordPress REST API, with those of its parameters that a crawler uses.

    https://developer.wordpress.org/rest-api/reference/posts/#list-posts
    """

    def one(name: str, default: str) -> str:
        return query.get(name, [default])[-1]

    if not one("page", "1").isdecimal() or not one("per_page", "10").isdecimal():
        return _refusal("rest_invalid_param")
    number, size = int(one("page", "1")), int(one("per_page", "10"))
    if number < 1 or not 1 <= size <= _MOST_POSTS:
        return _refusal("rest_invalid_param")
    key = one("orderby", "date")
    if key not in {"date", "modified", "id"}:
        return _refusal("rest_invalid_param")
    # In the site's time, as `modified` is: ISO 8601, so text order is time order.
    after, before = one("modified_after", "").removesuffix("Z"), one("before", "9999")
    wanted = sorted(
        (post for post in posts if post["modified"] > after and post["date"] < before),
        key=lambda post: post[key],
        reverse=one("order", "desc") == "desc",
    )
    pages = -(-len(wanted) // size)
    if number > max(pages, 1):
        return _refusal("rest_post_invalid_page_number")
    fields = {name.partition(".")[0] for name in one("_fields", "").split(",") if name}
    shown = [
        {name: value for name, value in post.items() if not fields or name in fields}
        for post in wanted[(number - 1) * size : number * size]
    ]
    totals = {"X-WP-Total": str(len(wanted)), "X-WP-TotalPages": str(pages)}
    body = json.dumps(shown, ensure_ascii=False).encode()
    return _Answer(HTTPStatus.OK, body, {"Content-Type": _TYPES[".json"], **totals})


def _refusal(code: str) -> _Answer:
    body = json.dumps({"code": code, "message": "Invalid parameter(s)", "data": {"status": 400}}).encode()
    return _Answer(HTTPStatus.BAD_REQUEST, body, {"Content-Type": _TYPES[".json"]})


def _is_not_modified(answer: _Answer, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """RFC 9110 13.2.2: If-None-Match is asked first, and where it stands If-Modified-Since is not."""
    etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    if if_none_match is not None:
        return etag is not None and (if_none_match.strip() == "*" or etag in map(str.strip, if_none_match.split(",")))
    if if_modified_since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(if_modified_since)
    except (TypeError, ValueError):
        return False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"
    timeout = 60
    wbufsize = -1  # headers and body leave in one packet
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Requests are kept in `DemoSite.requests` instead."""

    def version_string(self) -> str:
        return "demo"

    def _send(self, *, with_body: bool) -> None:
        name = self.headers.get("Host", "").partition(":")[0].lower()
        answer = self._answer(name)
        self.server.seen.append((name, self.path, int(answer.status)))
        self.send_response(answer.status)
        for header, value in answer.headers.items():
            self.send_header(header, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:  # 304 has no body and says nothing of its length
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)

    def _answer(self, name: str) -> _Answer:
        host = self.server.hosts.get(name)
        if host is None:
            return _Answer(HTTPStatus.MISDIRECTED_REQUEST, f"no such host here: {name}\n".encode())
        parts = urlsplit(self.path)
        answer = host.answer(parts.path, parse_qs(parts.query))
        if answer.status != HTTPStatus.OK:
            return answer
        if _is_not_modified(answer, self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")):
            return replace(answer, status=HTTPStatus.NOT_MODIFIED, body=b"")
        if "gzip" in self.headers.get("Accept-Encoding", "") and not parts.path.endswith(".gz"):
            coding = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            return replace(answer, body=gzip.compress(answer.body, mtime=0), headers={**answer.headers, **coding})
        return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, hosts: Mapping[str, _Host], seen: list[tuple[str, str, int]]) -> None:
        self.hosts = hosts
        self.seen = seen
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, as a stopped run does, is nothing to tell."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Close idle keep-alive connections too: their threads wait for a next request."""
        super().server_close()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side was faster
