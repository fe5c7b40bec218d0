"""The answer of ``evigraph audit``."""

from __future__ import annotations

import pytest

WRONG = "Blinatumomab in children\n\nComplete remission was reached by 7 of 10 children (75%).\n"


def test_figures_that_agree_are_told_to_do_so(evigraph, database):
    result = evigraph("audit")

    assert (result.exit_code, result.stdout) == (0, "No figure disagrees with another.\n")


@pytest.mark.parametrize(
    ("names", "asked", "count"),
    [(["b"], [], "1 discrepancy."), (["b", "c"], [], "2 discrepancies."), (["b", "c"], ["c"], "1 discrepancy.")],
)
def test_figures_that_disagree_are_told_a_line_each_by_document(evigraph, folder, names, asked, count):
    for name in names:
        (folder / f"{name}.txt").write_text(WRONG, encoding="utf-8")
    evigraph("run", "in")

    result = evigraph("audit", *(part for name in asked for part in ("--document", name)))

    lines = [f"file:{name}: share: 7/10 is 70.0%, printed as 75%" for name in asked or names]
    assert (result.exit_code, result.stdout.splitlines()) == (0, [*lines, count])


def test_an_unknown_document_is_told(evigraph, database):
    result = evigraph("audit", "--document", "b")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("evigraph: no document is known as 'b'")
