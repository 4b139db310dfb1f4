"""What a better extractor would change: proposals, which become revisions once they are accepted, and their summary."""

from datetime import datetime
from typing import Any

from pydantic import Field

from schemas.base import Model, Sha256
from schemas.evidence import ReviewEvidence
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.run import RecordOutcome


class ProposedRecord(Model):
    """One record that would get a new revision."""

    before: dict[str, Any] | None
    """Its published line; null where there is none."""
    after: ReviewRecord
    """The next one; with the status "withdrawn" where the page is found to be no review."""
    evidence: ReviewEvidence
    """Of the next one."""


class Proposal(Model):
    """One stored page that reads differently now."""

    url: str
    """That was asked for."""
    site: str
    """Key of the site."""
    fetched_at: datetime
    """When the page was stored."""
    body_sha256: Sha256
    """`Page.payload_sha256` of it: the proposal holds as long as the page is this one."""
    records: tuple[RecordOutcome, ...]
    """All records that the page gives now, changed or not."""
    changes: tuple[ProposedRecord, ...]
    """Those that differ from what is published."""
    reject: Reject | None = None
    """Why there is no record, where there is none."""


class SiteRead(Model):
    """What was read again of one site, changed or not."""

    site: str
    """Key of the site."""
    pages: int = Field(default=0, ge=0)
    """Stored pages read."""
    records: int = Field(default=0, ge=0)
    """Records that were published of them."""
    filled: dict[str, int] = Field(default_factory=dict)
    """By field: how many of these records have it."""
    failed: int = Field(default=0, ge=0)
    """Pages that a fault of ours, or of the archive, kept from being read."""


class PartRead(Model):
    """One archive file, read again: what need not be done twice."""

    of: Sha256
    """Digest of all that the reading depends on: the software, the sites, the stored pages and their records."""
    sites: tuple[SiteRead, ...]
    """By site."""


class Reading(Model):
    """One re-extraction, complete."""

    run: str
    """The run's name."""
    extractor_version: str
    """Version of the software that read the pages."""
    finished_at: datetime
    """In UTC."""
    sites: tuple[SiteRead, ...]
    """By site."""


class Example(Model):
    """One value before and after."""

    url: str | None
    """The review's page."""
    before: Any
    """Null where there was none."""
    after: Any
    """Null where there is none."""


class FieldDifference(Model):
    """One field in the records that were there before and are there after."""

    field: str
    """Dotted path of the field."""
    filled: int = Field(ge=0)
    """Records that had it before, the unchanged ones too."""
    gained: int = Field(default=0, ge=0)
    """Records that have it now and had it not."""
    lost: int = Field(default=0, ge=0)
    """Records that had it and have it not."""
    changed: int = Field(default=0, ge=0)
    """Records whose value is another one."""
    examples: tuple[Example, ...] = ()
    """A few of them, lost ones first."""


class SiteDifference(Model):
    """What would change on one site."""

    site: str
    """Key of the site."""
    pages: int = Field(ge=0)
    """Stored pages read."""
    records: int = Field(ge=0)
    """Records published of them."""
    gained: int = Field(default=0, ge=0)
    """Records that there were not, or that were withdrawn."""
    lost: int = Field(default=0, ge=0)
    """Records that would be withdrawn."""
    changed: int = Field(default=0, ge=0)
    """Records that would get a new revision for what they say."""
    failed: int = Field(default=0, ge=0)
    """Pages that could not be read."""
    examples: tuple[Example, ...] = ()
    """Headlines of records gained and lost."""
    fields: tuple[FieldDifference, ...] = ()
    """Fields that differ, in the record's order."""

    @property
    def share_lost(self) -> float:
        """The largest share that is lost: of the records, or of any field's values."""
        shares = [(self.lost, self.records), *((field.lost, field.filled) for field in self.fields)]
        return max(lost / of if of else 0.0 for lost, of in shares)


class Difference(Model):
    """What a re-extraction would change."""

    run: str
    """The re-extraction."""
    extractor_version: str
    """Version of the software that read the pages."""
    accepted: bool = False
    """Whether it is committed already, since it loses little enough (`accept_lost`)."""
    sites: tuple[SiteDifference, ...]
    """By site; those without a difference too."""

    @property
    def changes(self) -> int:
        """Lines that accepting would publish."""
        return sum(site.gained + site.lost + site.changed for site in self.sites)


class Accepted(Model):
    """What became of proposals that were accepted."""

    run: str
    """The re-extraction."""
    commits: tuple[int, ...]
    """Commits that have its lines."""
    records: int = Field(ge=0)
    """Lines published."""
    outdated: int = Field(ge=0)
    """Pages that have changed, or were forgotten, since they were read again: left out."""
