"""How often a host is asked: one request at a time, a pause between two, and a longer one where the host is slow.

Our own pause is counted from start to start: from the moment when a request's first byte was sent to the moment when
the next one may be. A connection that took long to open so never makes it, as the host sees it, shorter. What the host
itself asks for is counted from the moment when its answer came: it read the request before that, so that however slow
the network or its own clerks are, it never sees less.

The pause grows by two things and shrinks with them again, and it is never shorter than what was asked for. A host that
takes long is given as much time to rest as it took: it works for us half of the time at most. Each 429 or 503 doubles
the pause, each good answer takes a tenth of that back. An error that comes quickly speeds nothing up.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from flows.errors import HostError
from schemas.reject import Reason

_REST: Final = 2.0  # of a host's time, one part in so many is ours
_SMOOTH: Final = 0.3  # weight of the latest answer in the mean of all
_LEAST_PENALTY: Final = 1.0  # seconds added by the first 429
_RECOVERY: Final = 0.9
_FORGIVEN: Final = 0.05  # seconds of a penalty that are not worth keeping


class Throttle:
    """Turns for hosts. All times are seconds; a host is a host name, "www." and all.

    `delays` is by host without "www." and comes before `default`. A host that is held for longer than `patience`
    is not waited for, and nor is one that was given up. What a host does never makes the pause longer than `patience`.
    At most `at_once` hosts have their turn at the same time, in the order in which their pauses end: any number of
    hosts may wait.
    """

    def __init__(
        self,
        default: float,
        delays: Mapping[str, float] | None = None,
        *,
        patience: float = 60.0,
        at_once: int = 1_000,
    ) -> None:
        self._default = default
        self._delays = dict(delays or {})
        self._patience = patience
        self._slots = asyncio.Semaphore(at_once)
        self._hosts: dict[str, _Host] = {}

    def delay(self, host: str) -> float:
        """The pause between two requests to the host that was set, or that it asks for."""
        own = self._delays.get(host.removeprefix("www."), self._default)
        known = self._hosts.get(host)
        return max(own, known.asked) if known else own

    def pause(self, host: str) -> float:
        """The pause as it is now: longer than the delay where the host is slow or has too much to do."""
        delay = self.delay(host)
        known = self._hosts.get(host)
        if known is None:
            return delay
        return max(delay, min(self._patience, max(_REST * known.latency, delay + known.penalty)))

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

    def stopped(self, host: str) -> str:
        """Why the host was given up; "" where it was not."""
        known = self._hosts.get(host)
        return known.given_up if known else ""

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator["Turn"]:
        """Wait for the host's next turn and keep it for the length of one exchange; turns go in the order of asking.

        Raises:
            HostError: the host was given up, or is held for longer than is waited for.
        """
        state = self._host(host)
        async with state.lock:
            while True:
                while (wait := self._wait(host, state)) > 0:  # noqa: ASYNC110 - a timer may go off a little early
                    await asyncio.sleep(wait)
                async with self._slots:
                    if self._wait(host, state) > 0:  # it was held while it waited for a slot
                        continue
                    turn = Turn(state, self._patience)
                    turn.begin()
                    try:
                        yield turn
                    finally:
                        turn.end()
                    return

    def _wait(self, host: str, state: "_Host") -> float:
        if state.given_up:
            raise HostError(Reason.UNREACHABLE, state.given_up)
        now = _now()
        held = state.held - now
        if held > self._patience:
            raise HostError(Reason.HTTP_ERROR, f"{host} asks to be left alone for {held:.0f} s")
        return max(held, state.began + self.pause(host) - now, state.answered + state.asked - now)

    def _host(self, host: str) -> "_Host":
        return self._hosts.setdefault(host, _Host())


@dataclass(slots=True)
class Turn:
    """One request's turn. What it tells of the answer makes the host's pause longer or shorter."""

    _state: "_Host"
    _most: float

    def begin(self) -> float:
        """The request goes out now: the next one's pause is counted from here. Gives the time."""
        self._state.began = _now()
        return self._state.began

    def answered(self, *, overloaded: bool, good: bool) -> None:
        """The answer's head is there: the host says that it is too much, or it is good; else nothing is learnt."""
        state = self._state
        state.answered = _now()
        if overloaded:
            state.penalty = min(self._most, max(_LEAST_PENALTY, 2 * state.penalty))
        elif good:
            state.penalty = state.penalty * _RECOVERY if state.penalty > _FORGIVEN else 0.0
            latency = state.answered - state.began
            state.latency += _SMOOTH * (latency - state.latency) if state.latency else latency

    def end(self) -> None:
        """The exchange is over; without an answer, this is when it was."""
        if self._state.answered < self._state.began:
            self._state.answered = _now()


@dataclass(slots=True)
class _Host:
    asked: float = 0.0
    began: float = float("-inf")
    answered: float = float("-inf")
    held: float = float("-inf")
    latency: float = 0.0
    """Mean seconds from a request to its good answer, the latest ones counting most."""
    penalty: float = 0.0
    """Seconds that 429 and 503 added to the pause."""
    given_up: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


def _now() -> float:
    return asyncio.get_running_loop().time()
