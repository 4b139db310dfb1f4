"""Whom the client must not call, it does not: the table of tricks, and names that resolve to something else later."""

import asyncio
import socket
from typing import Any

import httpx
import pytest

from flows.errors import PermanentError
from flows.web.addresses import Guard
from flows.web.transport import GuardedTransport
from schemas.reject import Reason
from tests.benchmarks.ssrf import TRICKS, Outcome, try_all


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    return {outcome.trick: outcome for outcome in try_all(plain=False)}


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_reaches_anything(outcomes: dict[str, Outcome], trick: str) -> None:
    outcome = outcomes[trick]
    # Some spellings mean no host at all to some resolvers; then nothing is there to be refused.
    assert outcome.asked.partition(":")[0] in {"refused_address", "unreachable"}
    assert outcome.redirected.partition(":")[0] in {"refused_address", "unreachable", "redirect"}
    assert outcome.seen == 0
    assert "secret" not in outcome.asked + outcome.redirected


def answers(*addresses: str) -> list[tuple[Any, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]


def test_name_that_resolves_to_something_else_later_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    resolved = iter([answers("93.184.216.34"), answers("127.0.0.1")])
    called: list[str] = []

    async def look_up(*_: object, **__: object) -> list[tuple[Any, ...]]:
        return next(resolved)

    async def connect(_: object, _factory: object, host: str, *__: object, **___: object) -> None:
        called.append(host)
        raise ConnectionRefusedError("nothing is called in a test")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", look_up)
    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", connect)

    async def ask() -> None:
        async with GuardedTransport(Guard(), connections=1) as transport:
            with pytest.raises(httpx.ConnectError):
                await transport.handle_async_request(httpx.Request("GET", "http://rebind.test/"))
            assert called == ["93.184.216.34"], "the address that was judged, and no second look-up"
            with pytest.raises(PermanentError) as raised:
                await transport.handle_async_request(httpx.Request("GET", "http://rebind.test/"))
            assert raised.value.reason is Reason.REFUSED_ADDRESS

    asyncio.run(ask())
    assert called == ["93.184.216.34"]


def test_private_addresses_among_public_ones_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_up(*_: object, **__: object) -> list[tuple[Any, ...]]:
        return answers("127.0.0.1", "93.184.216.34", "10.0.0.1")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", look_up)
    assert asyncio.run(Guard().resolve("mixed.test", 80)) == (("93.184.216.34", 80),)
