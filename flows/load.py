"""Loading as a Prefect flow: what is new in a dataset, brought into a database, some commits at a time."""

from prefect import flow, task
from prefect.blocks.system import Secret
from prefect.cache_policies import NO_CACHE

from flows.loader import load_dataset, resolve_destination
from flows.loading.merge import Written
from flows.loading.run import Choices, Group, Load
from flows.pipeline import progress
from flows.settings import load_settings
from flows.telling import told_of
from schemas.load import LoadReport


@flow(name="load-reviews", on_failure=[told_of], on_crashed=[told_of])
def load_reviews(data: str, destination: str | None, choices: Choices) -> LoadReport:
    """Bring a destination up to date with a dataset; a run that was cut off goes on where it was.

    Args:
        data: The dataset: a folder, or a prefix on an object store.
        destination: Without a password, since Prefect keeps and shows it: passwords come from the environment of the
            process that runs this. "block:NAME" is the address in a Secret block; none is `load.destination` of the
            settings.
        choices: What to load, and how.
    """
    address = resolve_destination(destination, load_settings(data=data).load, secret=_secret)
    return load_dataset(data, address, choices, write=load_commits, progress=progress.get())


@task(name="load-commits", cache_policy=NO_CACHE, persist_result=False)
def load_commits(load: Load, group: Group) -> Written:
    """Load some commits, in one transaction."""
    return load.write(group)


def _secret(name: str) -> str:
    return str(Secret.load(name).get())  # type: ignore[union-attr]
