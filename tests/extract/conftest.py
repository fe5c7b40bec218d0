"""The extraction stage over the lexicons that come with evigraph, loaded once."""

from __future__ import annotations

import pytest

from tests.extract.builders import shipped_extractor


@pytest.fixture(scope="session")
def extractor():
    """The extractor as a run has it: with scispaCy where that is installed."""
    return shipped_extractor()


@pytest.fixture(scope="session")
def plain_extractor():
    """The extractor without scispaCy."""
    return shipped_extractor(scispacy="off")
