"""Site files: yours first, then the bundled ones."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from pydantic import ValidationError

from flows.errors import UsageError
from schemas.site import Site, host_of

_LONGEST_KEY: Final = 64


@dataclass(frozen=True)
class SiteBook:
    """All known sites, by key and by host."""

    own: tuple[Site, ...]
    bundled: tuple[Site, ...]

    def __iter__(self) -> Iterator[Site]:
        yield from self.own
        yield from self.bundled

    def get(self, key: str) -> Site | None:
        """The site of that key; your own comes before a bundled one."""
        return next((site for site in self if site.key == key), None)

    def for_url(self, url: str | None) -> Site | None:
        """The site whose hosts the URL is on."""
        return next((site for site in self if site.owns(url)), None) if url else None

    def resolve(self, names: Iterable[str]) -> tuple[Site, ...]:
        """Sites for what a user types: a key, or a URL, which needs no site file.

        Raises:
            UsageError: neither a known key nor an http(s) URL, or two that are one site.
        """
        chosen: dict[str, str] = {}
        sites = []
        for name in names:
            site = self.get(name)
            if site is None and re.match(r"https?://", name, re.IGNORECASE):
                site = self.for_url(name) or site_of_url(name)
            if site is None:
                known = ", ".join(sorted(site.key for site in self)) or "none"
                raise UsageError(f"{name!r} is neither a URL (https://…) nor a known site ({known})")
            if site.key in chosen:
                raise UsageError(f"{chosen[site.key]} and {name} are one site: name it once")
            chosen[site.key] = name
            sites.append(site)
        return tuple(sites)


def site_of_url(url: str) -> Site:
    """A site with nothing known but its address: the key is its host's name.

    Raises:
        UsageError: this is no address of a site.
    """
    host = host_of(url)
    key = re.sub(r"[^a-z0-9]+", "-", host).strip("-")
    if len(key) > _LONGEST_KEY:
        key = f"{key[: _LONGEST_KEY - 9]}-{hashlib.sha256(host.encode()).hexdigest()[:8]}"
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is no number
        start = urlunsplit((parts.scheme.lower(), parts.netloc.rpartition("@")[2], parts.path or "/", "", ""))
        return Site(key=key, hosts=(host,), start=start)
    except ValueError as error:  # ValidationError is one
        raise UsageError(f"{url!r} is no address of a site") from error


def load_sites(folder: Path | None = None) -> SiteBook:
    """Read your site files (a folder that is not there has none) and the bundled ones.

    Raises:
        UsageError: a file is no TOML, does not fit the model, or claims another one's key or host.
    """
    own = _read_all(sorted(folder.glob("*.toml"))) if folder is not None and folder.is_dir() else ()
    bundled = _read_all(
        sorted(
            (
                entry
                for entry in resources.files("extractors").joinpath("sites").iterdir()
                if entry.name.endswith(".toml")
            ),
            key=lambda entry: entry.name,
        )
    )
    return SiteBook(own=own, bundled=bundled)


def read_site(file: Path | Traversable) -> Site:
    """Read one site file.

    Raises:
        UsageError: it cannot be read, is no TOML, does not fit the model, or is not named after its key.
    """
    try:
        site = Site.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"site file {file.name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"site file {file.name}: {where}: {first['msg']}") from error
    if file.name != f"{site.key}.toml":
        raise UsageError(f"site file {file.name}: its key is {site.key!r}, so its name must be {site.key}.toml")
    return site


def _read_all(files: Iterable[Path | Traversable]) -> tuple[Site, ...]:
    sites: list[Site] = []
    owner: dict[str, str] = {}
    for file in files:
        site = read_site(file)
        for host in site.hosts:
            if host in owner:
                raise UsageError(f"site files {owner[host]}.toml and {site.key}.toml both claim the host {host}")
            owner[host] = site.key
        sites.append(site)
    return tuple(sites)
