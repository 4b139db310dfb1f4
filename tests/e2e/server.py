"""A web server on 127.0.0.1 that does as each test tells it, and misbehaves where it is told to."""

import contextlib
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    host: str
    path: str
    headers: Mapping[str, str]
    connection: int
    at: float
    """When its first line was there, by the monotonic clock."""


@dataclass(frozen=True)
class Reply:
    """An answer. Whatever is wrong with it, it was written so on purpose."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    type: str | None = HTML
    length: int | None = None
    """Content-Length that is told in place of the true one."""
    pieces: Iterable[bytes] | None = None
    """A body without Content-Length, sent until the client hangs up."""
    pause: float = 0
    """Seconds before the head, and between two pieces."""
    hang_up: bool = False
    """Close the connection without an answer."""
    head: Iterable[bytes] | None = None
    """Raw bytes in place of the whole answer."""


Route = Reply | Sequence[Reply] | Callable[[Seen], Reply]
"""One answer, or one after the other (the last for good), or what the function says."""


class Server:
    """Answers by host and path ("site.test/page"), by path ("/page"), whatever the query ("/page?*"); else 404."""

    def __init__(
        self,
        routes: Mapping[str, Route] | None = None,
        tls: ssl.SSLContext | None = None,
        tls_pause: float = 0,
        *,
        tunnel: bool = False,
    ) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.seen: list[Seen] = []
        self.most_at_once: dict[str, int] = {}
        self._tls = tls
        self._tls_pause = tls_pause
        self._tunnel = tunnel
        self.tunnels: list[str] = []
        self._turns: dict[str, int] = {}
        self._now: dict[str, int] = {}
        self._connections = 0
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def __enter__(self) -> Self:
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    outer._serve(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler, bind_and_activate=True)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        port: int = self._server.server_address[1]
        return port

    def paths(self, host: str | None = None) -> list[str]:
        """Paths asked for, in order; robots.txt left out."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt" and host in {None, seen.host}]

    def _serve(self, connection: "ssl.SSLSocket") -> None:
        if self._tunnel:  # as a proxy does it, though what is behind the tunnel is this server
            with connection.makefile("rb", buffering=0) as stream:
                self.tunnels += [seen.path for seen in [_read(stream, 0)] if seen]
            connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        if self._tls:
            self._stopped.wait(self._tls_pause)
            connection = self._tls.wrap_socket(connection, server_side=True)
        with self._lock:
            self._connections += 1
            number = self._connections
        with connection, connection.makefile("rb") as stream:
            while (seen := _read(stream, number)) and self._answer(connection, seen):
                pass

    def _answer(self, connection: "ssl.SSLSocket", seen: Seen) -> bool:
        with self._lock:
            self.seen.append(seen)
            reply = self._reply(seen)
            self._now[seen.host] = self._now.get(seen.host, 0) + 1
            self.most_at_once[seen.host] = max(self.most_at_once.get(seen.host, 0), self._now[seen.host])
        try:
            self._stopped.wait(reply.pause)
        finally:
            # Before the answer: the next request may come as soon as the client has it.
            with self._lock:
                self._now[seen.host] -= 1
        return not reply.hang_up and self._send(connection, reply)

    def _reply(self, seen: Seen) -> Reply:
        key = f"{seen.host}{seen.path}" if f"{seen.host}{seen.path}" in self.routes else seen.path
        route = self.routes.get(key) or self.routes.get(f"{seen.path.partition('?')[0]}?*", Reply(b"not here", 404))
        if isinstance(route, Reply):
            return route
        if isinstance(route, Sequence):
            turn = self._turns.get(key, 0)
            self._turns[key] = turn + 1
            return route[min(turn, len(route) - 1)]
        return route(seen)

    def _send(self, connection: "ssl.SSLSocket", reply: Reply) -> bool:
        if reply.head is not None:
            for piece in reply.head:
                connection.sendall(piece)
            return False
        headers = {"Content-Type": reply.type, **reply.headers} if reply.type else dict(reply.headers)
        if reply.pieces is None and reply.status != 304:
            headers["Content-Length"] = str(len(reply.body) if reply.length is None else reply.length)
        lines = [f"HTTP/1.1 {reply.status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + reply.body)
        for piece in reply.pieces or ():
            connection.sendall(piece)
            if self._stopped.wait(reply.pause):
                break
        return reply.pieces is None and reply.length is None


def _read(stream: Iterable[bytes], number: int) -> Seen | None:
    lines = iter(stream)
    request = next(lines, b"").decode("latin-1").split()
    at = time.monotonic()
    if len(request) != 3:
        return None
    headers = {}
    for line in lines:
        if line == b"\r\n":
            break
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return Seen(headers.get("host", ""), request[1], headers, number, at)
