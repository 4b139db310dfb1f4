"""The site file: what is particular to one site, as data. All of it is optional but the key and the hosts."""

import re
from decimal import Decimal
from typing import Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from schemas.base import Model

FieldName = Literal[
    "headline",
    "work.title",
    "work.native_title",
    "work.year",
    "work.season",
    "work.episode",
    "work.platforms",
    "credits.director",
    "credits.writer",
    "credits.creator",
    "credits.cast",
    "rating",
    "reviewers",
    "published",
    "modified",
    "summary",
    "verdict",
    "pros",
    "cons",
    "body",
]
"""Fields that a site file can point at with a selector."""


_HOST: Final = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d+)?")
"""Host name in A-labels (RFC 5890) or IPv6 address in brackets, with a port where it is not the scheme's own."""


DateOrder = Literal["dmy", "mdy", "ymd"]
"""Order of day, month and year in dates of numbers alone."""


class Selector(Model):
    """Where a field stands on a site's pages."""

    css: str = Field(min_length=1, max_length=500)
    """CSS selector; the first match is read, for lists all are."""
    attribute: str | None = None
    """Read this attribute instead of the text."""


class Layout(Model):
    """One of several designs of a site's pages, told by something that the others lack."""

    when: str = Field(min_length=1, max_length=500)
    """CSS selector: only a page on which it finds anything has this design."""
    fields: dict[FieldName, Selector] = Field(min_length=1)
    """The design's selectors; fields that it leaves out are read as on the site's other pages."""


class Scale(Model):
    """The scale that the site rates on."""

    best: Decimal | None = Field(default=None, gt=0)
    """The top of the scale."""
    worst: Decimal | None = None
    """The bottom of the scale, where the site states one; above the best where 1 is the best grade."""
    letters: Literal["letter-metacritic/1", "letter-linear13/1"] | None = None
    """The map from letter grades to 0 … 1, where the site's grades are not read as Metacritic reads them."""
    step: Decimal | None = Field(default=None, gt=0)
    """The smallest difference between two ratings."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.best is None and self.letters is None:
            raise ValueError("a scale needs a best, or a map of letters")
        if self.worst is not None and (self.best is None or self.worst == self.best):
            raise ValueError("a worst needs a best that differs from it")
        return self


class Discover(Model):
    """Where the site's reviews are listed. Left out: found by itself (robots.txt, well-known paths)."""

    sitemaps: tuple[str, ...] | None = None
    """Paths or URLs of sitemaps (sitemaps.org)."""
    feeds: tuple[str, ...] | None = None
    """Paths or URLs of RSS or Atom feeds."""
    wordpress: str | bool | None = None
    """Path of the WordPress REST API ("/wp-json/"), true to find it, false for none."""
    listings: tuple[str, ...] | None = None
    """Paths or URLs of the first pages of lists of reviews; () for none."""
    links: str | None = Field(default=None, min_length=1, max_length=500)
    """CSS selector of a list's links to reviews, where they are not those of its headings."""
    next: str | None = Field(default=None, min_length=1, max_length=500)
    """CSS selector of a list's link to its next page, where that is not found by itself."""


class Politeness(Model):
    """How the site wants to be visited, beyond robots.txt."""

    delay: float | None = Field(default=None, ge=0, le=3600)
    """Seconds between two requests to a host."""


class Site(Model):
    """One review site."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    """The site's name in records; the file is named after it."""
    name: str | None = None
    """The publication's name, where its pages do not give it."""
    hosts: tuple[str, ...] = Field(min_length=1)
    """Host names, lower case, without "www." (which is taken as the same)."""
    start: str | None = None
    """Home page, where it is not https://<first host>/."""
    review_url: str | None = None
    """Regular expression, searched in the URL's path: what matches is a review. Left out: every page is looked at."""
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    """BCP 47 language of the reviews, where pages do not state it."""
    timezone: str | None = None
    """IANA zone of clock times that are printed without one; records say that it comes from here."""
    date_order: DateOrder | None = None
    """Order of all-number dates ("05/04/2025") on the site, where the language and the region do not tell it."""
    scale: Scale | None = None
    """The scale of ratings printed without one."""
    reviewer: str | None = None
    """Who writes here, where pages carry no byline."""
    discover: Discover = Discover()
    """Where the reviews are listed."""
    politeness: Politeness = Politeness()
    """How the site wants to be visited."""
    fields: dict[FieldName, Selector] = Field(default_factory=dict)
    """Selectors, where the generic locators need help."""
    layouts: tuple[Layout, ...] = ()
    """Designs of the site's pages, where there are several: old pages often keep theirs. Of those that fit the one
    counts whose selectors find most. A page that none fits is read with the selectors of `fields`; where those find
    nothing either, its record says so in a warning, as its design is unknown."""

    @field_validator("hosts")
    @classmethod
    def _bare_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if _HOST.fullmatch(host) is None or host.startswith("www."):
                raise ValueError(f"{host!r} is no bare lower-case host name")
        return hosts

    @field_validator("review_url")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"no regular expression: {error}") from error
        return pattern

    @property
    def home(self) -> str:
        """The site's home page."""
        return self.start or f"https://{self.hosts[0]}/"

    def in_layout(self, layout: Layout) -> Self:
        """The site as its pages of one design are read: the design's selectors before the site's own."""
        return self.model_copy(update={"fields": {**self.fields, **layout.fields}})

    def owns(self, url: str) -> bool:
        """Whether the URL is on one of the site's hosts."""
        return host_of(url) in self.hosts

    def is_review_url(self, url: str) -> bool:
        """Whether the URL's path is one of a review; true where the site file does not say."""
        try:
            path = urlsplit(url).path or "/"
        except ValueError:
            return False
        return self.review_url is None or re.search(self.review_url, path) is not None


def host_of(url: str) -> str:
    """Host (and port, where written) of a URL, lower case, in A-labels, without "www."; "" where there is none."""
    try:
        host = urlsplit(url).netloc.rpartition("@")[2].lower()
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return ""
    return host.removeprefix("www.").rstrip(".")
