"""All settings, in one documented model: `reviewlines.toml`, then `REVIEWLINES_*`, then options of the command."""

import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.errors import UsageError

SETTINGS_FILE: Final = "reviewlines.toml"


class Settings(BaseSettings):
    """Settings of a run. Later sources win: the file, the environment, the command's options."""

    model_config = SettingsConfigDict(
        env_prefix="REVIEWLINES_",
        toml_file=SETTINGS_FILE,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
    )

    data: Path = Path("data")
    """Folder of the dataset."""
    sites: Path = Path("sites")
    """Folder of your own site files; they come before the bundled ones."""
    contact: str | None = None
    """URL or e-mail address for the User-Agent: who to ask about the crawl. Needed beyond loopback."""
    allow_hosts: frozenset[str] = frozenset()
    """Hosts that may be called although their address is private or loopback."""
    delay: float = Field(default=1.0, ge=0, le=3600)
    """Seconds between two requests to a host, where neither the site file nor robots.txt asks for more."""
    max_delay: float = Field(default=60.0, ge=0, le=3600)
    """The longest Crawl-delay that is obeyed; a longer one is cut to it and noted."""
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
    concurrency: int = Field(default=32, ge=1, le=1_000)
    """Hosts that are visited at the same time; each sees one connection."""
    max_pages: int | None = Field(default=None, ge=1)
    """The most pages that one run asks for; null for no limit."""
    archive: bool = True
    """Keep every response as fetched, as WARC."""
    body: bool = False
    """Put the review's text into the record (mind copyright)."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic-settings' own
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, then environment, then file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**options: Any) -> Settings:
    """Read the settings; options that are None were not given.

    Raises:
        UsageError: a setting is unknown or has a wrong value, or the file is no TOML.
    """
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"setting {name!r}: {first['msg']}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{SETTINGS_FILE} is not valid TOML: {error}") from error
