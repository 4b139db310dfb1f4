import pytest

from flows.web.discovery.likely import is_archive, is_article, is_file, is_hub, likelihood, says_next
from schemas.page import Likelihood
from schemas.site import Site

LIKELY, OPEN, UNLIKELY = Likelihood.LIKELY, Likelihood.OPEN, Likelihood.UNLIKELY
SITE = Site(key="a", hosts=("a.test",))


@pytest.mark.parametrize(
    ("path", "title", "sections", "judged"),
    [
        ("/dune-review/", "", (), LIKELY),
        ("/critica-dune/", "", (), LIKELY),
        ("/film/kritik/dune", "", (), LIKELY),
        ("/%EB%A6%AC%EB%B7%B0/dune", "", (), LIKELY),
        ("/2024/05/dune.html", "", (), OPEN),
        ("/2024/05/dune.html", "Dune: Part Two – review", (), LIKELY),
        ("/2024/05/dune.html", "Dune: Part Two", ("Film Reviews",), LIKELY),
        ("/2024/05/dune.html", "Dune: Part Two", ("News",), UNLIKELY),
        ("/dune-review/", "Interview: the cast of Dune", (), UNLIKELY),
        ("/news/dune-2/", "", (), UNLIKELY),
        ("/?p=12", "", (), OPEN),
        ("/", "", (), UNLIKELY),
        ("/about/", "", (), UNLIKELY),
        ("/impressum.html", "", (), UNLIKELY),
        ("/tag/review/", "", (), UNLIKELY),
        ("/category/reviews/page/2/", "", (), UNLIKELY),
        ("/author/ann/", "", (), UNLIKELY),
        ("/reviews/", "", (), UNLIKELY),
        ("/2024/05/", "", (), UNLIKELY),
        ("/?s=dune+review", "", (), UNLIKELY),
    ],
)
def test_what_speaks_for_a_review_and_against_one(
    path: str, title: str, sections: tuple[str, ...], judged: Likelihood
) -> None:
    assert likelihood(f"https://a.test{path}", SITE, title, sections) is judged


def test_what_the_site_file_calls_a_review_is_one() -> None:
    site = Site(key="a", hosts=("a.test",), review_url="^/tag/")
    assert likelihood("https://a.test/tag/dune/", site) is LIKELY


@pytest.mark.parametrize(
    "url", ["https://a.test/" + "a-" * 1_000, "https://a.test/?" + "a=1&" * 2_000, "", "https://[", "x"]
)
def test_odd_addresses_are_judged_too(url: str) -> None:
    assert likelihood(url, SITE) in Likelihood
    assert is_article(url) in {True, False}
    assert not is_hub(url, "", SITE)


@pytest.mark.parametrize(
    ("path", "archive", "article"),
    [
        ("/dune-part-two-review/", False, True),
        ("/2024/05/dune.html", False, True),
        ("/news/dune-2", False, True),
        ("/?p=180", False, True),
        ("/dune", False, False),
        ("/film", False, False),
        ("/category/film-and-tv-reviews", True, False),
        ("/2024/05", True, False),
        ("/some-long-slug/page/2/", True, False),
        ("/?paged=2", True, False),
        ("/calendar/2031-05-01/an-event-far-away", True, False),
    ],
)
def test_addresses_of_lists_and_of_articles(path: str, archive: bool, article: bool) -> None:
    assert (is_archive(f"https://a.test{path}"), is_article(f"https://a.test{path}")) == (archive, article)


@pytest.mark.parametrize(
    ("path", "text", "hub"),
    [
        ("/category/reviews/", "All", True),
        ("/film-reviews", "", True),
        ("/cine/", "Críticas", True),
        ("/dune-review/", "Dune", False),
        ("/", "Reviews", False),
        ("/a/b/c/reviews", "Reviews", False),
    ],
)
def test_lists_of_reviews(path: str, text: str, hub: bool) -> None:
    assert is_hub(f"https://a.test{path}", text, SITE) is hub


@pytest.mark.parametrize(
    "text", ["Next", "next »", "Older posts", "« Older Entries", "→", "»", "Nächste Seite", "다음", "次へ"]
)
def test_words_for_the_next_page(text: str) -> None:
    assert says_next(text)


@pytest.mark.parametrize("text", ["", "Next door", "2", "Newer posts", "Previous"])
def test_other_words(text: str) -> None:
    assert not says_next(text)


@pytest.mark.parametrize(
    ("path", "is_one"),
    [("/a.jpg", True), ("/a.PDF", True), ("/feed.xml", True), ("/a.html", False), ("/mr.robot", False), ("/", False)],
)
def test_files_that_are_no_pages(path: str, is_one: bool) -> None:
    assert is_file(f"https://a.test{path}") is is_one
