"""The version that records name as `extractor_version`: raised with every change to what extraction gives."""

from typing import Final

EXTRACTOR_VERSION: Final = "0.1.0"
