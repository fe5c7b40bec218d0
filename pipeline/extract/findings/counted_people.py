"""What a count counts: people, places or words; who they are, and whether an outcome or a course is told of them."""

from __future__ import annotations

import re

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.groups import describes
from pipeline.extract.findings.happened import SEEN
from pipeline.extract.findings.reportable import UNCODED, counts_outcome

_CONTROLS = re.compile(r"^controls?$", re.IGNORECASE)


def _people(context: SentenceContext) -> list[Figure]:
    return [f for f in context.figures if f.kind == "count" and f.main.events]


def side_by_side(context: SentenceContext) -> bool:
    """Whether a sentence counts two groups of people beside each other (`40 with asthma and 35 healthy controls`)."""
    told = {
        next(
            (g.name for g in context.groups if g.arm is None and describes(g, f)),
            f.main.name if _CONTROLS.search(f.main.name or "") else None,
        )
        for f in _people(context)
    }
    return len(told - {None}) > 1


#: `40 patients with asthma and ...`
_WITH = re.compile(
    r"\s(?:with|having|diagnosed with)\s(?P<what>[^,;.()\d]{3,50}?)(?=\s(?:and|were|was)\b|[,;(])", re.IGNORECASE
)


def beside_controls(context: SentenceContext, figure: Figure) -> str | None:
    """What a count's people are called where controls are counted beside them; None where none are."""
    people = _people(context)
    controls = [f for f in people if _CONTROLS.search(f.main.name or "")]
    if not controls or len(people) < 2:
        return None
    text = context.document.text
    noun = re.sub(r"\s+", " ", text[figure.head.end : figure.main.span.end]).strip()
    if figure in controls:
        return noun or None
    what = _WITH.match(context.folded, figure.main.span.end, context.sentence.end)
    if what is not None:
        return f"{noun} {text[what.start() : what.end()].strip()}"
    return noun if " " in noun else None


#: What is counted are places and things, not those who took part; groups of people that were drawn by lot do.
_NO_PATIENTS = re.compile(
    r"\s*(?:(?!(?:were|was|had|of|in|at|from|and|with|patients|women|men|children|participants|subjects)\b)[A-Za-z-]{2,20}\s|"
    r"phase\s[\dIVab/]{1,5}\s(?:and\s)?){0,4}?"
    r"(?:sites|cent(?:er|re)s|hospitals|clinics|practices|pharmacies|schools|kindergartens|universities|wards|units|villages|communities|"
    r"clusters|countries|states|districts|institutions|"
    r"fractures|lesions|nodes|samples|specimens|biops(?:y|ies)|isolates|strains|"
    r"studies|articles|publications|trials|sessions|visits|databases|"
    r"genes|proteins|SNPs|(?:mi|m|nc|lnc)?RNAs|transcripts|metabolites|peptides|antigens|loci|"
    r"variables|items|questions|questionnaires|instruments|scales|domains|factors|regimens|chemotherapies|doses|lines)\b"
    r"(?!\s(?:were|was)\s(?:[\w-]{1,12}\s)?(?:randomi[sz]ed|assigned|allocated))|"
    # `244 women's groups`
    r"['’]s?\s(?:group|club|organi[sz]ation|cent(?:er|re)|clinic|school)s?\b",
    re.IGNORECASE,
)


def counts_places(context: SentenceContext, figure: Figure) -> bool:
    """Whether what is counted are places or things (`40 hospitals`), unless these were drawn by lot."""
    return _NO_PATIENTS.match(context.folded, figure.span.end, context.sentence.end) is not None


_PART_OF_WORD = re.compile(r"-(?=\w)")


#: `CheckMate 451 randomized patients`: what stands before a number makes one name with it.
_STUDY_NAME = re.compile(
    r"\b(?:[A-Z][a-z]+[A-Z][A-Za-z]*|CALGB|ECOG|NSABP|SWOG|RTOG|EORTC|GOG|NCIC|SAKK|IBCSG|ABCSG|KEYNOTE)[\s-](?:trial\s)?$"
)
#: So far before a number, in characters, it is looked for.
_NAME_REACH = 24


def is_part_of_name(context: SentenceContext, figure: Figure) -> bool:
    """Whether a number is part of a word or a limit: `a 3-armed trial`, `5-fluorouracil`, `≤2 prior regimens`."""
    start = figure.head.start
    named = _STUDY_NAME.search(context.document.text, max(context.sentence.start, start - _NAME_REACH), start)
    if named is not None and figure.kind in ("number", "count"):
        return True
    limit = figure.main.qualifier == "<=" or _PART_OF_WORD.match(context.folded, figure.span.end) is not None
    return figure.kind == "number" and limit


_SEXES = re.compile(r"\b(?:(?P<female>females?|women|girls)|(?:males?|men|boys))\b", re.IGNORECASE)


#: `39 men and women`: all of them.
_AND_THE_OTHERS = re.compile(r"\s(?:and|or)\s(?:women|men|girls|boys|females|males)\b", re.IGNORECASE)


def is_sex(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count tells how many were of one sex, beside the other: who the patients are, not how many."""
    name = _SEXES.fullmatch(figure.main.name or "") if figure.kind == "count" else None
    if name and _AND_THE_OTHERS.match(context.folded, figure.span.end):
        return False
    if is_sex_of_others(context, figure):
        return True
    others = (m for m in _SEXES.finditer(context.words) if name and bool(m["female"]) != bool(name["female"]))
    return next(others, None) is not None


def is_sex_of_others(context: SentenceContext, figure: Figure) -> bool:
    """Whether those of one sex are told of in brackets behind all they are of: `34 patients (aged 66 years, 22 men)`."""
    if figure.kind != "count" or not _SEXES.fullmatch(figure.main.name or ""):
        return False
    before = context.folded[context.sentence.start : figure.span.start]
    opened = max(before.rfind("("), before.rfind("["))
    if opened < 0 or ")" in before[opened:] or "]" in before[opened:]:
        return False
    at = context.sentence.start + opened
    return any(each.people and each.span.end <= at for each in context.figures)


def course_follows(context: SentenceContext, figure: Figure) -> bool:
    """Whether what the counted people received is itself reported (`15 underwent bridging HSCT`)."""
    after = context.folded[figure.span.end : context.sentence.end]
    received = re.match(
        r"\s*(?:\([^()]{1,30}\)\s*)?(?:\w+\s+){0,3}?(?:received|underwent|completed|withdrew|were (?:given|treated|bridged)|had)\b",
        after,
        re.I,
    )
    if received is None or context.role in ("methods", "objective", "title"):
        return False
    clause = figure.span.end + len(re.split(r"[.;]|, (?:and|whereas|while)\b", after)[0])
    named = any(
        figure.span.end <= m.span.start < clause and m.code in ("HSCT", "COURSE", "DISCONTINUATION")
        for m in context.measures
    )
    return named or bool(re.match(r"\s*(?:\([^()]{1,30}\)\s*)?(?:\w+\s+){0,2}?(?:completed|withdrew)", after, re.I))


def outcome_first(context: SentenceContext, figure: Figure) -> bool:
    """Whether the first thing told of the counted people is an outcome (`Five patients achieved ...`)."""
    after = context.folded[figure.span.end : context.sentence.end]
    return bool(
        re.match(
            r"\s*(?:\([^()]{1,30}\)\s*)?(?:of (?:these|them|whom)\s(?:\d+\s)?)?(?:(?:assigned to|allocated to|randomi[sz]ed to|treated with|in|on|given|receiving|who received)\s[^.;,:()]{1,50}?\s)?"
            r"(?:had|have|has|achieved|developed|experienced|died|relapsed|responded|showed|reached|obtained|attained|suffered|survived|"
            r"progressed|discontinued|required|remained|with(?:out)? (?:grade|severe|CR|complete|partial)|did not|proceeded|abandoned)\b",
            after,
            re.IGNORECASE,
        )
    )


_CLAUSE_ENDS = re.compile(r"[.;]|, (?:and|whereas|while|of whom|including)\b")
#: `Twelve children were MRD-negative`
_BECAME = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:who\s)?(?:was|were|became|are|remain(?:ed|s)?|stayed)\s(?:\w+ly\s|still\s|all\s|alive\s(?:and\s)?)?(?:in\s)?$"
)


#: `19 patients were alive`
_IS_TOLD = re.compile(r"(?:was|were|are|is|remain(?:ed|s)?)\s", re.IGNORECASE)


#: `CR in 26 patients`
_IN_THEM = re.compile(
    r"\s(?:(?:was|were)\s(?:seen|observed|achieved|reached|found|noted|reported|documented)\s)?(?:in|by)\s(?:the\s|only\s)?"
)


def outcome_told(context: SentenceContext, figure: Figure) -> bool:
    """Whether what the counted people reached or suffered, by a name with a code of its own, is told beside them."""
    if context.role not in ("results", "conclusions"):
        return False
    start = figure.span.end
    before = (m for m in context.measures if m.span.end <= figure.span.start and not m.state and m.code not in UNCODED)
    last = max(before, key=lambda m: m.span.end, default=None)
    if last is not None and _IN_THEM.fullmatch(context.folded, last.span.end, figure.span.start):
        return True
    clause = _CLAUSE_ENDS.search(context.folded, start, context.sentence.end)
    end = clause.start() if clause else context.sentence.end
    told = [m for m in context.measures if start <= m.span.start < end and not m.state and m.code not in UNCODED]
    if not told:
        return False
    became = _BECAME.fullmatch(context.folded, start, told[0].span.start) is not None
    right_behind = not context.folded[start : told[0].span.start].strip()
    return outcome_first(context, figure) or became or (right_behind and _IS_TOLD.match(told[0].text) is not None)


#: `nausea was reported by 12 of 40 patients enrolled`, `and in 9 of those assigned to placebo`
_SEEN_IN = re.compile(
    rf"\b{SEEN}\s(?:in|by|among)\s[^.;:]*$|\b(?:reported|experienced)\sby\s$",
    re.IGNORECASE,
)
_RIGHT_BEFORE = re.compile(
    r"\b(?:in|by|among|and|than|vs\.?|versus|with)\s(?:(?:only|about|approximately|all|just|the|another)\s)?$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\s?(?:[\w-]+\s){1,4}?(?:occurred|developed|(?:was|were)\s(?:\w+ly\s)?(?:detected|seen|observed|diagnosed|reported|recorded|noted|"
    r"documented))\s(?:in|by|among|with)\b",
    re.IGNORECASE,
)


def seen_in_them(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count is of those in whom something was seen, or of what was seen: a result, whatever they were given."""
    if context.role not in ("results", "conclusions"):
        return False
    start = context.sentence.start
    before = context.folded[start : figure.span.start]
    if _RIGHT_BEFORE.search(before) and _SEEN_IN.search(before):
        return True
    if counts_outcome(context, figure):
        # `A (5 CR, 20 PR)`
        return True
    counted = figure.kind == "number" and _HAPPENED.match(context.folded, figure.span.end, context.sentence.end)
    return bool(counted)
