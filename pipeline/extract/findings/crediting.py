"""Which group each figure of a sentence is credited to. A figure without a sure group is left without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.comparisons import Comparison, comparison_for
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span

#: What is counted or measured, between its figure and the group: `12 deaths in`, `7 of 336 patients ) in`, `1.85 g in`.
_COUNTED_WORDS = (
    r"(?:\s*(?!(?:and|or|vs|versus|v|was|were|is|had|has|than|compared|respectively|while|whereas|but|p|in|of|with|for|on|by|to|at|from|among|after|under|within|into|received|receiving|who|the|those|that)\b)"
    r"[A-Za-zµμ°][\w/.%²³-]*(?:\s?\(\s?-?\d\s?\))?){0,2}"
)
_AFTER = re.compile(
    rf"{_COUNTED_WORDS}\s*[)\]%]?\s*(?:\([^()]{{0,70}}\)\s*|\(\s*)?(?:(?:of|in|for|with|among|from|on|to|were|was|observed in|seen in|(?:who\s+)?received|receiving|given|taking|treated with|after|by|at|under|within|into|cases after|cases in|(?:who\s+)?(?:patients|women|men|children|participants|subjects)?\s*(?:were\s+)?(?:randomly\s+)?(?:randomi[sz]ed|assigned|allocated|enrolled)\s+(?:in)?to(?:\s+receive)?)\s+)?(?:(?:the\s+)?(?:patients|women|men|children|participants|subjects|cases|individuals|those)\s+(?:in|on|with|from|receiving|given|treated with|assigned to|randomi[sz]ed to|who received|taking)\s+(?:the\s+)?|the\s+|those\s+|patients\s+)?"
)
_BEFORE = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:[,:(=]\s*|was\s+|were\s+|had\s+|is\s+|of\s+|and\s+|(?:group|arm)\s*[,:]?\s*|with\s+|by\s+|to\s+|a\s+|an\s+){0,3}"
)
#: Between a share and the number of patients that it is of.
_SHARE_OF = re.compile(r"\s*[)\]]?\s*(?:of|in|among|for)\s+(?:the\s+|these\s+)?", re.IGNORECASE)
#: So near behind a figure, in characters, a group is the figure's.
NEAR = 20
_CLAUSE = re.compile(r";|\b(?:while|whereas|but|compared with|compared to|versus|vs\.?)\b", re.IGNORECASE)


def assign_groups(
    folded: str,
    sentence: Span,
    figures: Sequence[Figure],
    groups: Sequence[Group],
    arms: Sequence[Arm],
    listed: frozenset[int] = frozenset(),
    comparisons: Sequence[Comparison] = (),
) -> list[Group | None]:
    """The group of each figure, in the order of the figures; None where none is sure.

    By apposition first (`16% for AC`, `AC: 16%`), then by order in lists (`respectively`; `A vs B (x vs y)`), then by
    the group that the clause opens with; last, for a bare `x vs y` in a study of just two arms, by the order in which
    the sentence or the study names them.
    """
    result: list[Group | None] = [None] * len(figures)
    paired: set[int] = set()
    runs = _runs(figures, folded)
    for run in runs:
        if listed.issuperset(run) and len(run) > 1:
            # One group's figures of several measures (`PFS and OS were 2.8 and 13.2 months in X`).
            last = run[-1]
            found = _by_apposition(folded, sentence, figures, last, figures[last], groups)
            for index in run:
                result[index] = found
        else:
            _by_list(folded, sentence, figures, run, groups, result, comparisons)
    _as_first(runs, figures, groups, result, listed)
    for left, right in _pairs(figures, folded, listed):
        if result[left] is not None or result[right] is not None:
            continue
        pair = _by_pair(folded, sentence, left, right, figures, groups, arms, comparisons)
        if pair is not None:
            result[left], result[right] = pair
        paired.update((left, right))
    for index, figure in enumerate(figures):
        if result[index] is None and index not in paired:
            result[index] = _by_apposition(folded, sentence, figures, index, figure, groups)
    for index, figure in enumerate(figures):
        if result[index] is None and index not in paired:
            result[index] = _by_clause(folded, sentence, figures, index, figure, groups, result)
    return result


_TOLD_AS_PAIR = re.compile(
    r"[\s)\],]*(?:respectively|[(\[;,]?\s*(?:p\s*[-a-z]{0,6}\s*[=<>≤≥]|(?:unadjusted |adjusted )?(?:HR|OR|RR|hazard|odds|relative)\b))",
    re.IGNORECASE,
)


def _pairs(figures: Sequence[Figure], folded: str, listed: frozenset[int]) -> list[tuple[int, int]]:
    """The `x vs y` of a sentence, as indexes of figures; `x and y (p = ...)` is one as well."""
    pairs: list[tuple[int, int]] = []
    for index, (left, right) in enumerate(pairwise(figures)):
        free = not pairs or pairs[-1][1] < index
        if not free or left.kind != right.kind or index in listed:
            continue
        third = figures[index + 2] if index + 2 < len(figures) else None
        alone = third is None or not linked(right, third, folded)
        joined = alone and linked(left, right, folded) and _TOLD_AS_PAIR.match(folded, right.span.end)
        if joined or _versus(folded, left, right):
            pairs.append((index, index + 1))
    return pairs


def _by_pair(
    folded: str,
    sentence: Span,
    left: int,
    right: int,
    figures: Sequence[Figure],
    groups: Sequence[Group],
    arms: Sequence[Arm],
    comparisons: Sequence[Comparison],
) -> tuple[Group | None, Group | None] | None:
    """The groups of `x vs y`.

    Each figure's own apposition (`10% in A versus 6% in B`) comes first; then two groups that one list after the pair
    names; then the two that the words before it compare (`higher in A than in B (x vs y)`); then the group before it
    and the other arm; last the study's two arms in their order.
    """
    first, second = figures[left], figures[right]
    end = figures[right + 1].span.start if right + 1 < len(figures) else sentence.end
    start = figures[left - 1].span.end if left else sentence.start
    named = [_right_before(folded, groups, figure) for figure in (first, second)]
    if named[1] is not None and (named[0] is None or not _same(named[0], named[1])):
        # `(A 2.2 versus B 3.1)`
        return named[0] or _other(named[1], arms, groups), named[1]
    between = [g for g in groups if first.span.end <= g.span.start and g.span.end <= second.span.start]
    after = [g for g in groups if second.span.end <= g.span.start and g.span.end <= end]
    if between:
        own = between[0]
        other = _by_apposition(folded, sentence, figures, right, second, groups)
        if other is None or _same(other, own):
            other = next((g for g in after if not _same(g, own)), None) or _other(own, arms, groups)
        return own, other
    if (
        len(after) >= 2
        and after[0].span.start - second.span.end < 60
        and not _same(after[0], after[1])
        and _coordinated(folded, after[:2])
    ):
        return after[0], after[1]
    if (
        after
        and after[0].span.start - second.span.end < 30
        and _AFTER.fullmatch(folded[second.span.end : after[0].span.start])
    ):
        ahead = [
            g for g in groups if start <= g.span.start and g.span.end <= first.span.start and not _same(g, after[0])
        ]
        return (ahead[-1] if ahead else _other(after[0], arms, groups)), after[0]
    compared = comparison_for(comparisons, first.span.cover(second.span))
    if compared is not None:
        return compared.first, compared.second or _other(compared.first, arms, groups)
    told = [g for g in groups if not _opens(folded, sentence, g)]
    before = _distinct([g for g in told if start <= g.span.start and g.span.end <= first.span.start])
    if len(before) < 2:
        wider = _distinct([g for g in told if g.span.end <= first.span.start])
        before = before or wider if len(wider) < 2 else wider
    if len(before) >= 2:
        return before[-2], before[-1]
    if len(before) == 1 and before[0].arm is not None:
        return before[0], _other(before[0], arms, groups)
    if len(before) == 1:
        # `The LigaSure patients had less blood loss (30.8% vs 69.2%)`: what the sentence speaks of comes first.
        other = _other(before[0], arms, groups)
        return (other, before[0]) if _compares(folded, before[0], sentence) else (before[0], other)
    alone = _distinct(groups)
    if len(alone) == 1 and _SUBJECT.search(folded[sentence.start : alone[0].span.start]):
        # `The rate was lower (59% vs 90%, P = 0.04) in the melatonin group`
        return alone[0], _other(alone[0], arms, groups)
    if len(arms) == 2:
        at = Span(sentence.start, sentence.start)
        return Group(at, arms[0].name, arms[0].therapies, arms[0]), Group(at, arms[1].name, arms[1].therapies, arms[1])
    return None


_OPENING = re.compile(r"(?:[A-Z][A-Za-z ]{2,24}:?\s*)?(?:Of|In|Among|For|Within)\s+(?:the\s+)?(?:\d+\s+)?")


def _opens(folded: str, sentence: Span, group: Group) -> bool:
    """Whether a sentence opens with a group of which all in it are a part (`Of those who decided, women in A ...`)."""
    opened = _OPENING.fullmatch(folded, sentence.start, group.span.start)
    return opened is not None and group.arm is None and folded[group.span.end : group.span.end + 2].lstrip()[:1] == ","


def _right_before(folded: str, groups: Sequence[Group], figure: Figure) -> Group | None:
    """The group whose name stands right before a figure, with nothing but a mark between them."""
    ends = (g for g in groups if g.span.end <= figure.span.start)
    last = max(ends, key=lambda group: group.span.end, default=None)
    return last if last and re.fullmatch(r"\s*[,:=]?\s*", folded[last.span.end : figure.span.start]) else None


#: Words of a comparison that the group behind them comes out of.
_SUBJECT = re.compile(
    r"\b(?:higher|lower|greater|fewer|more|less|better|worse|longer|shorter|larger|smaller|improved|reduced|increased|decreased|superior|inferior)\b",
    re.IGNORECASE,
)


def _distinct(groups: Sequence[Group]) -> list[Group]:
    named: list[Group] = []
    for group in groups:
        if not any(_same(group, other) for other in named):
            named.append(group)
    return named


def _versus(folded: str, left: Figure, right: Figure) -> bool:
    between = folded[left.span.end : right.span.start]
    return (
        bool(re.search(r"\b(?:vs\.?|v|versus|compared (?:with|to)|against)(?=\s|\.)|/", between)) and len(between) < 60
    )


def _runs(figures: Sequence[Figure], folded: str) -> list[list[int]]:
    """Figures of one kind that only links part, as lists of their indexes."""
    runs: list[list[int]] = []
    for index in range(len(figures)):
        if (
            runs
            and figures[index].kind == figures[runs[-1][-1]].kind
            and linked(figures[runs[-1][-1]], figures[index], folded)
        ):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _by_list(
    folded: str,
    sentence: Span,
    figures: Sequence[Figure],
    run: list[int],
    groups: Sequence[Group],
    result: list[Group | None],
    comparisons: Sequence[Comparison],
) -> None:
    """`a% and b% in the X and Y groups`, `X and Y ... a% and b%, respectively`."""
    if len(run) < 2:
        return
    first, last = figures[run[0]], figures[run[-1]]
    after = [g for g in groups if g.span.start >= last.span.end and g.span.start - last.span.end < 90]
    limit = figures[run[-1] + 1].span.start if run[-1] + 1 < len(figures) else sentence.end
    last_figure = figures[-1].span.end
    closing = [g for g in groups if g.span.start >= last_figure]
    after = [g for g in after if g.span.end <= limit]
    before = [g for g in groups if g.span.end <= first.span.start]
    floor = figures[run[0] - 1].span.end if run[0] > 0 else sentence.start
    near = [g for g in before if g.span.start >= floor]
    opened = near and _OPENS_LIST.fullmatch(folded[near[-1].span.end : first.span.start])
    if opened and not _versus_within(folded, figures, run):
        for index in run:
            result[index] = near[-1]
        return
    tail = folded[last.span.end : min(sentence.end, last.span.end + 200)]
    respectively = "respectively" in tail
    whole = folded[sentence.start : sentence.end]
    lists = ((after, True), (near, respectively), (closing, "respectively" in whole), (before, respectively))
    for candidates, sure in lists:
        candidates = _distinct(candidates)
        if len(candidates) >= len(run) and sure:
            first_ones = candidates is not near and candidates[0].span.start >= last.span.end
            chosen = candidates[: len(run)] if first_ones else candidates[-len(run) :]
            if _coordinated(folded, chosen) or respectively:
                for index, group in zip(run, chosen, strict=True):
                    result[index] = group
                return
    subject = next((c for c in comparisons if c.second and c.span.end <= first.span.start), None)
    if subject is not None and len(run) == 2:
        gap = folded[subject.span.end : first.span.start]
        between = any(subject.span.end <= g.span.start < first.span.start for g in groups)
        in_order = "respectively" in folded[last.span.end : sentence.end] and not between
    if subject is not None and len(run) == 2 and (_WERE.fullmatch(gap) or in_order):
        # `for A and B were 1.3% and 1.1%`
        result[run[0]], result[run[1]] = subject.first, subject.second
        return
    compared = next(
        (c for c in comparisons if c.second and last.span.end <= c.span.start and c.span.end <= limit), None
    )
    if compared is not None and len(run) == 2 and _RESPECTIVELY.match(folded, compared.span.end):
        # `25% and 31% with combined mapping and blue dye, respectively`
        result[run[0]], result[run[1]] = compared.first, compared.second
        return
    # A group right behind the figure before is that figure's, and no subject of these.
    about = [g for g in near if not run[0] or g.span.start - floor > NEAR]
    told = len(_distinct(after)) == 1 and not (about or respectively or _versus_within(folded, figures, run))
    if told and _AFTER.fullmatch(folded[last.span.end : after[0].span.start]):
        # `10 and 35 months in arm A`: several figures of one group.
        for index in run:
            result[index] = after[0]


#: Between the name of a group and a list of its figures: `H-ARM = 45%, 34% and 2%`, `H-ARM (grade 0-3; 22%, 55% and 4%)`.
_OPENS_LIST = re.compile(r"\s*(?:[=:]|\((?:[^()]{1,24};)?)\s*")
_WERE = re.compile(r"(?:\s+(?:groups?|arms?|patients))?\s+(?:was|were|of)\s+")
_RESPECTIVELY = re.compile(r"(?:\s+(?:groups?|arms?|patients|cohorts?))?(?:\s*\([^()]{1,40}\))?\s*,?\s+respectively\b")


def _as_first(
    runs: Sequence[Sequence[int]],
    figures: Sequence[Figure],
    groups: Sequence[Group],
    result: list[Group | None],
    listed: frozenset[int],
) -> None:
    """`(40, 51 and 12% for A, B and placebo, respectively), rash (32, 48 and 12%)`: later runs tell the same groups."""
    told: list[Group] = []
    end = 0
    for run in runs:
        named = [group for index in run if (group := result[index]) is not None]
        if len(named) == len(run) > 1 and len(_distinct(named)) == len(run):
            told, end = named, max(figures[run[-1]].span.end, *(group.span.end for group in named))
            continue
        anew = any(end <= group.span.start < figures[run[-1]].span.start for group in groups)
        if len(run) == len(told) and not named and not anew and not listed.intersection(run):
            for index, group in zip(run, told, strict=True):
                result[index] = group


def _versus_within(folded: str, figures: Sequence[Figure], run: Sequence[int]) -> bool:
    return any(_versus(folded, figures[a], figures[b]) for a, b in pairwise(run))


def _coordinated(folded: str, groups: Sequence[Group]) -> bool:
    return all(
        re.fullmatch(
            r"[\s,]*(?:groups?|arms?|patients)?\s*(?:,|and|or|versus|vs\.?|compared (?:with|to)|to|than)?\s*(?:and\s+)?(?:in\s+|with\s+|for\s+|those\s+)*(?:the\s+)?(?:patients\s+)?(?:treated\s+)?(?:with\s+)?",
            folded[a.span.end : b.span.start],
        )
        for a, b in pairwise(groups)
    )


def _by_apposition(
    folded: str, sentence: Span, figures: Sequence[Figure], index: int, figure: Figure, groups: Sequence[Group]
) -> Group | None:
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
            if _AFTER.fullmatch(gap) and not _shared(figure, figures, group):
                return group
        if end <= group.span.start <= following:
            gap = folded[end : group.span.start]
            if len(gap) < 48 and _AFTER.fullmatch(gap):
                return group
        if group.span.contains(figure.head) or _COUNTED_AS.fullmatch(folded[figure.span.start : group.span.start]):
            return group
    for group in reversed(groups):
        if previous <= group.span.start and group.span.end <= figure.span.start:
            gap = folded[group.span.end : figure.span.start]
            if _NEW_PART.match(gap) and any(end <= g.span.start and g.span.end <= following for g in groups):
                # `seen in A, and a 22% response in B`: the group before is the figure's before.
                continue
            if len(gap) < 48 and _BEFORE.fullmatch(gap):
                return group
    return None


#: `24 enoxaparin recipients (11.7%)`: a group that the figure counts.
_COUNTED_AS = re.compile(r"[\w-]+\s+(?:of\s+\d+\s+)?")


def _shared(figure: Figure, figures: Sequence[Figure], group: Group) -> bool:
    """Whether a nearer figure of a list that is told in one pair of brackets has the group behind it."""
    return any(
        figure.main.span.end <= other.main.span.start and other.main.span.end <= group.span.start for other in figures
    )


_NEW_PART = re.compile(r",\s+and\b")


def _by_clause(
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
    if candidates and behind and _NEW_PART.search(folded[candidates[-1].span.end : figure.span.start]):
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
            if len(gap) < 140 and not _compares(folded, group, sentence):
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


def _compares(folded: str, group: Group, sentence: Span) -> bool:
    """Whether the group is only what another is compared with (`than in the X group`)."""
    before = folded[max(sentence.start, group.span.start - 30) : group.span.start]
    return bool(re.search(r"\b(?:than|versus|vs\.?|compared (?:with|to)|between)\s+(?:\w+\s){0,3}$", before))


def _other(group: Group, arms: Sequence[Arm], groups: Sequence[Group]) -> Group | None:
    """The group that one group of a pair is compared with: the study's other arm, or its one control."""
    controls = [arm for arm in arms if arm.control]
    other: Arm | None = None
    if group.arm is not None and len(arms) == 2:
        other = arms[1] if group.arm == arms[0] else arms[0]
    elif group.arm is not None and not group.arm.control and len(controls) == 1:
        other = controls[0]
    if other is not None:
        named = next((g for g in groups if g.arm == other), None)
        return named or Group(group.span, other.name, other.therapies, other)
    others = [g for g in groups if g.name.lower() != group.name.lower()]
    return others[0] if len(others) == 1 else None


#: Words that tell no group from another.
_GENERIC_WORD = re.compile(
    r"\b(?:the|groups?|arms?|cohorts?|patients?|women|men|children|participants|subjects|those|cases|who|received|receiving|given|"
    r"treated|treatment|therapy|with|in|on|of|to|assigned|randomi[sz]ed|only)\b"
)


def _same(left: Group, right: Group) -> bool:
    if left.arm is not None and right.arm is not None:
        return left.arm == right.arm
    mine, theirs = (set(_GENERIC_WORD.sub(" ", group.name.lower()).split()) for group in (left, right))
    return mine == theirs
