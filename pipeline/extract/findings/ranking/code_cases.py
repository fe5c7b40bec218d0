"""What speaks for and against each code of a measure that has no name of its own, in whole numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.ranking.common import (
    AROUND,
    OF_FIGURE,
    around,
    number_of,
    of_figure,
    thousandths,
    title_of,
    words_of,
)
from pipeline.extract.findings.ranking.measure_cases import RULES
from pipeline.extract.pointer import NO_RESULT, Pointing

#: The codes that are told apart.
TOLD_APART: Final = ("OTHER", "AE", "COURSE", "DISCONTINUATION")
COLUMNS: Final = (
    "by_rules", "code", "code_of_rules", "rule", "share", "share_of_rules", "most_share", "none_share", "is_known",
    "has_concept", "in_illness", "in_therapy", "in_title", "told_in_study", "length", "harm_words", "course_words",
    "stop_words", "harm_words_near", "counted", "p_alone", *AROUND, *OF_FIGURE,
)  # fmt: skip
_HARM = re.compile(
    r"\b(?:adverse|side[ -]effects?|toxicit\w*|complications?|events?|harms?|safety|tolerab\w*|reactions?|injur\w*|SAEs?|AEs?)\b",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"\b(?:complet\w*|complian\w*|adher\w*|attend\w*|sessions?|doses?|cycles?|courses?|lost|follow-?up|drop\w*|attrition|underwent|received|"
    r"requir\w*|need\w*|transfus\w*|rescue|surger\w*|operat\w*|hospitali\w*|visits?|participa\w*|retention|uptake|recruit\w*|respond\w*)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:discontinu\w*|withdr\w*|stopped|stopping|cessation|dropped|drop-?outs?|ceased|interrupt\w*)\b", re.IGNORECASE
)


def codes_for(measure: MeasureMention) -> tuple[str, ...]:
    """The codes that a measure may have, that of the rules first; of one with a name of its own just that."""
    if measure.code not in TOLD_APART:
        return (measure.code,)
    return (measure.code, *(code for code in TOLD_APART if code != measure.code))


def cases(
    context: SentenceContext,
    figure: Figure,
    measure: MeasureMention,
    rule: str,
    pointing: Pointing,
    codes: Sequence[str],
) -> list[tuple[int, ...]]:
    """The case of each code, a number for each of :data:`COLUMNS`.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what it is of.
        rule: the rule that chose it.
        pointing: where the figure points.
        codes: the codes, that of the rules first.
    """
    labels, text = pointing.labels["measure"], measure.text
    told = (
        number_of(rule, RULES),
        thousandths(labels.get(measure.code, 0.0)),
        thousandths(max(share for code, share in labels.items() if code != NO_RESULT)),
        thousandths(pointing.no_result),
        int(any(each.span == measure.span and each.code == measure.code for each in context.measures)),
        int(measure.concept is not None),
        sum(e.type in ("disease", "adverse_event") and e.span.overlaps(measure.span) for e in context.mentions),
        sum(e.type in ("drug", "therapy") and e.span.overlaps(measure.span) for e in context.mentions),
        len(words_of(text) & title_of(context)),
        context.folded.lower().count(text.lower()),
        len(text),
        len(_HARM.findall(text)),
        len(_COURSE.findall(text)),
        len(_STOP.findall(text)),
        len(_HARM.findall(context.words)),
        int(figure.events is not None or figure.kind in ("count", "fraction")),
        int(figure.kind == "p_value"),
        *around(context, figure.span),
        *of_figure(context, figure),
    )
    return [
        (
            int(code == measure.code),
            number_of(code, TOLD_APART),
            number_of(measure.code, TOLD_APART),
            told[0],
            thousandths(labels.get(code, 0.0)),
            *told[1:],
        )
        for code in codes
    ]
