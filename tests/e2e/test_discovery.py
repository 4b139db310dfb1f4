import asyncio
import datetime as dt
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from flows.settings import Settings
from flows.web.client import Client
from flows.web.discovery import Memory, discover
from flows.web.discovery.audit import Audit, audit
from schemas.page import FoundUrl, Likelihood
from schemas.site import Discover, Site
from tests.e2e.server import Reply, Route, Seen, Server

IDN = "kinoübel.test"
A_LABEL = IDN.encode("idna").decode()
HOSTS = ("site.test", "www.site.test", "cdn.test", A_LABEL)
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
    server: Server, what: Site | None = None, since: dt.datetime | None = None, memory: Memory | None = None
) -> tuple[list[FoundUrl], list[str]]:
    """Discover, and give the finds and the problems."""
    problems: list[str] = []

    async def go() -> list[FoundUrl]:
        settings = Settings(delay=0, max_delay=0.05, retries=0)
        async with Client(settings, host_map=dict.fromkeys(HOSTS, server.port)) as client:
            finds = discover(what or site(), client, since, problems=problems, memory=memory)
            return [found async for found in finds]

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

    def test_what_stands_behind_a_break_counts_too(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = Reply(
            b"<urlset><url><loc>/a?x=1&y=2</loc><lastmod>2025-01-25</lastmod></url>"
            b"<url><loc> <![CDATA[/b?x=1&amp;y=2]]></loc></url><url><image><loc>/c</loc>",
            type=XML,
        )
        found, problems = find(server)
        assert found == [
            FoundUrl("http://site.test/a?x=1&y=2", "sitemap", dt.datetime(2025, 1, 25, tzinfo=dt.UTC)),
            FoundUrl("http://site.test/b?x=1&y=2", "sitemap"),
            FoundUrl("http://site.test/c", "sitemap"),
        ]
        assert len(problems) == 1
        assert "broken XML" in problems[0]

    def test_an_index_that_is_broken_is_one_still(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = Reply(
            b"<sitemapindex><sitemap><loc>/1.xml</loc></oops><sitemap><loc>/2.xml</loc>"
        )
        server.routes |= {"/1.xml": urlset("/a"), "/2.xml": urlset("/b")}
        assert paths(find(server)[0]) == ["/a", "/b"]

    @pytest.mark.parametrize(
        "body",
        [
            "http://site.test/a\nhttp://site.test/b",
            "\ufeffhttp://site.test/a\r\n\r\nhttp://site.test/b\r\n",
            "  http://site.test/a\nno address\njavascript:x\nhttp://site.test/b",
        ],
    )
    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    def test_text_has_an_address_a_line(self, server: Server, body: str, pack: Callable[[bytes], bytes]) -> None:
        server.routes["/sitemap.xml"] = Reply(pack(body.encode()), type="text/plain")
        found, problems = find(server)
        assert ([path for path in paths(found) if path != "/no%20address"], problems) == (["/a", "/b"], [])

    def test_utf_16_is_read(self, server: Server) -> None:
        body = "<?xml version='1.0' encoding='UTF-16'?><urlset><url><loc>/été</loc></url></urlset>".encode("utf-16")
        server.routes["/sitemap.xml"] = Reply(body, type=XML)
        assert find(server) == ([FoundUrl("http://site.test/%C3%A9t%C3%A9", "sitemap")], [])

    def test_news_tell_titles_and_dates(self, server: Server) -> None:
        body = (
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
            "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
            "<url><loc>/a</loc><n:news><n:publication><n:name>X</n:name></n:publication>"
            "<n:publication_date>2025-01-25</n:publication_date><n:title>Aftersun review</n:title></n:news></url>"
            "</urlset>"
        )
        server.routes["/sitemap.xml"] = Reply(body.encode(), type=XML)
        day = dt.datetime(2025, 1, 25, tzinfo=dt.UTC)
        assert find(server) == ([FoundUrl("http://site.test/a", "sitemap", day, Likelihood.LIKELY)], [])

    def test_feed_may_stand_in_the_place_of_one(self, server: Server) -> None:
        server.routes["/robots.txt"] = robots("Sitemap: /posts.rss")
        server.routes["/posts.rss"] = rss(("/a", "Sat, 25 Jan 2025 10:00:00 GMT"))
        found, problems = find(server)
        ten = dt.datetime(2025, 1, 25, 10, tzinfo=dt.UTC)
        assert (found, problems) == ([FoundUrl("http://site.test/a", "sitemap", ten)], [])

    def test_files_are_left_out_and_variants_are_their_page(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset(
            "/a-film.jpg", "/a-film/amp/", "/a-film/", "/a-film/?replytocom=3", "/a-film?utm_source=x", "//site.test/b"
        )
        assert paths(find(server)[0]) == ["/a-film/", "/b"]

    def test_a_site_that_answers_every_address_with_a_page_has_none(self, server: Server) -> None:
        class Everything(dict[str, Route]):
            def get(self, key: str, default: Any = None) -> Any:
                return super().get(key) or Reply(HOME + b"<a href='/about-nothing-at-all'>x</a>")

        server.routes = Everything({"/robots.txt": Reply(status=404)})
        found, problems = find(server)
        assert paths(found) == ["/about-nothing-at-all"]
        assert problems == []
        assert len(server.seen) < 20


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

    @pytest.mark.parametrize(
        "date", ["yesterday", "32 Jan 2025 10:00 GMT", "2025-13-45", "0000-00-00 00:00:00", "9" * 99]
    )
    def test_dates_that_are_none_are_none(self, server: Server, date: str) -> None:
        server.routes["/feed"] = rss(("/a", date))
        found, problems = find(server)
        assert found == [FoundUrl("http://site.test/a", "feed")]
        assert problems == ["site: 1 dates of its feed are none, or lie in the future"]

    def test_titles_and_categories_tell_which_entries_are_reviews(self, server: Server) -> None:
        item = "<item><link>/{}</link><title>{}</title><category>{}</category></item>"
        items = (("a", "Aftersun", "Reviews"), ("b", "Aftersun", "News"), ("c", "Aftersun review", ""), ("d", "", ""))
        body = f"<rss><channel>{''.join(item.format(*one) for one in items)}</channel></rss>"
        server.routes["/feed"] = Reply(body.encode(), type="application/rss+xml")
        likely, unlikely, nothing = Likelihood.LIKELY, Likelihood.UNLIKELY, Likelihood.OPEN
        assert [found.likelihood for found in find(server)[0]] == [likely, unlikely, likely, nothing]

    def test_link_to_the_next_page_is_followed(self, server: Server) -> None:
        atom = "<feed xmlns='http://www.w3.org/2005/Atom'>{}<entry><link href='/{}'/></entry></feed>"
        server.routes |= {
            "/feed": Reply(atom.format("<link rel='next' href='/feed2'/>", "a").encode()),
            "/feed2": Reply(atom.format("<link rel='prev-archive' href='/feed3'/>", "b").encode()),
            "/feed3": Reply(atom.format("<link rel='previous' href='/feed'/>", "c").encode()),
        }
        found, problems = find(server)
        assert (paths(found), problems) == (["/a", "/b", "/c"], [])

    def test_wordpress_pages_its_feeds(self, server: Server) -> None:
        def answer(seen: Seen) -> Reply:
            number = int(dict(parse_qsl(urlsplit(seen.path).query)).get("paged", "1"))
            return rss((f"/{number}-a", ""), (f"/{number}-b", "")) if number <= 3 else Reply(status=404)

        server.routes["/feed?*"] = server.routes["/feed"] = answer
        found, problems = find(server)
        assert (len(found), problems) == (6, [])
        assert server.paths()[-1] == "/feed?paged=4"

    def test_blogger_pages_its_feeds(self, server: Server) -> None:
        def answer(seen: Seen) -> Reply:
            start = int(dict(parse_qsl(urlsplit(seen.path).query)).get("start-index", "1"))
            entries = "".join(f"<entry><link href='/{n}'/></entry>" for n in range(start, min(start + 25, 61)))
            generator = "<generator uri='http://www.blogger.com'>Blogger</generator>"
            return Reply(f"<feed xmlns='http://www.w3.org/2005/Atom'>{generator}{entries}</feed>".encode())

        server.routes |= {
            "/": Reply(HOME + b'<link rel="alternate" type="application/atom+xml" href="/feeds/posts/default">'),
            "/feeds/posts/default": answer,
            "/feeds/posts/default?*": answer,
        }
        found, problems = find(server)
        assert (len(found), problems) == (60, [])
        assert "/feeds/posts/default?start-index=26&max-results=25" in server.paths()

    def test_feed_without_end_says_the_same_again_and_is_left(self, server: Server) -> None:
        server.routes["/feed?*"] = server.routes["/feed"] = rss(("/a", ""), ("/b", ""))
        assert paths(find(server)[0]) == ["/a", "/b"]
        assert [path for path in server.paths() if path.startswith("/feed")] == ["/feed", "/feed?paged=2"]

    def test_feed_that_says_nothing_new_is_read_no_further(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset("/a", "/b", "/c")
        server.routes["/feed?*"] = server.routes["/feed"] = rss(("/a", ""), ("/b", ""))
        find(server)
        assert [path for path in server.paths() if path.startswith("/feed")] == ["/feed"]


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


def page(*links: str, more: str = "", heading: str = "h2") -> Reply:
    rows = "".join(f"<{heading}><a href='{link}'>A film</a></{heading}>" for link in links)
    return Reply(
        f"<!doctype html><title>x</title><nav><a href='/about-us-and-more'>About</a></nav>{rows}{more}".encode()
    )


class TestListings:
    def test_of_the_site_file_are_followed_to_their_end(self, server: Server) -> None:
        server.routes |= {
            "/reviews": page("/a", "/b", "/c", more="<link rel=next href='/reviews?page=2'>"),
            "/reviews?page=2": page("/d", "/e", "/f", more="<a rel='next' href='?page=3'>x</a>"),
            "/reviews?page=3": page("/g", "/h", "/i"),
        }
        found, problems = find(server, site(listings=["/reviews"]))
        assert (paths(found), problems) == ([f"/{name}" for name in "abcdefghi"], [])
        assert {one.source for one in found} == {"listing"}

    def test_selectors_of_the_site_file_say_what_is_listed_and_what_comes_next(self, server: Server) -> None:
        more = "<p class=more><a href='/old'>anything</a></p>"
        server.routes |= {
            "/reviews": Reply(HOME + b"<ul class=films><li><a href=/a>A</a></ul><a href=/no>B</a>" + more.encode()),
            "/old": Reply(HOME + b"<ul class=films><li><a href=/b>A</a></ul>"),
        }
        told = site(listings=["/reviews"], links=".films a", next=".more a")
        assert paths(find(server, told)[0]) == ["/a", "/b"]

    @pytest.mark.parametrize(
        "more",
        [
            "<a href='/category/reviews/page/{}/'>Older posts</a>",
            "<a href='/category/reviews/page/{}/'>Ältere Beiträge »</a>",
            "<a href='/category/reviews/page/1/'>1</a><a href='/category/reviews/page/{0}/'>{0}</a>",
            "<a class='next page-numbers' href='/category/reviews/page/{}/'>→</a>",
        ],
    )
    def test_are_found_by_themselves_where_there_is_nothing_else(self, server: Server, more: str) -> None:
        start = "/category/reviews/"
        server.routes |= {
            "/": Reply(HOME + f"<a href='{start}'>Reviews</a>".encode()),
            start: page("/a", "/b", "/c", more=more.format(2)),
            f"{start}page/2/": page("/d", "/e", "/f", more=more.format(3)),
            f"{start}page/3/": page("/g", "/h", "/i"),
        }
        found, problems = find(server)
        assert (sorted(paths(found)), problems) == ([f"/{name}" for name in "abcdefghi"], [])

    def test_list_without_an_end_is_left_when_it_says_nothing_new(self, server: Server) -> None:
        def answer(seen: Seen) -> Reply:
            number = int(seen.path.rpartition("=")[2]) if "=" in seen.path else 1
            return page("/a", "/b", "/c", more=f"<link rel=next href='/reviews?page={number + 1}'>")

        server.routes |= {"/reviews": answer, "/reviews?*": answer}
        found, problems = find(server, site(listings=["/reviews"]))
        assert len(found) == 3
        assert "still has a next one, with nothing new" in problems[0]
        assert len([path for path in server.paths() if path.startswith("/reviews")]) == 3

    def test_list_that_goes_in_a_circle_ends(self, server: Server) -> None:
        server.routes |= {
            "/reviews": page("/a", "/b", "/c", more="<link rel=next href='/reviews?page=2'>"),
            "/reviews?page=2": page("/d", "/e", "/f", more="<link rel=next href='/reviews'>"),
        }
        assert len(find(server, site(listings=["/reviews"]))[0]) == 6


class TestLinks:
    def test_are_followed_where_nothing_lists_reviews(self, server: Server) -> None:
        server.routes |= {
            "/": Reply(
                HOME + b"<a href='/films'>Films</a><a href='/a-first-film'>x</a><a href='javascript:void(0)'>x</a>"
                b"<a href='//cdn.test/an-other-film'>x</a><a href='mailto:a@b.test'>x</a><a href='#top'>x</a>"
                b"<a href='http://[oops'>x</a><a href='/a-film-poster.jpg'>x</a>"
            ),
            "/films": Reply(HOME + b"<base href='/films/'><a href='a-second-film'>x</a><a href='/a-first-film'>x</a>"),
        }
        found, problems = find(server)
        assert (sorted(paths(found)), problems) == (["/a-first-film", "/films/a-second-film"], [])
        assert {one.source for one in found} == {"links"}

    def test_a_calendar_without_end_is_left(self, server: Server) -> None:
        def day(seen: Seen) -> Reply:
            number = int(seen.path.rpartition("/")[2] or "1")
            days = "".join(f"<a href='/calendar/{later}'>{later}</a>" for later in range(number + 1, number + 32))
            return Reply(HOME + f"<p>{number}{days}".encode())

        server.routes["/"] = Reply(HOME + b"<a href='/calendar/1'>Calendar</a><a href='/a-first-film'>x</a>")
        server.routes |= {f"/calendar/{number}": day for number in range(1, 500)}
        found, problems = find(server)
        assert paths(found) == ["/a-first-film"]
        assert len(problems) == 1
        assert "more than 10 addresses of this shape" in problems[0]
        assert len(server.seen) < 40

    def test_links_by_the_thousand_are_bounded(self, server: Server) -> None:
        def many(seen: Seen) -> Reply:
            links = "".join(
                f"<a href='{seen.path.rstrip('/')}/{letter}'>x</a>" for letter in "abcdefghijklmnopqrstuvwxyz"
            )
            return Reply(HOME + links.encode() + seen.path.encode())

        class Everything(dict[str, Route]):
            def get(self, key: str, default: Any = None) -> Any:
                return super().get(key) or many

        server.routes = Everything({"/robots.txt": Reply(status=404), "/sitemap.xml": Reply(status=404)})
        find(server)
        assert len(server.seen) < 130


def with_etags(server: Server) -> None:
    """Let every answer of the server have an ETag, and 304 where it is known."""
    plain = server._reply

    def reply(seen: Seen) -> Reply:
        said = plain(seen)
        if said.status != 200:
            return said
        tag = f'"{hashlib.sha256(said.body).hexdigest()[:8]}"'
        if seen.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"ETag": tag}, type=None)
        return replace(said, headers={**said.headers, "ETag": tag})

    server._reply = reply  # type: ignore[method-assign]


def remembered(server: Server, what: Site | None = None) -> Memory:
    """What a first visit leaves; the server's log begins anew."""
    memory = Memory()
    find(server, what, memory=memory)
    server.seen.clear()
    return memory


class TestOddAddresses:
    def test_international_names_and_octets_are_one_page_in_each_spelling(self, server: Server) -> None:
        what = Site(key="kino", hosts=(A_LABEL,), start=f"http://{A_LABEL}/")
        server.routes["/sitemap.xml"] = urlset(
            f"http://{IDN}/für-dich/",
            f"http://{IDN.upper()}:80/f%c3%bcr-dich",
            f"http://{A_LABEL}/f%C3%BCr-dich/#x",
            f"http://{A_LABEL}/x/../%7ea-b/%zz/%e9",
            f"http://{A_LABEL}/a&#9;b",
        )
        found, problems = find(server, what)
        assert [one.url.removeprefix(f"http://{A_LABEL}") for one in found] == [
            "/f%C3%BCr-dich/",
            "/~a-b/%zz/%E9",
            "/ab",
        ]
        assert problems == []


class TestLaterVisits:
    @pytest.mark.parametrize("etags", [True, False])
    def test_a_site_that_did_not_change_costs_one_request_beside_robots(self, server: Server, *, etags: bool) -> None:
        if etags:
            with_etags(server)
        server.routes |= {
            "/sitemap.xml": urlset(("/a", "2025-01-01"), ("/b", "2025-01-02")),
            "/feed": rss(("/b", "")),
        }
        memory = remembered(server)
        assert find(server, memory=memory) == ([], [])
        assert [seen.path for seen in server.seen] == ["/robots.txt", "/sitemap.xml"]
        assert find(server, memory=memory) == ([], [])

    def test_only_the_sitemaps_are_asked_that_the_index_says_have_changed(self, server: Server) -> None:
        with_etags(server)
        server.routes |= {
            "/sitemap.xml": index(("/1.xml", "2025-01-01T10:00:00Z"), ("/2.xml", "2025-01-01T10:00:00Z")),
            "/1.xml": urlset(("/a", "2025-01-01")),
            "/2.xml": urlset(("/b", "2025-01-01")),
        }
        memory = remembered(server)
        find(server, memory=memory)
        assert server.paths() == ["/sitemap.xml"]
        server.routes |= {
            "/sitemap.xml": index(("/1.xml", "2025-01-01T10:00:00Z"), ("/2.xml", "2025-02-01T10:00:00Z")),
            "/2.xml": urlset(("/b", "2025-01-01"), ("/c", "2025-02-01")),
        }
        server.seen.clear()
        assert paths(find(server, memory=memory)[0]) == ["/b", "/c"]
        assert server.paths() == ["/sitemap.xml", "/2.xml"]
        server.seen.clear()
        assert find(server, memory=memory)[0] == []
        assert server.paths() == ["/sitemap.xml"]

    def test_sitemaps_that_the_index_does_not_date_are_asked_each(self, server: Server) -> None:
        with_etags(server)
        server.routes |= {"/sitemap.xml": index("/1.xml"), "/1.xml": urlset("/a")}
        memory = remembered(server)
        server.routes["/1.xml"] = urlset("/a", "/b")
        assert paths(find(server, memory=memory)[0]) == ["/a", "/b"]

    def test_a_sitemap_that_failed_is_asked_again_though_its_index_is_as_it_was(self, server: Server) -> None:
        with_etags(server)
        server.routes |= {
            "/sitemap.xml": index(("/1.xml", "2025-01-01T10:00:00Z")),
            "/1.xml": [Reply(status=500), urlset("/a")],
        }
        memory = remembered(server)
        assert paths(find(server, memory=memory)[0]) == ["/a"]

    def test_a_change_late_on_the_day_that_the_index_names_is_seen(self, server: Server) -> None:
        with_etags(server)
        today = dt.datetime.now(dt.UTC).date().isoformat()
        server.routes |= {"/sitemap.xml": index(("/1.xml", today)), "/1.xml": urlset("/a")}
        memory = remembered(server)
        server.routes["/1.xml"] = urlset("/a", "/b")
        assert paths(find(server, memory=memory)[0]) == ["/a", "/b"]

    def test_wordpress_is_asked_for_what_changed(self, server: Server) -> None:
        wordpress_route(server, wordpress({"link": "http://site.test/a", "modified_gmt": "2025-01-25T10:00:00"}))
        memory = remembered(server)
        find(server, memory=memory)
        (asked,) = server.paths()
        assert "modified_after=" in asked

    def test_a_source_that_is_gone_makes_all_be_looked_for_anew(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset("/a")
        memory = remembered(server)
        server.routes |= {"/sitemap.xml": Reply(status=404), "/feed": rss(("/b", ""))}
        assert paths(find(server, memory=memory)[0]) == ["/b"]
        assert [listing.url for listing in memory.listings if listing.source == "feed"] == ["http://site.test/feed"]

    def test_a_host_that_is_away_is_forgotten_nothing_of(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset("/a")
        memory = remembered(server)
        before = memory.listings
        server.routes["/robots.txt"] = Reply(status=503)
        _, problems = find(server, memory=memory)
        assert len(problems) == 1
        assert memory.listings == before

    def test_a_site_file_that_names_another_source_is_heard(self, server: Server) -> None:
        server.routes |= {"/1.xml": urlset("/a"), "/2.xml": urlset("/b")}
        memory = remembered(server, site(sitemaps=["/1.xml"]))
        assert paths(find(server, site(sitemaps=["/1.xml", "/2.xml"]), memory=memory)[0]) == ["/a", "/b"]

    def test_a_question_for_what_changed_since_leaves_the_memory_alone(self, server: Server) -> None:
        server.routes["/sitemap.xml"] = urlset(("/a", "2025-01-01"))
        memory = Memory()
        find(server, since=dt.datetime(2025, 6, 1, tzinfo=dt.UTC), memory=memory)
        assert memory.listings == ()


class TestAudit:
    def test_counts_overlap_and_completeness(self, server: Server) -> None:
        reviews = [f"/film-{number}-review" for number in range(10)]
        server.routes |= {
            "/sitemap.xml": urlset(*((one, "2025-01-01") for one in reviews[:8]), ("/about", "2025-01-01")),
            "/feed": rss(*((one, "") for one in reviews[4:])),
        }

        async def go() -> Audit:
            settings = Settings(delay=0, max_delay=0.05, retries=0)
            async with Client(settings, host_map=dict.fromkeys(HOSTS, server.port)) as client:
                return await audit(site(), client)

        told = asyncio.run(go())
        assert [(one.source, one.urls, one.likely, one.dated, one.only_here) for one in told.sources] == [
            ("sitemap", 9, 8, 9, 4),
            ("feed", 6, 6, 0, 2),
        ]
        assert [(one.sources, one.common) for one in told.overlaps] == [(("sitemap", "feed"), 4)]
        assert (told.found, told.likely) == (11, 10)
        assert told.estimated == pytest.approx(9 * 7 / 5 - 1, abs=0.05)
        assert told.completeness == pytest.approx(10 / (9 * 7 / 5 - 1), abs=0.001)
        assert told.chosen is None
        assert told.problems == ()


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
