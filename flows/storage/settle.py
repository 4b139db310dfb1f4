"""Each revision once: what a batch staged, against what is published.

A worker stamps revisions from what its requests carried. Where two URLs turn out to give the same record (a canonical
URL, a redirect), or where the record was published meanwhile, that is out of date. Then the staged lines are gone
through once more, before the commit: what is published already is left out, what says something else becomes the
next revision.
"""

from collections.abc import Mapping, Sequence

from flows.storage.files import HashedFile
from flows.storage.lines import read_lines
from flows.storage.store import Store
from schemas.base import to_line
from schemas.evidence import ReviewEvidence
from schemas.page import KnownRecord
from schemas.review import ReviewRecord
from schemas.run import BatchDescriptor, Outcome, OutcomeKind, StagedFile


def settle(
    store: Store, descriptor: BatchDescriptor, outcomes: Sequence[Outcome], published: Mapping[str, KnownRecord]
) -> tuple[BatchDescriptor, dict[str, KnownRecord]]:
    """Make the staged lines follow on what is published.

    Args:
        store: The dataset's.
        descriptor: The batch; its staged files may be rewritten.
        outcomes: Of the batch.
        published: The last revision of every record that the outcomes name, where there is one.

    Returns:
        The batch as it is now, and the records as they will be once it is committed, by id.
    """
    staged = next((file for file in descriptor.files if file.kind == "reviews"), None)
    records = _as_stamped(outcomes, published, 0 if staged is None else staged.rows)
    if records is not None or staged is None:
        return descriptor, dict(published) if records is None else records
    records = dict(published)
    stamps = _stamps(store, staged.path, records)
    files = [
        _rewrite(store, file, stamps) if file.kind in ("reviews", "evidence") else file for file in descriptor.files
    ]
    left = tuple(file for file in files if file is not None)
    return descriptor.model_copy(update={"files": left}), records


def _as_stamped(
    outcomes: Sequence[Outcome], published: Mapping[str, KnownRecord], staged: int
) -> dict[str, KnownRecord] | None:
    """The records after the commit if every stamp is right, which is the rule; None if the lines must be looked at."""
    records = dict(published)
    lines = 0
    for outcome in outcomes:
        if outcome.kind in (OutcomeKind.UNCHANGED, OutcomeKind.ALIAS):
            continue
        for record in outcome.records:
            before = records.get(record.id)
            follows = record.revision == (1 if before is None else before.revision + 1)
            if not follows or (before is not None and before.sha256 == record.sha256):
                return None
            records[record.id] = KnownRecord(record.id, record.revision, record.sha256)
            lines += 1
    return records if lines == staged else None


def _stamps(store: Store, reviews: str, records: dict[str, KnownRecord]) -> list[int | None]:
    """For each staged line its right revision, None where it is published already; `records` becomes what they say."""
    stamps: list[int | None] = []
    for line in read_lines(store, reviews):
        record = ReviewRecord.model_validate_json(line)
        sha256 = record.content_sha256()
        before = records.get(record.id)
        if before is not None and before.sha256 == sha256:
            stamps.append(None)
            continue
        revision = 1 if before is None else before.revision + 1
        records[record.id] = KnownRecord(record.id, revision, sha256)
        stamps.append(revision)
    return stamps


def _rewrite(store: Store, file: StagedFile, stamps: Sequence[int | None]) -> StagedFile | None:
    """Stamp the lines of a staged file anew; None where no line is left."""
    shape = ReviewRecord if file.kind == "reviews" else ReviewEvidence
    folder, _, name = file.path.rpartition("/")
    settled = HashedFile(store, f"{folder}/settled-{name}")
    for line, revision in zip(read_lines(store, file.path), stamps, strict=True):
        if revision is not None:
            settled.write(to_line(shape.model_validate_json(line).model_copy(update={"revision": revision})))
    settled.close()
    store.remove(file.path)
    if settled.rows == 0:
        store.remove(settled.path)
        return None
    store.move(settled.path, file.path)
    store.sync([file.path])
    return file.model_copy(update={"rows": settled.rows, "bytes": settled.bytes, "sha256": settled.sha256})
