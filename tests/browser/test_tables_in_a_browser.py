"""Tables of full texts have the cells that a browser shows: the same words in the same rows and columns.

Skipped where there is no Chromium. The ten tables in ``tables/hard.xml`` are the project's own; ten of published papers
are compared as well where ``EVIGRAPH_SHARED`` names the folder that holds them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.chromium import ShownCell, chromium
from tests.browser.comparing import compared, differences, wraps_of

OWN = Path(__file__).parent / "tables" / "hard.xml"
# Taken when the tests are collected: they run without the variable.
SHARED = os.environ.get("EVIGRAPH_SHARED")
PUBLISHED = (
    ("PMC2949642", "Table 2", "five rows of head"),
    ("PMC3386590", "Table 1", "24 cells that span columns, a foot"),
    ("PMC3466131", "Table 2", "five rows of head, one cell down all of them"),
    ("PMC3661555", "Table 3", "two tables in one"),
    ("PMC3837325", "Table 6", "a column in which no cell stands alone"),
    ("PMC4210946", "Table 1", "83 broken lines, 14 headings across"),
    ("PMC4513485", "Table 3", "12 cells that span rows"),
    ("PMC4639684", "Table 2", "12 cells that span columns, 12 that span rows"),
    ("PMC4682219", "Table 4", "460 cells, three rows of head, spans of both kinds"),
    ("PMC4704900", "Table 1", "lists within cells"),
)
in_chromium = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed (EVIGRAPH_CHROMIUM may name one)")


@in_chromium
def test_ten_hard_tables_are_as_a_browser_shows_them(tmp_path):
    wraps = wraps_of(OWN)
    results = compared(wraps, tmp_path)

    assert {wrap.get("id"): lines for wrap, (_, lines) in zip(wraps, results, strict=True) if lines} == {}
    assert [cells for cells, _ in results] == [22, 11, 9, 11, 10, 12, 10, 4, 8, 11]


@in_chromium
@pytest.mark.skipif(not SHARED, reason="EVIGRAPH_SHARED names no folder of published papers")
def test_ten_hard_tables_of_published_papers_are_as_a_browser_shows_them(tmp_path):
    folder = Path(str(SHARED)) / "data" / "jats"
    wraps = [
        wrap
        for name, label, _ in PUBLISHED
        for wrap in wraps_of(folder / f"{name}.nxml")
        if " ".join(wrap.findtext("label", "").split()) == label
    ]
    results = compared(wraps, tmp_path)

    assert len(wraps) == len(PUBLISHED)
    assert {PUBLISHED[at][:2]: lines for at, (_, lines) in enumerate(results) if lines} == {}
    assert sum(cells for cells, _ in results) > 1_000


def test_a_table_that_differs_is_told():
    read = [ShownCell("a", (0,), (0, 1)), ShownCell("b[1]", (1,), (0,)), ShownCell("c", (1,), (1,))]
    seen = [ShownCell("a", (0,), (0,)), ShownCell("b1", (1,), (0,)), ShownCell("d", (1,), (1,))]

    assert differences(read, seen) == [
        "row 0, column 1: read 'a', shown None",
        "row 1, column 1: read 'c', shown 'd'",
    ]
