"""Structured data of a page as plain nodes."""

from extractors.structured.hreview import read_hreview
from extractors.structured.item import Item, Value
from extractors.structured.jsonld import read_jsonld
from extractors.structured.microdata import read_microdata
from extractors.structured.plugins import Box, read_boxes

__all__ = ["Box", "Item", "Value", "read_boxes", "read_hreview", "read_jsonld", "read_microdata"]
