"""Into any other destination, through dlt: Arrow tables, merged by their review's id.

dlt merges each table by itself, so that between two of them a reader may see one that is ahead. A load that was cut
off is taken up again from dlt's own folder, or from what the destination's completed loads say.

Every review gives each of its tables one row more, marked as deleted: dlt deletes by the ids that come, so that a
review whose cast is empty now would otherwise keep the old one.
"""

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from flows.errors import DestinationError, ReviewlinesError, UsageError
from flows.loading.address import Address
from flows.loading.engine import Engine, missing_package
from flows.loading.merge import Pending, Written, groups
from flows.loading.run import Choices, Group, Source, lacking_of
from flows.loading.tables import BY_REVIEW, Table, Type, all_tables

if TYPE_CHECKING:
    import pyarrow as pa

NAME: Final = "reviewlines"
"""Of dlt's pipeline and its source."""

_DATASET: Final = "film_reviews"
"""Of the dataset (schema) where no setting names one: never the pipeline's name, which DuckDB would mix up."""

_ENVIRONMENT: Final = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "EXTRACT__NEXT_ITEM_MODE": "fifo",  # one table after the other: DuckDB has one result open at a time
}
_REMOVED: Final = "_removed"
_ROWS: Final = 20_000
_AS_ARROW: Final[dict[Type, str]] = {"list": "CAST(to_json({}) AS VARCHAR)", "json": "CAST({} AS VARCHAR)"}
_TYPES: Final[dict[Type, str]] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(13, 4)",
    "float": "DOUBLE",
    "boolean": "BOOLEAN",
    "timestamp": "TIMESTAMPTZ",
    "date": "DATE",
    "list": "VARCHAR",
    "json": "VARCHAR",
}
_SECRET: Final = re.compile("PASSWORD|SECRET|CREDENTIAL|TOKEN|KEY", re.IGNORECASE)
_SHORTEST_SECRET: Final = 4


class DltLoad:
    """A load through dlt; its configuration is dlt's own: DESTINATION__… in the environment, .dlt/secrets.toml."""

    def __init__(self, address: Address, source: Source, choices: Choices, engine: Engine) -> None:
        for name, value in _ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        try:
            import dlt
        except ImportError as error:
            raise missing_package("dlt") from error

        self.changes: Sequence[str] = ()
        self._address, self._source, self._choices, self._engine = address, source, choices, engine
        self._dlt = dlt
        with self._clear_errors():
            if address.name not in dlt.destinations.__all__:
                known = ", ".join(sorted(dlt.destinations.__all__))
                raise UsageError(f"there is no destination {address.name!r}; dlt has {known}")
            self._pipeline = dlt.pipeline(
                pipeline_name=NAME,
                pipelines_dir=str(source.folder / "dlt" / address.name),
                destination=address.name,
                dataset_name=choices.schema or _DATASET,
            )
            if self._pipeline.has_pending_data and not choices.dry_run:
                self._pipeline.load()
            self._pipeline.sync_destination()
            state = dict(self._pipeline.state.get("sources", {}).get(NAME, {}))
            strategies = self._pipeline.destination.capabilities().supported_merge_strategies or ()
        other = state.get("dataset_id")
        if other not in (None, source.dataset_id):
            raise DestinationError(f"{address.name} has another dataset ({other}): set load.schema_name to another one")
        there = {int(number): str(digest) for number, digest in state.get("commits", {}).items()}
        lacking = lacking_of(source, choices, there)
        self._merges = "delete-insert" in strategies
        # What was taken out of a commit, and what cannot be merged, is mended by loading all anew.
        self._anew = choices.full or (bool(lacking) and (not self._merges or any(one.is_amended for one in lacking)))
        self.lacking: Sequence[Pending] = lacking_of(source, choices, {}) if self._anew else lacking
        self._known: dict[int, str] = {} if self._anew else there

    def groups(self) -> Iterator[Group]:
        """What is written together: a load package of dlt."""
        return groups(self.lacking)

    def write(self, group: Group) -> Written:
        """Load some commits: the tables one by one, and at last the state that says so."""
        first = self._anew and group[0] is self.lacking[0]
        self._engine.read(
            [one.commit for one in group],
            evidence=self._choices.evidence,
            only_present=self._choices.removed == "delete",
        )
        self._leave_newer(group)
        known = self._known | {one.commit.number: one.commit.digest for one in group}
        state = {"dataset_id": self._source.dataset_id, "commits": {str(number): one for number, one in known.items()}}
        written = Written(commits=len(group))
        with self._clear_errors():
            self._pipeline.run(self._source_of(state, written, replaces=first), schema_contract=self._contract())
        self._known = known
        return written

    def finish(self) -> None:
        """Delete works that no review is of any more, where the destination speaks SQL."""
        from dlt.destinations.job_client_impl import SqlJobClientBase

        with self._clear_errors(), self._pipeline.destination_client() as client:
            if self.lacking and isinstance(client, SqlJobClientBase) and self._merges:
                works, reviews = map(client.sql_client.make_qualified_table_name, ("works", "reviews"))
                named = f"SELECT work_id FROM {reviews} WHERE work_id IS NOT NULL"
                client.sql_client.execute_sql(f"DELETE FROM {works} WHERE work_id NOT IN ({named})")

    def _source_of(self, state: dict[str, Any], written: Written, *, replaces: bool) -> Any:
        """What dlt takes the rows from, and with them the state, which is there when all of them are."""

        def rows(table: Table) -> Iterator["pa.Table"]:
            self._dlt.current.source_state().update(state)
            yield from self._rows(table, written, replaces=replaces)

        def resources() -> Iterator[Any]:
            for table in all_tables(evidence=self._choices.evidence):
                yield self._dlt.resource(rows(table), name=table.name, **self._hints(table, replaces=replaces))

        return self._dlt.source(resources, name=NAME)()

    def _hints(self, table: Table, *, replaces: bool) -> dict[str, Any]:
        by_review = table.name in BY_REVIEW
        merge = {"disposition": "merge", "strategy": "delete-insert"}
        return {
            "write_disposition": "replace" if replaces else merge if self._merges else "append",
            "columns": {_REMOVED: {"hard_delete": True}} if by_review else {},
            **({"merge_key": "review_id"} if by_review else {"primary_key": list(table.key)}),
        }

    def _rows(self, table: Table, written: Written, *, replaces: bool) -> Iterator["pa.Table"]:
        columns = [
            "{} AS {}".format(_AS_ARROW.get(column.type, "{}").format(f'"{column.name}"'), f'"{column.name}"')
            for column in table.columns
        ]
        query = f"SELECT {', '.join(columns)} FROM ({table.query()})"
        by_review = table.name in BY_REVIEW
        if by_review:
            query = f"SELECT *, false AS {_REMOVED} FROM ({query})"
            if self._merges and not replaces:
                query += f" UNION ALL BY NAME {self._deleted(table)}"
        for batch in self._engine.batches(query, _ROWS):
            removed = batch.column(_REMOVED).to_pylist().count(True) if by_review else 0
            rows = batch.num_rows - removed
            written.rows[table.name] = written.rows.get(table.name, 0) + rows
            yield batch

    def _deleted(self, table: Table) -> str:
        """A row for each review that comes, which says that what is there of it goes."""
        empty = {"text": "''", "integer": "0"}
        values = ", ".join(
            f'id AS "{column.name}"'
            if column.name == "review_id"
            else f"CAST({empty[column.type] if column.name in table.key else 'NULL'} AS {_TYPES[column.type]}) "
            f'AS "{column.name}"'
            for column in table.columns
        )
        return f"SELECT {values}, true AS {_REMOVED} FROM last"

    def _leave_newer(self, group: Group) -> None:
        """Commits that come out of order would bring back older revisions."""
        if self._known and group[0].commit.number < max(self._known):
            raise DestinationError(
                f"{self._address.name}: commit {group[0].commit.number} comes after later ones (--since): say --full"
            )

    def _contract(self) -> Any:
        contract = {"discard": "discard_value"}.get(self._choices.contract, self._choices.contract)
        return {"tables": contract, "columns": contract, "data_type": "freeze"}

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of dlt to its own developers
                yield
        except ReviewlinesError:
            raise
        except Exception as error:  # dlt's destinations raise what their drivers raise
            cause = error
            while isinstance(inner := getattr(cause, "exception", None) or cause.__cause__, Exception):
                cause = inner
            raise DestinationError(f"{self._address.name}: {_told(cause)}") from error


def _told(error: Exception) -> str:
    """An error in one line, without what the environment keeps secret."""
    text = " ".join(str(error).split()) or type(error).__name__
    for name, value in os.environ.items():
        if _SECRET.search(name) and len(value) >= _SHORTEST_SECRET:
            text = text.replace(value, "***")
    return text[:400]
