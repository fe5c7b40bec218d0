"""Whose a figure may be, and what speaks for and against each group, in whole numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pipeline.extract.findings.arms.patterns import CONTROL
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.groups import Group, describes, named_group, with_denial
from pipeline.extract.findings.ranking import standing_words
from pipeline.extract.findings.ranking.common import (
    AROUND,
    OF_FIGURE,
    OF_PLACE,
    around,
    between,
    number_of,
    of_figure,
    of_place,
    overlap,
    thousandths,
    words_of,
)
from pipeline.extract.findings.subgroups import is_called_so, is_whole_study, names_recipients
from pipeline.extract.pointer import Pointing, Role
from pipeline.extract.sections import passage_at
from pipeline.schema import Span

#: How a candidate is known.
_SOURCES: Final = ("rules", "none", "sentence", "pointed", "beside", "arm", "other")
_WAYS: Final = (
    "list", "pair", "apposition", "clause", "size", "none", "difference", "p_only", "hazard_ratio", "odds_ratio",
    "risk_ratio", "other",
)  # fmt: skip
COLUMNS: Final = (
    "by_rules", "way", "source", "none", "rules_none", "share", "share_of_rules", "most", "nothing", "as_pointed",
    "pointed_length", "measure_share", "other_share", "is_arm", "arms_named", "therapies", "is_open", "excluded",
    "control", "in_measure", "in_illness", "in_outcome", "words", "length", "digits", "short_form", "same_as_last",
    "same_as_next", "told_in_sentence", "told_in_study", "within", "groups_between", "shared_with_rules", "place_in_order",
    "place_from_end", "is_size", "has_size", "describes", "same_figures", "in_rules", "has_rules",
    "after_last", "linked_to_last", "against_last", "last_is_none", "alike_last", *standing_words.COLUMNS, *OF_PLACE,
    *OF_FIGURE, *AROUND,
)  # fmt: skip
_SHORT_FORM = re.compile(r"[A-Z][\w/+-]*[A-Z0-9]")
#: `COG AALL1331`, `NCT02101853`: a study's name, not a part of its patients.
_STUDY = re.compile(r"(?:[A-Z]{2,}[\s-])*[A-Z]{2,}-?\d{2,}\w*")
#: `41% and 20% of women with heavy and light periods, respectively`: no figure is of both.
_EACH_OF_ITS_OWN = re.compile(r"\brespectively\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"(?:(?:the|all|these|those|our|both|study)\s)*(?:patients?|children|adults|women|men|participants?|subjects?|people|"
    r"individuals?|volunteers|cases|persons|groups?|arms?|cohorts?|treatments?)|as (?:many|few|often)|the (?:same|others?|rest)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:vs?\.?|versus|than|compared|against|whereas|while)\b", re.IGNORECASE)
#: Signs alone, and words of statistics: nobody is called so.
_NOBODY = re.compile(
    # signs, figures and times: `17.8% vs 7.8%`, `1, 2 and 3 years`
    r"(?:[\W\d_]|\b(?:and|or|to|at|vs?|versus|years?|yrs?|y|months?|mo|weeks?|wks?|days?|hours?|h)\b)*|[a-z]|(?-i:ETD|LSMD|LSM|ES|SE|SD|SEM|CI|HR|OR|RR)s?|based|using|according to|respectively|whether\b.*|evaluated|assessed|analy[sz]ed|compared|observed|measured|reported|included|"
    # what was done, how long it was followed, and whoever took part
    r"(?:the |this |our )?(?:(?:present|current|same|previous|entire|whole) )?(?:stud(?:y|ies)|trials?|analys[ei]s|series|surveys?|reports?)|I\s?2|"
    r"(?:an? )?(?:median|mean) follow-?up(?: \w+)?|(?:the |two |three |both |other |all )*(?:other|treatment|study|intervention|patient|trial) groups",
    re.IGNORECASE,
)
#: What stands for the order of groups that have none.
_NO_ORDER: Final = -99
#: Kinds of figures that compare.
_COMPARING: Final = frozenset({"ratio", "difference", "p_value"})
#: A comparison has two.
_SIDES: Final = 2
#: How many stretches of words a figure points to are looked at.
_MOST: Final = 2


def candidates(
    context: SentenceContext,
    figure: Figure,
    ruled: Group | None,
    pointing: Pointing,
    role: Role,
    others: Sequence[Group] = (),
) -> list[tuple[Group | None, str]]:
    """Whose a figure may be, with how that is known; first the rules' choice. None is called as another.

    Args:
        context: the sentence, with the groups that the rules find.
        figure: the figure.
        ruled: the rules' choice.
        pointing: where the figure points.
        role: whether the figure's own group is asked, or the one that it is compared with.
        others: other groups that it may be.
    """
    found: list[tuple[Group | None, str]] = [(ruled, "rules"), (None, "none")]
    # `one patient with fever`: whom a figure counts is not of whom it is a part.
    found += [(group, "sentence") for group in context.groups if not group.span.overlaps(figure.span)]
    pointed = (span for span in pointing.names(role, _MOST) if not _names_all(context, span))
    named = (group_named(context, span) for span in pointed)
    found += [(group, "pointed") for group in named if group is not None and not _is_everybody(context, figure, group)]
    found += [(group, "beside") for group in context.figure_groups if group is not None]
    found += [(arm, "arm") for arm in arms_of(context, pointing)]
    found += [(group, "other") for group in others]
    called_so: dict[str, tuple[Group | None, str]] = {}
    for group, source in found:
        if source == "rules" or group is None or _is_one(context, group.name):
            called_so.setdefault(_key(group), (group, source))
    return list(called_so.values())


def _is_everybody(context: SentenceContext, figure: Figure, group: Group) -> bool:
    """Whether a group is called by what a study of one group gave, where nothing is set against it.

    A ratio is told of it all the same; and a sentence without a study around it tells of it as of a group.
    """
    compares = bool(context.groups) or figure.kind in _COMPARING
    told_elsewhere = any(
        role in _TELL_STUDY for place, role in enumerate(context.study.roles) if place != context.index
    )
    called_so = is_called_so(group.name, group) or names_recipients(group.name)
    return told_elsewhere and not compares and called_so and is_whole_study(group, context.study)


#: Where a study is told of.
_TELL_STUDY: Final = frozenset({"title", "objective", "methods"})


def _names_all(context: SentenceContext, span: Span) -> bool:
    """Whether words elsewhere name what all patients of a study of one group received, or stand in its title."""
    if len(context.study.arms) >= _SIDES or context.sentence.contains(span):
        return False
    passage = passage_at(context.document.passages, span.start)
    words = span.of(context.document.text).lower()
    given = any(therapy.name in words for therapy in context.study.therapies)
    return given or (passage is not None and passage.kind == "title")


def _is_one(context: SentenceContext, name: str) -> bool:
    """Whether a name is that of one group: not of whoever took part, nor of several, each with a figure of its own."""
    together = _EACH_OF_ITS_OWN.search(context.words) and _SEVERAL.search(name)
    return not together and _EVERYBODY.fullmatch(name) is None


def _key(group: Group | None) -> str:
    return " ".join(group.name.lower().split()) if group is not None else ""


def arms_of(context: SentenceContext, pointing: Pointing) -> list[Group]:
    """The study's arms as groups, each where it is last named near a figure."""
    found: list[Group] = []
    for arm in context.study.arms:
        at = places_of(context, pointing, arm.name)
        found.append(Group(at[-1] if at else Span(0, 0), arm.name, arm.therapies, arm))
    return found


def group_named(context: SentenceContext, span: Span) -> Group | None:
    """The group that some words name: one that the rules know, else whatever they describe; None where they name none."""
    words = with_denial(context.folded, _trimmed(context, span))
    figured = any(figure.span.overlaps(words) for figure in context.figures)
    name = words.of(context.document.text)
    measured = any(words_of(name) <= words_of(each.text) for each in context.measures if each.code != "OTHER")
    if figured or measured or _STUDY.fullmatch(name) or _NOBODY.fullmatch(name):
        return None
    known = [group for group in context.groups if group.span.overlaps(words)]
    if known:
        return max(known, key=lambda group: overlap(group.span, words))
    return named_group(context.document.text, words, context.study.arms, context.mentions)


def _trimmed(context: SentenceContext, words: Span) -> Span:
    text = words.of(context.document.text)
    left = len(text) - len(text.lstrip(" ,;:()[]"))
    right = len(text) - len(text.rstrip(" ,;:()[]"))
    return Span(words.start + left, words.end - right) if left + right < len(text) else words


def places_of(context: SentenceContext, pointing: Pointing, name: str) -> list[Span]:
    """Wherever near a figure a group's name stands."""
    window = pointing.window.span
    found = _told(name).finditer(context.document.text, window.start, window.end)
    return [Span(match.start(), match.end()) for match in found]


@lru_cache(maxsize=512)
def _told(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def cases(
    context: SentenceContext,
    figure: Figure,
    way: str,
    pointing: Pointing,
    role: Role,
    found: Sequence[tuple[Group | None, str]],
) -> list[tuple[int, ...]]:
    """The case of each candidate, a number for each of :data:`COLUMNS`.

    Args:
        context: the sentence, with the groups that the rules find.
        figure: the figure.
        way: how they found the figure's.
        pointing: where it points.
        role: whether its own group is asked, or the one that it is compared with.
        found: the candidates, that of the rules first.
    """
    own = found[0][0]
    index = next((n for n, each in enumerate(context.figures) if each is figure), None)
    other: Role = "group" if role == "comparator" else "comparator"
    nothing = pointing.nothing(role)
    places = [_all_places(context, pointing, group) for group, _ in found]
    shares = [
        nothing if group is None else min(1.0, sum(pointing.share(role, place) for place in at))
        for (group, _), at in zip(found, places, strict=True)
    ]
    alike = (*of_figure(context, figure), *around(context, figure.span))
    pointed = pointing.names(role, 1)
    of_rules = words_of(own.name if own is not None else None)
    last = context.figures[index - 1] if index else None
    before = context.figure_groups[index - 1] if index else None
    place_of_last = next((n for n, each in enumerate(context.groups) if before and each.name == before.name), -1)
    gap = context.folded[last.span.end : figure.span.start] if last is not None else ""
    of_last = (
        int(last is not None and linked(last, figure, context.folded)),
        int(bool(_AGAINST.search(gap))),
        int(last is not None and before is None),
        int(last is not None and last.kind == figure.kind),
    )
    after = context.figure_groups[index + 1] if index is not None and index + 1 < len(context.figures) else None
    text = context.folded.lower()
    sizes = {arm.total for arm in context.study.arms if arm.total}
    told = context.groups
    made: list[tuple[int, ...]] = []
    for (group, source), at, share in zip(found, places, shares, strict=True):
        place = _nearest(at, figure.span)
        name = group.name if group is not None else ""
        words = words_of(name)
        arm = group.arm if group is not None else None
        order = next((n for n, each in enumerate(told) if group is not None and each.name == group.name), -1)
        size = group.size or (arm.total if arm is not None else None) if group is not None else None
        together = max((overlap(each, p) for each in pointed for p in at), default=0)
        span = place if place is not None else Span(0, 0)
        made.append(
            (
                int(source == "rules"),
                number_of(way, _WAYS),
                number_of(source, _SOURCES),
                int(group is None),
                int(own is None),
                thousandths(share),
                thousandths(shares[0]),
                thousandths(max(shares)),
                thousandths(nothing),
                round(100 * together / max(1, len(span))),
                max((len(each) for each in pointed), default=0),
                thousandths(sum(pointing.share("measure", p) for p in at)),
                thousandths(sum(pointing.share(other, p) for p in at)),
                int(arm is not None),
                sum(bool(words_of(a.name)) and words_of(a.name) <= words for a in context.study.arms),
                len(group.therapies) if group is not None else 0,
                int(group is not None and group.is_open),
                len(group.excluded) if group is not None else 0,
                int(bool(CONTROL.search(name))),
                sum(m.span.overlaps(p) for m in context.measures for p in at),
                sum(e.type in ("disease", "adverse_event") and e.span.overlaps(span) for e in context.mentions),
                int(any(each.overlaps(span) for each in context.study.outcomes)),
                len(words),
                len(name),
                sum(each.isdigit() for each in name),
                int(bool(_SHORT_FORM.search(name))),
                int(before is not None and group is not None and before.name == group.name),
                int(after is not None and group is not None and after.name == group.name),
                sum(context.sentence.contains(p) for p in at),
                text.count(name.lower()) if name else 0,
                int(place is not None and context.sentence.contains(place)),
                sum(between(g.span, place, figure.span) for g in told),
                len(words & of_rules),
                order,
                len(told) - order if order >= 0 else -1,
                int(size is not None and size in (figure.total, figure.people)),
                int(bool(sizes)),
                int(group is not None and describes(group, figure)),
                sum(
                    each is not None and group is not None and each.name == group.name for each in context.figure_groups
                ),
                int(bool(words) and words < of_rules),
                int(bool(of_rules) and of_rules < words),
                order - place_of_last if order >= 0 <= place_of_last else _NO_ORDER,
                *of_last,
                *standing_words.standing(context, figure.span, place),
                *of_place(context, figure, place),
                *alike,
            )
        )
    return made


def _all_places(context: SentenceContext, pointing: Pointing, group: Group | None) -> list[Span]:
    """Wherever a group is told near a figure, its own place among them."""
    if group is None:
        return []
    found = places_of(context, pointing, group.name)
    if len(group.span) and pointing.window.span.contains(group.span):
        found = [place for place in found if not place.overlaps(group.span)] + [group.span]
    return found


def _nearest(places: Sequence[Span], figure: Span) -> Span | None:
    return min(places, key=lambda p: max(p.start - figure.end, figure.start - p.end), default=None)
