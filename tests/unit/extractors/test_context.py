import pytest

from extractors.context import Subject, find_subject
from extractors.document import Document
from tests.unit.extractors.pages import TITLE, URL, article, html, jsonld, page

FILM = {"@type": "Movie", "name": TITLE}
OTHER = {"@type": "Movie", "name": "Tin Summer"}


def subject(*nodes: dict[str, object], body: str = "", url: str | None = URL) -> Subject:
    return find_subject(Document(page(html(article(body), jsonld(*nodes)), url)))


def work_name(found: Subject) -> str | None:
    return found.work.text("name") if found.work is not None else None


@pytest.mark.parametrize("schema_type", ["Review", "CriticReview", "MediaReview", "ReviewNewsArticle"])
def test_the_one_review_of_a_page_is_its_subject(schema_type: str) -> None:
    found = subject({"@type": schema_type, "itemReviewed": FILM})
    assert found.review is not None
    assert (work_name(found), found.reviews) == (TITLE, 1)


@pytest.mark.parametrize("name", ["review", "reviews"])
def test_a_work_may_carry_its_review(name: str) -> None:
    found = subject({**FILM, name: {"@type": "Review", "reviewBody": "Slow."}})
    assert found.review is not None
    assert work_name(found) == TITLE


def test_a_review_joined_by_its_id_is_the_works() -> None:
    found = subject({**FILM, "review": {"@id": "#review"}}, {"@type": "Review", "@id": "#review", "name": "Slow"})
    assert work_name(found) == TITLE


def test_the_same_review_in_two_syntaxes_is_one() -> None:
    microdata = (
        '<div itemscope itemtype="https://schema.org/Review"><div itemprop="itemReviewed" itemscope '
        f'itemtype="https://schema.org/Movie"><meta itemprop="name" content="{TITLE}"></div></div>'
    )
    found = subject({"@type": "Review", "itemReviewed": FILM}, body=microdata)
    assert found.reviews == 1
    assert found.review is not None


def test_of_two_reviews_none_is_the_pages_by_itself() -> None:
    found = subject({"@type": "Review", "itemReviewed": FILM}, {"@type": "Review", "itemReviewed": OTHER})
    assert (found.review, found.work, found.reviews) == (None, None, 2)


@pytest.mark.parametrize(
    "claim",
    [
        {"url": URL},
        {"url": URL.rstrip("/")},
        {"mainEntityOfPage": URL},
        {"mainEntityOfPage": {"@type": "WebPage", "@id": URL}},
        {"@id": f"{URL}#review"},
        {"@type": "CriticReview"},
    ],
)
def test_of_two_reviews_the_one_that_says_so_is_the_pages(claim: dict[str, object]) -> None:
    found = subject({"@type": "Review", "itemReviewed": OTHER}, {"@type": "Review", "itemReviewed": FILM, **claim})
    assert work_name(found) == TITLE


def test_two_that_say_so_are_none() -> None:
    found = subject(
        {"@type": "Review", "itemReviewed": FILM, "url": URL}, {"@type": "Review", "itemReviewed": OTHER, "url": URL}
    )
    assert found.review is None


def test_the_article_is_found_beside_the_review() -> None:
    found = subject({"@type": "BlogPosting", "headline": "Adrift"}, {"@type": "Review", "itemReviewed": FILM})
    assert found.article is not None
    assert found.article.text("headline") == "Adrift"


def test_a_page_without_structured_data_has_no_subject() -> None:
    assert subject() == Subject()


def test_a_review_that_reviews_itself_does_no_harm() -> None:
    found = subject({"@type": "Review", "@id": "#a", "itemReviewed": {"@id": "#a"}, "review": {"@id": "#a"}})
    assert found.reviews == 1
