"""One HTTP/1.1 connection (RFC 9112): h11 speaks the protocol, asyncio moves the bytes."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from typing import Final, cast

import h11
import httpx

MAX_HEAD: Final = 65_536
"""Bytes of an answer's head, and of a chunk's, that are waited for."""

_READ_AHEAD: Final = 262_144  # bytes received before anyone asks for them, after which the socket is left alone
_MOST_INTERIM: Final = 10  # 1xx answers before the real one
_SPARE: Final = 1.0  # seconds by which a kept connection is left earlier than the server says it is closed

Headers = Sequence[tuple[bytes, bytes]]


class Connection(asyncio.Protocol):
    """A connection that carries one request after another; errors are httpx's transport errors.

    Bytes that come while nothing was asked end it: they would be taken for the next request's answer.
    """

    def __init__(self) -> None:
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the connection is closed, by whichever side."""
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._unread = 0
        self._paused = False
        self._ended = False
        self._keep = float("inf")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio, as the next three are."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take what came; where nobody reads it, let the rest wait in the socket."""
        if self._h11.our_state is h11.IDLE:
            self.abort()
            return
        self._h11.receive_data(data)
        self._unread += len(data)
        if self._unread > _READ_AHEAD and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """The server sends no more."""
        self._end_of_data()

    def connection_lost(self, _error: Exception | None) -> None:
        """The connection is closed."""
        self._end_of_data()
        if not self.lost.done():
            self.lost.set_result(None)

    @property
    def usable(self) -> bool:
        """Whether another request may be sent."""
        return self._h11.our_state is h11.IDLE and self._transport is not None and not self._transport.is_closing()

    @property
    def keep(self) -> float:
        """Seconds that the server keeps the connection for the next request, as it says (RFC 2068 19.7.1.1)."""
        return self._keep

    async def secured(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS on a connection that was opened without: through a proxy's tunnel."""
        assert self._transport is not None  # noqa: S101 - it is connected
        loop = asyncio.get_running_loop()
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._transport = await loop.start_tls(self._transport, self, context, server_hostname=host)

    def send(self, method: bytes, target: bytes, headers: Headers) -> None:
        """Send a request without a body.

        Raises:
            httpx.WriteError: the server has closed the connection.
            httpx.LocalProtocolError: no such request can be written.
        """
        if self._transport is None or self._transport.is_closing():
            raise httpx.WriteError("the connection was closed")
        try:
            data = self._h11.send(h11.Request(method=method, target=target, headers=list(headers)))
            end = self._h11.send(h11.EndOfMessage())
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error)) from error
        self._transport.write((data or b"") + (end or b""))

    async def head(self, timeout: float | None) -> h11.Response:  # noqa: ASYNC109 - of each wait, not of all
        """The answer's status and headers.

        Raises:
            httpx.RemoteProtocolError: it is none, or the connection was closed before it was complete.
            httpx.ReadTimeout: nothing came for `timeout` seconds.
        """
        for _ in range(_MOST_INTERIM):
            event = await self._event(timeout)
            if isinstance(event, h11.Response):
                self._keep = _keep_alive(event)
                return event
        raise httpx.RemoteProtocolError("only interim answers came")

    async def body(self, timeout: float | None) -> AsyncIterator[bytes]:  # noqa: ASYNC109
        """The answer's body as it comes. Raises what `head` raises."""
        while isinstance(event := await self._event(timeout), h11.Data):
            yield bytes(event.data)
        if self._h11.their_state is h11.DONE and not self._h11.trailing_data[0]:
            self._h11.start_next_cycle()

    def abort(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    async def _event(self, timeout: float | None) -> h11.Event | type[h11.PAUSED]:  # noqa: ASYNC109
        while True:
            try:
                event = self._h11.next_event()
            except h11.RemoteProtocolError as error:
                raise httpx.RemoteProtocolError(str(error)) from error
            if event is not h11.NEED_DATA:
                return cast("h11.Event | type[h11.PAUSED]", event)
            await self._more(timeout)

    async def _more(self, timeout: float | None) -> None:  # noqa: ASYNC109
        """Wait until something comes, or the end."""
        self._unread = 0
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await waiting
        except TimeoutError as error:
            # Where it was us who had no time, both are there at once: what came, and the end of the wait.
            if not waiting.done() or waiting.cancelled():
                raise httpx.ReadTimeout(f"nothing came for {timeout:g} s") from error
        finally:
            self._waiting = None

    def _end_of_data(self) -> None:
        if not self._ended:
            self._ended = True
            self._h11.receive_data(b"")
        self._wake()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


def _keep_alive(response: h11.Response) -> float:
    """Seconds of `Keep-Alive: timeout=5`, less a little; for ever where the server does not say."""
    for name, value in response.headers:
        if name == b"keep-alive":
            for parameter in value.split(b","):
                key, _, number = parameter.strip().partition(b"=")
                if key.lower() == b"timeout" and number.isdigit():
                    return max(0.0, float(number[:9]) - _SPARE)
    return float("inf")
