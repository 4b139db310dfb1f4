import hashlib

import pytest

from extractors.assemble import record_id
from schemas.evidence import Outcome
from schemas.review import WorkKind
from tests.unit.extractors.pages import MORE, PROSE, TITLE, URL, article, extract, html, page, record, review_of, site

CANONICAL = '<link rel="canonical" href="{}">'


def id_of(url: str | None = URL, head: str = "", heading: str = f"{TITLE} Review") -> str:
    return record(article("", heading), head + review_of(), url=url).id


# --- ids


@pytest.mark.parametrize(
    "url",
    [
        "http://reels.test/reviews/quiet-harbour/",
        "https://www.reels.test/reviews/quiet-harbour/",
        "https://reels.test/reviews/quiet-harbour",
        "https://REELS.test:443/reviews/quiet-harbour/",
        "https://reels.test/reviews/quiet-harbour/#comments",
        "https://reels.test/reviews/quiet-harbour/?utm_source=feed",
        "https://reels.test/reviews/quiet%2Dharbour/",
    ],
)
def test_one_page_has_one_id_however_its_address_is_written(url: str) -> None:
    assert id_of(url) == id_of()


@pytest.mark.parametrize(
    "url",
    ["https://reels.test/reviews/quiet-harbour-2/", "https://reels.test/", "https://other.test/reviews/quiet-harbour/"],
)
def test_another_page_has_another_id(url: str) -> None:
    assert id_of(url) != id_of()


def test_a_canonical_address_on_the_same_host_is_the_pages() -> None:
    assert id_of("https://reels.test/?p=12", CANONICAL.format(URL)) == id_of()


@pytest.mark.parametrize(
    "canonical", ["https://reels.test/", "https://other.test/reviews/quiet-harbour/", "", "http://["]
)
def test_a_canonical_address_elsewhere_or_of_the_home_page_is_not(canonical: str) -> None:
    found = record(article(""), CANONICAL.format(canonical) + review_of())
    assert (found.id, found.canonical_url) == (id_of(), None)


def test_a_redirected_page_is_where_it_was_found() -> None:
    found = record(article(""), review_of(), url="https://reels.test/old/", final_url=URL)
    assert (found.id, found.url) == (id_of(), URL)


def test_neither_title_nor_site_nor_better_reading_change_an_id() -> None:
    assert id_of(heading="Tin Summer Review") == id_of()
    keyed = record(article(""), review_of(), site=site(key="another"))
    assert (keyed.id, keyed.site) == (id_of(), "another")


def test_a_bare_file_without_an_address_is_known_by_its_bytes() -> None:
    one, same, other = (record(article(text), review_of(), url=None) for text in ("<p>1</p>", "<p>1</p>", "<p>2</p>"))
    assert one.url is None
    assert one.outlet.domain is None
    assert one.id == same.id != other.id


def test_a_bare_file_may_tell_its_address() -> None:
    assert id_of(None, CANONICAL.format(URL)) == id_of()
    assert id_of(None, f'<meta property="og:url" content="{URL}">') == id_of()


def test_an_id_is_128_bits_of_key_and_slot() -> None:
    assert record_id("reels.test/a", "") == hashlib.sha256(b"reels.test/a\n").hexdigest()[:32]
    assert record_id("reels.test/a", "1") != record_id("reels.test/a", "")
    assert record_id("\ud800", "") == record_id("\ud800", "")


# --- several reviews

UNIT = (
    '<div class="hreview" {mark}><h2 class="item"><span class="fn">{title}</span></h2>'
    '<p class="rating">{stars}/5</p><p>{text}</p><p>{text}</p></div>'
)


def several(first: str = "", second: str = "") -> str:
    return UNIT.format(mark=first, title="Tin Summer Review", stars=2, text=PROSE) + UNIT.format(
        mark=second, title=f"{TITLE} Review", stars=4, text=MORE
    )


def test_several_reviews_of_a_page_are_several_records() -> None:
    records = [review.record for review in extract(f"<h1>Two reviews</h1>{several()}").records]
    assert [record.work.title for record in records] == ["Tin Summer", TITLE]
    assert [record.rating.value for record in records if record.rating] == [2, 4]
    assert len({r.id for r in records}) == 2


def test_each_review_has_a_slot_of_its_own() -> None:
    key = "reels.test/reviews/quiet-harbour"
    ids = [review.record.id for review in extract(f"<h1>Two reviews</h1>{several('id=tin', '')}").records]
    assert ids == [record_id(key, "tin"), record_id(key, "2")]


def test_the_pages_markup_speaks_for_none_of_several() -> None:
    head = review_of(reviewRating={"ratingValue": 1, "bestRating": 5}, author={"name": "Ann Lee"})
    records = [review.record for review in extract(f"<h1>Two reviews</h1>{several()}", head).records]
    assert [r.rating.value for r in records if r.rating] == [2, 4]
    assert [r.reviewers for r in records] == [(), ()]


# --- the record as a whole


def test_a_record_says_what_the_page_says() -> None:
    body = article('<p class="byline">By Ann Lee, January 25, 2025</p><p>Director: Ava Stone</p><p>Rating: 4/5</p>')
    found = record(body, '<meta property="og:site_name" content="Reels">', site=site())
    assert found.work.title == TITLE
    assert [credit.name for credit in found.credits] == ["Ava Stone"]
    assert found.rating is not None
    assert [reviewer.name for reviewer in found.reviewers] == ["Ann Lee"]
    assert found.published is not None
    assert (found.outlet.name, found.outlet.domain, found.site) == ("Reels", "reels.test", "reels")
    assert found.language == "en"
    assert found.headline == f"{TITLE} Review"


def test_the_port_is_no_part_of_the_outlets_domain() -> None:
    assert record(article(""), review_of(), url="https://www.reels.test:8443/a/").outlet.domain == "reels.test"


def test_the_body_is_off_by_default_and_its_digest_is_not() -> None:
    found = record(article(""), review_of())
    assert found.body is None
    assert found.body_sha256 == hashlib.sha256(f"{PROSE}\n{MORE}".encode()).hexdigest()
    assert found.word_count == len(f"{PROSE}\n{MORE}".split())


def test_without_a_description_the_summary_is_the_beginning_of_the_text() -> None:
    assert record(article(""), review_of()).summary == PROSE


@pytest.mark.parametrize(
    ("heading", "work", "kind"),
    [
        (f"{TITLE} Season 2 Review", "TVSeries", WorkKind.SEASON),
        (f"{TITLE} Season 2 Episode 3 Review", "TVSeries", WorkKind.EPISODE),
        (f"{TITLE} Review", "TVSeries", WorkKind.SERIES),
        (f"{TITLE} Review", "Movie", WorkKind.FILM),
    ],
)
def test_a_season_or_episode_of_a_series_is_what_is_reviewed(heading: str, work: str, kind: WorkKind) -> None:
    assert record(article("", heading), review_of({"@type": work})).work.kind is kind


def test_who_is_marked_as_a_maker_does_not_play_because_a_sentence_reads_so() -> None:
    body = article("<p>Writer: Lee Marsh</p><p>Cast: IU, Park Bo-gum</p><p>It stars Lee Marsh in a small part.</p>")
    assert [(c.role.value, c.name) for c in record(body).credits] == [
        ("writer", "Lee Marsh"),
        ("cast", "IU"),
        ("cast", "Park Bo-gum"),
    ]


def test_pros_and_cons_are_capped() -> None:
    found = record(article(""), review_of(positiveNotes=[f"point {number}" for number in range(80)]))
    assert len(found.pros) == 50


def test_evidence_has_every_field_that_something_was_said_of() -> None:
    (review,) = extract(article("<p>Rating: 4/5</p>"), review_of()).records
    evidence = review.evidence
    assert evidence.id == review.record.id
    assert evidence.fields["rating"].candidates[0].chosen
    assert evidence.fields["work.title"].confidence == review.record.confidence["work.title"]
    assert "published" not in evidence.fields
    assert "published" not in review.record.confidence


def outcomes(body: str, head: str = "", field: str = "credits") -> dict[str, Outcome]:
    """By the text that a candidate was read from, what became of it."""
    (review,) = extract(body, head).records
    return {candidate.raw: candidate.outcome for candidate in review.evidence.fields[field].candidates}


@pytest.mark.parametrize(
    ("body", "raw", "outcome"),
    [
        ("<p>Director: Ava Stone</p><p>It is directed by Ann Lee.</p>", "directed by Ann Lee", Outcome.OUTRANKED),
        (
            "<p>It is directed by Ava Stone.</p><p>The first one was directed by Ann Lee.</p>",
            "directed by Ann Lee",
            Outcome.OTHER_SENTENCE,
        ),
    ],
)
def test_a_credit_that_is_left_out_says_why(body: str, raw: str, outcome: Outcome) -> None:
    said = {text: became for text, became in outcomes(article(body)).items() if raw in text}
    assert set(said.values()) == {outcome}, outcomes(article(body))


def test_a_director_in_the_byline_is_no_reviewer_and_that_is_said() -> None:
    body = article("<p>Director: Ava Stone</p><p>Review by: Ava Stone</p>")
    assert set(outcomes(body, field="reviewers").values()) == {Outcome.MADE_THE_WORK}


def test_a_series_of_which_a_season_is_reviewed_says_so() -> None:
    (review,) = extract(article("", f"{TITLE} Season 2 Review"), review_of({"@type": "TVSeries"})).records
    kind = review.evidence.fields["work.kind"]
    assert (kind.candidates[0].value, kind.candidates[0].outcome) == ("season", Outcome.CHOSEN)
    assert ("series", Outcome.REFINED) in [(c.value, c.outcome) for c in kind.candidates]
    season = review.evidence.fields["work.season"]
    assert review.record.confidence["work.kind"] == kind.confidence == season.confidence
    assert kind.candidates[0].agreement == season.candidates[0].agreement


def test_a_second_title_that_is_the_first_one_is_none_and_that_is_said() -> None:
    (review,) = extract(article(""), review_of({"alternateName": TITLE})).records
    assert review.record.work.native_title is None
    assert [c.outcome for c in review.evidence.fields["work.native_title"].candidates] == [Outcome.REPEATS]


def test_a_value_that_no_record_can_hold_is_evidence_all_the_same() -> None:
    (review,) = extract(article(""), review_of(positiveNotes=["x" * 400])).records
    assert review.record.pros == ()
    assert [c.outcome for c in review.evidence.fields["pros"].candidates] == [Outcome.UNFIT]


def test_addresses_and_extent_of_the_text_have_their_evidence() -> None:
    (review,) = extract(article(""), CANONICAL.format("https://other.test/x/") + review_of()).records
    said = {name: field.candidates[0] for name, field in review.evidence.fields.items()}
    assert (said["url"].value, said["url"].where) == (URL, "url")
    assert said["outlet.domain"].value == "reels.test"
    assert (said["canonical_url"].raw, said["canonical_url"].outcome) == ("https://other.test/x/", Outcome.ELSEWHERE)
    assert (said["word_count"].value, said["word_count"].where) == (review.record.word_count, "body > article")
    assert "canonical_url" not in review.record.confidence


@pytest.mark.parametrize(
    ("head", "where"),
    [(CANONICAL.format(URL), "link[canonical]"), (f'<meta property="og:url" content="{URL}">', "meta[og:url]")],
)
def test_a_bare_files_address_says_where_it_stands(head: str, where: str) -> None:
    (review,) = extract(article(""), head + review_of(), url=None).records
    assert review.evidence.fields["url"].candidates[0].where == where


@pytest.mark.parametrize(
    ("head", "headers", "expected"),
    [
        ("", {}, {}),
        ('<meta name="robots" content="noarchive">', {}, {"rights.directives": "meta[robots]"}),
        ('<meta name="tdm-reservation" content="1">', {}, {"rights.tdm_reserved": "meta[tdm-reservation]"}),
        ("", {"tdm-reservation": "1"}, {"rights.tdm_reserved": "header[tdm-reservation]"}),
        (
            "",
            {"x-robots-tag": "noai"},
            {"rights.tdm_reserved": "header[x-robots-tag]", "rights.directives": "header[x-robots-tag]"},
        ),
    ],
)
def test_rights_say_where_they_are_stated(head: str, headers: dict[str, str], expected: dict[str, str]) -> None:
    (review,) = extract(article(""), head + review_of(), headers=headers).records
    said = {name: e.candidates[0].where for name, e in review.evidence.fields.items() if name.startswith("rights")}
    assert said == expected


def test_a_contradiction_is_a_warning_told_once() -> None:
    body = article("<p>Rating: 4/5</p><p>Score: 2/5</p><p>Season: 1</p><p>Season: 2</p>")
    warnings = record(body, review_of()).warnings
    assert [warning.partition(":")[0] for warning in warnings] == ["work.season", "rating"]


def test_the_page_is_named_as_it_was_fetched() -> None:
    fetched = page(html(article(""), review_of()), id="7")
    assert record(article(""), review_of(), id="7").page == fetched.describe()
