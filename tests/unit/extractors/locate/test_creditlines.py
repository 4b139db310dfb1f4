import pytest

from extractors.locate.creditlines import credit_lines, labels_within, player_with_character, roles_of
from extractors.parse.names import NamedPart
from extractors.vocabulary import vocabulary
from tests.unit.extractors.pages import article, given

EN = vocabulary("en")


def stated(inner: str, lang: str = "en") -> list[tuple[str, str, str | None]]:
    unit, context = given(article(inner), lang=lang)
    return [
        (one.role.value, one.person.name, one.person.character) for one in credit_lines(unit.lines, context.vocabulary)
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Dir: Ava Stone. With: IU, Lee Marsh. 2024. 120 min", [("director", "Ava Stone"), ("cast", "IU, Lee Marsh")]),
        ("Rating: PG/Genre: Noir/Stars: IU, Lee Marsh/Runtime: 107 minutes", [("cast", "IU, Lee Marsh")]),
        ("Harbour Pictures Director: Ava Stone, 1944, 107mins", [("director", "Ava Stone, 1944, 107mins")]),
        (
            "Movie: HarbourCast: IU, Lee MarshDirector: Ava Stone",
            [("cast", "IU, Lee Marsh"), ("director", "Ava Stone")],
        ),
        ("Written and directed by: Ava Stone", [("writer", "Ava Stone"), ("director", "Ava Stone")]),
        ("One thing: it is slow. The other: it is long.", []),
    ],
)
def test_labels_in_one_line(line: str, found: list[tuple[str, str]]) -> None:
    read = [(role.value, value.strip(" ./,")) for roles, value in labels_within(line, EN) for role in roles]
    assert [(role, value.partition(". 2024")[0]) for role, value in read] == found


def test_letters_are_labels_only_beside_one_for_the_director() -> None:
    german = vocabulary("de")
    assert [roles for roles, _ in labels_within("2004 USA. R: Ava Stone. D: Lee Marsh, Eva Sand", german)] != []
    assert list(labels_within("Gruppe D: Ava Stone, Lee Marsh", german)) == []


@pytest.mark.parametrize(
    ("text", "player"),
    [
        ("Ava Stone as Marie, a nurse", NamedPart("Ava Stone", "Marie")),
        ("Ava Stone - Marie Lenz", NamedPart("Ava Stone", "Marie Lenz")),
        ("Ava Stone … Marie", NamedPart("Ava Stone", "Marie")),
        ("Ava Stone – Mr. Lenz (Voice)", NamedPart("Ava Stone", "Mr. Lenz")),
        ("Ava Stone (Marie)", NamedPart("Ava Stone", "Marie")),
        ("Producer - Ava Stone", None),
        ("a nurse as such", None),
        ("Ava Stone", None),
    ],
)
def test_a_player_with_a_character(text: str, player: NamedPart | None) -> None:
    assert player_with_character(text, EN) == player


@pytest.mark.parametrize(
    ("inner", "names"),
    [
        ("<h2>Cast</h2><ul><li>Ava Stone as Marie</li><li>Lee Marsh</li></ul><p>Plot</p><p>Tom Reed</p>", 2),
        ("<p>Cast:</p><p>Ava Stone</p><p>as Marie</p><p>Lee Marsh</p><p>as Tom</p>", 2),
        ("<p>director</p><p>Ava Stone</p><p>release</p><p>7 May 2023</p>", 1),
        ("<p>Casts: Ava Stone, Lee Marsh</p>", 2),
        ("<p>Directed by Ava Stone</p><p>Written by Ava Stone, Lee Marsh</p>", 3),
        ("<p>Directed by Ava Stone</p><p>Written by Lee Marsh</p>", 1),
        ("<p>Written by Ava Stone, Lee Marsh</p>", 0),
        ("<p>Writer/Producer/Director -</p><p>Ava Stone</p>", 3),
        ("<p>Director of Photography -</p><p>Ava Stone</p>", 1),
        ("<p>Ava Stone - Marie</p><p>Lee Marsh - Tom</p><p>Tom Reed - Joe</p>", 3),
        ("<p>Ava Stone - Marie</p><p>Lee Marsh - Tom</p>", 0),
        ("<p>Iron Will - Netflix</p><p>Tin Summer - Netflix</p><p>Long Road - Netflix</p>", 0),
        ("<p>Cast</p><p>is what this film has, and much of it.</p>", 0),
    ],
)
def test_lines_that_belong_together(inner: str, names: int) -> None:
    assert len(stated(inner)) == names


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("<p>監督山田太郎</p><p>脚本田中花</p>", [("director", "山田太郎", None), ("writer", "田中花", None)]),
        ("<p>脚本がとても良い</p><p>監督の腕</p>", []),
        (
            "<p>出演:</p><p>山田太郎</p><p>真波</p><p>田中花</p><p>感想</p>",
            [("cast", "山田太郎", None), ("cast", "真波", None), ("cast", "田中花", None)],
        ),
        ("<p>出演山田太郎</p><p>真波</p><p>感想</p>", [("cast", "山田太郎", None)]),
        (
            "<p>監督山田太郎</p><p>出演北海隆一</p><p>真波</p><p>みなもゆら</p><p>東風直海</p><p>感想</p>",
            [("director", "山田太郎", None)]
            + [("cast", name, None) for name in ("北海隆一", "真波", "みなもゆら", "東風直海")],
        ),
        (
            "<h2>キャスト</h2><p>山田太郎：北野海役</p><p>田中花:南役</p>",
            [("cast", "山田太郎", "北野海"), ("cast", "田中花", "南")],
        ),
    ],
)
def test_lines_in_a_script_without_spaces(inner: str, found: list[tuple[str, str, str | None]]) -> None:
    assert stated(inner, "ja") == found


@pytest.mark.parametrize(
    ("lang", "inner", "found"),
    [
        (
            "en",
            "<p>Director Ava Stone Screenwriters Lee Marsh Cast Eva Sand, Tom Reed</p>",
            [("director", "Ava Stone"), ("writer", "Lee Marsh"), ("cast", "Eva Sand"), ("cast", "Tom Reed")],
        ),
        (
            "en",
            "<p>Writers: Ava Stone, Lee Marsh (novel), Tom Reed (book and script)</p>",
            [("writer", "Ava Stone"), ("writer", "Tom Reed")],
        ),
        (
            "it",
            "<p>Cast: Eva Sala, Gino Neri, Anna Riva – Drammatico – Italia, 2019</p>",
            [("cast", "Eva Sala"), ("cast", "Gino Neri"), ("cast", "Anna Riva")],
        ),
        ("ko", "<p>감독</p><p>팀 버튼</p>", [("director", "팀 버튼")]),
        ("ko", "<p>감독</p><p>정말 최고였다</p>", []),
        ("ko", "<p>출연</p><p>조니 뎁, 에바 그린</p>", [("cast", "조니 뎁"), ("cast", "에바 그린")]),
        ("zh", "<p>演員: 梁朝偉 張曼玉 潘迪華</p>", [("cast", "梁朝偉"), ("cast", "張曼玉"), ("cast", "潘迪華")]),
    ],
)
def test_lists_without_the_usual_signs(lang: str, inner: str, found: list[tuple[str, str]]) -> None:
    assert [(role, name) for role, name, _ in stated(inner, lang)] == found


def test_the_character_may_stand_in_the_line_below() -> None:
    assert stated("<p>Cast:</p><p>Ava Stone</p><p>as Marie</p>") == [("cast", "Ava Stone", "Marie")]


def test_lines_that_markup_tells_apart_are_player_and_character_in_turn() -> None:
    rows = "".join(
        f'<p class="who">{player}</p><p class="role">{character}</p>'
        for player, character in (("Ava Stone", "Marie Lenz"), ("Lee Marsh", "Tom Reed"))
    )
    assert stated(f"<h3>Cast</h3>{rows}") == [("cast", "Ava Stone", "Marie Lenz"), ("cast", "Lee Marsh", "Tom Reed")]


def test_links_without_commas_are_names_of_their_own() -> None:
    line = '<p><b>Cast:</b> <a href="/a">Ava Stone</a> <a href="/b">Lee Marsh</a></p>'
    assert [name for _, name, _ in stated(line)] == ["Ava Stone", "Lee Marsh"]


@pytest.mark.parametrize(
    ("label", "roles"),
    [
        ("Director", ["director"]),
        ("Writer & Director", ["writer", "director"]),
        ("Director's cut", []),
        ("Runtime", []),
    ],
)
def test_roles_of_a_label(label: str, roles: list[str]) -> None:
    assert [role.value for role in roles_of(label, EN)] == roles


@pytest.mark.parametrize(
    "inner",
    ["<p>" + "a: " * 5_000, "<p>Cast</p>" * 3_000, "<p>Ava Stone - Tom</p>" * 3_000, "<p>" + "Cast " * 200],
)
def test_hostile_lines_are_read_in_bounded_time(inner: str) -> None:
    assert len(stated(inner)) < 500


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("fr", "de Anne Petit (2019)", ["Anne Petit"]),
        ("en", "by Ann Stone (2019)", ["Ann Stone"]),
        ("it", "Di Anna Riva e Luca Sala (2019)", ["Anna Riva", "Luca Sala"]),
        ("es", "de Ana Ruiz", []),
        ("fr", "de la mer (2019)", []),
        ("en", "Director/s: Ann Stone, Tom Reed", ["Ann Stone", "Tom Reed"]),
        ("es", "Director/a: Ana Ruiz", ["Ana Ruiz"]),
        ("pt", "Diretor(a): Ana Luz", ["Ana Luz"]),
        ("de", "Regisseur*in: Anna Stein", ["Anna Stein"]),
        ("fr", "Réalisateur/trice : Anne Petit", ["Anne Petit"]),
    ],
)
def test_makers_with_a_year_and_labels_with_two_endings(lang: str, line: str, names: list[str]) -> None:
    found = stated(f"<p>{line}</p>", lang)
    assert [name for role, name, _ in found if role == "director"] == names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("DIRECTED BYAva Stone", "director Ava Stone"),
        ("Director | Ava Stone", "director Ava Stone"),
        ("Director|Ava Stone", "director Ava Stone"),
        ("Director // Ava Stone", "director Ava Stone"),
        ("Director – Ava Stone Cast – Lee Marsh, Tom Reed", "director Ava Stone, cast Lee Marsh, cast Tom Reed"),
        ("[Director: Ava Stone; Cast: Lee Marsh]", "director Ava Stone, cast Lee Marsh"),
        ("Writer-director: Ava Stone", "writer Ava Stone, director Ava Stone"),
        ("Writer (Screenplay): Ava Stone", "writer Ava Stone"),
        ("Dir Ava Stone, 2019, UK, 98 mins, cast: Lee Marsh", "director Ava Stone, cast Lee Marsh"),
        ("Dir. Ava Stone, US, 2019, 104 mins", "director Ava Stone"),
        ("Director: Ava Stone; starring Lee Marsh and Tom Reed", "director Ava Stone"),
        ("Tin Summer. Directed by Ava Stone. With Lee Marsh, Tom Reed. 104 minutes.", "director Ava Stone"),
        ("Director: Ava Stone Costume design: Lee Marsh Cast: Tom Reed", "director Ava Stone, cast Tom Reed"),
        ("Screenplay: Will Story | Cast: Lee Marsh", "writer Will Story, cast Lee Marsh"),
        ("Director: Ava Stone, USA, 2019", "director Ava Stone"),
        ("Directed by Joe & Anthony Marsh", "director Joe Marsh, director Anthony Marsh"),
        ("🎬 Director: Ava Stone 🎭 Cast: Lee Marsh ⏱ Runtime: 104 min", "director Ava Stone, cast Lee Marsh"),
        ("Cast: Lee Marsh - Tom Reed - Eva Sand", "cast Lee Marsh, cast Tom Reed, cast Eva Sand"),
        ("Cast: Lee Marsh – Marie, Tom Reed – Joe", "cast Lee Marsh, cast Tom Reed"),
        ("Cast: Marie (Lee Marsh), The Nurse (Tom Reed)", "cast Lee Marsh, cast Tom Reed"),
        ("Cast: Lee Marsh, Tom Reed more »", "cast Lee Marsh, cast Tom Reed"),
        ("Cast: Lee Marsh and introducing Tom Reed", "cast Lee Marsh, cast Tom Reed"),
        ("Director Name: Ava Stone", "director Ava Stone"),
        ("Director... Ava Stone", "director Ava Stone"),
        ("Directors: Marsh (Joe & Anthony)", "director Joe Marsh, director Anthony Marsh"),
        ("Screenplay: Ava Stone (based on his novel), Lee Marsh (novel)", "writer Ava Stone"),
        # What only looks so.
        ("Assistant Director: Ava Stone", ""),
        ("Also by this director: Tin Summer, Salt Road", ""),
        ("Direction: Very Good", ""),
        ("Script: Excellent", ""),
        ("Stars: Three and a half", ""),
        ("Director: TBD", ""),
    ],
)
def test_a_line_of_credits(line: str, found: str) -> None:
    read = ", ".join(f"{role} {name}" for role, name, _ in stated(f"<p>{line}</p>"))
    assert read.startswith(found) if found else read == ""


@pytest.mark.parametrize(
    ("lang", "line", "found"),
    [
        ("ja", "【監督】山田太一【脚本】坂元裕二", "director 山田太一, writer 坂元裕二"),
        ("ja", "監督／山田太一", "director 山田太一"),
        ("ja", "監督＝山田太一　脚本＝坂元裕二", "director 山田太一, writer 坂元裕二"),
        ("ja", "■脚本：坂元裕二", "writer 坂元裕二"),
        ("ko", "감독 이도윤 | 출연 주지훈, 추영우, 하영", "director 이도윤, cast 주지훈, cast 추영우, cast 하영"),
        ("zh", "导演｜张小明", "director 张小明"),
        ("de", "Von Ava Stone. Mit Lee Marsh und Tom Reed. Deutschland 2019.", "director Ava Stone, cast Lee Marsh"),
        ("fr", "Drame - De Ava Stone - Avec Lee Marsh, Tom Reed - 1h44", "director Ava Stone, cast Lee Marsh"),
        ("pl", "Scen.: Ava Stone", "writer Ava Stone"),
    ],
)
def test_a_line_of_credits_in_another_language(lang: str, line: str, found: str) -> None:
    assert ", ".join(f"{role} {name}" for role, name, _ in stated(f"<p>{line}</p>", lang)).startswith(found)


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("<p>Directed by Ava Stone</p><p>Written by Lee Marsh</p><p>Starring Tom Reed, Eva Sand</p>", "dwcc"),
        ("<p>D: Ava Stone</p><p>W: Lee Marsh</p><p>C: Tom Reed, Eva Sand</p>", "dwcc"),
        ("<p>D: Ava Stone</p>", ""),
        ("<p>Un film de</p><p>Ava Stone</p>", "d"),
        ("<table><tr><td>Actor</td><td>Role</td></tr><tr><td>Lee Marsh</td><td>Marie</td></tr></table>", "c"),
        (
            "<table><tr><th>Director</th><th>Cast</th></tr><tr><td>Ava Stone</td><td>IU, Lee Marsh</td></tr></table>",
            "dcc",
        ),
        ("<p>Cast</p><p>Lee Marsh / Marie</p><p>Tom Reed / The Nurse</p><p>Eva Sand / Tom</p>", "ccc"),
        ("<p>Cast</p>" + "".join(f'<div class="n">{n} Marsh</div><div>{n}</div>' for n in ("Lee", "Ann")), "cc"),
        ("<p>Cast:</p><p>Lee Marsh (이민호) as Marie</p><p>Tom Reed (송강호) as Joe</p>", "cc"),
        ("<p>Cast: <a href='/a'>Lee Marsh</a> <a href='/b'>Tom Reed</a></p>", "cc"),
    ],
)
def test_lines_and_markup_of_credits(inner: str, found: str) -> None:
    assert "".join(role[0] for role, _, _ in stated(inner)) == found


def test_the_players_of_a_column_are_those_with_full_names() -> None:
    column = "<p>Cast</p><p>Marie – Lee Marsh</p><p>The Nurse – Tom Reed</p><p>Joe – Eva Sand</p>"
    assert [(name, role) for _, name, role in stated(column)] == [
        ("Lee Marsh", "Marie"),
        ("Tom Reed", "The Nurse"),
        ("Eva Sand", "Joe"),
    ]
