"""The server of a benchmark: answers that are made beforehand, on all of 127.0.0.0/8, in as few cycles as it can."""

import asyncio
from collections.abc import Callable

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class _Answers(asyncio.Protocol):
    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert isinstance(self._transport, asyncio.Transport)
        self._head += data
        if self._head.endswith(b"\r\n\r\n"):
            path, self._head = self._head.split(b" ", 2)[1], b""
            self._transport.write(self._answer(path))


def ok(body: bytes, *fields: bytes) -> bytes:
    """A whole answer 200 with a page."""
    lines = [b"HTTP/1.1 200 OK", b"Content-Type: text/html", *fields, b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


async def serve(answer: Callable[[bytes], bytes]) -> None:
    """Print the port, and answer each request by its path until the process is killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answers(answer), "0.0.0.0", 0)  # noqa: S104 - 127.0.0.0/8
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
