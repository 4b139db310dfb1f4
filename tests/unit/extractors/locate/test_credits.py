from typing import Any

import pytest

from extractors.locate.credits import locate_credits, locate_native_title, same_credit
from schemas.evidence import Method
from schemas.review import Credit, Role
from tests.unit.extractors.pages import TITLE, article, given, jsonld, record, review_of, site, values

LONG = "The nets hang out to dry, the boats come and go, and nobody in the whole harbour says a word to anybody."

Named = tuple[str, str, str | None]


def credits_of(body: str, head: str = "", **how: Any) -> list[Named]:
    """Role, name and character of every candidate, in order, each once."""
    found = ((c.value.role.value, c.value.name, c.value.character) for c in locate_credits(*given(body, head, **how)))
    return list(dict.fromkeys(found))


def of_work(**work: Any) -> list[Named]:
    return credits_of(article(""), review_of(work))


# --- structured data


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("director", "director"),
        ("directors", "director"),
        ("actor", "cast"),
        ("actors", "cast"),
        ("creator", "creator"),
        ("producer", "producer"),
        ("musicBy", "composer"),
        ("editor", "editor"),
        ("author", "writer"),
    ],
)
def test_a_property_of_the_work_names_a_role(name: str, role: str) -> None:
    assert of_work(**{name: {"@type": "Person", "name": "Ava Stone"}}) == [(role, "Ava Stone", None)]


def test_the_author_of_a_book_is_its_author() -> None:
    assert of_work(**{"@type": "Book", "author": {"name": "Ava Stone"}}) == [("author", "Ava Stone", None)]


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param("Ava Stone", id="bare name"),
        pytest.param(["Ava Stone"], id="list"),
        pytest.param({"@type": "Person", "name": "Ava Stone"}, id="Person"),
        pytest.param({"name": "Ava Stone"}, id="untyped node"),
        pytest.param({"@type": "PerformanceRole", "actor": {"@type": "Person", "name": "Ava Stone"}}, id="role"),
        pytest.param({"@type": "PerformanceRole", "actor": "Ava Stone"}, id="role with a bare name"),
    ],
)
def test_a_person_may_be_written_in_many_ways(stated: object) -> None:
    assert of_work(actor=stated) == [("cast", "Ava Stone", None)]


def test_a_performance_role_names_the_character() -> None:
    role = {"@type": "PerformanceRole", "actor": {"@type": "Person", "name": "Kim Ha-neul"}, "characterName": "Marie"}
    assert of_work(actor=[role]) == [("cast", "Kim Ha-neul", "Marie")]


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Ava Stone, Lee Marsh", ["Ava Stone", "Lee Marsh"]),
        ("Ava Stone & Lee Marsh", ["Ava Stone", "Lee Marsh"]),
        (
            {"@type": "Person", "name": "Ava Stone, Lee Marsh and Kim Ha-neul"},
            ["Ava Stone", "Lee Marsh", "Kim Ha-neul"],
        ),
        (["Ava Stone, Lee Marsh", "IU"], ["Ava Stone", "Lee Marsh", "IU"]),
        ("Robert Downey, Jr.", ["Robert Downey, Jr."]),
    ],
)
def test_a_list_in_one_string_is_taken_apart(stated: object, names: list[str]) -> None:
    assert [name for _, name, _ in of_work(actor=stated)] == names


@pytest.mark.parametrize("stated", ["", [], {"@type": "Person"}, {"@type": "PerformanceRole"}, "x" * 101])
def test_nobody_is_made_of_a_person_without_a_name(stated: object) -> None:
    assert of_work(director=stated) == []


@pytest.mark.parametrize("name", ["partOfSeries", "partOfSeason"])
def test_people_of_the_series_speak_for_its_parts(name: str) -> None:
    work = {"@type": "TVSeason", name: {"@type": "TVSeries", "name": TITLE, "creator": {"name": "Ava Stone"}}}
    assert of_work(**work) == [("creator", "Ava Stone", None)]


def test_microdata_names_people_too() -> None:
    body = article(
        '<div itemscope itemtype="https://schema.org/Review"><div itemprop="itemReviewed" itemscope '
        'itemtype="https://schema.org/Movie"><span itemprop="name">The Quiet Harbour</span> <span itemprop="director" '
        'itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ava Stone</span></span></div></div>'
    )
    assert ("director", "Ava Stone", None) in credits_of(body)
    assert {c.method for c in locate_credits(*given(body))} == {Method.MICRODATA}


def test_people_of_another_work_are_not_looked_at() -> None:
    other = {"@type": "Movie", "name": "Tin Summer", "director": {"name": "Ava Stone"}}
    assert credits_of(article(""), review_of() + jsonld(other)) == []


# --- label lines


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("<p>Director: Ava Stone</p>", "director"),
        ("<p><strong>Director:</strong> Ava Stone</p>", "director"),
        ("<p><b>Directed by</b>: Ava Stone</p>", "director"),
        ("<ul><li>Director: Ava Stone</li><li>Year: 2023</li></ul>", "director"),
        ("<table><tr><th>Director</th><td>Ava Stone</td></tr></table>", "director"),
        ("<dl><dt>Director</dt><dd>Ava Stone</dd></dl>", "director"),
        ("<p>Runtime: 98 minutes<br>Director: Ava Stone<br>Year: 2023</p>", "director"),
        ("<p>Screenplay by: Ava Stone</p>", "writer"),
        ("<p>Created by: Ava Stone</p>", "creator"),
        ("<p>Cast: Ava Stone</p>", "cast"),
        ("<p>Cinematography: Ava Stone</p>", "cinematographer"),
        ("<p>Regie: Ava Stone</p>", "director"),
        ("<p>Réalisation : Ava Stone</p>", "director"),
        ("<p>Dirección: Ava Stone</p>", "director"),
        ("<p>Regia: Ava Stone</p>", "director"),
        ("<p>Direção: Ava Stone</p>", "director"),
        ("<p>Режиссёр: Ava Stone</p>", "director"),
        ("<p>監督：Ava Stone</p>", "director"),
        ("<p>감독: Ava Stone</p>", "director"),
        ("<p>导演：Ava Stone</p>", "director"),
    ],
)
def test_a_label_line_names_a_role_in_any_language(line: str, role: str) -> None:
    assert credits_of(article(line)) == [(role, "Ava Stone", None)]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("Kim Ha-neul (Marie), Ben Diaz (Tom)", [("Kim Ha-neul", "Marie"), ("Ben Diaz", "Tom")]),
        ("Kim Ha-neul as Marie, Ben Diaz as Tom", [("Kim Ha-neul", "Marie"), ("Ben Diaz", "Tom")]),
        ("Kim Ha-neul (김하늘), Ben Diaz (voice)", [("Kim Ha-neul", None), ("Ben Diaz", None)]),
        ("IU, Park Bo-gum, and others", [("IU", None), ("Park Bo-gum", None)]),
        ("tba", []),
        ("a wonderful ensemble of newcomers", []),
    ],
)
def test_a_cast_line_names_people_and_characters(value: str, named: list[tuple[str, str | None]]) -> None:
    found = credits_of(article(f"<p>Cast: {value}</p>"))
    assert found == [("cast", name, character) for name, character in named]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Based on: Ava Stone</p>",
        "<p>Reviewer: Ava Stone</p>",
        "<p>Studio: Ava Stone</p>",
        "<p>One more thing: Ava Stone</p>",
        f"<p>Regie: {'Ava Stone, ' * 100}</p>",
    ],
)
def test_other_lines_name_no_credits(line: str) -> None:
    assert credits_of(article(line)) == []


# --- the site file


def test_a_site_files_selector_names_people() -> None:
    facts = {"credits.director": {"css": ".crew b"}, "credits.cast": {"css": ".cast a", "attribute": "title"}}
    body = article('<p class="crew">Made by <b>Ava Stone</b></p><p class="cast"><a title="IU, Lee Marsh">3</a></p>')
    found = list(locate_credits(*given(body, site=site(fields=facts))))
    assert [(c.method, c.value.role, c.value.name) for c in found] == [
        (Method.SITE, Role.DIRECTOR, "Ava Stone"),
        (Method.SITE, Role.CAST, "IU"),
        (Method.SITE, Role.CAST, "Lee Marsh"),
    ]


# --- prose, within the page


def test_a_sentence_names_credits() -> None:
    body = article("<p>Directed by Ava Stone, The Quiet Harbour stars IU and Park Bo-gum.</p>")
    assert credits_of(body) == [
        ("director", "Ava Stone", None),
        ("cast", "IU", None),
        ("cast", "Park Bo-gum", None),
    ]


def test_the_work_itself_is_nobody() -> None:
    assert credits_of(article("<p>Anna Karenina stars Eva Sand.</p>"), title="Anna Karenina") == [
        ("cast", "Eva Sand", None)
    ]


def test_a_character_of_the_works_own_name_is_left_out() -> None:
    assert credits_of(article("<p>Eva Sand plays Anna Karenina in this one.</p>"), title="Anna Karenina") == []


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("", []),
        ("<p>Cast: Anna Holt</p>", [("cast", "Anna Holt", None), ("cast", "Anna Holt", "Marie")]),
        ("<p>The film stars Anna Holt.</p>", [("cast", "Anna Holt", None), ("cast", "Anna Holt", "Marie")]),
    ],
)
def test_as_makes_a_credit_only_of_those_known_to_play(before: str, named: list[Named]) -> None:
    assert credits_of(article(f"{before}<p>We admire Anna Holt as Marie above all.</p>")) == named


@pytest.mark.parametrize("known", ["<p>Cast: IU, Park Bo-gum</p>", "<p>It stars IU and Park Bo-gum.</p>"])
def test_a_single_word_plays_only_if_the_page_knows_it_as_a_name(known: str) -> None:
    sentence = "<p>IU plays the stubborn fisher girl Ae-sun in the first part.</p>"
    assert ("cast", "IU", "Ae-sun") in credits_of(article(known + sentence))
    assert credits_of(article(sentence)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Eva Sand's latest film is loud. Sand plays Marie, a runner.", id="the star's film"),
        pytest.param("Eva Sand's second film. She plays a sailor with a limp.", id="the star, in the next sentence"),
        pytest.param("Eva Sand's debut is loud. Sand's performance is not.", id="the star's acting"),
        pytest.param("Eva Sand's classic gets a new coat. It is based on Eva Sand's novel.", id="the author's book"),
        pytest.param("Based on the novel by Eva Sand, it is quiet.", id="the novel's author"),
        pytest.param("Written by Eva Sand on May 4", id="a byline"),
        pytest.param("Ben Salt (Lee Marsh) is a film director in decline.", id="a character who directs"),
        pytest.param("Eva Sand is the director's muse.", id="the director's muse"),
        pytest.param("South Korea's latest film is a hit.", id="a country's film"),
        pytest.param("BBC One's The Quiet Harbour is a hit.", id="a broadcaster's series"),
        pytest.param("Eva Sand's film score hums.", id="the film's score"),
        pytest.param("Like Eva Sand's films, it is lean, and unlike director Lee Marsh it can wait.", id="comparisons"),
        pytest.param("Eva Sand, who directed 'Tin Summer', would have cut it.", id="another work in quotes"),
        pytest.param("Fans of director Eva Sand know the mood.", id="for whom it is"),
        pytest.param("Eva Sand's 1999 film Tin Summer was shorter.", id="another work"),
    ],
)
def test_others_are_no_makers(text: str) -> None:
    found = credits_of(article(f"<p>{text}</p>"))
    assert [name for role, name, _ in found if role in ("director", "writer")] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Eva Sand's latest film is loud.", ["Eva Sand"]),
        ("Joe and Anthony Hale's The Quiet Harbour is loud.", ["Joe Hale", "Anthony Hale"]),
        ("It comes from first-time director Eva Sand.", ["Eva Sand"]),
        ("Directed by six-time Emmy winner Eva Sand, it is loud.", ["Eva Sand"]),
        ("Eva Sand is among the most patient directors out there.", ["Eva Sand"]),
        ("In her second film, Eva Sand turns to the sea.", ["Eva Sand"]),
        (f"Eva Sand made {TITLE} in nine months.", ["Eva Sand"]),
        ("Eva Sand made shorts. The film is loud, and Sand is a fine director.", ["Eva Sand"]),
        ("Eva Sand, who made two shorts, wrote and directed it.", ["Eva Sand"]),
        ("Directed by Lee Marsh, it is loud. The remake is directed by Eva Sand.", ["Lee Marsh", "Eva Sand"]),
    ],
)
def test_who_made_it_is_said_in_many_ways(text: str, names: list[str]) -> None:
    found = credits_of(article(f"<p>{text}</p>"))
    assert [name for role, name, _ in found if role == "director"] == names


def test_the_first_sentence_that_is_sure_of_a_director_counts() -> None:
    body = article("<p>Directed by Lee Marsh, it is loud.</p><p>The remake is directed by Eva Sand.</p>")
    assert [credit.name for credit in record(body).credits] == ["Lee Marsh"]


def test_of_two_who_direct_the_one_counts_to_whom_the_text_comes_back() -> None:
    body = article(
        "<p>The shots are the work of a friend, and director Lee Marsh turns up as a guard.</p>"
        "<p>Director Eva Sand keeps it short. Sand likes boats, and Sand likes rain.</p>"
    )
    assert [credit.name for credit in record(body).credits if credit.role == "director"] == ["Eva Sand"]


@pytest.mark.parametrize(
    ("line", "names"), [("Eva Sand, Lee Marsh", ["Eva Sand", "Lee Marsh"]), ("Tom Reed, Ann Lee", [])]
)
def test_a_line_of_names_is_the_cast_if_one_of_them_plays(line: str, names: list[str]) -> None:
    found = credits_of(article(f"<p>{line}</p><p>The nurse is played by Eva Sand.</p>"))
    assert {name for role, name, _ in found if role == "cast"} == {"Eva Sand", *names}


def test_a_line_of_names_in_front_of_the_label_of_the_director_is_the_cast() -> None:
    found = credits_of(article("<p>Eva Sand, Lee Marsh</p><p>Director: Ava Stone</p>"))
    assert [name for role, name, _ in found if role == "cast"] == ["Eva Sand", "Lee Marsh"]


def test_a_line_of_credits_is_no_line_of_names() -> None:
    found = credits_of(article("<p>Director Ava Stone</p><p>Actors Eva Sand, Lee Marsh, Tom Reed</p>"))
    assert [name for role, name, _ in found if role == "cast"] == ["Eva Sand", "Lee Marsh", "Tom Reed"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"<p>It comes close to a film by Ava Stone.</p>{'<p>The rain goes on.</p>' * 3}", ["Ava Stone"]),
        (f"{3 * f'<p>{LONG}</p>'}<p>It comes close to a film by Ava Stone.</p>", []),
        (
            f"{3 * f'<p>{LONG}</p>'}<p>It comes close to a film by Ava Stone.</p><p>Stone knows boats.</p>",
            ["Ava Stone"],
        ),
    ],
)
def test_an_implied_director_is_told_by_where_or_how_often_it_is_said(text: str, names: list[str]) -> None:
    assert [name for role, name, _ in credits_of(article(text)) if role == "director"] == names


def test_where_the_headline_says_that_it_is_a_book_nobody_has_directed_it() -> None:
    body = (
        f"<article><h1>Book review: Nordwind</h1><p>“Nordwind” by Ava Stone is a fast novel.</p><p>{LONG}</p></article>"
    )
    assert [name for role, name, _ in credits_of(body) if role == "director"] == []


def test_several_pairs_with_as_are_the_cast() -> None:
    found = credits_of(
        article("<p>It has a young cast of fighters, including Eva Sand as Marie; Lee Marsh as Tom.</p>")
    )
    assert [one for one in found if one[0] == "cast"] == [("cast", "Eva Sand", "Marie"), ("cast", "Lee Marsh", "Tom")]


def test_label_lines_are_not_read_as_sentences() -> None:
    found = locate_credits(*given(article("<p><b>Synopsis:</b> Directed by Ava Stone.</p>")))
    assert [c for c in found if c.method is Method.PROSE] == []


def test_prose_is_read_up_to_a_limit() -> None:
    long = f"<p>{'Words about nets and boats. ' * 700}</p>"
    early, late = "<p>It was directed by Ava Stone.</p>", "<p>It was written by Lee Marsh.</p>"
    body = f"<article><h1>{TITLE}</h1>{long * 2}{early}{long}{late}</article>"
    assert [name for _, name, _ in credits_of(body)] == ["Ava Stone"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Director: Ava Stone Distributor Harbour", {("director", "Ava Stone")}),
        ("Darsteller: Lee Marsh, Tom Reed Länge: 104 Min.", {("cast", "Lee Marsh"), ("cast", "Tom Reed")}),
        ("Nordwind (Tom Reed, Lee Marsh, Italia 2019)", set()),
    ],
)
def test_sentences_add_nothing_to_what_labels_of_their_line_say(line: str, named: set[tuple[str, str]]) -> None:
    assert {(role, name) for role, name, _ in credits_of(article(f"<p>{line}</p>"))} == named


def test_the_first_words_of_the_title_are_no_label() -> None:
    body = article("<p>Cast Away Home (2019, dir. Ava Stone)</p>", "Cast Away Home Review")
    assert [credit.name for credit in record(body).credits] == ["Ava Stone"]


# --- what the record takes


def test_one_credit_per_person_and_role_with_the_character_of_whichever_source_names_one() -> None:
    body = article("<p>Cast: Kim Ha-neul</p><p>Kim Haneul plays Marie Lenz with great calm.</p>")
    (credit,) = record(body, review_of({"actor": {"name": "Kim Ha Neul"}})).credits
    assert (credit.name, credit.role, credit.character, credit.order) == ("Kim Ha Neul", Role.CAST, "Marie Lenz", 1)


def test_where_markup_names_the_director_prose_adds_none() -> None:
    body = article("<p>Director: Ava Stone</p><p>The remake, directed by Lee Marsh, is another matter.</p>")
    assert [credit.name for credit in record(body).credits] == ["Ava Stone"]


def test_credits_are_ordered_by_role_then_as_the_page_has_them() -> None:
    body = article("<p>Cast: IU, Park Bo-gum</p><p>Writer: Lee Marsh</p><p>Director: Ava Stone</p>")
    assert [(c.role.value, c.name, c.order) for c in record(body).credits] == [
        ("director", "Ava Stone", 1),
        ("writer", "Lee Marsh", 1),
        ("cast", "IU", 1),
        ("cast", "Park Bo-gum", 2),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim Ha-neul", "Kim Haneul", True),
        ("J.J. Abrams", "JJ Abrams", True),
        ("Zoë Kravitz", "ZOË KRAVITZ", True),
        ("Kim Ha-neul", "Kim Ha-na", False),
    ],
)
def test_spellings_of_a_name_are_one(one: str, other: str, same: bool) -> None:
    keys = [same_credit(Credit(name=name, role=Role.CAST, order=1)) for name in (one, other)]
    assert (keys[0] == keys[1]) is same


# --- the native title as the subject of a sentence


@pytest.mark.parametrize(
    ("sentence", "native"),
    [
        ("Directed by Ava Stone, 폭싹 속았수다 stars IU and Park Bo-gum.", "폭싹 속았수다"),
        ("Known at home as a classic, 중증외상센터 stars Ju Ji-hoon.", "중증외상센터"),
        ("Written by Lee Marsh, 응답하라 1988 stars Lee Hye-ri.", "응답하라 1988"),
        ("Directed by Ava Stone, The Quiet Harbour stars IU and Park Bo-gum.", None),
        ("The drama stars 아이유.", None),
        ("In 2019 it stars Lee Marsh.", None),
    ],
)
def test_a_native_title_may_be_the_subject(sentence: str, native: str | None) -> None:
    found = values(locate_native_title(*given(article(f"<p>{sentence}</p>"))), "work.native_title")
    assert found == ([native] if native else [])


def test_without_a_title_there_is_no_native_one() -> None:
    body = article("<p>Directed by Ava Stone, 폭싹 속았수다 stars IU.</p>")
    assert list(locate_native_title(*given(body, title=None))) == []
