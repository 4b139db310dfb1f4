"""The politeness ledger: what was asked of each host, and what was kept of what it asked."""

from dataclasses import dataclass
from typing import Final, Literal

from flows.web.robots import Robots
from schemas.run import HostLedger

_TOO_MANY: Final = {429, 503}
_NOT_MODIFIED: Final = 304


@dataclass(slots=True)
class Account:
    """One host's page of the ledger; its plain counts are counted up by who asks."""

    host: str
    retries: int = 0
    refused: int = 0
    bytes: int = 0
    _robots: Robots | None = None
    _requests: int = 0
    _sent_at: float = float("-inf")
    _shortest: float | None = None
    _not_modified: int = 0
    _too_many: int = 0
    _errors: int = 0

    def sent(self, now: float) -> None:
        """A request's first byte is about to go out, at this time of a clock that never goes back."""
        self._requests += 1
        if self._requests > 1:
            gap = now - self._sent_at
            self._shortest = gap if self._shortest is None else min(self._shortest, gap)
        self._sent_at = now

    def answered(self, status: int) -> None:
        """An answer's head is there."""
        self._not_modified += status == _NOT_MODIFIED
        self._too_many += status in _TOO_MANY
        self._errors += status >= 500

    def read_robots(self, robots: Robots) -> None:
        """The host's robots.txt was asked for; of several origins of a host the last counts."""
        self._robots = robots

    def entry(self, delay: float, pause: float, stopped: str) -> HostLedger:
        """What the run's report keeps: with the pause that was set and as it is now, and why no more is sent."""
        robots: Literal["found", "none", "unreachable"] | None = self._robots.state if self._robots else None
        return HostLedger(
            host=self.host,
            robots=robots,
            robots_sha256=self._robots.sha256 if self._robots else None,
            delay_asked=self._robots.crawl_delay if self._robots else None,
            delay=delay,
            slowed_to=pause if pause > delay else None,
            shortest_gap=self._shortest,
            requests=self._requests,
            bytes=self.bytes,
            not_modified=self._not_modified,
            too_many=self._too_many,
            errors=self._errors,
            retries=self.retries,
            refused=self.refused,
            stopped=stopped or None,
        )
