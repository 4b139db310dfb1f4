"""What runs when: the parameters of scheduled runs, the deployments that `prefect.yaml` lists, which runs are skipped.

No Prefect here: `flows.serve` hands all of this to it.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, field_validator

from flows.errors import UsageError
from schemas.base import Model

CONFIGURATION: Final = "prefect.yaml"

_LATEST: Final = timedelta(minutes=30)
"""A scheduled run that begins later than this was missed: its server or `serve` was down, or another run took long."""


def _with_zone(moment: datetime | None) -> datetime | None:
    """UTC where the form was given no zone."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


Moment = Annotated[datetime | None, AfterValidator(_with_zone)]


class Job(Model):
    """What every scheduled run may be told. Settings come from the `reviewlines.toml` and the environment of `serve`.

    Secrets are none of it: Prefect keeps parameters in clear text.
    """

    data: str | None = Field(default=None, description="The dataset, where it is not that of the settings.")
    minutes: Annotated[float, Field(gt=0, le=7 * 24 * 60)] = Field(
        default=180, description="Stop cleanly after so many minutes; the next run goes on."
    )
    latest: Annotated[float, Field(gt=0)] = Field(
        default=_LATEST.total_seconds() / 60,
        description="Skip a scheduled run that could not begin within so many minutes of its time.",
    )


class CrawlJob(Job):
    """A crawl of some sites."""

    sites: list[str] = Field(default=[], description="Site keys or URLs; none: all your own site files.")
    since: Moment = Field(default=None, description="Leave out pages that their site dates before this.")
    max_pages: int | None = Field(default=None, ge=1, description="The most pages to ask for in this run.")
    demo: bool = Field(default=False, description="Crawl the bundled demo site instead, on loopback.")


class BackfillJob(Job):
    """A backfill: of sites' past, or of archives; the same parameters go on where a run was stopped."""

    minutes: Annotated[float, Field(gt=0, le=7 * 24 * 60)] = Field(
        default=600, description="Stop after so many minutes."
    )
    sites: list[str] = Field(default=[], description="Sites: keys, hosts, URLs, or URLs that end in *.")
    urls: list[str] = Field(default=[], description="Single pages: their URLs.")
    warcs: list[str] = Field(
        default=[], description="WARC files: patterns of paths on the machine that serves, or URLs of object stores."
    )
    common_crawl: list[str] = Field(default=[], description="Crawls of Common Crawl: CC-MAIN-2025-05.")
    wayback: bool = Field(default=False, description="Ask the Wayback Machine for the sites.")
    since: Moment = Field(
        default=None, description="Only what was published, or captured by an archive, from then on (UTC)."
    )
    until: Moment = Field(default=None, description="The same until then.")


class LoadJob(Job):
    """What is new, brought into a database."""

    destination: str | None = Field(
        default=None, description="Without a password, or block:NAME for a Secret block; none: that of the settings."
    )


class EnrichJob(Job):
    """New reviews joined to a catalogue of works."""

    catalogue: str | None = Field(default=None, description="The catalogue, where it is not that of the settings.")


class ScheduleText(Model):
    """When a deployment runs, as `prefect.yaml` has it: one of cron, interval and rrule."""

    cron: str | None = None
    interval: Annotated[float, Field(gt=0)] | None = None
    """Seconds."""
    rrule: str | None = None
    timezone: str | None = None
    active: bool = True


class DeploymentText(Model):
    """One deployment of `prefect.yaml`: what `serve` needs of it."""

    name: str
    entrypoint: str
    """File and function: "flows/serve.py:crawl"."""
    description: str | None = None
    tags: tuple[str, ...] = ()
    parameters: dict[str, Any] = Field(default_factory=dict)
    schedules: tuple[ScheduleText, ...] = ()
    work_pool: dict[str, Any] | None = None
    """For `prefect deploy`; `serve` runs in its own process."""

    @field_validator("entrypoint")
    @classmethod
    def _is_ours(cls, entrypoint: str) -> str:
        if not entrypoint.startswith("flows/serve.py:"):
            raise ValueError("must be flows/serve.py:<flow>")
        return entrypoint

    @property
    def flow(self) -> str:
        """Name of the function."""
        return self.entrypoint.rpartition(":")[2]


_DEPLOYMENTS: Final = TypeAdapter(list[DeploymentText])


def read_deployments(file: Path | None = None) -> list[DeploymentText]:
    """The deployments of a `prefect.yaml`: the one named, that of the working folder, or the one that comes with us.

    Raises:
        UsageError: it cannot be read, or is no list of deployments.
    """
    import yaml  # comes with Prefect

    path = file or Path(CONFIGURATION)
    if file is None and not path.is_file():
        path = Path(str(resources.files("flows").joinpath(CONFIGURATION)))
        if not path.is_file():  # a source checkout
            path = path.parents[1] / CONFIGURATION
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        deployments = _DEPLOYMENTS.validate_python((told or {}).get("deployments") or [])
    except (OSError, UnicodeDecodeError, AttributeError, yaml.YAMLError) as error:
        raise UsageError(f"{path} cannot be read: {' '.join(str(error).split())[:300]}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path}: deployments.{where}: {first['msg'].removeprefix('Value error, ')}") from error
    names = [one.name for one in deployments]
    if len(set(names)) < len(names):
        raise UsageError(f"{path}: two deployments have one name")
    return deployments


def reason_to_skip(expected: datetime, now: datetime, latest: timedelta) -> str | None:
    """Why a scheduled run is not done: it was missed. The next one does what it would have done.

    Args:
        expected: When it should have begun, with zone.
        now: When it begins, with zone.
        latest: How much later it may begin.
    """
    late = now - expected
    if late <= latest:
        return None
    minutes = late.total_seconds() / 60
    return f"missed: due at {expected.astimezone(UTC):%Y-%m-%d %H:%M} UTC, {minutes:,.0f} minutes ago"


def limit_of(data: str) -> str:
    """The name of the concurrency limit of a dataset: one run at a time works on it, on whatever machine."""
    where = data if "://" in data else str(Path(data).resolve())
    return f"reviewlines-{hashlib.sha256(where.encode()).hexdigest()[:12]}"
