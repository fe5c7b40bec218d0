"""The outcome table of the sample corpus, row by row, and the excerpts that the README shows.

`make golden` renews both; read the difference.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.config import load_config

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "outcomes.csv"
README = ROOT / "README.md"
EXCERPT = re.compile(r"(^<!-- what `.*\n```console\n\$ (.*)\n)((?:.*\n)*?)(```\n<!-- end -->)", re.MULTILINE)
WRITE = os.environ.get("EVIGRAPH_GOLDEN") == "write"


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(handle)]


def test_the_sample_corpus_gives_the_rows_of_the_snapshot(evidence, tmp_path):
    assert evidence.report.rejects == ()
    evidence.export_outcomes(tmp_path / "outcomes.csv")
    if WRITE:
        GOLDEN.write_bytes((tmp_path / "outcomes.csv").read_bytes())

    assert rows(tmp_path / "outcomes.csv") == rows(GOLDEN)


@pytest.mark.parametrize("mode", ["off", "auto"])
def test_it_gives_them_with_scispacy_and_without(evidence, corpora, mode):
    config = load_config()
    config = config.model_copy(update={"extract": config.extract.model_copy(update={"scispacy": mode})})

    with pipeline.run(corpora, config=config) as other:
        assert (other.report.scispacy is None) >= (mode == "off")
        assert [f.id for f in other.findings()] == [f.id for f in evidence.findings()]


def told_on(machine):
    """What a command prints, but for how long it took and whether scispaCy was there."""
    return re.sub(r"in \d+\.\d s, with(?:out)?\s+scispaCy(?: [\d.]+)?:", "in _ s, _:", machine)


def test_the_readme_shows_what_the_commands_print(tmp_path, monkeypatch, quick_lexicons):
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [".venv/bin/evigraph"])
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("COLUMNS", "118")
    readme = README.read_text(encoding="utf-8")

    def renewed(match):
        command = match[2].replace("make run", "evigraph run corpora")
        result = CliRunner().invoke(app, shlex.split(command)[1:], prog_name="evigraph")
        assert result.exit_code == 0
        lines = [line.rstrip() for line in result.stdout.splitlines()]
        return match[1] + "".join(f"{line}\n" for line in lines) + match[4]

    true = EXCERPT.sub(renewed, readme)
    if WRITE:
        README.write_text(true, encoding="utf-8")

    assert len(EXCERPT.findall(readme)) == 2
    assert told_on(true) == told_on(readme if not WRITE else true)
