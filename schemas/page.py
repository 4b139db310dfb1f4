"""Pages and the requests for them: what flows hand to extractors, and web and storage to one another."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import cached_property
from typing import Literal

from schemas.review import ArchivePointer, Capture, CaptureKind

Purpose = Literal["page", "discovery"]
"""What something is asked for: to be read for reviews, or to find them (robots.txt, a sitemap, a list of pages ...)."""

HeaderFields = tuple[tuple[bytes, bytes], ...]
"""Header fields in their order, with the names as they were written."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response as they went over the wire, but for the transfer coding (RFC 9112 6.1)."""

    request: HeaderFields
    """Header fields of the GET request."""
    status_line: bytes
    """The first line of the response, as in `HTTP/1.1 200 OK`."""
    response: HeaderFields
    """Header fields of the response."""
    body: bytes
    """The body with its content coding (RFC 9110 8.4)."""
    is_cut: bool = False
    """The body is longer than what was read of it."""


@dataclass(frozen=True)
class Page:
    """One response, or a file that stands for one. The body is content-decoded, its charset is not."""

    url: str | None
    """The URL that was asked for; null for a bare file."""
    body: bytes
    final_url: str | None = None
    """Where the body came from after redirects."""
    status: int | None = None
    """HTTP status; null for a bare file."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Response headers with lower-case names; repeated ones joined with ", "."""
    fetched_at: datetime | None = None
    """With zone; null for a bare file: then no date is called future."""
    capture: CaptureKind = CaptureKind.FILE
    id: str | None = None
    """The caller's own id."""
    archive: ArchivePointer | None = None
    robots: Literal["allowed", "disallowed"] | None = None
    """What robots.txt says of the URL; null where it was not asked."""
    exchange: Exchange | None = None
    """What went over the wire, for the archive."""
    purpose: Purpose = "page"
    """What it was asked for."""

    @cached_property
    def sha256(self) -> str:
        """Digest of the body."""
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def payload_sha256(self) -> str:
        """Digest of the body with its content coding, where that is known: two equal ones are one body."""
        if self.exchange is None or self.exchange.body is self.body:
            return self.sha256
        return hashlib.sha256(self.exchange.body).hexdigest()

    def describe(self) -> Capture:
        """The page as records and rejects name it."""
        return Capture(
            id=self.id,
            fetched_at=self.fetched_at,
            status=self.status if self.status is not None and 100 <= self.status <= 999 else None,
            sha256=self.sha256,
            capture=self.capture,
            archive=self.archive,
        )


Source = Literal["sitemap", "feed", "wordpress", "listing", "links", "given"]
"""How a URL was found."""


class Likelihood(IntEnum):
    """How likely a URL that nobody has visited is a review's; the likely ones are visited first."""

    LIKELY = 0
    """Its address, title or category says so."""
    OPEN = 1
    """Nothing speaks for it, nothing against it."""
    UNLIKELY = 2
    """Its address, title or category says that it is something else: an archive, news, a contact page."""


@dataclass(frozen=True, slots=True)
class FoundUrl:
    """A URL that discovery found on a site."""

    url: str
    source: Source
    lastmod: datetime | None = None
    """When the source says that the page last changed, with zone."""
    likelihood: Likelihood = Likelihood.OPEN


@dataclass(frozen=True, slots=True)
class KnownListing:
    """What is known of a document that lists pages (a sitemap, a feed ...) from its last visit."""

    url: str
    source: Source
    etag: str | None = None
    last_modified: str | None = None
    """Validators of the last 200 response, as received (RFC 9110 8.8)."""
    sha256: str | None = None
    """Digest of the body of the last 200 response."""
    told: datetime | None = None
    """When the document that names it says that it last changed; null for one that nothing names."""
    parent: str | None = None
    """The document that names it; null for one that is looked up first."""
    read_at: datetime | None = None
    """When it was last known to be as it is, with zone."""
    complete: bool = False
    """Whether it, with those that it names, was found to list all that the site has."""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A body that the archive has of what was asked for discovery's sake."""

    url: str
    """Where it came from."""
    body_sha256: str
    """`Page.payload_sha256`."""
    body_at: datetime
    """When it was fetched, with zone."""


@dataclass(frozen=True, slots=True)
class KnownRobots:
    """A robots.txt as it was last read."""

    origin: str
    """Scheme, host and port, where written."""
    body: bytes
    etag: str | None = None
    last_modified: str | None = None
    """Validators of that answer, as received (RFC 9110 8.8)."""


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """What is known of a record that a URL gave before."""

    id: str
    revision: int
    sha256: str
    """`ReviewRecord.content_sha256` of that revision."""
    commit: int = field(default=0, compare=False)
    """The commit that published it; 0 where none has yet."""


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """One page that a backfill has to read: where an archive has it, or that it is to be asked for (`LIVE`)."""

    url: str
    """That was captured, or is to be asked for."""
    kind: CaptureKind
    at: datetime | None = None
    """When it was captured, with zone; null for a page that is to be asked for."""
    place: str = ""
    """The WARC file: a path or URL, for Common Crawl relative to its data; "" where the kind and the URL say it."""
    offset: int = 0
    """Where in the file its record begins, in bytes."""
    length: int = 0
    """Bytes of the record as it is stored; 0 where that is not known."""
    is_cut: bool = False
    """The archive did not keep the body to its end."""
    number: int = 0
    """Its number in the backlog."""


Why = Literal["new", "changed", "failed", "revisit", "missing"]
"""Why a URL is due: never visited; its source tells a change; the last visit failed; nothing tells of changes, and it
was long ago; it was not found, and that was long ago."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A URL that is due, with all that is known of it."""

    url: str
    site: str
    """Key of the site."""
    claim: str
    """Token of this claim; a batch is committed only for the URLs whose claim is still the same."""
    lastmod: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    """Validators of the last 200 response, as received (RFC 9110 8.8)."""
    body_sha256: str | None = None
    """`Page.payload_sha256` of the last 200 response."""
    body_at: datetime | None = None
    """When a body of that digest was first fetched."""
    misses: int = 0
    """Visits in a row that answered 404."""
    missed_since: datetime | None = None
    """When the first of them was."""
    history: str | None = None
    """The address that the page had before it moved here: its records keep the ids that they had there."""
    records: tuple[KnownRecord, ...] = ()
    why: Why = "new"
    source: Source = "given"
    """How the URL was found."""
    visited_at: datetime | None = None
    """When it was last asked for, with zone."""
    capture: CaptureRef | None = None
    """What of it a backfill reads; null for a crawl, which asks for the URL."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: the page is as it was (RFC 9110 15.4.5)."""

    url: str
    fetched_at: datetime
