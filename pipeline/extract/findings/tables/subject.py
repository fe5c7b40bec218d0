"""What a row or a column of a table is of: the outcome measure of its figures, in the table's own words."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.findings.measures import STUDY, TOXICITY, MeasureMention
from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.headers import LONGEST, Header
from pipeline.extract.findings.tables.kinds import TableKind
from pipeline.extract.findings.tables.paths import Path
from pipeline.schema import Span

LONGEST_EVENT = 60
#: An adverse event's table says so much: whatever its rows are called is one.
_ANY_EVENT = re.compile(
    r"\W*(?:any|all|total|overall|number of|no\. of)?\s*(?:(?:(?:CTCAE?|WHO|NCI)\s+)?grades?\s*[\w≥>–-]+(?:\s*(?:or|and|to)\s*\w+)?\s+)?(?:serious |severe |treatment-related |related |drug-related )?(?:adverse events?|AEs?|SAEs?|toxicit(?:y|ies)|complications?|side[- ]effects?|events?)\W*",
    re.IGNORECASE,
)
_PATIENTS_WITH = re.compile(
    r"^(?:number of |no\. of )?(?:patients|subjects|participants|those)\s+(?:with|who had|having|experiencing)\s+(?:at least one |any |an? |≥ ?1 )?",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:causality|relationship|outcome of|action taken|related\b(?! adverse| AE| death| mortality)|unrelated|dose\b|cycles?)\b",
    re.IGNORECASE,
)


def measure_of_rows(
    path: Path, kind: TableKind, caption: MeasureMention | None, table: str, *, other: bool, acute: bool = False
) -> MeasureMention | None:
    """The measure that the headers down the stub name; None where they name none that is sure.

    Args:
        path: the headers.
        kind: the table's kind.
        caption: the one measure that the caption names.
        table: the words of the caption and over the stub.
        other: whether what no lexicon names counts as well.
        acute: whether graft-versus-host disease is acute where it is not said which.
    """
    named = [_which(header) if acute else header for header in path.headers if _names(header)]
    if not named:
        return None
    last = named[-1]
    if len(last.label) > LONGEST:
        return None
    if last.measure is not None and last.measure.code not in STUDY:
        outer = next(
            (h.measure for h in reversed(named[:-1]) if h.measure is not None and h.measure.code in TOXICITY), None
        )
        # `Infection` > `CMV`: what the inner name stands for, the outer one tells.
        if not _covers(last) and last.measure.code not in TOXICITY:
            # A long sentence that names a measure in passing is of something else.
            return None
        # A line of a table of adverse events names one, in however many words.
        whole = kind == "adverse_events" and len(last.label) <= LONGEST_EVENT
        text = last.label if whole or _covers(last) else last.measure.text
        if outer is not None and last.measure.code == "AE" and outer.code in ("GVHD_ACUTE", "GVHD_CHRONIC"):
            return replace(outer, text=f"{outer.text}, {text}")
        if words.CAUSE_OF_DEATH.search(table) and last.measure.code not in ("DEATH", "NRM"):
            return replace(last.measure, code="DEATH", text=text, concept=None)
        return replace(last.measure, text=text)
    if any(words.FACTOR.match(header.label) for header in named) or _UNSURE.search(last.label):
        return None
    if words.CAUSE_OF_DEATH.search(table):
        return None if words.GENERIC.fullmatch(last.label) else MeasureMention(last.span, "DEATH", last.label)
    if kind == "adverse_events":
        return _event(named)
    outer = named[-2].measure if len(named) > 1 else None
    if (
        outer is not None
        or not other
        or words.GENERIC.fullmatch(last.label)
        or words.NOT_MEASURED.fullmatch(last.label)
    ):
        return None
    if caption is not None and caption.code not in (*TOXICITY, "OTHER"):
        # What the caption names is measured; the rows part the patients.
        return None
    return MeasureMention(last.span, "OTHER", last.label)


def is_any_event(measure: MeasureMention) -> bool:
    """Whether a measure is adverse events as a whole: over a column it names what the rows part."""
    return measure.code == "AE" and _ANY_EVENT.fullmatch(measure.text) is not None


_HOST_DISEASE = re.compile(r"\W*(?:GVHD|graft[- ](?:versus|vs\.?)[- ]host(?: disease)?)\W*", re.IGNORECASE)


def _which(header: Header) -> Header:
    """A header that names graft-versus-host disease without its kind, as the acute one."""
    bare = header.measure is not None and header.measure.code == "AE" and _HOST_DISEASE.fullmatch(header.label)
    return replace(header, measure=replace(header.measure, code="GVHD_ACUTE")) if bare and header.measure else header


def _names(header: Header) -> bool:
    """Whether a header of the stub can say what its row is of."""
    if not header.label or header.phase or (header.everyone and not header.measure):
        return False
    if header.measure is not None:
        return True
    return header.group is None and header.grade is None and header.time is None


def _covers(header: Header) -> bool:
    return header.measure is not None and len(header.label) <= 3 * len(header.measure.text) + 12


def _event(named: list[Header]) -> MeasureMention | None:
    """The adverse event of a row whose own name no lexicon knows."""
    last = named[-1]
    if _ANY_EVENT.fullmatch(last.label):
        return MeasureMention(last.span, "AE", last.label)
    if words.GENERIC.fullmatch(last.label):
        if len(named) < 2 or re.fullmatch(
            r"\W*(?:yes|no|none|[<>≤≥]?\s*[\d.,-]+\s*\w{0,7}|total|subtotal|overall)\W*", last.label, re.IGNORECASE
        ):
            return None
        return _joined(named[-2], last)
    text = _PATIENTS_WITH.sub("", last.label)
    outer = next((h for h in reversed(named[:-1]) if h.measure is not None and h.measure.code in TOXICITY), None)
    if outer is not None:
        return _joined(outer, last)
    if not re.match(r"\W*(?:[A-Za-z]{3}|[A-Z]{2})", text):
        return _joined(named[-2], last) if len(named) > 1 and re.search(r"[A-Za-z]{3}", named[-2].label) else None
    return MeasureMention(last.span, "AE", text)


def _joined(outer: Header, inner: Header) -> MeasureMention:
    code = outer.measure.code if outer.measure is not None and outer.measure.code in TOXICITY else "AE"
    place = Span(inner.span.start, inner.span.end)
    return MeasureMention(place, code, f"{outer.label}, {inner.label}")
