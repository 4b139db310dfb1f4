import asyncio
import base64
import datetime as dt
import gzip
import hashlib
import itertools
import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import brotli
import pytest
from backports import zstd
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.errors import FetchError, HostError, PermanentError, UsageError
from flows.settings import Settings
from flows.web.client import Client
from schemas.page import FetchRequest, NotModified, Page
from schemas.reject import Reason
from schemas.run import HostLedger
from tests.e2e.server import Reply, Server

HOSTS = ("site.test", "www.site.test", "other.test")
PAGE = b"<!doctype html><title>A film, reviewed</title><p>Go and see it."
GZIPPED = gzip.compress(PAGE, mtime=0)  # the same bytes in each of pytest's processes
NO_SUCH_HOST = f"http://{'x' * 64}.test/"  # a label that no resolver needs to be asked about
CONTACT = "mailto:crawl@example.test"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"/page": Reply(PAGE)}) as running:
        yield running


def settings(**given: Any) -> Settings:
    """Impatient settings: the longest pause is 50 ms."""
    return Settings(**{"delay": 0, "max_delay": 0.05, "contact": CONTACT, "max_body": 100_000, **given})


def client(server: Server, given: Settings | None = None, **more: Any) -> Client:
    return Client(given or settings(), host_map=dict.fromkeys(HOSTS, server.port), **more)


def visit(client: Client, url: str, **known: Any) -> Page | NotModified:
    """Fetch one page and close the client."""

    async def go() -> Page | NotModified:
        async with client:
            return await client.fetch(FetchRequest(url, "site", "claim", **known))

    return asyncio.run(go())


def page(client: Client, url: str = "http://site.test/page", **known: Any) -> Page:
    got = visit(client, url, **known)
    assert isinstance(got, Page)
    return got


def error(client: Client, url: str = "http://site.test/page") -> FetchError:
    with pytest.raises(FetchError) as raised:
        visit(client, url)
    return raised.value


def entry(client: Client, host: str = "site.test") -> HostLedger:
    return next(entry for entry in client.ledger() if entry.host == host)


class TestPage:
    def test_is_as_it_was_sent(self, server: Server) -> None:
        server.routes["/page"] = Reply(PAGE, headers={"X-Robots-Tag": "noai"})
        before = dt.datetime.now(dt.UTC)
        got = page(client(server))
        assert (got.url, got.final_url, got.status, got.body) == (
            "http://site.test/page",
            "http://site.test/page",
            200,
            PAGE,
        )
        assert got.headers["content-type"] == "text/html; charset=utf-8"
        assert got.headers["x-robots-tag"] == "noai"
        assert got.robots == "allowed"
        assert got.fetched_at is not None
        assert before <= got.fetched_at <= dt.datetime.now(dt.UTC)

    def test_request_says_who_asks_and_hides_the_mapped_port(self, server: Server) -> None:
        page(client(server))
        headers = server.seen[-1].headers
        assert headers["user-agent"].startswith("reviewlines/")
        assert headers["user-agent"].endswith(f" (+{CONTACT})")
        assert headers["host"] == "site.test"

    def test_repeated_headers_are_joined(self, server: Server) -> None:
        server.routes["/page"] = Reply(
            head=[b"HTTP/1.1 200 OK\r\nLink: <a>\r\nLink: <b>\r\nContent-Length: 2\r\n\r\nhi"]
        )
        assert page(client(server)).headers["link"] == "<a>, <b>"

    def test_cookies_are_not_kept(self, server: Server) -> None:
        server.routes["/page"] = Reply(PAGE, headers={"Set-Cookie": "id=1; Path=/"})

        async def go() -> None:
            async with client(server) as asking:
                await asking.get("http://site.test/page")
                await asking.get("http://site.test/page")

        asyncio.run(go())
        assert all("cookie" not in seen.headers for seen in server.seen)

    def test_connection_is_kept(self, server: Server) -> None:
        async def go() -> None:
            async with client(server) as asking:
                for path in ("page", "missing", "page"):
                    try:
                        await asking.get(f"http://site.test/{path}")
                    except PermanentError:
                        assert path == "missing"

        asyncio.run(go())
        assert {seen.connection for seen in server.seen} == {1}

    @pytest.mark.parametrize(
        ("status", "reason"),
        [
            (404, Reason.NOT_FOUND),
            (410, Reason.GONE),
            (403, Reason.HTTP_ERROR),
            (202, Reason.HTTP_ERROR),
            (304, Reason.HTTP_ERROR),  # nobody asked
            (302, Reason.HTTP_ERROR),  # to nowhere
        ],
    )
    def test_other_status_is_no_page(self, server: Server, status: int, reason: Reason) -> None:
        server.routes["/page"] = Reply(b"" if status == 304 else b"<p>no", status)
        failure = error(client(server))
        assert isinstance(failure, PermanentError)
        assert (failure.reason, failure.status) == (reason, status)
        assert server.paths() == ["/page"]

    @pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "application/json", "application/zip"])
    def test_other_content_is_not_read(self, server: Server, kind: str) -> None:
        server.routes["/page"] = Reply(type=kind, pieces=itertools.repeat(b"x" * 65_536))
        assert error(client(server)).reason is Reason.NOT_HTML

    @pytest.mark.parametrize("kind", ["TEXT/HTML", "application/xhtml+xml;charset=x", "text/plain", None])
    def test_content_that_may_be_a_page_is_read(self, server: Server, kind: str | None) -> None:
        server.routes["/page"] = Reply(PAGE, type=kind)
        assert page(client(server)).body == PAGE

    def test_documents_may_be_of_any_type(self, server: Server) -> None:
        server.routes["/posts"] = Reply(b"[]", type="application/json")

        async def go() -> Page:
            async with client(server) as asking:
                return await asking.get("http://site.test/posts")

        assert asyncio.run(go()).body == b"[]"


class TestConditionalRequests:
    def test_unchanged_page_is_not_modified(self, server: Server) -> None:
        server.routes["/page"] = lambda seen: Reply(status=304 if "if-none-match" in seen.headers else 200)
        asking = client(server)
        modified = "Sat, 25 Jan 2025 00:36:00 GMT"
        got = visit(asking, "http://site.test/page", etag='W/"é1"', last_modified=modified)
        assert isinstance(got, NotModified)
        assert got.url == "http://site.test/page"
        headers = server.seen[-1].headers
        assert (headers["if-none-match"], headers["if-modified-since"]) == ('W/"é1"', modified)
        assert entry(asking).not_modified == 1

    def test_changed_page_is_given(self, server: Server) -> None:
        assert page(client(server), etag='"old"').body == PAGE

    def test_validators_do_not_follow_a_redirect(self, server: Server) -> None:
        server.routes["/old"] = Reply(status=301, headers={"Location": "/page"})
        page(client(server), "http://site.test/old", etag='"1"')
        assert [("if-none-match" in seen.headers) for seen in server.seen[1:]] == [True, False]

    def test_validator_that_no_header_can_hold_is_not_sent(self, server: Server) -> None:
        page(client(server), etag='"1"\r\nX-Evil: 1')
        assert "if-none-match" not in server.seen[-1].headers


class TestRetries:
    def test_passing_error_is_passed(self, server: Server) -> None:
        server.routes["/page"] = [Reply(status=500), Reply(hang_up=True), Reply(PAGE)]
        asking = client(server)
        assert page(asking).body == PAGE
        ledger = entry(asking)
        assert (ledger.requests, ledger.retries) == (len(server.seen), 2)

    def test_lasting_error_ends_after_the_last_try(self, server: Server) -> None:
        server.routes["/page"] = Reply(status=502)
        failure = error(client(server))
        assert isinstance(failure, PermanentError)
        assert (failure.reason, failure.status) == (Reason.HTTP_ERROR, 502)
        assert len(server.paths()) == 3

    def test_none_where_the_settings_say_none(self, server: Server) -> None:
        server.routes["/page"] = Reply(status=500)
        error(client(server, settings(retries=0)))
        assert len(server.paths()) == 1

    @pytest.mark.parametrize("status", [429, 503])
    def test_retry_after_is_waited_for(self, server: Server, status: int) -> None:
        server.routes["/page"] = [Reply(status=status, headers={"Retry-After": "0"}), Reply(PAGE)]
        asking = client(server)
        assert page(asking).body == PAGE
        assert entry(asking).too_many == 1

    def test_host_that_asks_for_a_long_pause_is_left_alone(self, server: Server) -> None:
        server.routes["/page"] = Reply(status=429, headers={"Retry-After": "3600"})

        async def go() -> None:
            async with client(server) as asking:
                with pytest.raises(HostError, match=r"HTTP 429; .* left alone for 3600 s") as first:
                    await asking.get("http://site.test/page")
                assert (first.value.reason, first.value.status) == (Reason.HTTP_ERROR, 429)
                with pytest.raises(HostError, match="left alone"):
                    await asking.get("http://site.test/another")
                await asking.get("http://other.test/")

        server.routes["/"] = Reply(PAGE)
        asyncio.run(go())
        assert server.paths("site.test") == ["/page"]

    @pytest.mark.parametrize(
        "value", ["Mon, 01 Jan 2024 00:00:00 +99999999999999999999", "Mon, 01 Jan 9999999999 00:00:00 GMT"]
    )
    def test_pause_that_is_no_date_is_none(self, server: Server, value: str) -> None:
        server.routes["/page"] = [Reply(status=503, headers={"Retry-After": value}), Reply(PAGE)]
        assert page(client(server)).body == PAGE

    def test_server_that_is_away_is_unreachable(self) -> None:
        with closing(socket.socket()) as bound:  # bound and not listening: connections are refused
            bound.bind(("127.0.0.1", 0))
            asking = Client(settings(), host_map={"site.test": bound.getsockname()[1]})
            assert error(asking).reason is Reason.UNREACHABLE
        assert (entry(asking).requests, entry(asking).retries) == (0, 2)


class TestHostThatIsDown:
    def fetch(self, server: Server, paths: list[str], given: Settings | None = None) -> list[FetchError | None]:
        """Fetch pages of site.test one after another, and give what each raised."""

        async def go() -> list[FetchError | None]:
            raised: list[FetchError | None] = []
            async with client(server, given or settings(retries=0)) as asking:
                for path in paths:
                    try:
                        await asking.fetch(FetchRequest(f"http://site.test{path}", "site", "claim"))
                    except FetchError as error:
                        raised.append(error)
                    else:
                        raised.append(None)
            return raised

        return asyncio.run(go())

    def test_is_given_up_at_the_fifth_page_in_a_row(self, server: Server) -> None:
        server.routes |= {f"/{number}": Reply(hang_up=True) for number in range(7)}
        server.routes["/6"] = Reply(PAGE)
        raised = self.fetch(server, [f"/{number}" for number in range(7)], settings(retries=1))
        assert [type(error) for error in raised] == [*[PermanentError] * 4, *[HostError] * 3]
        assert [error.reason for error in raised if error] == [Reason.UNREACHABLE] * 7
        assert "no answer to 5 pages in a row" in str(raised[-1])
        assert server.paths() == [f"/{number}" for number in range(5) for _ in range(2)]

    @pytest.mark.parametrize("answer", [Reply(PAGE), Reply(status=404), Reply(status=500)])
    def test_any_answer_begins_the_row_anew(self, server: Server, answer: Reply) -> None:
        server.routes |= {"/away": Reply(hang_up=True), "/page": answer}
        raised = self.fetch(server, [*["/away"] * 4, "/page", *["/away"] * 5])
        assert [isinstance(error, HostError) for error in raised] == [*[False] * 9, True]

    def test_answer_that_breaks_off_is_one(self, server: Server) -> None:
        server.routes["/page"] = Reply(PAGE, length=len(PAGE) + 1)
        assert not any(isinstance(error, HostError) for error in self.fetch(server, ["/page"] * 6))

    @pytest.mark.parametrize("answer", [Reply(status=500), Reply(status=403), Reply(PAGE, length=len(PAGE) + 1)])
    def test_is_given_up_at_the_tenth_error_in_a_row(self, server: Server, answer: Reply) -> None:
        server.routes["/page"] = answer
        raised = self.fetch(server, ["/page"] * 12)
        assert [isinstance(error, HostError) for error in raised] == [*[False] * 9, *[True] * 3]
        assert "10 pages in a row" in str(raised[-1])
        assert len(server.paths()) == 10

    @pytest.mark.parametrize("answer", [Reply(PAGE), Reply(status=404), Reply(type="image/png")])
    def test_page_that_is_no_error_begins_the_row_of_errors_anew(self, server: Server, answer: Reply) -> None:
        server.routes |= {"/error": Reply(status=500), "/page": answer}
        raised = self.fetch(server, [*["/error"] * 9, "/page", *["/error"] * 10])
        assert [isinstance(error, HostError) for error in raised] == [*[False] * 19, True]

    def test_says_so_in_the_ledger(self, server: Server) -> None:
        server.routes["/page"] = Reply(status=403)

        async def go() -> HostLedger:
            async with client(server, settings(retries=0)) as asking:
                for _ in range(10):
                    with pytest.raises(FetchError):
                        await asking.get("http://site.test/page")
                return asking.ledger()[0]

        assert asyncio.run(go()).stopped == "HTTP 403; no page but errors for 10 pages in a row"

    def test_other_hosts_are_asked_as_before(self, server: Server) -> None:
        server.routes["site.test/page"] = Reply(hang_up=True)

        async def go() -> None:
            async with client(server, settings(retries=0)) as asking:
                for _ in range(5):
                    with pytest.raises(FetchError) as raised:
                        await asking.get("http://site.test/page")
                assert isinstance(raised.value, HostError)
                await asking.get("http://other.test/page")

        asyncio.run(go())
        assert server.paths("other.test") == ["/page"]

    def test_pages_that_redirect_to_it_fail_one_by_one(self, server: Server) -> None:
        server.routes["site.test/page"] = Reply(status=302, headers={"Location": "http://other.test/page"})
        server.routes["other.test/robots.txt"] = Reply(status=500)
        raised = self.fetch(server, ["/page", "/page"])
        assert [type(error) for error in raised] == [PermanentError] * 2
        assert [error.reason for error in raised if error] == [Reason.UNREACHABLE] * 2

    def test_www_is_no_other_host(self, server: Server) -> None:
        server.routes["site.test/page"] = Reply(status=302, headers={"Location": "http://www.site.test/page"})
        server.routes["www.site.test/robots.txt"] = Reply(status=500)
        assert isinstance(self.fetch(server, ["/page"])[0], HostError)


class TestLimits:
    @pytest.mark.parametrize(
        ("coding", "body"),
        [
            ("gzip", GZIPPED),
            ("x-gzip", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
            ("deflate", zlib.compress(PAGE)),
            ("deflate", zlib.compress(PAGE)[2:-4]),
            ("br", brotli.compress(PAGE)),
            ("zstd", zstd.compress(PAGE)),
            ("identity", PAGE),
        ],
    )
    def test_content_codings_are_decoded(self, server: Server, coding: str, body: bytes) -> None:
        server.routes["/page"] = Reply(body, headers={"Content-Encoding": coding})
        assert page(client(server)).body == PAGE

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
    def test_bomb_stops_at_the_limit(self, server: Server, coding: str) -> None:
        bomb = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}[coding]
        server.routes["/page"] = Reply(bomb(bytes(20_000_000)), headers={"Content-Encoding": coding})
        tracemalloc.start()
        assert error(client(server)).reason is Reason.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 12_000_000

    def test_endless_compressed_nothing_stops_at_the_limit(self, server: Server) -> None:
        nothing = itertools.repeat(gzip.compress(b"", mtime=0) * 100)
        server.routes["/page"] = Reply(headers={"Content-Encoding": "gzip"}, pieces=nothing)
        assert error(client(server)).reason is Reason.TOO_LARGE

    def test_endless_body_stops_at_the_limit(self, server: Server) -> None:
        server.routes["/page"] = Reply(pieces=itertools.repeat(b"<p>and so on"))
        assert error(client(server)).reason is Reason.TOO_LARGE

    def test_body_of_the_limit_is_read(self, server: Server) -> None:
        server.routes["/page"] = Reply(b"x" * 100_000)
        assert len(page(client(server)).body) == 100_000

    @pytest.mark.parametrize(
        ("reply", "reason"),
        [
            (Reply(PAGE, headers={"Content-Encoding": "compress"}), Reason.HTTP_ERROR),
            (Reply(PAGE, headers={"Content-Encoding": "gzip, gzip"}), Reason.HTTP_ERROR),
            (Reply(PAGE, headers={"Content-Encoding": "gzip"}), Reason.UNREACHABLE),
            (Reply(GZIPPED[:-9], headers={"Content-Encoding": "gzip"}), Reason.UNREACHABLE),
            (Reply(PAGE, length=len(PAGE) + 1), Reason.UNREACHABLE),
            (Reply(head=[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf"]), Reason.UNREACHABLE),
            (Reply(head=[b"HTTP/1.1 200 OK\r\n", *(b"X-%d: y\r\n" % i for i in range(20_000))]), Reason.UNREACHABLE),
            (Reply(head=[b"SSH-2.0-OpenSSH_9.6\r\n"]), Reason.UNREACHABLE),
            (Reply(hang_up=True), Reason.UNREACHABLE),
            (Reply(PAGE, pause=5), Reason.UNREACHABLE),
            (Reply(pieces=itertools.repeat(b"."), pause=0.05), Reason.UNREACHABLE),
        ],
        ids=[
            "coding that was not asked for",
            "codings on top of one another",
            "damaged gzip",
            "gzip cut off",
            "shorter than told",
            "cut in a chunk",
            "endless headers",
            "no HTTP",
            "no answer",
            "silence",
            "drip",
        ],
    )
    def test_broken_answer_is_none(self, server: Server, reply: Reply, reason: Reason) -> None:
        server.routes["/page"] = reply
        given = settings(retries=0, read_timeout=0.2, total_timeout=0.5)
        assert error(client(server, given)).reason is reason


class TestRedirects:
    def test_are_followed_to_the_final_url(self, server: Server) -> None:
        server.routes["/old"] = Reply(status=301, headers={"Location": "older#top"})
        server.routes["/older"] = Reply(status=308, headers={"Location": "http://www.site.test/page"})
        got = page(client(server, hosts={"site": ["site.test"]}), "http://site.test/old")
        assert (got.url, got.final_url) == ("http://site.test/old", "http://www.site.test/page")
        assert server.paths() == ["/old", "/older", "/page"]

    def test_location_may_be_bare_utf_8(self, server: Server) -> None:
        server.routes["/old"] = Reply(status=301, headers={"Location": "/été".encode().decode("latin-1")})
        server.routes["/%C3%A9t%C3%A9"] = Reply(PAGE)
        assert page(client(server), "http://site.test/old").final_url == "http://site.test/%C3%A9t%C3%A9"

    def test_circle_is_seen(self, server: Server) -> None:
        server.routes["/page"] = Reply(status=302, headers={"Location": "/other"})
        server.routes["/other"] = Reply(status=302, headers={"Location": "/page"})
        assert error(client(server)).reason is Reason.REDIRECT
        assert server.paths() == ["/page", "/other"]

    def test_are_counted(self, server: Server) -> None:
        steps = itertools.count()
        server.routes["/page"] = Reply(status=302, headers={"Location": "/0"})
        for step in range(10):
            server.routes[f"/{step}"] = lambda _: Reply(status=302, headers={"Location": f"/{next(steps) + 1}"})
        assert error(client(server, settings(max_redirects=3))).reason is Reason.REDIRECT
        assert len(server.paths()) == 4

    def test_off_the_site_are_refused(self, server: Server) -> None:
        server.routes["site.test/page"] = Reply(status=302, headers={"Location": "http://other.test/page"})
        assert error(client(server, hosts={"site": ["site.test"]})).reason is Reason.REDIRECT
        assert server.paths("other.test") == []

    def test_off_the_site_are_followed_where_nothing_is_known_of_the_site(self, server: Server) -> None:
        server.routes["site.test/page"] = Reply(status=302, headers={"Location": "http://other.test/page"})
        assert page(client(server)).final_url == "http://other.test/page"

    def test_robots_of_the_other_host_count(self, server: Server) -> None:
        server.routes["site.test/page"] = Reply(status=302, headers={"Location": "http://other.test/page"})
        server.routes["other.test/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", type="text/plain")
        assert error(client(server)).reason is Reason.ROBOTS_DISALLOWED

    @pytest.mark.parametrize(
        ("location", "reason"),
        [
            ("file:///etc/passwd", Reason.REDIRECT),
            ("javascript:alert(1)", Reason.REDIRECT),
            ("http://user:secret@other.test/", Reason.REDIRECT),
            ("http://[::1", Reason.REDIRECT),
            ("http://site.test:99999/", Reason.REDIRECT),
            ("http://xn--a/", Reason.REDIRECT),
            ("http://127.0.0.1/", Reason.REFUSED_ADDRESS),
            ("http://[::ffff:127.0.0.1]/", Reason.REFUSED_ADDRESS),
            ("http://169.254.169.254/latest/meta-data/", Reason.REFUSED_ADDRESS),
        ],
    )
    def test_to_where_nobody_may_go_are_refused(self, server: Server, location: str, reason: Reason) -> None:
        server.routes["/page"] = Reply(status=302, headers={"Location": location})
        failure = error(client(server))
        assert failure.reason is reason
        assert "secret" not in str(failure)


class TestAddresses:
    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "2130706433", "127.1", "0x7f.0.0.1", "[::1]", "[::ffff:7f00:1]", "0"]
    )
    def test_loopback_is_refused_however_it_is_spelled(self, server: Server, host: str) -> None:
        assert error(client(server), f"http://{host}:{server.port}/page").reason is Reason.REFUSED_ADDRESS
        assert server.seen == []

    def test_named_host_is_allowed(self, server: Server) -> None:
        asking = Client(settings(allow_hosts={"localhost"}))
        assert page(asking, f"http://localhost:{server.port}/page").body == PAGE

    @pytest.mark.parametrize(
        "url",
        ["ftp://site.test/page", "http://me:secret@site.test/page", "http:///page", "/page", "http://0177.0.0.1/", ""],
    )
    def test_other_urls_are_refused_and_credentials_not_told(self, server: Server, url: str) -> None:
        failure = error(client(server), url)
        assert failure.reason is Reason.REFUSED_ADDRESS
        assert "secret" not in str(failure)

    def test_host_that_does_not_exist_is_unreachable(self, server: Server) -> None:
        assert error(client(server, settings(retries=0)), NO_SUCH_HOST).reason is Reason.UNREACHABLE


class TestContact:
    def test_crawl_beyond_loopback_needs_one(self, server: Server) -> None:
        with pytest.raises(UsageError, match="contact"):
            visit(client(server, settings(contact=None)), "http://elsewhere.test/page")

    def test_mapped_hosts_need_none(self, server: Server) -> None:
        page(client(server, settings(contact=None)))
        assert "(" not in server.seen[-1].headers["user-agent"]

    def test_single_pages_need_none(self, server: Server) -> None:
        asking = client(server, settings(contact=None, retries=0), require_contact=False)
        assert error(asking, NO_SUCH_HOST).reason is Reason.UNREACHABLE


class TestRobots:
    def test_forbidden_page_is_not_asked_for(self, server: Server) -> None:
        server.routes["/robots.txt"] = Reply(b"User-agent: reviewlines\nDisallow: /page", type="text/plain")
        asking = client(server)
        assert error(asking).reason is Reason.ROBOTS_DISALLOWED
        assert server.paths() == []
        assert (entry(asking).robots, entry(asking).refused) == ("found", 1)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
    def test_none_allows_all(self, server: Server, status: int) -> None:
        server.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", status, type="text/plain")
        asking = client(server)
        assert page(asking).body == PAGE
        assert entry(asking).robots == "none"

    @pytest.mark.parametrize("status", [429, 500, 501, 503])
    def test_unreachable_forbids_all_and_says_so(self, server: Server, status: int) -> None:
        server.routes["/robots.txt"] = Reply(status=status)
        asking = client(server)
        failure = error(asking)
        assert isinstance(failure, HostError)
        assert failure.reason is Reason.UNREACHABLE  # a failure, after which the page is asked for again
        assert str(failure).startswith(f"robots.txt could not be read: HTTP {status}")
        assert server.paths() == []
        assert (entry(asking).robots, entry(asking).refused) == ("unreachable", 0)

    def test_unreachable_is_not_asked_for_again_at_once(self, server: Server) -> None:
        server.routes["/robots.txt"] = [Reply(status=500), Reply(status=404)]

        async def go() -> None:
            async with client(server, settings(retries=0)) as asking:
                for path in ("page", "another"):
                    with pytest.raises(HostError, match="could not be read"):
                        await asking.get(f"http://site.test/{path}")

        asyncio.run(go())
        assert [seen.path for seen in server.seen] == ["/robots.txt"]

    def test_is_asked_for_once_and_by_one(self, server: Server) -> None:
        async def go() -> None:
            async with client(server) as asking:
                await asyncio.gather(*(asking.get("http://site.test/page") for _ in range(5)))

        asyncio.run(go())
        assert [seen.path for seen in server.seen] == ["/robots.txt", *["/page"] * 5]

    def test_redirect_to_another_host_is_followed(self, server: Server) -> None:
        server.routes["site.test/robots.txt"] = Reply(status=301, headers={"Location": "http://other.test/robots.txt"})
        server.routes["other.test/robots.txt"] = Reply(b"User-agent: *\nDisallow: /page", type="text/plain")
        assert error(client(server)).reason is Reason.ROBOTS_DISALLOWED

    def test_circle_counts_as_none(self, server: Server) -> None:
        server.routes["/robots.txt"] = Reply(status=301, headers={"Location": "/robots.txt"})
        assert page(client(server)).body == PAGE

    def test_long_one_is_read_up_to_the_limit(self, server: Server) -> None:
        text = b"User-agent: *\nDisallow: /early\n" + b"# filler\n" * 60_000 + b"Disallow: /page\n"
        server.routes["/robots.txt"] = Reply(text, type="text/plain")
        assert page(client(server)).body == PAGE
        assert error(client(server), "http://site.test/early").reason is Reason.ROBOTS_DISALLOWED

    def test_crawl_delay_is_kept_up_to_the_limit(self, server: Server) -> None:
        server.routes["site.test/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.02", type="text/plain")
        server.routes["other.test/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400", type="text/plain")

        async def go() -> list[float]:
            async with client(server, delays={"site.test:80": 0.01}) as asking:
                await asking.get("http://site.test/page")
                await asking.get("http://other.test/page")
                return [entry.delay for entry in asking.ledger()]

        assert asyncio.run(go()) == [0.05, 0.02]

    def test_delay_of_the_site_file_counts_for_any_port(self, server: Server) -> None:
        asking = client(server, settings(delay=0.04), delays={"site.test:8000": 0.01})
        page(asking)
        assert entry(asking).delay == 0.01

    def test_tells_sitemaps(self, server: Server) -> None:
        server.routes["/robots.txt"] = Reply(b"Sitemap: http://site.test/a.xml\nSitemap: /b.xml", type="text/plain")

        async def go() -> tuple[str, ...]:
            async with client(server) as asking:
                return (await asking.robots("http://site.test/page")).sitemaps

        assert asyncio.run(go()) == ("http://site.test/a.xml", "/b.xml")


class TestPoliteness:
    def test_one_request_per_host_at_a_time(self, server: Server) -> None:
        server.routes["/page"] = Reply(PAGE, pause=0.02)

        async def go() -> None:
            async with client(server) as asking:
                await asyncio.gather(*(asking.get(f"http://{host}/page") for host in HOSTS for _ in range(5)))

        asyncio.run(go())
        assert len(server.paths()) == 15
        assert server.most_at_once == dict.fromkeys(HOSTS, 1)
        assert len({seen.connection for seen in server.seen}) == len(HOSTS)

    def test_ledger_equals_the_servers_own_log(self, server: Server) -> None:
        server.routes["/page"] = [Reply(status=503), Reply(PAGE)]
        server.routes["/old"] = Reply(status=301, headers={"Location": "http://www.site.test/page"})

        async def go() -> tuple[HostLedger, ...]:
            async with client(server) as asking:
                await asking.get("http://site.test/page")
                await asking.get("http://site.test/old")
                return asking.ledger()

        ledger = {entry.host: entry.requests for entry in asyncio.run(go())}
        hosts = [seen.host for seen in server.seen]
        assert ledger == {host: hosts.count(host) for host in set(hosts)}

    def test_ledger_says_what_was_asked_and_kept(self, server: Server) -> None:
        rules = b"User-agent: *\nCrawl-delay: 0.04"
        server.routes |= {"/robots.txt": Reply(rules, type="text/plain"), "/gone": Reply(status=500)}
        server.routes["/page"] = Reply(GZIPPED, headers={"Content-Encoding": "gzip"})

        async def go() -> HostLedger:
            async with client(server, settings(retries=0)) as asking:
                await asking.get("http://site.test/page")
                with pytest.raises(PermanentError):
                    await asking.get("http://site.test/gone")
                return asking.ledger()[0]

        kept = asyncio.run(go())
        assert kept.robots_sha256 == hashlib.sha256(rules).hexdigest()
        assert (kept.requests, kept.bytes, kept.errors) == (3, len(rules) + len(GZIPPED), 1)
        assert (kept.delay_asked, kept.stopped) == (0.04, None)
        assert kept.shortest_gap is not None
        assert kept.shortest_gap >= 0.04
        times = [seen.at for seen in server.seen]
        assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.04

    def test_host_has_so_many_pages_of_a_run(self, server: Server) -> None:
        async def go() -> None:
            async with client(server, settings(max_pages_per_host=2)) as asking:
                for host in ("site.test", "www.site.test", "other.test"):
                    await asking.fetch(FetchRequest(f"http://{host}/page", "site", "claim"))
                with pytest.raises(HostError, match=r"site\.test has had its 2 pages of this run"):
                    await asking.fetch(FetchRequest("http://site.test/page", "site", "claim"))
                await asking.get("http://site.test/page")  # a sitemap, a feed: no page

        asyncio.run(go())
        assert len(server.paths()) == 4

    def test_overloaded_host_is_asked_more_slowly_afterwards(self, server: Server) -> None:
        server.routes["/page"] = [Reply(status=429, headers={"Retry-After": "0"}), Reply(PAGE)]
        asking = client(server, settings(max_delay=0.2))
        page(asking)
        kept = entry(asking)
        assert kept.delay == 0
        assert kept.slowed_to is not None
        assert 0.1 < kept.slowed_to <= 0.2


class TestConnections:
    def test_connection_that_the_server_closed_meanwhile_is_not_used(self, server: Server) -> None:
        server.routes["/page"] = [Reply(PAGE, length=len(PAGE), headers={"X": "y"}), Reply(PAGE)]

        async def go() -> HostLedger:
            async with client(server, settings(retries=0)) as asking:
                for _ in range(2):
                    await asking.get("http://site.test/page")
                    await asyncio.sleep(0.02)
                return asking.ledger()[0]

        assert asyncio.run(go()).requests == len(server.seen) == 3
        assert [seen.connection for seen in server.seen] == [1, 1, 2]

    @pytest.mark.parametrize("after", [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", b"more"])
    def test_what_comes_unasked_is_no_answer_to_the_next_request(self, server: Server, after: bytes) -> None:
        first = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\ngood"
        server.routes |= {"/first": Reply(head=[first + after]), "/page": Reply(PAGE)}

        async def go() -> Page:
            async with client(server, settings(retries=0)) as asking:
                assert (await asking.get("http://site.test/first")).body == b"good"
                return await asking.get("http://site.test/page")

        assert asyncio.run(go()).body == PAGE

    def test_answer_that_came_while_we_were_busy_is_not_late(self, server: Server) -> None:
        server.routes["/page"] = Reply(PAGE, pause=0.1)

        async def go() -> Page:
            async with client(server, settings(retries=0, read_timeout=0.3)) as asking:
                await asking.robots("http://site.test/page")
                asked = asyncio.create_task(asking.get("http://site.test/page"))
                while not server.paths():  # noqa: ASYNC110
                    await asyncio.sleep(0.001)
                time.sleep(0.5)  # noqa: ASYNC251 - as an extraction of many pages does
                return await asked

        assert asyncio.run(go()).body == PAGE

    def test_interim_answers_are_passed_over(self, server: Server) -> None:
        early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
        last = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\ngood"
        server.routes["/page"] = Reply(head=[early * 3 + last])
        assert page(client(server)).body == b"good"
        server.routes["/page"] = Reply(head=itertools.repeat(early, 1_000))
        assert error(client(server, settings(retries=0))).reason is Reason.UNREACHABLE

    def test_idle_connection_is_closed_before_the_server_does(self, server: Server) -> None:
        server.routes["/page"] = Reply(PAGE, headers={"Keep-Alive": "timeout=1, max=9"})

        async def go() -> None:
            async with client(server) as asking:
                await asking.get("http://site.test/page")
                await asyncio.sleep(0.01)
                await asking.get("http://site.test/page")

        asyncio.run(go())
        assert [seen.connection for seen in server.seen] == [1, 1, 2]

    def test_idle_connections_are_kept_up_to_a_number(self, server: Server) -> None:
        hosts = [f"{number}.test" for number in range(12)]
        server.routes["/"] = Reply(PAGE)

        async def go() -> None:
            given = settings(concurrency=2)
            async with Client(given, host_map=dict.fromkeys(hosts, server.port)) as asking:
                for host in [*hosts, *hosts[-4:], hosts[0]]:
                    await asking.get(f"http://{host}/")

        asyncio.run(go())
        asked = [seen.connection for seen in server.seen if seen.path == "/"]
        assert asked[:12] == list(range(1, 13))
        assert asked[12:] == [9, 10, 11, 12, 13]


class TestProxy:
    def test_http_goes_through_it_in_absolute_form(self, server: Server) -> None:
        server.routes["http://site.test/page"] = Reply(PAGE)
        given = settings(proxy=f"http://me:secret@127.0.0.1:{server.port}")
        asking = Client(given)
        assert page(asking).body == PAGE
        asked = server.seen[-1]
        assert (asked.path, asked.host) == ("http://site.test/page", "site.test")
        assert base64.b64decode(asked.headers["proxy-authorization"].removeprefix("Basic ")) == b"me:secret"

    def test_https_goes_through_a_tunnel(self, tmp_path: Path) -> None:
        certificate = write_certificate(tmp_path, "site.test")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        trust = ssl.create_default_context(cafile=str(certificate))
        with Server({"/page": Reply(PAGE)}, tls=context, tunnel=True) as server:
            given = settings(proxy=f"http://127.0.0.1:{server.port}")
            got = page(Client(given, ssl_context=trust), "https://site.test/page")
        assert got.body == PAGE
        assert server.tunnels == ["site.test:443"]

    def test_private_addresses_are_refused_all_the_same(self, server: Server) -> None:
        asking = Client(settings(proxy=f"http://127.0.0.1:{server.port}"))
        assert error(asking, "http://169.254.169.254/latest/").reason is Reason.REFUSED_ADDRESS
        assert server.seen == []

    def test_proxy_that_is_away_is_told_without_its_password(self) -> None:
        with closing(socket.socket()) as bound:
            bound.bind(("127.0.0.1", 0))
            asking = Client(settings(proxy=f"http://me:secret@127.0.0.1:{bound.getsockname()[1]}", retries=0))
            failure = error(asking)
        assert failure.reason is Reason.UNREACHABLE
        assert "proxy" in str(failure)
        assert "secret" not in str(failure)


class TestTls:
    def test_pause_is_not_shorter_for_a_connection_that_opens_slowly(self, tmp_path: Path) -> None:
        certificate = write_certificate(tmp_path, "site.test")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        trust = ssl.create_default_context(cafile=str(certificate))
        with Server({"/page": Reply(PAGE)}, tls=context, tls_pause=0.35) as server:
            page(client(server, settings(delay=0.4), ssl_context=trust), "https://site.test/page")
        robots, asked = (seen.at for seen in server.seen)
        assert asked - robots > 0.2  # counted from the connection's begin it would be 0.05

    def test_name_is_checked_although_the_address_is_given(self, tmp_path: Path) -> None:
        certificate = write_certificate(tmp_path, "site.test")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        trust = ssl.create_default_context(cafile=str(certificate))
        with Server({"/page": Reply(PAGE)}, tls=context) as server:
            assert page(client(server, ssl_context=trust), "https://site.test/page").body == PAGE
            wrong_name = error(client(server, ssl_context=trust), "https://other.test/page")
            not_trusted = error(client(server), "https://site.test/page")
        assert wrong_name.reason is not_trusted.reason is Reason.UNREACHABLE
        assert "certificate of other.test is not valid" in str(wrong_name)
        assert "certificate of site.test is not valid" in str(not_trusted)


def write_certificate(folder: Path, host: str) -> Path:
    """A certificate that signs itself, with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
