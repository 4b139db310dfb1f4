"""Enrichment as a Prefect flow: each commit's reviews joined to a catalogue, then works and outlets across them."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.enrichment.catalogue import Catalogue
from flows.enrichment.run import Commit, enrich_commit, look_across
from flows.storage.read import objects_of, read_manifests
from flows.storage.store import Store, open_store
from schemas.enriched import EnrichReport

_COMMITS: Final = 20
"""Commits of one task."""


@flow(name="enrich-reviews")
def enrich_reviews(data: str, catalogue: Path) -> EnrichReport:
    """Enrich what is new in a dataset; all of it where the catalogue or the matcher is another one than last time.

    A run that was cut off goes on with the first commit that has no part.

    Args:
        data: The dataset: a folder, or a prefix on an object store.
        catalogue: A file made by `reviewlines catalogue build`.
    """
    store = open_store(data)
    with Catalogue(catalogue) as asked:
        commits = list(commits_of(store))
        new = sum(
            enrich_commits(commits[start : start + _COMMITS], asked, store)
            for start in range(0, len(commits), _COMMITS)
        )
        return look_across(commits, asked, store, new=new)


@task(name="enrich-commits", cache_policy=NO_CACHE, persist_result=False)
def enrich_commits(commits: Sequence[Commit], catalogue: Catalogue, store: Store) -> int:
    """Enrich some commits; how many lines were written."""
    return sum(enrich_commit(commit, catalogue, store) for commit in commits)


def commits_of(store: Store) -> Iterator[Commit]:
    """The published commits that hold reviews."""
    for manifest in read_manifests(store):
        files = [file.sha256 for file in manifest.files if file.kind == "reviews"]
        if files:
            digest = hashlib.sha256("".join(files).encode()).hexdigest()
            yield Commit(manifest.commit, digest, partial(objects_of, store, manifest, "reviews"))
