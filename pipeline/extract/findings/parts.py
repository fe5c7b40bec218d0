"""Counts that are the parts of the count before them: `160 patients (77: gefitinib, 83: placebo)`."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure

#: A whole has no more parts than this.
_MOST: Final = 4
#: So small a whole is the sum of what follows it by chance.
_LEAST: Final = 5


def parts_of(context: SentenceContext) -> dict[int, int]:
    """The place of the whole for each figure that is a part of it: bare counts right behind it that make its sum."""
    found: dict[int, int] = {}
    counts = [_count(figure) for figure in context.figures]
    for whole, size in enumerate(counts):
        if size is None or size < _LEAST or whole in found:
            continue
        sum_of = 0
        for last in range(whole + 1, min(whole + _MOST, len(counts) - 1) + 1):
            part = counts[last]
            if part is None or _parted(context, last):
                break
            sum_of += part
            if sum_of == size and last > whole + 1 and not _told_apart(context, whole + 1, last):
                found.update(dict.fromkeys(range(whole + 1, last + 1), whole))
                break
    return found


def _count(figure: Figure) -> int | None:
    """How many a figure counts, with its share or alone; a share of a stated whole is no count."""
    if figure.people is not None:
        return figure.people
    return figure.events if figure.kind == "percent" and figure.total is None else None


def _told_apart(context: SentenceContext, first: int, last: int) -> bool:
    """Whether something of their own is told of the parts (`five received A and two discontinued`)."""
    start = context.figures[first].span.start
    behind = re.match(r"[^().;]*", context.folded[context.figures[last].span.end : context.sentence.end])
    end = context.figures[last].span.end + (behind.end() if behind else 0)
    return any(start <= m.span.start < end and not m.state for m in context.measures)


def of_arms(context: SentenceContext, index: int) -> bool:
    """Whether a part is one of the study's arms: so are the parts of an outcome (`relapses: 11 with A, 13 with B`)."""
    group = context.figure_groups[index]
    return group is not None and group.arm is not None


def _parted(context: SentenceContext, index: int) -> bool:
    before, figure = context.figures[index - 1], context.figures[index]
    between = context.folded[before.span.end : figure.span.start]
    return len(between) > 120 or bool(re.search(r"[.;]\s", between))


_JOINS = re.compile(r"[,;()\[\]]|\s(?:and|vs\.?|versus)\s|-{2,}")
_IDLE = re.compile(
    r"^(?:(?:patients?|women|men|children|participants|subjects|were|was|randomi[sz]ed|assigned|allocated|received|receiving|in|to|into|on|with|for|"
    r"from|the|an?|and|receive)\b|[:=,\s])+|(?:\s*\b(?:patients?|women|men|participants|subjects|groups?|arms?)\b|[:=,\s])+$",
    re.IGNORECASE,
)


def named_beside(context: SentenceContext, figure: Figure) -> str | None:
    """The words beside a part that say whose it is: behind it (`77: gefitinib`), else before it (`TAM 217`)."""
    behind = _JOINS.split(context.folded[figure.span.end : context.sentence.end], maxsplit=1)[0]
    before = _JOINS.split(context.folded[max(context.sentence.start, figure.span.start - 40) : figure.span.start])[-1]
    for words in (behind, before):
        name = _IDLE.sub("", words).strip()
        if 1 < len(name) <= 40 and not re.search(r"\d", name):
            return name
    return None
