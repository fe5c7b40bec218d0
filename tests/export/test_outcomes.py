"""The outcome table says the same in every format, keeps words verbatim, and is written whole or not at all."""

from __future__ import annotations

import csv
import gc
import json
import math
import os
import re
import subprocess
import sys
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ExportError
from pipeline.export import COLUMNS, OUTCOME_SUFFIXES, outcome_frame, outcome_rows, write_outcomes
from pipeline.export.rows import FIGURE_COLUMNS, INTEGER_COLUMNS, LIST_COLUMNS
from pipeline.schema import ADDED_COLUMNS, OUTCOME_COLUMNS, Concept, Finding, Span
from tests import strategies

some = strategies.examples(30)

TEXT = "=1+1 of 33. Remission in 78.8% (26/33)."
FINDING = Finding(
    id="f1",
    document="PMID:1",
    kind="arm",
    span=Span(25, 38),
    quote="78.8% (26/33)",
    sentence=Span(12, 39),
    measure="CR",
    measure_text="Remission",
    statistic="proportion",
    attribution="own",
    value=78.8,
    unit="%",
    events=26,
    total=33,
    ci_level=95.0,
    therapies=(Concept("evigraph:car-t", "car-t", "therapy"), Concept("MESH:D018380", "hsct", "therapy")),
    inferred=("grade", "total"),
)


def written(path, findings, texts=None):
    assert len(findings) == write_outcomes(path, findings, texts or {})
    return path


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("out")


def test_a_row_has_the_defined_columns_and_then_the_added_ones():
    (row,) = outcome_rows([FINDING], {"PMID:1": TEXT})
    assert (*OUTCOME_COLUMNS, *ADDED_COLUMNS) == COLUMNS == tuple(row)
    expected = {
        "document": "PMID:1",
        "start": 25,
        "end": 38,
        "value": 78.8,
        "events": 26,
        "therapies": "car-t;hsct",
        "therapy_ids": "evigraph:car-t;MESH:D018380",
        "inferred": "grade;total",
        "sentence": "Remission in 78.8% (26/33).",
        "finding": "f1",
        "group": None,
        "p_value": None,
        "score": None,
    }
    assert expected == {column: row[column] for column in expected}
    assert outcome_rows([FINDING], {})[0]["sentence"] is None


def test_csv_is_pinned(tmp_path):
    path = written(tmp_path / "o.csv", [FINDING], {"PMID:1": TEXT})
    assert path.read_text(encoding="utf-8").split("\n", 1)[1] == (
        "PMID:1,arm,25,38,78.8% (26/33),,CR,Remission,proportion,78.8,%,,26,33,,,95,,,,,,,,,,car-t;hsct,,own,"
        "grade;total,evigraph:car-t;MESH:D018380,Remission in 78.8% (26/33).,,,f1\n"
    )


def as_read(column, cell):
    if cell == "":
        return None
    if column in INTEGER_COLUMNS:
        return int(cell)
    return float(cell) if column in FIGURE_COLUMNS else cell


@some
@given(findings=st.lists(strategies.findings(), max_size=3))
def test_csv_gives_back_every_cell(folder, findings):
    path = written(folder / "o.csv", findings, {"PMID:1": "x\r\ny\x00" * 9})
    with path.open(newline="", encoding="utf-8") as handle:
        found = [{column: as_read(column, cell) for column, cell in row.items()} for row in csv.DictReader(handle)]
    expected = outcome_rows(findings, {"PMID:1": "x\r\ny\x00" * 9})
    assert [{c: None if v == "" else v for c, v in row.items()} for row in expected] == found


@some
@given(findings=st.lists(strategies.findings(), max_size=3))
def test_jsonl_gives_back_every_value_on_a_line_each(folder, findings):
    texts = {"PMID:1": "a\u2028b\x85c\x1c\n" * 9}
    path = written(folder / "o.jsonl", findings, texts)
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(findings) == len(found)
    for row, expected, finding in zip(found, outcome_rows(findings, texts), findings, strict=True):
        # Two operations are one word in the table, and two ids.
        assert list(dict.fromkeys(therapy.name for therapy in finding.therapies)) == row["therapies"]
        assert [therapy.id for therapy in finding.therapies] == row["therapy_ids"]
        assert list(finding.inferred) == row["inferred"]
        assert {c: v for c, v in expected.items() if c not in LIST_COLUMNS} == {
            c: v for c, v in row.items() if c not in LIST_COLUMNS
        }


@some
@given(findings=st.lists(strategies.findings(), max_size=3))
def test_parquet_and_the_frame_hold_every_value_with_its_type(folder, findings):
    frame = outcome_frame(findings, {})
    assert list(COLUMNS) == list(frame.columns)
    for column in COLUMNS:
        wanted = "Int64" if column in INTEGER_COLUMNS else "Float64" if column in FIGURE_COLUMNS else "string"
        assert wanted == str(frame[column].dtype)
    pd.testing.assert_frame_equal(frame, pd.read_parquet(written(folder / "o.parquet", findings)))
    rows = [{c: None if v is pd.NA else v for c, v in row.items()} for row in frame.to_dict("records")]
    assert outcome_rows(findings, {}) == rows


def as_held(words):
    """Words as they are read out of a workbook: without control characters, and an empty text is none."""
    return re.sub("[^\t\n\r\u0020-\ufffd\U00010000-\U0010ffff]", "\ufffd", words) or None


@some
@given(findings=st.lists(strategies.findings(), max_size=3))
def test_a_workbook_holds_numbers_as_numbers_and_words_as_words(folder, findings):
    book = openpyxl.load_workbook(written(folder / "o.xlsx", findings))
    assert book.sheetnames == ["outcomes"]
    sheet = book["outcomes"]
    assert sheet.freeze_panes == "A2"
    header, *cells = sheet.iter_rows()
    assert list(COLUMNS) == [cell.value for cell in header]
    for row, expected in zip(cells, outcome_rows(findings, {}), strict=True):
        for cell, (column, value) in zip(row, expected.items(), strict=True):
            if isinstance(value, str):
                assert cell.value == as_held(value), column
                assert cell.value is None or cell.data_type == "s", column
            elif isinstance(value, float) and abs(value) > 1e300:
                pass  # openpyxl rounds to 16 digits, which is out of range here
            elif value is not None:
                assert math.isclose(cell.value, value, rel_tol=1e-12, abs_tol=1e-300), column
            else:
                assert cell.value is None
    book.close()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-0.5 (-1 to 0)", "@SUM(A1)", "#N/A", "=HYPERLINK(1)"])
def test_words_that_look_like_a_formula_stay_words(tmp_path, words):
    finding = replace(FINDING, quote=words, group="a\x1bb\ud800")
    book = openpyxl.load_workbook(written(tmp_path / "o.xlsx", [finding]))
    row = dict(zip(COLUMNS, next(book["outcomes"].iter_rows(min_row=2)), strict=True))
    assert (words, "s") == (row["quote"].value, row["quote"].data_type)
    assert row["group"].value == "a\ufffdb\ufffd"
    assert (row["value"].value, row["value"].data_type) == (78.8, "n")
    book.close()
    finding = replace(finding, group=None)
    assert f",{words}," in written(tmp_path / "o.csv", [finding]).read_text(encoding="utf-8")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path):
    texts = {"PMID:1": "x" * 40_000}
    finding = replace(FINDING, sentence=Span(0, 40_000))
    book = openpyxl.load_workbook(written(tmp_path / "o.xlsx", [finding], texts))
    sentence = book["outcomes"].cell(2, COLUMNS.index("sentence") + 1).value
    book.close()
    assert len(sentence) == 32_767
    assert sentence.endswith("x [...]")


BREAKS = ["a\r\nb", "a\rb", "\r", "a\nb", "a_x000D_b", "&#13;"]


@pytest.mark.parametrize("lxml", ["True", "False"])
def test_line_breaks_of_a_workbook_are_those_of_the_text(tmp_path, lxml):
    """Whether openpyxl writes with lxml or without: it chooses when it is imported."""
    code = (
        "from dataclasses import replace\nfrom tests.export.test_outcomes import BREAKS, FINDING, write_outcomes\n"
        f"write_outcomes({str(tmp_path / 'o.xlsx')!r}, [replace(FINDING, quote=words) for words in BREAKS], {{}})"
    )
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"OPENPYXL_LXML": lxml}, check=True)

    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    column = COLUMNS.index("quote") + 1
    assert [book["outcomes"].cell(row, column).value for row in range(2, len(BREAKS) + 2)] == BREAKS
    book.close()


def test_more_rows_than_a_sheet_holds_are_refused_and_nothing_is_left_behind(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr("pipeline.export.workbooks.ROW_LIMIT", 3)
    written(tmp_path / "o.xlsx", [FINDING] * 2)

    with pytest.raises(ExportError, match=r"a workbook holds 2 rows at most: write \.csv, \.jsonl or \.parquet"):
        write_outcomes(tmp_path / "o.xlsx", [FINDING] * 3, {})

    gc.collect()
    assert capsys.readouterr().err == ""
    assert list(folder.iterdir()) == []


def test_figures_that_are_not_finite_are_missing():
    (row,) = outcome_rows([replace(FINDING, value=math.nan, ci_high=math.inf)], {})
    assert (row["value"], row["ci_high"]) == (None, None)


@pytest.mark.parametrize("suffix", OUTCOME_SUFFIXES)
def test_the_same_findings_are_the_same_bytes(tmp_path, monkeypatch, suffix):
    first = written(tmp_path / f"a{suffix}", [FINDING]).read_bytes()
    if suffix == ".xlsx":
        import datetime as real
        import time

        class Later(real.datetime):
            @classmethod
            def now(cls, tz=None):
                return super().now(tz) + real.timedelta(days=400)

        monkeypatch.setattr("openpyxl.writer.excel.datetime.datetime", Later)
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 400 * 86_400)
    assert first == written(tmp_path / f"b{suffix}", [FINDING]).read_bytes()
    assert written(tmp_path / f"a{suffix}", []).read_bytes() != first


@pytest.mark.parametrize("suffix", OUTCOME_SUFFIXES)
def test_a_writer_that_fails_midway_leaves_the_old_file_and_nothing_else(tmp_path, broken_off, suffix):
    path = written(tmp_path / f"o{suffix}", [FINDING])
    before = path.read_bytes()
    with broken_off():
        write_outcomes(path, [], {})
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_text_that_is_no_unicode_leaves_the_old_file(tmp_path, suffix):
    path = written(tmp_path / f"o{suffix}", [FINDING])
    before = path.read_bytes()
    with pytest.raises(ExportError, match="not valid Unicode"):
        write_outcomes(path, [FINDING, FINDING], {"PMID:1": "\ud800" * 50})
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["o.txt", "o"])
def test_a_suffix_that_no_writer_knows_names_the_known_ones(tmp_path, name):
    with pytest.raises(ExportError, match=r"known are \.csv, \.jsonl, \.parquet, \.xlsx"):
        write_outcomes(tmp_path / name, [FINDING], {})


def test_csv_and_jsonl_need_no_pandas(tmp_path):
    script = (
        "import sys; from pipeline.export import write_outcomes\n"
        "import pipeline.graph\n"
        f"for suffix in ('.csv', '.jsonl'): write_outcomes({str(tmp_path / 'o')!r} + suffix, [], {{}})\n"
        "print([name for name in ('pandas', 'pyarrow', 'openpyxl', 'networkx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
