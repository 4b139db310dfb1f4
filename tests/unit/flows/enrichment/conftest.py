"""The labelled set's small catalogue, built once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue

WORKS = Path(__file__).parents[4] / "fixtures" / "catalogue" / "works.jsonl"


@pytest.fixture(scope="session")
def catalogue_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("catalogue") / "catalogue.db"
    build_catalogue([WORKS], out)
    return out


@pytest.fixture(scope="session")
def catalogue(catalogue_file: Path) -> Iterator[Catalogue]:
    with Catalogue(catalogue_file) as opened:
        yield opened
