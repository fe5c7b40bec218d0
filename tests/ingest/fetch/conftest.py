"""Fetching from the local server, in a time of its own."""

from __future__ import annotations

import pytest

from pipeline.ingest import fetch
from pipeline.ingest.fetch import Clock, Service
from pipeline.ingest.references.wanted import parse_wanted


@pytest.fixture
def service(eutils):
    def service(**changes):
        clock = eutils.clock
        return Service(
            email="me@example.org",
            pubtator_url=f"{eutils.url}/pubtator3-api",
            clock=Clock(clock.now, clock.date, clock.sleep),
            **{"base_url": f"{eutils.url}/entrez/eutils", "batch_size": 3, "retries": 2, **changes},
        )

    return service


@pytest.fixture
def get(service, tmp_path):
    """Fetches papers that are named as in a list; what is told on the way is in ``get.told``."""

    def get(*papers, query=None, most=None, format="pubmed-xml", **changes):
        wanted = [parse_wanted(str(paper)) for paper in papers]
        return fetch.fetch(
            wanted, tmp_path / "to", service(**changes), query=query, most=most, format=format, tell=get.told.append
        )

    get.told = []
    return get


@pytest.fixture
def there(tmp_path):
    """The files of the folder that are read, by their names."""

    def there():
        return {path.name: path.read_bytes() for path in sorted((tmp_path / "to").glob("[!.]*"))}

    return there
