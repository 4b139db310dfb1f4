"""Coverage by site and field, counted by DuckDB over the files themselves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from flows.errors import DatasetError, UsageError
from flows.storage.read import damaged, read_manifests
from flows.storage.store import LocalStore, ObjectStore, Store
from schemas.review import NOT_CONTENT, Status, record_fields
from schemas.run import FieldCoverage, SiteStats, Stats

_ROLES: Final = ("director", "writer", "cast")
_LINES: Final = """
    SELECT parse_filename(filename), count(*) FROM read_ndjson_objects($paths, filename = true) GROUP BY ALL
"""
_LEFT_OUT: Final = NOT_CONTENT | {"id", "status", "site"}


def stats(store: Store) -> Stats:
    """How many records each site has, and how many of those that are present have each field.

    Raises:
        UsageError: DuckDB is not installed.
        DatasetError: there is no dataset, or a part of it is missing or damaged.
    """
    try:
        import duckdb
    except ImportError as error:
        raise UsageError("`data stats` needs the package duckdb: pip install 'reviewlines[data]'") from error

    files = [file for manifest in read_manifests(store) for file in manifest.files if file.kind == "reviews"]
    parts = [file.path for file in files]
    if not isinstance(store, (LocalStore, ObjectStore)) or not parts:
        return Stats(records=0, revisions=0, sites=())
    names = [name for name in record_fields() if name.partition(".")[0] not in _LEFT_OUT]
    with duckdb.connect() as connection, store.clear_errors():
        if isinstance(store, LocalStore):
            paths = [str(store.folder / path) for path in parts]
        else:
            connection.register_filesystem(store.filesystem)
            paths = [store.at(path) for path in parts]
        try:
            rows = connection.execute(_query(names), {"paths": paths}).fetchall()
            found = dict(connection.execute(_LINES, {"paths": paths}).fetchall())
        except duckdb.Error as error:
            said = " ".join(str(error).split())[:300]
            raise DatasetError(f"{store.location} cannot be read: {said}") from error
    # DuckDB does not always notice that a file's last line was cut.
    for file in files:
        if found.get(Path(file.path).name, 0) != file.rows:
            raise damaged(store, file.path)
    sites = tuple(_site(row, names) for row in rows)
    return Stats(
        records=sum(site.present + site.gone + site.withdrawn for site in sites),
        revisions=sum(file.rows for file in files),
        sites=sites,
    )


def _query(names: Sequence[str]) -> str:
    """One row for each site: its records by status, then how many of the present ones have each field."""
    paths = ", ".join(f"'$.{name}'" for name in ("id", "revision", "status", "site", *names))
    is_present = f"value[3] = '\"{Status.PRESENT}\"'"
    statuses = ", ".join(f"count(*) FILTER (value[3] = '\"{status}\"')" for status in Status)
    filled = ", ".join(
        f"count(*) FILTER ({is_present} AND value[{position}] NOT IN ('null', '[]', '{{}}', '\"\"'))"
        for position in range(5, 5 + len(names))
    )
    roles = ", ".join(f"count(*) FILTER ({is_present} AND list_contains(roles, '{role}'))" for role in _ROLES)
    return f"""
        WITH lines AS (
            SELECT json_extract(json, [{paths}]) AS value, json_extract_string(json, '$.credits[*].role') AS roles
            FROM read_ndjson_objects($paths)
        ), latest AS (
            SELECT * FROM lines
            QUALIFY row_number() OVER (PARTITION BY value[1] ORDER BY CAST(value[2] AS INTEGER) DESC) = 1
        )
        SELECT json_extract_string(value[4], '$') AS site, {statuses}, {filled}, {roles}
        FROM latest GROUP BY site ORDER BY site NULLS LAST
    """  # noqa: S608 - of names of fields alone


def _site(row: Sequence[Any], names: Sequence[str]) -> SiteStats:
    site, present, gone, withdrawn, *filled = row
    fields = [*names, *(f"credits.{role}" for role in _ROLES)]
    return SiteStats(
        site=site,
        present=present,
        gone=gone,
        withdrawn=withdrawn,
        coverage=tuple(
            FieldCoverage(field=name, filled=count, records=present) for name, count in zip(fields, filled, strict=True)
        ),
    )
