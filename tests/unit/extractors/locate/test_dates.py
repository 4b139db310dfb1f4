from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from extractors.locate.dates import DateField, locate_dates
from schemas.evidence import Method
from schemas.review import Precision
from tests.unit.extractors.pages import TEXT, TITLE, URL, article, extract, given, jsonld, record, review_of, site


def dates(field: DateField, body: str, head: str = "", **how: Any) -> list[str]:
    """Values of the candidates, each once."""
    unit, context = given(body, head, **how)
    return list(dict.fromkeys(c.value.value for c in locate_dates(unit, context) if c.field == field))


META = [
    ("article:published_time", "published"),
    ("og:published_time", "published"),
    ("parsely-pub-date", "published"),
    ("sailthru.date", "published"),
    ("DC.date.issued", "published"),
    ("pubdate", "published"),
    ("date", "published"),
    ("article:modified_time", "modified"),
    ("og:updated_time", "modified"),
    ("last-modified", "modified"),
]


@pytest.mark.parametrize(("name", "field"), META)
def test_meta_elements(name: str, field: DateField) -> None:
    other: DateField = "modified" if field == "published" else "published"
    head = f'<meta property="{name}" content="2025-01-25T08:30:00+09:00">'
    assert dates(field, article(""), head) == ["2025-01-25T08:30:00+09:00"]
    assert dates(other, article(""), head) == []


@pytest.mark.parametrize(
    ("head", "published", "modified"),
    [
        pytest.param(review_of(datePublished="2025-01-25"), ["2025-01-25"], [], id="review"),
        pytest.param(review_of(dateModified="2025-01-25"), [], ["2025-01-25"], id="modified"),
        pytest.param(
            jsonld({"@type": "BlogPosting", "datePublished": "2025-01-25", "dateModified": "2025-02-01"}),
            ["2025-01-25"],
            ["2025-02-01"],
            id="article",
        ),
        pytest.param(jsonld({"@type": "WebPage", "datePublished": "2025-01-25"}), ["2025-01-25"], [], id="web page"),
        pytest.param(review_of({"datePublished": "2023-05-01"}), [], [], id="the work's own date"),
        pytest.param(review_of(datePublished="soon"), [], [], id="no date"),
    ],
)
def test_structured_data(head: str, published: list[str], modified: list[str]) -> None:
    assert dates("published", article(""), head) == published
    assert dates("modified", article(""), head) == modified


@pytest.mark.parametrize(
    ("element", "published", "modified"),
    [
        ('<time datetime="2025-01-25">January</time>', ["2025-01-25"], []),
        ("<time>January 25, 2025</time>", ["2025-01-25"], []),
        ('<time class="entry-date published" datetime="2025-01-25"></time>', ["2025-01-25"], []),
        ('<time class="updated" datetime="2025-01-25"></time>', [], ["2025-01-25"]),
        ('<time class="entry-date published updated" datetime="2025-01-25"></time>', ["2025-01-25"], []),
        ('<time itemprop="dateModified" class="modified" datetime="2025-01-25"></time>', [], ["2025-01-25"]),
        ("<time>98 minutes</time>", [], []),
    ],
)
def test_time_elements(element: str, published: list[str], modified: list[str]) -> None:
    assert dates("published", article(element)) == published
    assert dates("modified", article(element)) == modified


@pytest.mark.parametrize(
    "around",
    [
        '<div id="comments" class="comments">{}</div>',
        '<aside class="sidebar">{}</aside>',
        '<div class="related-posts">{}</div>',
    ],
)
def test_a_date_of_something_else_is_not_the_reviews(around: str) -> None:
    element = around.format('<time datetime="2025-01-25">January 25, 2025</time>')
    assert dates("published", article("") + element) == []
    assert dates("published", article(element)) == []


@pytest.mark.parametrize(
    ("line", "lang", "value"),
    [
        ('<p class="byline">January 25, 2025 by Ann Lee</p>', "en", "2025-01-25"),
        ('<p class="entry-meta">Veröffentlicht am 25. Januar 2025</p>', "de", "2025-01-25"),
        ('<p class="entry-meta">2025年1月25日</p>', "ja", "2025-01-25"),
        ('<p class="entry-meta">2025. 1. 25.</p>', "ko", "2025-01-25"),
        ('<p class="entry-meta">25 января 2025</p>', "ru", "2025-01-25"),
        ("<p>Posted on: January 25, 2025</p>", "en", "2025-01-25"),
        ("<p>Date published: 2025-01-25</p>", "en", "2025-01-25"),
    ],
)
def test_bylines_and_label_lines(line: str, lang: str, value: str) -> None:
    assert dates("published", article(line), lang=lang) == [value]


def test_a_label_names_the_date_of_the_change() -> None:
    body = article(
        "<p>Some words of the review, to begin with, before the facts come.</p><p>Last updated: May 4, 2025</p>"
    )
    assert dates("modified", body) == ["2025-05-04"]


@pytest.mark.parametrize(
    ("line", "modified"),
    [
        ('<p class="entry-meta">Updated May 4, 2025</p>', []),
        ('<p class="entry-meta">Ann Lee | Last updated: May 4, 2025</p>', []),
        ('<p class="entry-meta">Updated <time datetime="2025-05-04">May 4, 2025</time></p>', ["2025-05-04"]),
        ('<p class="entry-meta">Last updated on: <time>May 4, 2025</time></p>', ["2025-05-04"]),
        ("<p>Release date: May 4, 2025</p>", []),
        ("<p>Release date: <time>May 4, 2025</time></p>", []),
        ("<p><b>Premiere:</b> May 4, 2025</p>", []),
        ("<p>Date Created: 2025-05-04</p>", []),
    ],
)
def test_a_labelled_date_beside_the_heading_is_what_its_label_says(line: str, modified: list[str]) -> None:
    assert dates("published", article(line)) == []
    assert set(dates("modified", article(line))) >= set(modified)


def test_the_date_of_a_release_is_no_date_of_the_review() -> None:
    lines = "<p>Two sisters meet at the harbour again.</p><p>Release date: May 4, 2025</p><p>Premiere: May 5, 2025</p>"
    body = f"<article><h1>{TITLE} Review</h1>{TEXT}{lines}</article>"
    assert dates("published", body) == []


# --- all-number dates


@pytest.mark.parametrize(
    ("order", "lang", "expected"),
    [(None, "en", None), ("dmy", "en", "2025-04-05"), ("mdy", "en", "2025-05-04"), (None, "de", "2025-04-05")],
)
def test_the_order_of_numbers_is_the_sites_or_the_languages(order: str | None, lang: str, expected: str | None) -> None:
    body = article('<p class="entry-meta">05/04/2025</p>')
    unit, context = given(body, lang=lang, site=site(date_order=order))
    found = [c for c in locate_dates(unit, context) if not c.notes]
    assert [c.value.value for c in found] == ([expected] if expected else [])


def test_a_date_that_reads_two_ways_is_null_with_a_warning() -> None:
    found = record(article('<p class="entry-meta">05/04/2025</p>'), review_of())
    assert found.published is None
    assert "published: '05/04/2025' reads two ways" in found.warnings


@pytest.mark.parametrize(
    ("lang", "url", "more", "expected"),
    [
        pytest.param("en-GB", URL, "", "2025-04-05", id="British English"),
        pytest.param("en-US", URL, "", None, id="templates say American English by themselves"),
        pytest.param("en", "https://reels.co.uk/quiet/", "", "2025-04-05", id="a British host"),
        pytest.param("en", URL, "<p>13/04/2025</p>", "2025-04-05", id="another date has its day first"),
        pytest.param("en", URL, "<p>04/13/2025</p>", "2025-05-04", id="another date has its month first"),
        pytest.param("en", URL, "<p>04/13/2025</p><p>13/04/2025</p>", None, id="they differ"),
        pytest.param("en", "https://reels.test/2025/04/quiet/", "", "2025-04-05", id="the month of the address"),
    ],
)
def test_the_region_and_the_rest_of_the_page_tell_the_order(lang: str, url: str, more: str, expected: str) -> None:
    unit, context = given(
        article(f'<p class="entry-meta">05/04/2025</p><p class="entry-meta">{more}</p>'), lang=lang, url=url
    )
    found = [c.value.value for c in locate_dates(unit, context) if c.value.raw == "05/04/2025" and not c.notes]
    assert found == ([expected] if expected else [])


# --- the address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://reels.test/2025/01/25/quiet-harbour/", ["2025-01-25"]),
        ("https://reels.test/2025/13/25/quiet-harbour/", []),
        ("https://reels.test/2025/02/31/quiet-harbour/", []),
        ("https://reels.test/2025/01/quiet-harbour/", []),
        (None, []),
    ],
)
def test_a_date_in_the_address(url: str | None, expected: list[str]) -> None:
    assert dates("published", article(""), url=url) == expected


# --- never later than the fetch

NOON = datetime(2025, 1, 25, 12, tzinfo=UTC)
KST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("stated", "fetched_at", "kept"),
    [
        pytest.param("2025-01-25", NOON, True, id="today"),
        pytest.param("2025-01-26", NOON, True, id="tomorrow: it is so in the east already"),
        pytest.param("2025-01-27", NOON, False, id="the day after tomorrow"),
        pytest.param("2025-01-26", datetime(2025, 1, 25, 6, tzinfo=UTC), False, id="tomorrow nowhere yet"),
        pytest.param("2025-01", NOON, True, id="this month"),
        pytest.param("2025-02", NOON, False, id="next month"),
        pytest.param("2025", NOON, True, id="this year"),
        pytest.param("2026", NOON, False, id="next year"),
        pytest.param("2025-01-25T12:04:00Z", NOON, True, id="clocks differ by minutes"),
        pytest.param("2025-01-25T12:06:00Z", NOON, False, id="later, with a zone"),
        pytest.param("2025-01-25T20:30:00+09:00", NOON, True, id="earlier, with a zone"),
        pytest.param("2025-01-26T02:00:00", NOON, True, id="without a zone it may be past"),
        pytest.param("2025-01-27T02:00:00", NOON, False, id="without a zone and future anywhere"),
        pytest.param("2025-01-25T20:30:00+09:00", NOON.astimezone(KST), True, id="fetched in another zone"),
        pytest.param("2099-01-01", None, True, id="a bare file has no now"),
    ],
)
@pytest.mark.parametrize("field", ["published", "modified"])
def test_no_date_lies_after_the_fetch(field: DateField, stated: str, fetched_at: datetime | None, kept: bool) -> None:
    head = f'<meta property="article:{field}_time" content="{stated}">'
    assert len(dates(field, article(""), head, fetched_at=fetched_at)) == kept


def test_of_a_future_and_a_past_date_the_past_one_is_left() -> None:
    head = '<meta property="article:published_time" content="2031-01-01">'
    assert dates("published", article('<time datetime="2025-01-25"></time>'), head) == ["2025-01-25"]


# --- the site file


def test_a_site_files_selector_reads_the_date() -> None:
    facts = {"published": {"css": ".when", "attribute": "data-date"}}
    body = article('<b class="when" data-date="2025-01-25"></b>')
    unit, context = given(body, site=site(fields=facts))
    first = next(locate_dates(unit, context))
    assert (first.value.value, first.method) == ("2025-01-25", Method.SITE)


# --- what the record takes

BOX = (
    '<div id="rank-math-rich-snippet-wrapper"><div class="rank-math-review-data"><p><strong>Date Created:</strong> '
    "2024-03-01 08:30</p></div></div>"
)


def test_a_plugins_date_is_the_weak_last_resort() -> None:
    alone = record(article(BOX), review_of())
    assert alone.published is not None
    assert alone.published.value.startswith("2024-03-01")
    beside = record(article(BOX), review_of() + '<meta property="article:published_time" content="2025-01-25">')
    assert beside.published is not None
    assert beside.published.value == "2025-01-25"
    assert alone.confidence["published"] < 0.6 < beside.confidence["published"]


def test_a_date_created_outside_a_plugins_box_is_the_works() -> None:
    assert record(article("<p>Date Created: 2024-03-01</p>" + TEXT), review_of()).published is None


@pytest.mark.parametrize(
    ("stated", "value", "source"),
    [
        ("2025-01-25T08:30:00", "2025-01-25T08:30:00+01:00", "site"),
        ("2025-05-25T08:30:00", "2025-05-25T08:30:00+02:00", "site"),
        ("2025-01-25T08:30:00+09:00", "2025-01-25T08:30:00+09:00", "markup"),
        ("2025-01-25", "2025-01-25", None),
    ],
)
def test_the_sites_zone_completes_a_clock_time_without_one(stated: str, value: str, source: str | None) -> None:
    head = review_of() + f'<meta property="article:published_time" content="{stated}">'
    published = record(article(""), head, site=site(timezone="Europe/Berlin")).published
    assert published is not None
    assert (published.value, published.timezone_source) == (value, source)


@pytest.mark.parametrize("zone", [None, "Nowhere/Atall", "../../etc/passwd", ""])
def test_without_a_known_zone_none_is_invented(zone: str | None) -> None:
    head = review_of() + '<meta property="article:published_time" content="2025-01-25T08:30:00">'
    published = record(article(""), head, site=site(timezone=zone)).published
    assert published is not None
    assert (published.value, published.timezone_source, published.precision) == (
        "2025-01-25T08:30:00",
        None,
        Precision.SECOND,
    )


def test_published_and_modified_are_told_apart() -> None:
    head = (
        '<meta property="article:published_time" content="2025-01-25">'
        '<meta property="article:modified_time" content="2025-02-01">'
    )
    found = record(article(""), head)
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == ("2025-01-25", "2025-02-01")


# --- traps, by kind


@pytest.mark.parametrize(
    ("lines", "lang"),
    [
        ("<p>In cinemas 4 May 2024</p>", "en"),
        ("<p>4 May 2024 (UK)</p>", "en"),
        ("<p>Film | 104 min | 4 May 2024</p>", "en"),
        ("<p>4 May 2024 | Film | 104 mins</p>", "en"),
        ("<p>USA, 4 May 2024</p>", "en"),
        ("<p>Release</p><p>4 May 2024</p>", "en"),
        ("<p>Opens Friday, May 4, 2024</p>", "en"),
        ("<p>Prime Video, 4 May 2024</p>", "en"),
        ("<p>Join date: 4 May 2024</p>", "en"),
        ("<p>Episode 4 | May 4, 2024</p>", "en"),
        ("<p>Kinostart: 4. Mai 2024</p>", "de"),
        ("<p>Ab 4. Mai 2024 im Kino</p>", "de"),
        ("<p>Mittwoch, 9. Oktober 2024</p><p>20:30 Uhr</p>", "de"),
        ("<p>Sortie le 4 mai 2024</p>", "fr"),
        ("<p>Estreno: 4 de mayo de 2024</p>", "es"),
        ("<p>2024년 5월 4일 개봉</p>", "ko"),
        ("<p>2024年5月4日公開の映画</p>", "ja"),
        ("<p>Date: 2021</p>", "en"),
        ("<p>Director: Bo Diaz</p><p>Date: 4 May 2024</p><p>Runtime: 98 min</p>", "en"),
        ("<p>May 24-27, 2024</p>", "en"),
        ("<p>Cannes, 14 to 25 May 2024</p>", "en"),
        ("<p>Copyright 2024</p>", "en"),
        ('<p class="entry-meta"><span class="current-date">Monday, 4 May 2024</span></p>', "en"),
    ],
)
def test_dates_that_are_not_the_reviews(lines: str, lang: str) -> None:
    assert dates("published", article(lines), lang=lang) == []
    assert dates("published", article("").replace("</article>", f"{lines}</article>"), lang=lang) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "When it burned on <time>4 May 1968</time> nobody was left to tell the two sisters, and they sat and wept.",
        "When the harbour burned down on <time>4 May 1968</time>, nobody had seen it. " * 3,
        "It was on May 4, 2024 that the two sisters of this film, which had its first night by the sea, went home.",
    ],
)
def test_dates_within_sentences_are_what_the_text_speaks_of(sentence: str) -> None:
    assert dates("published", article(f"<p>{sentence}</p>")) == []


@pytest.mark.parametrize(
    "comment",
    [
        "<p>Bo Diaz says:</p><p>May 4, 2024 at 3:00 pm</p><p>I agree.</p>",
        "<p>Bo, May 4, 2024 at 10:30</p><p>So true!</p>",
    ],
)
def test_a_comment_below_the_text_has_a_date_of_its_own(comment: str) -> None:
    body = article(TEXT * 6).replace("</article>", f"{comment}</article>")
    assert dates("published", body) == []


@pytest.mark.parametrize(
    ("lines", "lang"),
    [
        ("<p>May 4, 2024</p>", "en"),
        ("<p>Saturday, 4 May 2024</p>", "en"),
        ("<p>Ann Lee | May 4, 2024</p>", "en"),
        ("<p>May 4, 2024 · 5 min read</p>", "en"),
        ("<p>by Ann Lee</p><p>May 4, 2024</p>", "en"),
        ("<p>- May 4, 2024</p>", "en"),
        ("<p>04 May 24</p>", "en"),
        ("<p>May 4, 2024 One-minute read</p>", "en"),
        ("<p>4 May 2024 / #tv #reviews</p>", "en"),
        ("<p>By Ann Lee in Featured, Boats ⋅ May 4, 2024 ⋅ Post a comment</p>", "en"),
        ("<p>Reviewed May 4, 2024</p>", "en"),
        ("<p>The Quiet Harbour | reviewed by: Ann Lee | May 4, 2024</p>", "en"),
        ("<p>nell • • Posted: May 4, 2024</p>", "en"),
        ("<p>May 4, 2024May 4, 2024</p>", "en"),
        ("<p>ReviewsMay 4, 2024by Ann Lee</p>", "en"),
        ("<p>by Ann LeeMay 4, 2024</p>", "en"),
        ("<p>SaturdayMay 4, 2024</p>", "en"),
        ("<p>Posted in Reviews on May 4, 2024</p>", "en"),
        ("<p>Posted on Saturday, May 4, 2024</p>", "en"),
        ("<p>Posted Saturday, 4 May 2024 by Ann Lee</p>", "en"),
        ("<p>May 4, 2024 in Reviews</p>", "en"),
        ("<p>🗓 May 4, 2024</p>", "en"),
        ("<p>Critique publiée le 4 mai 2024</p>", "fr"),
        ("<p>4 мая 2024 г.</p>", "ru"),
        ("<p>2024-05-042024-05-23</p>", "en"),
        ("<p>Bootskino-Review vom 04.05.2024</p>", "de"),
        ("<p>4/mayo/2024·6 mins</p>", "es"),
        (f"<p>May 4, 2024 - {TEXT.removeprefix('<p>')}", "en"),
        ("<p>Posted on May 4, 2024 | 12 comments</p>", "en"),
        ("<p>By Ann Lee | TV Reviews | May 4, 2024 | Comments ()</p>", "en"),
        ("<p>May 4, 2024 | Comments (12)</p>", "en"),
        ("<p>le 4 mai 2024</p>", "fr"),
        ("<p>Marie Fau, le samedi 4 mai 2024</p>", "fr"),
        ("<p>Milano, 4.5.2024</p>", "it"),
        ("<p>New York, Saturday 4 May 2024</p>", "en"),
        ("<p>投稿日時 |<br>2024-05-04 |</p>", "ja"),
        ("<p>04.05.2024</p>", "de"),
        ("<p>by 하자하자97 2024. 5. 4.</p>", "ko"),
        ("<p>2024年5月4日（土）</p>", "ja"),
        ("<p>ngày 4 tháng 5 năm 2024</p>", "vi"),
    ],
)
def test_a_date_line_without_markup(lines: str, lang: str) -> None:
    assert dates("published", article(lines), lang=lang) == ["2024-05-04"]
    bare = f"<div>{lines}{TEXT}</div>"
    assert dates("published", bare, lang=lang) == ["2024-05-04"]


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee, 4 May 2024",
        "(4 May 2024)",
        "Posted on 4 May 2024",
        "Reviewed by Ann Lee, 4 May 2024",
        "This review was first published on 4 May 2024.",
        "Originally published in The Daily Reel, 4 May 2024.",
    ],
)
def test_a_signed_date_where_the_text_ends(line: str) -> None:
    assert dates("published", article(TEXT * 8).replace("</article>", f"<p>{line}</p></article>")) == ["2024-05-04"]


def test_published_and_updated_in_one_line() -> None:
    body = article('<p class="entry-meta">Published May 4, 2024 · Updated May 6, 2024</p>')
    assert (dates("published", body), dates("modified", body)) == (["2024-05-04"], ["2024-05-06"])


@pytest.mark.parametrize("line", ["May 4, 2024 (Updated May 6, 2024)", "Updated May 6, 2024 Published May 4, 2024"])
def test_the_day_of_a_change_beside_that_of_the_publication(line: str) -> None:
    assert dates("published", article(f"<p>{line}</p>")) == ["2024-05-04"]


@pytest.mark.parametrize("heading", ["Related", "Related posts:", "2 Comments", "Next: An Island in May"])
def test_what_follows_a_review_has_dates_of_its_own(heading: str) -> None:
    bare = f"<div>{TEXT}<p>{heading}</p><p>May 4, 2024</p></div>"
    assert dates("published", bare) == []


def test_blogger_sets_the_day_as_a_heading_above_the_post() -> None:
    days = "".join(f'<h2 class="date-header"><span>Saturday, {day} May 2024</span></h2>' for day in (3, 4))
    body = f"<div>{days}<h3>{TITLE} Review</h3>{TEXT}</div>"
    assert dates("published", body, f"<title>Reels: {TITLE} Review</title>") == ["2024-05-04"]


@pytest.mark.parametrize(
    "element",
    [
        '<abbr class="published" title="2024-05-04">Saturday</abbr>',
        '<span class="post-date">May 4, 2024</span>',
        '<span itemprop="datePublished" content="2024-05-04">last week</span>',
        '<div class="se_publishDate">2024. 5. 4.</div>',
    ],
)
def test_elements_that_themes_name_as_the_date(element: str) -> None:
    assert dates("published", article(element)) == ["2024-05-04"]


@pytest.mark.parametrize(
    ("line", "lang", "value"),
    [
        ("3 days ago", "en", "2025-05-29"),
        ("Ann Lee · vor 2 Tagen", "de", "2025-05-30"),
        ("hace 3 horas", "es", "2025-06-01"),
        ("2 months ago", "en", "2025-04"),
    ],
)
def test_a_distance_in_time_counts_from_the_fetch_alone(line: str, lang: str, value: str) -> None:
    body = article(f'<p class="entry-meta">{line}</p>')
    assert dates("published", body, lang=lang) == [value]
    assert dates("published", body, lang=lang, fetched_at=None) == []


def test_the_sites_zone_shows_in_the_evidence() -> None:
    head = review_of() + '<meta property="article:published_time" content="2025-01-25T08:30:00">'
    extraction = extract(article(""), head, site=site(timezone="Europe/Berlin"))
    (candidate,) = extraction.records[0].evidence.fields["published"].candidates
    assert candidate.value == {
        "value": "2025-01-25T08:30:00+01:00",
        "precision": "second",
        "timezone_source": "site",
        "raw": "2025-01-25T08:30:00",
    }


def test_the_clock_comes_from_whichever_source_has_one_for_the_day() -> None:
    head = review_of(datePublished="2025-01-25")
    published = record(article('<time datetime="2025-01-25T08:30:00Z"></time>'), head).published
    assert published is not None
    assert published.value == "2025-01-25T08:30:00Z"


@pytest.mark.parametrize(
    ("line", "lang", "published", "modified"),
    [
        ("Published on Oct 24, 2011 11:14 am IST", "en", ["2011-10-24T11:14:00"], []),
        (
            "on May 4, 2024 at 10:11 PM, updated May 5, 2024 at 9:06 AM",
            "en",
            ["2024-05-04T22:11:00"],
            ["2024-05-05T09:06:00"],
        ),
        ("am 4. Mai 2024 von Anna Kurz, aktualisiert am 6. Mai 2024", "de", ["2024-05-04"], ["2024-05-06"]),
        ("el 4 de mayo de 2024", "es", ["2024-05-04"], []),
        ("le 4 mai 2024", "fr", ["2024-05-04"], []),
        ("4 mei 2024 · Leestijd 3 min", "nl", ["2024-05-04"], []),
        ("domingo, 5 de maio de 2024", "pt", ["2024-05-05"], []),
        ("sabato, maggio 4, 2024", "it", ["2024-05-04"], []),
        ("Opens on 4 May 2024", "en", [], []),
        ("Im Kino am 4. Mai 2024", "de", [], []),
        ("4 May 2024 UK", "en", [], []),
        ("May 4, 2024 | PG-13 | Drama", "en", [], []),
        ("May 4, 2024 - 2h 3m", "en", [], []),
        ("2013 - 3/10", "en", [], []),
        ("On stage May 4, 2024 at 7:30 PM EST", "en", [], []),
        ("Premiered May 3, 2024, updated May 5, 2024", "en", [], []),
    ],
)
def test_what_else_stands_in_the_line_of_a_date(
    line: str, lang: str, published: list[str], modified: list[str]
) -> None:
    body = f"<article><p>{TITLE}</p><p>{line}</p>{TEXT}</article>"
    assert dates("published", body, lang=lang) == published
    assert dates("modified", body, lang=lang) == modified


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("7 min readFeb 13, 2023", ["2023-02-13"]),
        ("7 min read Feb 13, 2023", ["2023-02-13"]),
        ("The Long Way: a boat • Drama, Review • 20-07-2017 • 2 minutes to read • keep", ["2017-07-20"]),
        ("The Long Way: a boat • Drama, Review • 20-07-2017 • 107 minutes • keep", []),
    ],
)
def test_a_reading_time_tells_a_byline(line: str, found: list[str]) -> None:
    assert dates("published", f"<article><p>{TITLE}</p><p>{line}</p>{TEXT}</article>") == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Kept in the archive for 24 April 2023", ["2023-04-24"]),
        ("Kept in the archive for 25 April 2023", []),
        ("In cinemas from 24 April 2023", []),
    ],
)
def test_a_day_that_the_address_names_too(line: str, found: list[str]) -> None:
    body = f"<article><p>{line}</p><p>{TITLE}</p>{TEXT}</article>"
    unit, context = given(body, url="https://reels.test/blog/date/2023/04/24")
    said = [c.value.value for c in locate_dates(unit, context) if c.method is Method.TEXT]
    assert said == found
