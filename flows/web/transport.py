"""The connection engine: an httpx transport over httpcore that connects only where the guard lets it.

The rest of `flows.web` knows httpx's transport interface alone, so that another engine can take this one's place.
"""

import asyncio
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Final

import httpcore
import httpx

from flows.web.addresses import Guard

ON_SENT: Final = "reviewlines.on_sent"
"""Extension of a request: a function that is called when its first byte is about to go out."""

# httpx names its exceptions after httpcore's; the more special ones come first.
_EXCEPTIONS: Final[tuple[tuple[type[Exception], type[httpx.TransportError]], ...]] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.TimeoutException, httpx.PoolTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)


class GuardedTransport(httpx.AsyncBaseTransport):
    """HTTP/1.1 with keep-alive. Errors are httpx's, and the guard's own `FetchError` where it refuses an address."""

    def __init__(self, guard: Guard, *, connections: int, ssl_context: ssl.SSLContext | None = None) -> None:
        """At most `connections` are open at a time; certificates are those of `certifi` where no context is given."""
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or _certifi(),
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=90.0,
            network_backend=_GuardedBackend(guard),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body is read from the response's stream."""
        on_sent = request.extensions.get(ON_SENT)

        async def trace(event: str, _: Mapping[str, object]) -> None:
            if on_sent and event == "http11.send_request_headers.started":
                on_sent()

        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        with _as_httpx():
            response = await self._pool.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions={**request.extensions, "trace": trace},
                )
            )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assert isinstance(self._response.stream, AsyncIterable)  # noqa: S101 - of an asynchronous pool it always is
        with _as_httpx():
            async for part in self._response.stream:
                yield part

    async def aclose(self) -> None:
        await self._response.aclose()


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that the guard gives, by number. TLS still checks the host's name."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._guard.resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host} was not resolved in time") from error
        share = timeout / len(addresses) if timeout is not None else None
        failure: Exception | None = None
        for address, port_there in addresses:
            try:
                return await self._sockets.connect_tcp(address, port_there, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@cache
def _certifi() -> ssl.SSLContext:
    """Reading the list takes some 20 ms: once for a process."""
    return httpx.create_ssl_context(trust_env=False)


@contextmanager
def _as_httpx() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        for ours, theirs in _EXCEPTIONS:
            if isinstance(error, ours):
                raise theirs(str(error)) from error
        raise
