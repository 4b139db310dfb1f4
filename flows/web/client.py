"""The one way to the web: robots.txt, then the host's turn, then the request, then the limits.

A request is sent again a bounded number of times where another try may help, and here alone. What a page says is not
looked at; what came and what was asked of each host is written down.
"""

import asyncio
import importlib.metadata
import itertools
import logging
import random
import ssl
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self

import httpx

from flows.errors import FetchError, HostError, PermanentError, TransientError, UsageError
from flows.settings import Settings
from flows.web.addresses import Guard, checked_url, is_loopback_name
from flows.web.coding import ACCEPT_ENCODING, CodingError, CodingLimitError
from flows.web.exchange import Answer, Ask, read_answer, redirect_target, retry_after, trouble
from flows.web.exchange import keep as keep_answer
from flows.web.ledger import Account
from flows.web.robots import MAX_ROBOTS, PRODUCT_TOKEN, Robots, read_robots
from flows.web.throttle import Throttle, Turn
from flows.web.transport import ON_SENT, GuardedTransport
from schemas.page import FetchRequest, KnownListing, KnownRobots, NotModified, Page
from schemas.reject import Reason
from schemas.run import HostLedger
from schemas.site import host_of

_log = logging.getLogger(__name__)

_PAGE_TYPES: Final = frozenset({"", "text/html", "application/xhtml+xml", "text/xml", "application/xml", "text/plain"})
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_WORTH_A_RETRY: Final = {408, 425, 429, 500, 502, 503, 504, *range(520, 531)}
_TOO_MANY: Final = {429, 503}
_GOOD: Final = {304, 404, 410}  # besides 2xx, what a server that is well answers
_BACKOFF: Final = 1.0
_MOST_UNREACHABLE: Final = 5  # pages in a row without any answer, after which a host is given up
_MOST_FAILED: Final = 10  # the same of pages that failed or were refused, whatever the answer
_REFUSALS: Final = {401, 403}
_ROBOTS_REDIRECTS: Final = 5  # RFC 9309 2.3.1.2
_ROBOTS_KEPT: Final[dict[str, float]] = {"found": 86_400.0, "none": 86_400.0, "unreachable": 600.0}  # RFC 9309 2.4


Keep = Callable[[Page], object]
"""Is given responses as they came, for an archive."""


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
        robots_files: of earlier runs: each is asked for with its validators, so that it need not be sent again.
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
        robots_files: Iterable[KnownRobots] = (),
    ) -> None:
        self._settings = settings
        self._host_map = dict(host_map or {})
        by_name = {_without_port(host): delay for host, delay in (delays or {}).items()}
        self._throttle = Throttle(settings.delay, by_name, patience=settings.max_delay, at_once=settings.concurrency)
        self._hosts = dict(hosts or {})
        self._require_contact = require_contact
        self._robots: dict[str, tuple[Robots, float]] = {}
        self._robots_files = {known.origin: known for known in robots_files}
        self._robots_locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._accounts: dict[str, Account] = {}
        self._unreachable: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._pages: Counter[str] = Counter()
        # A transport alone: httpx's client would keep cookies and judge redirects before we can.
        guard = Guard(settings.allow_hosts, host_map)
        proxy = settings.proxy.get_secret_value() if settings.proxy else None
        kept = 4 * settings.concurrency
        self._transport = GuardedTransport(guard, connections=kept, ssl_context=ssl_context, proxy=proxy)
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

    async def fetch(self, request: FetchRequest, *, keep: Keep | None = None) -> Page | NotModified:
        """Ask for a page that is due, with the validators of its last visit (RFC 9110 13.1).

        Validators go to the URL itself, not to where it redirects: they were given for one representation. `keep` is
        given every other response: redirects, 304, errors, each try of them, what is refused, and robots.txt.

        Raises:
            PermanentError: robots.txt forbids it, it is gone, no page, too large, or all tries failed.
            HostError: nothing comes from the URL's host (with or without "www.") for now. Its robots.txt could not be
                read (for 10 minutes), it asks for a longer pause than `settings.max_delay` (until that is over), or,
                for as long as this client lives, five of its pages in a row got no answer after all tries, ten in a
                row failed or were refused, or it was asked for `settings.max_pages_per_host` pages. It is sent
                nothing meanwhile. About another host, to which the URL redirects, it is a `PermanentError`.
            UsageError: the host is beyond loopback and there is no contact.
        """
        self._spend(host_of(request.url))
        answer = await self._follow(
            request.url,
            Ask(
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
        return answer.page(request.url)

    async def get(
        self, url: str, *, max_body: int | None = None, any_type: bool = True, keep: Keep | None = None
    ) -> Page:
        """Ask for a document: a sitemap, a feed, an API's answer, or with `any_type=False` a page.

        `max_body` is in bytes after content decoding. Redirects may lead anywhere. `keep` is given every response, with
        robots.txt. Raises what `fetch` raises.
        """
        return (await self._follow(url, self._document(max_body, keep, None if any_type else _PAGE_TYPES))).page(url)

    async def get_again(
        self, known: KnownListing, *, max_body: int | None = None, keep: Keep | None = None
    ) -> Page | NotModified:
        """Ask for a document of an earlier visit, with its validators (RFC 9110 13.1); else as `get`."""
        ask = replace(self._document(max_body, keep), headers=_validators(known))
        answer = await self._follow(known.url, ask)
        if answer.status == httpx.codes.NOT_MODIFIED and answer.conditional:
            return NotModified(url=known.url, fetched_at=answer.at)
        return answer.page(known.url)

    async def get_data(self, url: str, *, max_body: int | None = None, span: tuple[int, int] | None = None) -> Page:
        """Ask an archive's interface: its index, a capture, or with `span` some bytes of a file (RFC 9110 14).

        `span` is the first byte and their number; a server that does not keep to it is refused. robots.txt is not
        asked for what is offered to programs; turns, pauses and limits are those of any host.

        Raises:
            PermanentError: also with the reason `UNREADABLE` where the file has no such bytes.
            HostError: as `fetch`.
        """
        limit = span[1] if span else max_body or self._settings.max_body
        ask = Ask(max_body=limit, redirects=self._settings.max_redirects, is_data=True, span=span)
        try:
            answer = await self._follow(url, ask)
        except PermanentError as error:
            if span is not None and error.reason is Reason.TOO_LARGE:
                raise PermanentError(Reason.UNREADABLE, "the server does not give parts of files") from error
            raise
        if span is None:
            return answer.page(url)
        start, length = span
        if answer.status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise PermanentError(Reason.UNREADABLE, f"the file has no byte {start:,}", status=answer.status)
        if answer.status != httpx.codes.PARTIAL_CONTENT:
            answer.page(url)  # raises for what is no answer at all
            raise PermanentError(Reason.UNREADABLE, "the server does not give parts of files", status=answer.status)
        if not answer.headers.get("content-range", "").startswith(f"bytes {start}-") or len(answer.body) != length:
            raise PermanentError(Reason.UNREADABLE, "the server gave another part of the file", status=answer.status)
        return answer.as_it_is(url)

    def _document(self, max_body: int | None, keep: Keep | None, types: Collection[str] | None = None) -> Ask:
        return Ask(
            max_body=max_body or self._settings.max_body,
            types=types,
            redirects=self._settings.max_redirects,
            purpose="discovery",
            keep=keep,
        )

    async def robots(self, url: str, *, keep: Keep | None = None) -> Robots:
        """What the robots.txt of the URL's origin says; asked for once in 24 hours, where unreachable in 10 minutes.

        Raises:
            PermanentError: this is no URL that may be asked for.
            UsageError: the host is beyond loopback and there is no contact.
        """
        return await self._robots_of(checked_url(url), keep)

    def rest(self, host: str, seconds: float) -> None:
        """Send a host nothing for so long from now, and keep that pause: another client asked it until now."""
        self._throttle.slow_down(host, seconds)
        self._throttle.hold(host, seconds)

    def robots_files(self) -> tuple[KnownRobots, ...]:
        """The files that have validators, as they were last read: for the next run's client."""
        return tuple(self._robots_files.values())

    def ledger(self) -> tuple[HostLedger, ...]:
        """What was asked of each host so far, by host."""
        throttle = self._throttle
        return tuple(
            account.entry(throttle.delay(host), throttle.pause(host), throttle.stopped(host))
            for host, account in sorted(self._accounts.items())
        )

    def _spend(self, host: str) -> None:
        """Take a page from the host's budget.

        Raises:
            HostError: it is used up.
        """
        most = self._settings.max_pages_per_host
        if most is not None and self._pages[host] >= most:
            raise HostError(Reason.HTTP_ERROR, f"{host} has had its {most:,} pages of this run")
        self._pages[host] += 1

    async def _robots_of(self, target: httpx.URL, keep: Keep | None) -> Robots:
        origin = f"{target.scheme}://{target.netloc.decode('ascii')}"
        async with self._robots_locks[origin]:
            robots, until = self._robots.get(origin, (None, 0.0))
            if robots is None or time.monotonic() >= until:
                robots = await self._ask_robots(origin, keep)
                self._robots[origin] = (robots, time.monotonic() + _ROBOTS_KEPT[robots.state])
                self._obey(_host(target), robots)
        return robots

    async def _follow(self, url: str, ask: Ask) -> Answer:
        """Ask for a URL and for where it redirects to."""
        seen = {url}
        answer = await self._insist(url, ask)
        while answer.status in _REDIRECTS and "location" in answer.headers:
            target = redirect_target(answer)
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

    async def _insist(self, url: str, ask: Ask) -> Answer:
        """Ask for one URL as often as it takes, unless robots.txt forbids it; give up a host that is down."""
        target = checked_url(url)
        if self._require_contact:
            require_contact(self._settings, (_host(target),), self._host_map)
        if not ask.obey_robots:  # it is robots.txt itself, and no page: it stops its origin by itself
            return await self._repeat(url, target, ask)
        if not ask.is_data:
            await self._check_robots(url, target, ask.keep)
        try:
            answer = await self._repeat(url, target, ask)
        except PermanentError as error:
            self._count_failure(_host(target), error)
            raise
        if answer.status in _REFUSALS:
            refusal = PermanentError(Reason.HTTP_ERROR, f"HTTP {answer.status}", status=answer.status)
            self._count_failure(_host(target), refusal)
        else:
            self._failed.pop(_host(target), None)
        return answer

    async def _repeat(self, url: str, target: httpx.URL, ask: Ask) -> Answer:
        """Ask, again where another try may help: after the pause that the host names, or a growing one."""
        account = self._account(_host(target))
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
                account.retries += 1
        raise AssertionError("unreachable")

    def _count_failure(self, host: str, error: PermanentError) -> None:
        """Count a page that failed: the host is given up where that goes on.

        Raises:
            HostError: too many in a row failed.
        """
        if error.reason not in {Reason.UNREACHABLE, Reason.HTTP_ERROR}:
            self._failed.pop(host, None)
            return
        self._failed[host] += 1
        self._unreachable[host] += error.reason is Reason.UNREACHABLE
        for count, most, what in (
            (self._unreachable[host], _MOST_UNREACHABLE, "no answer to"),
            (self._failed[host], _MOST_FAILED, "no page but errors for"),
        ):
            if count >= most:
                detail = f"{error.detail}; {what} {count} pages in a row"
                self._throttle.give_up(host, detail)
                raise HostError(error.reason, detail, status=error.status) from error

    async def _try(self, url: str, target: httpx.URL, ask: Ask) -> Answer:
        """One exchange in the host's turn; what httpx raises becomes ours."""
        async with self._throttle.turn(_host(target)) as turn:
            try:
                async with asyncio.timeout(self._settings.total_timeout):
                    return await self._exchange(url, target, ask, turn)
            except TimeoutError as error:
                limit = f"{self._settings.total_timeout:g} s"
                raise TransientError(Reason.UNREACHABLE, f"the answer was not complete within {limit}") from error
            except httpx.TransportError as error:
                raise trouble(_host(target), error) from error
            except CodingLimitError as error:
                raise PermanentError(Reason.TOO_LARGE, str(error)) from error
            except CodingError as error:
                raise TransientError(Reason.UNREACHABLE, str(error)) from error

    async def _exchange(self, url: str, target: httpx.URL, ask: Ask, turn: Turn) -> Answer:
        host = _host(target)
        account = self._account(host)
        request = httpx.Request(
            "GET",
            target,
            headers=(*_spanned(self._headers, ask.span), *ask.headers),
            extensions={"timeout": self._timeouts, ON_SENT: lambda: account.sent(turn.begin())},
        )
        at = datetime.now(UTC)
        response = await self._transport.handle_async_request(request)
        try:
            status = response.status_code
            self._unreachable.pop(host, None)
            account.answered(status)
            turn.answered(overloaded=status in _TOO_MANY, good=response.is_success or status in _GOOD)
            answer = await read_answer(request, response, url, ask, at, account)
        finally:
            await response.aclose()
        if ask.purpose != "page" or not answer.is_page:
            keep_answer(ask, answer)
        if status in _WORTH_A_RETRY:
            pause = retry_after(answer.headers, at) if status in _TOO_MANY else None
            raise TransientError(Reason.HTTP_ERROR, f"HTTP {status}", status=status, retry_after=pause)
        return answer

    async def _ask_robots(self, origin: str, keep: Keep | None) -> Robots:
        """Ask for one robots.txt (RFC 9309 2.3.1): 4xx allows all, 429 and 5xx and no answer forbid all."""
        known = self._robots_files.pop(origin, None)
        ask = Ask(
            headers=_validators(known) if known else (),
            max_body=MAX_ROBOTS,
            redirects=max(_ROBOTS_REDIRECTS, self._settings.max_redirects),
            obey_robots=False,
            cut=True,
            purpose="discovery",
            keep=keep,
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
        if known is not None and answer.status == httpx.codes.NOT_MODIFIED and answer.conditional:
            self._robots_files[origin] = known
            return read_robots(known.body)
        if not httpx.codes.is_success(answer.status):
            return Robots("none")
        etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if (etag or last_modified) and answer.url == f"{origin}/robots.txt":  # they are sent to where they came from
            self._robots_files[origin] = KnownRobots(origin, answer.body, etag, last_modified)
        return read_robots(answer.body)

    def _obey(self, host: str, robots: Robots) -> None:
        self._account(host).read_robots(robots)
        if robots.crawl_delay is None:
            return
        longest = self._settings.max_delay
        if robots.crawl_delay > longest:
            _log.warning("%s asks for %g s between requests; %g s are kept", host, robots.crawl_delay, longest)
        self._throttle.slow_down(host, min(robots.crawl_delay, longest))

    async def _check_robots(self, url: str, target: httpx.URL, keep: Keep | None) -> None:
        robots = await self._robots_of(target, keep)
        if robots.allowed(url):
            return
        if robots.state == "unreachable":
            raise HostError(robots.reason, f"robots.txt could not be read: {robots.detail}")
        self._account(_host(target)).refused += 1
        raise PermanentError(Reason.ROBOTS_DISALLOWED, "robots.txt forbids it")

    def _backoff(self, tries: int) -> float:
        """1, 2, 4 … seconds, shortened by up to a half at random so that clients do not come back together."""
        pause = _BACKOFF * 2.0 ** min(tries - 1, 10) * random.uniform(0.5, 1)  # noqa: S311 - no secret
        return min(pause, self._settings.max_delay)

    def _account(self, host: str) -> Account:
        return self._accounts.setdefault(host, Account(host))


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


def _host(url: httpx.URL) -> str:
    """Host name as it goes over the wire: lower case, IDNA-encoded, without port, brackets and a final dot."""
    return url.raw_host.decode("ascii").rstrip(".")


def _without_port(host: str) -> str:
    return host.partition(":")[0] if host.count(":") == 1 else host  # more colons are an IPv6 address


def _spanned(headers: Sequence[tuple[bytes, bytes]], span: tuple[int, int] | None) -> tuple[tuple[bytes, bytes], ...]:
    """The header fields of a request for some bytes of a file: as they are, without a content coding."""
    if span is None:
        return tuple(headers)
    plain = ((name, b"identity" if name == b"Accept-Encoding" else value) for name, value in headers)
    return (*plain, (b"Range", b"bytes=%d-%d" % (span[0], sum(span) - 1)))


def _validators(request: FetchRequest | KnownListing | KnownRobots) -> tuple[tuple[bytes, bytes], ...]:
    """If-None-Match and If-Modified-Since, byte for byte as the validators came; one that no header can hold is not."""
    given = ((b"If-None-Match", request.etag), (b"If-Modified-Since", request.last_modified))
    return tuple((name, value.encode("latin-1", "ignore")) for name, value in given if value and value.isprintable())
