import pytest

from extractors.classify import MAX_BODY, judge_body, judge_listing, judge_page, judge_review
from extractors.locate import locate_all
from schemas.reject import Reason
from schemas.site import Site
from tests.unit.extractors.pages import (
    MORE,
    TEXT,
    TITLE,
    URL,
    article,
    given,
    jsonld,
    page,
    record,
    reject,
    review_of,
    site,
)


def reason_of(body: bytes, content_type: str | None = None) -> Reason | None:
    judgement = judge_body(page(body, headers={"content-type": content_type} if content_type else {}))
    return judgement.reason if judgement is not None else None


# --- the bytes


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", Reason.EMPTY, id="nothing"),
        pytest.param(b" \r\n\t\x00", Reason.EMPTY, id="white space"),
        pytest.param(b"\xef\xbb\xbf\n", Reason.EMPTY, id="a byte order mark"),
        pytest.param(b"%PDF-1.7 <html>", Reason.NOT_HTML, id="PDF"),
        pytest.param(b"\x89PNG\r\n", Reason.NOT_HTML, id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", Reason.NOT_HTML, id="JPEG"),
        pytest.param(b"GIF89a", Reason.NOT_HTML, id="GIF"),
        pytest.param(b"PK\x03\x04 x", Reason.NOT_HTML, id="ZIP"),
        pytest.param(b"\x1f\x8b\x08", Reason.NOT_HTML, id="gzip"),
        pytest.param(b'{"a": 1}', Reason.NOT_HTML, id="JSON"),
        pytest.param(b"[1, 2]", Reason.NOT_HTML, id="JSON list"),
        pytest.param(bytes(range(256)) * 4, Reason.NOT_HTML, id="binary"),
        pytest.param(b"<p>x</p>", None, id="HTML"),
        pytest.param(b"Just words", None, id="words"),
        pytest.param(b"{{ template }} <p>x</p>", None, id="HTML behind a brace"),
        pytest.param("\ufeff<p>x</p>".encode("utf-16-le"), None, id="UTF-16"),
        pytest.param("<p>静かな港</p>".encode("shift_jis"), None, id="Shift JIS"),
        pytest.param("<p>静かな港</p>".encode("iso2022_jp"), None, id="ISO-2022-JP"),
    ],
)
def test_what_the_bytes_are(body: bytes, reason: Reason | None) -> None:
    assert reason_of(body) == reason


@pytest.mark.parametrize(
    ("content_type", "reason"),
    [
        ("text/html; charset=utf-8", None),
        ("TEXT/HTML", None),
        ("application/xhtml+xml", None),
        ("text/plain", None),
        (None, None),
        ("", None),
        ("application/pdf", Reason.NOT_HTML),
        ("image/png", Reason.NOT_HTML),
        ("application/json", Reason.NOT_HTML),
    ],
)
def test_what_the_content_type_says(content_type: str | None, reason: Reason | None) -> None:
    assert reason_of(b"<p>x</p>", content_type) == reason


def test_a_body_beyond_the_limit_is_not_parsed() -> None:
    assert reason_of(b"<p>" + b"x" * MAX_BODY) is Reason.TOO_LARGE
    assert reason_of(b"<p>" + b"x" * (MAX_BODY - 3)) is None


# --- the page

SHORT = f"<h1>{TITLE} Review</h1><p>The first words of the review are for all to read, the others are not.</p>"


@pytest.mark.parametrize(
    ("body", "head", "status", "reason"),
    [
        pytest.param(article(""), "", 404, Reason.ERROR_PAGE, id="status"),
        pytest.param(article(""), "", 500, Reason.ERROR_PAGE, id="server's fault"),
        pytest.param("<h1>Page not found</h1><p>Sorry.</p>", "", 200, Reason.ERROR_PAGE, id="heading of an error"),
        pytest.param("<p>Sorry.</p>", "<title>404 | Reels</title>", 200, Reason.ERROR_PAGE, id="title of an error"),
        pytest.param("<h1>Seite nicht gefunden</h1><p>Oh.</p>", "", 200, Reason.ERROR_PAGE, id="error in German"),
        pytest.param('<div id="root"></div>', "", 200, Reason.NEEDS_JAVASCRIPT, id="application"),
        pytest.param('<div id="app">Loading</div>', "", 200, Reason.NEEDS_JAVASCRIPT, id="application that loads"),
        pytest.param("<noscript>Please run scripts</noscript>", "", 200, Reason.NEEDS_JAVASCRIPT, id="noscript"),
        pytest.param("", "", 200, Reason.EMPTY, id="empty body"),
        pytest.param("<script>x()</script><nav>Home</nav>", "", 200, Reason.EMPTY, id="no text"),
        pytest.param(SHORT, review_of(isAccessibleForFree=False), 200, Reason.PAYWALLED, id="paywall"),
        pytest.param(SHORT, review_of(isAccessibleForFree="False"), 200, Reason.PAYWALLED, id="paywall in a string"),
    ],
)
def test_pages_that_are_none(body: str, head: str, status: int, reason: Reason) -> None:
    assert reject(body, head, status=status).reason is reason


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(article("") + '<div id="root"></div>', "", id="application that came with its text"),
        pytest.param(article(TEXT * 2), review_of(isAccessibleForFree=False), id="paywall with the text"),
        pytest.param(SHORT, review_of(isAccessibleForFree=True), id="free"),
        pytest.param(article("", "404 Review"), "<title>404 Review</title>", id="a film called 404"),
    ],
)
def test_pages_that_only_look_like_it(body: str, head: str) -> None:
    assert record(body, head).work.title is not None


def test_a_page_is_judged_before_its_reviews() -> None:
    unit, context = given(article(""))
    assert judge_page(context.document, (unit,), context) is None
    judgement = judge_page(context.document, (), context)
    assert judgement is not None
    assert judgement.reason is Reason.EMPTY


# --- listings

TEASER = '<article><h2><a href="/reviews/{0}/">Film {0} Review</a></h2><p>A few words about the film.</p></article>'
LISTING = "<h1>All our reviews</h1>" + "".join(TEASER.format(number) for number in range(8))


@pytest.mark.parametrize(
    ("body", "head", "url"),
    [
        pytest.param(LISTING, "", "https://reels.test/reviews/", id="linked headings"),
        pytest.param(LISTING, "", "https://reels.test/", id="home page"),
        pytest.param(article(""), jsonld({"@type": "CollectionPage"}), URL, id="CollectionPage"),
        pytest.param(article(""), jsonld({"@type": "SearchResultsPage"}), URL, id="SearchResultsPage"),
    ],
)
def test_a_list_of_reviews_is_none(body: str, head: str, url: str) -> None:
    assert reject(body, head, url=url).reason is Reason.LISTING


@pytest.mark.parametrize(
    ("classes", "listing"),
    [("archive category", True), ("blog home", True), ("search-results", True), ("single single-post blog", False)],
)
def test_wordpress_marks_its_listings(classes: str, listing: bool) -> None:
    body = f"</head><body class='{classes}'>{article('')}"
    assert (judged(body) == Reason.LISTING) is listing


def judged(
    body: str, head: str = "", title: str | None = TITLE, site: Site | None = None, url: str | None = URL
) -> Reason | None:
    unit, context = given(body, head, title=title, site=site, url=url)
    judgement = judge_listing(unit, context) or judge_review(unit, context, locate_all(unit, context))
    return judgement.reason if judgement is not None else None


def test_related_reviews_below_make_no_listing() -> None:
    related = "".join(f'<h3><a href="/{number}/">Film {number}</a></h3>' for number in range(12))
    assert judged(article(TEXT * 3) + f'<div class="related-posts">{related}</div>') is None


def test_a_review_of_the_markup_is_no_listing() -> None:
    assert judged(LISTING, review_of()) is None


# --- what speaks for a review

PLAIN = f"<article><h1>{TITLE}</h1><p>{MORE}</p></article>"
ELSEWHERE = "https://reels.test/2025/quiet-harbour/"


@pytest.mark.parametrize(
    ("body", "head", "url"),
    [
        pytest.param(PLAIN, review_of(), ELSEWHERE, id="markup"),
        pytest.param(article(""), "", ELSEWHERE, id="headline"),
        pytest.param(PLAIN, "", URL, id="address and title"),
        pytest.param(PLAIN.replace("<p>", "<p>Rating: 4/5</p><p>"), "", ELSEWHERE, id="rating and title"),
        pytest.param(
            PLAIN.replace("<p>", "<p>Director: Ava Stone</p><p>Cast: IU, Lee Marsh</p><p>"), "", ELSEWHERE, id="credits"
        ),
        pytest.param(
            PLAIN.replace("<p>", "<p>Directed by Ava Stone, it stars Lee Marsh and Kim Ha-neul.</p><p>"),
            "",
            ELSEWHERE,
            id="credits in the text",
        ),
        pytest.param(PLAIN, '<meta property="article:section" content="Reviews">', ELSEWHERE, id="section"),
    ],
)
def test_enough_speaks_for_a_review(body: str, head: str, url: str) -> None:
    assert judged(body, head, url=url) is None


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("The mayor opens the harbour", "The mayor opened the harbour on Monday, and the boats went out again."),
        ("Potato soup", "Peel the potatoes, boil them and add salt. Rating: 4 onions."),
        (f"{TITLE}: Trailer", "The first trailer of the film is here, and the film will open in May."),
        ("Interview: Ava Stone", "Ava Stone speaks of her film, the sea and the men who would not sail."),
        ("The 10 best films of the year", "The best films of the year, from the first to the last of them."),
    ],
)
def test_pages_about_something_else(heading: str, text: str) -> None:
    body = f"<article><h1>{heading}</h1><p>{text}</p></article>"
    assert judged(body, url=ELSEWHERE, title=None) is Reason.NOT_A_REVIEW


def test_a_word_of_the_works_title_speaks_against_nothing() -> None:
    body = article("", "The Interview Review")
    assert judged(body, url=ELSEWHERE, title="The Interview") is None
    assert judged(article("", "Review of the trailer"), url=ELSEWHERE, title="Review") is Reason.NOT_A_REVIEW


@pytest.mark.parametrize(("url", "reason"), [(URL, None), (ELSEWHERE, Reason.NOT_A_REVIEW)])
def test_a_site_file_knows_its_reviews_by_their_address(url: str, reason: Reason | None) -> None:
    body = PLAIN.replace("<p>", "<p>Rating: 4/5</p><p>")
    assert judged(body, site=site(review_url="^/reviews/"), url=url) == reason


def test_an_older_layout_of_a_site_can_outvote_its_site_file() -> None:
    assert judged(article("<p>Rating: 4/5</p>"), review_of(), site=site(review_url="^/reviews/"), url=ELSEWHERE) is None


def test_a_reject_says_what_was_seen() -> None:
    detail = reject("<article><h1>Potato soup</h1><p>Peel the potatoes and boil them.</p></article>", url=None).detail
    assert detail
    seen = reject(f"<article><h1>{TITLE}: Trailer</h1><p>The trailer is here.</p></article>", url=ELSEWHERE)
    assert seen.detail.startswith("headline of another kind -")
