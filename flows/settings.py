"""All settings, in one documented model: `reviewlines.toml`, then `REVIEWLINES_*`, then options of the command.

Read by hand and not by pydantic-settings, whose import takes a tenth of the half second in which `extract` must start.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError

from flows.errors import UsageError
from schemas.base import Model

SETTINGS_FILE: Final = "reviewlines.toml"
ENVIRONMENT_PREFIX: Final = "REVIEWLINES_"

_CONTACT: Final = re.compile(r"https?://[!-~]+|(?:mailto:)?[!-?A-~]+@[!-?A-~]+", re.IGNORECASE)


def _split(value: object) -> object:
    """A list in one environment variable: "a.test, b.test"."""
    return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value


def _as_text(value: object) -> object:
    return os.fspath(value) if isinstance(value, os.PathLike) else value


def _reachable(value: str | None) -> str | None:
    if value is not None and _CONTACT.fullmatch(value) is None:
        raise ValueError(f"{value!r} is neither a URL (https://…) nor an e-mail address")
    return value


def _http_url(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"http://[^/?#\s]+/?", value.get_secret_value()):
        raise ValueError("a proxy is http://host:port")  # without the value, which may hold a password
    return value


class LoadSettings(Model):
    """Of `load`: the section [load] of the file, REVIEWLINES_LOAD__… in the environment."""

    destination: Annotated[SecretStr, Field(min_length=1)] | None = None
    """Where to load when the command names nothing: postgresql://user:password@host/database, …"""
    schema_name: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,62}$")
    """Schema of the tables (dlt: dataset), made where there is none; null for the connection's own. Not for SQLite."""
    contract: Literal["evolve", "freeze", "discard"] = "evolve"
    """What becomes of tables and columns that this version has and the destination lacks: they are added; the load
    stops and lists them; they are left out. A column of another type always stops it."""
    removed: Literal["mark", "delete"] = "mark"
    """Reviews that are gone or withdrawn keep their rows, and `status` says so; or their rows are deleted. Rows
    that are there already follow with `--full`."""
    evidence: bool = False
    """Load the evidence too: some fifty rows for each review."""


def _web_url(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"https?://[^/?#\s]+\S*", value.get_secret_value()):
        raise ValueError("a webhook is a URL: https://…")  # without the value, which is a secret
    return value


class Settings(Model):
    """Settings of a run. Later sources win: the file, the environment, the command's options."""

    data: Annotated[str, BeforeValidator(_as_text), Field(min_length=1)] = "data"
    """Folder of the dataset, or the URL of its prefix on an object store: s3://bucket/reviews, gs://bucket/reviews."""
    state: Annotated[SecretStr, Field(min_length=1)] | None = None
    """The state database: postgresql://user:password@host/database, or a file for SQLite; null for state.db in the
    dataset's folder. Never on an object store."""
    sites: Path = Path("sites")
    """Folder of your own site files; they come before the bundled ones."""
    catalogue: Path | None = None
    """The catalogue of works that `enrich` asks, made by `reviewlines catalogue build`."""
    contact: Annotated[str | None, AfterValidator(_reachable)] = None
    """URL or e-mail address for the User-Agent: who to ask about the crawl. Needed beyond loopback."""
    allow_hosts: Annotated[frozenset[str], BeforeValidator(_split)] = frozenset()
    """Hosts that may be called although their address is private or loopback."""
    delay: float = Field(default=1.0, ge=0, le=3600)
    """Seconds between two requests to a host, where neither the site file nor robots.txt asks for more."""
    max_delay: float = Field(default=60.0, ge=0, le=3600)
    """The longest Crawl-delay that is obeyed; a longer one is cut to it and noted. Also the longest pause that a slow
    or overloaded host is given; one that asks for more (Retry-After) is left for the next run."""
    proxy: Annotated[SecretStr | None, AfterValidator(_http_url)] = None
    """HTTP proxy for all requests: http://host:port, with user:password@ where it wants them. It connects to what it
    likes: addresses are only judged as far as names can be resolved here."""
    connect_timeout: float = Field(default=10.0, gt=0, le=600)
    """Seconds to connect."""
    read_timeout: float = Field(default=20.0, gt=0, le=600)
    """Seconds between two pieces of an answer."""
    total_timeout: float = Field(default=60.0, gt=0, le=3600)
    """Seconds for one answer in all."""
    max_body: int = Field(default=10_000_000, ge=1_000)
    """Bytes of a body after content decoding; a larger one is rejected."""
    max_redirects: int = Field(default=5, ge=0, le=20)
    """Redirects followed for one URL."""
    retries: int = Field(default=2, ge=0, le=10)
    """How often a request is sent again where another try may help."""
    revisit_after: float = Field(default=86_400.0, ge=0)
    """Seconds after which a page is asked for again (If-None-Match) although its site tells no change of it."""
    batch_size: int = Field(default=500, ge=1, le=10_000)
    """Pages of one batch: one Prefect task, one commit."""
    batch_seconds: float = Field(default=300.0, ge=1)
    """Seconds after which a batch ends although pages are left: what a kill can cost, and how long fast hosts wait."""
    concurrency: int = Field(default=32, ge=1, le=1_000)
    """Requests that are under way at the same time, each to another host: a host sees one connection. Any number of
    hosts may wait for their pause to end meanwhile."""
    max_pages_per_host: int | None = Field(default=None, ge=1)
    """The most pages that one run asks of one host; the rest is left for the next runs. Null for no limit."""
    max_pages: int | None = Field(default=None, ge=1)
    """The most pages that one run asks for; null for no limit."""
    archive: bool = True
    """Keep every response as fetched, as WARC."""
    archive_days: float | None = Field(default=None, gt=0)
    """Responses older than so many days are deleted at the end of a run; null keeps them."""
    archive_bytes: int | None = Field(default=None, ge=0)
    """When the archive is larger than this, its oldest files are deleted at the end of a run; null for no limit."""
    compression: Literal["none", "gzip", "zstd"] = "none"
    """Of new parts of the reviews, the evidence and the rejects."""
    part_rows: int = Field(default=100_000, ge=1)
    """A batch ends, and with it its parts, when one of its files has so many rows …"""
    part_bytes: int = Field(default=256_000_000, ge=1)
    """… or so many bytes, compressed; its archive counts too. By time, `batch_seconds` does."""
    accept_lost: float | None = Field(default=None, ge=0, le=1)
    """A re-extraction that loses at most this share of any site's records, and of the values of any of its fields, is
    accepted by itself; null: only `data accept` accepts."""
    load: LoadSettings = LoadSettings()
    """Loading into databases."""
    log_days: float | None = Field(default=30, gt=0)
    """Logs of pages (`logs/<run>.jsonl` in the dataset's folder) that are older are deleted at the end of a run; null
    keeps them."""
    gate: Literal["quarantine", "tell", "off"] = "quarantine"
    """What becomes of a site's records that look otherwise than those before: they are withheld and the run fails; or
    they are written and the run fails; or nobody looks. Captures of archives are written with a warning."""
    gate_tolerance: float = Field(default=0.2, ge=0, le=1)
    """A share (of records that have a field, of pages that give a review …) may differ by so much."""
    webhook: Annotated[SecretStr | None, AfterValidator(_web_url)] = None
    """Where a run that failed, or whose gates warn, is told: a POST of JSON with "text" for a person, and the
    report's failures."""
    body: bool = False
    """Put the review's text into the record (mind copyright)."""

    runner: Literal["in-process", "processes", "dask"] = "in-process"
    """Who reads the batches of a backfill: this process, others on this machine (Prefect's ProcessPoolTaskRunner), or a
    Dask cluster (DaskTaskRunner; the extra "dask")."""
    workers: int = Field(default=1, ge=1, le=1_000)
    """Batches that are under way at the same time: processes of the pool, worker threads of the Dask cluster."""
    dask: str | None = None
    """Address of the Dask scheduler: tcp://host:8786; null for a cluster of `workers` processes on this machine."""
    common_crawl_index: str = "https://index.commoncrawl.org"
    """Where Common Crawl's indexes are asked."""
    common_crawl_data: str = "https://data.commoncrawl.org"
    """Where Common Crawl's files are, below which the index names them."""
    wayback: str = "https://web.archive.org"
    """The Wayback Machine, or an archive with the same interface."""

    def state_url(self) -> str | None:
        """The state's URL with its password, which no text of these settings shows."""
        return None if self.state is None else self.state.get_secret_value()


def load_settings(**options: Any) -> Settings:
    """Read the settings; options that are None were not given.

    Raises:
        UsageError: a setting is unknown or has a wrong value, or the file cannot be read or is no TOML.
    """
    values = _from_file(Path(SETTINGS_FILE))
    for name, value in os.environ.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            _set(values, name.removeprefix(ENVIRONMENT_PREFIX).lower(), value)
    values |= {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        said = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise UsageError(f"setting {name!r}: {said.removeprefix('Value error, ')}") from error
    if "sites" in values and not settings.sites.is_dir():
        raise UsageError(f"setting 'sites': there is no folder {settings.sites}")
    return settings


def _set(values: dict[str, Any], name: str, value: str) -> None:
    """One setting from the environment; "load__contract" is in the section "load"."""
    section, separator, inner = name.partition("__")
    if separator and isinstance(values.setdefault(section, {}), dict):
        values[section][inner] = value
    else:
        values[name] = value


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error
