"""Pages in, records out: `extract_reviews(page, site)`. Pure: no network, clock or environment.

`extract_dates(page)` reads the dates alone, of any page.
"""

from extractors.extract import ExtractedReview, Extraction, extract_dates, extract_reviews

__all__ = ["ExtractedReview", "Extraction", "extract_dates", "extract_reviews"]
