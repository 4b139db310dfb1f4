"""robots.txt as RFC 9309 has it, read by protego: what may be asked for, how slowly, and where the sitemaps are."""

import codecs
import hashlib
from dataclasses import dataclass, field
from typing import Final, Literal

from protego import Protego

from schemas.reject import Reason

PRODUCT_TOKEN: Final = "reviewlines"  # noqa: S105 - a name, no password
"""The name that robots.txt calls us by (RFC 9309 2.2.1)."""

_SLOWEST_RATE: Final = 86_400  # seconds; a file may say any number, and none is kept beyond `settings.max_delay`

MAX_ROBOTS: Final = 500 * 1024
"""Bytes of robots.txt that are read; the rest is cut off (RFC 9309 2.5)."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Robots:
    """What one origin's robots.txt says to us."""

    state: Literal["found", "none", "unreachable"]
    """`none`: there is no such file, so all is allowed; `unreachable`: it could not be read, so nothing is (2.3.1)."""
    crawl_delay: float | None = None
    """Seconds between two requests, by Crawl-delay or Request-rate; not part of the RFC, but widely meant."""
    sitemaps: tuple[str, ...] = ()
    """Sitemap lines in order, as written (2.2.4)."""
    sha256: str | None = None
    """Digest of the file, as far as it is read; null where there is none."""
    reason: Reason = Reason.UNREACHABLE
    """Why an unreachable file could not be read: a failure, never `ROBOTS_DISALLOWED`, for no rule was read."""
    detail: str = ""
    """The same in words."""
    rules: Protego | None = field(default=None, repr=False)
    """The parsed file."""

    def allowed(self, url: str) -> bool:
        """Whether the URL, which is of this origin, may be asked for."""
        if self.rules is None:
            return self.state == "none"
        return self.rules.can_fetch(url, PRODUCT_TOKEN)


def read_robots(body: bytes) -> Robots:
    """Read a robots.txt; lines that make no sense are skipped, so that an HTML page forbids nothing."""
    rules = Protego.parse(_text(body[:MAX_ROBOTS]))
    delay = rules.crawl_delay(PRODUCT_TOKEN)
    rate = rules.request_rate(PRODUCT_TOKEN)
    delays = [delay] if delay is not None else []
    if rate is not None:
        delays.append(min(rate.seconds, _SLOWEST_RATE) / rate.requests)
    sitemaps = tuple(dict.fromkeys(rules.sitemaps))
    digest = hashlib.sha256(body[:MAX_ROBOTS]).hexdigest()
    return Robots("found", max(delays, default=None), sitemaps, digest, rules=rules)


def _text(body: bytes) -> str:
    """The RFC says UTF-8 (2.3); what an editor saved as UTF-16 is read too, rather than taken for no rules."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)), "utf-8")
    return body.decode(encoding, "replace")
