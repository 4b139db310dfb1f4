"""What the lines of one site look like, and what a quality gate says when they look otherwise than before."""

from typing import Literal

from pydantic import Field

from schemas.base import Model
from schemas.site import Selector

GateKind = Literal["missing", "unsure", "one_value", "off_grid", "future", "rejected", "unknown_layout"]
"""missing: a field is filled more rarely; unsure: its values are less likely right; one_value: one value stands in too
many records; off_grid: ratings that the site's scale does not have; future: dates after the fetch; rejected: pages that
gave reviews give none; unknown_layout: the site file's selectors find nothing."""


class FieldProfile(Model):
    """One field in some records of a site."""

    field: str
    """Dotted path: "work.title", "credits.director"."""
    filled: int = Field(ge=0)
    """Records that have it."""
    confidence: tuple[int, ...] = ()
    """Of those, how many in each tenth of confidence, from below 0.1 upwards; none where there is none."""
    locators: dict[str, int] = Field(default_factory=dict)
    """What gave the value, by method and place; the most frequent ones."""
    values: dict[str, int] = Field(default_factory=dict)
    """The most frequent values; none of fields whose values always differ."""


class SiteProfile(Model):
    """The new and changed records of one site in one commit."""

    site: str
    """Key of the site."""
    records: int = Field(default=0, ge=0)
    """Lines."""
    reread: int = Field(default=0, ge=0)
    """Pages with a new body that gave a review before."""
    rejected: int = Field(default=0, ge=0)
    """Of those, pages that give none now."""
    unknown_layout: int = Field(default=0, ge=0)
    """Records of pages on which the site file's selectors find nothing."""
    future: int = Field(default=0, ge=0)
    """Records that were published after they were fetched."""
    fields: tuple[FieldProfile, ...] = ()
    """By field."""


class Share(Model):
    """So many of so many."""

    count: int = Field(ge=0)
    """Those."""
    of: int = Field(ge=0)
    """All."""

    def __str__(self) -> str:
        return f"{self.count:,} of {self.of:,}"


class Repair(Model):
    """A selector that would give a field again."""

    field: str
    """The field."""
    selector: Selector
    """For the site file."""
    support: Share
    """Pages on which it says what was known of them."""


class GateFailure(Model):
    """A site whose records look otherwise than those before."""

    site: str
    """Key of the site."""
    kind: GateKind
    """What is otherwise."""
    field: str | None = None
    """Of which field; null where it is the page as a whole."""
    now: Share
    """Records, or pages, of which it is true now."""
    before: Share
    """And before."""
    value: str | None = None
    """The one value, where that is what is wrong."""
    locator: str | None = None
    """What gave the field most often before, and answers no longer."""
    locator_now: Share | None = None
    """How often it gives it now."""
    locator_before: Share | None = None
    """And did before."""
    examples: tuple[str, ...] = ()
    """Two of the pages."""
    repair: Repair | None = None
    """What would repair it; null where nothing on the pages says what was known of them."""
    withheld: int = Field(default=0, ge=0)
    """Records of the site that are kept back for it."""
    quarantine: str | None = None
    """Where they are, relative to the dataset."""
    is_warning: bool = False
    """It speaks of captures, which show the site as it was once: nothing is withheld, and no run fails for it."""

    @property
    def message(self) -> str:
        """All of it in a few sentences, for a person."""
        return " ".join(filter(None, (self._what(), self._who(), self._where(), self._cure(), self._kept())))

    def _what(self) -> str:
        name = f"{self.site}: {self.field}" if self.field else self.site
        now, before = self.now, self.before
        said = {
            "missing": f"{name} is missing: {now} reviews have it, before {before} had it.",
            "unsure": f"{name} is unsure: {now} values are read with less confidence than before, then {before}.",
            "one_value": f"{name} is {self.value!r} in {now} reviews; before, no value stood in more than {before}.",
            "off_grid": f"{name}: {now} values are off the site's scale ({self.value}), before {before}.",
            "future": f"{name}: {now} dates are later than the fetch, before {before}.",
            "rejected": f"{name}: {now} pages that gave a review give none now, before {before}.",
            "unknown_layout": f"{name}: {now} pages show an unknown layout (no selector of the site file finds "
            f"anything), before {before}.",
        }
        return said[self.kind]

    def _who(self) -> str:
        if self.locator is None or self.locator_before is None or self.locator_now is None:
            return ""
        silent = "no longer answers" if self.locator_now.count == 0 else f"gives it in {self.locator_now} now"
        return f"What gave it, {self.locator} (in {self.locator_before}), {silent}."

    def _where(self) -> str:
        return f"See {' and '.join(self.examples)}." if self.examples else ""

    def _cure(self) -> str:
        if self.repair is None:
            return ""
        attribute = f', attribute = "{self.repair.selector.attribute}"' if self.repair.selector.attribute else ""
        key = f'"{self.repair.field}"' if "." in self.repair.field else self.repair.field
        css = self.repair.selector.css
        quoted = f"'{css}'" if '"' in css else f'"{css}"'
        return (
            f"It would be repaired by fields.{key} = {{ css = {quoted}{attribute} }}, which says what was known of "
            f"{self.repair.support} pages."
        )

    def _kept(self) -> str:
        if self.is_warning:
            return "These are captures of the past: they are written."
        if self.quarantine is None:
            return ""
        return f"{self.withheld:,} reviews are withheld: {self.quarantine}."
