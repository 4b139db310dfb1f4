import pytest

from extractors.locate.lines import is_near, site_texts
from tests.unit.extractors.pages import TEXT, TITLE, article, given, site


def labels(body: str) -> list[tuple[str, str]]:
    unit, _ = given(article("") if not body else f"<article><h1>{TITLE} Review</h1>{TEXT}{body}</article>")
    return [(label, value) for _, label, value in unit.labelled]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Director: Ava Stone</p>",
        "<p>Director : Ava Stone</p>",
        "<p>Director：Ava Stone</p>",
        "<p><strong>Director:</strong> Ava Stone</p>",
        "<p><b>Director</b>: Ava Stone</p>",
        "<table><tr><th>Director</th><td>Ava Stone</td></tr></table>",
        "<dl><dt>Director</dt><dd>Ava Stone</dd></dl>",
        "<p>Director |<br>Ava Stone |</p>",
    ],
)
def test_a_label_and_its_value(line: str) -> None:
    assert labels(line) == [("Director", "Ava Stone")]


@pytest.mark.parametrize(
    "line",
    [
        "<p>No label here at all.</p>",
        "<p>Director:</p>",
        "<p>: Ava Stone</p>",
        f"<p>{'a label too long to be one ' * 2}: Ava Stone</p>",
    ],
)
def test_lines_without_label_or_value(line: str) -> None:
    assert labels(line) == []


def test_the_value_goes_on_behind_the_first_colon() -> None:
    assert labels("<p>Title: Alien: Covenant</p>") == [("Title", "Alien: Covenant")]


# --- selectors of the site file


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ({"css": ".crew b"}, ["Ava Stone", "Lee Marsh"]),
        ({"css": ".crew", "attribute": "title"}, ["The crew"]),
        ({"css": ".crew", "attribute": "data-none"}, []),
        ({"css": ".nothing"}, []),
    ],
)
def test_a_site_files_selector_gives_texts(selector: dict[str, str], found: list[str]) -> None:
    body = article('<p class="crew" title=" The  crew "><b>Ava  Stone</b> and <b>Lee Marsh</b><b></b></p>')
    unit, context = given(body, site=site(fields={"credits.director": selector}))
    assert [text for text, _ in site_texts(unit, context, "credits.director")] == found
    assert list(site_texts(unit, context, "rating")) == []


def test_without_a_site_file_there_is_no_selector() -> None:
    assert list(site_texts(*given(article("")), "rating")) == []


# --- near the review


@pytest.mark.parametrize(
    ("body", "near"),
    [
        pytest.param(article('<p><i id="x">x</i></p>'), True, id="in the text"),
        pytest.param(article('<p class="byline"><a><i id="x">x</i></a></p>'), True, id="in the byline"),
        pytest.param(
            f'<header><h1>{TITLE} Review</h1><i id="x">x</i></header><article>{TEXT}</article>',
            True,
            id="by the heading",
        ),
        pytest.param(article("") + '<aside><i id="x">x</i></aside>', False, id="in a sidebar"),
        pytest.param(article('<div class="comments"><i id="x">x</i></div>'), False, id="in the comments"),
        pytest.param('<header><div><i id="x">x</i></div></header>' + article(""), False, id="in the site's header"),
    ],
)
def test_what_is_near_a_review(body: str, near: bool) -> None:
    unit, context = given(body)
    node = context.document.tree.css_first("#x")
    assert node is not None
    assert is_near(unit, node) is near
