"""What it costs to write: records by compression, and a response into the archive.

    python -m tests.benchmarks.writing [FOLDER] [--json]    pages (*.html below FOLDER); by default the fixtures

Each time is the best of five rounds, all kinds in turn, CPU of one process, with the digest of each record. Sizes are
those of the lines without repetition.
"""

import sys
import tempfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from extractors.extract import extract_reviews
from flows.documents import Documents
from flows.settings import Settings
from flows.storage.archive import ArchiveWriter
from flows.storage.batch import Batch
from flows.storage.dataset import Dataset
from flows.storage.lines import SUFFIXES, Compression
from flows.storage.store import STAGING, open_store
from schemas.evidence import ReviewEvidence
from schemas.page import Exchange, Page
from schemas.review import ReviewRecord
from schemas.run import Outcome, OutcomeKind, RecordOutcome
from tests.benchmarks.tables import Table, publish

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pages"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
ROUNDS = 5
RECORDS = 2_000
REQUEST = ((b"Host", b"gazette.test"), (b"User-Agent", b"Reviewlines/0.1"), (b"Accept-Encoding", b"gzip"))
RESPONSE = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Encoding", b"gzip"), (b"ETag", b'"1"'))


def pages(folder: Path) -> list[Page]:
    """The pages as a server sends most of them: compressed."""
    found = []
    for number, path in enumerate(sorted(folder.rglob("*.html"))[:300]):
        body = path.read_bytes()
        exchange = Exchange(REQUEST, b"HTTP/1.1 200 OK", RESPONSE, zlib.compress(body, 6, 31))
        url = f"https://gazette.test/{number}"
        found.append(Page(url, body, url, 200, {"content-type": "text/html"}, NOW, robots="allowed", exchange=exchange))
    return found


def measure(source: Path) -> Table:
    """The best of all rounds."""
    found = pages(source)
    extractions = [extract_reviews(page) for page in found]
    lines = [(one.record, one.evidence) for extraction in extractions for one in extraction.records]
    many = (lines * (RECORDS // len(lines) + 1))[:RECORDS]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(folder)
        store.make_folder(STAGING)

        def records(
            lines: Sequence[tuple[ReviewRecord, ReviewEvidence]], compression: Compression, *, evidence: bool
        ) -> Callable[[], int]:
            def write() -> int:
                batch = Batch.create(folder, "run", evidence=evidence, compression=compression)
                for record, proof in lines:
                    told = RecordOutcome(id=record.id, revision=1, sha256=record.content_sha256())
                    outcome = Outcome(url="u", claim="c", kind=OutcomeKind.RECORDS, fetched_at=NOW, records=(told,))
                    batch.add(outcome, [(record, proof)], None)
                kept = [file.bytes for file in batch.close().files if file.kind in ("reviews", "evidence")]
                return sum(kept)

            return write

        def archive() -> int:
            writer = ArchiveWriter(store, "a.warc.gz", "a.cdxj", published="archive/a.warc.gz", run="run", now=NOW)
            for page in found:
                page.__dict__.pop("payload_sha256", None)
                writer.write(page, url=page.url or "", status=200, fetched_at=NOW)
            writer.close()
            return writer.warc.bytes

        kinds: dict[str, tuple[Callable[[], int], int]] = {
            _name(compression, evidence): (records(many, compression, evidence=evidence), RECORDS)
            for evidence in (False, True)
            for compression in SUFFIXES
        }
        kinds["archived response"] = (archive, len(found))
        sizes = {
            _name(compression, evidence): records(lines, compression, evidence=evidence)() / len(lines)
            for evidence in (False, True)
            for compression in SUFFIXES
        }
        sizes["archived response"] = archive() / len(found)
        best: dict[str, float] = {}
        for _ in range(ROUNDS):
            for name, (write, count) in kinds.items():
                start = process_time()
                write()
                best[name] = min(best.get(name, 1e9), (process_time() - start) / count)
    size = sum(len(page.body) for page in found) / len(found)
    rows = [(name, seconds * 1e6, sizes[name]) for name, seconds in best.items()]
    rows += min(discovery(found) for _ in range(ROUNDS))
    title = f"Writing: records and responses of {len(found)} pages of {size:,.0f} bytes"
    return Table(title, ("", "CPU µs", "bytes"), rows)


def discovery(found: Sequence[Page]) -> list[tuple[str, float, float]]:
    """The same of what discovery is answered, with its look at the state, its index line and its part in a commit.

    Bodies that are new, then once more as they were.
    """
    pages = [replace(page, purpose="discovery") for page in found]
    rows = []
    with tempfile.TemporaryDirectory() as folder, Dataset.open(folder, now=NOW, extractor_version="0") as dataset:
        documents = Documents(dataset, Settings(data=folder), "run", lambda _: None)
        assert documents.keep is not None
        for name in ("answer to discovery, new", "answer to discovery, as it was"):
            start = process_time()
            for page in pages:
                page.__dict__.pop("payload_sha256", None)
                documents.keep(page)
            batch = documents.take()
            assert batch is not None
            manifest = dataset.commit(batch.close(), now=NOW)
            seconds = process_time() - start
            documents.settled(batch.name, committed=True)
            assert manifest is not None
            size = sum(file.bytes for file in manifest.files)
            rows.append((name, seconds / len(pages) * 1e6, size / len(pages)))
    return rows


def _name(compression: Compression, evidence: bool) -> str:
    return f"{compression} with evidence" if evidence else compression


if __name__ == "__main__":
    asked = [argument for argument in sys.argv[1:] if argument != "--json"]
    publish([measure(Path(asked[0]) if asked else FIXTURES)], as_json="--json" in sys.argv)
