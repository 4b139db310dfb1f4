"""Why a page gave no record. Every page that was asked for ends as a record, a reject or "unchanged"."""

from enum import StrEnum
from typing import Final

from pydantic import Field

from schemas.base import Model, Text
from schemas.review import Capture

MAX_DETAIL: Final = 500
"""Characters of a reject's detail."""


class Reason(StrEnum):
    """The one list of reasons, shared by rejects, exceptions, the report and the README."""

    NOT_A_REVIEW = "not_a_review"
    """The page is about something else: news, an interview, a trailer, a recipe."""
    LISTING = "listing"
    """The page lists reviews or works and reviews none of them."""
    PAYWALLED = "paywalled"
    """The review's text is behind a paywall."""
    NEEDS_JAVASCRIPT = "needs_javascript"
    """The page has no text without running its scripts."""
    ERROR_PAGE = "error_page"
    """The page says that something was not found or went wrong, whatever its status code."""
    EMPTY = "empty"
    """The body has no content."""
    NOT_HTML = "not_html"
    """The body is no HTML: a PDF, an image, an archive, JSON."""
    TOO_LARGE = "too_large"
    """The body is larger than the limit."""
    INVALID = "invalid"
    """What was found does not fit the schema; the detail says where."""
    GONE = "gone"
    """410: it was there, and will not come back."""
    NOT_FOUND = "not_found"
    """404: a dead link, asked for again ever more rarely."""
    HTTP_ERROR = "http_error"
    """Another status that is no page: 403, 500 after retries."""
    ROBOTS_DISALLOWED = "robots_disallowed"
    """robots.txt forbids the URL to us."""
    UNREACHABLE = "unreachable"
    """No connection, no such host, a time-out or a cut-off answer, after retries."""
    REFUSED_ADDRESS = "refused_address"
    """The host is at an address that we do not call: private, loopback, link-local."""
    REDIRECT = "redirect"
    """Too many redirects, a loop, or one that leads off the site."""
    UNREADABLE = "unreadable"
    """A file that could not be read."""
    INTERNAL_ERROR = "internal_error"
    """A fault of ours: the run ends failed, and the reject names the page and the place in the code."""

    @property
    def is_failure(self) -> bool:
        """Whether the source could not be read (exit status 1), not only judged (exit status 0)."""
        return self in _FAILURES


_FAILURES = {
    Reason.UNREACHABLE,
    Reason.REFUSED_ADDRESS,
    Reason.HTTP_ERROR,
    Reason.NOT_FOUND,
    Reason.UNREADABLE,
    Reason.INTERNAL_ERROR,
    Reason.INVALID,
}


class Reject(Model):
    """One page that gave no record, and why."""

    url: str | None
    """The page's URL, where known."""
    site: str | None = None
    """Key of the site file; null where none matches."""
    reason: Reason
    """Why there is no record."""
    detail: Text = Field(default="", max_length=MAX_DETAIL)
    """One line for a person: what was seen."""
    page: Capture | None = None
    """The page, where one was had."""
