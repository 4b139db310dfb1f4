import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse.url import canonical_url, folders, page_key, page_url, url_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://example.test/a", "https://example.test/a"),
        ("HTTPS://Example.TEST/Film", "https://example.test/Film"),
        ("https://example.test", "https://example.test/"),
        ("https://example.test:443/a", "https://example.test/a"),
        ("http://example.test:80/a", "http://example.test/a"),
        ("http://example.test:8080/a", "http://example.test:8080/a"),
        ("https://example.test/a#comments", "https://example.test/a"),
        ("https://example.test/a?utm_source=x&utm_medium=y", "https://example.test/a"),
        ("https://example.test/?p=180&fbclid=z", "https://example.test/?p=180"),
        ("https://example.test/?b=2&a=1", "https://example.test/?b=2&a=1"),
        ("https://example.test/?a=1&&b=2&", "https://example.test/?a=1&b=2"),
        ("https://example.test/a?", "https://example.test/a"),
        ("https://example.test/%7eann", "https://example.test/~ann"),
        ("https://example.test/caf%c3%a9", "https://example.test/caf%C3%A9"),
        ("https://example.test/café", "https://example.test/caf%C3%A9"),
        ("https://example.test/a%2fb", "https://example.test/a%2Fb"),
        ("https://example.test/a b", "https://example.test/a%20b"),
        ("https://example.test/a/./b/../c", "https://example.test/a/c"),
        ("https://example.test/a/..", "https://example.test/"),
        ("https://example.test/index.php", "https://example.test/index.php"),
        ("https://example.test/a/", "https://example.test/a/"),
        ("https://www.example.test/a", "https://www.example.test/a"),
        ("https://ann:secret@example.test/a", "https://example.test/a"),
        ("https://example.test./a", "https://example.test/a"),
        ("https://bücher.test/a", "https://xn--bcher-kva.test/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("  https://example.test/a  ", "https://example.test/a"),
        ("mailto:ann@example.test", "mailto:ann@example.test"),
        ("https://example.test:port/", "https://example.test:port/"),
        ("/relative", "/relative"),
        ("", ""),
    ],
)
def test_url_key(url: str, key: str) -> None:
    assert url_key(url) == key


@pytest.mark.parametrize(
    ("document", "rel", "expected"),
    [
        ("https://example.test/?p=4", "https://example.test/dune/", "https://example.test/dune/"),
        ("https://example.test/?p=4", "/dune/", "https://example.test/dune/"),
        ("https://www.example.test/a", "https://example.test/b", "https://example.test/b"),
        ("http://example.test/a", "https://example.test/a", "https://example.test/a"),
        ("https://example.test/a", "https://example.test/a?utm_source=x", "https://example.test/a"),
        ("https://example.test/", "https://example.test/", "https://example.test/"),
        ("https://example.test/a", "https://example.test/", None),
        ("https://example.test/a", "https://example.test/index.html", None),
        ("https://example.test/a", "https://other.test/a", None),
        ("https://example.test/a", "javascript:void(0)", None),
        ("https://example.test/a", "https://[broken/", None),
        ("https://example.test/a", "", None),
        ("https://example.test/a", None, None),
        (None, "https://example.test/a", None),
    ],
)
def test_canonical_url(document: str | None, rel: str | None, expected: str | None) -> None:
    assert canonical_url(document, rel) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.example.test/dune/", "https://example.test/dune", True),
        ("https://example.test/?p=1", "https://example.test/?p=2", False),
    ],
)
def test_page_key(one: str, other: str, same: bool) -> None:
    assert (page_key(one) == page_key(other)) is same


@given(st.text(max_size=200))
def test_a_key_is_its_own_key(path: str) -> None:
    key = url_key("https://example.test/" + path)
    assert url_key(key) == key


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://example.test/reviews/dune", ("reviews",)),
        ("https://example.test/reviews/dune/", ("reviews",)),
        ("https://example.test//reviews//2024/dune.html?page=2#end", ("reviews", "2024")),
        ("https://example.test/s%C3%A9ries/dark", ("séries",)),
        ("https://example.test/dune", ()),
        ("https://example.test/", ()),
        ("https://[example.test/reviews/dune", ()),
        (None, ()),
    ],
)
def test_folders(url: str | None, parts: tuple[str, ...]) -> None:
    assert folders(url) == parts


@pytest.mark.parametrize(
    "variant",
    [
        "https://example.test/dune-review/amp/",
        "https://example.test/dune-review/AMP/?utm_source=x",
        "https://example.test/dune-review/print/",
        "https://example.test/dune-review/comment-page-3/#comment-9",
        "https://example.test/dune-review/?replytocom=12#respond",
        "https://example.test/dune-review/?share=facebook&nb=1",
        "https://example.test/dune-review/?amp",
        "https://example.test/dune-review/?amp=1&print=print",
        "https://example.test/dune-review/?outputType=amp",
        "https://example.test/dune-review/?m=1",
        "https://example.test/dune-review/?showComment=17#c17",
    ],
)
def test_variants_of_a_page_are_that_page(variant: str) -> None:
    assert page_url(variant) == "https://example.test/dune-review/"
    assert page_key(variant) == "example.test/dune-review"


@pytest.mark.parametrize(
    ("variant", "page"),
    [
        ("https://example.test/2025/dune.amp.html", "https://example.test/2025/dune.html"),
        ("https://example.test/2025/dune.amp", "https://example.test/2025/dune"),
        ("https://example.test/dune-review.html?m=1", "https://example.test/dune-review.html"),
        ("https://example.test/?p=180&replytocom=3", "https://example.test/?p=180"),
    ],
)
def test_variants_keep_the_rest_of_the_address(variant: str, page: str) -> None:
    assert page_url(variant) == page


@pytest.mark.parametrize(
    "url",
    [
        "https://example.test/reviews/amp/",
        "https://example.test/amp/",
        "https://example.test/print",
        "https://ex-ample.test/amp",
        "https://example.test/swamp",
        "https://example.test/a-camp/",
        "https://example.test/?m=202501",
        "https://example.test/?s=print",
    ],
)
def test_what_only_looks_like_a_variant_is_a_page(url: str) -> None:
    assert page_url(url) == url
