"""The page of `explain --html`: what it shows, and that nothing of the explained page acts in it."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.extract import Extraction, extract_reviews
from flows.reports.page import render_page
from schemas.reject import Reason, Reject
from tests.unit.extractors.pages import MORE, PROSE, TITLE, article, html, page, review_of

HOSTILE = Path(__file__).parents[4] / "fixtures" / "pages" / "hostile" / "markup-in-every-value.html"
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "article", "section", "div"),
    *("h1", "h2", "h3", "h4", "p", "br", "span", "mark", "a", "ul", "li", "bdi", "meter", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "b", "q", "code"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "dir", "href", "title", "data-f", "scope"),
    *("aria-label", "aria-labelledby", "aria-hidden", "min", "max", "value", "tabindex"),
}
VOID = {"meta", "br"}


class Elements(HTMLParser):
    """All start tags of a page, its text and its style; every end tag must close the element that is open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def having(self, name: str) -> list[str]:
        return [said[name] for _, said in self.elements if name in said]


def rendered(body: bytes, wanted: str | None = None, source: str = "page.html", url: str | None = None) -> str:
    explained = page(body, url)
    return render_page(source, explained, extract_reviews(explained), wanted)


@pytest.fixture(scope="module")
def hostile() -> str:
    return rendered(HOSTILE.read_bytes(), source='"><script>alert(0)</script>.html')


# --- safe


def test_no_element_or_attribute_of_a_hostile_page_survives(hostile: str) -> None:
    found = Elements(hostile)
    assert {tag for tag, _ in found.elements} <= TAGS
    assert {name for _, said in found.elements for name in said} <= ATTRIBUTES
    assert sum(tag == "style" for tag, _ in found.elements) == 1


def test_every_link_leads_to_a_place_in_the_page_itself(hostile: str) -> None:
    found = Elements(hostile)
    ids = found.having("id")
    assert len(ids) == len(set(ids))
    assert found.having("href")
    assert {href.removeprefix("#") for href in found.having("href")} <= set(ids)
    assert all(href.startswith("#") for href in found.having("href"))


def test_the_policy_allows_the_pages_own_style_and_nothing_else(hostile: str) -> None:
    style = re.findall(r"<style>(.*?)</style>", hostile, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    (policy,) = [said["content"] for _, said in Elements(hostile).elements if "http-equiv" in said]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style[0]
    assert "@import" not in style[0]


def test_what_the_hostile_page_says_is_shown_as_text(hostile: str) -> None:
    text = Elements(hostile).text
    assert '"><script>alert(0)</script>.html' in text
    assert "<script>alert(9)</script> is what the fog horn" in text
    assert "{{ 7 * 7 }} {% raw %}" in text
    assert "</mark></section><img src=x onerror=alert(10)>" in text
    assert "\u202e" not in hostile


@pytest.mark.parametrize(
    "value",
    ["</title><script>x</script>", '" onmouseover="x', "' onfocus='x", "</style>", "<!--", "]]>", "&#60;b&#62;"],
)
def test_every_value_is_escaped_wherever_it_is_shown(value: str) -> None:
    head = review_of({"name": f"The Lamp {value}"}, author={"name": f"Ann {value}"}, headline=value)
    found = Elements(rendered(html(article("", f"The Lamp {value} Review".replace("<", "&lt;")), head), source=value))
    assert {tag for tag, _ in found.elements} <= TAGS
    assert {name for _, said in found.elements for name in said} <= ATTRIBUTES


# --- readable


def test_the_text_stands_beside_the_record_and_marks_lead_to_rows() -> None:
    body = article('<p class="byline">By Ann Lee</p><p>Director: Ava Stone</p><p>Rating: 4/5</p>')
    shown = rendered(html(body, review_of()))
    found = Elements(shown)
    marks = {field for tag, said in found.elements if tag == "mark" for field in said["data-f"].split()}
    assert {"headline", "work.title", "reviewers", "credits", "rating"} <= marks
    assert '<a href="#r1-rating" title="rating">4/5</a>' in shown
    assert '<a href="#r1-at-rating-0">4 of 5 stars</a>' in shown
    assert 'id="r1-at-rating-0"' in shown
    assert "the only answer" in found.text


def test_the_page_and_the_text_have_their_languages() -> None:
    found = Elements(rendered(html(article(""), review_of(), "en")))
    assert next(said["lang"] for tag, said in found.elements if tag == "html") == "en"
    assert "en" in [said.get("lang") for tag, said in found.elements if said.get("class") == "reading"]
    assert "dir" in dict.fromkeys(name for tag, said in found.elements if tag == "p" for name in said)


def test_headings_begin_with_one_h1_and_leave_out_no_level() -> None:
    found = Elements(rendered(html(article(""), review_of())))
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(other - one <= 1 for one, other in pairwise(levels))


def test_only_the_field_that_was_asked_for_is_shown() -> None:
    found = Elements(rendered(html(article("<p>Rating: 4/5</p>"), review_of()), "rating"))
    assert [said["data-f"] for tag, said in found.elements if tag == "section" and "data-f" in said] == ["rating"]
    assert {said["data-f"] for tag, said in found.elements if tag == "mark"} == {"rating"}


def test_several_reviews_are_several_articles_with_ids_of_their_own() -> None:
    unit = '<div class="hreview"><h2 class="item"><span class="fn">{}</span></h2><p class="rating">4/5</p>{}</div>'
    two = unit.format("Tin Summer Review", f"<p>{PROSE}</p>" * 2) + unit.format(f"{TITLE} Review", f"<p>{MORE}</p>" * 2)
    found = Elements(rendered(html(f"<h1>Two reviews</h1>{two}")))
    articles = [said["id"] for tag, said in found.elements if tag == "article"]
    assert articles == ["r1", "r2"]
    assert len(found.having("id")) == len(set(found.having("id")))


def test_a_rejected_page_shows_the_reason_the_points_and_the_text() -> None:
    text = Elements(rendered(html("<article><h1>Opening hours</h1><p>Nine to five, all week.</p></article>"))).text
    assert "No record: not_a_review" in text
    assert "What spoke for and against a review" in text
    assert "Nine to five, all week." in text


def test_a_page_that_could_not_be_had_is_explained_too() -> None:
    reject = Reject(url=None, reason=Reason.UNREADABLE, detail="No such <file>")
    text = Elements(render_page("gone.html", reject, Extraction(reject=reject))).text
    assert "No record: unreadable" in text
    assert "No such <file>" in text


def test_a_page_with_very_many_names_is_shown_in_bounded_time() -> None:
    body = article("".join(f"<p>Cast: {', '.join(names(line))}</p>" for line in range(100)))
    shown = rendered(html(body, review_of()))
    assert shown.count("<tr ") > 2_000, "every answer has its row"
    assert shown.count('class="anchor"') <= 1_000, "the first answers have their marks"


def names(line: int) -> list[str]:
    syllables = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za")
    return [f"{syllables[line // 10]}{syllables[line % 10]}{a} {b}{a}".title() for a in syllables for b in syllables][
        :40
    ]
