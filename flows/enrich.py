"""Enrichment as a Prefect flow: each commit's reviews joined to a catalogue, then works and outlets across them."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from pydantic import Field

from flows.enrichment.catalogue import Catalogue
from flows.enrichment.run import Commit, enrich_commit, look_across
from flows.enrichment.tmdb import API
from flows.lookup import look_up_lacked
from flows.pipeline import progress
from flows.settings import Settings
from flows.storage.read import objects_of, read_manifests
from flows.storage.store import Store, open_store
from flows.telling import told_of
from schemas.base import Model
from schemas.enriched import EnrichReport

_COMMITS: Final = 20
"""Commits of one task."""


class Online(Model):
    """Leave to look works up on TMDB's API."""

    settings: Settings
    """Of the client that asks, and which dataset."""
    limit: int = Field(default=1_000, ge=1)
    """The most titles to search for."""
    api: str = API
    """Where the API is."""


@flow(name="enrich-reviews", on_failure=[told_of], on_crashed=[told_of])
def enrich_reviews(data: str, catalogue: Path, online: Online | None = None) -> EnrichReport:
    """Enrich what is new in a dataset; all of it where the catalogue or the matcher is another one than last time.

    A run that was cut off goes on with the first commit that has no part.

    Args:
        data: The dataset: a folder, or a prefix on an object store.
        catalogue: A file made by `reviewlines catalogue build`.
        online: Look up on TMDB what the catalogue lacks; the key is TMDB_API_KEY of the environment.
    """
    store = open_store(data)
    show = progress.get()
    with ExitStack() as stack:
        asked = stack.enter_context(Catalogue(catalogue))
        if online is not None:
            show("look up", 0, 0)
        found = None if online is None else look_up_works(asked, online)
        more = None if found is None else stack.enter_context(Catalogue(found))
        commits = list(commits_of(store))
        new = 0
        for start in range(0, len(commits), _COMMITS):
            show("enrich", start, len(commits))
            new += enrich_commits(commits[start : start + _COMMITS], asked, store, more)
        show("look across", 0, 0)
        return look_across(commits, asked, store, new=new, more=more)


@task(name="look-up-works", cache_policy=NO_CACHE, persist_result=False)
def look_up_works(catalogue: Catalogue, online: Online) -> Path | None:
    """Search TMDB for what a catalogue lacks; the small catalogue of all that was found so far."""
    return look_up_lacked(online.settings, catalogue, limit=online.limit, api=online.api)[1]


@task(name="enrich-commits", cache_policy=NO_CACHE, persist_result=False)
def enrich_commits(commits: Sequence[Commit], catalogue: Catalogue, store: Store, more: Catalogue | None = None) -> int:
    """Enrich some commits; how many lines were written."""
    return sum(enrich_commit(commit, catalogue, store, more=more) for commit in commits)


def commits_of(store: Store) -> Iterator[Commit]:
    """The published commits that hold reviews."""
    for manifest in read_manifests(store):
        files = [file.sha256 for file in manifest.files if file.kind == "reviews"]
        if files:
            digest = hashlib.sha256("".join(files).encode()).hexdigest()
            yield Commit(manifest.commit, digest, partial(objects_of, store, manifest, "reviews"))
