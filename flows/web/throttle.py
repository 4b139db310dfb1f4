"""How often a host is asked: one request at a time, and a pause between two.

The pause is counted from start to start: from the moment when a request's first byte was sent to the moment when the
next one may be. A connection that took long to open so never makes the pause, as the host sees it, shorter.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from flows.errors import HostError
from schemas.reject import Reason


class Throttle:
    """Turns for hosts. All times are seconds; a host is a host name, "www." and all.

    `delays` is by host without "www." and comes before `default`. A host that is held for longer than `patience`
    is not waited for, and nor is one that was given up.
    """

    def __init__(self, default: float, delays: Mapping[str, float] | None = None, *, patience: float = 60.0) -> None:
        self._default = default
        self._delays = dict(delays or {})
        self._patience = patience
        self._hosts: dict[str, _Host] = {}

    def delay(self, host: str) -> float:
        """The pause between two requests to the host."""
        own = self._delays.get(host.removeprefix("www."), self._default)
        known = self._hosts.get(host)
        return max(own, known.asked) if known else own

    def slow_down(self, host: str, delay: float) -> None:
        """Keep at least `delay` between two requests to the host, as it asks."""
        state = self._host(host)
        state.asked = max(state.asked, delay)

    def hold(self, host: str, seconds: float) -> None:
        """Send the host nothing for so long from now."""
        state = self._host(host)
        state.held = max(state.held, _now() + seconds)

    def give_up(self, host: str, detail: str) -> None:
        """Send the host nothing any more, for the reason that the detail says."""
        self._host(host).given_up = detail

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator["Turn"]:
        """Wait for the host's next turn and keep it for the length of one exchange; turns go in the order of asking.

        Raises:
            HostError: the host was given up, or is held for longer than is waited for.
        """
        state = self._host(host)
        async with state.lock:
            while (wait := self._wait(host, state)) > 0:  # noqa: ASYNC110 - a timer may go off a little early
                await asyncio.sleep(wait)
            turn = Turn(state)
            turn.begin()
            yield turn

    def _wait(self, host: str, state: "_Host") -> float:
        if state.given_up:
            raise HostError(Reason.UNREACHABLE, state.given_up)
        now = _now()
        held = state.held - now
        if held > self._patience:
            raise HostError(Reason.HTTP_ERROR, f"{host} asks to be left alone for {held:.0f} s")
        return max(held, state.began + self.delay(host) - now)

    def _host(self, host: str) -> "_Host":
        return self._hosts.setdefault(host, _Host())


@dataclass(slots=True)
class Turn:
    """One request's turn."""

    _state: "_Host"

    def begin(self) -> None:
        """The request goes out now: the next one's pause is counted from here."""
        self._state.began = _now()


@dataclass(slots=True)
class _Host:
    asked: float = 0.0
    began: float = float("-inf")
    held: float = float("-inf")
    given_up: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


def _now() -> float:
    return asyncio.get_running_loop().time()
