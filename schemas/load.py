"""What a load into a database did, or would do."""

from datetime import datetime

from pydantic import Field

from schemas.base import Model


class LoadReport(Model):
    """One load."""

    destination: str
    """Where to, without a password."""
    dataset_id: str | None
    """The dataset; null where it has no commits."""
    dry_run: bool
    """Nothing was written: the counts are of what would be."""
    full: bool
    """All was loaded anew."""
    changes: tuple[str, ...]
    """What the tables lacked, and got where the contract lets them."""
    commits: int = Field(ge=0)
    """Commits loaded now."""
    lines: int = Field(ge=0)
    """Lines of reviews in them."""
    rows: dict[str, int]
    """Rows written, by table; empty in a dry run."""
    last_commit: int = Field(ge=0)
    """The last commit of the dataset, which the destination has now."""
    started_at: datetime
    """In UTC."""
    finished_at: datetime
    """In UTC."""
