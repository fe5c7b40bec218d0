"""The extraction stage over the lexicons that come with evigraph, loaded once."""

from __future__ import annotations

import pytest

from pipeline.ingest import read_records
from tests.extract.builders import shipped_extractor


@pytest.fixture(scope="session")
def extractor():
    """The extractor as a run has it: with scispaCy where that is installed."""
    return shipped_extractor()


@pytest.fixture(scope="session")
def plain_extractor():
    """The extractor without scispaCy."""
    return shipped_extractor(scispacy="off")


@pytest.fixture(scope="session")
def sample_records(corpora):
    """Every record of the sample corpus."""
    return [
        found
        for path in sorted(corpora.iterdir())
        if path.suffix in (".txt", ".pubtator")
        for found in read_records(path)
    ]
