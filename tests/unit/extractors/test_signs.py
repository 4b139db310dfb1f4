"""Each sign of a review, where it is seen and where not."""

from dataclasses import replace

import pytest

from extractors.locate import locate_all
from extractors.signs import signs_of, weigh, worths
from tests.unit.extractors.pages import MORE, TEXT, TITLE, URL, article, given, jsonld

ELSEWHERE = "https://reels.test/2025/quiet-harbour/"
NEWS = "<p>The mayor opened the harbour on Monday, and the boats went out again before the rain came back.</p>"
PRESS = (
    "<p>“A superb film, the best in years” The Post</p><p>“Ann comes home, and the ferry waits” Ann Lee, The Mail</p>"
)
LONG = "".join(f"<p>{number} {MORE}</p>" for number in range(6))


def amount(sign: str, body: str, head: str = "", *, url: str = ELSEWHERE, title: str | None = TITLE) -> float:
    unit, context = given(body, head, url=url, title=title)
    return round(float(signs_of(unit, context, locate_all(unit, context))[sign]), 1)


@pytest.mark.parametrize(
    ("sign", "body", "seen"),
    [
        ("headline", article(""), 1),
        ("headline", f"<h1>{TITLE}</h1>{TEXT}", 0),
        ("rating", "<p><b>Rating:</b> 4/5</p>" + TEXT, 1),
        ("rating", "<p>I give it 4 out of 5.</p>" + TEXT, 0),
        ("possible rating", "<p>I give it 4 out of 5.</p>" + TEXT, 1),
        ("credit lines", "<p>Director: Ava Stone</p><p>Cast: Lee Marsh, Kim Ha-neul</p>" + TEXT, 2),
        ("credits in the text", "<p>Directed by Ava Stone, it stars Lee Marsh and Kim Ha-neul.</p>" + TEXT, 2),
        ("credits in the text", TEXT, 0),
        ("words for works", "<p>The film, its script and its actors.</p>", 1),
        ("words for works", NEWS, 0),
        ("words of judgement", "<p>A dull script and a superb, moving end.</p>", 1.5),
        ("words of judgement", NEWS, 0),
        ("a personal voice", "<p>I saw it with my mother, and I would go again.</p>", 2),
        ("a personal voice", NEWS, 0),
        ("about no work", "<p>A film.</p>", 0),
        ("no word of judgement", NEWS, 1),
        ("facts without a judgement", "<h1>Lakes</h1><p>Director: Ava Stone</p><p>Cast: IU, Lee Marsh</p>" + NEWS, 1),
        ("words of news and interviews", "<p>She said so. He told reporters, the spokesman said.</p>", 2),
        ("words of others", "<p>“It was a long summer, and we all slept in the van,” Stone remembers.</p>", 2),
        ("words of others", TEXT, 0),
        ("words of others", '<p>Of hers I knew "Salt" with its boats and its songs and "The Ferry", no more.</p>', 0),
        ("words of others", "<p>Ihr „Salz“ mit seinen Booten und Liedern und „Die Fähre“ kannte ich.</p>", 0),
        ("words of others", '<p>"It was a long summer, and we all slept in the van," Stone remembers.</p>', 2),
        ("quotes with their sources", f"{PRESS}<p>«A triumph for both of its leads» Reel House</p>{TEXT}", 1),
        ("quotes with their sources", f"{PRESS}{TEXT}", 0),
        ("quotes with their sources", "<p>“We keep the ferry,” says Tom, and the boats go out again.</p>" * 3, 0),
        ("a line above the text", f"<h1>{TITLE} sings</h1><p>By Ann Lee, Film Critic</p>{TEXT}", 1),
        ("a line above the text", f"<h1>{TITLE} sings</h1><p>By Ann Lee</p>{TEXT}", 0),
        ("a line above the text", f"<h1>{TITLE} sings</h1><p>The film critic sat in the first row.</p>{TEXT}", 0),
        ("nothing but facts", f"<h1>{TITLE}</h1><p>Director: Ava Stone</p><p>Cast: IU, Lee Marsh</p>", 1),
        ("nothing but facts", f"<h1>{TITLE}</h1><p>Director: Ava Stone</p><p>Cast: IU, Lee Marsh</p>{NEWS}", 0),
        ("headline of another kind", f"<h1>The first review of {TITLE}</h1>{TEXT}", 1),
        ("headline of another kind", f"<h1>{TITLE} review scores are up!</h1>{TEXT}", 1),
        ("headline of another kind", f"<h1>{TITLE} review: a first film</h1>{TEXT}", 0),
        ("headline of another kind", f"<p>Home About Deals Podcast Interview Contact Search</p>{TEXT}", 0),
        ("headline of another kind", f"<p>Home: the interview at sea</p>{TEXT}", 1),
        ("questions and answers", "<p>Where was it shot?</p><p>Here.</p><p>And why?</p><p>For love.</p>" * 2, 1),
        ("several reviews", "<p>Tin Summer Review</p><p>Lakes Review</p><p>Adrift Review</p>" + NEWS, 1),
        ("several reviews", "<p>Tin Summer Review</p><p>Lakes Review</p><p>Adrift Review</p>" + LONG, 0),
        ("several reviews", "<p>This review is late.</p><p>The review is short.</p><p>My review!</p>" + NEWS, 0),
        ("headline of another kind", "<h1>The trailer of the sea</h1>" + TEXT, 1),
        ("headline of another kind", "<p>I had seen the trailer often, and wanted none of it.</p>" + TEXT, 0),
        ("words of announcements", "<p>The trailer is out, tickets are on sale.</p>", 1.7),
    ],
)
def test_signs_of_a_text(sign: str, body: str, seen: float) -> None:
    assert amount(sign, f"<article>{body}</article>") == seen


@pytest.mark.parametrize(
    ("sign", "url", "seen"),
    [
        ("URL or section", URL, 1),
        ("URL or section", ELSEWHERE, 0),
        ("address of another kind", "https://reels.test/news/quiet-harbour/", 1),
        ("address of another kind", "https://reels.test/ann-lee-interview/", 1),
        ("address of another kind", "https://reels.test/ann-lee-interview/amp/", 1),
        ("address of another kind", "https://reels.test/interview-of-the-year-review/", 0),
        ("address of an archive", "https://reels.test/tag/harbours/", 0.5),
        ("address of an archive", "https://reels.test/quiet-harbour/reviews/", 1),
        ("address of an archive", URL, 0),
        ("URL or section", "https://reels.test/2011/07/first-reviews-of-quiet-harbour.html", 0),
        ("URL or section", "https://reels.test/2011/07/first-love-review.html", 1),
        ("address of another kind", "https://reels.test/2011/07/first-reviews-of-quiet-harbour.html", 1),
    ],
)
def test_signs_of_an_address(sign: str, url: str, seen: float) -> None:
    assert amount(sign, f"<article>{TEXT}</article>", url=url) == seen


def test_markup_of_another_kind() -> None:
    assert amount("markup of another kind", article(""), jsonld({"@type": "PodcastEpisode", "name": TITLE})) == 1
    assert amount("markup of another kind", article(""), jsonld({"@type": "Article"})) == 0


def test_a_title_that_is_sure_counts_twice() -> None:
    body = f"<article>{TEXT}</article>"
    assert (amount("a work's title", body), amount("a sure title", body)) == (1, 1)
    assert (amount("a work's title", body, title=None), amount("a sure title", body, title=None)) == (0, 0)


def test_what_signs_are_worth_adds_up() -> None:
    nothing, none = weigh({"headline": 0})
    assert nothing < 0, "a text of which nothing is known is no review"
    assert none == {}
    score, parts = weigh({"headline": 1, "words of news and interviews": 2})
    assert parts["headline"] > 0 > parts["words of news and interviews"]
    assert score == pytest.approx(nothing + sum(parts.values()))


def test_judgement_without_a_title_is_enough_and_news_with_one_is_not() -> None:
    mine = "I loved this film. The script is clever, the actors are superb, and the end is moving."
    unit, context = given(f"<article><p>{mine}</p></article>", url=ELSEWHERE, title=None)
    assert weigh(signs_of(unit, context, locate_all(unit, context)))[0] > 0
    news = f"<article><h1>{TITLE} gets a trailer</h1><p>The studio announced the film on Monday, it said.</p></article>"
    unit, context = given(news, url=ELSEWHERE)
    assert weigh(signs_of(unit, context, locate_all(unit, context)))[0] < 0


def test_every_sign_has_a_worth_and_every_worth_a_sign() -> None:
    unit, context = given(article(""))
    assert {*signs_of(unit, context, []), "bias"} == worths().keys()


def test_a_text_with_a_sure_title_is_about_a_work_whatever_its_words() -> None:
    assert amount("about no work", NEWS, title=None) == 1
    assert amount("about no work", NEWS, title=TITLE) == 0


@pytest.mark.parametrize(
    ("headline", "worth"),
    [
        (f"Drama Reviews - {TITLE} (2020)", 0.3),
        (f"Ann’s Reviews of “{TITLE}”", 0.3),
        (f"{TITLE} Reviews", 2.5),
        (f"{TITLE} Reviews (12)", 2.5),
        (f"{TITLE} II: Tag der Rache", 0.3),
        ("Reviews A to Z", 1),
    ],
)
def test_several_reviews_in_a_headline_are_an_archives(headline: str, worth: float) -> None:
    assert amount("headline of an archive", f"<h1>{headline}</h1>{TEXT}") == worth


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("https://reels.test/2022/09", 1.5),
        ("https://reels.test/2022/09/30/", 1.5),
        ("https://reels.test/tag/harbours/", 1.5),
        ("https://reels.test/2022/09/30/quiet-harbour/", 0),
    ],
)
def test_several_reviews_at_an_address_that_gathers_them(url: str, seen: float) -> None:
    lines = "<p>Tin Summer Review</p><p>Lakes Review</p><p>Adrift Review</p>"
    assert amount("several reviews in an archive", f"<article>{lines}{NEWS}</article>", url=url) == seen
    assert amount("several reviews in an archive", f"<article>{lines}{LONG}</article>", url=url) == 0


def test_a_short_text_below_a_title_may_do_without_words_of_works() -> None:
    def about_no_work(text: str, title: str | None) -> float:
        unit, context = given(f"<article>{text}</article>", url=ELSEWHERE, title=title)
        return float(signs_of(unit, replace(context, title_trust=0.6), [])["about no work"])

    plain = "<p>The mayor opened the harbour, and the boats went out again before the rain came back.</p>"
    assert about_no_work(plain, TITLE) == 0.4
    assert about_no_work(plain, None) == 1
    assert about_no_work("".join(f"<p>{number} {plain}</p>" for number in range(12)), TITLE) == 1
