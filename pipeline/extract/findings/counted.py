"""Numbers told as sizes that count what happened: `fever (n = 5)`, `was rare (A, n = 1; B, n = 2)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.event_lists import lists_events, name_before
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.extract.quantities.patterns import EVENTS
from pipeline.schema import Span

#: Sections that tell who took part, not what happened to them.
_NO_RESULTS = frozenset({"methods", "objective", "title", "background"})
_OPENS = re.compile(r"\s?[(\[]\s?")
#: Who was sorted so is told in these words; sizes behind them are of groups.
_SORTED = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated|enrol+ed|divided|stratified|classified|included|recruited|groups?:|evaluable|analy[sz]ed)\b",
    re.IGNORECASE,
)


def counted(context: SentenceContext) -> tuple[Figure, ...]:
    """The figures of a sentence, those that are told as sizes but count an outcome turned into counts."""
    return tuple(_as_count(figure) if _counts(context, figure) else figure for figure in context.figures)


def with_listed_events(
    folded: str, sentence: Span, figures: Sequence[Figure], role: str, given: Sequence[Span]
) -> list[Figure]:
    """The figures of a sentence, sizes behind what a list of events names turned into counts.

    `The adverse events were hypoxia (n = 2) and nausea (n = 5)`: no group is called so.

    Args:
        folded: the document's text, folded.
        sentence: the sentence.
        figures: its figures.
        role: what the sentence is for.
        given: where therapies and arms are named: what stands behind one is its size.
    """

    def is_listed(figure: Figure) -> bool:
        end = name_before(folded, sentence, figure) if figure.kind == "sample_size" else None
        return end is not None and not any(span.end == end for span in given) and lists_events(folded, sentence, end)

    if role in _NO_RESULTS:
        return list(figures)
    return [_as_count(figure) if is_listed(figure) else figure for figure in figures]


_EVENTS = re.compile(EVENTS, re.IGNORECASE)
#: Events that no study is made for.
_HARM = re.compile(
    r"\b(?:falls|incidents?|reactions?|seizures?|injuries|infections?|fractures?|complications?|strokes?)$", re.I
)
_NUMBER = re.compile(r"^\W*[\w,.-]+\s+(?:(?:of|the|these)\s+)*")


def counted_events(figure: Figure) -> MeasureMention | None:
    """The events that a count's own words name (`five falls`, `27 local progressions`); None where it counts people."""
    if figure.kind != "count" or not _EVENTS.fullmatch(figure.main.name or ""):
        return None
    words = " ".join(_NUMBER.sub("", figure.main.surface, count=1).split())
    if is_empty(words) or len(words) < 4:
        return None
    return MeasureMention(figure.span, "AE" if _HARM.search(words) else "OTHER", words)


def _counts(context: SentenceContext, figure: Figure) -> bool:
    if figure.kind != "sample_size" or context.role in _NO_RESULTS or _SORTED.search(context.words):
        return False
    before = context.folded[context.sentence.start : figure.span.start]
    for measure in context.measures:
        gap = context.folded[measure.span.end : figure.span.start] if measure.span.end <= figure.span.start else "-"
        if _OPENS.fullmatch(gap) and not measure.state and measure.code not in STUDY:
            # A group that is named for an outcome (`those with relapse (n = 10)`) has a size.
            return not any(g.span.overlaps(measure.span) for g in context.groups)
    # `(A, n = 1; B, n = 2)`: within brackets, far fewer than the arm has.
    arms = [a for a in context.study.arms if any(_ends(before, alias) for alias in a.aliases)]
    told = [m for m in context.measures if m.span.end <= figure.span.start and m.code not in STUDY]
    return bool(told) and any(a.total and figure.total and figure.total < a.total for a in arms)


def _ends(before: str, alias: str) -> bool:
    """Whether a name of an arm stands right before a size, a comma between them."""
    return bool(re.search(rf"[(\[;,]\s?{re.escape(alias)}(?:\s(?:group|arm))?,\s$", before, re.IGNORECASE))


def _as_count(figure: Figure) -> Figure:
    total = figure.total or 0
    main = replace(figure.main, kind="count", value=float(total), events=total, total=None, name="cases")
    return replace(figure, main=main, kind="count", value=None, events=total, total=None)
