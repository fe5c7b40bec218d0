"""What a figure may be of, and what speaks for and against each measure, in whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.known_names import known_name
from pipeline.extract.findings.marked_outcomes import named_outcomes
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.naming import is_empty
from pipeline.extract.findings.phrases import trimmed, whole_words
from pipeline.extract.findings.ranking.common import (
    OF_FIGURE,
    OF_PLACE,
    between,
    number_of,
    of_figure,
    of_place,
    overlap,
    thousandths,
    title_of,
    words_of,
)
from pipeline.extract.pointer import Pointing
from pipeline.schema import Span

#: How a candidate is known.
_SOURCES: Final = ("rules", "lexicon", "earlier", "marked", "pointed")
#: Rules by which a measure is chosen, and codes of measures, by their numbers.
RULES: Final = (
    "none", "nearest", "pair", "list", "item", "pronoun", "cause", "course", "part", "negated", "counted",
    "correlation", "associated", "predicate", "continued", "brackets", "marked", "carried", "phrase", "subject",
)  # fmt: skip
CODES: Final = ("OTHER", "AE", "COURSE", "CR", "ORR", "OS", "PFS", "EFS", "DFS", "RELAPSE", "DEATH", "DISCONTINUATION")
#: Codes of measures that have no name of their own.
OPEN: Final = frozenset({"AE", "OTHER", "COURSE"})
COLUMNS: Final = (
    "by_rules", "rule", "rule_score", "source", "code", "code_of_rules", "share", "share_of_rules", "most",
    "nothing", "as_pointed", "pointed_length", "group_share", "comparator_share", "code_share", "in_group", "in_arm",
    "in_therapy", "in_illness", "in_outcome", "outcome_length", "is_time", "words", "length", "digits",
    "small_first", "same_as_last", "last_is_beside", "told_before", "told_in_study", "told_in_title", "code_within",
    "candidates_between", "shared_with_rules", *OF_PLACE, *OF_FIGURE,
)  # fmt: skip
_TIME = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes|baseline|time ?points?|follow-?up|post|pre|before|after|during)\b",
    re.IGNORECASE,
)
#: How many stretches of words a figure points to are looked at.
MOST: Final = 3


def candidates(
    context: SentenceContext, figure: Figure, ruled: Sequence[MeasureMention], taken: Sequence[Taken]
) -> list[tuple[MeasureMention, str]]:
    """What a figure may be of, with how it is known; first the rules' choice. None has the words of another.

    Args:
        context: the sentence.
        figure: the figure.
        ruled: what the rules chose.
        taken: the figures read before it in the sentence, with their measures.
    """
    named = [m for m in context.measures if m.code not in STUDY and not m.state]
    earlier = [m for _, m, _, _ in reversed(taken) if m.code not in STUDY]
    known = [place for m in (*ruled, *named) if (place := place_of(context, figure, m)) is not None]
    marked = [span for span in named_outcomes(context) if not _is_within(span, known)]
    pointed = [span for span in _pointed(context, figure) if not _is_within(span, (*known, *marked))]
    found = [
        *((m, "rules") for m in ruled),
        *((m, "lexicon") for m in named),
        *((m, "earlier") for m in earlier),
        *((m, "marked") for span in marked if (m := called(context, span)) is not None),
        *((m, "pointed") for span in pointed if (m := called(context, span)) is not None),
    ]
    called_so: dict[str, tuple[MeasureMention, str]] = {}
    for m, source in found:
        called_so.setdefault(" ".join(m.text.lower().split()), (m, source))
    return list(called_so.values())


def _is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether words are a part of others, or these: the fuller name is told."""
    return any(other.contains(span) for other in others)


def _pointed(context: SentenceContext, figure: Figure) -> list[Span]:
    pointings = context.study.pointings
    pointing = pointings.of(figure.span) if pointings is not None else None
    if pointing is None:
        return []
    spans = pointing.names("measure", MOST)
    inside = [span for span in spans if context.sentence.contains(span)]
    return [span for span in inside if not any(span.overlaps(f.span) for f in context.figures)]


def called(context: SentenceContext, span: Span, code: str = "OTHER") -> MeasureMention | None:
    """The measure that some words name; None where they name nothing.

    Args:
        context: the sentence.
        span: the words.
        code: the measure's code, where no lexicon has one.
    """
    span = whole_words(context.folded, span)
    known = known_name(context, span)
    if known is not None:
        return known
    words = trimmed(_closed(" ".join(span.of(context.document.text).split())))
    # `the HR for CRT`: whom a figure is of is not what it is of.
    if words is None or is_empty(words) or any(words.lower() in arm.aliases for arm in context.study.arms):
        return None
    return MeasureMention(span, code, words)


def _closed(words: str) -> str:
    """Words without what stands behind a bracket that does not close."""
    return words[: words.rindex("(")].rstrip() if words.count("(") > words.count(")") else words


def cases(
    context: SentenceContext,
    figure: Figure,
    rule: str,
    score: float,
    pointing: Pointing,
    found: Sequence[tuple[MeasureMention, str]],
    taken: Sequence[Taken],
) -> list[tuple[int, ...]]:
    """The case of each candidate, a number for each of :data:`COLUMNS`.

    Args:
        context: the sentence.
        figure: the figure.
        rule: how the rules found theirs.
        score: how sure they are.
        pointing: where the figure points.
        found: the candidates, that of the rules first.
        taken: the figures read before it in the sentence, with their measures.
    """
    own = found[0][0]
    places = [place_of(context, figure, m) for m, _ in found]
    shares = [_share(pointing, "measure", place) for place in places]
    alike = of_figure(context, figure)
    pointed = pointing.names("measure", 1)
    of_rules = words_of(own.text)
    text, title = context.folded.lower(), title_of(context)
    made: list[tuple[int, ...]] = []
    for (m, source), place, share in zip(found, places, shares, strict=True):
        at = place if place is not None else Span(figure.span.start, figure.span.start)
        words, said = words_of(m.text), m.text.lower()
        outcomes = [(overlap(each, at), len(each)) for each in context.study.outcomes if each.overlaps(at)]
        together = max((overlap(each, at) for each in pointed), default=0)
        last = taken[-1] if taken else None
        made.append(
            (
                int(source == "rules"),
                number_of(rule, RULES),
                round(100 * score),
                number_of(source, _SOURCES),
                number_of(m.code, CODES),
                number_of(own.code, CODES),
                thousandths(share),
                thousandths(shares[0]),
                thousandths(max(shares)),
                thousandths(pointing.nothing("measure")),
                round(100 * together / max(1, len(at))),
                max((len(each) for each in pointed), default=0),
                thousandths(_share(pointing, "group", place)),
                thousandths(_share(pointing, "comparator", place)),
                thousandths(pointing.labels["measure"].get(m.code, 0.0)),
                max((overlap(g.span, at) for g in context.groups), default=0),
                sum(words_of(arm.name) <= words and bool(words_of(arm.name)) for arm in context.study.arms),
                sum(e.type in ("therapy", "drug") and e.span.overlaps(at) for e in context.mentions),
                sum(e.type in ("disease", "adverse_event") and e.span.overlaps(at) for e in context.mentions),
                round(100 * max((o for o, _ in outcomes), default=0) / max(1, len(at))),
                max((length for _, length in outcomes), default=0),
                int(bool(_TIME.search(m.text))),
                len(words),
                len(m.text),
                sum(each.isdigit() for each in m.text),
                int(said.split()[0] in _SMALL_FIRST) if said.split() else 0,
                int(last is not None and last[1].text.lower() == said),
                int(last is not None and last[0].kind == figure.kind),
                sum(each[1].text.lower() == said for each in taken),
                text.count(said),
                len(words & title),
                max((number_of(e.code, CODES) for e in context.measures if e.span.overlaps(at)), default=-1),
                sum(between(p, place, figure.span) for p in places if p is not None and p != place),
                len(words & of_rules),
                *of_place(context, figure, place),
                *alike,
            )
        )
    return made


_SMALL_FIRST: Final = frozenset(
    ["a", "an", "after", "and", "at", "between", "by", "during", "for", "from", "in", "of", "on", "or", "post", "the", "to", "was", "were", "with"]
)  # fmt: skip


def _share(pointing: Pointing, role: str, place: Span | None) -> float:
    return pointing.share(role, place) if place is not None else 0.0  # type: ignore[arg-type]


def place_of(context: SentenceContext, figure: Figure, measure: MeasureMention) -> Span | None:
    """Where a measure is named: one that has the figure's place is looked for; None where it is named nowhere near."""
    if not measure.span.overlaps(figure.span):
        return measure.span
    text = context.words.lower()
    begins = text.rfind(measure.text.lower(), 0, figure.span.start - context.sentence.start)
    begins = begins if begins >= 0 else text.find(measure.text.lower())
    if begins < 0:
        return None
    start = context.sentence.start + begins
    return Span(start, start + len(measure.text))
