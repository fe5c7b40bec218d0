"""The two sides that a sentence compares: `fewer deaths in A than in B`, `A versus B`, `compared with B, A had`.

A sentence that compares names each side once and tells the pairs of figures wherever they fit: `nausea (a vs b) and
rash (c vs d) were lower with A`. What is named first is not always told first: what something is *compared with* is the
second side wherever it stands. The sides are read as noun phrases, so that they need be no arm that is known already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.findings.arms import Arm, therapies_within
from pipeline.extract.findings.groups import Group
from pipeline.schema import Mention, Span

#: What is longer, in characters, is no sentence that compares: cells of a table, or worse.
LONGEST_SENTENCE = 4000
#: Words of a side: no number, no verb, no mark; a bracket may explain it (`the control group (n = 40)`).
_WORD = (
    r"(?!(?:was|were|had|has|have|is|are|did|than|compared|versus|vs|and|or|but|while|whereas|respectively|at|after|"
    r"during|before|by|over|showed|experienced|reported|achieved|significantly|markedly|also|clearly|effectively|p)\b)[^\W\d][\w+/®'-]*(?:\s\d{2,3}(?![\d.]|\s*%))?|(?:\d-weekly)"
)
_SIDE = rf"(?:(?:{_WORD})(?:\s+(?:{_WORD})){{0,6}}?)"
_EXPLAINED = r"(?:\s*\([^()]{1,40}\))?"
_ENDS = (
    r"(?=\s*(?:[,;:.()\[\]]|$)|\s+on\s(?:post|days?\b)|\s+within\s\d|\s+(?:at|after|during|before|by|over|in terms|with respect|regarding|respectively|and|but|"
    r"while|whereas|was|were|had|did|\d|p\s*[=<>])(?!\w))"
)
_LEAD = r"(?:(?:in|with|for|among|by|of|on|from|to|under|between|receiving)\s+)?(?:(?:the|those|that|patients|women|men|children|participants|subjects|cases)\s+(?:(?:in|on|with|of|receiving|given|treated with|randomi[sz]ed to|assigned to)\s+)?(?:the\s+)?)?"
_WITH = (
    r"(?:than|(?:as\s+)?compared\s+(?:with|to)|in comparison (?:with|to)|relative to|versus|vs\.?(?=\s)|as opposed to)"
)
#: Words within a sentence; a point is one of a number.
_TEXT = r"(?:[^.;]|\.(?=\d))"
_IN = r"(?:in|with|for|among|by|on|from|receiving|randomi[sz]ed to|assigned to|allocated to)"

#: What else is said of the patients of a side.
_TELLING = (
    r"\w+ly|demonstrated|displayed|exhibited|gained|lost|lived|survived|spent|scored|performed|recovered|resolved|returned|"
    r"responded|reached|required|needed|used|consumed|declined|tended|remained|provided"
)
_PATTERNS = (
    # `hazard ratio comparing the highest with the lowest quintile`
    re.compile(
        rf"\b(?:comparing|comparison of)\s+{_LEAD}(?P<first>{_SIDE}){_EXPLAINED}\s+(?:with|to|and|against|versus|vs\.?)\s+{_LEAD}(?P<second>{_SIDE}){_ENDS}",
        re.IGNORECASE,
    ),
    # `Compared with B, patients in A had ...`
    re.compile(
        rf"(?:^|[;:]\s+|\.\s+|,\s+)(?:when |as )?(?:compared\s+(?:with|to)|relative to|in comparison (?:with|to))\s+{_LEAD}(?P<second>{_SIDE}){_EXPLAINED},\s+(?:(?:significantly\s+)?(?:more|fewer)\s+)?{_LEAD}(?P<first>{_SIDE}){_EXPLAINED}\s+(?:was|were|had|has|did|show\w*|experienc\w+|report\w*|achiev\w+|significantly|receiv\w+|led|resulted|improv\w+|reduc\w+|increas\w+|shifted)\b",
        re.IGNORECASE,
    ),
    # `fewer deaths in A than in B`, `in the A group (n = 4) compared with B`
    re.compile(
        rf"\b{_IN}\s+(?:(?:the|those|patients|women|men|children|participants|subjects)\s+(?:(?:in|on|with|receiving|given|treated with|randomi[sz]ed to|assigned to)\s+)?(?:the\s+)?)?(?P<first>{_SIDE}){_EXPLAINED},?\s+{_WITH}\s+{_LEAD}(?P<second>{_SIDE}){_ENDS}",
        re.IGNORECASE,
    ),
    # `A had significantly fewer deaths than B`
    re.compile(
        rf"(?:^|[;:]\s+|\.\s+|,\s+|\bthat\s+)(?:(?:the|significantly more|more|fewer|patients|women|men|children|participants|subjects)\s+(?:(?:in|on|with|receiving|given|treated with|randomi[sz]ed to|assigned to)\s+)?(?:the\s+)?)?(?P<first>{_SIDE}){_EXPLAINED}\s+(?:was|were|had|has|have|did|show\w*|experienc\w+|report\w*|achiev\w+|led|resulted|improv\w+|reduc\w+|increas\w+|produc\w+|yielded)\b{_TEXT}{{3,140}}?\s(?:{_WITH}|(?:superior|inferior)\s+to)\s+{_LEAD}(?P<second>{_SIDE}){_ENDS}",
        re.IGNORECASE,
    ),
    # `no difference between A and B`, `in both A and B`
    re.compile(
        rf"\b(?:between|both)\s+{_LEAD}(?P<first>{_SIDE}){_EXPLAINED}\s+and\s+{_LEAD}(?P<second>{_SIDE}){_ENDS}",
        re.IGNORECASE,
    ),
    # `with combination therapy and monotherapy, respectively`
    re.compile(
        rf"\b{_IN}\s+(?:the\s+)?[\"'\u201c]?(?P<first>{_SIDE})[\"'\u201d]?{_EXPLAINED}\s+(?:and|or)\s+(?:{_IN}\s+)?(?:the\s+)?[\"'\u201c]?(?P<second>{_SIDE})[\"'\u201d]?(?:\s+(?:groups?|arms?|patients|cohorts?))?{_EXPLAINED}\s*,?\s+respectively\b",
        re.IGNORECASE,
    ),
    # `A (47 patients) and B (45 patients) had ... a and b, respectively`
    re.compile(
        rf"(?:^|[;:]\s+|\.\s+|(?-i:[A-Z]{{4,}})\s+)(?:the\s+)?(?P<first>{_SIDE}){_EXPLAINED}\s+and\s+(?:the\s+)?(?P<second>{_SIDE}){_EXPLAINED}(?:\s+(?:groups?|arms?|patients))?\s+(?:was|were|had|have|show\w*|requir\w+|produc\w+|resulted|achiev\w+|experienc\w+)\b(?=[^;]*\brespectively\b)",
        re.IGNORECASE,
    ),
    # `rates for A and B were`
    re.compile(
        rf"\b(?:for|in|with|of)\s+(?:the\s+)?(?P<first>{_SIDE})\s+and\s+(?:the\s+)?(?P<second>{_SIDE})(?:\s+(?:groups?|arms?|patients))?(?=\s+(?:was|were|of)\s+[-+<>~]?\s?\d)",
        re.IGNORECASE,
    ),
    # `adverse events (high dose/low dose) were`
    re.compile(rf"\(\s*(?P<first>{_SIDE})\s*(?:/|\s(?:vs\.?|versus)\s)\s*(?P<second>{_SIDE})\s*\)", re.IGNORECASE),
    # `was higher after A as compared to B`
    re.compile(
        rf"\b(?:after|following)\s+(?:the\s+)?(?P<first>{_SIDE}){_EXPLAINED},?\s+{_WITH}\s+(?:after\s+)?{_LEAD}(?P<second>{_SIDE}){_ENDS}",
        re.IGNORECASE,
    ),
    # `A versus B`, `in A and B practices`
    re.compile(
        rf"\b(?:of|for|in|with)\s+(?:the\s+)?(?P<first>{_SIDE})\s+(?:versus|vs\.?)\s+(?:the\s+)?(?P<second>{_SIDE}){_ENDS}",
        re.IGNORECASE,
    ),
)
#: `navigated patients resolved more quickly than the controls`: whatever verb, where the first can be nothing but a side.
_TOLD_OF_PATIENTS = re.compile(
    rf"(?:^|[;:]\s+|\.\s+|,\s+|\bthat\s+|\b(?:however|moreover),?\s+)(?:the\s+)?(?P<first>{_SIDE}){_EXPLAINED}\s+(?:{_TELLING})\b{_TEXT}{{3,140}}?\s{_WITH}\s+{_LEAD}(?P<second>{_SIDE}){_ENDS}",
    re.IGNORECASE,
)
#: `were lower in patients randomised to A`: the side that the comparison speaks of, the other left unnamed.
_ONE_SIDED = re.compile(
    rf"\b(?:higher|lower|greater|fewer|more|less|better|worse|longer|shorter|larger|smaller|improved|reduced|increased|decreased|superior|inferior)\b[^.;:()]{{0,60}}?\s{_IN}\s+{_LEAD}(?P<first>{_SIDE}){_ENDS}",
    re.IGNORECASE,
)
#: Names that can be nothing but a group of patients.
_SURE_SIDE = re.compile(
    r"\b(?:group|arm|patients|women|men|children|participants|controls?|condition)\b|^[A-Z][A-Z0-9+/-]{1,8}$"
)
#: No side of a comparison of patients.
_NO_SIDE = re.compile(
    r"^(?:the|a|an|baseline|before|those|that|this|it|these|controls? of|all|both|each|either|other|others|expected|usual|previous\w*|"
    r"groups?|arms?|patients|time|(?:the )?(?:two|three|four)\b.*|treatments?|study|trial|first|second|months?|years?|weeks?|days?|"
    r"median|mean|rates?|any|no|more|less|fewer|\w+ (?:and|or))$|^(?:of|in|for|with|after|to|by|at|from|greater|lower|higher|fewer|more|less|larger|smaller|better|worse|longer|shorter|increased|decreased|reduced|improved|significant\w*)\s|^(?:pre|post)-?\s?(?:treatment|test|operative)|"
    r"\b(?:baseline|survival|rate|rates|response|incidence|months|years|weeks|score|scores|level|levels|mortality|toxicity|risk|difference|reference|expected|time|interval|ci)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides in the order in which a pair of figures tells of them.

    Attributes:
        first: what the sentence speaks of.
        second: what it is compared with; None where the sentence leaves it unnamed.
        span: from the beginning of the side named first to the end of the other.
    """

    first: Group
    second: Group | None
    span: Span


def find_comparisons(
    text: str,
    folded: str,
    sentence: Span,
    groups: Sequence[Group],
    arms: Sequence[Arm],
    mentions: Sequence[Mention],
) -> list[Comparison]:
    """The comparisons of a sentence, in order, each place of it used once.

    Args:
        text: verbatim text.
        folded: the same, folded.
        sentence: where to look.
        groups: the groups that are known in it: a side that overlaps one is that one.
        arms: the study's arms: a side that goes by the name of one is that one.
        mentions: mentions of the document, for the therapies that a side names.
    """
    found = _of_known(folded, sentence, groups)
    if len(sentence) > LONGEST_SENTENCE:
        return found
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded, sentence.start, sentence.end):
            first = _side(Span(match.start("first"), match.end("first")), text, groups, arms, mentions)
            second = _side(Span(match.start("second"), match.end("second")), text, groups, arms, mentions)
            if first is not None and second is None:
                second = _lettered(first, Span(match.start("second"), match.end("second")), text, arms)
            if first is None or second is None or first.name.lower() == second.name.lower():
                continue
            first = _with_noun(first, second)
            span = first.span.cover(second.span)
            if not any(span.overlaps(other.span) for other in found):
                found.append(Comparison(first, second, span))
    if not found:
        for match in _TOLD_OF_PATIENTS.finditer(folded, sentence.start, sentence.end):
            first = _side(Span(match.start("first"), match.end("first")), text, groups, arms, mentions)
            second = _side(Span(match.start("second"), match.end("second")), text, groups, arms, mentions)
            if (
                first
                and second
                and is_sure(first, groups)
                and is_sure(second, groups)
                and first.name.lower() != second.name.lower()
            ):
                found.append(Comparison(first, second, first.span.cover(second.span)))
    if not found:
        for match in _ONE_SIDED.finditer(folded, sentence.start, sentence.end):
            side = _side(Span(match.start("first"), match.end("first")), text, groups, arms, mentions)
            if side is not None and is_sure(side, groups):
                found.append(Comparison(side, None, side.span))
    return sorted((_of_arms(comparison, groups) for comparison in found), key=lambda comparison: comparison.span)


def _of_arms(comparison: Comparison, groups: Sequence[Group]) -> Comparison:
    """`In A, fewer died of cancer than in B`: an arm is compared with the arm named before it, not with what stands between."""
    first, second = comparison.first, comparison.second
    if second is None or first.arm is not None or not (second.arm or is_sure(second, groups)):
        return comparison
    if second.arm is None and is_sure(first, groups):
        return comparison
    others = [g for g in groups if g.arm and g.arm != second.arm and g.span.end <= min(first.span, second.span).start]
    return Comparison(others[-1], second, others[-1].span.cover(comparison.span)) if others else comparison


#: Between two groups that are compared.
_COMPARED = re.compile(rf"{_TEXT}{{0,60}}?\b{_WITH}\s(?:{_TEXT}{{0,24}}\s)?", re.IGNORECASE)
_COMPARED_FIRST = re.compile(
    r"(?:^|[;:]\s+|\.\s+|,\s+)(?:when |as )?(?:compared\s+(?:with|to)|relative to|in comparison (?:with|to))\s(?:[^.;,]{0,16}\s)?$",
    re.IGNORECASE,
)


def _of_known(folded: str, sentence: Span, groups: Sequence[Group]) -> list[Comparison]:
    """The comparisons of groups that are known in a sentence, by the words between two neighbours."""
    found: list[Comparison] = []
    for left, right in pairwise(groups):
        if left.name.lower() == right.name.lower():
            continue
        gap = folded[left.span.end : right.span.start]
        if _COMPARED_FIRST.search(folded[sentence.start : left.span.start]) and gap.lstrip("s").startswith(","):
            found.append(Comparison(right, left, left.span.cover(right.span)))
        elif _COMPARED.fullmatch(gap):
            found.append(Comparison(left, right, left.span.cover(right.span)))
    return found


def is_sure(side: Group, groups: Sequence[Group]) -> bool:
    """Whether a side is one by its own words: a group that is known, a therapy, an arm, people.

    Args:
        side: the side.
        groups: the groups that are known in its sentence.
    """
    return bool(side in groups or side.therapies or side.arm or _SURE_SIDE.search(side.name))


def _side(
    span: Span, text: str, groups: Sequence[Group], arms: Sequence[Arm], mentions: Sequence[Mention]
) -> Group | None:
    """The group that a phrase names; None where it names none that could be compared."""
    known = next((group for group in groups if group.span.overlaps(span)), None)
    if known is not None:
        return known
    name = " ".join(span.of(text).split())
    letter = len(name) < 2 and any(name.lower() in arm.aliases for arm in arms)
    if not letter and (_NO_SIDE.search(name) or len(name) < 2):
        return None
    alias = name.lower().removesuffix(" group").removesuffix(" arm")
    arm = next((arm for arm in arms if alias in arm.aliases), None)
    return Group(span, name, arm.therapies if arm else therapies_within(span, mentions), arm)


def set_apart(comparison: Comparison, folded: str) -> bool:
    """Whether words like `than` and `versus` stand between the sides: what is set apart so is compared, whatever it is."""
    if comparison.second is None:
        return False
    left, right = sorted((comparison.first.span, comparison.second.span))
    return re.search(rf"\b{_WITH}", folded[left.end : right.start]) is not None


_EXTREME = re.compile(r"(?:high|low|upp|great|small|long|short)(?:er|est)?|top|bottom|first|last", re.IGNORECASE)


def _with_noun(first: Group, second: Group) -> Group:
    """The first of `the highest with the lowest quintile`, by the noun of the second."""
    words = second.name.split()
    if len(words) < 2 or not all(_EXTREME.fullmatch(word) for word in (first.name, words[0])):
        return first
    return replace(first, name=" ".join((first.name, *words[1:])))


_LETTERED = re.compile(r"(?P<noun>group|arm|cohort)\s(?:[A-H]|[1-4]|I{1,3}V?)", re.IGNORECASE)


def _lettered(first: Group, span: Span, text: str, arms: Sequence[Arm]) -> Group | None:
    """The second of `group A and B`, by the noun of the first."""
    noun = _LETTERED.fullmatch(first.name)
    if noun is None or not re.fullmatch(r"[A-H]|[1-4]|I{1,3}V?", span.of(text)):
        return None
    name = f"{noun['noun']} {span.of(text)}"
    arm = next((arm for arm in arms if name.lower() in arm.aliases), None)
    return Group(span, name, arm.therapies if arm else (), arm)


def comparison_for(comparisons: Sequence[Comparison], pair: Span) -> Comparison | None:
    """The comparison that a pair of figures is told of: the one around it, else the last before, else the first after."""
    around = [c for c in comparisons if c.span.overlaps(pair)]
    before = [c for c in comparisons if c.span.end <= pair.start]
    after = [c for c in comparisons if c.span.start >= pair.end]
    named = around or before[-1:] or after[:1]
    return named[0] if named else None
