import pytest

from flows.web.discovery.survey import same_host, web_url

BASE = "https://site.test/blog/"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://site.test/a", "https://site.test/a"),
        ("HTTPS://SITE.test/A", "https://site.test/A"),
        (" /a\n", "https://site.test/a"),
        ("a", "https://site.test/blog/a"),
        ("//site.test/a", "https://site.test/a"),
        ("/a#comments", "https://site.test/a"),
        ("/a b", "https://site.test/a%20b"),
        ("/été", "https://site.test/été"),
        ("javascript:alert(1)", None),
        ("mailto:me@site.test", None),
        ("data:text/html,x", None),
        ("ftp://site.test/a", None),
        ("https://user:secret@site.test/a", None),
        ("https://user@site.test/a", None),
        ("", None),
        (" ", None),
        ("#top", "https://site.test/blog/"),
        ("http://[::1", None),
        ("/" + "a" * 3_000, None),
    ],
)
def test_web_urls(href: str, url: str | None) -> None:
    assert web_url(href, BASE) == url


def test_www_is_the_same_host() -> None:
    assert same_host("https://www.site.test/a", "http://site.test/b")
    assert not same_host("https://site.test/", "https://cdn.test/")
