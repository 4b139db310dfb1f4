"""A dataset at a glance, counted by DuckDB over the files themselves.

The lines are read once, into a table of a few narrow columns that DuckDB keeps in a file of its own; what is told is
counted from it. So memory is bounded (`MEMORY`), however many lines there are; the evidence is read of a few records.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson
from pydantic import ValidationError

from flows.errors import DatasetError, UsageError
from flows.storage.read import damaged, read_manifests
from flows.storage.store import LocalStore, ObjectStore, Store
from schemas.enriched import EnrichReport
from schemas.evidence import ReviewEvidence
from schemas.overview import (
    RATING_BINS,
    DayCount,
    Doubt,
    Drift,
    FieldDoubts,
    HostOverview,
    MonthCount,
    OutletOverview,
    OutletPair,
    Overview,
    RejectCount,
    RunOverview,
    Sample,
    SiteOverview,
    WorkOverview,
)
from schemas.run import CommitManifest, FieldCoverage, HostLedger, RunReport

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY: Final = "1GB"
"""What DuckDB may keep in memory; the rest goes to its file."""

UNSURE: Final = 0.7
"""Values that are less sure are shown for a look."""

FIELDS: Final = {
    "work.title": "work.title IS NOT NULL",
    "work.native_title": "work.native_title IS NOT NULL",
    "work.kind": "work.kind IS NOT NULL",
    "work.year": "work.year IS NOT NULL",
    "work.platforms": "len(work.platforms) > 0",
    "credits.director": "list_contains(list_transform(credits, lambda one: one.role), 'director')",
    "credits.writer": "list_contains(list_transform(credits, lambda one: one.role), 'writer')",
    "credits.cast": "list_contains(list_transform(credits, lambda one: one.role), 'cast')",
    "rating": "rating IS NOT NULL",
    "reviewers": "len(reviewers) > 0",
    "published": "published IS NOT NULL",
    "modified": "modified IS NOT NULL",
    "language": "language IS NOT NULL",
    "summary": "summary IS NOT NULL",
    "verdict": "verdict IS NOT NULL",
    "pros": "len(pros) > 0",
}
"""The fields whose coverage is told, and when a record has one."""

_COLUMNS: Final = {
    **dict.fromkeys(("id", "status", "url", "site", "headline", "language", "summary", "verdict"), "VARCHAR"),
    "revision": "INTEGER",
    "outlet": "STRUCT(name VARCHAR, domain VARCHAR)",
    "work": "STRUCT(title VARCHAR, native_title VARCHAR, kind VARCHAR, year INTEGER, platforms VARCHAR[])",
    "credits": "STRUCT(role VARCHAR)[]",
    "rating": "STRUCT(normalized DECIMAL(5, 4))",
    "reviewers": "STRUCT(name VARCHAR)[]",
    "published": "STRUCT(value VARCHAR)",
    "modified": "STRUCT(value VARCHAR)",
    "pros": "VARCHAR[]",
    "page": "STRUCT(fetched_at TIMESTAMP)",
    "confidence": "MAP(VARCHAR, DECIMAL(5, 4))",
}
"""What is read of a line. Decimals add up to the same in any order, so that two countings are equal."""

_STEPS: Final = 3
"""Reading, counting, and what the caller does with it."""
_SITES: Final = 500
_OUTLETS: Final = 500
_PAIRED: Final = 30
_PAIRS: Final = 300
_WORKS: Final = 200
_REJECTS: Final = 500
_DOUBTS: Final = 100
_RUNS: Final = 50
_HOSTS: Final = 500
_DRIFT: Final = 100
_SAMPLES: Final = 6
_SAMPLED_COMMITS: Final = 2
_MONTHS_SHOWN: Final = 240
_FEW: Final = 10
"""Fewer lines than these say nothing of a change."""
_CHANGE: Final = 0.1
"""A smaller change of a share is none worth telling …"""
_SURE: Final = 3.0
"""… nor one that chance explains: standard errors of the difference, three since many are looked at at once."""


def overview(store: Store, *, progress: Callable[[str, int, int], None] | None = None) -> Overview:
    """Count what there is. A run may be writing meanwhile: what is committed when the counting starts is counted.

    Args:
        store: The dataset.
        progress: Told what is being done, and how much of how much is done.

    Raises:
        UsageError: DuckDB is not installed.
        DatasetError: there is no dataset, or a file of it is missing or damaged.
    """
    manifests = list(read_manifests(store))
    with _counting(store) as count:
        if progress is not None:
            progress("read the dataset", 0, _STEPS)
        count.load(manifests)
        if progress is not None:
            progress("count", 1, _STEPS)
        runs, unread = _runs(store)
        sites, left_out = count.sites()
        works_from = count.join_works(store)
        present, gone, withdrawn = count.statuses()
        months, undated = count.months()
        return Overview(
            dataset_id=manifests[0].dataset_id if manifests else None,
            commits=len(manifests),
            first_commit_at=manifests[0].committed_at if manifests else None,
            last_commit_at=manifests[-1].committed_at if manifests else None,
            bytes=sum(file.bytes for manifest in manifests for file in manifest.files),
            revisions=count.number("SELECT count(*) FROM lines"),
            present=present,
            gone=gone,
            withdrawn=withdrawn,
            rejected=count.number("SELECT count(*) FROM refused"),
            rated=count.number("SELECT count(rating) FROM present"),
            works_from=works_from,
            days=count.days(),
            sites=sites,
            sites_left_out=left_out,
            outlets=count.outlets(),
            months=months,
            undated=undated,
            pairs=count.pairs(),
            works=count.works(),
            rejects=count.rejects(),
            doubts=count.doubts(),
            fields=count.fields(),
            runs=tuple(_told(run) for run in runs),
            unread_runs=unread,
            hosts=_hosts(runs),
            drift=count.drift(),
            samples=count.samples(),
        )


@contextmanager
def _counting(store: Store) -> "Iterator[_Count]":
    try:
        import duckdb
    except ImportError as error:
        raise UsageError("`report` needs the package duckdb: pip install 'reviewlines[report]'") from error
    with (
        tempfile.TemporaryDirectory(prefix="reviewlines-") as folder,
        duckdb.connect(Path(folder) / "overview.duckdb") as connection,
    ):
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false")
        if isinstance(store, ObjectStore):
            connection.register_filesystem(store.filesystem)
        try:
            yield _Count(connection, store)
        except duckdb.Error as error:
            said = " ".join(str(error).split())[:300]
            raise DatasetError(f"{store.location} cannot be read: {said}") from error
        except OSError as error:
            raise DatasetError(f"{store.location} cannot be read: {error.strerror or error}") from error


@dataclass
class _Count:
    """The tables `lines`, `latest`, `present`, `refused` and `commits`, and what is counted from them."""

    connection: "DuckDBPyConnection"
    store: Store
    manifests: Sequence[CommitManifest] = ()

    def load(self, manifests: Sequence[CommitManifest]) -> None:
        """Make the tables: one pass over the reviews, one over the rejects."""
        self.manifests = manifests
        self._load_commits()
        self.run(f"CREATE TABLE lines AS SELECT {_NARROW} FROM {self._reader('reviews', _COLUMNS)}")  # noqa: S608
        # Of each record the last revision: by row, so that no wide window is kept.
        self.run(
            "CREATE TABLE latest AS SELECT * FROM lines"
            " WHERE rowid IN (SELECT arg_max(rowid, revision) FROM lines GROUP BY id)"
        )
        self.run("CREATE VIEW present AS SELECT * FROM latest WHERE status = 'present'")
        columns = dict.fromkeys(("url", "site", "reason"), "VARCHAR")
        self.run(
            f"""CREATE TABLE rejects AS SELECT {_COMMIT} AS number, coalesce(url, '') AS url,
            coalesce(site, '') AS site, reason FROM {self._reader("rejects", columns)}"""  # noqa: S608
        )
        self._check("reviews", "lines")
        self._check("rejects", "rejects")
        self.run(
            """CREATE TABLE refused AS SELECT * FROM rejects WHERE rowid IN (
            SELECT arg_max(rowid, number) FROM rejects GROUP BY CASE url WHEN '' THEN rowid::VARCHAR ELSE url END)
            AND NOT EXISTS (SELECT 1 FROM present WHERE present.url = rejects.url
                AND present.number > rejects.number)"""
        )

    def _check(self, kind: str, table: str) -> None:
        """DuckDB does not always notice that a file's last line was cut."""
        found = dict(self.rows(f"SELECT number, count(*) FROM {table} GROUP BY number"))  # noqa: S608
        for manifest in self.manifests:
            for file in manifest.files:
                if file.kind == kind and found.get(manifest.commit, 0) != file.rows:
                    raise damaged(self.store, file.path)

    def _load_commits(self) -> None:
        self.run("CREATE TABLE commits (number INTEGER, day DATE, run INTEGER)")
        runs: dict[str, int] = {}
        rows = [
            (manifest.commit, manifest.committed_at.date(), runs.setdefault(manifest.run, len(runs)))
            for manifest in self.manifests
        ]
        if rows:
            numbers, days, places = (list(column) for column in zip(*rows, strict=True))
            self.connection.execute(
                "INSERT INTO commits SELECT unnest($numbers::INTEGER[]), unnest($days::DATE[]),"
                " unnest($runs::INTEGER[])",
                {"numbers": numbers, "days": days, "runs": places},
            )

    def days(self) -> tuple[DayCount, ...]:
        rows = self.rows(
            """SELECT day, sum(records), sum(revisions), sum(rejects) FROM (
                SELECT number, count(*) FILTER (revision = 1) AS records,
                    count(*) FILTER (revision > 1) AS revisions, 0 AS rejects FROM lines GROUP BY number
                UNION ALL SELECT number, 0, 0, count(*) FROM rejects GROUP BY number
            ) JOIN commits USING (number) GROUP BY day ORDER BY day"""
        )
        return tuple(DayCount(day=day, records=new, revisions=more, rejects=no) for day, new, more, no in rows)

    def statuses(self) -> tuple[int, int, int]:
        found = dict(self.rows("SELECT status, count(*) FROM latest GROUP BY status"))
        return found.get("present", 0), found.get("gone", 0), found.get("withdrawn", 0)

    def sites(self) -> tuple[tuple[SiteOverview, ...], int]:
        filled = ", ".join(f"count(*) FILTER (status = 'present' AND f{number})" for number in range(len(FIELDS)))
        rows = self.rows(
            f"""SELECT site, count(*) FILTER (status = 'present'), count(*) FILTER (status = 'gone'),
                count(*) FILTER (status = 'withdrawn'), any_value(pages), max(fetched),
                sum(all_sure) / sum(values_sure), {filled}
            FROM (SELECT * FROM latest FULL JOIN (SELECT site, count(*) AS pages FROM refused GROUP BY site)
                USING (site)) GROUP BY site ORDER BY 2 DESC, site"""  # noqa: S608
        )
        sites = tuple(
            SiteOverview(
                site=site,
                present=present,
                gone=gone,
                withdrawn=withdrawn,
                rejects=rejects or 0,
                fetched_at=fetched and fetched.replace(tzinfo=UTC),
                confidence=sure,
                coverage=tuple(
                    FieldCoverage(field=field, filled=count, records=present)
                    for field, count in zip(FIELDS, counts, strict=True)
                ),
            )
            for site, present, gone, withdrawn, rejects, fetched, sure, *counts in rows[:_SITES]
        )
        return sites, max(0, len(rows) - _SITES)

    def outlets(self) -> tuple[OutletOverview, ...]:
        bins = ", ".join(f"count(*) FILTER (bin = {number})" for number in range(RATING_BINS))
        rows = self.rows(
            f"""SELECT outlet, mode(outlet_name ORDER BY outlet_name), count(*), count(rating), avg(rating),
                median(rating), stddev_samp(rating), {bins}
            FROM (SELECT *, CASE WHEN rating IS NOT NULL
                THEN least(floor(rating * {RATING_BINS})::INTEGER, {RATING_BINS - 1}) END AS bin FROM present)
            GROUP BY outlet ORDER BY count(rating) DESC, count(*) DESC, outlet LIMIT {_OUTLETS}"""  # noqa: S608
        )
        return tuple(
            OutletOverview(
                outlet=outlet,
                name=name,
                reviews=reviews,
                rated=rated,
                mean=mean,
                median=median,
                spread=spread,
                bins=tuple(bins),
            )
            for outlet, name, reviews, rated, mean, median, spread, *bins in rows
        )

    def months(self) -> tuple[tuple[MonthCount, ...], int]:
        rows = self.rows("SELECT month, count(*) FROM present GROUP BY month ORDER BY month NULLS LAST")
        undated = sum(count for month, count in rows if month is None)
        months = {month: count for month, count in rows if month is not None}
        if months and (max(months).year - min(months).year) * 12 > _MONTHS_SHOWN:
            years: dict[date, int] = {}
            for month, count in months.items():
                years[month.replace(month=1)] = years.get(month.replace(month=1), 0) + count
            months = years
        return tuple(MonthCount(month=month, reviews=count) for month, count in months.items()), undated

    def join_works(self, store: Store) -> str:
        """Make the view `reviewed`: what is present, each with the work it is of; and say where that comes from."""
        try:
            current = EnrichReport.model_validate_json(store.read("enriched/current.json"))
        except (OSError, ValidationError):
            current = None
        parts = [path for path in store.names(current.folder) if ".jsonl" in path] if current else []
        by_title = "lower(title) || CASE kind WHEN 'film' THEN '' ELSE '|' || coalesce(kind, '') END"
        if not parts:
            self.run(f"CREATE VIEW reviewed AS SELECT *, NULL AS work, {by_title} AS key FROM present")  # noqa: S608
            return "titles"
        columns = {"id": "VARCHAR", "revision": "INTEGER", "match": "STRUCT(outcome VARCHAR, work VARCHAR)"}
        self.run(
            f"""CREATE TABLE joined AS SELECT id, revision, match.work AS work FROM {self._read(parts, columns)}
            WHERE match.work IS NOT NULL"""  # noqa: S608
        )
        self.run(
            f"""CREATE VIEW reviewed AS SELECT present.*, joined.work, coalesce(joined.work, {by_title}) AS key
            FROM present LEFT JOIN joined USING (id, revision)"""  # noqa: S608
        )
        return "catalogue"

    def works(self) -> tuple[WorkOverview, ...]:
        rows = self.rows(
            f"""SELECT mode(title ORDER BY title), mode(year ORDER BY year), any_value(work),
                count(*), count(DISTINCT outlet), count(rating), avg(rating), stddev_samp(rating)
            FROM reviewed WHERE key IS NOT NULL GROUP BY key ORDER BY count(*) DESC, key LIMIT {_WORKS}"""  # noqa: S608
        )
        names = ("title", "year", "work", "reviews", "outlets", "rated", "mean", "spread")
        return tuple(WorkOverview(**dict(zip(names, row, strict=True))) for row in rows)

    def pairs(self) -> tuple[OutletPair, ...]:
        rows = self.rows(
            f"""WITH most AS (SELECT outlet FROM present GROUP BY outlet ORDER BY count(rating) DESC, outlet
                LIMIT {_PAIRED}), rated AS (SELECT outlet, key, avg(rating)::DECIMAL(9, 6) AS rating
                FROM reviewed JOIN most USING (outlet) WHERE rating IS NOT NULL AND key IS NOT NULL GROUP BY ALL)
            SELECT one.outlet, other.outlet, count(*), avg(one.rating - other.rating),
                avg(abs(one.rating - other.rating)), CASE WHEN count(*) > 2 AND stddev_pop(one.rating) > 0
                AND stddev_pop(other.rating) > 0 THEN corr(one.rating, other.rating) END
            FROM rated AS one JOIN rated AS other ON one.key = other.key AND one.outlet < other.outlet
            GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {_PAIRS}"""  # noqa: S608
        )
        names = ("one", "other", "works", "difference", "distance", "correlation")
        return tuple(OutletPair(**dict(zip(names, row, strict=True))) for row in rows)

    def rejects(self) -> tuple[RejectCount, ...]:
        rows = self.rows(
            f"""SELECT site, reason, count(*), max(url) FROM refused GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
            LIMIT {_REJECTS}"""  # noqa: S608
        )
        return tuple(RejectCount(site=site, reason=why, pages=count, example=url) for site, why, count, url in rows)

    def fields(self) -> tuple[FieldDoubts, ...]:
        rows = self.rows(
            """SELECT field, count(*), avg(sure), count(*) FILTER (sure < $unsure)
            FROM (SELECT unnest(map_keys(confidence)) AS field, unnest(map_values(confidence)) AS sure FROM present)
            GROUP BY field ORDER BY avg(sure), field""",
            {"unsure": UNSURE},
        )
        names = ("field", "values", "confidence", "unsure")
        return tuple(FieldDoubts(**dict(zip(names, row, strict=True))) for row in rows)

    def doubts(self) -> tuple[Doubt, ...]:
        rows = self.rows(
            f"""SELECT id, revision, number, site, coalesce(title, headline, ''), field, sure FROM (
                SELECT *, unnest(map_keys(confidence)) AS field, unnest(map_values(confidence)) AS sure
                FROM present WHERE least_sure < $unsure)
            WHERE sure < $unsure
            QUALIFY row_number() OVER (PARTITION BY site, field ORDER BY sure, id) <= 5
            ORDER BY sure, field, id LIMIT {_DOUBTS}""",  # noqa: S608
            {"unsure": UNSURE},
        )
        records = self._raw("reviews", {row[2] for row in rows}, [(row[0], row[1]) for row in rows])
        return tuple(
            Doubt(
                site=site,
                id=id_,
                url=record.get("url") or "",
                title=title,
                field=field,
                value=_at(record, field),
                confidence=sure,
            )
            for id_, revision, _, site, title, field, sure in rows
            if (record := records.get((id_, revision))) is not None
        )

    def drift(self) -> tuple[Drift, ...]:
        """Of each site the newest run with enough lines, against the runs before it."""
        filled = ", ".join(f"count(*) FILTER (f{number})" for number in range(len(FIELDS)))
        rows = self.rows(
            f"""WITH parts AS (SELECT site, run, count(*) AS lines, {filled} FROM lines JOIN commits USING (number)
                WHERE status = 'present' GROUP BY site, run),
            newest AS (SELECT site, max(run) AS newest FROM parts WHERE lines >= {_FEW} GROUP BY site)
            SELECT site, run = newest, sum(COLUMNS(* EXCLUDE (site, run, newest))) FROM parts JOIN newest USING (site)
            WHERE run <= newest GROUP BY ALL ORDER BY ALL"""  # noqa: S608
        )
        found = list(_compared(rows, list(FIELDS)))
        rows = self.rows(
            f"""WITH parts AS (SELECT site, run, sum(pages) AS pages, sum(refused) AS refused FROM (
                    SELECT site, number, 1 AS pages, 0 AS refused FROM lines
                    UNION ALL SELECT site, number, 1, 1 FROM rejects) JOIN commits USING (number) GROUP BY site, run),
            newest AS (SELECT site, max(run) AS newest FROM parts WHERE pages >= {_FEW} GROUP BY site)
            SELECT site, run = newest, sum(pages), sum(refused) FROM parts JOIN newest USING (site)
            WHERE run <= newest GROUP BY ALL ORDER BY ALL"""  # noqa: S608
        )
        found += _compared(rows, ["rejects"])
        found.sort(key=lambda one: (not one.is_worse, -abs(one.now - one.before), one.site, one.field))
        return tuple(found[:_DRIFT])

    def samples(self) -> tuple[Sample, ...]:
        """Records of the last commits, by their id; no two of a site before every site has one."""
        rows = self.rows(
            f"""WITH last AS (SELECT DISTINCT number FROM present ORDER BY number DESC LIMIT {_SAMPLED_COMMITS})
            SELECT id, revision, number FROM present JOIN last USING (number)
            ORDER BY row_number() OVER (PARTITION BY site ORDER BY id), id LIMIT {_SAMPLES}"""  # noqa: S608
        )
        keys = [(id_, revision) for id_, revision, _ in rows]
        commits = {row[2] for row in rows}
        records, evidence = self._raw("reviews", commits, keys), self._raw("evidence", commits, keys)
        return tuple(_samples(keys, records, evidence))

    def _raw(
        self, kind: str, commits: set[int], keys: Sequence[tuple[str, int]]
    ) -> dict[tuple[str, int], dict[str, Any]]:
        """Whole lines, by id and revision, from the parts of these commits."""
        paths = self._paths(kind, commits)
        if not paths or not keys:
            return {}
        rows = self.rows(
            f"""SELECT json FROM read_ndjson_objects({_quoted(map(self._at, paths))})
            WHERE list_contains($ids, json_extract_string(json, '$.id'))""",  # noqa: S608
            {"ids": sorted({id_ for id_, _ in keys})},
        )
        lines = [orjson.loads(line) for (line,) in rows]
        return {(line["id"], line["revision"]): line for line in lines}

    def _reader(self, kind: str, columns: dict[str, str]) -> str:
        return self._read(self._paths(kind), columns)

    def _read(self, paths: Sequence[str], columns: dict[str, str]) -> str:
        """What reads these columns of these files, to stand after FROM."""
        if not paths:
            empty = ", ".join(f"NULL::{kind} AS {name}" for name, kind in columns.items())
            return f"(SELECT {empty}, '' AS filename WHERE false)"
        shape = ", ".join(f"{name}: '{kind}'" for name, kind in columns.items())
        return (
            f"read_json({_quoted(map(self._at, paths))}, format = 'newline_delimited', columns = {{{shape}}},"
            " filename = true)"
        )

    def _paths(self, kind: str, commits: set[int] | None = None) -> list[str]:
        return [
            file.path
            for manifest in self.manifests
            if commits is None or manifest.commit in commits
            for file in manifest.files
            if file.kind == kind
        ]

    def _at(self, path: str) -> str:
        """How DuckDB names a file: a sign that its patterns know stands in brackets, for itself."""
        whole = str(self.store.folder / path) if isinstance(self.store, LocalStore) else self.store.at(path)
        return re.sub(r"([*?\[])", r"[\1]", whole)

    def run(self, query: str) -> None:
        self._execute(query, None)

    def rows(self, query: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        self._execute(query, values)
        return self.connection.fetchall()

    def _execute(self, query: str, values: dict[str, Any] | None) -> None:
        """Not in this thread, which would not notice Ctrl-C before the query's end."""
        with ThreadPoolExecutor(1) as worker:
            work = worker.submit(self.connection.execute, query, values)
            try:
                work.result()
            except KeyboardInterrupt:
                self.connection.interrupt()
                raise

    def number(self, query: str) -> int:
        return int(self.rows(query)[0][0])


_COMMIT: Final = r"CAST(regexp_extract(filename, 'part-(\d+)\.jsonl', 1) AS INTEGER)"
_NARROW: Final = ", ".join(
    (
        f"id, revision, {_COMMIT} AS number, status, url, coalesce(site, '') AS site",
        "coalesce(outlet.domain, site, '') AS outlet, outlet.name AS outlet_name, headline",
        "work.title AS title, work.kind AS kind, work.year AS year, rating.normalized AS rating",
        "TRY_CAST(left(published.value || '-01', 7) || '-01' AS DATE) AS month",
        "page.fetched_at AS fetched, confidence, list_min(map_values(confidence)) AS least_sure",
        "list_sum(map_values(confidence)) AS all_sure, cardinality(confidence) AS values_sure",
        *(f"coalesce({filled}, false) AS f{number}" for number, filled in enumerate(FIELDS.values())),
    )
)
"""The columns of `lines`."""


def _quoted(paths: Iterable[str]) -> str:
    """A list of texts in SQL."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"


def _compared(rows: Sequence[tuple[Any, ...]], fields: Sequence[str]) -> Iterator[Drift]:
    """Changes that are large, and larger than chance makes them (two proportions, normal approximation)."""
    before = {site: rest for site, is_new, *rest in rows if not is_new}
    for site, is_new, total, *counts in rows:
        if not is_new or site not in before:
            continue
        earlier, *old = before[site]
        if earlier < _FEW:
            continue
        for field, count, count_before in zip(fields, counts, old, strict=True):
            now, then = count / total, count_before / earlier
            pooled = (count + count_before) / (total + earlier)
            error = (pooled * (1 - pooled) * (1 / total + 1 / earlier)) ** 0.5
            if abs(now - then) >= _CHANGE and abs(now - then) > _SURE * error:
                yield Drift(site=site, field=field, before=then, now=now, lines_before=earlier, lines_now=total)


def _samples(
    keys: Iterable[tuple[str, int]],
    records: dict[tuple[str, int], dict[str, Any]],
    evidence: dict[tuple[str, int], dict[str, Any]],
) -> Iterator[Sample]:
    for key in keys:
        try:
            yield Sample(record=records[key], evidence=ReviewEvidence.model_validate(evidence[key]))
        except (KeyError, ValidationError):  # no evidence is kept of it, or that of another version
            continue


def _at(record: Any, field: str) -> Any:
    for part in field.split("."):
        record = record.get(part) if isinstance(record, dict) else None
    return record


def _runs(store: Store) -> tuple[list[RunReport], int]:
    """The newest runs, the newest first, and how many of them cannot be read."""
    paths = [path for path in store.names("runs") if path.endswith(".json")]
    runs, unread = [], 0
    for path in sorted(paths, reverse=True)[:_RUNS]:
        try:
            runs.append(RunReport.model_validate_json(store.read(path)))
        except ValidationError:
            unread += 1
    return runs, unread


def _told(run: RunReport) -> RunOverview:
    return RunOverview(
        run=run.run,
        kind=run.kind,
        started_at=run.started_at,
        seconds=max(0.0, (run.finished_at - run.started_at).total_seconds()),
        complete=run.complete,
        failed=run.failed,
        visited=sum(site.visited for site in run.sites),
        unchanged=sum(site.unchanged for site in run.sites),
        records=run.records,
        rejects=sum(sum(site.rejects.values()) for site in run.sites),
        problems=tuple(f"{site.site}: {problem}" for site in run.sites for problem in site.problems)[:20],
        gates=run.gates,
    )


def _hosts(runs: Sequence[RunReport]) -> tuple[HostOverview, ...]:
    """The ledgers of the runs, the newest first, as one."""
    by_host: dict[str, list[HostLedger]] = {}
    for run in runs:
        for host in run.hosts:
            by_host.setdefault(host.host, []).append(host)
    hosts = sorted(map(_host, by_host.values()), key=lambda host: (-host.requests, host.host))
    return tuple(hosts[:_HOSTS])


def _host(lines: Sequence[HostLedger]) -> HostOverview:
    last = lines[0]
    gaps = [line.shortest_gap for line in lines if line.shortest_gap is not None]
    return HostOverview(
        host=last.host,
        runs=len(lines),
        robots=last.robots,
        delay_asked=last.delay_asked,
        delay=last.delay,
        shortest_gap=min(gaps, default=None),
        too_fast=sum(line.shortest_gap is not None and line.shortest_gap < line.delay for line in lines),
        requests=sum(line.requests for line in lines),
        bytes=sum(line.bytes for line in lines),
        not_modified=sum(line.not_modified for line in lines),
        too_many=sum(line.too_many for line in lines),
        errors=sum(line.errors for line in lines),
        retries=sum(line.retries for line in lines),
        refused=sum(line.refused for line in lines),
        stopped=last.stopped,
    )
