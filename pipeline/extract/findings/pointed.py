"""What a figure is of where the learned pointer is surer than the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.marked_outcomes import named_outcomes
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.extract.findings.phrases import trimmed
from pipeline.schema import Finding, Span

#: How much surer, in shares of all that is pointed to, the pointer is to be of another measure than of the rules'.
SURER: Final = 0.3
#: Rules whose measure the figure's own words tell; the pointer has no say in it.
_SURE: Final = frozenset(
    {"pair", "list", "item", "pronoun", "cause", "course", "part", "negated", "counted", "correlation"}
)


def pointed_measure(
    context: SentenceContext, figure: Figure, measure: MeasureMention | None, rule: str, taken: Sequence[Taken]
) -> MeasureMention | None:
    """The measure that a figure points to, where that is another than the one the rules chose and much surer.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what the rules chose.
        rule: the rule that chose it.
        taken: the figures read before it in the sentence, with their measures.
    """
    if measure is None or rule in _SURE or measure.code in STUDY:
        return None
    if rule == "nearest" and measure.code != "OTHER":
        # What a lexicon calls by a code of its own is surer than the pointer, which loses its place in long lists.
        return None
    earlier = [m for _, m, _, _ in taken if m.code not in STUDY]
    return _surer(context, figure.span, measure, earlier)


def with_pointed_measures(context: SentenceContext, rows: Sequence[Finding]) -> list[Finding]:
    """The rows of a sentence, p-values alone with the measure that they point to, where the rules' has no code.

    Args:
        context: the sentence.
        rows: its rows.
    """
    return [_with_measure(context, row) if row.rule == "p-value" and row.measure == "OTHER" else row for row in rows]


def _with_measure(context: SentenceContext, row: Finding) -> Finding:
    best = _surer(context, row.span, MeasureMention(row.span, row.measure, row.measure_text), ())
    if best is None:
        return row
    return replace(row, measure=best.code, measure_text=best.text, adverse_event=best.concept, rule="pointed")


def _surer(
    context: SentenceContext,
    figure: Span,
    measure: MeasureMention,
    earlier: Sequence[MeasureMention],
) -> MeasureMention | None:
    """What a figure points to much more than to the measure that the rules chose."""
    pointing = context.study.pointings.of(figure) if context.study.pointings is not None else None
    if pointing is None:
        return None
    named = [m for m in context.measures if m.code not in STUDY and not m.state]
    candidates = [*named, *earlier, *_marked(context, named)]
    own = pointing.share("measure", _place(context, figure, measure))
    words = pointing.name("measure")
    if words is not None and context.sentence.contains(words) and not any(words.overlaps(m.span) for m in candidates):
        candidates.extend(filter(None, [called(context, words)]))
    best = max(candidates, key=lambda m: pointing.share("measure", m.span), default=None)
    if best is None or pointing.share("measure", best.span) - own < SURER:
        return None
    return None if best.text == measure.text else best


def _marked(context: SentenceContext, named: Sequence[MeasureMention]) -> list[MeasureMention]:
    """The outcomes marked by the encoder that no lexicon names."""
    others = (span for span in named_outcomes(context) if not any(span.overlaps(m.span) for m in named))
    return list(filter(None, (called(context, span) for span in others)))


def called(context: SentenceContext, span: Span, code: str = "OTHER") -> MeasureMention | None:
    """The measure that some words name; None where they name nothing.

    Args:
        context: the sentence.
        span: the words.
        code: the measure's code.
    """
    words = trimmed(" ".join(span.of(context.document.text).split()))
    return None if words is None or is_empty(words) else MeasureMention(span, code, words)


def _place(context: SentenceContext, figure: Span, measure: MeasureMention) -> Span:
    """Where the measure that the rules chose is named: a phrase has the figure's place, and is looked for."""
    if not measure.span.overlaps(figure):
        return measure.span
    text = context.words.lower()
    begins = text.rfind(measure.text.lower(), 0, figure.start - context.sentence.start)
    begins = begins if begins >= 0 else text.find(measure.text.lower())
    if begins < 0:
        return measure.span
    start = context.sentence.start + begins
    return Span(start, start + len(measure.text))
