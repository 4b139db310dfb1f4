import pytest

from extractors.passages import read_passages
from flows.reports.answers import stories
from flows.reports.spans import Place, find_places, pieces_of
from tests.unit.extractors.pages import PROSE, TITLE, article, extract, html, page, review_of

PARTS = '<p class="byline">By Ann Lee, January 25, 2025</p>'


def marked(inner: str, field: str, head: str = "") -> list[str]:
    """The words of the page that are marked for a field, those of several answers once."""
    body = article(inner)
    (review,) = extract(body, head + review_of()).records
    passages = read_passages(page(html(body, head + review_of())))[""]
    places = [place for place in find_places(stories(review), passages) if place.field == field]
    spans = dict.fromkeys((place.line, place.start, place.end) for place in places)
    return [passages[line].text[start:end] for line, start, end in spans]


@pytest.mark.parametrize(
    ("inner", "field", "words"),
    [
        ("", "work.title", [TITLE]),
        ("", "headline", [f"{TITLE} Review"]),
        ("<p>Director: Ava Stone</p>", "credits", ["Ava Stone"]),
        ("<p>Directed by Ava Stone and written by Ava Stone.</p>", "credits", ["Ava Stone", "Ava Stone"]),
        ("<p>Rating: 4/5</p>", "rating", ["4/5"]),
        ("<p>Season: 1</p><p>It was shot in 1916 on 1 street.</p>", "work.season", ["1"]),
        (PARTS, "published", ["January 25, 2025"]),
        (PARTS, "reviewers", ["Ann Lee"]),
        ("", "summary", [PROSE]),
        ("", "language", []),
        ("", "url", []),
    ],
)
def test_the_words_of_a_value_are_marked_where_it_was_read(inner: str, field: str, words: list[str]) -> None:
    assert marked(inner, field) == words


def test_what_markup_alone_says_is_nowhere_in_the_text() -> None:
    assert marked("", "outlet.name", '<meta property="og:site_name" content="Reels">') == []


def test_of_a_name_that_stands_twice_the_place_counts() -> None:
    body = article("<p>Ava Stone waits.</p><p>Director: Ava Stone</p>")
    (review,) = extract(body, review_of()).records
    passages = read_passages(page(html(body, review_of())))[""]
    lines = {passages[p.line].text for p in find_places(stories(review), passages) if p.field == "credits"}
    assert lines == {"Director: Ava Stone"}


def test_a_line_is_cut_where_places_begin_and_end_and_loses_nothing() -> None:
    title, headline = Place("t-0", "work.title", 0, 0, 4), Place("h-0", "headline", 0, 0, 11)
    pieces = list(pieces_of("Dune Review", [headline, title]))
    assert [(piece.text, [place.key for place in piece.places], piece.begins) for piece in pieces] == [
        ("Dune", ["t-0", "h-0"], ("t-0", "h-0")),
        (" Review", ["h-0"], ()),
    ]


def test_the_words_of_a_headline_that_is_the_title_are_the_titles() -> None:
    places = [Place("h-0", "headline", 0, 0, 4), Place("t-0", "work.title", 0, 0, 4)]
    (piece,) = pieces_of("Dune", places)
    assert [place.key for place in piece.places] == ["t-0", "h-0"]


def test_a_line_without_places_is_one_piece() -> None:
    assert [piece.text for piece in pieces_of("Dune", [])] == ["Dune"]
    assert list(pieces_of("", [])) == []
