"""Titles that no word sets off: what headline, address and text agree on."""

import pytest

from extractors.locate.agreement import Slug
from extractors.locate.title import locate_title, main_headline
from extractors.parse.text import fold
from extractors.resolve import choose_one
from extractors.vocabulary import vocabulary
from tests.unit.extractors.pages import given

TEXT = (
    "The camera waits with the two sisters until the tide is out, and nobody in the theatre dares to cough before it "
    "comes back; what is said in between is hardly more than a price and a name."
)


def title(
    body: str, url: str | None = "https://reels.test/2025/notes/", lang: str = "en", head: str = ""
) -> str | None:
    unit, context = given(f"<article>{body}<p>{TEXT}</p></article>", head, lang=lang, title=None, url=url)
    return choose_one(locate_title(unit, context), fold).value


@pytest.mark.parametrize(
    ("headline", "text", "url", "expected"),
    [
        pytest.param("Heat", "<p>It is ten years since Heat came out, and it holds.</p>", None, "Heat", id="the text"),
        pytest.param(
            "A Town and Its Tide", "<p>In <em>Low Water</em> two sisters sell a boat. <em>Low Water</em> is slow.</p>",
            "https://reels.test/low-water/", "Low Water", id="text and address against a witty headline",
        ),
        pytest.param(
            "Low Water: the sea gives nothing back", "<p>Two sisters sell a boat.</p>",
            "https://reels.test/film/2014/low-water-ava-stone", "Low Water", id="first piece and address",
        ),
        pytest.param(
            "The Days We Had: Ava Stone’s Low Water",
            "<p>Stone films “Low Water” as a letter that nobody sends. In “Low Water” two sisters wait.</p>",
            None, "Low Water", id="behind its owner",
        ),
        pytest.param(
            "Low Water at the Rex", "<p>“Low Water” wants time. In Low Water two sisters wait.</p>", None, "Low Water",
            id="the beginning",
        ),
        pytest.param("Low Water – Going Down", "", "https://reels.test/low-water", "Low Water", id="subhead"),
        pytest.param("Low Water KDrama", "<p>Two sisters sell a boat.</p>", None, "Low Water", id="a noun behind it"),
        pytest.param("Low Water 12A", "<p>Director: Ava Stone</p>", None, "Low Water", id="a certificate behind it"),
        pytest.param("Notes", "<p>Low Water (2019)</p><p>Director: IU</p>", None, "Low Water", id="a line with a year"),
        pytest.param("Ava Stone: ‘I never liked boats’", "<p>She speaks of boats.</p>", None, None, id="speech"),
        pytest.param("Hack job", "<p>Two sisters sell a boat.</p>", "https://reels.test/hack-job", None, id="a pun"),
        pytest.param("Reviews", "<p>Two sisters sell a boat.</p>", None, None, id="a section"),
        pytest.param(
            "Low by the Sea", "<p>Photo: Ann Lee and Bo Diaz in Low by the Sea</p><p>See Low by the Sea at night.</p>",
            "https://reels.test/low-by-the-sea", "Low by the Sea", id="a caption of players names the work",
        ),
        pytest.param(
            "Reviews", "<p>2019 / 108m - USA</p><p>The Lodge poster</p><p>Nobody leaves.</p>",
            "https://reels.test/movies/2019", None, id="no year among facts",
        ),
        pytest.param("Reviews", "<p>Heat (1995), Ali (2001), of Mann</p><p>Two sisters.</p>", None, None, id="a list"),
        pytest.param("(Crisp) Movie Review", "<p>Two sisters sell a boat.</p>", None, None, id="a note in brackets"),
        pytest.param("Score and review: 5/10", "<p>Two sisters sell a boat.</p>", None, None, id="an open end"),
        pytest.param("what we saw", "<p>Ryan was the focus of it all.</p>", None, None, id="no predicate"),
        pytest.param("Director Ann Lee", "<p>Two sisters sell a boat.</p>", None, None, id="a maker"),
        pytest.param("Season 2", "<p>Two sisters sell a boat.</p>", "https://reels.test/season-2", None, id="a part"),
        pytest.param("Skip It", "<p>Two sisters sell a boat.</p>", None, None, id="a verdict"),
        pytest.param("Review | Streaming & VOD", "<p>Streaming & VOD</p>", None, None, id="a section for media"),
    ],
)  # fmt: skip
def test_what_agrees_is_the_title(headline: str, text: str, url: str | None, expected: str | None) -> None:
    assert title(f"<h1>{headline}</h1>{text}", url) == expected


def test_a_title_that_a_dominant_part_of_the_marks_names_needs_no_other_witness() -> None:
    marked = "<p>" + "Nobody leaves in <i>Taxi</i>. " * 3 + "<i>Heat</i> was better.</p>"
    assert title(f"<h1>Hack job</h1>{marked}") == "Taxi"


@pytest.mark.parametrize(
    ("headline", "text", "url", "expected"),
    [
        ("Las tres orillas", "<p>Dos hermanas venden su barca.</p>", "https://cine.test/las-tres-orillas", True),
        ("Las tres orillas", "<p>«Alta mar» cansa. En «Alta mar» nadie rema.</p>", "https://cine.test/alta-mar", False),
    ],
)
def test_a_whole_headline_is_the_title_unless_text_and_address_name_another(
    headline: str, text: str, url: str, expected: bool
) -> None:
    assert (title(f"<h1>{headline}</h1>{text}", url, lang="es") == headline) is expected


def test_a_sentence_about_what_somebody_made_has_no_title_for_its_subject() -> None:
    assert title("<h1>Note</h1><p>Il suo è un film solido, che chiede tempo.</p>", None, lang="it") is None


def test_a_label_s_value_ends_at_a_bracket_that_stays_open() -> None:
    assert title("<h1>Notes</h1><p>Title: Low Water (낮은 물 or Najeun<br>Director: Ava Stone</p>", None) == "Low Water"


def test_an_address_that_credits_a_person_speaks_against_the_name_as_title() -> None:
    body = "<h1>Ava Stone</h1><p>In Moonlight two sisters sell a boat, and Moonlight is slow. Stone waits.</p>"
    assert title(body, "https://reels.test/moonlight-by-ava-stone") == "Moonlight"


def test_a_credited_person_is_no_title() -> None:
    body = "<h1>Ava Stone in winter</h1><p>A film directed by Ava Stone. It is directed by Ava Stone alone.</p>"
    assert title(body, "https://reels.test/ava-stone-in-winter") is None


def test_a_platform_and_small_words_are_no_title() -> None:
    headline = "<h1>It was ten hours well spent on my old couch</h1>"
    assert title(f"{headline}<p>Netflix en shows it.</p>", "https://reels.test/netflix-en", "es") is None


@pytest.mark.parametrize(
    ("lang", "headline", "text", "expected"),
    [
        ("ko", "영화 소공녀", "두 사람이 배를 판다.", "소공녀"),
        ("ko", "소공녀(Microhabitat)를 보기 전에", "두 사람이 배를 판다.", "소공녀"),
        ("zh", "天气之子", "上周我也去看了《天气之子》。", "天气之子"),
        ("de", "Das Boot fährt weiter", "In „Ebbe“ wird gewartet, „Ebbe“ ist lang, „Ebbe“ ist gut.", "Ebbe"),
        ("fr", "Marée basse, par Ava Stone", "Dans Marée basse, deux sœurs vendent un bateau.", "Marée basse"),
    ],
)  # fmt: skip
def test_languages(lang: str, headline: str, text: str, expected: str) -> None:
    assert title(f"<h1>{headline}</h1><p>{text}</p>", None, lang) == expected


@pytest.mark.parametrize(
    ("headline", "text", "lang", "expected"),
    [
        ("Review: a gripping ‘Tide’", "In ‘The Tide’ two sisters sell a boat, and The Tide is slow.", "en", "The Tide"),
        (
            "Review: Tide",
            "Ava Stone's The Tide is a letter, full of salt and humor, that nobody sends.",
            "en",
            "The Tide",
        ),
        (
            "Crítica: Marea",
            "La película La Marea llega tarde, y La Marea se va sin que nadie la mire.",
            "es",
            "La Marea",
        ),
        ("Review: Tide", "The Tide is slow. In Tide, two sisters sell a boat and count what is left.", "en", "Tide"),
        ("Review: Tide", "The Tide begins here. It takes two sisters to sell a boat in this slow film.", "en", "Tide"),
        ("Review: Tide", "With the Tide of the title comes a sister, and the Tide takes her boat away.", "en", "Tide"),
        (
            "Review: The Tide",
            "Ava Stone's The Tide is a letter, full of salt, which nobody sends away.",
            "en",
            "The Tide",
        ),
    ],
)
def test_the_article_that_a_headline_leaves_out(headline: str, text: str, lang: str, expected: str) -> None:
    assert title(f"<h1>{headline}</h1><p>{text}</p>", lang=lang) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "shows/low-water/tide-560072/reviews/item-507804",
            "This part ruins the otherwise superb Low Water.",
            "Low Water",
        ),
        (
            "pelicula/low-water/critica/ava-stone",
            "“Low Water” is nearer to her first film than to the second.",
            "Low Water",
        ),
        ("movie/low-water/user-reviews/by-ann", "'Low Water' is the latest from the duo of the sea.", "Low Water"),
        ("film/low_water/critique/20569121", "Nobody in Low Water dares to cough before the tide.", "Low Water"),
        ("blogs/low-water/2019/reviews/tide", "Nobody in Low Water dares to cough before the tide.", None),
        ("film/low-water", "Nobody in Low Water dares to cough before the tide.", "Low Water"),
    ],
)
def test_the_folder_of_a_work_holds_its_reviews(path: str, text: str, expected: str | None) -> None:
    assert title(f"<p>5 Excellent</p><p>{text}</p>", f"https://reels.test/{path}") == expected


@pytest.mark.parametrize("line", ["*** 1/2 out of ****", "3 out of 5 stars", "** out of four"])
def test_a_rating_is_no_headline(line: str) -> None:
    text = f"<p>{line}</p><p>Ava Stone's Low Water is a letter, full of salt and humor, that nobody sends.</p>"
    assert title(text, "https://reels.test/2015/11/low-water.html") == "Low Water"


@pytest.mark.parametrize(
    ("url", "shown", "holds"),
    [
        ("https://reels.test/2024/01/13/low-water-review/", "Low Water", True),
        ("https://reels.test/low-water-ava-stone-returns.html", "Low Water", True),
        ("https://reels.test/critica-de-la-pelicula-marea-baja-6949835.html", "Marea baja", True),
        ("https://reels.test/reviews/8812", "Low Water", False),
        ("https://reels.test/lowland-waters", "Low", False),
        ("https://reels.test/ce-ancora-domani", "C'è ancora domani", True),
        ("https://reels.test/low-water/comment-page-2/", "Low Water", True),
        (None, "Low Water", False),
        ("https://[", "Low Water", False),
    ],
)
def test_what_an_address_says(url: str | None, shown: str, holds: bool) -> None:
    assert (Slug(url, vocabulary("es")).holds(shown) > 0) is holds


def test_an_address_made_from_the_headline_is_no_second_witness() -> None:
    slug = Slug("https://reels.test/what-the-tide-brings", vocabulary("en"))
    assert slug.repeats("What the Tide Brings")
    assert not slug.repeats("What the Tide Brings – and all that it takes away from us in the end")


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ("The Reel Review", "https://thereelness.test/film/low-water/", ""),
        ("Category: Reviews", "https://reels.test/category/reviews/", ""),
        ("Director: Ava Stone", "https://reels.test/low-water/", ""),
        ("Low Water | Reviews and more", "https://reels.test/low-water/", "Low Water"),
    ],
)
def test_the_main_headline_is_no_site_no_archive_and_no_fact(head: str, url: str, expected: str) -> None:
    unit, context = given(f"<article><h1>{head}</h1></article>", title=None, url=url)
    assert main_headline(unit, context) == expected


@pytest.mark.parametrize(
    ("body", "url", "expected"),
    [
        pytest.param("<p>Low Water is a slow film about a boat.</p>", None, "Low Water", id="what the lead says it is"),
        pytest.param("<p>The film is a slow drama about a boat.</p>", None, None, id="a noun for it"),
        pytest.param("<p>Anna Stone is a critic of film and series.</p>", None, None, id="a person"),
        pytest.param(
            "<h1>Low Water: Part Two</h1><p>Of all films Low Water waits longest; in Low Water nothing ends.</p>", None,
            "Low Water: Part Two", id="a number behind it",
        ),
        pytest.param(
            "<h1>Stone: Low Water</h1><p>Nobody sees Stone in Low Water; here Stone waits, and Low Water comes.</p>",
            None, "Stone: Low Water", id="both halves are named",
        ),
        pytest.param(
            "<h1>Notes</h1><p>Low Water deserves to be seen at night.</p>", "https://reels.test/low-water-deserves-to-be-seen",
            "Low Water", id="an address that is a sentence",
        ),
        pytest.param(
            "<p>Get the Boat</p><p>Runtime: 92</p><p>Low Water (1985)</p>", None, "Low Water", id="a line with a year"
        ),
        pytest.param(
            "<p>2014 | 84 minutes</p><p>For most of Tideland’s taut hour we watch a boat.</p>",
            "https://reels.test/movies/19461/tideland", "Tideland", id="a possessive alone names it",
        ),
        pytest.param("<p>Ava Stone told us of her boat.</p>", "https://reels.test/tag/ava-stone/", None, id="a shelf"),
        pytest.param("<p>Read W2AAGXn4 again.</p>", "https://reels.test/low-water/W2AAGXn4", None, id="a key"),
    ],
)  # fmt: skip
def test_how_much_speaks_for_a_title(body: str, url: str | None, expected: str | None) -> None:
    assert title(body, url) == expected


def test_a_makers_name_is_no_part_of_the_title() -> None:
    body = "<h1>Cinéma - Marée basse de Nadia Colin (2013)</h1><p>Colin filme deux sœurs, et Colin attend.</p>"
    assert title(body, None, "fr") == "Marée basse"


@pytest.mark.parametrize(
    ("lang", "headline", "expected"),
    [
        # the maker stands behind the title, and the text names neither
        ("fr", "Cinéma - Basse Mer de Jean Roche (2016)", "Basse Mer"),
        ("fr", "Cinéma - Basse Mer de Ann Roche et Marie Stein (2019)", "Basse Mer"),
        ("fr", "Critique : Basse Mer de Jean Roche", "Basse Mer"),
        ("es", "Marea Baja, de Ana Ruiz (2019)", "Marea Baja"),
        # whom a title names is no maker
        ("fr", "Critique : Le Journal de Jeanne Roche", "Le Journal de Jeanne Roche"),
        ("es", "Crítica: El extraño caso de Ana Ruiz", "El extraño caso de Ana Ruiz"),
        # a subtitle in capitals, where sentences have none; a line below the title
        ("pt", "Maré: O Último Barco", "Maré: O Último Barco"),
        ("pt", "Os Reis do Barco Velho", "Os Reis do Barco Velho"),
    ],
)
def test_a_headline_alone_tells_where_its_title_ends(lang: str, headline: str, expected: str) -> None:
    texts = {
        "fr": "Deux soeurs vendent leur bateau, et le film prend son temps.",
        "es": "Dos hermanas venden su barca, y la película se toma su tiempo.",
        "pt": "Duas irmãs vendem o barco, e o filme não tem pressa.",
    }
    assert title(f"<h1>{headline}</h1><p>{texts[lang]}</p>", None, lang=lang) == expected


def test_a_verdict_or_a_maker_below_it_is_no_headline() -> None:
    assert title("<h1>Low Water</h1><p>Ann Stone, 2021</p><p>Low Water is slow.</p>", None) == "Low Water"
    assert title("<p>5 Excellent</p><p>The new boat is slow, and nobody minds that.</p>", None) is None
