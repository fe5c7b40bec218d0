"""The account of a run: what was joined, passed over, and left out of its table."""

from __future__ import annotations

import pytest

from pipeline.cli.parameters import following_options
from tests.cli.samples import PUBTATOR, TEXT


def test_a_record_that_says_what_another_one_says_is_told(evigraph, folder):
    for name in ("b", "c", "d"):
        (folder / f"{name}.pubtator").write_text(PUBTATOR.replace("Inotuzumab", "Blinatumomab"), encoding="utf-8")

    told = evigraph("run", "in").stdout

    assert "Read 2 documents from 4 files" in told
    assert "2 records said what another one says, and were joined with it.\n" in told


def test_files_that_are_passed_over_are_told_the_first_of_them_by_name(evigraph, folder):
    for name in ("README.md", "table.csv", "LICENSE", "e.db"):
        (folder / name).write_text("x", encoding="utf-8")

    told = evigraph("run", "in").stdout

    assert "Passed over 4 files by name, as no literature: in/LICENSE, in/README.md, in/e.db, ...\n" in told


def test_what_the_table_has_no_room_for_is_counted(evigraph, folder, tmp_path):
    drugs = [f"{letter}imaginib" for letter in "bcdfghklmn"]
    lines = "".join(f"{drug}\tevigraph:{drug}\tdrug\n" for drug in drugs)
    (tmp_path / "drugs.tsv").write_text(f"name\tid\ttype\n{lines}", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("lexicons: [drugs.tsv]\n", encoding="utf-8")
    for drug in drugs:
        text = TEXT.format(7).replace("Blinatumomab", drug.title()).replace("blinatumomab", drug)
        (folder / f"{drug}.txt").write_text(text, encoding="utf-8")

    told = evigraph("run", "in", config=tmp_path / "mine.yaml").stdout

    assert "\nand 2 more therapies.\n" in told
    assert [drug for drug in drugs if f"\n{drug}  " in told] == drugs[:8]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("postgresql://me:secret@host/evidence", ["--db", "postgresql://me:***@host/evidence"]),
        ("postgresql://me@host/evidence", ["--db", "postgresql://me@host/evidence"]),
        ("sqlite:///e.db?timeout=9", ["--db", "sqlite:///e.db?timeout=9"]),
        ("my evidence.db", ["--db", "my evidence.db"]),
        ("evidence.db", []),
    ],
)
def test_the_next_commands_name_the_database_without_its_password(place, told):
    assert following_options(place, None) == told
