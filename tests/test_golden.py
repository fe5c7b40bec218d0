"""The outcome table of the sample corpus, row by row. `make golden` renews the snapshot; look at its difference."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

import pipeline
from pipeline.config import load_config

GOLDEN = Path(__file__).parent / "golden" / "outcomes.csv"


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(handle)]


def test_the_sample_corpus_gives_the_rows_of_the_snapshot(evidence, tmp_path):
    evidence.export_outcomes(tmp_path / "outcomes.csv")
    if os.environ.get("EVIGRAPH_GOLDEN") == "write":
        GOLDEN.write_bytes((tmp_path / "outcomes.csv").read_bytes())

    assert rows(tmp_path / "outcomes.csv") == rows(GOLDEN)


@pytest.mark.parametrize("mode", ["off", "auto"])
def test_it_gives_them_with_scispacy_and_without(evidence, corpora, mode):
    config = load_config()
    config = config.model_copy(update={"extract": config.extract.model_copy(update={"scispacy": mode})})

    with pipeline.run(corpora, config=config) as other:
        assert (other.report.scispacy is None) >= (mode == "off")
        assert [f.id for f in other.findings()] == [f.id for f in evidence.findings()]
