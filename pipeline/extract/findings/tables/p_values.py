"""Which figures of a table each p-value compares: those of its row, or those of the rows that it stands beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.tables import sides
from pipeline.extract.findings.tables.cells import Reading
from pipeline.extract.findings.tables.told import Told

_BEFORE = re.compile(r"\b(?:baseline|pre|before|initial|admission)", re.IGNORECASE)


def is_test(told: Told) -> bool:
    """Whether a figure is a p-value."""
    return told.reading.statistic == "p"


def sections(figures: Sequence[Told]) -> list[tuple[list[Told], Told]]:
    """`Day 0 | P | Day 3 | P`: each p-value of a row with the figures between it and the one before; else none.

    Args:
        figures: the figures of a row, from left to right.
    """
    found: list[tuple[list[Told], Told]] = []
    run: list[Told] = []
    for each in figures:
        if is_test(each):
            found.append((run, each))
            run = []
        else:
            run.append(each)
    apart = len(found) > 1 and not run and all(figures for figures, _ in found)
    return found if apart else []


def within_group(figures: Sequence[Told], p: Told) -> bool:
    """Whether a p-value of one group stands behind that group's figures of several times: it tests their change.

    A table of no groups has one: all patients, before and after.
    """
    own = [each for each in figures if each.group == p.group]
    if p.by_row or any(sides.compares(each.reading.statistic) for each in own):
        return False
    first = any(each.phase is not None and _BEFORE.search(each.phase) for each in own)
    return len({(each.time, each.phase) for each in own}) > 1 and (p.group is not None or first)


def beside_rows(rows: Sequence[Sequence[Told]]) -> dict[int, Reading]:
    """P-values in the first of some rows that are each a group's, by the identity of the figures that they compare.

    Only where each row tells one figure beside the p-value: which of several it is of, nobody says.
    """
    found: dict[int, Reading] = {}
    for place, figures in enumerate(rows):
        for run, p in sections(figures) or _only(figures):
            if len(run) != 1 or not run[0].by_row or not p.by_row:
                continue
            compared = [run[0]]
            for below in rows[place + 1 :]:
                column = [each for each in below if each.cell.column == run[0].cell.column]
                tested = any(is_test(each) and each.cell.column == p.cell.column for each in below)
                if tested or not column or not column[0].by_row or column[0].cell.stub[:-1] != run[0].cell.stub[:-1]:
                    break
                compared.append(column[0])
            names = {each.group.name for each in compared if each.group is not None}
            alike = len({(each.measure.code, each.measure.text) for each in compared}) == 1
            if len(names) == len(compared) > 1 and alike and not any(_compares(each) for each in compared):
                found |= {id(each): p.reading for each in compared}
    return found


def _only(figures: Sequence[Told]) -> list[tuple[list[Told], Told]]:
    tests = [each for each in figures if is_test(each)]
    return [([each for each in figures if not is_test(each)], tests[0])] if len(tests) == 1 else []


def _compares(told: Told) -> bool:
    return sides.compares(told.reading.statistic)
