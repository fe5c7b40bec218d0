from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.extract.relations import RelationFinder


@pytest.fixture(scope="session")
def finder() -> RelationFinder:
    """Finds relations by the model that comes with evigraph."""
    return RelationFinder(resources.relation_model())
