"""Many hosts on 127.0.0.0/8, one server in a process of its own: some answers are faults, and its log is the truth.

    with ManyHosts(hosts=200, pages=50, faults=0.3, seed=6) as web:
        web.url(host, page)       # where a page is; every third host asks for a Crawl-delay
        web.log()                 # what each host saw

Which answers of a page are faults is a function of the seed, the host, the page and how often it was asked for. A page
"can be had" where one of the first tries is no fault; all others answer at most `lasting` times in a row with one.
"""

import asyncio
import gzip
import hashlib
import itertools
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

FAULTS: Final = ("429", "503", "500", "hang up", "cut", "damaged gzip", "drip", "silence", "garbage")
"""What may be wrong with an answer. A drip is slow but good."""

_ROOT: Final = Path(__file__).parents[2]
_SILENCE: Final = 30.0


@dataclass
class Saw:
    """What one host saw: counts as `HostLedger` has them, and when each request's first line was there."""

    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    too_many: int = 0
    errors: int = 0
    times: list[float] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)
    """Good answers by path."""
    full: int = 0
    """Good answers with a body."""


@dataclass(frozen=True)
class Web:
    """What there is, and what goes wrong: both sides know it."""

    hosts: int
    pages: int
    faults: float
    seed: int
    lasting: int
    delay: float

    def host(self, number: int) -> str:
        return f"127.1.{number // 250}.{number % 250 + 1}"

    def asks(self, number: int) -> float:
        """The Crawl-delay of a host, 0 for none."""
        return self.delay if number % 3 == 0 else 0.0

    def fault(self, host: str, path: str, turn: int) -> str | None:
        """What goes wrong with a path's answer of this turn; after `lasting` faults in a row there is none."""
        if turn % (self.lasting + 1) == self.lasting:
            return None
        dice = hashlib.sha256(f"{self.seed} {host} {path} {turn}".encode()).digest()
        if int.from_bytes(dice[:4], "big") / 2**32 >= self.faults:
            return None
        return FAULTS[dice[4] % len(FAULTS)]

    def body(self, host: str, path: str) -> bytes:
        """A review, and other words on every page."""
        word = hashlib.sha256(f"{host}{path}".encode()).hexdigest()
        title = f"Film {word[:6]}"
        said = " ".join(f"The {number}th scene is told with patience, and it stays." for number in range(20))
        text = f"""<!doctype html><html lang="en"><head><title>{title} Review</title></head><body><article>
            <h1>{title} Review</h1><p>{title} is a film that keeps its distance and then, at last, does not.</p>
            <p>{said}</p><p><strong>Rating:</strong> {int(word[0], 16) % 5 + 1}/5</p></article></body></html>"""
        return text.encode()


class ManyHosts:
    """The server, as a context manager."""

    def __init__(
        self, *, hosts: int, pages: int, faults: float, seed: int = 6, lasting: int = 2, delay: float = 0.1
    ) -> None:
        self.web = Web(hosts, pages, faults, seed, lasting, delay)

    def __enter__(self) -> Self:
        job = [sys.executable, "-m", "tests.e2e.hostile", json.dumps(asdict(self.web))]
        self._process = subprocess.Popen(job, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._ask(""))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    @property
    def hosts(self) -> list[str]:
        return [self.web.host(number) for number in range(self.web.hosts)]

    def url(self, host: str, page: int) -> str:
        return f"http://{host}:{self.port}/review/{page}"

    def log(self) -> dict[str, Saw]:
        """What each host saw so far."""
        return {host: Saw(**saw) for host, saw in json.loads(self._ask("log\n")).items()}

    def forget(self) -> None:
        """Begin the log anew; pages are what they were, and faults go on."""
        self._ask("forget\n")

    def _ask(self, command: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(command)
        self._process.stdin.flush()
        return self._process.stdout.readline()


class _Server:
    """All hosts; the address that a connection came to says which."""

    def __init__(self, web: Web) -> None:
        self.saw: defaultdict[str, Saw] = defaultdict(Saw)
        self._web = web
        self._numbers = {web.host(number): number for number in range(web.hosts)}
        self._turns: defaultdict[tuple[str, str], Iterator[int]] = defaultdict(itertools.count)
        self._port = 0

    async def start(self) -> int:
        server = await asyncio.start_server(self._serve, "0.0.0.0", 0, backlog=4_096)  # noqa: S104 - 127.0.0.0/8
        self._port = server.sockets[0].getsockname()[1]
        return self._port

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        saw = self.saw
        try:
            while line := await reader.readline():
                saw[host].times.append(asyncio.get_running_loop().time())
                saw[host].requests += 1
                headers = {}
                while (header := await reader.readline()) not in {b"\r\n", b""}:
                    name, _, value = header.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                if not await self._answer(saw[host], host, line.decode("latin-1").split()[1], headers, writer):
                    break
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _answer(
        self, saw: Saw, host: str, path: str, headers: dict[str, str], writer: asyncio.StreamWriter
    ) -> bool:
        """Answer one request; false to close the connection."""
        fault = None
        if path.startswith("/review/"):
            fault = self._web.fault(host, path, next(self._turns[host, path]))
        if fault in {"hang up", "silence", "garbage"}:
            if fault == "garbage":
                await self._write(writer, b"\x00\x01 what?\r\n\r\n")
            if fault == "silence":
                await asyncio.sleep(_SILENCE)
            return False
        if fault in {"429", "503", "500"}:
            saw.too_many += fault != "500"
            saw.errors += fault != "429"
            pause = {"429": "Retry-After: 0\r\n", "503": "Retry-After: Thu, 01 Jan 2026 00:00:00 GMT\r\n"}.get(
                fault, ""
            )
            await self._send(saw, writer, f"{fault} Trouble\r\n{pause}", b"later")
            return True
        return await self._good(saw, host, path, headers, fault, writer)

    async def _good(
        self, saw: Saw, host: str, path: str, headers: dict[str, str], fault: str | None, writer: asyncio.StreamWriter
    ) -> bool:
        status, kind, body = self._document(host, path)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if fault == "cut":
            coded = gzip.compress(body, 1, mtime=0)
            await self._send(saw, writer, "200 OK\r\nContent-Encoding: gzip\r\n", coded[:-30], length=len(coded))
            return False
        if fault == "damaged gzip":
            coded = gzip.compress(body, 1, mtime=0)
            await self._send(saw, writer, "200 OK\r\nContent-Encoding: gzip\r\n", coded[:-8] + bytes(8))
            return True
        if status == 200 and headers.get("if-none-match") == etag:
            saw.not_modified += 1
            await self._write(writer, f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode())
        else:
            saw.full += status == 200
            head = f"{status} Good\r\nContent-Type: {kind}\r\nETag: {etag}\r\nContent-Encoding: gzip\r\n"
            await self._send(saw, writer, head, gzip.compress(body, 1, mtime=0), drip=fault == "drip")
        saw.pages[path] = saw.pages.get(path, 0) + 1
        return True

    def _document(self, host: str, path: str) -> tuple[int, str, bytes]:
        number = self._numbers.get(host)
        if number is None:
            return 404, "text/plain", b"no such host"
        if path == "/robots.txt":
            asks = f"Crawl-delay: {self._web.asks(number)}\n" if self._web.asks(number) else ""
            return 200, "text/plain", f"User-agent: *\n{asks}Disallow: /private\n".encode()
        if path == "/sitemap.xml":
            places = (f"http://{host}:{self._port}/review/{page}" for page in range(self._web.pages))
            listed = "".join(f"<url><loc>{place}</loc></url>" for place in places)
            sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
            return 200, "application/xml", sitemap.encode()
        if path.startswith("/review/"):
            return 200, "text/html; charset=utf-8", self._web.body(host, path)
        return 404, "text/plain", b"not here"

    async def _send(
        self,
        saw: Saw,
        writer: asyncio.StreamWriter,
        head: str,
        body: bytes,
        *,
        length: int | None = None,
        drip: bool = False,
    ) -> None:
        told = len(body) if length is None else length
        saw.bytes += len(body)
        await self._write(writer, f"HTTP/1.1 {head}Content-Length: {told}\r\n\r\n".encode())
        step = -(-len(body) // 5) if drip else len(body)
        for start in range(0, len(body), step or 1):
            await self._write(writer, body[start : start + step])
            if drip:
                await asyncio.sleep(0.02)

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        writer.write(data)
        await writer.drain()


async def _main(web: Web) -> None:
    server = _Server(web)
    _say(await server.start())
    loop = asyncio.get_running_loop()
    while command := await loop.run_in_executor(None, sys.stdin.readline):
        if command == "forget\n":
            server.saw.clear()
        _say({host: asdict(saw) for host, saw in server.saw.items()})


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_main(Web(**json.loads(sys.argv[1]))))
