"""Build a catalogue: sources in, one SQLite file made for look-ups out.

The work is done in a file beside the catalogue's name. Each transaction carries the lines that it has read, so a build
that was cut off goes on where it stopped; the catalogue appears under its name whole or not at all.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from flows.enrichment.fold import block_of, block_of_person, fold_person
from flows.enrichment.idents import ident_of, scheme_of
from flows.enrichment.sources import ROLES, Problem, Rows, Source
from flows.errors import ReviewlinesError, UsageError
from schemas.review import Role

LAYOUT: Final = 1
"""Version of the tables and of the way in which titles are folded."""

_LINES: Final = 100_000
"""Lines of one transaction."""
_PROBLEMS: Final = 1_000
"""Problems of a source that are kept; all are counted."""

_TABLES: Final = """
CREATE TABLE source(name TEXT PRIMARY KEY, kind TEXT, size INTEGER, changed INTEGER, lines INTEGER, problems INTEGER,
    whole INTEGER, done INTEGER);
CREATE TABLE problem(source TEXT, line INTEGER, reason TEXT);
CREATE TABLE meta(name TEXT PRIMARY KEY, value);
CREATE TABLE work(id INTEGER PRIMARY KEY, kind INTEGER, title TEXT, original TEXT, year INTEGER, end_year INTEGER,
    runtime INTEGER, genres TEXT, countries TEXT, ident TEXT);
CREATE TABLE named(block INTEGER, work INTEGER, form INTEGER, name TEXT);
CREATE TABLE credit(work INTEGER, role INTEGER, person INTEGER, rank INTEGER, character TEXT,
    PRIMARY KEY(work, role, person)) WITHOUT ROWID;
CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT, ident TEXT);
CREATE TABLE part(work INTEGER PRIMARY KEY, parent INTEGER, season INTEGER, episode INTEGER);
CREATE TABLE same(number INTEGER, other INTEGER, PRIMARY KEY(number, other)) WITHOUT ROWID;
"""
_INSERT: Final = {
    "people": "INSERT OR IGNORE INTO person VALUES (?,?,?)",
    "credits": "INSERT OR IGNORE INTO credit VALUES (?,?,?,?,?)",
    "parts": "INSERT OR IGNORE INTO part VALUES (?,?,?,?)",
    "same": "INSERT OR IGNORE INTO same VALUES (?,?)",
}
_INSERT_WORK: Final = "INSERT OR IGNORE INTO work VALUES (?,?,?,?,?,?,?,?,?,?)"
_MERGE_WORK: Final = """
INSERT INTO work VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET
    kind = coalesce(kind, excluded.kind), original = coalesce(original, excluded.original),
    year = min(coalesce(year, excluded.year), coalesce(excluded.year, year)),
    end_year = coalesce(end_year, excluded.end_year), runtime = coalesce(runtime, excluded.runtime),
    countries = coalesce(countries, excluded.countries),
    genres = CASE WHEN instr(','||genres||',', ','||excluded.genres||',') THEN genres
             ELSE coalesce(genres||','||excluded.genres, genres, excluded.genres) END
"""
_LOOK_UPS: Final = """
CREATE TABLE title(block INTEGER, work INTEGER, name TEXT, form INTEGER, year INTEGER, kind INTEGER,
    PRIMARY KEY(block, work, name)) WITHOUT ROWID;
INSERT OR IGNORE INTO title SELECT n.block, n.work, n.name, n.form, w.year, w.kind
    FROM named n JOIN work w ON w.id = n.work ORDER BY n.block, n.work, n.name, n.form;
CREATE INDEX part_of ON part(parent, season, episode);
CREATE INDEX same_as ON same(other);
CREATE TABLE maker(block INTEGER, person INTEGER, PRIMARY KEY(block, person)) WITHOUT ROWID;
INSERT OR IGNORE INTO maker SELECT block_of_person(p.name), p.id
    FROM (SELECT DISTINCT person FROM credit WHERE role IN ({makers})) c JOIN person p ON p.id = c.person ORDER BY 1, 2;
CREATE INDEX made ON credit(person, work) WHERE role IN ({makers});
DROP TABLE named;
"""


@dataclass(slots=True)
class SourceSummary:
    """What was read of one source."""

    name: str
    kind: str
    lines: int
    problems: int
    whole: bool
    """Whether it could be read to its end."""


@dataclass(slots=True)
class BuildSummary:
    """What a catalogue was built from, and what is in it."""

    sources: list[SourceSummary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """At most a thousand of each source."""
    works: int = 0
    titles: int = 0
    people: int = 0
    credits: int = 0
    version: str = ""


def build_catalogue(
    paths: Sequence[Path],
    out: Path,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> BuildSummary:
    """Build the catalogue `out` from files; a build of the same files that was cut off goes on.

    Args:
        paths: The sources, in any order; each is recognized by its columns.
        out: The catalogue. One that is there is replaced when the new one is whole.
        columns: For files with unknown columns: the column's name by `sources.FIELDS`.
        progress: Told (file, lines, 0).

    Raises:
        UsageError: a source cannot be read or is not known; or a build of other sources was begun.
        ReviewlinesError: the catalogue cannot be written.
    """
    sources = sorted((Source(path, columns) for path in paths), key=lambda source: (source.merges, source.path.name))
    twice = [name for name, count in Counter(source.path.name for source in sources).items() if count > 1]
    if twice:
        raise UsageError(f"two sources are called {twice[0]}: rename one of them")
    building = out.with_name(f"{out.name}.building")
    try:
        with closing(sqlite3.connect(building, isolation_level=None)) as database:
            _prepare(database, sources, building)
            for source in sources:
                _load(database, source, progress)
            _finish(database, progress)
            summary = _summarize(database)
            whole = out.with_name(f"{out.name}.whole")
            whole.unlink(missing_ok=True)
            database.execute("VACUUM INTO ?", (str(whole),))
        whole.replace(out)
        for suffix in ("", "-wal", "-shm"):
            building.with_name(building.name + suffix).unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        raise ReviewlinesError(f"cannot write {out}: {error}") from error
    return summary


def _prepare(database: sqlite3.Connection, sources: Sequence[Source], building: Path) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")  # a build that a power cut spoils is begun again
    database.execute("PRAGMA cache_size = -262144")
    database.execute("PRAGMA temp_store = FILE")
    database.create_function("block_of_person", 1, lambda name: block_of_person(fold_person(name)), deterministic=True)
    wanted = [(source.path.name, source.kind, source.size, source.changed) for source in sources]
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'source'").fetchone():
        database.executescript(f"BEGIN; {_TABLES} COMMIT;")
        database.executemany("INSERT INTO source VALUES (?,?,?,?,0,0,1,0)", wanted)
        database.execute("INSERT INTO meta VALUES ('layout', ?)", (LAYOUT,))
    elif database.execute("SELECT 1 FROM meta WHERE name = 'layout' AND value = ?", (LAYOUT,)).fetchone() is None:
        raise UsageError(f"{building} was begun by another version of Reviewlines: remove it to start anew")
    begun = database.execute("SELECT name, kind, size, changed FROM source").fetchall()
    if sorted(begun) != sorted(wanted):
        raise UsageError(f"{building} was begun with other sources: give the same ones, or remove it to start anew")


def _load(database: sqlite3.Connection, source: Source, progress: Callable[[str, int, int], None]) -> None:
    """Read a source from where it was left."""
    name = source.path.name
    position, done = database.execute("SELECT lines, done FROM source WHERE name = ?", (name,)).fetchone()
    if done:
        return
    rows = Rows()
    line = position
    for line in source.read(rows, after=position):
        if line - position >= _LINES:
            _store(database, source, rows, line)
            progress(name, line, 0)
            position = line
    _store(database, source, rows, line, done=True)
    progress(name, line, 0)


def _store(database: sqlite3.Connection, source: Source, rows: Rows, line: int, *, done: bool = False) -> None:
    """One transaction: the rows, and how far the source has been read."""
    database.execute("BEGIN")
    try:
        named = [(block_of(name), work, 3 * origin + part, name) for work, origin, part, name in rows.names]
        if source.merges:
            database.executemany(_MERGE_WORK, rows.works)
        else:
            _insert_apart(database, source, rows)
        database.executemany("INSERT INTO named VALUES (?,?,?,?)", named)
        for table, statement in _INSERT.items():
            database.executemany(statement, getattr(rows, table))
        database.executemany("INSERT INTO problem VALUES (?,?,?)", source.problems[:_PROBLEMS])
        database.execute(
            "UPDATE source SET lines = ?, problems = problems + ?, whole = ?, done = ? WHERE name = ?",
            (line, len(source.problems), source.whole, done, source.path.name),
        )
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    rows.clear()
    source.problems.clear()


def _insert_apart(database: sqlite3.Connection, source: Source, rows: Rows) -> None:
    """Works of a source that tells of each once; a second telling is a problem."""
    if not rows.works:
        return
    database.execute("SAVEPOINT works")
    if database.executemany(_INSERT_WORK, rows.works).rowcount == len(rows.works):
        database.execute("RELEASE works")
        return
    database.execute("ROLLBACK TO works")
    for line, work in zip(rows.lines, rows.works, strict=True):
        if not database.execute(_INSERT_WORK, work).rowcount:
            source.problem(line, f"{ident_of(work[0])} is there already: the first one stays")
    database.execute("RELEASE works")


def _finish(database: sqlite3.Connection, progress: Callable[[str, int, int], None]) -> None:
    """Merge the works that sources tell of under two ids, and make the look-ups."""
    if database.execute("SELECT 1 FROM meta WHERE name = 'version'").fetchone():
        return
    progress("look-ups", 0, 0)
    database.execute("BEGIN")
    try:
        _merge_same(database)
        makers = ",".join(str(ROLES[role]) for role in (Role.DIRECTOR, Role.CREATOR))
        for statement in _LOOK_UPS.format(makers=makers).split(";"):
            database.execute(statement)
        database.execute("INSERT INTO meta VALUES ('version', ?)", (_version(database),))
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def _version(database: sqlite3.Connection) -> str:
    told = database.execute("SELECT name, size, changed FROM source ORDER BY name").fetchall()
    return hashlib.sha256(repr((LAYOUT, told)).encode()).hexdigest()[:12]


def _merge_same(database: sqlite3.Connection) -> None:
    """Leave one row for each work, under its best number; `same` then leads from each other number to it.

    Two numbers of one scheme are never one work: what would join them is left out, with a problem.
    """
    groups = list(_groups(database))
    database.execute("DELETE FROM same")
    for members in groups:
        present = [
            number
            for number in sorted(members)
            if database.execute("SELECT 1 FROM work WHERE id = ?", (number,)).fetchone()
        ]
        if not present:
            continue
        best = present[0]
        for number in present[1:]:
            _merge(database, number, best)
        database.executemany("INSERT INTO same VALUES (?,?)", [(n, best) for n in sorted(members) if n != best])


def _groups(database: sqlite3.Connection) -> Iterator[set[int]]:
    group_of: dict[int, set[int]] = {}
    for number, other in database.execute("SELECT number, other FROM same ORDER BY number, other").fetchall():
        one, two = group_of.get(number, {number}), group_of.get(other, {other})
        joined = one | two
        if len({scheme_of(member) for member in joined}) < len(joined):
            database.execute(
                "INSERT INTO problem VALUES ('', 0, ?)",
                (f"two ids of one kind for one work: {number} and {other} are kept apart",),
            )
            continue
        for member in joined:
            group_of[member] = joined
    seen: set[int] = set()
    for members in group_of.values():
        if id(members) not in seen:
            seen.add(id(members))
            yield members


def _merge(database: sqlite3.Connection, number: int, best: int) -> None:
    """Move what is known under a number to the best one, which keeps what it has."""
    row = database.execute("SELECT * FROM work WHERE id = ?", (number,)).fetchone()
    database.execute(_MERGE_WORK, (best, *row[1:3], row[3] or row[2], *row[4:9], None))
    database.execute("UPDATE named SET work = ?, form = max(form, 6) WHERE work = ?", (best, number))
    database.execute(
        "INSERT OR IGNORE INTO credit SELECT ?, role, person, rank, character FROM credit WHERE work = ? "
        "AND role NOT IN (SELECT role FROM credit WHERE work = ?)",
        (best, number, best),
    )
    database.execute("DELETE FROM credit WHERE work = ?", (number,))
    database.execute("UPDATE part SET parent = ? WHERE parent = ?", (best, number))
    database.execute("UPDATE OR IGNORE part SET work = ? WHERE work = ?", (best, number))
    database.execute("DELETE FROM part WHERE work = ?", (number,))
    database.execute("DELETE FROM work WHERE id = ?", (number,))


def _summarize(database: sqlite3.Connection) -> BuildSummary:
    def count(table: str) -> int:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names

    orphans = database.execute("SELECT count(*) FROM part WHERE parent NOT IN (SELECT id FROM work)").fetchone()[0]
    problems = [
        Problem(*row)
        for row in database.execute("SELECT source, line, reason FROM problem ORDER BY source, line, rowid")
    ]
    if orphans:
        problems.append(Problem("", 0, f"{orphans:,} episodes or seasons of series that are in no source"))
    return BuildSummary(
        sources=[
            SourceSummary(name, kind, lines, problems, bool(whole))
            for name, kind, lines, problems, whole in database.execute(
                "SELECT name, kind, lines, problems, whole FROM source ORDER BY rowid"
            )
        ],
        problems=problems,
        works=count("work"),
        titles=count("title"),
        people=count("person"),
        credits=count("credit"),
        version=str(database.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0]),
    )
