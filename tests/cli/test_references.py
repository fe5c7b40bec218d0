"""``evigraph references``: from a reading list to a table and to the list of papers to fetch."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

LIST = (
    "References\n\n1. Roe A, Doe B. Drug A in mice. Blood. 2015;126:41-52.\n"
    "2. Doe B. Drug B. Lancet. 2016;387:1-9. doi:10.1016/x.2\n3. Poe C. A book. Durham: Press; 2010.\n"
)
RIS = "TY  - JOUR\nTI  - T\nPY  - soon\nN1  - References: Roe, A., Drug A (2015) Blood, 9, pp. 5-7;\nER  - \n"


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text(LIST, encoding="utf-8")
    Path("list.ris").write_text(RIS, encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, ["references", *arguments], prog_name="evigraph")


def test_the_references_are_printed_as_csv(call):
    result = call("list.txt")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))

    assert (result.exit_code, result.stderr) == (0, "")
    assert rows[0] == {
        "document": "file:list", "label": "1", "authors": "Roe A; Doe B", "title": "Drug A in mice",
        "journal": "Blood", "year": "2015", "volume": "126", "issue": "", "pages": "41-52", "doi": "", "pmid": "",
        "pmcid": "", "text": "Roe A, Doe B. Drug A in mice. Blood. 2015;126:41-52.",
    }  # fmt: skip
    assert [row["doi"] for row in rows] == ["", "10.1016/x.2", ""]


def test_the_papers_are_written_as_the_list_that_fetch_takes(call):
    result = call("list.txt", "--ids", "papers.txt")

    assert result.exit_code == 0
    assert result.stderr == "papers.txt: 1 identifier, 1 citation, 1 without enough to be found by\n"
    assert Path("papers.txt").read_text(encoding="utf-8").splitlines() == [
        "# Roe A, Doe B. Drug A in mice. Blood. 2015;126:41-52.",
        "CITATION:Blood|2015|126|41|Roe A|file:list#1|",
        "DOI:10.1016/x.2",
        "# not to be looked up: Poe C. A book. Durham: Press; 2010.",
    ]


def test_what_was_refused_is_told_and_the_rest_is_printed(call):
    result = call("list.ris")

    assert result.exit_code == 3
    assert result.stderr == "evigraph: list.ris:3: the year cannot be read (expected 'YYYY', found 'soon')\n"
    assert result.stdout.splitlines()[1].startswith("file:list-1,,Roe A.,Drug A,Blood,2015,9,,5-7,")


def test_a_file_without_references_gives_the_header_alone(call):
    Path("a.txt").write_text("A title\n\nRESULTS: none.\n", encoding="utf-8")

    assert (call("a.txt").exit_code, len(call("a.txt").stdout.splitlines())) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nosuch.txt"], 2, "nosuch.txt"),
        (["."], 2, "is a directory"),
        (["a.pdf"], 1, "evigraph: a.pdf: the file is a PDF, not text"),
        (["list.txt", "--ids", "list.txt"], 1, "evigraph: list.txt: cannot be written: it is the input"),
        (["list.txt", "--ids", "nosuch/x"], 1, "evigraph: nosuch/x: cannot be written: No such file"),
    ],
)
def test_what_cannot_be_done_is_told(call, arguments, code, told):
    Path("a.pdf").write_bytes(b"%PDF-1.7")
    result = call(*arguments)

    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
    assert Path("list.txt").read_text(encoding="utf-8") == LIST
