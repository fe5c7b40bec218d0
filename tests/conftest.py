"""What tests share: the sample corpus, a run over it, and a small configuration that loads in a moment."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

import pipeline
from pipeline import files
from pipeline.config import load_config
from pipeline.extract.terms import load_lexicons
from tests.eutils_server import EutilsServer

# How long an example takes is the machine's affair.
settings.register_profile("evigraph", deadline=None)
# For tests/ingest/test_fuzz.py alone: about a minute for all readers. Another seed each time, and nothing kept.
settings.register_profile("fuzz", deadline=None, max_examples=1_000, database=None)
settings.load_profile("evigraph")

ROOT = Path(__file__).parents[1]

THERAPIES = """\
name\tid\ttype\tparent
immunotherapy\tevigraph:immunotherapy\ttherapy\t
CAR T cells\tevigraph:car-t\ttherapy\tevigraph:immunotherapy
CAR-T\tevigraph:car-t\ttherapy\t
chimeric antigen receptor T cells\tevigraph:car-t\ttherapy\t
blinatumomab\tDRUGBANK:DB09052\tdrug\tevigraph:immunotherapy
tisagenlecleucel\tDRUGBANK:DB13881\tdrug\tevigraph:car-t
"""
OTHERS = """\
name\tid\ttype
acute lymphoblastic leukemia\tDOID:9952\tdisease
CD19\tNCBIGene:930\tgene
fever\tevigraph:ae-fever\tadverse_event
"""


@pytest.fixture(scope="session", autouse=True)
def no_terminal():
    """What whoever runs the tests says of a terminal's width and colours is not said to them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COLUMNS", "LINES", "FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "EVIGRAPH_SHARED"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def corpora() -> Path:
    return ROOT / "corpora"


@pytest.fixture(scope="session")
def small_config(tmp_path_factory) -> Path:
    """A configuration with lexicons of a few names."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "therapies.tsv").write_text(THERAPIES, encoding="utf-8")
    (folder / "others.tsv").write_text(OTHERS, encoding="utf-8")
    path = folder / "small.yaml"
    path.write_text("lexicons: [therapies.tsv, others.tsv]\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def small(small_config):
    return load_config(small_config)


@pytest.fixture(scope="session")
def evidence(corpora):
    """A run over the sample corpus with the lexicons that come with evigraph."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        with pipeline.run("corpora") as found:
            yield found


@pytest.fixture(scope="session")
def cached_lexicons():
    return cache(lambda paths: load_lexicons(paths))


@pytest.fixture
def quick_lexicons(monkeypatch, cached_lexicons):
    """Queries that share the lexicons instead of loading them for each."""
    monkeypatch.setattr("pipeline.evidence.load_lexicons", lambda paths: cached_lexicons(tuple(paths)))


@pytest.fixture
def broken_off(monkeypatch):
    """A block in which the writing of a file is broken off when all of it but the last is done."""

    def stop(handle):
        raise KeyboardInterrupt

    @contextmanager
    def block():
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(files.os, "fsync", stop)
            yield

    return block


@pytest.fixture
def eutils(monkeypatch):
    """A server that answers as NCBI's do; whoever runs the tests has told no address and no key."""
    for name in ("EVIGRAPH_EMAIL", "NCBI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "*")
    with EutilsServer() as server:
        yield server
