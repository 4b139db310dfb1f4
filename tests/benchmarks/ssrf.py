"""Ways to make a crawler call what it must not (server-side request forgery): each trick, and what happened.

    python -m tests.benchmarks.ssrf

A server listens on loopback. Each URL is asked for by the client of a crawl, once by itself and once as the target of a
redirect, and for comparison by httpx as it comes where the URL could lead to loopback. `tests/e2e/test_ssrf.py` holds
the table to "refused" throughout.
"""

import asyncio
import ipaddress
import socket
from typing import Final, NamedTuple

import httpx

from flows.errors import FetchError
from flows.settings import Settings
from flows.web.client import Client
from schemas.page import FetchRequest
from tests.e2e.server import Reply, Server

TRICKS: Final = {
    "loopback": "http://127.0.0.1:{port}/",
    "another loopback": "http://127.8.9.10:{port}/",
    "a name of it": "http://localhost:{port}/",
    "name below localhost": "http://a.localhost:{port}/",
    "trailing dot": "http://127.0.0.1.:{port}/",
    "name, trailing dot": "http://localhost.:{port}/",
    "short form": "http://127.1:{port}/",
    "shorter form": "http://0:{port}/",
    "this host": "http://0.0.0.0:{port}/",
    "decimal": "http://2130706433:{port}/",
    "hexadecimal": "http://0x7f000001:{port}/",
    "hexadecimal, in part": "http://0x7f.0.0.0x1:{port}/",
    "octal": "http://017700000001:{port}/",
    "octal, in part": "http://0177.0.0.01:{port}/",
    "full-width digits": "http://１２７.０.０.１:{port}/",
    "circled digits": "http://①②⑦.⓪.⓪.①:{port}/",
    "ideographic full stops": "http://127。0。0。1:{port}/",
    "percent-encoded": "http://%31%32%37.0.0.1:{port}/",
    "upper case": "http://LOCALHOST:{port}/",
    "IPv6 loopback": "http://[::1]:{port}/",
    "IPv6 unspecified": "http://[::]:{port}/",
    "IPv4-mapped": "http://[::ffff:127.0.0.1]:{port}/",
    "IPv4-mapped, hexadecimal": "http://[::ffff:7f00:1]:{port}/",
    "IPv4-mapped, long": "http://[0:0:0:0:0:ffff:7f00:0001]:{port}/",
    "IPv4-compatible": "http://[::127.0.0.1]:{port}/",
    "NAT64": "http://[64:ff9b::7f00:1]:{port}/",
    "NAT64, local prefix": "http://[64:ff9b:1::7f00:1]:{port}/",
    "6to4": "http://[2002:7f00:1::]:{port}/",
    "Teredo": "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}/",
    "zone id": "http://[fe80::1%25lo]:{port}/",
    "zone id on loopback": "http://[::1%25lo]:{port}/",
    "user info": "http://site.test@127.0.0.1:{port}/",
    "backslash": "http://127.0.0.1:{port}\\@site.test/",
    "fragment": "http://127.0.0.1:{port}#@site.test/",
    "tab in the host": "http://127.0.\t0.1:{port}/",
    "line end in the path": "http://127.0.0.1:{port}/%0d%0aHost:%20site.test",
    "cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "cloud metadata, decimal": "http://2852039166/latest/meta-data/",
    "cloud metadata, IPv6": "http://[fd00:ec2::254]/latest/meta-data/",
    "cloud metadata, mapped": "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
    "Alibaba's metadata": "http://100.100.100.200/latest/meta-data/",
    "Azure's wire server": "http://168.63.129.16/",
    "Oracle's metadata": "http://192.0.0.192/",
    "private, 10/8": "http://10.0.0.1/",
    "private, 172.16/12": "http://172.31.255.1/",
    "private, 192.168/16": "http://192.168.0.1/",
    "shared by carriers": "http://100.64.0.1/",
    "unique local": "http://[fc00::1]/",
    "site-local": "http://[fec0::1]/",
    "multicast": "http://224.0.0.1/",
    "multicast, IPv6": "http://[ff02::1]/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "another scheme": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:{port}/_GET%20/",
    "credentials": "http://me:secret@site.test/",
}


class Outcome(NamedTuple):
    """What became of one trick."""

    trick: str
    url: str
    asked: str
    """The reason and the message of the client's refusal; "reached" where it was not refused."""
    redirected: str
    """The same where a redirect led there."""
    plain: str
    """What httpx does: "reached", or its error; "-" where it was not tried."""
    seen: int
    """Requests that arrived at the server from our client, but for those that it redirects."""


def try_all(*, plain: bool = True) -> list[Outcome]:
    """Try each trick against a server on loopback, and `plain` httpx too."""
    with Server() as server:
        return [_try(server, trick, url.format(port=server.port), plain=plain) for trick, url in TRICKS.items()]


def _try(server: Server, trick: str, url: str, *, plain: bool) -> Outcome:
    target = url.encode().decode("latin-1")  # headers are bytes; ours reads them as UTF-8 where they are that
    server.routes = {"/": Reply(b"<p>private"), "site.test/to": Reply(status=302, headers={"Location": target})}
    server.seen.clear()
    settings = Settings(contact="mailto:crawl@example.test", delay=0, retries=0, connect_timeout=2)

    async def ask(address: str) -> str:
        async with Client(settings, host_map={"site.test": server.port}) as client:
            try:
                await client.fetch(FetchRequest(address, "site", "claim"))
            except FetchError as error:
                return f"{error.reason}: {error.detail}"
            return "reached"

    asked = asyncio.run(ask(url))
    redirected = asyncio.run(ask("http://site.test/to"))
    seen = sum(seen.host != "site.test" for seen in server.seen)
    return Outcome(trick, url, asked, redirected, _plainly(url) if plain else "-", seen)


def _plainly(url: str) -> str:
    try:
        answers = socket.getaddrinfo(httpx.URL(url).host, 80, type=socket.SOCK_STREAM)
        if not all(_is_here(str(answer[4][0])) for answer in answers):
            return "-"  # nothing of ours goes past loopback
        httpx.get(url, timeout=1, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return type(error).__name__
    return "reached"


def _is_here(text: str) -> bool:
    address = ipaddress.ip_address(text)
    mapped = getattr(address, "ipv4_mapped", None)
    return address.is_loopback or address.is_unspecified or (mapped is not None and mapped.is_loopback)


def main() -> None:
    print(f"{'trick':<26}{'URL':<50}{'by itself':<18}{'by redirect':<18}{'arrived':<9}plain httpx")
    for outcome in try_all():
        asked, redirected = (said.partition(":")[0] for said in (outcome.asked, outcome.redirected))
        print(f"{outcome.trick:<26}{outcome.url:<50}{asked:<18}{redirected:<18}{outcome.seen:<9}{outcome.plain}")


if __name__ == "__main__":
    main()
