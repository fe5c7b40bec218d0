"""What a paper tells of another study over several sentences.

Only the first of them names the study: `Chen et al. reported two children who were transplanted. One relapsed.`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.groups import describes
from pipeline.extract.findings.study import Study, told_numbers
from pipeline.extract.sections import Role
from pipeline.schema import Quantity, Span

OWN_WORDS = re.compile(r"\b(?:we|our|this study|the present study|in this trial|this trial|here)\b", re.IGNORECASE)
#: One study is told of, by its authors, its name or its kind.
_ONE_STUDY = re.compile(
    r"\bet al\b|\band colleagues\b|\b(?:a|another|one|an earlier|a previous) (?:[\w-]+ ){0,3}(?:study|trial|series|report)\b|\bthe [A-Z][\w-]+(?: \S+)? (?:study|trial)\b"
)
#: How a sentence goes on about the patients of the one before.
_GOES_ON = re.compile(
    r"\W*(?:(?:however|moreover|furthermore|in addition|of note|overall),?\s+)?(?:(?:the |a )?(?:median|mean)|the (?:overall|most|remaining|other|rates?|incidence|authors?|response|cumulative|study|trial|(?:intervention|control|treatment) (?:group|arm)|\d)|a significant|"
    r"one|another|two|three|four|five|both|all|none|no|they|their|these|those|of (?:the|these|those|them)|among (?:the|these|those|them)|only|patients|grade)\b",
    re.IGNORECASE,
)


def goes_on(
    folded: str,
    sentence: Span,
    role: Role,
    quantities: Sequence[Quantity],
    study: Study,
    before: SentenceContext | None,
) -> bool:
    """Whether a sentence of the discussion goes on about another study, which the sentence before it tells of.

    Args:
        folded: the document's text, folded.
        sentence: the sentence.
        role: its role.
        quantities: its quantities: what the paper's own results told, is its own here as well.
        study: what is known of the study.
        before: the sentence before.
    """
    if role not in ("discussion", "background") or before is None or before.attribution != "cited":
        return False
    if not _ONE_STUDY.search(before.words) or folded[before.sentence.end : sentence.start].strip():
        return False
    words = folded[sentence.start : sentence.end]
    if OWN_WORDS.search(words) or not _GOES_ON.match(words):
        return False
    return not any(number in study.told for quantity in quantities for number in told_numbers(quantity))


def of_those_told(context: SentenceContext) -> SentenceContext:
    """The context of a cited sentence, `all patients` in it those that the sentence before told of."""
    before = context.before
    if context.attribution != "cited" or before is None or before.attribution != "cited" or context.groups:
        return context
    who = [g for f in before.figures for g in before.groups if describes(g, f)]
    if len({g.name for g in who}) != 1 or context.folded[before.sentence.end : context.sentence.start].strip():
        return context
    groups = [
        who[0] if group is None and (figure.main.name or "").startswith("all") else group
        for group, figure in zip(context.figure_groups, context.figures, strict=True)
    ]
    return replace(context, figure_groups=tuple(groups))
