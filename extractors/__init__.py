"""Pages in, records out: `extract_reviews(page, site)`. Pure: no network, clock or environment."""

from extractors.extract import ExtractedReview, Extraction, extract_reviews

__all__ = ["ExtractedReview", "Extraction", "extract_reviews"]
