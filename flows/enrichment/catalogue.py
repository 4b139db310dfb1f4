"""The catalogue as it is asked: works by title, by maker, by id, by their place in a series."""

import sqlite3
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from flows.enrichment.build import LAYOUT
from flows.enrichment.fold import block_of, block_of_person, fold_person
from flows.enrichment.idents import ident_of, number_of
from flows.enrichment.sources import KINDS, ROLES
from flows.errors import UsageError
from schemas.review import Role, WorkKind

_KIND_OF: Final = {code: kind for kind, code in KINDS.items()}
_ROLE_OF: Final = {code: role for role, code in ROLES.items()}
_MOST_ROWS: Final = 200
"""Names of one block that are looked at; thousands of works may have one title."""
_MOST_WORKS: Final = 500
"""Works of one maker that are looked at."""


class Named(NamedTuple):
    """A name that a work is known by."""

    work: int
    name: str
    """Folded."""
    origin: int
    """`sources.TITLE`, `ORIGINAL` or `AKA`."""
    part: int
    """`fold.Part`."""
    year: int | None
    kind: WorkKind | None


class Person(NamedTuple):
    """A person's part in a work."""

    ident: str | None
    """The person's id; None where the source has names alone."""
    name: str
    role: Role
    character: str | None


class CatalogueWork(NamedTuple):
    """One work of the catalogue."""

    number: int
    ident: str
    kind: WorkKind | None
    title: str
    original: str | None
    year: int | None
    end_year: int | None
    runtime: int | None
    """Minutes."""
    genres: tuple[str, ...]
    countries: tuple[str, ...]


class Catalogue:
    """A catalogue that is read. Use it as a context manager, or close it.

    Raises:
        UsageError: there is none, or it was built by another version.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise UsageError(f"there is no catalogue {path}: make one with `reviewlines catalogue build`")
        self.path = path
        self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            meta = dict(self._database.execute("SELECT name, value FROM meta").fetchall())
        except sqlite3.Error as error:
            self.close()
            raise UsageError(f"{path} is no catalogue: {error}") from error
        if meta.get("layout") != LAYOUT:
            self.close()
            raise UsageError(f"{path} was built by another version of Reviewlines: build it again")
        self.version = str(meta["version"])
        """Changes with the files that it was built from."""
        self._database.execute("PRAGMA cache_size = -65536")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def by_title(self, names: Iterable[str], *, near: int | None = None) -> list[Named]:
        """Names that share a block with one of these folded ones: equal, or of about the same consonants.

        Of a block that is large the names that are equal come first, then those of works from about the year `near`.
        """
        rows = {
            row
            for name in set(names)
            for row in self._database.execute(
                "SELECT work, name, form, year, kind FROM title WHERE block = ? "
                "ORDER BY name <> ?, abs(year - ?) LIMIT ?",
                (block_of(name), name, near, _MOST_ROWS),
            )
        }
        return [
            Named(work, name, form // 3, form % 3, year, _KIND_OF.get(kind))
            for work, name, form, year, kind in sorted(rows, key=itemgetter(0, 1, 2))
        ]

    def by_maker(self, name: str) -> list[int]:
        """Numbers of the works that somebody of about this name directed or created."""
        rows = self._database.execute(
            "SELECT c.work FROM maker m JOIN credit c ON c.person = m.person AND c.role IN (0, 1) "
            "WHERE m.block = ? LIMIT ?",
            (block_of_person(fold_person(name)), _MOST_WORKS),
        )
        return [row[0] for row in rows]

    def names(self, work: int) -> list[str]:
        """The work's titles as the catalogue writes them: title and original title."""
        row = self._database.execute("SELECT title, original FROM work WHERE id = ?", (work,)).fetchone()
        return [title for title in row or () if title]

    def resolve(self, ident: str) -> int | None:
        """The number of the work that has this id, in whatever scheme; None where the catalogue has none."""
        number = number_of(ident)
        if self._database.execute("SELECT 1 FROM work WHERE id = ?", (number,)).fetchone():
            return number
        row = self._database.execute("SELECT other FROM same WHERE number = ?", (number,)).fetchone()
        return None if row is None else int(row[0])

    def work(self, number: int) -> CatalogueWork:
        """A work by its number, which this catalogue gave."""
        row = self._database.execute(
            "SELECT kind, title, original, year, end_year, runtime, genres, countries, ident FROM work WHERE id = ?",
            (number,),
        ).fetchone()
        kind, title, original, year, end_year, runtime, genres, countries, ident = row
        return CatalogueWork(
            number,
            ident or ident_of(number) or str(number),
            _KIND_OF.get(kind),
            title,
            original,
            year,
            end_year,
            runtime,
            tuple((genres or "").split(",")) if genres else (),
            tuple((countries or "").split(",")) if countries else (),
        )

    def idents(self, number: int) -> list[str]:
        """All ids of a work, its own first."""
        others = self._database.execute("SELECT number FROM same WHERE other = ? ORDER BY number", (number,))
        known = (ident_of(row[0]) for row in others)
        return [self.work(number).ident, *(ident for ident in known if ident)]

    def people(self, number: int) -> list[Person]:
        """Who made a work and plays in it, in the catalogue's order."""
        rows = self._database.execute(
            "SELECT p.id, p.ident, p.name, c.role, c.character FROM credit c JOIN person p ON p.id = c.person "
            "WHERE c.work = ? ORDER BY c.role, c.rank",
            (number,),
        )
        return [
            Person(ident or ident_of(person, person=True), name, _ROLE_OF[role], character)
            for person, ident, name, role, character in rows
        ]

    def part(self, parent: int, season: int, episode: int | None) -> int | None:
        """The season or the episode of a series; None where the catalogue has no row for it, or two."""
        rows = self._database.execute(
            "SELECT work FROM part JOIN work ON work.id = part.work WHERE parent = ? AND season = ? AND episode IS ? "
            "LIMIT 2",
            (parent, season, episode),
        ).fetchall()
        return int(rows[0][0]) if len(rows) == 1 else None

    def seasons(self, parent: int) -> int | None:
        """The highest season that a series has parts of; None where the catalogue has no parts of it."""
        row = self._database.execute("SELECT max(season) FROM part WHERE parent = ?", (parent,)).fetchone()
        return None if row[0] is None else int(row[0])
