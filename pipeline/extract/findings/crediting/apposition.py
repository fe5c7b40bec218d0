"""The group that the words right around a figure name, and the one that its clause opens with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.crediting.sides import is_compared_with
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span

#: What is counted or measured, between its figure and the group: `12 deaths in`, `7 of 336 patients ) in`, `1.85 g in`.
_COUNTED_WORDS = (
    r"(?:\s*(?!(?:and|or|vs|versus|v|was|were|is|had|has|than|compared|respectively|while|whereas|but|p|in|of|with|for|on|by|to|at|from|among|after|under|within|into|received|receiving|who|the|those|that)\b)"
    r"[A-Za-zµμ°][\w/.%²³-]*(?:\s?\(\s?-?\d\s?\))?){0,2}"
)
AFTER = re.compile(
    rf"{_COUNTED_WORDS}\s*[)\]%]?\s*(?:\([^()]{{0,70}}\)\s*|\(\s*)?(?:(?:of|in|for|with|among|from|on|to|were|was|observed in|seen in|(?:who\s+)?received|receiving|given|taking|treated with|after|by|at|under|within|into|cases after|cases in|(?:who\s+)?(?:patients|women|men|children|participants|subjects)?\s*(?:were\s+)?(?:randomly\s+)?(?:randomi[sz]ed|assigned|allocated|enrolled)\s+(?:in)?to(?:\s+receive)?)\s+)?(?:(?:the\s+)?(?:patients|women|men|children|participants|subjects|cases|individuals|those)\s+(?:in|on|with|from|receiving|given|treated with|assigned to|randomi[sz]ed to|who received|taking)\s+(?:the\s+)?|the\s+|those\s+|patients\s+)?"
)
_BEFORE = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:[,:(=]\s*|was\s+|were\s+|had\s+|is\s+|of\s+|and\s+|(?:group|arm)\s*[,:]?\s*|with\s+|by\s+|to\s+|a\s+|an\s+){0,3}"
)
#: Between a share and the number of patients that it is of.
_SHARE_OF = re.compile(r"\s*[)\]]?\s*(?:of|in|among|for)\s+(?:the\s+|these\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r";|\b(?:while|whereas|but|compared with|compared to|versus|vs\.?)\b", re.IGNORECASE)


def by_apposition(
    folded: str, sentence: Span, figures: Sequence[Figure], index: int, figure: Figure, groups: Sequence[Group]
) -> Group | None:
    """The group right around a figure: `16% for AC`, `AC: 16%`, `24 enoxaparin recipients (11.7%)`."""
    after = figures[index + 1 :]
    end = figure.span.end
    if after and after[0].kind in ("count", "number") and _SHARE_OF.fullmatch(folded[end : after[0].head.start]):
        # `93.3% in 15 children with HSCT`: the count says of how many.
        end = after[0].main.span.end
        own = next((g for g in groups if g.span.overlaps(after[0].main.span) or g.span.start == end + 1), None)
        if own is not None:
            return own
        after = after[1:]
    following = after[0].span.start if after else sentence.end
    previous = figures[index - 1].span.end if index else sentence.start
    for group in groups:
        if figure.main.span.end <= group.span.start < figure.span.end:
            gap = folded[figure.main.span.end : group.span.start]
            if AFTER.fullmatch(gap) and not _shared(figure, figures, group):
                return group
        if end <= group.span.start <= following:
            gap = folded[end : group.span.start]
            if len(gap) < 48 and (AFTER.fullmatch(gap) or gap.strip() == ":"):
                # `(77: gefitinib, 83: placebo)`
                return group
        if group.span.contains(figure.head) or _counts(folded, figure, group):
            return group
    for group in reversed(groups):
        if previous <= group.span.start and group.span.end <= figure.span.start:
            gap = folded[group.span.end : figure.span.start]
            if NEW_PART.match(gap) and any(end <= g.span.start and g.span.end <= following for g in groups):
                # `seen in A, and a 22% response in B`: the group before is the figure's before.
                continue
            if len(gap) < 48 and _BEFORE.fullmatch(gap):
                return group
    return None


def _counts(folded: str, figure: Figure, group: Group) -> bool:
    """Whether a figure counts those of an arm or a therapy; what else one patient is told to be makes no group."""
    named = group.arm is not None or group.therapies or _SHORT_FORM.match(group.name)
    return bool(named and _COUNTED_AS.fullmatch(folded[figure.span.start : group.span.start]))


_SHORT_FORM = re.compile(r"[A-Z][\w/+-]*[A-Z0-9]\s")
#: `24 enoxaparin recipients (11.7%)`: between a figure and the group that it counts.
_COUNTED_AS = re.compile(r"[\w-]+\s+(?:of\s+\d+\s+)?")


def _shared(figure: Figure, figures: Sequence[Figure], group: Group) -> bool:
    """Whether a nearer figure of a list that is told in one pair of brackets has the group behind it."""
    return any(
        figure.main.span.end <= other.main.span.start and other.main.span.end <= group.span.start for other in figures
    )


NEW_PART = re.compile(r",\s+and\b")


def by_clause(
    folded: str,
    sentence: Span,
    figures: Sequence[Figure],
    index: int,
    figure: Figure,
    groups: Sequence[Group],
    credited: Sequence[Group | None],
) -> Group | None:
    """The last group named before the figure in its clause, with no other figure between them."""
    clause = sentence.start
    for match in _CLAUSE.finditer(folded, sentence.start, figure.span.start):
        clause = match.end()
    candidates = [g for g in groups if clause <= g.span.start and g.span.end <= figure.span.start]
    ahead = figures[index + 1].span.start if index + 1 < len(figures) else sentence.end
    behind = [g for g in groups if figure.span.end <= g.span.start and g.span.end <= ahead]
    if candidates and behind and NEW_PART.search(folded[candidates[-1].span.end : figure.span.start]):
        # `a 57% response was seen in A, and a 22% response was seen in B`
        candidates = []
    if (
        candidates
        and index
        and candidates[-1].span.start >= figures[index - 1].span.end
        and credited[index - 1] is candidates[-1]
    ):
        # The group stands behind the figure before, and is that figure's.
        return None
    if candidates:
        group = candidates[-1]
        between = [f for f in figures if group.span.end <= f.span.start and f.span.end <= figure.span.start]
        if all(f.kind == figure.kind or f.people is not None for f in between):
            gap = folded[group.span.end : figure.span.start]
            if len(gap) < 140 and not is_compared_with(folded, group, sentence):
                return group
    end_of_clause = _CLAUSE.search(folded, figure.span.end, sentence.end)
    limit = end_of_clause.start() if end_of_clause else sentence.end
    if index + 1 < len(figures):
        limit = min(limit, figures[index + 1].span.start)
    later = [g for g in groups if figure.span.end <= g.span.start and g.span.end <= limit]
    if later and later[0].span.start - figure.span.end < 90 and not candidates:
        before = folded[max(figure.span.end, later[0].span.start - 12) : later[0].span.start]
        if re.search(r"\b(?:in|among|for|of|with|the)\s+(?:the\s+)?$", before):
            return later[0]
    return None
