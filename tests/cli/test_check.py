"""What ``evigraph check`` prints and how it exits."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.cli.samples import PUBTATOR, TEXT


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*paths):
        return CliRunner().invoke(app, ["check", *paths], prog_name="evigraph")

    return call


def test_sound_files_exit_with_0_and_are_counted(check):
    Path("a.txt").write_text(TEXT.format(5), encoding="utf-8")

    result = check("a.txt")

    assert (result.exit_code, result.stdout) == (0, "Checked 1 document in 1 file: 0 problems.\n")


def test_each_problem_is_one_line_with_its_place_and_the_exit_code_is_3(check):
    Path("in").mkdir()
    Path("in/README.md").write_text("Of this folder", encoding="utf-8")
    Path("in/a.pubtator").write_text(PUBTATOR + "1\tCID\tMESH:D000001\tMESH:D000002\n\n", encoding="utf-8")
    Path("in/b.txt").write_bytes(b"caf\xe9\n")
    Path("in/c.txt").write_text("It isnâ€™t\n", encoding="utf-8")
    with zipfile.ZipFile("in/d.zip", "w") as archive:
        archive.writestr("e.pubtator", "1|t|Another text\n\n2|t|\n2|a|\n")
        archive.writestr("t.csv", "a,b\n")

    result = check("in")

    assert result.exit_code == 3
    absent = "a relation CID has a concept that no mention names (expected 'one that a mention names', found"
    assert result.stdout.splitlines() == [
        f"in/a.pubtator:1: PMID:1: {absent} 'MESH:D000001')",
        f"in/a.pubtator:1: PMID:1: {absent} 'MESH:D000002')",
        "in/a.pubtator:3: the mention's words are not those at 0 to 12 (expected 'Inotuzumab', found 'Blinatumomab')",
        "in/b.txt:1: byte 0xe9 at offset 3 is not valid UTF-8",
        "in/c.txt:1: file:c: UTF-8 that was read as another encoding at character 6: 'It isnâ€™t\\n'",
        "in/d.zip/e.pubtator:1: PMID:1 has another text in in/a.pubtator:1",
        "in/d.zip/e.pubtator:3: PMID:2 has no text",
        "Checked 4 documents in 4 files (2 passed over by name): 7 problems.",
    ]
    assert sorted(path.name for path in Path().iterdir()) == ["in"]


def test_identifiers_are_compared_with_the_lexicons_where_that_is_asked_for(check):
    Path("own.tsv").write_text(
        "name\tid\ttype\txref\nhepatitis\tDOID:1\tdisease\tMESH:D000001\ngout\tDOID:2\tdisease\tMESH:D000002\n",
        encoding="utf-8",
    )
    Path("c.yaml").write_text("lexicons: [own.tsv]\n", encoding="utf-8")
    Path("a.pubtator").write_text(
        "1|t|Hepatitis\n1|a|\n1\t0\t9\tHepatitis\tDisease\tMESH:D000001\n\n"
        "2|t|Gout and gout\n2|a|\n2\t0\t4\tGout\tDisease\tMESH:D000001\n2\t9\t13\tgout\tDisease\tMESH:D000001\n\n",
        encoding="utf-8",
    )

    assert check("a.pubtator", "--config", "c.yaml").exit_code == 0
    result = check("a.pubtator", "--ids", "--config", "c.yaml")

    assert result.exit_code == 3
    assert result.stdout.splitlines() == [
        "a.pubtator:5: PMID:2: 'Gout' at character 0 is called 'hepatitis' by its identifier, and 'gout' (DOID:2) by "
        "its words, 2 times (expected 'MESH:D000002', found 'MESH:D000001')",
        "Checked 2 documents in 1 file: 1 problem.",
    ]


def test_a_reject_that_spans_lines_is_shown_on_one(check):
    Path("a.xml").write_text("<?xml version='1.0'?>\n<odd/>\n", encoding="utf-8")

    told = check("a.xml").stdout.splitlines()

    assert len(told) == 2
    assert told[-1] == "Checked 0 documents in 1 file: 1 problem."


@pytest.mark.parametrize(("paths", "told"), [((), "'PATH"), (("nosuch",), "'nosuch'"), (("empty",), "no file to read")])
def test_wrong_usage_exits_with_2(check, paths, told):
    Path("empty").mkdir()

    result = check(*paths)

    assert result.exit_code == 2
    assert told in result.stderr
