import re

from extractors.extract import extract_reviews
from flows.reports.terminal import explain_lines, in_colour, plain
from tests.unit.extractors.pages import TITLE, article, extract, page, review_of

BODY = article("<p>Rating: 4/5</p>")


def text(body: str = BODY, wanted: str | None = None, source: str = "page.html") -> str:
    return plain(explain_lines(source, extract(body, review_of()), wanted))


def test_a_field_is_its_value_and_then_its_answers() -> None:
    assert text(wanted="rating") == (
        "page.html\n"
        "https://reels.test/reviews/quiet-harbour/\n"
        "\n"
        "rating  4 of 5 stars  97%\n"
        "  chosen  4 of 5 stars  label 97%  the only answer\n"
        "          “4/5”  body > article > p:nth-of-type(1)\n"
    )


def test_a_field_without_a_value_says_so_and_so_do_the_warnings() -> None:
    lines = text(article("<p>Rating: 4/5</p><p>Score: 2/5</p>"), "rating").splitlines()
    assert lines[2] == "warning  rating: '4/5' (label) against '2/5' (label)"
    assert lines[4] == "rating  none  conflict"
    assert lines[5].startswith("  lost    4 of 5 stars  label 20%  another answer contradicts it")


def test_a_field_of_which_nothing_is_said_is_named() -> None:
    assert text(wanted="modified").endswith("\nnothing said of  modified\n")


def test_a_field_that_no_page_says_is_shown_with_its_value() -> None:
    assert 'page.capture  "file"  no candidates: no page says it\n' in text(wanted="page")


def test_a_rejected_page_says_what_spoke_for_and_against_it() -> None:
    shown = plain(explain_lines("news.html", extract("<article><h1>Opening hours</h1><p>Nine to five.</p></article>")))
    first, *points = shown.splitlines()
    assert first == "news.html: no record, not_a_review"
    assert points
    assert all(re.match(r"  [+-]\d\.\d  (for|against) a review: ", line) for line in points)


def test_a_reject_without_points_says_what_was_seen() -> None:
    shown = plain(explain_lines("a.pdf", extract_reviews(page(b"%PDF-1.7"))))
    assert shown == "a.pdf: no record, not_html\n  the body is a PDF\n"


def test_a_page_steers_no_terminal() -> None:
    shown = in_colour(
        explain_lines("\x1b]0;owned\x07.html", extract(article("", "Dune \x9b2J[bold]\x1b[2J Review"))), 80
    )
    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown
    assert "\x9b" not in shown
    assert "[bold]" in shown, "the page's text is no markup of the terminal's"


def test_on_a_terminal_lines_are_wrapped_below_their_beginning() -> None:
    lines = in_colour(explain_lines("page.html", extract(BODY, review_of()), "work.title"), 40).splitlines()
    assert max(len(line) for line in plain(explain_lines("page.html", extract(BODY, review_of()))).splitlines()) > 40
    answers = lines[next(place for place, line in enumerate(lines) if "work.title" in line) + 1 :]
    assert len(answers) > 4
    assert all(line.startswith("  ") for line in answers)
    assert any(TITLE in line for line in lines)
