"""The two groups that a ratio, a difference or a p-value compares."""

from __future__ import annotations

import re

from pipeline.extract.findings.arms import THERAPY_TYPES
from pipeline.extract.findings.arms.patterns import CONTROL
from pipeline.extract.findings.comparisons import Comparison, comparison_for, is_sure
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import SURVIVAL
from pipeline.extract.findings.named_sides import ALL_GROUPS, BEFORE_AND_AFTER, named_sides
from pipeline.extract.findings.statistics import is_bracketed_change
from pipeline.schema import Span

_BASELINE = re.compile(
    r"\b(?:baseline|from baseline|pre-?treatment|before (?:and|treatment)|within[- ]group|over time)\b", re.IGNORECASE
)
_COMPARES = re.compile(
    r"(?i:\b(?:than|versus|vs\.?|v|compared|comparison|between|superior|inferior|better|worse|longer|shorter|higher|lower|greater|fewer|more|less|favou?r\w*|relative to|differences?|both (?:arms|groups)|hazards?|odds|(?:risk|rate) ratios?|(?:effect|treatment) (?:sizes?|effects?)|associated with)\b)|\b(?:HR|OR|RR)\b"
)
#: What changed within a group, when nothing is set against another.
CHANGED = re.compile(
    r"\b(?:increas|decreas|improv|reduc|ros[ei]|declin|chang|fell|fall|drop|deteriorat|worsen|lower|rais|elevat|gain)\w*|\b(?:over time|baseline)\b",
    re.IGNORECASE,
)
#: What is told once of each patient has no baseline.
ONCE = SURVIVAL | {"ORR", "CR", "PR", "DEATH", "RELAPSE", "NRM"}
#: A change within each group, and words that set groups against one another.
_OF_BASELINE = r" (?:(?:those|that|values?|levels?) (?:at|of) )?(?:the )?(?:baseline|pre-?treatment)"
_FROM_BASELINE = re.compile(
    rf"\b(?:relative to|from|than|compared (?:with|to)|versus|vs\.?){_OF_BASELINE}\b", re.IGNORECASE
)
_BETWEEN_GROUPS = re.compile(
    rf"\b(?:between|(?:than|compared (?:with|to)|versus|vs\.?|relative to)(?!{_OF_BASELINE}))\b",
    re.IGNORECASE,
)
#: A sentence on what goes with an outcome tells nothing of the arms.
PROGNOSTIC = re.compile(
    r"\b(?:associat\w+|predict\w+|prognos\w+|(?:uni|multi)varia\w+|correlat\w+|risk factors?|independent\w*)\b",
    re.IGNORECASE,
)
_OPPOSED = re.compile(
    r"\b(?:in|for|of|with|among)\s+(?:the\s+)?(?P<left>(?:[\w/+-]+\s){0,5}?[\w/+-]+)\s+(?:as\s+)?(?:compared (?:to|with)|versus|vs\.?|than (?:in|for|with|those with|among)?)\s*"
    r"(?:the\s+|those\s+)?(?P<right>(?:[\w/+-]+\s){0,6}?[\w/+-]+)(?=\s+(?:was|were|had|is|are)\b|\s*[,.;:()])",
    re.IGNORECASE,
)


def sides(
    context: SentenceContext, figure: Figure | None, group: Group | None, at: Span, measure: str = "OTHER"
) -> tuple[Group | None, Group | str | None]:
    """The two groups that a contrast compares.

    Two groups that the sentence names come first; then one group against its own baseline, where nothing is compared;
    then the words around `compared with`; last the study's two arms.
    """
    changes = measure not in ONCE and (figure is None or figure.kind != "ratio")
    named = named_sides(context)
    own = _FROM_BASELINE.search(context.words) and not _BETWEEN_GROUPS.search(context.words)
    if changes and own and (group is not None or len(named) == 1):
        return group or named[0], "baseline"
    if changes and len(named) < 2 and any(BEFORE_AND_AFTER.fullmatch(g.name) for g in context.groups):
        return named[0] if named else None, "baseline"
    compared = _told_behind(context, at) or comparison_for(context.comparisons, at)
    if compared is not None and compared.second is not None and group in (None, compared.first, compared.second):
        if changes and all(BEFORE_AND_AFTER.fullmatch(side.name) for side in (compared.first, compared.second)):
            return named[0] if named else None, "baseline"
        return compared.first, compared.second
    against = _against(context, at)
    if against is not None:
        others = [g for g in named if g.span.end <= at.start and g.name.lower() != against.name.lower()]
        told = group if group is not None and group.name != against.name else others[-1] if others else None
        if told is not None and (told.arm is None or told.arm != against.arm):
            return told, against
    of_arms = [g for g in named if g.arm is not None]
    if len(of_arms) == 2 and (group is None or group.arm is not None):
        # What else the sentence names is when, among whom or of what the two arms are compared.
        named = of_arms
    if len(named) >= 2:
        first, second = named[0], named[1]
        if group is not None and group.name != first.name:
            first, second = group, first if first.name != group.name else second
        if _is_control(first) and not _is_control(second):
            first, second = second, first
        return first, second
    compares = bool(_COMPARES.search(context.words))
    moved = figure is not None and (
        figure.main.surface[:1] in "+-−–" or is_bracketed_change(figure, context.folded, context.sentence)
    )
    over_time = figure is None and _OVER_TIME.search(context.words) is not None
    each = bool(_EACH.search(context.words)) and not _BETWEEN_GROUPS.search(context.words)
    if (
        changes
        and not _against_placebo(context, named, figure)
        and (each or not compares)
        and (moved or CHANGED.search(context.words))
        and (named or moved or each or over_time)
    ):
        return named[0] if named else group, "baseline"
    if opposed := _OPPOSED.search(context.folded, context.sentence.start, context.sentence.end):
        span = Span(opposed.start("left"), opposed.end("left"))
        right = Span(opposed.start("right"), opposed.end("right"))
        if named and right.contains(named[0].span):
            # The group that is named is the one compared with: the other is the sentence's subject.
            return _first_therapy(context, right.start), named[0]
        left = named[0] if named else Group(span, span.of(context.document.text), ())
        return left, opposed["right"]
    arms = context.study.arms
    if len(arms) == 2 and (named or not PROGNOSTIC.search(context.words)):
        at = context.sentence
        pair = [Group(Span(at.start, at.start), arm.name, arm.therapies, arm) for arm in arms]
        if named and named[0].arm is not None:
            pair.sort(key=lambda g: g.arm != named[0].arm)
            if _is_control(pair[0]) and not _is_control(pair[1]):
                pair.reverse()
        elif _is_tested(pair[1], pair[0], context):
            pair.reverse()
        return pair[0], pair[1]
    if group is None and named:
        group = named[0]
    if group is not None and changes and _BASELINE.search(context.words):
        return group, "baseline"
    if group is not None and compares and _is_control(group):
        # `improved more than in the control group`: what is compared with it has no name here.
        return _first_therapy(context, group.span.start), group
    if group is None and compares and not PROGNOSTIC.search(context.words):
        return _told_before(context)
    return group, None


#: How many sentences back the two groups of a study may be told.
_BACK = 6


def _told_before(context: SentenceContext) -> tuple[Group | None, Group | None]:
    """The two groups compared last before a sentence that compares and names none (`a difference between the groups`)."""
    earlier = context.before
    for _ in range(_BACK):
        # What a paper quotes compares the groups of another study.
        if earlier is None or earlier.attribution != context.attribution:
            break
        pair = next(((c.first, c.second) for c in reversed(earlier.comparisons) if c.second is not None), None)
        named = named_sides(earlier)
        if pair is None and len(named) == 2:
            pair = named[0], named[1]
        if pair is not None and all(is_sure(side, ()) for side in pair):
            return (pair[1], pair[0]) if _is_control(pair[0]) and not _is_control(pair[1]) else pair
        earlier = earlier.before
    return None, None


def _against_placebo(context: SentenceContext, named: list[Group], figure: Figure | None) -> bool:
    """`A significant reduction in fatigue with A (p = 0.02)`: in a trial against placebo, more than with placebo."""
    arms = context.study.arms
    if figure is not None or len(arms) != 2 or len(named) != 1 or _BASELINE.search(context.words):
        return False
    own = named[0].arm
    other = next((arm for arm in arms if arm != own), None)
    return own is not None and not own.control and other is not None and bool(_PLACEBO.search(other.name))


_PLACEBO = re.compile(r"\b(?:placebo|sham|vehicle)\b", re.IGNORECASE)


#: Words that can tell of nothing but a change, whoever is named.
_OVER_TIME = re.compile(
    r"\b(?:did not change|unchanged|(?<!were )(?<!was )changed|over time|(?:from|since) (?:baseline|pre)|pre-? ?(?:to|and) post)\b",
    re.IGNORECASE,
)
#: A change that each arm showed.
_EACH = re.compile(
    r"\b(?:both|all|each|either|the two|the three)\s(?:of the\s)?(?:(?:treatment|study|intervention|patient)\s)?(?:groups?|arms?|conditions|treatments)\b",
    re.IGNORECASE,
)


def sides_of_each(context: SentenceContext, left: Group | None, right: Group | str | None) -> list[Group | None]:
    """The groups that changed from their baseline, each a row of its own where the sentence says so of all arms."""
    arms = context.study.arms
    named = (
        left is not None and not ALL_GROUPS.fullmatch(left.name) and any(left.span == g.span for g in context.groups)
    )
    if right != "baseline" or named or len(arms) < 2 or not _EACH.search(context.words):
        return [left]
    at = Span(context.sentence.start, context.sentence.start)
    return [Group(at, arm.name, arm.therapies, arm) for arm in arms]


#: `p = 0.55 for A versus B`
_FOR = re.compile(
    r"\s?[)\]]?\s?(?:,\s)?(?:for|in)?\s?(?:the\s)?(?:comparison (?:of|between)\s)?(?:the\s)?", re.IGNORECASE
)


def _told_behind(context: SentenceContext, at: Span) -> Comparison | None:
    """The comparison that a figure is told of right behind it (`p = 0.55 for A versus B`)."""
    return next(
        (
            each
            for each in context.comparisons
            if each.span.start >= at.end and _FOR.fullmatch(context.folded, at.end, each.span.start)
        ),
        None,
    )


#: `HR 0.43; p = 0.006 versus low dose`: what a figure is told against, right behind it.
_AGAINST = re.compile(
    r"\s?[)\]]?(?:\s?[;,]?\s?p\s?[=<>≤]\s?[\d.]{1,8})?,?\s?(?:vs\.?|versus|compared (?:with|to)|relative to|than)\s(?:in\s|with\s|for\s|the\s)*"
    r"(?P<name>[A-Za-z][^.;:,()\[\]]{1,50}?)(?=\s?[.;:,)\]]|\sand\s|$)",
    re.IGNORECASE,
)


def _against(context: SentenceContext, at: Span) -> Group | None:
    """What a figure is set against by the words right behind it."""
    found = _AGAINST.match(context.folded, at.end, context.sentence.end)
    if found is None:
        return None
    span = Span(found.start("name"), found.end("name"))
    known = next((g for g in context.groups if g.span.overlaps(span)), None)
    if known is None and BEFORE_AND_AFTER.fullmatch(found["name"]):
        return None
    return known or Group(span, " ".join(span.of(context.document.text).split()), ())


def _first_therapy(context: SentenceContext, end: int) -> Group | None:
    """The therapy that a sentence speaks of first, as a group of its own."""
    for mention in context.mentions:
        if mention.type in THERAPY_TYPES and mention.concepts and mention.span.end <= end:
            return Group(mention.span, mention.surface, mention.concepts[:1])
    return None


def _is_control(group: Group) -> bool:
    return bool(CONTROL.search(group.name)) if group.arm is None else group.arm.control


#: A title is no longer than this.
_TITLE = 300


def _is_tested(one: Group, other: Group, context: SentenceContext) -> bool:
    """Whether one group rather than another is what the study tests: no control, given more, or named in the title alone."""
    if _is_control(one) != _is_control(other):
        return _is_control(other)
    mine, theirs = set(one.therapies), set(other.therapies)
    if mine != theirs and (mine > theirs or theirs > mine):
        return mine > theirs
    title = context.folded[:_TITLE].split("\n")[0].lower()
    named = [
        any(len(alias) > 1 and alias in title for alias in g.arm.aliases) if g.arm else False for g in (one, other)
    ]
    return named[0] and not named[1]


def name_of(side: Group | str | None) -> str | None:
    """The name of a side: a group's, or the words that stand for one."""
    return side.name if isinstance(side, Group) else side
