"""Files as they are downloaded, and as they arrive when something went wrong: the rest always goes on."""

import gzip
import json
from pathlib import Path

import pytest

from flows.enrichment.build import BuildSummary, build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.errors import UsageError
from schemas.review import Role, WorkKind

BASICS = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
MATRIX = "tt0133093\tmovie\tThe Matrix\tThe Matrix\t0\t1999\t\\N\t136\tAction,Sci-Fi\n"
AMELIE = "tt0211915\tmovie\tAmélie\tLe fabuleux destin d'Amélie Poulain\t0\t2001\t\\N\t122\tComedy\n"


def build(folder: Path, **files: str | bytes) -> tuple[BuildSummary, Catalogue]:
    paths = []
    for name, content in files.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content.encode() if isinstance(content, str) else content)
    return build_catalogue(paths, folder / "catalogue.db"), Catalogue(folder / "catalogue.db")


def titles(catalogue: Catalogue, *idents: str) -> list[str | None]:
    numbers = [catalogue.resolve(ident) for ident in idents]
    return [None if number is None else catalogue.work(number).title for number in numbers]


def test_imdbs_files_together(tmp_path: Path) -> None:
    summary, catalogue = build(
        tmp_path,
        basics=gzip.compress(
            (
                BASICS
                + MATRIX
                + "tt0903747\ttvSeries\tBreaking Bad\tBreaking Bad\t0\t2008\t2013\t49\tDrama\n"
                + "tt2301451\ttvEpisode\tOzymandias\tOzymandias\t0\t2013\t\\N\t48\tDrama\n"
            ).encode()
        ),
        akas="titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
        "tt0133093\t1\tMatrix - Das Original\tDE\t\\N\timdbDisplay\t\\N\t0\n",
        principals="tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"
        'tt0133093\t1\tnm0000206\tactor\t\\N\t["Neo"]\n'
        "tt0133093\t2\tnm0000001\tself\t\\N\t\\N\n",
        crew="tconst\tdirectors\twriters\ntt0133093\tnm0905154,nm0905152\t\\N\n",
        episode="tconst\tparentTconst\tseasonNumber\tepisodeNumber\ntt2301451\ttt0903747\t5\t14\n",
        names="nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"
        "nm0000206\tKeanu Reeves\t1964\t\\N\tactor\ttt0133093\n"
        "nm0905154\tLana Wachowski\t1965\t\\N\twriter\ttt0133093\n"
        "nm0905152\tLilly Wachowski\t1967\t\\N\twriter\ttt0133093\n",
    )
    with catalogue:
        assert summary.problems == []
        matrix = catalogue.work(133093)
        assert (matrix.kind, matrix.year, matrix.runtime) == (WorkKind.FILM, 1999, 136)
        assert matrix.genres == ("Action", "Sci-Fi")
        people = [(person.name, person.ident, person.role, person.character) for person in catalogue.people(133093)]
        assert people == [
            ("Lana Wachowski", "nm0905154", Role.DIRECTOR, None),
            ("Lilly Wachowski", "nm0905152", Role.DIRECTOR, None),
            ("Keanu Reeves", "nm0000206", Role.CAST, "Neo"),
        ]
        assert {named.work for named in catalogue.by_title(["matrix das original"])} == {133093}
        assert catalogue.by_maker("Wachowski, Lana") == [133093]
        assert catalogue.part(903747, 5, 14) == 2301451
        assert catalogue.by_title(["ozymandias"]) == []  # episodes are found by their series


def test_tmdbs_daily_exports_and_its_csv(tmp_path: Path) -> None:
    summary, catalogue = build(
        tmp_path,
        movies='{"adult":false,"id":603,"original_title":"The Matrix","popularity":80.1,"video":false}\n'
        '{"adult":false,"id":194,"original_title":"Le Fabuleux Destin","popularity":20,"video":false}\n',
        series='{"id":1396,"original_name":"Breaking Bad","popularity":300.0}\n',
        details="id,title,original_title,release_date,runtime,imdb_id,genres\n"
        '603,"The Matrix","The Matrix",1999-03-31,136,tt0133093,"[{""id"": 28, ""name"": ""Action""}]"\n',
    )
    with catalogue:
        assert summary.problems == []
        assert titles(catalogue, "movie/603", "tt0133093", "tv/1396") == ["The Matrix", "The Matrix", "Breaking Bad"]
        number = catalogue.resolve("tt0133093")
        assert number is not None
        assert catalogue.idents(number) == ["movie/603", "tt0133093"]
        assert (catalogue.work(number).year, catalogue.work(number).genres) == (1999, ("Action",))


WIKIDATA = {
    "item": "http://www.wikidata.org/entity/Q83495",
    "itemLabel": "The Matrix",
    "date": "1999-03-31T00:00:00Z",
    "directorLabel": "Lana Wachowski",
    "director": "http://www.wikidata.org/entity/Q9545",
    "imdb": "tt0133093",
    "tmdb": "603",
}


def test_wikidatas_three_downloads(tmp_path: Path) -> None:
    bindings = [{name: {"type": "literal", "value": value} for name, value in WIKIDATA.items()}]
    header, row = ",".join(WIKIDATA), ",".join(WIKIDATA.values())
    for content in (
        json.dumps({"head": {"vars": list(WIKIDATA)}, "results": {"bindings": bindings}}),
        json.dumps([WIKIDATA], indent=1),
        f"{header}\n{row}\n",
    ):
        summary, catalogue = build(tmp_path, results=content)
        with catalogue:
            assert summary.problems == []
            assert titles(catalogue, "Q83495", "tt0133093", "movie/603") == ["The Matrix"] * 3
            number = catalogue.resolve("Q83495")
            assert number is not None
            assert [(person.name, person.ident) for person in catalogue.people(number)] == [("Lana Wachowski", "Q9545")]


def test_what_two_sources_say_of_one_work_is_put_together(tmp_path: Path) -> None:
    _, catalogue = build(
        tmp_path,
        basics=BASICS + AMELIE,
        results=json.dumps(
            [
                {
                    "item": "http://www.wikidata.org/entity/Q484048",
                    "itemLabel": "Die fabelhafte Welt der Amélie",
                    "imdb": "tt0211915",
                    "directorLabel": "Jean-Pierre Jeunet",
                    "countryLabel": "France",
                }
            ]
        ),
    )
    with catalogue:
        number = catalogue.resolve("Q484048")
        assert number == 211915
        assert catalogue.idents(number) == ["tt0211915", "Q484048"]
        work = catalogue.work(number)
        assert (work.title, work.countries) == ("Amélie", ("France",))
        assert [person.name for person in catalogue.people(number)] == ["Jean-Pierre Jeunet"]
        assert {named.work for named in catalogue.by_title(["die fabelhafte welt der amelie"])} == {number}


def test_two_items_that_claim_one_id_are_kept_apart(tmp_path: Path) -> None:
    rows = [
        {"item": f"http://www.wikidata.org/entity/Q{number}", "itemLabel": f"Film {number}", "imdb": "tt0000009"}
        for number in (11, 12)
    ]
    summary, catalogue = build(tmp_path, results=json.dumps(rows))
    with catalogue:
        assert titles(catalogue, "Q11", "Q12") == ["Film 11", "Film 12"]
        assert any("kept apart" in problem.reason for problem in summary.problems)


def test_any_table_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    path.write_text('No;Name;Jahr;Regie\nA-1;"Gefunden; verloren";2001;Eva Muster|Ann Other\n', encoding="utf-8")
    with pytest.raises(UsageError, match="--column"):
        build_catalogue([path], tmp_path / "catalogue.db")
    build_catalogue(
        [path],
        tmp_path / "catalogue.db",
        columns={"id": "No", "title": "Name", "year": "Jahr", "directors": "Regie"},
    )
    with Catalogue(tmp_path / "catalogue.db") as catalogue:
        number = catalogue.resolve("A-1")
        assert number is not None
        assert catalogue.work(number)[1:4:2] == ("A-1", "Gefunden; verloren")
        assert [person.name for person in catalogue.people(number)] == ["Eva Muster", "Ann Other"]
        assert [person.ident for person in catalogue.people(number)] == [None, None]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("tt0000002\tmovie\tToo\tfew\n", "4 columns instead of 9"),
        (MATRIX.replace("tt0133093", "tt"), "is no tt id"),
        (MATRIX.replace("tt0133093", "nm0133093"), "is no tt id"),
        (MATRIX.replace("1999", "soon"), "startYear is 'soon'"),
        (MATRIX.replace("The Matrix", "\\N"), "no title"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, reason: str) -> None:
    summary, catalogue = build(tmp_path, basics=BASICS + line + AMELIE)
    with catalogue:
        (problem,) = summary.problems
        assert problem.reason.endswith(reason)
        assert titles(catalogue, "tt0211915") == ["Amélie"]
        assert summary.sources[0].problems == 1


def test_quotes_mean_nothing_in_imdbs_files(tmp_path: Path) -> None:
    _, catalogue = build(tmp_path, basics=BASICS + MATRIX.replace("The Matrix", '"The" Matrix"') + AMELIE)
    with catalogue:
        assert titles(catalogue, "tt0133093", "tt0211915") == ['"The" Matrix"', "Amélie"]


def test_lines_in_another_encoding_are_named(tmp_path: Path) -> None:
    content = BASICS.encode() + AMELIE.encode("latin-1") + MATRIX.encode()
    summary, catalogue = build(tmp_path, basics=content)
    with catalogue:
        (problem,) = summary.problems
        assert (problem.line, problem.reason[:9]) == (2, "not UTF-8")
        assert titles(catalogue, "tt0133093", "tt0211915") == ["The Matrix", None]


def test_of_an_id_that_comes_twice_the_first_stays(tmp_path: Path) -> None:
    summary, catalogue = build(tmp_path, basics=BASICS + MATRIX + AMELIE + MATRIX.replace("The Matrix", "Another"))
    with catalogue:
        assert titles(catalogue, "tt0133093") == ["The Matrix"]
        (problem,) = summary.problems
        assert problem.line == 4
        assert "tt0133093 is there already" in problem.reason


def test_everything_that_may_be_wrong_in_one_file(tmp_path: Path) -> None:
    lines = [MATRIX.replace("tt0133093", f"tt{number:07d}") for number in range(1, 3_001)]
    lines[10] = "tt0000011\tmovie\n"
    lines[20] = lines[19]
    lines[30] = lines[30].replace("The Matrix", "\\N")
    lines[40] = lines[40].replace("1999", "soon")
    lines[50] = lines[50].replace("tt0000051", "xx51")
    content = (BASICS + "".join(lines)).encode().replace(b"tt0000061\tmovie\t", b"tt0000061\tmovie\tCaf\xe9 ", 1)
    packed = gzip.compress(content)
    summary, catalogue = build(tmp_path, basics=packed[:-200])
    with catalogue:
        assert [(problem.line, problem.reason.partition(" ")[0]) for problem in summary.problems[:-1]] == [
            *((12, "2"), (22, "tt0000020"), (32, "no"), (42, "startYear"), (52, "'xx51'"), (62, "not"))
        ]
        assert "ends in the middle" in summary.problems[-1].reason
        assert titles(catalogue, "tt0000063") == ["The Matrix"]
        assert summary.works == summary.sources[0].lines - 1 - 6


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"imdb": "none"}, "'none' is no imdb id"),
        ({"parent": "w9", "season": "two"}, "season is 'two'"),
        ({"end_year": "x"}, "end_year is 'x'"),
    ],
)
def test_a_line_counts_in_full_or_not_at_all(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    path = tmp_path / "works.jsonl"
    path.write_text(json.dumps({"id": "w1", "title": "One"}) + "\n" + json.dumps({"id": "w2", "title": "Two", **row}))
    summary = build_catalogue([path], tmp_path / "catalogue.db")
    assert [(problem.line, problem.reason) for problem in summary.problems] == [(2, reason)]
    assert (summary.works, summary.titles) == (1, 1)


def test_nothing_is_written_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "works.csv"
    path.write_text("id,title,year,original_title\nw1,One,\\N,\\N\nw2,\\N,1999,\n")
    summary = build_catalogue([path], tmp_path / "catalogue.db")
    assert [(problem.line, problem.reason) for problem in summary.problems] == [(3, "no title")]


def test_a_file_that_was_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    lines = "".join(MATRIX.replace("tt0133093", f"tt{number:07d}") for number in range(1, 5000))
    packed = gzip.compress((BASICS + lines).encode())
    summary, catalogue = build(tmp_path, basics=packed[: len(packed) // 2])
    with catalogue:
        assert not summary.sources[0].whole
        assert "ends in the middle" in summary.problems[-1].reason
        assert 0 < summary.works < 4999
        assert titles(catalogue, "tt0000001") == ["The Matrix"]


@pytest.mark.parametrize("cut", ['{"results": {"bindings": [{"item": {"value": "Q1"}, ', '[{"item": "Q1", "itemLa'])
def test_a_document_that_was_cut_off(tmp_path: Path, cut: str) -> None:
    summary, catalogue = build(tmp_path, results=cut, basics=BASICS + MATRIX)
    with catalogue:
        assert [source.whole for source in summary.sources] == [True, False]
        assert titles(catalogue, "tt0133093") == ["The Matrix"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("tconst\ttitleType\n", "its columns are not those of IMDb's files"),
        ("a,b,c\n1,2,3\n", "unknown columns"),
        ("", "is empty"),
    ],
)
def test_a_file_that_is_not_known_stops_the_build(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        build(tmp_path, unknown=content)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        build_catalogue([tmp_path / "missing.tsv"], tmp_path / "catalogue.db")
