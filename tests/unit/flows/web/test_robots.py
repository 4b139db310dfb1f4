import pytest

from flows.web.robots import MAX_ROBOTS, Robots, read_robots

HOST = "https://site.test"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        # RFC 9309 2.2.1: the group of our name, any case, and only else the one of all
        ("User-agent: reviewlines\nDisallow: /a", "/a", False),
        ("User-agent: ReviewLines\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: reviewlines\nDisallow: /b", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: mereviewlines\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nUser-agent: reviewlines\nDisallow: /a", "/a", False),
        ("User-agent: reviewlines\nDisallow: /a\n\nUser-agent: reviewlines\nDisallow: /b", "/b", False),
        ("Disallow: /", "/a", True),
        # 2.2.2: the longest match counts, allow where two are equal; paths are case-sensitive
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /A", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /%C3%A9t%C3%A9", "/été", False),
        ("User-agent: *\nDisallow: /été", "/%c3%a9t%c3%a9", False),
        ("User-agent: *\nDisallow: /a?page=", "/a?page=2", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        # 2.2.3: * and $
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php?x", True),
        ("User-agent: *\nDisallow: /*/print", "/a/b/print/c", False),
        # 2.2: comments, blanks, other lines, other line ends
        ("# hello\rUser-agent: * # all\r\n\r\nFoo: bar\r\n  disallow : /a # yes", "/a", False),
        # 2.3 and 2.5: encodings, and files that are none
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<!doctype html><title>Not found</title>", "/a", True),
        ("", "/a", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert read_robots(text.encode()).allowed(HOST + path) is allowed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    robots = read_robots("# Für alle\nUser-agent: *\nDisallow: /a".encode(encoding))
    assert not robots.allowed(f"{HOST}/a")
    assert robots.allowed(f"{HOST}/b")


def test_what_stands_behind_the_limit_is_not_read() -> None:
    text = b"User-agent: *\nDisallow: /a\n".ljust(MAX_ROBOTS, b"\n") + b"Disallow: /b"
    robots = read_robots(text)
    assert (robots.allowed(f"{HOST}/a"), robots.allowed(f"{HOST}/b")) == (False, True)


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Crawl-delay: 10", 10),
        ("Crawl-delay: 0.5", 0.5),
        ("Request-rate: 1/5", 5),
        ("Request-rate: 30/1m", 2),
        ("Crawl-delay: 1\nRequest-rate: 1/5", 5),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: -1", None),
        ("Crawl-delay: inf", None),
        pytest.param(f"Request-rate: 1/{'9' * 400}", 86_400, id="rate beyond all numbers"),
        ("Disallow: /a", None),
    ],
)
def test_delay(lines: str, delay: float | None) -> None:
    assert read_robots(f"User-agent: *\n{lines}".encode()).crawl_delay == delay


def test_sitemaps_stand_in_order_and_once() -> None:
    text = b"Sitemap: https://site.test/b.xml\nUser-agent: *\nSitemap: /a.xml\nsitemap: https://site.test/b.xml"
    assert read_robots(text).sitemaps == ("https://site.test/b.xml", "/a.xml")


def test_none_allows_all_and_unreachable_nothing() -> None:
    assert Robots("none").allowed(f"{HOST}/a")
    assert not Robots("unreachable").allowed(f"{HOST}/a")
