import pytest

from extractors.document import Document
from extractors.extract import extract_reviews
from extractors.facts import rights_of
from extractors.locate.page import (
    SUMMARY_LENGTH,
    locate_headline,
    locate_language,
    locate_notes,
    locate_outlet,
    locate_summary,
    sections_of,
    shorten,
    site_name,
)
from schemas.evidence import Method
from tests.unit.extractors.pages import TEXT, TITLE, article, given, html, jsonld, page, review_of, site

REELS = '<meta property="og:site_name" content="Reels">'


def headlines(body: str, head: str = "") -> dict[Method, str]:
    found: dict[Method, str] = {}
    for candidate in locate_headline(*given(body, head)):
        found.setdefault(candidate.method, candidate.value)
    return found


@pytest.mark.parametrize(
    ("head", "method", "headline"),
    [
        ("", Method.HEADLINE, f"{TITLE} Review"),
        (review_of(headline="A Boat That Nobody Wants"), Method.JSON_LD, "A Boat That Nobody Wants"),
        (review_of(name="A Boat That Nobody Wants"), Method.JSON_LD, "A Boat That Nobody Wants"),
        (f'<meta property="og:title" content="{TITLE} Review - Reels">{REELS}', Method.OPENGRAPH, f"{TITLE} Review"),
        (f'<meta name="twitter:title" content="{TITLE} Review">', Method.META, f"{TITLE} Review"),
        (f"<title>{TITLE} Review | Reels</title>{REELS}", Method.META, f"{TITLE} Review"),
    ],
)
def test_where_the_headline_stands(head: str, method: Method, headline: str) -> None:
    assert headlines(article(""), head)[method] == headline


def test_a_paragraph_in_a_heading_is_no_headline() -> None:
    assert headlines(f"<article><h1>{'word ' * 70}</h1>{TEXT}</article>") == {}


def test_the_works_name_is_no_headline() -> None:
    assert Method.JSON_LD not in headlines(article(""), review_of())


# --- the outlet


@pytest.mark.parametrize(
    ("head", "method"),
    [
        (REELS, Method.OPENGRAPH),
        ('<meta name="application-name" content="Reels">', Method.META),
        (review_of(publisher={"@type": "Organization", "name": "Reels"}), Method.JSON_LD),
    ],
)
def test_who_publishes(head: str, method: Method) -> None:
    _, context = given(article(""), head)
    assert [(c.value, c.method) for c in locate_outlet(context)] == [("Reels", method)]


def test_the_site_files_name_comes_first() -> None:
    _, context = given(article(""), REELS, site=site(name="Reels Weekly"))
    assert [c.value for c in locate_outlet(context)] == ["Reels Weekly", "Reels"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content=" Reels  Weekly ">', "Reels Weekly"),
        (jsonld({"@type": "Article", "publisher": {"name": "Reels"}}), "Reels"),
        (jsonld({"@type": "WebSite", "name": "Reels"}), "Reels"),
        (jsonld({"@type": "Organization", "name": "Reels"}), None),
        ("", None),
    ],
)
def test_the_name_that_headlines_carry(head: str, name: str | None) -> None:
    document = Document(page(html(article(""), head)))
    assert site_name(document, document.items) == name


# --- language


@pytest.mark.parametrize(
    ("lang", "head", "expected"),
    [
        ("en-GB", "", ["en"]),
        ("en_US", "", ["en"]),
        ("zh-Hant-TW", "", ["zh-Hant"]),
        ("", '<meta http-equiv="content-language" content="de">', ["de", "de"]),
        ("", '<meta property="og:locale" content="ko_KR">', ["ko"]),
        ("german", "", []),
        ("", "", []),
    ],
)
def test_what_the_page_says_its_language_is(lang: str, head: str, expected: list[str]) -> None:
    assert [c.value for c in locate_language(Document(page(html(article(""), head, lang))))] == expected


# --- summary, notes, rights


@pytest.mark.parametrize(
    ("head", "method"),
    [
        (review_of(description="Two sisters and a boat."), Method.JSON_LD),
        ('<meta property="og:description" content="Two sisters  and a boat.">', Method.OPENGRAPH),
        ('<meta name="description" content="Two sisters and a boat.">', Method.META),
        ('<meta name="twitter:description" content="Two sisters and a boat.">', Method.META),
    ],
)
def test_the_pages_own_description(head: str, method: Method) -> None:
    unit, context = given(article(""), head)
    first = next(locate_summary(unit, context))
    assert (first.value, first.method) == ("Two sisters and a boat.", method)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("word " * 60, "word "),
        ("word " * 61, "word…"),
        ("word, " * 60, "word…"),
        ("x" * 301, "x…"),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, end: str) -> None:
    short = shorten(text)
    assert len(short) <= SUMMARY_LENGTH
    assert short.endswith(end)


@pytest.mark.parametrize(
    "notes",
    [
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "The sea"}]},
        ["The sea"],
        "The sea",
    ],
)
@pytest.mark.parametrize(("name", "field"), [("positiveNotes", "pros"), ("negativeNotes", "cons")])
@pytest.mark.parametrize("of", ["review", "work"])
def test_pros_and_cons_of_the_markup(notes: object, name: str, field: str, of: str) -> None:
    head = review_of(None, **{name: notes}) if of == "review" else review_of({name: notes})
    _, context = given(article(""), head)
    assert [c.value for c in locate_notes(context, field)] == ["The sea"]
    assert list(locate_notes(context, "cons" if field == "pros" else "pros")) == []


@pytest.mark.parametrize(("content", "reserved"), [("1", True), (" 0 ", False), ("yes", None), ("", None)])
def test_the_reservation_of_text_and_data_mining(content: str, reserved: bool | None) -> None:
    _, context = given(article(""), f'<meta name="tdm-reservation" content="{content}">')
    assert rights_of(context, "allowed").tdm_reserved is reserved
    assert rights_of(context, "allowed").robots == "allowed"


@pytest.mark.parametrize(
    ("headers", "head", "reserved"),
    [
        ({"tdm-reservation": "1"}, "", True),
        ({"tdm-reservation": "0"}, "", False),
        ({"tdm-reservation": "0"}, '<meta name="tdm-reservation" content="1">', True),
        ({}, '<meta name="robots" content="index, NOAI, noimageai">', True),
        ({"x-robots-tag": "otherbot: noai"}, "", True),
        ({}, '<meta name="robots" content="noindex, noarchive">', None),
        ({}, "", None),
    ],
)
def test_a_reservation_in_headers_and_robots_tags(headers: dict[str, str], head: str, reserved: bool | None) -> None:
    body = html(article(""), head + review_of())
    (review,) = extract_reviews(page(body, headers=headers)).records
    assert review.record.rights.tdm_reserved is reserved


# --- where better sources are silent


@pytest.mark.parametrize("name", ["parsely-title", "sailthru.title", "DC.title", "DCTERMS.title"])
def test_headlines_of_other_meta_tags(name: str) -> None:
    found = list(locate_headline(*given(article(""), f'<meta name="{name}" content="A Boat"><title>A Boat!</title>')))
    assert [c.value for c in found] == [f"{TITLE} Review", "A Boat", "A Boat!"]


@pytest.mark.parametrize(("name", "field"), [("dc.publisher", "outlet"), ("DCTERMS.Publisher", "outlet")])
def test_publishers_of_other_meta_tags(name: str, field: str) -> None:
    _, context = given(article(""), f'{REELS}<meta name="{name}" content="Reels Press">')
    assert [c.value for c in locate_outlet(context)] == ["Reels", "Reels Press"]


@pytest.mark.parametrize(
    ("head", "sections"),
    [
        ('<meta property="article:section" content="Film">', ("Film",)),
        ('<meta name="parsely-section" content="Reviews">', ("Reviews",)),
        (
            '<meta name="sailthru.verticals" content="culture"><meta name="dc.subject" content="film">',
            ("culture", "film"),
        ),
        (
            jsonld({"@type": "NewsArticle", "headline": f"{TITLE} Review", "articleSection": ["Culture", "Film"]}),
            ("Culture", "Film"),
        ),
        ("", ()),
    ],
)
def test_the_sections_of_the_publication(head: str, sections: tuple[str, ...]) -> None:
    assert sections_of(given(article(""), head)[1]) == sections


def test_the_directives_of_robots_tags_are_told() -> None:
    _, context = given(
        article(""), '<meta name="robots" content="NOARCHIVE, max-snippet:20"><meta name="robots" content="noai">'
    )
    rights = rights_of(context, "allowed")
    assert rights.directives == ("noarchive", "max-snippet:20", "noai")
    assert rights.tdm_reserved is True
