"""What can go wrong outside of a page, named after what the caller does with it.

    ReviewlinesError
    ├── UsageError            tell the user and stop, exit status 2
    ├── FetchError            no page: the URL's reject carries `reason` and the message
    │   ├── TransientError    worth another try, after `retry_after` seconds where the server said so
    │   ├── PermanentError    not worth another try in this run
    │   └── HostError         nothing more from this host in this run; the page itself is not judged
    ├── DatasetError          the dataset or its state cannot be used: stop, exit status 1
    ├── DestinationError      what is loaded into cannot be used: stop, exit status 1
    └── RunFailed             the run came to its end and is to be looked at: `report` says why, exit status 1

All messages are one line: what was wrong and what to do.
"""

from typing import TYPE_CHECKING

from schemas.reject import MAX_DETAIL, Reason

if TYPE_CHECKING:
    from schemas.run import RunReport


class ReviewlinesError(Exception):
    """Base of all errors that are not bugs."""


class UsageError(ReviewlinesError):
    """The command, a setting or a site file is wrong."""


class FetchError(ReviewlinesError):
    """A page could not be had."""

    def __init__(self, reason: Reason, detail: str, *, status: int | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail[:MAX_DETAIL]  # servers write into it: a host name, a header
        self.status = status


class TransientError(FetchError):
    """Another try may succeed: no connection, a time-out, 429, 5xx."""

    def __init__(
        self, reason: Reason, detail: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(reason, detail, status=status)
        self.retry_after = retry_after


class PermanentError(FetchError):
    """Another try would not succeed: robots.txt, 404, too large, an address that we do not call."""


class HostError(FetchError):
    """The host is down, or asks for a longer pause than a run waits: its pages are left for the next run."""


class DatasetError(ReviewlinesError):
    """The dataset or its state cannot be used as it is."""


class DestinationError(ReviewlinesError):
    """The database that is loaded into cannot be used as it is."""


class RunFailed(ReviewlinesError):  # noqa: N818 - the state that Prefect shows
    """A run came to its end, and is to be looked at: a gate failed, a site gave nothing, a fault of ours."""

    def __init__(self, report: "RunReport", text: str) -> None:
        super().__init__(text)
        self.report = report
