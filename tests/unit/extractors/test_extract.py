import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import extractors.classify
import extractors.extract
import extractors.locate
from extractors.extract import Extraction, extract_dates, extract_reviews
from schemas.base import to_line
from schemas.evidence import Method
from schemas.page import Page
from schemas.reject import Reason
from schemas.site import Site
from tests.unit.extractors.pages import (
    FETCHED,
    TEXT,
    TITLE,
    URL,
    article,
    extract,
    html,
    jsonld,
    page,
    raising,
    record,
    reject,
    review_of,
    site,
)

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_sound(extraction: Extraction) -> bool:
    """Exactly one of records and reject; no fault of ours; everything can be written as one line."""
    assert (extraction.reject is None) == bool(extraction.records)
    if extraction.reject is not None:
        assert extraction.reject.reason is not Reason.INTERNAL_ERROR, extraction.reject.detail
        assert to_line(extraction.reject).count(b"\n") == 1
    for review in extraction.records:
        assert to_line(review.record).count(b"\n") == 1
        assert to_line(review.evidence).count(b"\n") == 1
        assert type(review.record).model_validate_json(review.record.model_dump_json()) == review.record
    return True


# --- what no record can hold costs no record


@pytest.mark.parametrize(
    "line", ["Year: 12", "Year: 令和5年", "Season ⒉", "Season ፩", "Season: 12345", "Directed by " + "Ann " * 200]
)
def test_an_odd_value_costs_no_record(line: str) -> None:
    found = record(article(f"<p>{line}</p>"), review_of())
    assert (found.work.title, found.work.year, found.work.season) == (TITLE, None, None)


def test_a_title_beyond_all_measure_is_none() -> None:
    assert record(article(""), review_of(itemReviewed={"@type": "Movie", "name": "Harbour " * 60})).work.title == TITLE


# --- never raises


@QUICK
@given(
    st.binary(max_size=600), st.sampled_from([None, "text/html", "text/html; charset=utf-16", "text/html; charset=x"])
)
def test_any_bytes_give_records_or_a_reject(body: bytes, content_type: str | None) -> None:
    assert is_sound(extract_reviews(page(body, headers={"content-type": content_type} if content_type else {})))


# fmt: off
PIECES = [
    "<article>", "</article>", "<h1>", "</h1>", "<p>", "</p>", "<div class='hreview'>", "<div itemscope>",
    "</div>", "<br>", "<table><tr><th>", "</th><td>", "<dl><dt>", "</dt><dd>", "<strong>", "</strong>",
    "<time datetime='2025-01-25'>", "</time>", "<div itemscope itemtype='https://schema.org/Review'>",
    "<i itemprop='itemReviewed'>", "<i itemprop='ratingValue'>", "<a rel=author href='//['>",
    "<a href='/author/x'>", "</a>", "<i class='fa fa-star'></i>", "<span class='rating'>", "</span>",
    "<div aria-label='4 of 5 stars'>", "<span class='rank-math-total'>", "<meta name=author content='", "'>",
    "<script type='application/ld+json'>", "</script>", "{", "}", '"@type": "Review",', '"itemReviewed":',
    '"@id": "#a"', "[", "]", "Director: ", "Rating: ", "Cast: ", "Season: ", "Verdict", "By ", "Review",
    "Ava Stone", "as ", " plays ", " stars ", ", ", "and ", "The Quiet Harbour", "(2023)", "（", "감독 이도윤", "監督",
    "导演", "режиссёр", "★★★½☆", "4/5", "1e9999999", "NaN", "B+", "99:99", "31.02.2025",
    "2025-13-45T99:99:99+99:99", "\u2028", "\u0000", "\ud83d", "\u202e", "&#0;", "&#xD800;", "<!--", "-->",
    "<base href='http://['>", "<link rel=canonical href='http://[::'>", "<svg>", "<template>", "<frameset>",
    "<plaintext>",
]
# fmt: on


@QUICK
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60))
@example(["<frameset>"])
@example(["<plaintext>", "Review"])
@example(["Director: ", "Ava Stone"] * 20)
def test_any_html_gives_records_or_a_reject(pieces: list[str]) -> None:
    text = "".join(pieces)
    for body in (text, article(text), f"<h1>{TITLE} Review</h1>{TEXT}{text}"):
        assert is_sound(extract_reviews(page(f"<html lang=en><body>{body}</body>".encode("utf-8", "surrogatepass"))))


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(
        [
            "",
            "Ava Stone",
            "4/5",
            "1e9999999",
            "2025-01-25",
            "2025-99-99",
            TITLE,
            URL,
            "http://[",
            "\u2028",
            "x" * 400,
            "-3",
            "１２",
        ]
    )
)
NAMES = st.sampled_from(
    """
    @type @id @graph @value name itemReviewed review reviewRating ratingValue bestRating worstRating
    aggregateRating ratingCount author url director actor characterName partOfSeries datePublished dateModified
    dateCreated headline description publisher positiveNotes itemListElement sameAs isAccessibleForFree
    mainEntityOfPage seasonNumber alternateName
    """.split()  # noqa: SIM905 - a table
)
TYPES = st.sampled_from(
    ["Review", "Movie", "Person", "Rating", "Article", "PerformanceRole", "WebPage", "TVSeason", "AggregateRating"]
)
NODES: st.SearchStrategy[Any] = st.recursive(
    SCALARS | st.fixed_dictionaries({"@id": st.sampled_from(["#a", "#b"])}),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@QUICK
@given(TYPES, st.dictionaries(NAMES, NODES, max_size=8), st.dictionaries(NAMES, NODES, max_size=6))
def test_any_structured_data_gives_records_or_a_reject(kind: str, work: dict[str, Any], review: dict[str, Any]) -> None:
    nodes = [{"@type": "Review", "@id": "#a", **review, "itemReviewed": {"@type": kind, "@id": "#b", **work}}]
    block = f'<script type="application/ld+json">{json.dumps(nodes).replace("<", "")}</script>'
    assert is_sound(extract(article(""), block))


DEEP = 4_000
OPEN = '{"review":'


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * DEEP + TEXT, id="deep elements"),
        pytest.param("<b>" * DEEP + TEXT, id="deep inline elements"),
        pytest.param("<table><tr><td>" * 800 + TEXT, id="deep tables"),
        pytest.param(
            "<div itemscope itemprop=review itemtype=https://schema.org/Review>" * 800 + TEXT, id="deep microdata"
        ),
        pytest.param(f'<script type="application/ld+json">{"[" * 50_000}</script>{TEXT}', id="deep JSON list"),
        pytest.param(f'<script type="application/ld+json">{OPEN * 50_000}</script>{TEXT}', id="deep JSON object"),
        pytest.param(article("<p>Cast: " + "A, " * 20_000 + "</p>"), id="long list"),
        pytest.param(article("<p>" + "directed by Ava Stone, " * 4_000 + "</p>"), id="many phrases"),
        pytest.param(article("<p>" + "(" * 20_000 + "</p>"), id="brackets"),
        pytest.param(article("<p>" + "★" * 20_000 + "</p>"), id="stars"),
        pytest.param(article("<p>Rating: " + "1" * 20_000 + "</p>"), id="long number"),
        pytest.param(article("<h2>Verdict</h2>" * 2_000), id="many headings"),
        pytest.param(article('<i class="fa fa-star"></i>' * 5_000), id="many icons"),
    ],
)
def test_hostile_pages_are_read_in_bounded_time(body: str) -> None:
    assert is_sound(extract(body))


def test_structured_data_may_go_in_circles() -> None:
    nodes = (
        {"@id": "#review", "@type": "Review", "itemReviewed": {"@id": "#film"}, "author": {"@id": "#review"}},
        {
            "@id": "#film",
            "@type": "Movie",
            "name": TITLE,
            "review": {"@id": "#review"},
            "partOfSeries": {"@id": "#film"},
        },
    )
    found = record(article(""), jsonld(*nodes))
    assert found.work.title == TITLE


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "The Quiet Harbour"}',
        '{"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "The Quiet Harbour",},}',
        '<!-- {"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "The Quiet Harbour"}} -->',
        '{"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "The Quiet\nHarbour"}}',
    ],
)
def test_structured_data_may_be_broken(block: str) -> None:
    body = f"<article><h1>A boat that nobody wants</h1>{TEXT}</article>"
    assert record(body, f'<script type="application/ld+json">{block}</script>').work.title == TITLE


@pytest.mark.parametrize(
    "url", [None, "", "http://[", "https://reels.test:99999/", "file:///etc/passwd", "x" * 5_000, "https://ü.test/"]
)
def test_any_address_will_do(url: str | None) -> None:
    assert is_sound(extract(article(""), review_of(), url=url, site=site(review_url="^/reviews/")))


# --- faults of ours


@pytest.mark.parametrize(
    "name",
    ["locate_headline", "locate_outlet", "locate_details", "locate_native_title", "locate_credits", "locate_rating",
     "locate_other_ratings", "locate_reviewers", "locate_dates", "locate_summary", "locate_verdict", "locate_notes"],
)  # fmt: skip
def test_a_fault_of_a_locator_is_a_reject_that_names_the_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors.locate, name, raising(KeyError("boat")))
    found = reject(article(""), review_of())
    assert found.reason is Reason.INTERNAL_ERROR
    assert found.reason.is_failure
    assert found.detail.startswith("KeyError at pages.py:")
    assert found.url == URL
    assert found.page == page(html(article(""), review_of())).describe()


@pytest.mark.parametrize(
    "name",
    ["segment", "find_subject", "judge_body", "judge_page", "judge_listing", "judge_review", "assemble", "detect"],
)
def test_any_other_fault_is_a_reject_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors.extract, name, raising(RecursionError("deep")))
    body = "<article><h1>Film Review</h1><p>Zwei Schwestern und ein Boot, das keine will.</p></article>"
    assert reject(body, review_of(), site=site()).reason is Reason.INTERNAL_ERROR
    assert reject(body, review_of(), site=site()).site == "reels"


def test_a_long_message_of_a_fault_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors.extract, "segment", raising(ValueError("x" * 5_000)))
    assert len(reject(article("")).detail) == 500


# --- one page, one answer


def test_the_same_page_gives_the_same_answer() -> None:
    body, head = article("<p>Rating: 4/5</p>"), review_of(author={"name": "Ann Lee"})
    assert extract(body, head) == extract(body, head)


def test_the_body_comes_only_when_asked_for() -> None:
    fetched = page(html(article(""), review_of()))
    assert [review.record.body for review in extract_reviews(fetched).records] == [None]
    (asked,) = extract_reviews(fetched, with_body=True).records
    assert asked.record.body is not None
    assert asked.record.body.startswith("The harbour town")


def test_a_bare_files_site_is_found_by_the_address_that_it_tells() -> None:
    asked: list[str | None] = []

    def site_for(url: str | None) -> Site | None:
        asked.append(url)
        return site()

    fetched = Page(None, html(article(""), f'<link rel="canonical" href="{URL}">' + review_of()))
    (found,) = extract_reviews(fetched, site_for=site_for).records
    assert (found.record.site, asked) == ("reels", [URL])
    extract_reviews(fetched, site(), site_for=site_for)
    assert asked == [URL]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<h1>Potato soup</h1><p>Peel the potatoes and boil them.</p>", Reason.NOT_A_REVIEW),
        ("</head><body class='archive category'><h1>Potato soup</h1><p>Peel the potatoes.</p>", Reason.LISTING),
    ],
)
def test_who_wrote_what_is_no_review_is_not_asked(body: str, reason: Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors.locate, "locate_reviewers", raising(KeyError("reviewers")))
    monkeypatch.setattr(extractors.locate, "locate_dates", raising(KeyError("dates")))
    assert reject(body, url="https://reels.test/soup/").reason is reason


def test_a_page_that_is_no_review_is_a_reject_with_its_capture() -> None:
    found = reject(
        "<article><h1>Potato soup</h1><p>Peel the potatoes and boil them.</p></article>", url="https://reels.test/soup/"
    )
    assert found.reason is Reason.NOT_A_REVIEW
    assert found.page is not None
    assert (found.page.status, found.page.fetched_at) == (200, FETCHED)


# --- language

GERMAN = (
    "<p>Der Film ist ein stilles Drama, und die Kamera wartet mit den Schwestern, die nicht wissen, was sie mit dem "
    "Boot tun sollen, das sie von der Mutter geerbt haben und das keine von ihnen mehr fahren will.</p>"
)


def language(
    text: str, lang: str, head: str = "", facts: dict[str, str] | None = None
) -> tuple[str | None, Method | None]:
    body = f"<article><h1>{TITLE} Review</h1>{text}</article>"
    (review,) = extract(body, head + review_of(), lang=lang, site=site(**(facts or {}))).records
    evidence = review.evidence.fields.get("language")
    return review.record.language, evidence.candidates[0].method if evidence is not None else None


@pytest.mark.parametrize(
    ("text", "lang", "head", "expected"),
    [
        pytest.param(TEXT, "en", "", ("en", Method.TEXT), id="stated and so"),
        pytest.param(TEXT, "en-GB", "", ("en", Method.TEXT), id="the region is the template's"),
        pytest.param(GERMAN, "de", "", ("de", Method.TEXT), id="German"),
        pytest.param(GERMAN, "en", "", ("de", Method.PROSE), id="the template's language is not the text's"),
        pytest.param(GERMAN, "", "", ("de", Method.PROSE), id="not stated"),
        pytest.param(
            GERMAN, "en", '<meta property="og:locale" content="de_DE">', ("de", Method.OPENGRAPH), id="stated twice"
        ),
        pytest.param("<p>Two.</p>", "fr", "", ("fr", Method.TEXT), id="too short to tell"),
        pytest.param(
            "<p>" + "정말 좋은 드라마 였다. " * 5 + "</p>", "en", "", ("ko", Method.PROSE), id="Korean by its script"
        ),
    ],
)
def test_the_language_is_what_the_text_bears_out(text: str, lang: str, head: str, expected: tuple[str, Method]) -> None:
    assert language(text, lang, head) == expected


def test_the_site_files_language_counts_where_the_page_states_none() -> None:
    assert language(GERMAN, "", facts={"language": "de"}) == ("de", Method.SITE)
    assert language(TEXT, "", facts={"language": "de"}) == ("en", Method.PROSE)


LAYOUTS = site(
    fields={"published": {"css": ".day"}, "reviewers": {"css": ".who"}},
    layouts=[
        {"when": "body > .v3", "fields": {"published": {"css": ".v3 .stamp"}}},
        {"when": ".v2", "fields": {"published": {"css": ".v2 .stamp"}}},
    ],
)


@pytest.mark.parametrize(
    ("body", "published"),
    [
        pytest.param('<i class="day">2024-05-01</i>', "2024-05-01", id="none of them"),
        pytest.param('<div class="v2"><i class="stamp">2024-05-02</i></div>', "2024-05-02", id="the second"),
        pytest.param(
            '<p class="v2"></p></article><div class="v3"><i class="stamp">2024-05-03</i></div>',
            "2024-05-03",
            id="the first that fits",
        ),
    ],
)
def test_a_page_is_read_by_the_layout_that_it_shows(body: str, published: str) -> None:
    found = record(article(f'<i class="who">Ann Lee</i>{body}'), review_of(), site=LAYOUTS)
    assert found.published is not None
    assert found.published.value == published
    assert [reviewer.name for reviewer in found.reviewers] == ["Ann Lee"]


def test_the_dates_of_a_page_that_is_no_review() -> None:
    body = html('<article><h1>Two boats for sale</h1><p class="byline">Cy Marsh, 4 May 2024 10:30</p></article>')
    published, modified = extract_dates(page(body))
    assert published is not None
    assert (published.value, modified) == ("2024-05-04T10:30:00", None)


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n", html("<p></p>")])
def test_a_page_without_text_has_no_dates(body: bytes) -> None:
    assert extract_dates(page(body)) == (None, None)
