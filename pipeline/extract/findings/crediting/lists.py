"""Figures in a list: each with the group of its place, or all with the one that the list belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.comparisons import Comparison
from pipeline.extract.findings.crediting.apposition import AFTER
from pipeline.extract.findings.crediting.sides import coordinated, distinct, versus_within
from pipeline.extract.findings.figures import Figure, linked, place_beside_unreached
from pipeline.extract.findings.group_patterns import OPENING, PEOPLE, WHO_HAD
from pipeline.extract.findings.groups import Group
from pipeline.schema import Span

#: So near behind a figure, in characters, a group is the figure's.
NEAR = 20


def find_runs(figures: Sequence[Figure], folded: str) -> list[list[int]]:
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


def by_list(
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
        _beside_unreached(folded, sentence, figures, run[0], groups, result)
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
    if opened and not versus_within(folded, figures, run):
        for index in run:
            result[index] = near[-1]
        return
    tail = folded[last.span.end : min(sentence.end, last.span.end + 200)]
    respectively = bool(_IN_ORDER.search(tail))
    whole = folded[sentence.start : sentence.end]
    lists = (
        (after, True),
        (near, respectively or _each_told(folded, sentence, near, first, run)),
        (closing, bool(_IN_ORDER.search(whole))),
        (before, respectively),
    )
    if _in_rounds(folded, sentence, before, first, run, respectively, result):
        return
    for candidates, sure in lists:
        candidates = distinct(candidates)
        if len(candidates) >= len(run) and sure:
            first_ones = candidates is not near and candidates[0].span.start >= last.span.end
            chosen = candidates[: len(run)] if first_ones else candidates[-len(run) :]
            if coordinated(folded, chosen) or respectively:
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
    # `83%, and 93% of responders`: of whom the last share is told.
    apart = re.search("[,;]", folded[figures[run[-2]].span.end : last.span.start])
    share = apart and last.kind == "percent" and after and _OF.fullmatch(folded, last.span.end, after[0].span.start)
    told = (
        len(distinct(after)) == 1 and not share and not (about or respectively or versus_within(folded, figures, run))
    )
    if told and AFTER.fullmatch(folded[last.span.end : after[0].span.start]):
        # `10 and 35 months in arm A`: several figures of one group.
        for index in run:
            result[index] = after[0]


def _beside_unreached(
    folded: str,
    sentence: Span,
    figures: Sequence[Figure],
    index: int,
    groups: Sequence[Group],
    result: list[Group | None],
) -> None:
    """`not reached and 12.1 months in A and B, respectively`: the group in the place of the one figure."""
    place = place_beside_unreached(folded, figures[index])
    limit = figures[index + 1].span.start if index + 1 < len(figures) else sentence.end
    after = distinct([g for g in groups if figures[index].span.end <= g.span.start and g.span.end <= limit])
    if place is not None and len(after) == 2 and coordinated(folded, after):
        result[index] = after[place]


def _each_told(folded: str, sentence: Span, near: Sequence[Group], first: Figure, run: Sequence[int]) -> bool:
    """Whether as many names as figures stand before them: with nothing but a verb between, or as the sentence opens.

    `A, B and C was 5%, 6% and 7%`; `In A and B, mortality was 5% and 6%`.
    """
    told = distinct(near)
    if len(told) != len(run) or not coordinated(folded, told):
        return False
    only_verb = _WERE.fullmatch(folded, told[-1].span.end, first.span.start) is not None
    return (len(run) > _TWO and only_verb) or _open(folded, sentence, told, first)


def _open(folded: str, sentence: Span, told: Sequence[Group], first: Figure) -> bool:
    """Whether a sentence opens with those whom all figures of it are of, and no change is told (`from 5 to 6`)."""
    opens = _IN.fullmatch(folded, sentence.start, told[0].span.start)
    ends = _COMMA.match(folded, told[-1].span.end)
    return bool(opens and ends and not _FROM.search(folded, ends.end(), first.span.start))


def _in_rounds(
    folded: str,
    sentence: Span,
    before: Sequence[Group],
    first: Figure,
    run: Sequence[int],
    respectively: bool,
    result: list[Group | None],
) -> bool:
    """`In A, B and C, X and Y were a, b, c and d, e, f, respectively`: the names are gone through again for each measure."""
    told = distinct(before)
    rounds, rest = divmod(len(run), len(told)) if told else (0, 0)
    if len(told) < _TWO or rest or rounds < _TWO or not respectively:
        return False
    if not coordinated(folded, told) or not _open(folded, sentence, told, first):
        return False
    for place, index in enumerate(run):
        result[index] = told[place % len(told)]
    return True


_TWO = 2
_IN = re.compile(rf"{OPENING}(?:{WHO_HAD}|{PEOPLE}\s)?")
#: Behind the last name of such a list: `the A and B groups,`, `A and B (n = 20),`, `MSD and haploidentical donors,`.
_COMMA = re.compile(r"(?:\s+[A-Za-z]{3,15})?(?:\s*\([^()]{1,40}\))?\s*(?:,|(?=\sthe\s))")
_FROM = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,3}$")
_OF = re.compile(r"\s?%?\sof\s(?:the\s)?")
#: `..., respectively`, `in the respective groups`
_IN_ORDER = re.compile(r"\brespective(?:ly|\s+(?:groups?|arms?|cohorts?))\b")
#: Between the name of a group and a list of its figures: `H-ARM = 45%, 34% and 2%`, `H-ARM (grade 0-3; 22%, 55% and 4%)`.
_OPENS_LIST = re.compile(r"\s*(?:[=:]|\((?:[^()]{1,24};)?)\s*")
_WERE = re.compile(r"(?:\s+(?:groups?|arms?|patients))?\s+(?:was|were|of)\s+")
_RESPECTIVELY = re.compile(r"(?:\s+(?:groups?|arms?|patients|cohorts?))?(?:\s*\([^()]{1,40}\))?\s*,?\s+respectively\b")


def as_first(
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
        if len(named) == len(run) > 1 and len(distinct(named)) == len(run):
            told, end = named, max(figures[run[-1]].span.end, *(group.span.end for group in named))
            continue
        anew = any(end <= group.span.start < figures[run[-1]].span.start for group in groups)
        if len(run) == len(told) and not named and not anew and not listed.intersection(run):
            for index, group in zip(run, told, strict=True):
                result[index] = group


#: Between two figures of a list of events, each in brackets: `ascites (16%), anaemia (11%) and pain (4%)`.
_NEXT_EVENT = re.compile(
    r"(?:\s*[%\])]|\s*(?:patients|cases|events|women|men|children)\b)*\s*,?\s*(?:and\s+|or\s+)?[^\W\d][^,;:()\[\]]{2,60}[(\[]\s*(?:n\s*=\s*)?"
)
_IN_BRACKETS = re.compile(r"[(\[]\s*(?:n\s*=\s*)?$")


def as_list_closes(folded: str, figures: Sequence[Figure], groups: Sequence[Group], result: list[Group | None]) -> None:
    """`fever (22%), fatigue (9%) and pain (3%) on A`: the group behind a list of events is that of all of them."""
    index = len(figures) - 1
    while index > 0:
        group, last = result[index], index
        behind = group is not None and group.span.start >= figures[index].span.end and group in groups
        while (
            behind
            and index > 0
            and result[index - 1] is None
            and _IN_BRACKETS.search(folded[: figures[index - 1].span.start][-8:])
            and _NEXT_EVENT.fullmatch(folded[figures[index - 1].span.end : figures[index].span.start])
        ):
            index -= 1
        for each in range(index, last):
            result[each] = group
        index = index - 1 if index == last else index
