import gzip
import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from typing import NamedTuple

import pytest

from flows.demo import DemoSite

BLOG, PAPER, MANY = "hallyunotebook.test", "eveningledger.test", "kinokarte.test"
POSTS = "/wp-json/wp/v2/posts"


class Reply(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(demo: DemoSite, host: str, path: str, *, method: str = "GET", **headers: str) -> Reply:
    connection = HTTPConnection("127.0.0.1", demo.host_map[host], timeout=10)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": host, **sent})
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoSite]:
    with DemoSite() as running:
        yield running


@pytest.fixture(scope="module")
def later() -> Iterator[DemoSite]:
    with DemoSite(edition=2) as running:
        yield running


def locations(xml: str) -> list[str]:
    return re.findall(r"<loc>([^<]+)</loc>", xml)


def path_of(url: str, host: str) -> str:
    assert url.startswith(f"http://{host}/")
    return url.removeprefix(f"http://{host}")


def test_the_sites_name_their_hosts_and_start_there(demo: DemoSite) -> None:
    assert [site.key for site in demo.sites] == ["eveningledger", "hallyunotebook", "kinokarte"]
    assert set(demo.host_map) == {BLOG, PAPER, MANY}
    assert all(site.home == f"http://{site.hosts[0]}/" for site in demo.sites)


@pytest.mark.parametrize(
    ("host", "path", "status", "content_type"),
    [
        (BLOG, "/", 200, "text/html"),
        (BLOG, "/parasite-review/", 200, "text/html"),
        (BLOG, "/parasite-review/?utm_source=feed", 200, "text/html"),
        (BLOG, "/category/reviews/page/2/", 200, "text/html"),
        (BLOG, "/robots.txt", 200, "text/plain"),
        (BLOG, "/sitemap_index.xml", 200, "application/xml"),
        (BLOG, "/post-sitemap2.xml.gz", 200, "application/gzip"),
        (BLOG, "/feed/", 200, "application/rss+xml"),
        (BLOG, "/wp-json/", 200, "application/json"),
        (BLOG, "/iris-review/", 410, "text/html"),
        (BLOG, "/no-such-page/", 404, "text/html"),
        (BLOG, "/routes.toml", 404, "text/html"),
        (BLOG, "/../sites/kinokarte.toml", 404, "text/html"),
        (BLOG, "/%2e%2e/sites/kinokarte.toml", 404, "text/html"),
        (PAPER, "/culture/film/2023/sep/07/past-lives-review", 200, "text/html"),
        (PAPER, "/culture/film/2023/oct/05/the-creator-review", 404, "text/html"),
        (PAPER, POSTS, 404, "text/html"),
        (MANY, "/feed.xml", 200, "application/xml"),
        (MANY, "/robots.txt", 404, "text/html"),
    ],
)
def test_paths_answer_as_a_server_would(demo: DemoSite, host: str, path: str, status: int, content_type: str) -> None:
    reply = ask(demo, host, path)
    assert reply.status == status
    assert reply.headers.get_content_type() == content_type
    assert reply.body


@pytest.mark.parametrize(
    ("host", "path", "status", "location"),
    [
        (BLOG, "/goblin-review/", 301, f"http://{BLOG}/guardian-the-lonely-and-great-god-review/"),
        (BLOG, "/parasite-review", 301, "/parasite-review/"),
        (PAPER, "/culture/film/2024/feb/29/dune-2-review", 308, "/culture/film/2024/feb/29/dune-part-two-review"),
        (MANY, "/rss", 302, "/feed.xml"),
    ],
)
def test_redirects(demo: DemoSite, host: str, path: str, status: int, location: str) -> None:
    reply = ask(demo, host, path)
    assert (reply.status, reply.headers["Location"]) == (status, location)


def test_an_unknown_host_is_misdirected(demo: DemoSite) -> None:
    assert ask(demo, BLOG, "/", Host="elsewhere.test").status == 421


def test_requests_are_kept_with_their_status() -> None:
    with DemoSite() as demo:
        ask(demo, BLOG, "/iris-review/")
        ask(demo, MANY, "/feed.xml", method="HEAD")
        assert demo.requests == [(BLOG, "/iris-review/", 410), (MANY, "/feed.xml", 200)]


def test_one_connection_serves_many_requests(demo: DemoSite) -> None:
    connection = HTTPConnection("127.0.0.1", demo.host_map[MANY], timeout=10)
    for _ in range(3):
        connection.request("GET", "/de/toni-erdmann/", headers={"Host": MANY})
        assert connection.getresponse().read().startswith(b"<!DOCTYPE html>")
    connection.close()


def test_head_has_the_headers_of_get_and_no_body(demo: DemoSite) -> None:
    got, head = (ask(demo, MANY, "/pl/ida/", method=method) for method in ("GET", "HEAD"))
    assert head.body == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.body))
    assert head.headers["ETag"] == got.headers["ETag"]


def test_gzip_only_where_it_is_accepted(demo: DemoSite) -> None:
    plain = ask(demo, BLOG, "/signal-review/")
    coded = ask(demo, BLOG, "/signal-review/", Accept_Encoding="gzip, br")
    assert plain.headers["Content-Encoding"] is None
    assert coded.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(coded.body) == plain.body


@pytest.mark.parametrize(
    ("host", "header", "validator"),
    [(BLOG, "If-None-Match", "ETag"), (MANY, "If-None-Match", "ETag"), (MANY, "If-Modified-Since", "Last-Modified")],
)
def test_a_page_that_did_not_change_answers_304(demo: DemoSite, host: str, header: str, validator: str) -> None:
    path = "/moving-review/" if host == BLOG else "/it/la-grande-bellezza/"
    first = ask(demo, host, path)
    again = ask(demo, host, path, **{header: first.headers[validator]})
    assert (again.status, again.body, again.headers["Content-Length"]) == (304, b"", None)


@pytest.mark.parametrize(
    "condition",
    [
        {"If-None-Match": '"another"'},
        {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ],
)
def test_a_condition_that_does_not_hold_gives_the_page(demo: DemoSite, condition: dict[str, str]) -> None:
    assert ask(demo, MANY, "/it/la-grande-bellezza/", **condition).status == 200


def test_the_sitemaps_reach_every_post_of_the_blog(demo: DemoSite) -> None:
    robots = ask(demo, BLOG, "/robots.txt").text
    (index,) = re.findall(r"(?m)^Sitemap: (\S+)$", robots)
    found: list[str] = []
    for child in locations(ask(demo, BLOG, path_of(index, BLOG)).text):
        body = ask(demo, BLOG, path_of(child, BLOG)).body
        found += locations((gzip.decompress(body) if child.endswith(".gz") else body).decode())
    posts = {post["link"] for post in json.loads(ask(demo, BLOG, f"{POSTS}?per_page=100").body)}
    assert posts < set(found)
    assert len(found) == len(set(found))
    assert {ask(demo, BLOG, path_of(url, BLOG)).status for url in posts} == {200}


def test_every_post_of_the_feed_is_there(demo: DemoSite) -> None:
    links = re.findall(r"<link>([^<]+)</link>", ask(demo, MANY, "/feed.xml").text)
    assert len(links) == 20
    assert {ask(demo, MANY, path_of(link, MANY)).status for link in links} == {200}


def test_the_listing_leads_through_its_pages(demo: DemoSite) -> None:
    path, seen = "/category/reviews/", []
    while path:
        page = ask(demo, BLOG, path).text
        seen += re.findall(r'<h2 class="entry-title"><a href="([^"]+)"', page)
        following = re.search(r'<link rel="next" href="([^"]+)"', page)
        path = path_of(following[1], BLOG) if following else ""
    assert len(seen) == len(set(seen)) == 23


def test_the_api_pages_through_all_posts(demo: DemoSite) -> None:
    replies = [ask(demo, BLOG, f"{POSTS}?per_page=10&page={number}&_fields=link,modified_gmt") for number in (1, 2, 3)]
    assert {(reply.headers["X-WP-Total"], reply.headers["X-WP-TotalPages"]) for reply in replies} == {("25", "3")}
    posts = [post for reply in replies for post in json.loads(reply.body)]
    assert len({post["link"] for post in posts}) == 25
    assert all(set(post) == {"link", "modified_gmt"} for post in posts)


def test_the_api_pages_by_date_too(demo: DemoSite) -> None:
    seen: list[str] = []
    before = "9999"
    while page := json.loads(ask(demo, BLOG, f"{POSTS}?per_page=10&before={before}&_fields=link,date").body):
        seen += [post["link"] for post in page]
        before = page[-1]["date"]
    assert len(seen) == len(set(seen)) == 25


def test_the_api_names_the_categories_of_its_posts(demo: DemoSite) -> None:
    posts = json.loads(ask(demo, BLOG, f"{POSTS}?per_page=100").body)
    categories = json.loads(ask(demo, BLOG, "/wp-json/wp/v2/categories?per_page=100").body)
    used = [number for post in posts for number in post["categories"]]
    assert {one["id"]: one["count"] for one in categories} == {number: used.count(number) for number in set(used)}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("per_page=10&page=4", "rest_post_invalid_page_number"),
        ("per_page=101", "rest_invalid_param"),
        ("per_page=0", "rest_invalid_param"),
        ("page=0", "rest_invalid_param"),
        ("page=two", "rest_invalid_param"),
        ("orderby=colour", "rest_invalid_param"),
    ],
)
def test_the_api_refuses_what_wordpress_refuses(demo: DemoSite, query: str, code: str) -> None:
    reply = ask(demo, BLOG, f"{POSTS}?{query}")
    assert reply.status == 400
    assert json.loads(reply.body)["code"] == code


def test_the_api_tells_what_changed_since(demo: DemoSite, later: DemoSite) -> None:
    query = f"{POSTS}?modified_after=2025-06-01T00:00:00&_fields=link"
    assert json.loads(ask(demo, BLOG, query).body) == []
    assert json.loads(ask(later, BLOG, query).body) == [{"link": f"http://{BLOG}/vincenzo-review/"}]


def test_the_second_edition_has_one_edited_review_and_says_so(demo: DemoSite, later: DemoSite) -> None:
    before, after = (ask(edition, BLOG, "/vincenzo-review/") for edition in (demo, later))
    assert '<span class="rank-math-total">3.5</span>' in before.text
    assert '<span class="rank-math-total">4</span>' in after.text
    assert before.headers["ETag"] != after.headers["ETag"]
    for path in ("/sitemap_index.xml", "/post-sitemap1.xml"):
        assert "2025-06-05T17:45:00+00:00" not in ask(demo, BLOG, path).text
        assert ask(later, BLOG, path).text.count("2025-06-05T17:45:00+00:00") == 1
    assert ask(later, BLOG, "/vincenzo-review/", If_None_Match=before.headers["ETag"]).status == 200


def test_all_other_pages_are_the_same_in_both_editions(demo: DemoSite, later: DemoSite) -> None:
    for host, path in ((BLOG, "/signal-review/"), (PAPER, "/culture/film"), (MANY, "/feed.xml")):
        assert ask(demo, host, path).headers["ETag"] == ask(later, host, path).headers["ETag"]


def test_no_page_names_a_port(demo: DemoSite) -> None:
    port = str(demo.host_map[BLOG])
    assert all(f":{port}" not in ask(demo, host, "/").text for host in demo.host_map)
