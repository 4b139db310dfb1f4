"""Structured data of a page as plain nodes."""

from extractors.structured.item import Item, Value
from extractors.structured.jsonld import read_jsonld
from extractors.structured.microdata import read_microdata

__all__ = ["Item", "Value", "read_jsonld", "read_microdata"]
