"""What kind of table it is: results by group, adverse events, a regression, one row a patient, or none with results."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from pipeline.extract.findings.measures import STUDY, TOXICITY
from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.cells import shape_of
from pipeline.extract.findings.tables.headers import Header, HeaderReader
from pipeline.extract.findings.tables.layout import Layout
from pipeline.extract.quantities.numerals import NUMERAL, parse_numeral

TableKind = Literal["outcomes", "adverse_events", "regression", "patients", "studies", "baseline", "other"]
#: Rows that tell of one patient each are at least so many.
FEWEST_PATIENTS = 3


def kind_of(layout: Layout, caption: str, corner: str, reader: HeaderReader) -> TableKind:
    """The kind of a table, by its caption, the heads of its columns and the labels of its rows.

    Args:
        layout: the table.
        caption: its caption, folded.
        corner: the words over its stub, folded.
        reader: reads its headers.
    """
    if not layout.rows:
        return "other"
    if words.OTHER_STUDIES.search(corner):
        return "studies" if _names_studies(layout, reader) else "other"
    if words.NO_RESULT.search(caption):
        return "other"
    if _one_row_a_patient(layout, corner, reader) or _as_many_rows_as_patients(layout, caption):
        return "patients"
    baseline = words.BASELINE.search(caption)
    if baseline and (words.WHO.match(caption) or not words.CHANGED.search(caption)):
        return "baseline"
    cells = [cell for row in layout.rows for cell in row]
    if 4 * sum(shape_of(cell.text) is not None for cell in cells) < len(cells):
        return "other"
    heads = _distinct(reader.read(span) for row in layout.rows for cell in row for span in cell.head)
    labels = _distinct(reader.read(row[0].stub[-1]) for row in layout.rows if row[0].stub)
    sections = _distinct(reader.read(span) for row in layout.rows for span in row[0].stub)
    ratios = any(h.ratio for h in (*heads, *labels))
    measured = [h for h in labels if h.measure and h.measure.code not in STUDY]
    known = [h for h in (*heads, *measured) if h.measure and h.measure.code not in (*STUDY, "OTHER", "AE")]
    if words.CORRELATED.search(caption) and not known:
        return "other"
    toxic = [h for h in measured if h.measure and h.measure.code in TOXICITY]
    factors = [h for h in sections if words.FACTOR.match(h.label)]
    arms = [h for h in heads if h.group is not None and (h.group.arm or h.group.therapies)]
    sized = {span for row in layout.rows for cell in row for span in cell.head if reader.read(span).size}
    by_arm = len({h.span for h in arms} | sized) > 1
    if ratios and (
        words.REGRESSION.search(caption) or (not by_arm and (5 * len(factors) >= len(sections) or not measured))
    ):
        return "regression"
    described = 3 * len(factors) >= len(sections) and 2 * len(measured) < len(labels)
    if described and not words.TOXICITY.search(caption):
        return "baseline"
    scored = any(h.statistic and h.statistic.startswith(("mean", "median")) for h in (*heads, *labels))
    scored = scored or words.SCORED.search(caption) is not None
    listed = toxic and 2 * len(toxic) >= len(labels) and any(h.group or h.grade for h in heads) and not scored
    if words.TOXICITY.search(caption) or words.TOXICITY.search(corner) or listed:
        return "adverse_events"
    told = any(h.measure for h in heads) or 3 * len(measured) >= max(len(labels), 1)
    if told or words.RESULTS.search(caption) or (baseline and words.CHANGED.search(caption)):
        return "outcomes"
    return "other"


def _distinct(headers: Iterable[Header]) -> list[Header]:
    return list(dict.fromkeys(header for header in headers if header.label or header.statistic))


def _one_row_a_patient(layout: Layout, corner: str, reader: HeaderReader) -> bool:
    """Whether the stub numbers patients: `1`, `2`, `3` ... under `Case` or `Patient No.`."""
    if not words.ONE_PATIENT.fullmatch(corner):
        return False
    numbers = [
        int(match["number"])
        for label in dict.fromkeys(row[0].stub[0] for row in layout.rows if row[0].stub)
        if (match := words.PATIENT_ID.fullmatch(reader.words(label)))
    ]
    rising = sum(later > earlier for earlier, later in pairwise(numbers))
    return len(numbers) >= max(FEWEST_PATIENTS, 0.7 * len(layout.rows)) and rising >= len(numbers) - 2


#: `Response in all 19 patients`, `A summary of 15 cases`.
_SO_MANY = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{NUMERAL})\s+(?:[\w-]+\s){{0,2}}?(?:patients|cases|children|women|men|subjects|participants)\b",
    re.IGNORECASE,
)
#: This part of the cells of a table of patients, at most, counts patients or their share.
_FEW = 0.1


def _as_many_rows_as_patients(layout: Layout, caption: str) -> bool:
    """Whether a table has as many rows as its caption says that there are patients, and no cell counts any."""
    told = {
        int(match["n"]) if match["n"].isdigit() else int(parse_numeral(match["n"]) or 0)
        for match in _SO_MANY.finditer(caption)
    }
    if len(layout.rows) < 2 * FEWEST_PATIENTS or len(layout.rows) not in told:
        return False
    cells = [cell for row in layout.rows for cell in row]
    shares = sum((shape := shape_of(cell.text)) is not None and shape[0] in _SHARES for cell in cells)
    return shares <= _FEW * len(cells)


_SHARES = frozenset({"pair", "fraction", "share", "interval", "deviation"})


#: Fewer rows than this are no overview.
FEWEST_STUDIES = 2
#: This part of the rows must be named as studies are.
MOST_STUDIES = 0.6
_A_STUDY = re.compile(
    r"\bet al\b|\band colleagues\b|[(\[]\d{1,3}(?:[,-]\s?\d{1,3})*[)\]]|\b(?:19|20)\d\d\b|\^\s?\d|\b(?:trial|study)\b",
    re.IGNORECASE,
)


def _names_studies(layout: Layout, reader: HeaderReader) -> bool:
    """Whether the rows of a table are named as studies are."""
    labels = [reader.words(row[0].stub[-1]) for row in layout.rows if row[0].stub]
    named = sum(_A_STUDY.search(label) is not None for label in labels)
    return named >= max(FEWEST_STUDIES, MOST_STUDIES * len(layout.rows))
