"""What is inferred from pages of one site: selectors, designs, scale, date order, byline."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from extractors.extract import UNKNOWN_LAYOUT, extract_reviews
from extractors.learn import Lesson, Sample, known_samples, learn
from extractors.selectors import answers, find, problem_of
from schemas.page import Page
from schemas.review import CaptureKind
from schemas.site import Layout, Scale, Selector, Site

SITE = Site(key="reel", hosts=("reel.test",))
FILMS = [
    ("Paddington 2", "4", "14/03/2024", "Ann Lee", "Paul King"),
    ("The Insider", "3.5", "25/01/2023", "Bo Chan", "Michael Mann"),
    ("Perfect Days", "5", "07/05/2024", "Ann Lee", "Wim Wenders"),
    ("The Quiet Girl", "2", "30/06/2022", "Cy Dall", "Colm Bairéad"),
    ("Aftersun", "4.5", "19/11/2022", "Bo Chan", "Charlotte Wells"),
]
NEW = '<div class="v2-head"><h2 class="v2-name">{title} review</h2><b class="v2-mark">{rating}/5</b></div>'
OLD = '<header class="top"><h1 class="name">{title} review</h1><p class="score">{rating}/5</p></header>'


@dataclass
class Shape:
    head: str = OLD
    byline: str = '<p class="by">By <a rel="author" href="/x">{critic}</a></p>'
    date: str = '<p class="dated">{date}</p>'
    body: str = field(
        default="<p>{title}, directed by {maker}, is a film about waiting. I liked the film more than I can say, and "
        "its cast is the reason: nobody overplays, nobody hurries, and the camera keeps its distance until the end of "
        "the story.</p><p>{title} deserves a patient audience. The last reel of the film is worth the price alone.</p>"
    )


def page(number: int, shape: Shape | None = None) -> Page:
    shape = shape or Shape()
    title, rating, date, critic, maker = FILMS[number]
    inner = (shape.head + shape.byline + shape.date + shape.body).format(
        title=title, rating=rating, date=date, critic=critic, maker=maker
    )
    html = (
        f'<html lang="en"><title>{title} review | Reel</title><body class="page"><nav class="menu"><a href="/">4/5</a>'
        f'</nav><main class="main"><article class="post post-{number}71">{inner}</article></main></body></html>'
    )
    return Page(
        url=f"https://reel.test/{title.lower().replace(' ', '-')}-review/",
        body=html.encode(),
        fetched_at=datetime(2025, 1, 1, tzinfo=UTC),
        capture=CaptureKind.LIVE,
    )


def lesson(pages: list[Page]) -> Lesson:
    return learn(known_samples(pages, SITE), SITE)


@pytest.fixture(scope="module")
def learned() -> Lesson:
    return lesson([page(number) for number in range(5)])


def test_selectors_agree_with_what_is_known_of_all_pages(learned: Lesson) -> None:
    (design,) = learned.designs
    found = {one.field: (one.selector.css, one.agrees, one.known) for one in design.fields}
    assert found["rating"] == ("p.score", 5, 5)
    assert found["headline"] == ("h1", 5, 5)
    assert found["published"] == ("p.dated", 4, 4)
    assert found["reviewers"] == ('a[rel="author"]', 5, 5)


def test_facts_are_told_with_the_pages_that_they_rest_on(learned: Lesson) -> None:
    facts = {name: (told.value, told.pages) for name, told in learned.facts.items()}
    assert facts["language"] == ("en", 5)
    assert facts["date_order"] == ("dmy", 4)  # 07/05/2024 does not tell
    assert facts["scale"] == (Scale(best=Decimal(5), step=Decimal("0.5")), 5)
    assert "reviewer" not in facts, "there are three"


def test_addresses_of_reviews_are_told_by_words_of_their_language() -> None:
    reviews = [
        Sample(
            replace(one.page, url=f"https://reel.test/recenzja-{number}"),
            one.record and one.record.model_copy(update={"language": "pl"}),
        )
        for number, one in enumerate(known_samples([page(number) for number in range(4)], SITE))
    ]
    other = Sample(Page(url="https://reel.test/nowiny-7", body=b"<p>x"), None)
    assert learn([*reviews, other], SITE).facts["review_url"].value == "recenzja"


def test_the_learned_site_reads_what_the_samples_did_not_have(learned: Lesson) -> None:
    silent = Shape(head='<header class="top"><h1 class="name">{title}</h1><p class="score">{rating}</p></header>')
    taught = learned.site(SITE)
    (review,) = extract_reviews(page(3, silent), taught).records
    assert review.record.rating is not None
    assert (review.record.rating.value, review.record.rating.best) == (Decimal(2), Decimal(5))


def test_what_is_the_same_on_all_pages_is_not_learned() -> None:
    same = Shape(head='<header class="top"><h1 class="name">{title} review</h1><p class="score">4/5</p></header>')
    (design,) = lesson([page(number, same) for number in range(4)]).designs
    assert "rating" not in {one.field for one in design.fields}


def test_names_that_a_tool_made_are_no_selectors() -> None:
    made = Shape(head='<header><h1 class="css-1q2w3e">{title} review</h1><i class="jXkZqPw">{rating}/5</i></header>')
    (design,) = lesson([page(number, made) for number in range(4)]).designs
    css = " ".join(one.selector.css for one in design.fields)
    assert "css-" not in css
    assert "jXk" not in css


def test_one_page_teaches_nothing() -> None:
    assert all(not design.fields for design in lesson([page(0)]).designs)
    assert lesson([]).designs == ()


def test_two_designs_become_layouts() -> None:
    new = Shape(
        head=NEW, byline='<p class="v2-by v2-a v2-b">By {critic}</p>', date='<i class="v2-c v2-d v2-e">{date}</i>'
    )
    pages = [page(number) for number in range(3)] + [page(number, new) for number in (3, 4)]
    told = lesson(pages)
    assert [design.pages for design in told.designs] == [3, 2]
    (layout,) = told.site(SITE).layouts
    assert layout.when.startswith(".v2-")
    assert layout.fields["rating"].css == "b.v2-mark"


def test_known_values_teach_a_design_that_the_locators_cannot_read() -> None:
    hidden = Shape(head='<div class="box"><h1 class="t">{title} review</h1><i class="mark">{rating}</i></div>')
    samples = []
    for number in range(4):
        (before,) = extract_reviews(page(number), SITE).records
        samples.append(Sample(page(number, hidden), before.record))
    (design,) = learn(samples, SITE).designs
    assert {one.field: one.selector.css for one in design.fields}["rating"] == "i.mark"


# --- layouts by evidence


LAYOUTS = Site(
    key="reel",
    hosts=("reel.test",),
    fields={"rating": Selector(css=".score")},
    layouts=(
        Layout(when=".post", fields={"rating": Selector(css=".nowhere")}),
        Layout(when=".post", fields={"rating": Selector(css=".v2-mark")}),
    ),
)


def test_of_layouts_that_fit_the_one_whose_selectors_find_most_counts() -> None:
    shown, said = answers(page(0, Shape(head=NEW)), LAYOUTS)
    assert (shown, said) == (".post", {"rating": ["4/5"]})
    (review,) = extract_reviews(page(0, Shape(head=NEW)), LAYOUTS).records
    rating = review.evidence.fields["rating"]
    assert any(candidate.method == "site" and candidate.chosen for candidate in rating.candidates)


@pytest.mark.parametrize(("head", "is_told"), [(NEW, True), (OLD, False)])
def test_an_unknown_layout_is_told(head: str, is_told: bool) -> None:
    site = LAYOUTS.model_copy(update={"layouts": ()})
    (review,) = extract_reviews(page(0, Shape(head=head)), site).records
    assert (UNKNOWN_LAYOUT in review.record.warnings) is is_told


@pytest.mark.parametrize(
    ("field", "css", "value"),
    [
        ("headline", ".v2-name", "Paddington 2 review"),
        ("work.platforms", ".v2-on", ("Netflix",)),
        ("work.year", ".v2-year", 2017),
        ("pros", ".v2-pro", ("Kind",)),
    ],
)
def test_every_field_that_a_site_file_can_name_is_read(field: str, css: str, value: object) -> None:
    more = '<p class="v2-on">Netflix</p><p class="v2-year">(2017)</p><p class="v2-pro">Kind</p>'
    site = Site.model_validate({"key": "reel", "hosts": ["reel.test"], "fields": {field: {"css": css}}})
    (review,) = extract_reviews(page(0, Shape(head=NEW + more)), site).records
    found: object = review.record
    for part in field.split("."):
        found = getattr(found, part)
    assert found == value


@pytest.mark.parametrize(("css", "is_one"), [("p.a > b", True), ("p[", False), ("", False)])
def test_whether_a_text_is_a_selector(css: str, is_one: bool) -> None:
    assert (problem_of(css) is None) is is_one


def test_what_a_selector_finds() -> None:
    from extractors.document import Document

    assert find(Document(page(0)), Selector(css="nav a")) == ["4/5"]
    assert find(Document(page(0)), Selector(css="nav a", attribute="href")) == ["/"]
