from extractors.passages import read_passages
from tests.unit.extractors.pages import MORE, PROSE, TITLE, article, html, page


def test_a_review_is_its_heading_its_byline_and_its_text() -> None:
    found = read_passages(page(html(article('<p class="byline">By Ann Lee</p><h2>The end</h2>'))))
    assert [(passage.part, passage.tag, passage.text) for passage in found[""]] == [
        ("heading", "h1", f"{TITLE} Review"),
        ("byline", "p", "By Ann Lee"),
        ("text", "h2", "The end"),
        ("text", "p", PROSE),
        ("text", "p", MORE),
    ]


def test_a_line_stands_where_candidates_say_that_it_stands() -> None:
    found = read_passages(page(html(article(""))))
    assert [passage.where for passage in found[""]] == [
        "body > article > h1",
        "body > article > p:nth-of-type(1)",
        "body > article > p:nth-of-type(2)",
    ]


def test_what_has_no_text_has_no_passages() -> None:
    assert read_passages(page(b"%PDF-1.7")) == {}
    assert read_passages(page(b"<html><body></body></html>")) == {}
