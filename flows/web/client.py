"""The one way to the web: robots.txt, then the host's turn, then the request, then the limits.

A request is sent again a bounded number of times where another try may help, and here alone. What a page says is not
looked at; what came and what was asked of each host is written down.
"""

import asyncio
import email.utils
import importlib.metadata
import itertools
import logging
import random
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Literal, Self

import httpx

from flows.errors import FetchError, HostError, PermanentError, TransientError, UsageError
from flows.settings import Settings
from flows.web.addresses import Guard, checked_url, is_loopback_name
from flows.web.coding import ACCEPT_ENCODING, CodingError, Inflater
from flows.web.robots import MAX_ROBOTS, PRODUCT_TOKEN, Robots, read_robots
from flows.web.throttle import Throttle, Turn
from flows.web.transport import ON_SENT, GuardedTransport
from schemas.page import Exchange, FetchRequest, NotModified, Page
from schemas.reject import Reason
from schemas.review import CaptureKind
from schemas.run import HostLedger
from schemas.site import host_of

_log = logging.getLogger(__name__)

_PAGE_TYPES: Final = frozenset({"", "text/html", "application/xhtml+xml", "text/xml", "application/xml", "text/plain"})
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_WORTH_A_RETRY: Final = {408, 425, 429, 500, 502, 503, 504, *range(520, 531)}
_STATUS_REASONS: Final = {404: Reason.NOT_FOUND, 410: Reason.GONE}
_TOO_MANY: Final = {429, 503}
_OTHER_BODY: Final = 65_536  # bytes read of a body that nobody needs, to keep the connection
_BACKOFF: Final = 1.0
_MOST_UNREACHABLE: Final = 5  # pages in a row without any answer, after which a host is given up
_ROBOTS_REDIRECTS: Final = 5  # RFC 9309 2.3.1.2
_ROBOTS_KEPT: Final[dict[str, float]] = {"found": 86_400.0, "none": 86_400.0, "unreachable": 600.0}  # RFC 9309 2.4


class Client:
    """Asks the web for pages, as an asynchronous context manager; one for a run.

    Args:
        settings: the run's settings.
        host_map: hosts that are served on this port of 127.0.0.1; their URLs and Host headers never show it.
        user_agent: the whole User-Agent header, where ours is not wanted.
        delays: seconds between two requests by host without "www.", in place of `settings.delay`; a port does not
            count, since it is the machine that is spared. A longer Crawl-delay of robots.txt still counts.
        hosts: hosts without "www." by site key: a redirect that leads a page of the site off them is refused. Pages
            of sites that are not in it may lead anywhere.
        require_contact: refuse hosts beyond loopback while `settings.contact` is not set.
        ssl_context: whom to trust, in place of certifi's list.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        host_map: Mapping[str, int] | None = None,
        user_agent: str | None = None,
        delays: Mapping[str, float] | None = None,
        hosts: Mapping[str, Collection[str]] | None = None,
        require_contact: bool = True,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._host_map = dict(host_map or {})
        by_name = {_without_port(host): delay for host, delay in (delays or {}).items()}
        self._throttle = Throttle(settings.delay, by_name, patience=settings.max_delay)
        self._hosts = dict(hosts or {})
        self._require_contact = require_contact
        self._robots: dict[str, tuple[Robots, float]] = {}
        self._robots_locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tallies: dict[str, _Tally] = {}
        # A transport alone: httpx's client would keep cookies and judge redirects before we can.
        guard = Guard(settings.allow_hosts, host_map)
        self._transport = GuardedTransport(guard, connections=4 * settings.concurrency, ssl_context=ssl_context)
        self._headers = (
            (b"User-Agent", (user_agent or default_user_agent(settings.contact)).encode("ascii")),
            (b"Accept", b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            (b"Accept-Encoding", ACCEPT_ENCODING.encode("ascii")),
        )
        self._timeouts = {
            "connect": settings.connect_timeout,
            "read": settings.read_timeout,
            "write": settings.read_timeout,
            "pool": None,
        }

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def fetch(self, request: FetchRequest, *, keep: Callable[[Page], object] | None = None) -> Page | NotModified:
        """Ask for a page that is due, with the validators of its last visit (RFC 9110 13.1).

        Validators go to the URL itself, not to where it redirects: they were given for one representation. `keep` is
        given every response that is no page: redirects, 304, errors, each try of them.

        Raises:
            PermanentError: robots.txt forbids it, it is gone, no page, too large, or all tries failed.
            HostError: nothing comes from the URL's host (with or without "www.") for now. Its robots.txt could not be
                read (for 10 minutes), it asks for a longer pause than `settings.max_delay` (until that is over), or
                five of its pages in a row, this one or earlier ones, got no answer after all tries (for as long as
                this client lives). It is sent nothing meanwhile. About another host, to which the URL redirects, it
                is a `PermanentError`.
            UsageError: the host is beyond loopback and there is no contact.
        """
        answer = await self._follow(
            request.url,
            _Ask(
                headers=_validators(request),
                max_body=self._settings.max_body,
                types=_PAGE_TYPES,
                hosts=self._hosts.get(request.site),
                redirects=self._settings.max_redirects,
                keep=keep,
            ),
        )
        if answer.status == httpx.codes.NOT_MODIFIED and answer.conditional:
            return NotModified(url=request.url, fetched_at=answer.at)
        return _page(request.url, answer)

    async def get(self, url: str, *, max_body: int | None = None, any_type: bool = True) -> Page:
        """Ask for a document: a sitemap, a feed, an API's answer, or with `any_type=False` a page.

        `max_body` is in bytes after content decoding. Redirects may lead anywhere. Raises what `fetch` raises.
        """
        ask = _Ask(
            max_body=max_body or self._settings.max_body,
            types=None if any_type else _PAGE_TYPES,
            redirects=self._settings.max_redirects,
        )
        return _page(url, await self._follow(url, ask))

    async def robots(self, url: str) -> Robots:
        """What the robots.txt of the URL's origin says; asked for once in 24 hours, where unreachable in 10 minutes.

        Raises:
            PermanentError: this is no URL that may be asked for.
            UsageError: the host is beyond loopback and there is no contact.
        """
        target = checked_url(url)
        origin = f"{target.scheme}://{target.netloc.decode('ascii')}"
        async with self._robots_locks[origin]:
            robots, until = self._robots.get(origin, (None, 0.0))
            if robots is None or time.monotonic() >= until:
                robots = await self._ask_robots(origin)
                self._robots[origin] = (robots, time.monotonic() + _ROBOTS_KEPT[robots.state])
                self._obey(_host(target), robots)
        return robots

    def ledger(self) -> tuple[HostLedger, ...]:
        """What was asked of each host so far, by host."""
        return tuple(tally.entry(host, self._throttle.delay(host)) for host, tally in sorted(self._tallies.items()))

    async def _follow(self, url: str, ask: "_Ask") -> "_Answer":
        """Ask for a URL and for where it redirects to."""
        seen = {url}
        answer = await self._insist(url, ask)
        while answer.status in _REDIRECTS and "location" in answer.headers:
            target = _redirect_target(answer)
            if ask.hosts is not None and host_of(target) not in ask.hosts:
                raise PermanentError(Reason.REDIRECT, f"it redirects off the site, to {host_of(target)}")
            if target in seen:
                raise PermanentError(Reason.REDIRECT, "it redirects in a circle")
            if len(seen) > ask.redirects:
                raise PermanentError(Reason.REDIRECT, f"it redirects more than {ask.redirects} times")
            seen.add(target)
            try:
                answer = await self._insist(target, replace(ask, headers=()))
            except HostError as error:
                if host_of(target) == host_of(url):
                    raise
                raise PermanentError(error.reason, error.detail, status=error.status) from error
        return answer

    async def _insist(self, url: str, ask: "_Ask") -> "_Answer":
        """Ask for one URL as often as it takes, unless robots.txt forbids it; give up a host that is down."""
        target = checked_url(url)
        if self._require_contact:
            require_contact(self._settings, (_host(target),), self._host_map)
        if ask.obey_robots:
            await self._check_robots(url)
        try:
            return await self._repeat(url, target, ask)
        except PermanentError as error:
            # An unreachable robots.txt is no page: it stops its origin by itself.
            if error.reason is Reason.UNREACHABLE and ask.obey_robots:
                self._count_unreachable(_host(target), error)
            raise

    async def _repeat(self, url: str, target: httpx.URL, ask: "_Ask") -> "_Answer":
        """Ask, again where another try may help: after the pause that the host names, or a growing one."""
        tally = self._tally(_host(target))
        for tries in itertools.count(1):
            try:
                return await self._try(url, target, ask)
            except TransientError as error:
                pause = error.retry_after if error.retry_after is not None else self._backoff(tries)
                self._throttle.hold(_host(target), pause)
                if pause > self._settings.max_delay:
                    detail = f"{error.detail}; the host asks to be left alone for {pause:.0f} s"
                    raise HostError(error.reason, detail, status=error.status) from error
                if tries > self._settings.retries:
                    times = f" ({tries} tries)" if tries > 1 else ""
                    raise PermanentError(error.reason, f"{error.detail}{times}", status=error.status) from error
                tally.retries += 1
        raise AssertionError("unreachable")

    def _count_unreachable(self, host: str, error: PermanentError) -> None:
        """Count a page that got no answer.

        Raises:
            HostError: too many in a row did not.
        """
        tally = self._tally(host)
        tally.unreachable += 1
        if tally.unreachable >= _MOST_UNREACHABLE:
            detail = f"{error.detail}; no answer to {tally.unreachable} pages in a row"
            self._throttle.give_up(host, detail)
            raise HostError(error.reason, detail) from error

    async def _try(self, url: str, target: httpx.URL, ask: "_Ask") -> "_Answer":
        """One exchange in the host's turn; what httpx raises becomes ours."""
        async with self._throttle.turn(_host(target)) as turn:
            try:
                async with asyncio.timeout(self._settings.total_timeout):
                    return await self._exchange(url, target, ask, turn)
            except TimeoutError as error:
                limit = f"{self._settings.total_timeout:g} s"
                raise TransientError(Reason.UNREACHABLE, f"the answer was not complete within {limit}") from error
            except httpx.TransportError as error:
                raise _trouble(_host(target), error) from error
            except CodingError as error:
                raise TransientError(Reason.UNREACHABLE, str(error)) from error

    async def _exchange(self, url: str, target: httpx.URL, ask: "_Ask", turn: Turn) -> "_Answer":
        tally = self._tally(_host(target))

        def on_sent() -> None:
            turn.begin()
            tally.requests += 1

        request = httpx.Request(
            "GET",
            target,
            headers=(*self._headers, *ask.headers),
            extensions={"timeout": self._timeouts, ON_SENT: on_sent},
        )
        at = datetime.now(UTC)
        response = await self._transport.handle_async_request(request)
        tally.unreachable = 0
        try:
            status = response.status_code
            headers = _headers(response)
            tally.not_modified += status == httpx.codes.NOT_MODIFIED
            tally.too_many += status in _TOO_MANY
            if response.is_success:
                _check_type(headers, ask.types)
                body = await _read(response, headers, ask.max_body, tally, cut=ask.cut)
            else:
                body = await _read(response, headers, _OTHER_BODY, tally, cut=True)
        finally:
            await response.aclose()
        exchange = _exchanged(request, response, body)
        answer = _Answer(url, status, headers, body.decoded, at, conditional=bool(ask.headers), exchange=exchange)
        if ask.keep is not None and not response.is_success:
            ask.keep(_as_page(url, answer))
        if status in _WORTH_A_RETRY:
            pause = _retry_after(headers, at) if status in _TOO_MANY else None
            raise TransientError(Reason.HTTP_ERROR, f"HTTP {status}", status=status, retry_after=pause)
        return answer

    async def _ask_robots(self, origin: str) -> Robots:
        """Ask for one robots.txt (RFC 9309 2.3.1): 4xx allows all, 429 and 5xx and no answer forbid all."""
        ask = _Ask(
            max_body=MAX_ROBOTS,
            redirects=max(_ROBOTS_REDIRECTS, self._settings.max_redirects),
            obey_robots=False,
            cut=True,
        )
        try:
            answer = await self._follow(f"{origin}/robots.txt", ask)
        except FetchError as error:
            if error.reason is Reason.REDIRECT:
                return Robots("none")
            refused = error.reason is Reason.REFUSED_ADDRESS
            reason = Reason.REFUSED_ADDRESS if refused else Reason.UNREACHABLE
            return Robots("unreachable", reason=reason, detail=error.detail)
        if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Robots("unreachable", detail=f"HTTP {answer.status}")
        return read_robots(answer.body) if httpx.codes.is_success(answer.status) else Robots("none")

    def _obey(self, host: str, robots: Robots) -> None:
        self._tally(host).robots = robots.state
        if robots.crawl_delay is None:
            return
        longest = self._settings.max_delay
        if robots.crawl_delay > longest:
            _log.warning("%s asks for %g s between requests; %g s are kept", host, robots.crawl_delay, longest)
        self._throttle.slow_down(host, min(robots.crawl_delay, longest))

    async def _check_robots(self, url: str) -> None:
        robots = await self.robots(url)
        if robots.allowed(url):
            return
        if robots.state == "unreachable":
            raise HostError(robots.reason, f"robots.txt could not be read: {robots.detail}")
        self._tally(_host(checked_url(url))).refused += 1
        raise PermanentError(Reason.ROBOTS_DISALLOWED, "robots.txt forbids it")

    def _backoff(self, tries: int) -> float:
        """1, 2, 4 … seconds, shortened by up to a half at random so that clients do not come back together."""
        pause = _BACKOFF * 2.0 ** min(tries - 1, 10) * random.uniform(0.5, 1)  # noqa: S311 - no secret
        return min(pause, self._settings.max_delay)

    def _tally(self, host: str) -> "_Tally":
        return self._tallies.setdefault(host, _Tally())


def default_user_agent(contact: str | None) -> str:
    """Our User-Agent: the product token and version, and whom to ask about the crawl (RFC 9110 10.1.5)."""
    try:
        version = importlib.metadata.version("reviewlines")
    except importlib.metadata.PackageNotFoundError:  # run from the sources
        version = "0"
    return f"{PRODUCT_TOKEN}/{version} (+{contact})" if contact else f"{PRODUCT_TOKEN}/{version}"


def require_contact(settings: Settings, hosts: Iterable[str], host_map: Mapping[str, int] | None = None) -> None:
    """See to it that a crawl of the hosts, with or without port, tells whom to ask about it.

    Raises:
        UsageError: there is no contact, and one of them is neither in the host map nor this machine itself.
    """
    if settings.contact:
        return
    for host in hosts:
        name = _without_port(host)
        if name not in (host_map or {}) and not is_loopback_name(name):
            raise UsageError(
                f"no contact for the User-Agent, so {name} is not asked: set contact in reviewlines.toml or give "
                "--contact (a URL or e-mail address)"
            )


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked for, beside the URL."""

    max_body: int
    redirects: int
    headers: Sequence[tuple[bytes, bytes]] = ()
    types: Collection[str] | None = None
    """Content types that are read; null for any."""
    hosts: Collection[str] | None = None
    """Hosts that a redirect may lead to; null for any."""
    obey_robots: bool = True
    cut: bool = False
    """A body beyond the limit is cut off there instead of being refused."""
    keep: Callable[[Page], object] | None = None
    """Is given every response that is no page."""


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime
    conditional: bool
    """Validators were sent, so that 304 is an answer."""
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class _Body:
    decoded: bytes
    coded: bytes
    """With its content coding; the same object where it has none."""
    is_cut: bool = False


@dataclass(slots=True)
class _Tally:
    robots: Literal["found", "none", "unreachable"] | None = None
    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    too_many: int = 0
    retries: int = 0
    refused: int = 0
    unreachable: int = 0
    """Pages in a row that got no answer."""

    def entry(self, host: str, delay: float) -> HostLedger:
        return HostLedger(
            host=host,
            robots=self.robots,
            delay=delay,
            requests=self.requests,
            bytes=self.bytes,
            not_modified=self.not_modified,
            too_many=self.too_many,
            retries=self.retries,
            refused=self.refused,
        )


def _host(url: httpx.URL) -> str:
    """Host name as it goes over the wire: lower case, IDNA-encoded, without port, brackets and a final dot."""
    return url.raw_host.decode("ascii").rstrip(".")


def _without_port(host: str) -> str:
    return host.partition(":")[0] if host.count(":") == 1 else host  # more colons are an IPv6 address


def _page(url: str, answer: _Answer) -> Page:
    """The answer as a page.

    Raises:
        PermanentError: its status is none of a page.
    """
    if answer.status not in {httpx.codes.OK, httpx.codes.NON_AUTHORITATIVE_INFORMATION}:
        reason = _STATUS_REASONS.get(answer.status, Reason.HTTP_ERROR)
        raise PermanentError(reason, f"HTTP {answer.status}", status=answer.status)
    return _as_page(url, answer)


def _as_page(url: str, answer: _Answer) -> Page:
    return Page(
        url=url,
        body=answer.body,
        final_url=answer.url,
        status=answer.status,
        headers=answer.headers,
        fetched_at=answer.at,
        capture=CaptureKind.LIVE,
        robots="allowed",
        exchange=answer.exchange,
    )


def _exchanged(request: httpx.Request, response: httpx.Response, body: _Body) -> Exchange:
    version = response.extensions.get("http_version", b"HTTP/1.1")
    phrase = response.extensions.get("reason_phrase", b"")
    return Exchange(
        request=tuple(request.headers.raw),
        status_line=b"%b %d %b" % (version, response.status_code, phrase),
        response=tuple(response.headers.raw),
        body=body.coded,
        is_cut=body.is_cut,
    )


def _validators(request: FetchRequest) -> tuple[tuple[bytes, bytes], ...]:
    """If-None-Match and If-Modified-Since, byte for byte as the validators came; one that no header can hold is not."""
    given = ((b"If-None-Match", request.etag), (b"If-Modified-Since", request.last_modified))
    return tuple((name, value.encode("latin-1", "ignore")) for name, value in given if value and value.isprintable())


def _headers(response: httpx.Response) -> dict[str, str]:
    joined: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _check_type(headers: Mapping[str, str], types: Collection[str] | None) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if types is not None and kind not in types:
        raise PermanentError(Reason.NOT_HTML, f"its content type is {kind[:100]}")


async def _read(response: httpx.Response, headers: Mapping[str, str], limit: int, tally: _Tally, *, cut: bool) -> _Body:
    """The body, decoded and as it came, at most `limit` bytes of it.

    Raises:
        PermanentError: it is larger and not to be cut, or its coding was not asked for.
        CodingError: it is damaged.
    """
    try:
        inflater = Inflater(headers.get("content-encoding", ""))
    except CodingError as error:
        raise PermanentError(Reason.HTTP_ERROR, str(error)) from error
    coded: list[bytes] = []
    body = bytearray()
    async for data in response.aiter_raw():
        coded.append(data)
        for piece in inflater.feed(data):
            tally.bytes += len(piece)
            body += piece
            if len(body) > limit:
                if cut:
                    return _Body(bytes(body[:limit]), b"".join(coded), is_cut=True)
                raise PermanentError(Reason.TOO_LARGE, f"the body is larger than {limit:,} bytes")
    inflater.close()
    decoded = bytes(body)
    return _Body(decoded, b"".join(coded) if inflater.decodes else decoded)


def _redirect_target(answer: _Answer) -> str:
    """Where a redirect leads, without the fragment.

    Raises:
        PermanentError: to something that is not asked for.
    """
    try:
        target = httpx.URL(answer.url).join(_as_utf8(answer.headers["location"]))
        return str(checked_url(str(target)).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError, PermanentError) as error:
        raise PermanentError(Reason.REDIRECT, "it redirects to something that is no http(s) URL") from error


def _as_utf8(value: str) -> str:
    """What a header's bytes say as UTF-8, which is what servers that do not percent-encode mean."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of a Retry-After header, which has seconds or a date (RFC 9110 10.2.3); null where it has neither."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        date = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())


def _trouble(host: str, error: httpx.TransportError) -> FetchError:
    """What went wrong below HTTP, in words. A wrong certificate stays wrong; all else may pass."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return PermanentError(Reason.UNREACHABLE, f"the certificate of {host} is not valid: {cause.verify_message}")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectTimeout):
        return TransientError(Reason.UNREACHABLE, f"no connection to {host} in time")
    if isinstance(error, httpx.ConnectError):
        return TransientError(Reason.UNREACHABLE, f"no connection to {host}: {error}")
    if isinstance(error, httpx.TimeoutException):
        return TransientError(Reason.UNREACHABLE, f"{host} stopped answering")
    return TransientError(Reason.UNREACHABLE, f"the answer of {host} was cut off or broken: {error}")
