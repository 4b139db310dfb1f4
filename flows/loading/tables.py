"""The flat tables that a dataset becomes: columns, keys and types, all derived from the model of the record.

    works ─┬─ reviews ─┬─ credits, ratings, reviewers, work_ids, evidence     one review's rows go by its id
           └─ work_ids └─ revisions                                          every line there ever was

Nested shapes become columns with "_" between the names ("work.title" is work_title); lists of shapes become tables of
their own. Each column says how DuckDB computes it from the lines as they are read (`LINES`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from schemas.base import Model
from schemas.evidence import CandidateEvidence, ReviewEvidence
from schemas.review import Credit, OtherRating, Rating, Reviewer, ReviewRecord, WorkIds

Type = Literal["text", "integer", "decimal", "float", "boolean", "timestamp", "date", "list", "json"]
"""What a column holds: `decimal` has four decimal places, `timestamp` is in UTC, `list` is one of texts."""

LINES: Final = "lines"
"""The relation that `Column.select` and `Table.rows` speak of: lines of reviews, with `commit_number`."""

LATEST: Final = "latest"
"""The same, of each review the last revision alone; those that the destination shall have."""

EVIDENCE: Final = "evidence_lines"
"""Lines of evidence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    type: Type
    select: str
    """How DuckDB computes it."""
    source: str = ""
    """Where it comes from: "Class.attribute" of the model."""
    path: str = ""
    """The same as a path in the line: "work.title"."""
    note: str = ""
    """What it is, where no attribute of the model says it."""
    required: bool = False
    """Whether it is never null."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    name: str
    about: str
    """What one row is."""
    key: tuple[str, ...]
    """Columns that name a row."""
    columns: tuple[Column, ...]
    rows: str
    """What stands behind FROM."""
    index: tuple[str, ...] = ()
    """Columns by which others look rows up."""

    def column(self, name: str) -> Column:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)

    def query(self, columns: Sequence[Column] | None = None) -> str:
        """What DuckDB is asked for its rows."""
        wanted = ", ".join(f'{column.select} AS "{column.name}"' for column in columns or self.columns)
        return f"SELECT {wanted} FROM {self.rows}"


@lru_cache(maxsize=2)
def all_tables(*, evidence: bool) -> tuple[Table, ...]:
    """The tables, those that others refer to first."""
    tables = (_works(), _reviews(), _credits(), _ratings(), _reviewers(), _work_ids(), _revisions())
    return (*tables, _evidence()) if evidence else tables


BY_REVIEW: Final = ("reviews", "credits", "ratings", "reviewers", "work_ids", "evidence")
"""Tables whose rows belong to one review and are replaced with it."""

_REVIEW_ID: Final = Column("review_id", "text", "id", source="ReviewRecord.id", path="id", required=True)
_REVISION: Final = Column(
    "revision", "integer", "revision", source="ReviewRecord.revision", path="revision", required=True
)
_POSITION: Final = Column("position", "integer", "position", note="Place in the record's list, from 1.", required=True)
_COMMIT: Final = Column(
    "commit_number", "integer", "commit_number", note="Commit of the dataset that this comes from.", required=True
)
_IDENTITY: Final = ("title", "kind", "year", "season", "episode")
_WORK: Final = "md5(concat_ws(chr(31), {}))".format(
    ", ".join(f"coalesce(CAST(work.{name} AS VARCHAR), '')" for name in _IDENTITY)
)
_WORK_ID: Final = Column(
    "work_id",
    "text",
    f"CASE WHEN work.title IS NOT NULL THEN {_WORK} END",
    note="The work as the page names it: of one title, kind, year, season and episode; null without a title.",
)


def _works() -> Table:
    columns = [
        _required(_WORK_ID),
        *(column for column in _flat(ReviewRecord, "") if column.path.removeprefix("work.") in _IDENTITY),
    ]
    named = tuple(
        Column(
            column.path.removeprefix("work.") if column.path else column.name,
            column.type,
            column.select,
            source=column.source,
            path=column.path,
            note=column.note,
            required=column.required or column.path == "work.title",
        )
        for column in columns
    )
    return Table(
        "works",
        "A work as pages name it; two pages that state another year, or none, name two.",
        ("work_id",),
        named,
        f"(SELECT DISTINCT work FROM {LATEST} WHERE work.title IS NOT NULL)",
    )


def _reviews() -> Table:
    flat = [column for column in _flat(ReviewRecord, "") if column.path not in ("id", "revision")]
    status = next(place for place, column in enumerate(flat) if column.name == "status")
    columns = (
        _REVIEW_ID,
        _REVISION,
        flat[status],
        _WORK_ID,
        Column(
            "published_date",
            "date",
            "CASE WHEN length(published.value) >= 10 THEN CAST(published.value[:10] AS DATE) END",
            path="published.value",
            note="The day of publication, where the page tells the day.",
        ),
        *flat[:status],
        *flat[status + 1 :],
        _COMMIT,
    )
    return Table("reviews", "A review, as of its last revision.", ("review_id",), columns, LATEST, index=("work_id",))


def _credits() -> Table:
    renamed = {"order": "billing"}
    columns = (_REVIEW_ID, _POSITION, *_item(Credit, "credits", renamed))
    return Table("credits", "A person's part in the reviewed work.", _PLACE, columns, _unnested("credits"))


_PLACE: Final = ("review_id", "position")


def _ratings() -> Table:
    own = ", ".join(
        f"{name} := {f'rating.{name}' if name in Rating.model_fields else _OF_VERDICTS[name]}"
        for name in OtherRating.model_fields
    )
    listed = f"CASE WHEN rating IS NULL THEN other_ratings ELSE list_prepend(struct_pack({own}), other_ratings) END"
    columns = tuple(
        Column(column.name, column.type, column.select, note="verdict, aggregate, audience, aspect or certificate.")
        if column.name == "role"
        else column
        for column in _item(OtherRating, "other_ratings", {})
    )
    return Table(
        "ratings",
        "A rating on the page: the reviewer's verdict (role verdict), or another one.",
        _PLACE,
        (_REVIEW_ID, _POSITION, *columns),
        _unnested(listed),
    )


_OF_VERDICTS: Final = {"role": "'verdict'", "aspect": "CAST(NULL AS VARCHAR)", "count": "CAST(NULL AS BIGINT)"}


def _reviewers() -> Table:
    columns = (_REVIEW_ID, _POSITION, *_item(Reviewer, "reviewers", {}))
    return Table("reviewers", "Who wrote a review.", _PLACE, columns, _unnested("reviewers"))


def _work_ids() -> Table:
    schemes = ", ".join(
        f"struct_pack(work_id := {_WORK_ID.select}, scheme := '{name}', value := work.ids.{name})"
        for name in WorkIds.model_fields
    )
    columns = (
        _REVIEW_ID,
        Column("scheme", "text", "item.scheme", note=", ".join(WorkIds.model_fields) + ".", required=True),
        Column("value", "text", "item.value", path="work.ids", note="The id in that scheme.", required=True),
        Column("work_id", "text", "item.work_id", note=_WORK_ID.note),
    )
    return Table(
        "work_ids",
        "An id of the reviewed work that the page links.",
        ("review_id", "scheme"),
        columns,
        f"(SELECT * FROM {_unnested(f'[{schemes}]')} WHERE item.value IS NOT NULL)",
    )


def _revisions() -> Table:
    kept = ("status", "site", "headline", "work.title", "rating.raw", "rating.normalized", "published.value")
    flat = {column.path: column for column in _flat(ReviewRecord, "")}
    columns = (
        _REVIEW_ID,
        _REVISION,
        _COMMIT,
        Column("committed_at", "timestamp", "committed_at", note="When it was committed.", required=True),
        *(flat[path] for path in (*kept, "page.fetched_at", "extractor_version", "schema_version")),
    )
    return Table(
        "revisions",
        "A line of the dataset: what a review said at some time.",
        ("review_id", "revision"),
        columns,
        LINES,
        index=("commit_number",),
    )


def _evidence() -> Table:
    fields = "unnest(map_entries(fields)) AS field"
    candidates = "unnest(field.value.candidates) AS item, generate_subscripts(field.value.candidates, 1) AS position"
    columns = (
        _REVIEW_ID,
        Column("field", "text", "field.key", path="fields", note="Dotted path of the record's field.", required=True),
        _POSITION,
        *_item(CandidateEvidence, "fields.*.candidates", {"where": "place", "group": "group_number"}),
    )
    return Table(
        "evidence",
        "What one way of reading the page said of one field.",
        ("review_id", "field", "position"),
        columns,
        f"(SELECT id, field, {candidates} FROM "
        f"(SELECT id, {fields} FROM {EVIDENCE} SEMI JOIN {LATEST} USING (id, revision)))",
    )


def _unnested(expression: str) -> str:
    """The items of a list in each line, as `item` with their `position`."""
    return (
        f"(SELECT id, unnest(listed) AS item, generate_subscripts(listed, 1) AS position "
        f"FROM (SELECT id, {expression} AS listed FROM {LATEST}))"
    )


def _item(shape: type[Model], path: str, renamed: Mapping[str, str]) -> tuple[Column, ...]:
    """Columns of the items of a list."""
    return tuple(
        Column(
            renamed.get(name, name),
            _type(annotation),
            f'item."{name}"',
            source=f"{shape.__name__}.{name}",
            path=f"{path}[].{name}",
            required=not optional,
        )
        for name, annotation, optional in _fields(shape)
    )


def _flat(shape: type[Model], prefix: str, *, optional: bool = False) -> Iterator[Column]:
    """Columns of a shape and of those within it; lists of shapes are left out."""
    for name, annotation, absent in _fields(shape):
        path, may_lack = f"{prefix}{name}", optional or absent
        inner = _model(annotation)
        if inner is not None:
            yield from _flat(inner, f"{path}.", optional=may_lack)
        elif not _is_list_of_shapes(annotation):
            yield Column(
                path.replace(".", "_"),
                _type(annotation),
                path,
                source=f"{shape.__name__}.{name}",
                path=path,
                required=not may_lack,
            )


def _required(column: Column) -> Column:
    return Column(column.name, column.type, column.select, note=column.note, required=True)


# What the model's annotations are for DuckDB.

_SCALARS: Final[dict[type, tuple[Type, str]]] = {
    bool: ("boolean", "BOOLEAN"),
    int: ("integer", "BIGINT"),
    float: ("float", "DOUBLE"),
    Decimal: ("decimal", "DECIMAL(13, 4)"),
    datetime: ("timestamp", "TIMESTAMPTZ"),
    str: ("text", "VARCHAR"),
}


def record_columns() -> dict[str, str]:
    """DuckDB's type of each key of a line of reviews."""
    return {name: _duckdb(annotation) for name, annotation, _ in _fields(ReviewRecord)}


def evidence_columns() -> dict[str, str]:
    """The same of a line of evidence."""
    return {name: _duckdb(annotation) for name, annotation, _ in _fields(ReviewEvidence)}


def _fields(shape: type[Model]) -> Iterator[tuple[str, Any, bool]]:
    """Name, annotation and whether it may be null, of each field."""
    for name, field in shape.model_fields.items():
        annotation, optional = _plain(field.annotation)
        yield name, annotation, optional


def _plain(annotation: Any) -> tuple[Any, bool]:
    """An annotation without what does not matter to a database, and whether it allows None."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kept = [inner for inner in get_args(annotation) if inner is not type(None)]
        return _plain(kept[0])[0], len(kept) < len(get_args(annotation))
    return annotation, annotation is Any


def _model(annotation: Any) -> type[Model] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, Model) else None


def _is_list_of_shapes(annotation: Any) -> bool:
    return get_origin(annotation) is tuple and _model(_plain(get_args(annotation)[0])[0]) is not None


def _type(annotation: Any) -> Type:
    if get_origin(annotation) is tuple:
        return "list"
    if get_origin(annotation) is dict or annotation is Any:
        return "json"
    return _scalar(annotation)[0]


def _scalar(annotation: Any) -> tuple[Type, str]:
    if get_origin(annotation) is Literal:
        return _SCALARS[type(get_args(annotation)[0])]
    if issubclass(annotation, Enum):
        return _SCALARS[str]
    return _SCALARS[annotation]


def _duckdb(annotation: Any) -> str:
    shape = _model(annotation)
    if shape is not None:
        return "STRUCT({})".format(", ".join(f'"{name}" {_duckdb(inner)}' for name, inner, _ in _fields(shape)))
    arguments = [_plain(inner)[0] for inner in get_args(annotation)]
    if get_origin(annotation) is tuple:
        return f"{_duckdb(arguments[0])}[]"
    if get_origin(annotation) is dict and _model(arguments[1]) is not None:
        return f"MAP(VARCHAR, {_duckdb(arguments[1])})"
    if get_origin(annotation) is dict or annotation is Any:
        return "JSON"
    return _scalar(annotation)[1]
