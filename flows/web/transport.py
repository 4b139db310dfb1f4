"""The connection engine: an httpx transport over h11 and asyncio that connects only where the guard lets it.

The rest of `flows.web` knows httpx's transport interface alone, so that another engine can take this one's place. This
one is here because httpcore's pool looks at every connection for every request (tests/benchmarks/fetch.py measures
both), and because a request's first byte, its retries and the address it goes to are ours to decide.
"""

import asyncio
import base64
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from functools import cache
from typing import Final

import httpx

from flows.errors import PermanentError
from flows.web.addresses import Guard
from flows.web.connection import Connection, Headers
from schemas.reject import Reason

ON_SENT: Final = "reviewlines.on_sent"
"""Extension of a request: a function that is called when its first byte is about to go out."""

_KEPT: Final = 90.0  # seconds that an idle connection is kept
_PORTS: Final = {"http": 80, "https": 443}

_Origin = tuple[str, str, int]


class GuardedTransport(httpx.AsyncBaseTransport):
    """HTTP/1.1 with keep-alive, for requests without a body.

    Errors are httpx's, and the guard's own `FetchError` where it refuses an address. A request is never sent twice:
    where a kept connection turns out to be closed, the error says so and the caller decides.
    """

    def __init__(
        self, guard: Guard, *, connections: int, ssl_context: ssl.SSLContext | None = None, proxy: str | None = None
    ) -> None:
        """Take the guard and how connections are made.

        Args:
            guard: Whom we may call.
            connections: How many are kept open while nothing is asked over them; the longest idle are closed first.
            ssl_context: Whom to trust; certifi's list where it is not given.
            proxy: URL of an HTTP proxy that all connections go through, with user info where it wants some. It is
                called at any address. What it connects to is its own decision; names that can be resolved here are
                judged here before.
        """
        self._guard = guard
        self._idle = _Idle(connections)
        self._open: set[Connection] = set()
        self._ssl_context = ssl_context or _certifi()
        self._proxy = httpx.URL(proxy) if proxy else None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body is read from the response's stream."""
        timeouts = request.extensions.get("timeout", {})
        on_sent: Callable[[], None] = request.extensions.get(ON_SENT, _nobody)
        origin = _origin(request.url)
        connection = self._idle.take(origin) or await self._connect(origin, timeouts.get("connect"))
        try:
            target, headers = self._as_sent(request)
            on_sent()
            connection.send(request.method.encode("ascii"), target, headers)
            head = await connection.head(timeouts.get("read"))
        except BaseException:
            connection.abort()
            raise
        body = _Body(connection, timeouts.get("read"), lambda: self._idle.put(origin, connection))
        said = {"http_version": b"HTTP/" + head.http_version, "reason_phrase": head.reason}
        return httpx.Response(head.status_code, headers=head.headers.raw_items(), stream=body, extensions=said)

    async def aclose(self) -> None:
        """Close all connections."""
        for connection in self._open:
            connection.abort()
        await asyncio.gather(*(connection.lost for connection in self._open))

    async def _connect(self, origin: _Origin, timeout: float | None) -> Connection:  # noqa: ASYNC109 - httpx's shape
        """A new connection, through the proxy where there is one, with TLS where the scheme has it."""
        try:
            async with asyncio.timeout(timeout):
                if self._proxy:
                    return await self._connect_through(origin, self._proxy)
                return await self._direct(origin, timeout)
        except TimeoutError as error:
            raise httpx.ConnectTimeout(f"no connection within {timeout:g} s") from error

    async def _direct(self, origin: _Origin, timeout: float | None) -> Connection:  # noqa: ASYNC109
        """Connect to the addresses that the guard gives, by number. TLS still checks the host's name.

        Each address has its share of the time, so that a dead one leaves some to the others.
        """
        scheme, host, port = origin
        context = self._ssl_context if scheme == "https" else None
        addresses = await self._guard.resolve(host, port)
        failure: OSError | None = None
        for address, port_there in addresses:
            try:
                async with asyncio.timeout(timeout and timeout / len(addresses)):
                    return await self._dial(address, port_there, context, host)
            except ssl.CertificateError as error:  # the other addresses are of the same host
                raise httpx.ConnectError(str(error)) from error
            except OSError as error:
                failure = error
        raise httpx.ConnectError(_said(failure)) from failure

    async def _connect_through(self, origin: _Origin, proxy: httpx.URL) -> Connection:
        """Connect by a proxy: https through a tunnel (RFC 9110 9.3.6), http by the request's absolute form."""
        scheme, host, port = origin
        await self._judge(host, port)
        try:
            connection = await self._dial(proxy.host, proxy.port or _PORTS[proxy.scheme], None, None)
        except OSError as error:
            raise httpx.ProxyError(f"no connection to the proxy: {_said(error)}") from error
        if scheme == "http":
            return connection
        try:
            await self._tunnel(connection, f"{_bracketed(host)}:{port}".encode("ascii"), proxy)
            await connection.secured(self._ssl_context, host)
        except BaseException as error:
            connection.abort()
            if isinstance(error, OSError):
                raise httpx.ConnectError(_said(error)) from error
            raise
        return connection

    async def _tunnel(self, connection: Connection, authority: bytes, proxy: httpx.URL) -> None:
        connection.send(b"CONNECT", authority, [(b"Host", authority), *_proxy_headers(proxy)])
        head = await connection.head(None)
        if head.status_code != httpx.codes.OK:
            raise httpx.ProxyError(f"the proxy answers HTTP {head.status_code}")

    async def _judge(self, host: str, port: int) -> None:
        """Refuse what the guard refuses; what cannot be resolved on this side of a proxy is left to it."""
        try:
            await self._guard.resolve(host, port)
        except PermanentError as error:
            if error.reason is Reason.REFUSED_ADDRESS:
                raise

    async def _dial(self, host: str, port: int, context: ssl.SSLContext | None, name: str | None) -> Connection:
        _, connection = await asyncio.get_running_loop().create_connection(
            Connection, host, port, ssl=context, server_hostname=name if context else None
        )
        self._open.add(connection)
        connection.lost.add_done_callback(lambda _: self._open.discard(connection))
        return connection

    def _as_sent(self, request: httpx.Request) -> tuple[bytes, Headers]:
        """The request's target and headers: in absolute form for a proxy (RFC 9112 3.2.2)."""
        if self._proxy is None or request.url.scheme == "https":
            return request.url.raw_path, request.headers.raw
        target = b"%s://%s%s" % (request.url.raw_scheme, request.url.netloc, request.url.raw_path)
        return target, [*request.headers.raw, *_proxy_headers(self._proxy)]


class _Idle:
    """Connections that wait for their next request, by origin; the origin that waits longest comes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._by_origin: OrderedDict[_Origin, dict[Connection, asyncio.TimerHandle]] = OrderedDict()

    def take(self, origin: _Origin) -> Connection | None:
        """The one that was used last."""
        while waiting := self._by_origin.get(origin):
            connection = next(reversed(waiting))
            self._drop(origin, connection)
            if connection.usable:
                return connection
        return None

    def put(self, origin: _Origin, connection: Connection) -> None:
        """Keep it for the next request, as long as the server does."""
        timer = asyncio.get_running_loop().call_later(min(_KEPT, connection.keep), self._close, origin, connection)
        self._by_origin.setdefault(origin, {})[connection] = timer
        self._by_origin.move_to_end(origin)
        self._count += 1
        if self._count > self._most:
            origin, waiting = next(iter(self._by_origin.items()))
            self._close(origin, next(iter(waiting)))

    def _close(self, origin: _Origin, connection: Connection) -> None:
        self._drop(origin, connection)
        connection.abort()

    def _drop(self, origin: _Origin, connection: Connection) -> None:
        waiting = self._by_origin[origin]
        waiting.pop(connection).cancel()
        self._count -= 1
        if not waiting:
            del self._by_origin[origin]


class _Body(httpx.AsyncByteStream):
    """An answer's body; its connection goes back when it has been read to the end, and is closed otherwise."""

    def __init__(self, connection: Connection, timeout: float | None, give_back: Callable[[], None]) -> None:
        self._connection = connection
        self._timeout = timeout
        self._give_back = give_back

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._connection.body(self._timeout):
            yield part

    async def aclose(self) -> None:
        if self._connection.usable:
            self._give_back()
        else:
            self._connection.abort()


def _origin(url: httpx.URL) -> _Origin:
    host = url.raw_host.decode("ascii").rstrip(".")  # no certificate has the dot of the root
    return url.scheme, host, url.port or _PORTS[url.scheme]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _proxy_headers(proxy: httpx.URL) -> Headers:
    if not proxy.userinfo:
        return []
    token = base64.b64encode(f"{proxy.username}:{proxy.password}".encode())
    return [(b"Proxy-Authorization", b"Basic " + token)]


def _said(error: OSError | None) -> str:
    return "it has no address" if error is None else error.strerror or str(error)


def _nobody() -> None:
    """Nobody wants to know."""


@cache
def _certifi() -> ssl.SSLContext:
    """Reading the list takes some 20 ms: once for a process."""
    return httpx.create_ssl_context(trust_env=False)
