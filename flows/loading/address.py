"""Where to load: what the user names, with its secret apart."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from flows.errors import UsageError

Kind = Literal["duckdb", "sqlite", "postgresql", "parquet", "csv", "dlt"]

_KINDS: Final[dict[str, Kind]] = {
    "duckdb": "duckdb",
    "sqlite": "sqlite",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "parquet": "parquet",
    "csv": "csv",
}

_FORMS: Final = (
    "duckdb:///FILE, sqlite:///FILE, postgresql://user@host/database, parquet:FOLDER, csv:FOLDER, or a dlt destination"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A destination. Its `repr` is its name, which never has the password."""

    kind: Kind
    name: str
    """As messages, parameters and reports show it."""
    url: str
    """With the password, where it has one."""

    @property
    def path(self) -> Path:
        """The file or folder."""
        scheme, _, rest = self.url.partition(":")
        return Path(rest.removeprefix("///") if scheme in ("duckdb", "sqlite") else rest)

    def __repr__(self) -> str:
        return self.name


def parse_address(text: str) -> Address:
    """Read what names a destination.

    Raises:
        UsageError: it names none.
    """
    scheme, separator, rest = text.partition(":")
    kind = _KINDS.get(scheme)
    if kind in ("duckdb", "sqlite") and separator:
        if not rest.startswith("///") or not rest[3:]:
            raise UsageError(f"{scheme}:///FILE names a file (four slashes before a path from the root)")
        return Address(kind, text, text)
    if kind in ("parquet", "csv") and separator:
        if not rest or "://" in rest:
            raise UsageError(f"{scheme}:FOLDER names a folder; for an object store load into dlt's `filesystem`")
        return Address(kind, text, text)
    if kind == "postgresql" and rest.startswith("//"):
        return Address(kind, without_password(text), text)
    if re.fullmatch(r"[a-z][a-z0-9_]*", text):
        return Address("dlt", text, text)
    raise UsageError(f"{without_password(text)!r} is no destination: {_FORMS} by its name")


def password_of(text: str) -> str | None:
    """The password in a URL."""
    try:
        parts = urlsplit(text)
        found = parts.password or dict(re.findall(r"(password)=([^&\s]*)", parts.query)).get("password")
    except ValueError:
        return None
    return unquote(found) if found else None


def without_password(text: str) -> str:
    """A URL as it may be shown."""
    text = re.sub(r"(?<=//)([^/@:]*):[^/]*@", r"\1@", text)
    return re.sub(r"([?&])password=[^&]*&?", r"\1", text).rstrip("?&")
