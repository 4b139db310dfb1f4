"""One exchange: what is asked, what came, and what is read of it within the limits."""

import email.utils
import ssl
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

import httpx

from flows.errors import FetchError, PermanentError, TransientError
from flows.web.addresses import checked_url
from flows.web.coding import CodingError, Inflater
from flows.web.ledger import Account
from schemas.page import Exchange, Page, Purpose
from schemas.reject import Reason
from schemas.review import CaptureKind

_STATUS_REASONS: Final = {404: Reason.NOT_FOUND, 410: Reason.GONE}
_OTHER_BODY: Final = 65_536  # bytes read of a body that nobody needs, to keep the connection; kept of a refused one


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for, beside the URL."""

    max_body: int
    redirects: int
    headers: Sequence[tuple[bytes, bytes]] = ()
    types: Collection[str] | None = None
    """Content types that are read; null for any."""
    hosts: Collection[str] | None = None
    """Hosts that a redirect may lead to; null for any."""
    obey_robots: bool = True
    is_data: bool = False
    """What an archive offers to programs: robots.txt, which speaks of pages, is not asked for it."""
    span: tuple[int, int] | None = None
    """First byte and number of bytes that are asked for (RFC 9110 14.2); null for all of it."""
    cut: bool = False
    """A body beyond the limit is cut off there instead of being refused."""
    purpose: Purpose = "page"
    keep: Callable[[Page], object] | None = None
    """Is given every response that came; of those to `purpose` "page" not what is given as the page itself."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime
    conditional: bool
    """Validators were sent, so that 304 is an answer."""
    exchange: Exchange

    @property
    def is_page(self) -> bool:
        """Whether its status is one of a page."""
        return self.status in {httpx.codes.OK, httpx.codes.NON_AUTHORITATIVE_INFORMATION}

    def page(self, url: str) -> Page:
        """The answer as the page that `url` was asked for.

        Raises:
            PermanentError: its status is none of a page.
        """
        if not self.is_page:
            reason = _STATUS_REASONS.get(self.status, Reason.HTTP_ERROR)
            raise PermanentError(reason, f"HTTP {self.status}", status=self.status)
        return self.as_it_is(url)

    def as_it_is(self, url: str) -> Page:
        """The answer as a page, whatever its status."""
        return Page(
            url=url,
            body=self.body,
            final_url=self.url,
            status=self.status,
            headers=self.headers,
            fetched_at=self.at,
            capture=CaptureKind.LIVE,
            robots="allowed",
            exchange=self.exchange,
        )


async def read_answer(
    request: httpx.Request, response: httpx.Response, url: str, ask: Ask, at: datetime, account: Account
) -> Answer:
    """Read the response within the limits, and count its bytes. One that is refused goes to `ask.keep` as far as read.

    Raises:
        PermanentError: its type is none that was asked for, it is too large, or its coding was not asked for.
        CodingError: it is damaged.
    """
    headers = _headers(response)
    coded: list[bytes] = []

    def answer(body: _Body) -> Answer:
        wire = _exchanged(request, response, body)
        return Answer(url, response.status_code, headers, body.decoded, at, bool(ask.headers), wire)

    try:
        if response.is_success:
            _check_type(headers, ask.types)
            return answer(await _read(response, headers, ask.max_body, account, coded, cut=ask.cut))
        return answer(await _read(response, headers, _OTHER_BODY, account, coded, cut=True))
    except (PermanentError, CodingError):
        keep(ask, answer(_Body(b"", _beginning(coded), is_cut=True)))
        raise


def keep(ask: Ask, answer: Answer) -> None:
    """Give an answer to whoever keeps it."""
    if ask.keep is not None:
        robots: Literal["allowed"] | None = "allowed" if ask.obey_robots else None
        ask.keep(replace(answer.as_it_is(answer.url), purpose=ask.purpose, robots=robots))


def redirect_target(answer: Answer) -> str:
    """Where a redirect leads, without the fragment.

    Raises:
        PermanentError: to something that is not asked for.
    """
    try:
        target = httpx.URL(answer.url).join(_as_utf8(answer.headers["location"]))
        return str(checked_url(str(target)).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError, PermanentError) as error:
        raise PermanentError(Reason.REDIRECT, "it redirects to something that is no http(s) URL") from error


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of a Retry-After header, which has seconds or a date (RFC 9110 10.2.3); null where it has neither."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        date = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())


def trouble(host: str, error: httpx.TransportError) -> FetchError:
    """What went wrong below HTTP, in words. A wrong certificate stays wrong; all else may pass."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return PermanentError(Reason.UNREACHABLE, f"the certificate of {host} is not valid: {cause.verify_message}")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectTimeout):
        return TransientError(Reason.UNREACHABLE, f"no connection to {host} in time")
    if isinstance(error, httpx.ConnectError | httpx.ProxyError):
        return TransientError(Reason.UNREACHABLE, f"no connection to {host}: {error}")
    if isinstance(error, httpx.TimeoutException):
        return TransientError(Reason.UNREACHABLE, f"{host} stopped answering")
    return TransientError(Reason.UNREACHABLE, f"the answer of {host} was cut off or broken: {error}")


@dataclass(frozen=True, slots=True)
class _Body:
    decoded: bytes
    coded: bytes
    """With its content coding; the same object where it has none."""
    is_cut: bool = False


async def _read(
    response: httpx.Response,
    headers: Mapping[str, str],
    limit: int,
    account: Account,
    coded: list[bytes],
    *,
    cut: bool,
) -> _Body:
    """The body, decoded and as it came (piece by piece in `coded`): at most `limit` bytes of the one and of the other.

    Raises:
        PermanentError: it is larger and not to be cut, or its coding was not asked for.
        CodingError: it is damaged.
    """
    try:
        inflater = Inflater(headers.get("content-encoding", ""))
    except CodingError as error:
        raise PermanentError(Reason.HTTP_ERROR, str(error)) from error
    decoded: list[bytes] = []
    came = size = 0
    async for data in response.aiter_raw():
        account.bytes += len(data)
        came += len(data)
        coded.append(data)
        for piece in inflater.feed(data):
            decoded.append(piece)
            size += len(piece)
            if size > limit:
                break
        if max(size, came) > limit:
            if cut:
                return _Body(b"".join(decoded)[:limit], b"".join(coded), is_cut=True)
            raise PermanentError(Reason.TOO_LARGE, f"the body is larger than {limit:,} bytes")
    inflater.close()
    whole = b"".join(decoded)
    return _Body(whole, b"".join(coded) if inflater.decodes else whole)


def _beginning(pieces: Iterable[bytes]) -> bytes:
    """The first bytes of a body."""
    begun = bytearray()
    for piece in pieces:
        begun += piece[: _OTHER_BODY - len(begun)]
        if len(begun) == _OTHER_BODY:
            break
    return bytes(begun)


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


def _as_utf8(value: str) -> str:
    """What a header's bytes say as UTF-8, which is what servers that do not percent-encode mean."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value
