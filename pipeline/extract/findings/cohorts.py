"""Parts of the study that a paper introduces by their size, and the figures further on that are of them.

`15 children underwent transplantation. ... Infection occurred in nine (60%)`: a count with its share tells of how many it
is a part, and where that is a part told of before and not the whole study, the figure is that part's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.findings.arms import therapies_within
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.course import course
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group, describes
from pipeline.extract.findings.reportable import is_denominator

#: A smaller part than this is told of one by one, and its size says little.
FEWEST = 5
#: A part so far back in the paper is forgotten.
MOST = 12
#: Headings that set parts against one another are of all of them.
_COMPARES = re.compile(r"\b(?:vs|versus|compar\w+|with (?:and|or) without|un\w+ed|non-?\w+)\b", re.IGNORECASE)
_SHARE = re.compile(r"\d(?:\.(?P<digits>\d{1,4}))?\s?%")
#: A share in percent is rounded up by no more than this, in units of its last digit; digits may be cut off as well.
_ROUNDED = 0.55


@dataclass(frozen=True, slots=True)
class Cohort:
    """A part of the study.

    Attributes:
        group: who they are; its size is theirs.
        section: the heading that it was introduced under.
        headed: whether that heading names what set them apart.
        start: where the paper says how many they are.
    """

    group: Group
    section: str | None
    headed: bool
    start: int

    @property
    def size(self) -> int:
        """How many patients they are."""
        return self.group.size or 0


def with_cohorts(context: SentenceContext, told: tuple[Cohort, ...]) -> SentenceContext:
    """The context with the parts told of so far, and the figures credited that are of one of them.

    Only figures of no other group are: those whose own numbers say so, and, in a section that is headed by what the part
    received, all others that do not tell of the whole study.

    Args:
        context: the sentence.
        told: the parts that the paper told of before it.
    """
    if context.attribution != "own" or context.study.arms or context.role not in ("results", "discussion"):
        return replace(context, cohorts=told)
    new = tuple(_introduced(context))
    known = (*told, *new)[-MOST:]
    groups = list(context.figure_groups)
    if known:
        for index, figure in enumerate(context.figures):
            if groups[index] is None:
                groups[index] = _cohort_of(context, figure, [c for c in known if c.start < figure.span.start])
    return replace(context, cohorts=known, figure_groups=tuple(groups))


def _introduced(context: SentenceContext) -> list[Cohort]:
    found: list[Cohort] = []
    for figure in context.figures:
        size = figure.people or (figure.events if figure.value is None else None)
        if size is None or size < FEWEST or size == context.study.total:
            continue
        got = course(context, figure)
        who = next((g for g in context.groups if describes(g, figure)), None)
        if got is not None:
            given = therapies_within(got.span, context.mentions)
            group = Group(got.span, got.text, given, size=size)
        elif who is not None and is_denominator(context, figure):
            group = replace(who, size=size)
        else:
            continue
        found.append(Cohort(group, context.section, _is_headed(context, group), figure.span.start))
    return found


def _is_headed(context: SentenceContext, group: Group) -> bool:
    """Whether the heading names a therapy that sets the group apart from the study."""
    heading = (context.section or "").rpartition(" > ")[2].lower()
    if not heading or _COMPARES.search(heading):
        return False
    own = [c for c in group.therapies if c not in context.study.therapies]
    named = (m for m in context.mentions if m.concepts and m.concepts[0] in own and group.span.contains(m.span))
    return any(re.search(rf"\b{re.escape(m.surface.lower())}\b", heading) for m in named)


def _cohort_of(context: SentenceContext, figure: Figure, known: list[Cohort]) -> Group | None:
    if not known:
        return None
    sizes = _wholes(context, figure)
    if sizes is not None:
        if context.study.total is not None and sizes[0] <= context.study.total <= sizes[1]:
            return None
        fitting = {c.group.name: c for c in known if sizes[0] <= c.size <= sizes[1]}
        here = {name: c for name, c in fitting.items() if c.section == context.section}
        chosen = here or (fitting if sizes[0] == sizes[1] else {})
        return next(iter(chosen.values())).group if len({c.size for c in chosen.values()}) == 1 == len(chosen) else None
    headed = {c.group.name: c for c in known if c.headed and c.section == context.section}
    if len(headed) != 1 or context.groups:
        return None
    cohort = next(iter(headed.values()))
    return cohort.group if figure.total is None and not _introduces(context, figure) else None


def _introduces(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure is itself a count of patients that something else is told of."""
    return figure.people is not None and is_denominator(context, figure)


def _wholes(context: SentenceContext, figure: Figure) -> tuple[float, float] | None:
    """Between which numbers of patients the whole lies that a figure is a part of; None where it does not say."""
    restated = next((f.people for f in context.figures if f.people and _restates(context, f)), None)
    whole = figure.total if figure.total is not None and (restated is None or figure.total < restated) else restated
    if whole is not None:
        return float(whole), float(whole)
    if not figure.events or not figure.value or figure.unit != "%":
        return None
    written = _SHARE.search(figure.span.of(context.folded))
    last = 10.0 ** -len(written["digits"] or "") if written else 1.0
    return 100 * figure.events / (figure.value + last), 100 * figure.events / max(figure.value - _ROUNDED * last, 1e-9)


def _restates(context: SentenceContext, figure: Figure) -> bool:
    """`In 15 cases, survival was ...`, `all 15 patients`: a count that says of whom the sentence tells."""
    everyone = (figure.main.name or "").startswith("all") and (figure.people or 0) >= FEWEST
    leads = re.fullmatch(
        r"\W*(?:in (?:the|our) present study,? )?(?:in|among|for|of) (?:the |these |those |all )?",
        context.folded[context.sentence.start : figure.span.start],
        re.IGNORECASE,
    )
    return everyone or (leads is not None and (figure.people or 0) >= FEWEST)
