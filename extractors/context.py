"""What a locator may know of the page beside the unit that it looks at: the site, the language, the subject."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.document import Document
from extractors.subject import Subject
from extractors.vocabulary import Vocabulary
from schemas.page import Page
from schemas.site import Site


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a locator starts; later stages see the work's title too."""

    page: Page
    document: Document
    site: Site | None
    language: str | None
    vocabulary: Vocabulary
    subject: Subject
    site_name: str | None = None
    work_title: str | None = None
    title_trust: float = 0.0
    """How far that title is trusted (`Choice.trust`)."""
    topics: Mapping[str, int] = field(default_factory=dict)
    """What the review's text speaks of (`Vocabulary.topics`), without the work's title."""
