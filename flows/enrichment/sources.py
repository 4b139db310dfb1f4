r"""The files that a catalogue is built from, read line by line: IMDb's TSV, TMDB's exports, Wikidata's results, others.

Which file is which is told by its columns, not by its name. A line that cannot be used is a `Problem`, and the rest
goes on.

- IMDb, https://developer.imdb.com/non-commercial-datasets/: title.basics, title.akas, title.principals, title.crew,
  title.episode, name.basics. Tab-separated UTF-8 without quoting, "\N" for nothing.
- TMDB, https://developer.themoviedb.org/docs/daily-id-exports: movie_ids and tv_series_ids, JSON Lines; and CSV files
  with the column names of its API.
- Wikidata: the JSON and CSV downloads of https://query.wikidata.org, and SPARQL 1.1 Query Results JSON.
- Any other CSV or JSON Lines file, by a mapping of its columns to `FIELDS`.
"""

import codecs
import csv
import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast

import orjson

from flows.enrichment.fold import fold_person, names_of
from flows.enrichment.idents import Scheme, ident_of, number_of, numbered
from flows.errors import UsageError
from schemas.review import Role, WorkKind

_LONGEST_LINE: Final = 1 << 20
_LONGEST_NAME: Final = 300
_YEARS: Final = range(1870, 2201)
_NOTHING: Final = (None, "", "\\N")
"""How files say that there is no value."""

FIELDS: Final = (
    *("id", "title", "original_title", "names", "kind", "year", "end_year", "runtime", "genres", "countries"),
    *("directors", "director_ids", "writers", "writer_ids", "creators", "creator_ids", "cast", "cast_ids"),
    *("imdb", "tmdb", "wikidata", "parent", "season", "episode"),
)
"""What a column of a CSV or JSON Lines file can hold. Lists are JSON lists, or texts with "|" between their items."""


class Problem(NamedTuple):
    """A line, or a whole file, that could not be used."""

    source: str
    line: int
    """From 1; 0 for the file as a whole."""
    reason: str


class Unreadable(Exception):  # noqa: N818 - one line's trouble, caught in this module
    """Why a line cannot be used."""


@dataclass(slots=True)
class Rows:
    """Rows for the catalogue's tables, as they are read."""

    works: list[tuple[Any, ...]] = field(default_factory=list)
    """(id, kind, title, original, year, end_year, runtime, genres, countries, ident)"""
    names: list[tuple[int, int, int, str]] = field(default_factory=list)
    """(block is made when stored) (work, origin, part, folded name)"""
    credits: list[tuple[int, int, int, int, str | None]] = field(default_factory=list)
    """(work, role, person, rank, character)"""
    people: list[tuple[int, str, str | None]] = field(default_factory=list)
    """(id, name, ident)"""
    parts: list[tuple[int, int, int | None, int | None]] = field(default_factory=list)
    """(work, parent, season, episode)"""
    same: list[tuple[int, int]] = field(default_factory=list)
    """Two numbers of one work."""
    line: int = 0
    """Number of the line that is read now."""
    lines: list[int] = field(default_factory=list)
    """The lines of `works`, of a source that tells of each work once."""

    def clear(self) -> None:
        """Forget them: they are stored."""
        for rows in (self.works, self.names, self.credits, self.people, self.parts, self.same, self.lines):
            rows.clear()

    def name(self, work: int, origin: int, title: str) -> None:
        """Add a title by which a work may be called."""
        for part, name in names_of(title):
            self.names.append((work, origin, part, name))


TITLE: Final = 0
ORIGINAL: Final = 1
AKA: Final = 2

KINDS: Final = {
    WorkKind.FILM: 0,
    WorkKind.SERIES: 1,
    WorkKind.SEASON: 2,
    WorkKind.EPISODE: 3,
    WorkKind.GAME: 4,
    WorkKind.MUSIC: 5,
    WorkKind.OTHER: 6,
}
ROLES: Final = {
    Role.DIRECTOR: 0,
    Role.CREATOR: 1,
    Role.WRITER: 2,
    Role.CAST: 3,
    Role.PRODUCER: 4,
    Role.COMPOSER: 5,
    Role.CINEMATOGRAPHER: 6,
    Role.EDITOR: 7,
}
_IMDB_KINDS: Final = {
    **dict.fromkeys(("movie", "short", "tvMovie", "tvShort", "tvSpecial", "video"), WorkKind.FILM),
    **dict.fromkeys(("tvSeries", "tvMiniSeries"), WorkKind.SERIES),
    **dict.fromkeys(("tvEpisode", "tvPilot"), WorkKind.EPISODE),
    "videoGame": WorkKind.GAME,
    "musicVideo": WorkKind.MUSIC,
}
_KIND_WORDS: Final = (
    (WorkKind.EPISODE, ("episode",)),
    (WorkKind.SEASON, ("season",)),
    (WorkKind.GAME, ("game",)),
    (WorkKind.SERIES, ("series", "tv show", "sitcom", "television program", "drama series", "miniseries")),
    (WorkKind.FILM, ("film", "movie", "short")),
)
_IMDB_ROLES: Final = {
    "director": Role.DIRECTOR,
    "writer": Role.WRITER,
    "creator": Role.CREATOR,
    "actor": Role.CAST,
    "actress": Role.CAST,
    "producer": Role.PRODUCER,
    "composer": Role.COMPOSER,
    "cinematographer": Role.CINEMATOGRAPHER,
    "editor": Role.EDITOR,
}


# --- lines


class Source:
    """One file: what it is, and its lines as rows."""

    def __init__(self, path: Path, columns: Mapping[str, str] | None = None) -> None:
        """Look at the beginning of the file.

        Raises:
            UsageError: it cannot be read, or is none of the files that are known and no columns are given.
        """
        self.path = path
        self.problems: list[Problem] = []
        self._after = 0
        self.whole = True
        """Whether it could be read to its end."""
        try:
            self.size = path.stat().st_size
            self.changed = path.stat().st_mtime_ns
            with _opened(path) as file:
                head = file.read(65_536)
        except (OSError, EOFError, zlib.error) as error:
            raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
        self.kind, self._read = _recognized(path, head.decode("utf-8", "replace"), columns or {})

    @property
    def merges(self) -> bool:
        """Whether several lines may tell of one work."""
        return not self.kind.startswith("imdb")

    def read(self, rows: Rows, *, after: int = 0) -> Iterator[int]:
        """Put the rows of each line into `rows` and give the line's number; skip lines up to `after`.

        Lines that cannot be used are in `problems`.
        """
        self._after = after
        with _opened(self.path) as file:
            yield from self._read(self, file, rows, after)

    def problem(self, line: int, reason: str) -> None:
        """Take note of a line that cannot be used, unless an earlier run has."""
        if line > self._after or not line:
            self.problems.append(Problem(self.path.name, line, reason))

    def cut_off(self, line: int, reason: str) -> None:
        """Take note that nothing more can be read."""
        self.problem(line, reason)
        self.whole = False

    def lines(self, file: BinaryIO) -> Iterator[tuple[int, str]]:
        """Numbered lines as text. Ends, with a problem, where a compressed file is damaged."""
        number = 0
        try:
            while raw := file.readline(_LONGEST_LINE):
                number += 1
                if len(raw) == _LONGEST_LINE and not raw.endswith(b"\n"):
                    self.problem(number, "the line is longer than 1 MB")
                    while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                        pass
                    continue
                try:
                    yield number, raw.decode("utf-8").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    self.problem(number, f"not UTF-8 at byte {error.start}")
        except EOFError:
            self.cut_off(number + 1, "the compressed file ends in the middle: download it again")
        except (OSError, zlib.error) as error:
            self.cut_off(number + 1, f"the compressed file is damaged: {error}")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        if file.peek(2)[:2] != b"\x1f\x8b":
            yield file
            return
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield cast("BinaryIO", unpacked)


Reader = Callable[[Source, BinaryIO, Rows, int], Iterator[int]]


def _recognized(path: Path, head: str, columns: Mapping[str, str]) -> tuple[str, Reader]:
    head = head.removeprefix("\ufeff")
    if not head.strip():
        raise UsageError(f"{path} is empty")
    first = head.split("\n", 1)[0].rstrip("\r")
    header = tuple(first.split("\t"))
    if header in _IMDB:
        name, parse = _IMDB[header]
        return f"imdb {name}", _tab_separated(len(header), parse)
    if header[0] in ("tconst", "nconst", "titleId"):
        raise UsageError(f"{path}: its columns are not those of IMDb's files: {', '.join(header)[:200]}")
    if first.startswith(("{", "[")):
        return _json(path, head, first, columns)
    dialect = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    names = next(csv.reader([first], delimiter=dialect), [])
    return "csv", _comma_separated(dialect, _mapping(path, names, columns))


def _json(path: Path, head: str, first: str, columns: Mapping[str, str]) -> tuple[str, Reader]:
    if first.startswith("[") or '"bindings"' in head:
        return "wikidata", _one_document(path, columns)
    try:
        names = tuple(json.loads(first))
    except ValueError as error:
        raise UsageError(f"{path}: neither JSON Lines nor a list of objects nor SPARQL results") from error
    if "id" in names and ("original_title" in names or "original_name" in names) and "popularity" in names:
        kind = WorkKind.FILM if "original_title" in names else WorkKind.SERIES
        return f"tmdb {kind}", _json_lines(lambda row, rows: _tmdb_id(row, rows, kind))
    mapped = _mapping(path, names, columns)
    return "json lines", _json_lines(lambda row, rows: mapped(row, rows))


def _tab_separated(width: int, parse: "Callable[[list[str], Rows], None]") -> Reader:
    def read(source: Source, file: BinaryIO, rows: Rows, after: int) -> Iterator[int]:
        lines = source.lines(file)
        next(lines, None)
        for number, line in lines:
            if number <= after:
                continue
            cells = line.split("\t")
            if len(cells) != width:
                source.problem(number, f"{len(cells)} columns instead of {width}")
                continue
            rows.line = number
            try:
                parse(cells, rows)
            except Unreadable as why:
                source.problem(number, str(why))
            yield number

    return read


def _comma_separated(delimiter: str, parse: "Callable[[Mapping[str, Any], Rows], None]") -> Reader:
    def read(source: Source, file: BinaryIO, rows: Rows, after: int) -> Iterator[int]:
        numbers: list[int] = [0]

        def texts() -> Iterator[str]:
            for number, text in source.lines(file):
                numbers[0] = number
                yield text.removeprefix("\ufeff") + "\n"

        table = csv.reader(texts(), delimiter=delimiter, strict=True)
        header = next(table, [])
        while True:
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error as error:
                source.problem(numbers[0], f"no CSV: {error}")
                continue
            number = numbers[0]
            if number <= after or not cells:
                continue
            if len(cells) != len(header):
                source.problem(number, f"{len(cells)} columns instead of {len(header)}")
                continue
            _try(source, number, parse, dict(zip(header, cells, strict=True)), rows)
            yield number

    return read


def _json_lines(parse: "Callable[[Mapping[str, Any], Rows], None]") -> Reader:
    def read(source: Source, file: BinaryIO, rows: Rows, after: int) -> Iterator[int]:
        for number, line in source.lines(file):
            if number <= after or not line.strip():
                continue
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                source.problem(number, f"no JSON: {error.msg}")
                continue
            if isinstance(row, dict):
                _try(source, number, parse, row, rows)
            else:
                source.problem(number, "no JSON object")
            yield number

    return read


def _one_document(path: Path, columns: Mapping[str, str]) -> Reader:
    """The objects of one list, read one after the other from a document that may be larger than the memory."""

    def read(source: Source, file: BinaryIO, rows: Rows, after: int) -> Iterator[int]:
        parse: Callable[[Mapping[str, Any], Rows], None] | None = None
        for number, row in enumerate(_objects(source, file), start=1):
            plain = {name: _bound(value) for name, value in row.items()}
            if parse is None:
                parse = _mapping(path, tuple(plain), columns)
            if number > after:
                _try(source, number, parse, plain, rows)
                yield number

    return read


def _objects(source: Source, file: BinaryIO) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    text = codecs.getincrementaldecoder("utf-8")("replace")
    buffer, begun, number = "", False, 0
    while True:
        try:
            more = text.decode(file.read(1 << 18))
        except (EOFError, OSError, zlib.error) as error:
            source.cut_off(number + 1, f"the compressed file is damaged: {error}")
            return
        buffer += more
        if not begun:
            start = re.search(r'^\s*\ufeff?\[|"bindings"\s*:\s*\[', buffer)
            if start is None:
                if not more:
                    source.cut_off(0, "it has no list of results")
                    return
                continue
            buffer, begun = buffer[start.end() :], True
        place = 0
        while True:
            place = _skip(buffer, place)
            if place < len(buffer) and buffer[place] == "]":
                return
            try:
                row, place = decoder.raw_decode(buffer, place)
            except ValueError:
                break
            number += 1
            if isinstance(row, dict):
                yield row
            else:
                source.problem(number, "no JSON object")
        buffer = buffer[place:]
        if not more or len(buffer) > 64 * _LONGEST_LINE:
            source.cut_off(number + 1, "the document ends in the middle or is no JSON from here on")
            return


def _skip(buffer: str, place: int) -> int:
    while place < len(buffer) and buffer[place] in " \t\r\n,":
        place += 1
    return place


def _bound(value: Any) -> Any:
    """The value of a SPARQL binding, or the value itself."""
    return value.get("value") if isinstance(value, dict) and "value" in value else value


def _try(
    source: Source,
    number: int,
    parse: "Callable[[Mapping[str, Any], Rows], None]",
    row: Mapping[str, Any],
    rows: Rows,
) -> None:
    try:
        parse(row, rows)
    except Unreadable as why:
        source.problem(number, str(why))


# --- IMDb


def _imdb_basics(cells: list[str], rows: Rows) -> None:
    ident, type_, title, original, _, start, end, runtime, genres = cells
    work = _imdb_number(ident, "tt")
    if title in ("", "\\N"):
        raise Unreadable("no title")
    kind = _IMDB_KINDS.get(type_, WorkKind.OTHER)
    title, original = title[:_LONGEST_NAME], original[:_LONGEST_NAME]
    row = (
        work,
        KINDS[kind],
        title,
        None if original in (title, "\\N") else original,
        _imdb_int(start, "startYear"),
        _imdb_int(end, "endYear"),
        _imdb_int(runtime, "runtimeMinutes"),
        None if genres == "\\N" else genres,
        None,
        None,
    )
    rows.works.append(row)  # only now: a line counts in full or not at all
    rows.lines.append(rows.line)
    if kind is not WorkKind.EPISODE:  # episodes are found by their series and number
        rows.name(work, TITLE, title)
        if original not in (title, "\\N"):
            rows.name(work, ORIGINAL, original)


def _imdb_akas(cells: list[str], rows: Rows) -> None:
    if cells[2] in ("", "\\N"):
        raise Unreadable("no title")
    rows.name(_imdb_number(cells[0], "tt"), AKA, cells[2][:_LONGEST_NAME])


def _imdb_principals(cells: list[str], rows: Rows) -> None:
    role = _IMDB_ROLES.get(cells[3])
    if role is None:
        return
    characters = cells[5]
    character = None
    if characters != "\\N":
        try:
            character = orjson.loads(characters)[0]
        except (orjson.JSONDecodeError, IndexError, KeyError, TypeError) as error:
            raise Unreadable(f"characters is no JSON list: {characters[:60]}") from error
    person = _imdb_number(cells[2], "nm")
    rows.credits.append(
        (_imdb_number(cells[0], "tt"), ROLES[role], person, _imdb_int(cells[1], "ordering") or 0, character)
    )


def _imdb_crew(cells: list[str], rows: Rows) -> None:
    work = _imdb_number(cells[0], "tt")
    rows.credits += [
        (work, ROLES[role], _imdb_number(person, "nm"), rank, None)
        for role, people in ((Role.DIRECTOR, cells[1]), (Role.WRITER, cells[2]))
        if people not in ("\\N", "")
        for rank, person in enumerate(people.split(","), start=1)
    ]


def _imdb_episode(cells: list[str], rows: Rows) -> None:
    rows.parts.append(
        (
            _imdb_number(cells[0], "tt"),
            _imdb_number(cells[1], "tt"),
            _imdb_int(cells[2], "seasonNumber"),
            _imdb_int(cells[3], "episodeNumber"),
        )
    )


def _imdb_names(cells: list[str], rows: Rows) -> None:
    if cells[1] in ("", "\\N"):
        raise Unreadable("no name")
    rows.people.append((_imdb_number(cells[0], "nm"), cells[1][:_LONGEST_NAME], None))


_IMDB: Final[dict[tuple[str, ...], tuple[str, Callable[[list[str], Rows], None]]]] = {
    (
        *("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult"),
        *("startYear", "endYear", "runtimeMinutes", "genres"),
    ): ("basics", _imdb_basics),
    ("titleId", "ordering", "title", "region", "language", "types", "attributes", "isOriginalTitle"): (
        "akas",
        _imdb_akas,
    ),
    ("tconst", "ordering", "nconst", "category", "job", "characters"): ("principals", _imdb_principals),
    ("tconst", "directors", "writers"): ("crew", _imdb_crew),
    ("tconst", "parentTconst", "seasonNumber", "episodeNumber"): ("episode", _imdb_episode),
    ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession", "knownForTitles"): ("names", _imdb_names),
}


def _imdb_number(ident: str, prefix: str) -> int:
    digits = ident[2:]
    if ident[:2] != prefix or not digits.isdecimal() or len(digits) > 12:
        raise Unreadable(f"{ident[:40]!r} is no {prefix} id")
    return int(digits)


def _imdb_int(cell: str, column: str) -> int | None:
    if cell == "\\N":
        return None
    if not cell.isdecimal() or len(cell) > 9:
        raise Unreadable(f"{column} is {cell[:40]!r}")
    return int(cell)


# --- TMDB's daily exports


def _tmdb_id(row: Mapping[str, Any], rows: Rows, kind: WorkKind) -> None:
    film = kind is WorkKind.FILM
    ident, title = row.get("id"), row.get("original_title" if film else "original_name")
    if not isinstance(ident, int) or ident < 1:
        raise Unreadable(f"id is {str(ident)[:40]!r}")
    if not isinstance(title, str) or not title:
        raise Unreadable("no title")
    work = numbered(Scheme.MOVIE if film else Scheme.TV, ident)
    rows.works.append((work, KINDS[kind], title[:_LONGEST_NAME], None, None, None, None, None, None, None))
    rows.name(work, TITLE, title[:_LONGEST_NAME])


# --- anything by its columns

_TMDB_COLUMNS: Final = {
    "id": "id",
    "title": "title",
    "name": "title",
    "original_title": "original_title",
    "original_name": "original_title",
    "release_date": "year",
    "first_air_date": "year",
    "last_air_date": "end_year",
    "runtime": "runtime",
    "genres": "genres",
    "production_countries": "countries",
    "imdb_id": "imdb",
    "wikidata_id": "wikidata",
    "directors": "directors",
    "director": "directors",
    "created_by": "creators",
    "writers": "writers",
    "cast": "cast",
}
_WIKIDATA_COLUMNS: Final = {
    "item": "id",
    "itemLabel": "title",
    "itemAltLabel": "names",
    "originalTitle": "original_title",
    "name": "names",
    "type": "kind",
    "typeLabel": "kind",
    "date": "year",
    "year": "year",
    "endDate": "end_year",
    "duration": "runtime",
    "genreLabel": "genres",
    "countryLabel": "countries",
    "director": "director_ids",
    "directorLabel": "directors",
    "creator": "creator_ids",
    "creatorLabel": "creators",
    "writer": "writer_ids",
    "writerLabel": "writers",
    "cast": "cast_ids",
    "castLabel": "cast",
    "imdb": "imdb",
    "tmdb": "tmdb",
    "tmdbMovie": "tmdb",
    "tmdbTv": "tmdb_tv",
    "series": "parent",
    "season": "season",
    "episode": "episode",
}


def _mapping(
    path: Path, names: Iterable[str], columns: Mapping[str, str]
) -> "Callable[[Mapping[str, Any], Rows], None]":
    """How to read a row with these columns.

    Raises:
        UsageError: nothing tells which column is the id and which the title.
    """
    names = tuple(names)
    prefix = ""
    if columns:
        fields = {column: name for name, column in columns.items()}
        missing = [column for name, column in columns.items() if column not in names and name in ("id", "title")]
        if missing:
            raise UsageError(f"{path}: it has no column {missing[0]!r}, but {', '.join(names)[:200]}")
    elif "item" in names:
        fields = _WIKIDATA_COLUMNS
    elif "id" in names and "release_date" in names:
        fields, prefix = _TMDB_COLUMNS, "movie/"
    elif "id" in names and "first_air_date" in names:
        fields, prefix = _TMDB_COLUMNS, "tv/"
    else:
        fields = {name: name for name in FIELDS}
    if not {"id", "title"} <= {fields.get(column) for column in names}:
        raise UsageError(
            f"{path}: unknown columns ({', '.join(names)[:200]}): say which is which, --column id=… --column title=…"
        )

    def parse(row: Mapping[str, Any], rows: Rows) -> None:
        told: dict[str, Any] = {}
        for column, name in fields.items():  # of JSON objects, each may have other ones
            if row.get(column) not in _NOTHING:
                told.setdefault(name, row[column])
        _mapped(told, prefix, rows)

    return parse


def _mapped(told: Mapping[str, Any], prefix: str, rows: Rows) -> None:
    ident = str(told.get("id", "")).strip()
    if not ident:
        raise Unreadable("no id")
    title = str(told.get("title", "")).strip()[:_LONGEST_NAME]
    if not title or title == ident.rpartition("/")[2]:  # Wikidata's label service gives the item's id
        raise Unreadable("no title")
    ident = prefix + ident if ident.isdigit() else ident
    work = number_of(ident)
    kind = _kind(told.get("kind"), ident)
    original = str(told.get("original_title") or "").strip()[:_LONGEST_NAME] or None
    own = ident if ident_of(work) is None else None
    same, part = list(_others(told, ident, work)), _part(told, prefix, work)  # first what may be wrong
    rows.works.append(
        (
            work,
            kind,
            title,
            None if original == title else original,
            _year(told.get("year"), "year"),
            _year(told.get("end_year"), "end_year"),
            _minutes(told.get("runtime")),
            ",".join(_items(told.get("genres"), ",")) or None,
            ",".join(_items(told.get("countries"), ",")) or None,
            own,
        )
    )
    if kind != KINDS[WorkKind.EPISODE]:
        rows.name(work, TITLE, title)
        if original and original != title:
            rows.name(work, ORIGINAL, original)
        for name in _items(told.get("names"), "|"):
            rows.name(work, AKA, name[:_LONGEST_NAME])
    for role, names, ids in (
        (Role.DIRECTOR, "directors", "director_ids"),
        (Role.CREATOR, "creators", "creator_ids"),
        (Role.WRITER, "writers", "writer_ids"),
        (Role.CAST, "cast", "cast_ids"),
    ):
        _credits(work, role, told.get(names), told.get(ids), rows)
    rows.same += same
    if part is not None:
        rows.parts.append(part)


def _others(told: Mapping[str, Any], ident: str, work: int) -> Iterator[tuple[int, int]]:
    """The work's number with each of those under which other sources have it."""
    for scheme, form in (("imdb", "{}"), ("tmdb", "movie/{}"), ("tmdb_tv", "tv/{}"), ("wikidata", "{}")):
        if (other := str(told.get(scheme) or "").strip()) and other != ident:
            number = number_of(form.format(other) if other.isdigit() else other)
            if ident_of(number) is None:
                raise Unreadable(f"{other[:40]!r} is no {scheme} id")
            yield min(work, number), max(work, number)


def _part(told: Mapping[str, Any], prefix: str, work: int) -> tuple[int, int, int | None, int | None] | None:
    """Which part of which other work it is."""
    if not told.get("parent"):
        return None
    parent = str(told["parent"]).strip()
    season, episode = _number(told.get("season"), "season"), _number(told.get("episode"), "episode")
    return work, number_of(prefix + parent if parent.isdigit() else parent), season, episode


def _credits(work: int, role: Role, names: Any, ids: Any, rows: Rows) -> None:
    people = _items(names, "|")
    idents = _items(ids, "|")
    for rank, name in enumerate(people, start=1):
        ident = idents[rank - 1] if len(idents) == len(people) else None
        # A name without an id is a person of this work alone: never one with the same name elsewhere.
        number = number_of(ident or f"{work}/{fold_person(name)}")
        own = ident if ident and ident_of(number) is None else None
        rows.people.append((number, name[:_LONGEST_NAME], own))
        rows.credits.append((work, ROLES[role], number, rank, None))


def _items(value: Any, separator: str) -> list[str]:
    """The texts of a list: a JSON list of texts or of objects with a name, or one text with separators."""
    if value is None:
        return []
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("[{"):
            try:
                return _items(json.loads(text), separator)
            except ValueError:
                return []
        parts = text.split("|") if "|" in text else text.split(separator)
        return [part.strip() for part in parts if part.strip()]
    if isinstance(value, list):
        named = (item.get("name") if isinstance(item, dict) else item for item in value)
        return [str(item).strip() for item in named if item]
    return [str(value)]


def _kind(value: Any, ident: str) -> int | None:
    if value is None:
        return (
            KINDS[WorkKind.SERIES] if ident.startswith("tv/") else KINDS[WorkKind.FILM] if "movie/" in ident else None
        )
    word = str(value).strip()
    if word in _IMDB_KINDS:
        return KINDS[_IMDB_KINDS[word]]
    for kind, words in _KIND_WORDS:
        if any(part in word.lower() for part in words):
            return KINDS[kind]
    return KINDS[WorkKind.OTHER]


def _year(value: Any, column: str) -> int | None:
    if value is None:
        return None
    year = re.match(r"\s*\+?(\d{4})(?!\d)", str(value))
    if year is None or int(year[1]) not in _YEARS:
        raise Unreadable(f"{column} is {str(value)[:40]!r}")
    return int(year[1])


def _minutes(value: Any) -> int | None:
    try:
        minutes = int(float(value)) if value is not None else 0
    except (TypeError, ValueError, OverflowError):
        return None
    return minutes if 0 < minutes < 100_000 else None


def _number(value: Any, column: str) -> int | None:
    if value is None:
        return None
    if not re.fullmatch(r"\d{1,5}", str(value).strip()):
        raise Unreadable(f"{column} is {str(value)[:40]!r}")
    return int(value)
