import pytest

from extractors.document import Document
from extractors.segment import segment
from extractors.subject import Subject, find_subject, subject_of
from tests.unit.extractors.pages import MORE, PROSE, TITLE, URL, article, html, jsonld, page

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
    assert work_name(found) == TITLE


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
    assert found.review is not None


def test_of_two_reviews_none_is_the_pages_by_itself() -> None:
    found = subject({"@type": "Review", "itemReviewed": FILM}, {"@type": "Review", "itemReviewed": OTHER})
    assert (found.review, found.work) == (None, None)


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
    assert found.review is not None


# --- places that speak of others

MICRODATA = (
    '<div itemscope itemtype="https://schema.org/Review"><b itemprop="author">Guest</b>'
    '<b itemprop="itemReviewed">Tin Summer</b></div>'
)
HREVIEW = '<div class="hreview"><b class="item fn">Tin Summer</b><b class="reviewer">Guest</b></div>'


def of_page(body: str, head: str = "") -> Subject:
    document = Document(page(html(body, head)))
    return find_subject(document, segment(document))


@pytest.mark.parametrize("review", [MICRODATA, HREVIEW])
@pytest.mark.parametrize(
    "around",
    [
        '<ol class="comments"><li>{}</li></ol>',
        '<aside class="sidebar">{}</aside>',
        '<section class="related-posts">{}</section>',
        '<div class="glsr-reviews">{}</div>',
        '<div id="wpcr_respond_1">{}</div>',
    ],
)
def test_what_stands_beside_the_review_is_not_the_subject(around: str, review: str) -> None:
    assert of_page(article("") + around.format(review)) == Subject()
    assert of_page(article(around.format(review))) == Subject()


@pytest.mark.parametrize("review", [MICRODATA, HREVIEW])
def test_the_same_markup_in_the_article_is_the_subject(review: str) -> None:
    found = of_page(article(review))
    assert found.review is not None
    assert found.review.text("author") == "Guest"


def test_a_review_told_twice_counts_once_as_it_is_told_more_fully() -> None:
    told = {"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "Tin Summer"}}
    for head in (jsonld(told), jsonld({**told, "author": "Guest", "datePublished": "2020-01-02"})):
        found = of_page(article(HREVIEW), head)
        assert found.review is not None
        assert found.review.text("author") == "Guest"


def test_reviews_of_other_works_or_by_others_stay_apart() -> None:
    told = {"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "Tin Summer"}, "author": "Ann Lee"}
    assert of_page(article(HREVIEW), jsonld(told)).review is None


def test_several_reviews_have_their_own_markup() -> None:
    unit = '<div class="hreview"><h2 class="item fn">{}</h2><b class="rating">{}</b><p>{}</p><p>{}</p></div>'
    body = unit.format("Tin Summer", 2, PROSE, PROSE) + unit.format(TITLE, 4, MORE, MORE)
    document = Document(page(html(body)))
    units = segment(document)
    subjects = [subject_of(one) for one in units]
    assert [work_name(found) for found in subjects] == ["Tin Summer", TITLE]


def test_the_fuller_of_two_nodes_of_one_film_is_the_work() -> None:
    full: dict[str, object] = {**FILM, "director": "Ava Stone", "dateCreated": "2019", "genre": "drama"}
    found = subject({"@type": "Review", "itemReviewed": FILM}, full)
    assert found.work is not None
    assert found.work.text("director") == "Ava Stone"
    assert subject({"@type": "Review", "itemReviewed": OTHER}, full).work is not None
    assert work_name(subject({"@type": "Review", "itemReviewed": OTHER}, full)) == "Tin Summer"


@pytest.mark.parametrize(
    ("about", "name"),
    [
        (FILM, TITLE),
        ([FILM, FILM], TITLE),
        ([FILM, OTHER], None),
        ({"@type": "Person", "name": "Ann Lee"}, None),
        ("film", None),
    ],
)
def test_what_an_article_is_about_is_the_work_where_no_review_is_marked(about: object, name: str | None) -> None:
    assert work_name(subject({"@type": "BlogPosting", "headline": "Adrift", "about": about})) == name


def test_thousands_of_reviews_are_bounded() -> None:
    nodes: list[dict[str, object]] = [{"@type": "Review", "author": f"Guest {number}"} for number in range(15_000)]
    assert subject(*nodes).review is None
    microdata = "".join(f'<i itemscope itemtype="https://schema.org/Review">{n}</i>' for n in range(5_000))
    assert of_page(article(microdata)).review is not None
