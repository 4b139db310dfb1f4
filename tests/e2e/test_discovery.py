import asyncio
import datetime as dt
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from flows.settings import Settings
from flows.web.client import Client
from flows.web.discovery import discover
from schemas.page import FoundUrl, Likelihood
from schemas.site import Discover, Site
from tests.e2e.server import Reply, Route, Seen, Server

HOSTS = ("site.test", "www.site.test", "cdn.test")
XML = "application/xml"
HOME = b"<!doctype html><title>Reviews</title>"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"/": Reply(HOME)}) as running:
        yield running


def site(review_url: str | None = None, **told: Any) -> Site:
    return Site(
        key="site", hosts=("site.test",), start="http://site.test/", review_url=review_url, discover=Discover(**told)
    )


def find(
    server: Server, what: Site | None = None, since: dt.datetime | None = None
) -> tuple[list[FoundUrl], list[str]]:
    """Discover, and give the finds and the problems."""
    problems: list[str] = []

    async def go() -> list[FoundUrl]:
        settings = Settings(delay=0, max_delay=0.05, retries=0)
        async with Client(settings, host_map=dict.fromkeys(HOSTS, server.port)) as client:
            return [found async for found in discover(what or site(), client, since, problems=problems)]

    return asyncio.run(go()), problems


def paths(found: list[FoundUrl]) -> list[str]:
    return [each.url.removeprefix("http://site.test") for each in found]


def urlset(*rows: str | tuple[str, str]) -> Reply:
    pairs = [(row, "") if isinstance(row, str) else row for row in rows]
    body = "".join(f"<url><loc>{loc}</loc><lastmod>{date}</lastmod></url>" for loc, date in pairs)
    return Reply(f"<urlset>{body}</urlset>".encode(), type=XML)


def index(*rows: str | tuple[str, str]) -> Reply:
    pairs = [(row, "") if isinstance(row, str) else row for row in rows]
    body = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{date}</lastmod></sitemap>" for loc, date in pairs)
    return Reply(f"<sitemapindex>{body}</sitemapindex>".encode(), type=XML)


def rss(*rows: tuple[str, str]) -> Reply:
    items = "".join(f"<item><link>{link}</link><pubDate>{date}</pubDate></item>" for link, date in rows)
    return Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), type="application/rss+xml")


def robots(*lines: str) -> Reply:
    return Reply("\n".join(lines).encode(), type="text/plain")


def wordpress(*posts: Any, categories: Sequence[dict[str, Any]] = (), size: int = 100) -> Callable[[Seen], Reply]:
    """A WordPress API with these posts, the newest first; it gives at most `size` of them a page."""

    def answer(seen: Seen) -> Reply:
        asked = dict(parse_qsl(urlsplit(seen.path).query))
        if "categories" in urlsplit(seen.path).path + asked.get("rest_route", ""):
            return Reply(json.dumps(categories).encode(), type="application/json")
        before = asked.get("before", "9999")
        wanted = [post for post in posts if not isinstance(post, dict) or str(post.get("date", "")) < before]
        start = size * (int(asked["page"]) - 1)
        totals = {"X-WP-Total": str(len(wanted)), "X-WP-TotalPages": str(-(-len(wanted) // size))}
        return Reply(json.dumps(wanted[start : start + size]).encode(), headers=totals, type="application/json")

    return answer


def wordpress_route(server: Server, answer: Callable[[Seen], Reply], root: str = "/wp-json") -> None:
    for name in ("posts", "categories"):
        server.routes[f"{root}/wp/v2/{name}?*"] = answer
    server.routes["/"] = Reply(HOME, headers={"Link": '<http://site.test/wp-json/>; rel="https://api.w.org/"'})


class TestSitemaps:
    def test_of_robots_come_first(self, server: Server) -> None:
        server.routes |= {
            "/robots.txt": robots("Sitemap: http://site.test/mine.xml"),
            "/mine.xml": urlset("http://site.test/a", ("/b", "2025-01-25")),
            "/sitemap.xml": urlset("http://site.test/no"),
        }
        found, problems = find(server)
        assert found == [
            FoundUrl("http://site.test/a", "sitemap"),
            FoundUrl("http://site.test/b", "sitemap", dt.datetime(2025, 1, 25, tzinfo=dt.UTC)),
        ]
        assert problems == []

    @pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml"])
    def test_are_found_at_well_known_paths(self, server: Server, path: str) -> None:
        server.routes[path] = urlset("/a")
        found, problems = find(server)
        assert (paths(found), problems) == (["/a"], [])

    def test_of_the_site_file_come_in_place_of_all(self, server: Server) -> None:
        server.routes |= {
            "/robots.txt": robots("Sitemap: http://site.test/all.xml"),
            "/all.xml": urlset("/no"),
            "/reviews.xml": urlset("/a"),
        }
        found, _ = find(server, site(sitemaps=["/reviews.xml"]))
        assert paths(found) == ["/a"]

    def test_host_whose_a_label_stands_for_no_name_is_a_problem(self, server: Server) -> None:
        server.routes["/robots.txt"] = robots("Sitemap: http://xn--a/1.xml", "Sitemap: /2.xml")
        server.routes["/2.xml"] = urlset("/a")
        found, problems = find(server)
        assert (paths(found), problems) == (["/a"], ["http://xn--a/1.xml: this is no valid URL"])

    def test_indexes_are_followed_and_gzip_is_seen(self, server: Server) -> None:
        server.routes |= {
            "/sitemap.xml": index("/1.xml.gz", "http://site.test/more.xml", "/1.xml.gz"),
            "/1.xml.gz": Reply(gzip.compress(urlset("/a").body), type="application/x-gzip"),
            "/more.xml": index("/2.xml", "/sitemap.xml"),
            "/2.xml": urlset("/b"),
        }
        found, problems = find(server)
        assert (paths(found), problems) == (["/a", "/b"], [])
        assert server.paths().count("/1.xml.gz") == server.paths().count("/sitemap.xml") == 1

    def test_indexes_end_at_the_third(self, server: Server) -> None:
        for depth in range(5):
            server.routes[f"/{depth}.xml"] = index(f"/{depth + 1}.xml")
        found, problems = find(server, site(sitemaps=["/0.xml"]))
        assert found == []
        assert "/3.xml" not in server.paths()
        assert "sitemap indexes" in problems[0]

    def test_other_hosts_and_pages_that_are_no_reviews_are_left_out(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset(
            "/review/a", "/about", "http://www.site.test/review/b", "http://cdn.test/review/c", "javascript:/review/d"
        )
        found, _ = find(server, site("^/review/"))
        assert [each.url for each in found] == ["http://site.test/review/a", "http://www.site.test/review/b"]

    def test_sitemap_of_another_host_is_not_read(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = index("http://cdn.test/1.xml", "/2.xml")
        server.routes["/2.xml"] = urlset("/a")
        found, problems = find(server)
        assert paths(found) == ["/a"]
        assert server.paths("cdn.test") == []
        assert "another host" in problems[0]

    def test_old_ones_are_not_asked_for(self, server: Server) -> None:
        server.routes |= {
            "/sitemap.xml": index(("/old.xml", "2024-05-01"), ("/new.xml", "2025-01-25"), "/undated.xml"),
            "/new.xml": urlset(("/a", "2025-01-25"), ("/b", "2024-01-01"), "/c"),
            "/undated.xml": urlset("/d"),
        }
        found, problems = find(server, since=dt.datetime(2025, 1, 25, 18, tzinfo=dt.UTC))
        assert (paths(found), problems) == (["/a", "/c", "/d"], [])
        assert "/old.xml" not in server.paths()

    def test_date_of_the_future_is_none(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset(("/a", "2999-01-01"))
        found, _ = find(server)
        assert found == [FoundUrl("http://site.test/a", "sitemap")]

    @pytest.mark.parametrize(
        "broken",
        [
            Reply(status=404),
            Reply(HOME),
            Reply(b"<urlset><url><loc>/c</loc></url><url>", type=XML),
            Reply(gzip.compress(urlset("/c").body)[:-9], type="application/gzip"),
            Reply(b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset><url><loc>/&a;</loc></url></urlset>", type=XML),
        ],
        ids=["missing", "page", "broken", "damaged", "entities"],
    )
    def test_trouble_with_one_is_a_problem_and_no_end(self, server: Server, broken: Route) -> None:
        server.routes |= {
            "/robots.txt": robots("Sitemap: /broken.xml", "Sitemap: /whole.xml"),
            "/broken.xml": broken,
            "/whole.xml": urlset("/a"),
        }
        found, problems = find(server)
        assert "/a" in paths(found)
        assert len(problems) == 1
        assert problems[0].startswith("http://site.test/broken.xml: ")

    def test_what_stands_before_a_break_counts(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = Reply(b"<urlset><url><loc>/a</loc></url><url>", type=XML)
        found, problems = find(server)
        assert paths(found) == ["/a"]
        assert "broken XML" in problems[0]


class TestFeeds:
    def test_of_the_home_page_are_read_without_those_of_comments(self, server: Server) -> None:
        server.routes |= {
            "/": Reply(
                HOME + b'<link rel="alternate" type="application/rss+xml" href="/rss">'
                b'<link rel=alternate type="application/rss+xml" href="/comments/feed/">'
                b'<link rel="alternate" hreflang="de" href="/de/">'
                b'<link rel="ALTERNATE" type="application/atom+xml" href="http://www.site.test/atom">'
            ),
            "/rss": rss(("/a", "Sat, 25 Jan 2025 10:00:00 GMT")),
            "/atom": Reply(
                b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='http://site.test/b'/></entry></feed>"
            ),
        }
        found, problems = find(server)
        assert found == [
            FoundUrl("http://site.test/a", "feed", dt.datetime(2025, 1, 25, 10, tzinfo=dt.UTC)),
            FoundUrl("http://site.test/b", "feed"),
        ]
        assert problems == []
        assert "/feed" not in server.paths()
        assert "/comments/feed/" not in server.paths()

    def test_usual_path_is_tried_where_none_is_named(self, server: Server) -> None:
        server.routes["/feed"] = rss(("http://site.test/a#respond", ""))
        found, problems = find(server)
        assert (paths(found), problems) == (["/a"], [])

    def test_of_the_site_file_are_read(self, server: Server) -> None:
        server.routes["/reviews/feed"] = rss(("/a", ""))
        found, _ = find(server, site(feeds=["/reviews/feed"]))
        assert paths(found) == ["/a"]

    def test_broken_one_is_a_problem_where_the_site_names_it(self, server: Server) -> None:
        server.routes |= {
            "/": Reply(HOME + b'<link rel="alternate" type="application/rss+xml" href="/rss">'),
            "/rss": Reply(b"<rss><channel><item><link>/a</link></item><item>&oops;", type="application/rss+xml"),
        }
        found, problems = find(server)
        assert paths(found) == ["/a"]
        assert len(problems) == 1


class TestWordPress:
    def test_all_posts_are_read(self, server: Server) -> None:
        answer = wordpress(
            {"link": "http://site.test/a", "modified_gmt": "2025-01-25T10:00:00", "date_gmt": "2024-01-01T00:00:00"},
            {"link": "http://site.test/b", "date_gmt": "2024-01-01T00:00:00"},
            {"link": "http://site.test/c"},
            size=2,
        )
        wordpress_route(server, answer)
        found, problems = find(server)
        assert found == [
            FoundUrl("http://site.test/a", "wordpress", dt.datetime(2025, 1, 25, 10, tzinfo=dt.UTC)),
            FoundUrl("http://site.test/b", "wordpress", dt.datetime(2024, 1, 1, tzinfo=dt.UTC)),
            FoundUrl("http://site.test/c", "wordpress"),
        ]
        assert problems == []

    def test_pages_go_by_date_so_that_no_post_slips_through_when_one_is_added(self, server: Server) -> None:
        dates = [f"2025-01-{day:02}T10:00:00" for day in range(20, 0, -1)]
        before = [{"link": f"http://site.test/{date}", "date": date} for date in dates]
        later = [{"link": "http://site.test/new", "date": "2025-02-01T00:00:00"}, *before]
        answers = iter([wordpress(*before, size=5), *[wordpress(*later, size=5)] * 9])
        wordpress_route(server, lambda seen: next(answers)(seen))
        found, problems = find(server)
        assert len(found) == 20
        assert problems == []

    def test_posts_of_one_second_are_all_read(self, server: Server) -> None:
        many = [{"link": f"http://site.test/{number}", "date": "2025-01-25T10:00:00"} for number in range(17)]
        wordpress_route(server, wordpress(*many, size=5))
        assert len(find(server)[0]) == 17

    @pytest.mark.parametrize(
        ("href", "root"),
        [
            ("/wp-json/", "/wp-json"),
            ("/blog/wp-json", "/blog/wp-json"),
            ("/?rest_route=/", ""),
        ],
    )
    def test_both_forms_of_its_address(self, server: Server, href: str, root: str) -> None:
        answer = wordpress({"link": "http://site.test/a"})
        wordpress_route(server, answer, root)
        server.routes["/?*"] = answer
        server.routes["/"] = Reply(HOME + f'<link rel="https://api.w.org/" href="{href}">'.encode())
        found, _ = find(server)
        assert paths(found) == ["/a"]

    @pytest.mark.parametrize("plain", [False, True])
    def test_is_guessed_where_the_page_looks_like_wordpress(self, server: Server, *, plain: bool) -> None:
        answer = wordpress({"link": "http://site.test/a"})
        server.routes["/"] = Reply(HOME + b'<link rel="stylesheet" href="/wp-content/themes/x/style.css">')
        server.routes["/?*" if plain else "/wp-json/wp/v2/posts?*"] = answer
        found, problems = find(server)
        assert (paths(found), problems) == (["/a"], [])

    def test_only_what_changed_is_asked_for(self, server: Server) -> None:
        wordpress_route(server, wordpress())
        find(server, since=dt.datetime(2025, 1, 26, tzinfo=dt.UTC))
        asked = [path for path in server.paths() if "wp/v2" in path]
        assert "modified_after=2025-01-25T00%3A00%3A00Z" in asked[-1]

    def test_site_file_may_name_it_or_say_that_there_is_none(self, server: Server) -> None:
        wordpress_route(server, wordpress({"link": "http://site.test/a"}), "/api")
        assert paths(find(server, site(wordpress="/api/"))[0]) == ["/a"]
        before = len(server.seen)
        find(server, site(wordpress=False))
        assert not any("wp/v2" in seen.path for seen in server.seen[before:])

    def test_categories_and_titles_tell_which_posts_are_reviews(self, server: Server) -> None:
        answer = wordpress(
            {"link": "http://site.test/a", "categories": [7]},
            {"link": "http://site.test/b", "categories": [8]},
            {"link": "http://site.test/c", "title": {"rendered": "Aftersun review"}, "categories": [8]},
            {"link": "http://site.test/d", "categories": [99]},
            categories=[{"id": 7, "name": "Film Reviews"}, {"id": 8, "name": "News"}],
        )
        wordpress_route(server, answer)
        likely, unlikely, nothing = Likelihood.LIKELY, Likelihood.UNLIKELY, Likelihood.OPEN
        assert [found.likelihood for found in find(server)[0]] == [likely, unlikely, likely, nothing]

    def test_is_read_no_further_than_the_sitemap_that_has_all_posts(self, server: Server) -> None:
        days = [f"2025-01-{day:02}" for day in range(20, 0, -1)]
        server.routes["/sitemap.xml"] = urlset(*((f"/{day}", day) for day in days))
        many = [{"link": f"http://site.test/{day}", "date": f"{day}T00:00:00"} for day in days]
        wordpress_route(server, wordpress(*many, size=5))
        assert len(find(server)[0]) == 20
        assert len([path for path in server.paths() if "wp/v2/posts" in path]) == 1

    @pytest.mark.parametrize(
        "answer",
        [
            Reply(b'{"code":"rest_disabled"}', 401, type="application/json"),
            Reply(b'{"code":"rest_no_route"}', 200, type="application/json"),
            Reply(HOME),
        ],
    )
    def test_disabled_one_is_no_problem_where_there_is_another_source(self, server: Server, answer: Reply) -> None:
        wordpress_route(server, lambda _: answer)
        server.routes["/sitemap.xml"] = urlset("/a")
        found, problems = find(server)
        assert (paths(found), problems) == (["/a"], [])

    def test_missing_one_is_a_problem_where_the_site_file_says_that_there_is_one(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset("/a")
        _, problems = find(server, site(wordpress=True))
        assert "WordPress" in problems[0]

    @pytest.mark.parametrize("href", ["/wp-json/&#127;", "/wp-json/%3F", "/?rest_route=/&#127;"])
    def test_address_that_is_none_is_a_miss(self, server: Server, href: str) -> None:
        server.routes["/"] = Reply(HOME + f'<link rel="https://api.w.org/" href="{href}">'.encode())
        server.routes["/sitemap.xml"] = urlset("/a")
        found, problems = find(server)
        assert (paths(found), problems) == (["/a"], [])

    def test_posts_of_odd_shapes_are_left_out(self, server: Server) -> None:
        odd: Any = [{"link": 5}, {}, "x", None, {"link": "http://site.test/a", "modified_gmt": False}]
        wordpress_route(server, wordpress(*odd))
        assert paths(find(server)[0]) == ["/a"]


class TestAllSources:
    def test_url_is_given_once_with_its_newest_date(self, server: Server) -> None:
        server.routes |= {
            "/sitemap.xml": urlset("/dated-later", ("/dated", "2025-01-25"), ("/older-later", "2025-01-25")),
            "/feed": rss(
                ("/dated-later", "Sat, 25 Jan 2025 10:00:00 GMT"),
                ("/dated", "Sat, 25 Jan 2025 10:00:00 GMT"),
                ("/older-later", "Fri, 24 Jan 2025 10:00:00 GMT"),
                ("/only-here", ""),
            ),
        }
        found, _ = find(server)
        ten = dt.datetime(2025, 1, 25, 10, tzinfo=dt.UTC)
        assert found == [
            FoundUrl("http://site.test/dated-later", "feed", ten),
            FoundUrl("http://site.test/dated", "feed", ten),
            FoundUrl("http://site.test/older-later", "sitemap", dt.datetime(2025, 1, 25, tzinfo=dt.UTC)),
            FoundUrl("http://site.test/only-here", "feed"),
        ]

    def test_spellings_of_one_url_are_one_page(self, server: Server) -> None:
        server.routes |= {
            "/sitemap.xml": urlset("http://site.test/리뷰/", ("http://www.site.test:80/b", "2025-01-01")),
            "/feed": rss(
                ("http://site.test/%eb%a6%ac%eb%b7%b0/", "Sat, 25 Jan 2025 10:00:00 GMT"),
                ("https://SITE.test/%EB%A6%AC%EB%B7%B0", "Fri, 24 Jan 2025 10:00:00 GMT"),
                ("/b/?utm_source=rss", "Sat, 25 Jan 2025 10:00:00 GMT"),
            ),
        }
        found, _ = find(server)
        ten = dt.datetime(2025, 1, 25, 10, tzinfo=dt.UTC)
        assert found == [
            FoundUrl("http://site.test/%EB%A6%AC%EB%B7%B0/", "feed", ten, Likelihood.UNLIKELY),
            FoundUrl("http://www.site.test/b", "feed", ten),
        ]

    @pytest.mark.parametrize(
        ("spelling", "pattern"),
        [
            ("리뷰", "^/리뷰/"),
            ("리뷰", "^/%EB%A6%AC%EB%B7%B0/"),
            ("%eb%a6%ac%eb%b7%b0", "^/%eb%a6%ac%eb%b7%b0/"),
            ("%eb%a6%ac%eb%b7%b0", "^/%EB%A6%AC%EB%B7%B0/"),
        ],
    )
    def test_site_file_may_use_the_sites_spelling_or_the_canonical_one(
        self, server: Server, spelling: str, pattern: str
    ) -> None:
        server.routes["/sitemap.xml"] = urlset(f"/{spelling}/a", "/b")
        found, _ = find(server, site(pattern))
        assert paths(found) == ["/%EB%A6%AC%EB%B7%B0/a"]

    def test_credentials_of_the_site_file_are_not_told(self, server: Server) -> None:
        what = Site(key="site", hosts=("site.test",), start="http://me:secret@site.test/")
        _, problems = find(server, what)
        assert len(problems) == 1
        assert "secret" not in problems[0]

    def test_site_without_any_is_told(self, server: Server) -> None:
        found, problems = find(server)
        assert found == []
        assert len(problems) == 1
        assert "no source could be read" in problems[0]
        assert "http://site.test/sitemap.xml: HTTP 404" in problems[0]

    def test_site_that_is_away_is_told_on_a_later_visit_too(self, server: Server) -> None:
        server.routes["/robots.txt"] = Reply(status=503)
        _, problems = find(server, since=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
        assert problems == ["http://site.test/: robots.txt could not be read: HTTP 503"]

    def test_site_that_is_away_is_one_problem_whatever_its_file_names(self, server: Server) -> None:
        server.routes["/robots.txt"] = Reply(status=503)
        _, problems = find(server, site(sitemaps=["/1.xml", "/2.xml"], feeds=["/feed"], wordpress="/wp-json/"))
        assert len(problems) == 1
        assert server.paths() == []

    def test_site_that_is_away_in_the_middle_gives_what_was_found(self, server: Server) -> None:
        server.routes |= {
            "/sitemap.xml": index("/1.xml", "/2.xml", "/3.xml"),
            "/1.xml": urlset("/a"),
            "/2.xml": Reply(status=429, headers={"Retry-After": "3600"}),
        }
        found, problems = find(server)
        assert paths(found) == ["/a"]
        assert len(problems) == 1
        assert "left alone for 3600 s" in problems[0]
        assert server.paths() == ["/", "/sitemap.xml", "/1.xml", "/2.xml"]

    def test_other_host_that_is_away_is_no_end_of_the_site(self, server: Server) -> None:
        server.routes |= {
            "site.test/robots.txt": robots("Sitemap: http://cdn.test/1.xml", "Sitemap: /2.xml"),
            "cdn.test/robots.txt": Reply(status=503),
            "/2.xml": urlset("/a"),
        }
        found, problems = find(server)
        assert paths(found) == ["/a"]
        assert problems == ["http://cdn.test/1.xml: robots.txt could not be read: HTTP 503"]

    def test_sources_without_reviews_are_told(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset("/about")
        _, problems = find(server, site("^/review/"))
        assert problems == ["site: its sources list no review"]

    def test_nothing_new_is_no_problem(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset(("/a", "2024-01-01"))
        assert find(server, since=dt.datetime(2025, 1, 1, tzinfo=dt.UTC)) == ([], [])

    def test_source_that_robots_forbids_is_left_alone(self, server: Server) -> None:
        server.routes |= {
            "/robots.txt": robots("User-agent: *", "Disallow: /feed", "Disallow: /wp-json"),
            "/": Reply(
                HOME + b'<link rel="alternate" type="application/rss+xml" href="/feed/">',
                headers={"Link": '</wp-json/>; rel="https://api.w.org/"'},
            ),
            "/sitemap.xml": urlset("/a"),
        }
        found, problems = find(server)
        assert (paths(found), problems) == (["/a"], [])
        assert server.paths() == ["/", "/sitemap.xml"]

    def test_home_that_moved_to_www_is_where_sources_are_looked_for(self, server: Server) -> None:
        server.routes |= {
            "site.test/": Reply(status=301, headers={"Location": "http://www.site.test/"}),
            "www.site.test/sitemap.xml": urlset("http://www.site.test/a"),
        }
        found, _ = find(server)
        assert [each.url for each in found] == ["http://www.site.test/a"]

    def test_home_page_is_not_needed_where_the_site_file_says_all(self, server: Server) -> None:
        server.routes["/reviews.xml"] = urlset("/a")
        find(server, site(sitemaps=["/reviews.xml"], feeds=[], wordpress=False))
        assert server.paths() == ["/reviews.xml"]
