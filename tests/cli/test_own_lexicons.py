"""A user's own names, in files beside the lexicons that come with evigraph: run, asked for, and found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

MINE = """\
name\tid\ttype\tparent
obe-cel\tlab:obe-cel\ttherapy\tevigraph:car-t-cd19
AUTO-1\tlab:obe-cel\ttherapy\t
kiddie leukemia\tlab:kiddie\tdisease\tDOID:9952
finger glow\tlab:glow\tadverse_event\tevigraph:ae-skin-infection
labmomab\tDRUGBANK:DB09052\tdrug\t
"""
MEASURES = "name\tid\ttype\nhappy rate\tmeasure:HAPPY\tresponse\nbliss rate\tmeasure:HAPPY\tresponse\n"
CONFIG = """\
lexicons: [builtin:therapies, builtin:drugs, builtin:diseases, builtin:genes, builtin:adverse_events, mine.tsv]
measures: [builtin:measures, measures.tsv]
"""
TEXT = """\
Obe-cel in children with kiddie leukemia

METHODS: We treated 20 children with obe-cel.

RESULTS: Complete remission was seen in 12 of 20 children (60%). The happy rate was 45%.
Finger glow occurred in 5 (25%).
"""
OTHER = "Labmomab in children\n\nWe treated 10 children with labmomab. Complete remission was seen in 7 of 10.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    files = {"mine.tsv": MINE, "measures.tsv": MEASURES, "c.yaml": CONFIG, "a.txt": TEXT, "b.txt": OTHER}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(app, ["run", "a.txt", "b.txt", "--config", "c.yaml"]).exit_code == 0
    return folder


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (["--therapy", "CAR-T", "--outcome", "CR"], ["12/20"]),
        (["--therapy", "AUTO1", "--outcome", "CR"], ["12/20"]),
        (["--therapy", "blinatumomab", "--outcome", "CR"], ["7/10"]),
        (["--disease", "leukemia", "--outcome", "CR"], ["12/20"]),
        (["--outcome", "bliss rate"], ["45.0/None"]),
        (["--outcome", "finger glow"], ["5/20"]),
        (["--outcome", "skin infection"], ["5/20"]),
    ],
)
def test_names_of_ones_own_are_found_and_stand_in_the_hierarchy(
    folder, monkeypatch, quick_lexicons, question, expected
):
    monkeypatch.chdir(folder)

    result = CliRunner().invoke(app, ["query", *question, "--format", "json", "--config", "c.yaml"])

    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    told = [f"{row['value'] if row.get('events') is None else row['events']}/{row.get('total')}" for row in rows]
    assert told == expected


def test_a_fault_in_a_file_of_ones_own_is_told_in_one_line(folder, monkeypatch):
    monkeypatch.chdir(folder)
    Path("wrong.tsv").write_text(MINE.replace("evigraph:car-t-cd19", "evigraph:car-t-cd91"), encoding="utf-8")
    Path("wrong.yaml").write_text(CONFIG.replace("mine.tsv", "wrong.tsv"), encoding="utf-8")

    result = CliRunner().invoke(app, ["run", "a.txt", "--db", "new.db", "--config", "wrong.yaml"])

    assert result.exit_code == 1
    assert "wrong.tsv:2: a parent that no lexicon names" in " ".join(result.stderr.split())
