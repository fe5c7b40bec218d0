"""The rows of a document: each figure of each sentence with its measure, group, therapies and attribution."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.findings import contrasts, samples
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.crediting import assign_groups
from pipeline.extract.findings.figures import Figure, assemble
from pipeline.extract.findings.groups import Group, find_groups
from pipeline.extract.findings.measures import (
    STUDY,
    SURVIVAL,
    TOXICITY,
    MeasureMention,
    bracket_phrase,
    choose,
    find_measures,
    phrase_for,
    unabbreviated,
)
from pipeline.extract.findings.respectively import distribute
from pipeline.extract.findings.statistics import is_difference, statistic_of
from pipeline.extract.findings.study import Study, read_study
from pipeline.extract.folding import fold
from pipeline.extract.sections import QUOTES_OTHERS, passage_at
from pipeline.extract.terms import Lexicon
from pipeline.schema import Attribution, Document, Finding, Mention, Quantity, Span, Spread

#: More figures than a sentence tells: a table whose cells were run together, of which nothing sure can be said.
MOST_FIGURES = 60

#: Sentences of these kinds define or plan; they report nothing.
_NO_RESULT = re.compile(
    r"\b(?:(?:was|were|is|are) defined as|defined (?:as|by)|definition of|inclusion criteria|exclusion criteria|eligib(?:le|ility) (?:if|criteria)|"
    r"power (?:of|to detect)|sample size (?:of|was|calculation)|would be|hypothesi[sz]ed|planned to|scheduled to|stratified (?:by|according)|"
    r"non-?inferiority margin|was considered (?:statistically )?significant|significance (?:level|was set))\b",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(r"\b(?:we|our|this study|the present study|in this trial|this trial|here)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the findings stage may do, from the configuration.

    Attributes:
        infer_totals: fill in the denominator from the study's or arm's size, and name it in ``inferred``.
        other_measures: report figures of measures that no lexicon names, as ``OTHER``.
    """

    infer_totals: bool = True
    other_measures: bool = True


def find_findings(
    document: Document,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    measures: Lexicon,
    rules: Rules | None = None,
) -> list[Finding]:
    """All findings of a document, in the order of their places.

    Args:
        document: the document.
        sentences: its sentences.
        mentions: its mentions, regimens already taken apart into their drugs.
        quantities: its quantities.
        measures: the names of the outcome measures.
        rules: what the stage may do; the defaults when None.
    """
    rules = rules or Rules()
    folded = fold(document.text)
    study = read_study(document, folded, sentences, mentions, quantities)
    rows: list[Finding] = []
    before: SentenceContext | None = None
    for index, sentence in enumerate(sentences):
        role = study.roles[index]
        within = [q for q in quantities if sentence.contains(q.span)]
        # Cells of a table run together make false numbers: a row with tabs is left to the reader of tables.
        if not within or role in ("reference", "other") or "\t" in document.text[sentence.start : sentence.end]:
            before = None if role in ("reference", "other") else before
            continue
        if len(within) > 4 * MOST_FIGURES:
            before = None
            continue
        context = _context(document, folded, sentence, index, mentions, within, measures, study, before)
        told = len(context.figures) <= MOST_FIGURES and not _NO_RESULT.search(folded, sentence.start, sentence.end)
        if told:
            rows.extend(_rows(context, rules))
        before = context
    unique = {(_key(row)): row for row in rows}
    finished = [replace(row, id=_identify(row)) for row in unique.values()]
    return sorted(finished, key=lambda row: (row.span, row.kind, row.measure, row.group or "", row.id))


def _key(row: Finding) -> tuple[object, ...]:
    return (row.kind, row.span, row.measure, row.group, row.value, row.events, row.comparator, row.p_value)


def _identify(row: Finding) -> str:
    """A row's id: a digest of its place and content, the same on every run and machine."""
    content = "\x1f".join(
        str(part)
        for part in (
            row.document, row.kind, row.span.start, row.span.end, row.measure, row.measure_text, row.statistic,
            row.value, row.events, row.total, row.low, row.ci_low, row.p_value, row.group, row.comparator,
        )
    )  # fmt: skip
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _context(
    document: Document,
    folded: str,
    sentence: Span,
    index: int,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    lexicon: Lexicon,
    study: Study,
    before: SentenceContext | None,
) -> SentenceContext:
    passage = passage_at(document.passages, sentence.start)
    heading = passage.heading if passage else None
    figures = assemble(quantities, folded, sentence.start)
    named = find_measures(document.text, sentence, lexicon, mentions)
    groups = [
        group
        for group in find_groups(document.text, folded, sentence, study.arms, mentions)
        if not _is_whole_study(group, study)
    ]
    # A short form in front of a figure may be a measure's as well as a group's.
    groups = [g for g in groups if g.arm is not None or not any(m.span.contains(g.span) for m in named)]
    found = unabbreviated(named, folded)
    context = SentenceContext(
        document=document,
        folded=folded,
        sentence=sentence,
        role=study.roles[index],
        section="title" if passage and passage.kind == "title" else heading,
        study=study,
        figures=tuple(figures),
        groups=tuple(groups),
        figure_groups=(),
        measures=tuple(found),
        quantities=tuple(quantities),
        mentions=tuple(m for m in mentions if sentence.contains(m.span)),
        before=before,
        attribution=_attribution(folded, sentence, study, index),
    )
    listed = distribute(context)
    credited = assign_groups(folded, sentence, figures, groups, study.arms, frozenset(listed))
    credited = [_within(group, _leading(folded, sentence, groups)) for group in credited]
    return replace(context, listed=listed, figure_groups=tuple(credited))


_LEADS = re.compile(r"(?:[A-Z][A-Za-z ]{2,24}:\s*)?(?:However,?\s+)?(?:In|Among|For|Within)\s+(?:the\s+)?")


def _leading(folded: str, sentence: Span, groups: Sequence[Group]) -> Group | None:
    """The subgroup that a sentence opens with (`In patients with triple-negative disease, ...`): all in it is of these."""
    opening = _LEADS.match(folded, sentence.start, sentence.end)
    first = groups[0] if groups else None
    if opening is None or first is None or first.arm is not None or first.span.start != opening.end():
        return None
    return first if folded[first.span.end : first.span.end + 1] in (",", " ") else None


def _within(group: Group | None, leading: Group | None) -> Group | None:
    """A group of a sentence that opens with a subgroup is the part of it that belongs to that subgroup."""
    if group is None or leading is None or group.name == leading.name or leading.name in group.name:
        return group
    return replace(group, name=f"{group.name}, {leading.name}")


def _is_whole_study(group: Group, study: Study) -> bool:
    """Whether a group named by its therapy alone is all patients of a study of one group."""
    if (
        study.arms
        or not group.therapies
        or re.search(r"\b(?:group|arm|patients|children|women|those|without)\b", group.name, re.I)
    ):
        return False
    return len(study.therapies) == len(group.therapies) and set(group.therapies) <= set(study.therapies)


def _attribution(folded: str, sentence: Span, study: Study, index: int) -> Attribution:
    role = study.roles[index]
    words = folded[sentence.start : sentence.end]
    if study.review:
        return "cited"
    if role == "background" and not _OWN_WORDS.search(words):
        return "cited"
    if role in ("background", "discussion") or (role == "results" and not _OWN_WORDS.search(words)):
        return "cited" if QUOTES_OTHERS.search(words) and not _OWN_WORDS.search(words) else "own"
    return "own"


def _rows(context: SentenceContext, rules: Rules) -> list[Finding]:
    """The rows of one sentence."""
    rows: list[Finding] = []
    taken: list[Taken] = []
    for index, figure in enumerate(context.figures):
        sample = samples.sample_row(context, index)
        if sample is not None:
            rows.extend(sample)
            continue
        if figure.kind == "sample_size" or not _may_report(context, figure):
            continue
        measure, rule, score = _measure_of(context, index, figure, taken, rules)
        if measure is None:
            continue
        group = context.figure_groups[index]
        both = _both_arms(context, figure) if group is None else ()
        if both:
            made = [_arm_row(context, figure, measure, arm, rule, score, rules) for arm in both]
        elif figure.kind == "ratio" or is_difference(figure, context.folded, context.sentence):
            made = contrasts.contrast_rows(context, figure, measure, group, rule, score)
        else:
            made = [_arm_row(context, figure, measure, group, rule, score, rules)]
        rows.extend(made)
        taken.append((figure, measure, group, made))
    return contrasts.with_p_values(context, rows, taken)


Taken = tuple[Figure, MeasureMention, Group | None, list[Finding]]


#: `7 patients did not achieve CR`, `CRS was not seen in 38`: a count of the patients that the measure leaves out.
_NOT_REACHED = re.compile(
    r"\s*[)\]]?\s*(?:of (?:the |these |all )?)?(?:\w+\s+){0,4}?(?P<not>(?:did|do|does|have|had|has|could) not|failed to|had no|never)\s+"
    r"(?:(?:be|been|have|had|to|any|an?|the|achieved?|attain(?:ed)?|reach(?:ed)?|obtain(?:ed)?|enter(?:ed)?|receive|undergo|underg?one|develop(?:ed)?|"
    r"experienced?|show|shown|proceed|suffer(?:ed)?)\s+){0,4}$",
    re.IGNORECASE,
)
_NOT_SEEN = re.compile(
    r"\s*(?:was|were) not (?:seen|observed|achieved|reached|attained|found|detected) (?:in|by|among) (?:the |another |other )?$",
    re.IGNORECASE,
)


def _negated(context: SentenceContext, figure: Figure, measure: MeasureMention) -> MeasureMention | None:
    """The opposite of a measure, in the text's words, where it is the opposite that a figure counts."""
    if figure.kind not in ("count", "number", "percent", "fraction") or 0 in (figure.events, figure.value):
        return None
    following = next((m for m in context.measures if m.span.start >= figure.span.end), None)
    match = following and _NOT_REACHED.match(context.folded[figure.span.end : following.span.start])
    if match and following:
        start, end = figure.span.end + match.start("not"), following.span.end
    else:
        match = _NOT_SEEN.match(context.folded[measure.span.end : figure.span.start])
        start, end = (measure.span.start, figure.span.start) if match else (0, 0)
    if match is None:
        return None
    words = re.sub(r"\s+(?:in|by|among)(?:\s+(?:the|another|other))?\s*$", "", context.folded[start:end])
    return replace(measure, code="OTHER", text=" ".join(words.split()))


def _measure_of(
    context: SentenceContext,
    index: int,
    figure: Figure,
    taken: Sequence[Taken],
    rules: Rules,
) -> tuple[MeasureMention | None, str, float]:
    """The measure of a figure, the rule that found it, and how sure it is.

    A list told in parallel comes first; then the words before the figure's own brackets; then the nearest measure that
    a lexicon names; then the measure of the figure before it, where nothing new is named between the two; last the
    subject of the clause.
    """
    previous = context.figures[index - 1] if index else None
    course = _course(context, figure)
    if course is not None:
        return course, "course", 0.6
    if taken and previous is not None and taken[-1][0] is previous and _opposed(context, previous, figure):
        return taken[-1][1], "pair", 0.8
    item = _list_item(context, previous, figure, taken)
    if item is not None:
        return item, "item", 0.5
    if index in context.listed:
        return context.listed[index][0], "list", context.listed[index][1]
    start = max(previous.span.end if previous else context.sentence.start, context.last_p_before(figure))
    chosen = choose(context.folded, figure, index, context.figures, context.measures)
    measure, score = chosen if chosen else (None, 0.0)
    if measure is not None and not _plausible(figure, measure, context):
        measure = None
    reportable = rules.other_measures and _is_result(context, figure)
    if reportable and figure.kind != "ratio" and (measure is None or measure.span.end <= start):
        phrase = bracket_phrase(context.folded, start, figure, [g.span for g in context.groups])
        if phrase and (measure is not None or len(taken) or previous is None):
            # An item in brackets of a list of adverse events is one.
            counted = figure.kind in ("percent", "fraction", "count") or figure.events is not None
            code = "AE" if counted and taken and taken[-1][1].code == "AE" else "OTHER"
            return MeasureMention(figure.span, code, phrase), "brackets", 0.4
    if measure is not None:
        opposite = _negated(context, figure, measure)
        if opposite is not None:
            return (opposite, "negated", 0.5) if rules.other_measures else (None, "none", 0.0)
        return measure, "nearest", score
    carried = _carried(context, figure)
    if carried is not None:
        return carried, "carried", 0.5
    if not reportable:
        return None, "none", 0.0
    if taken and taken[-1][0].kind == figure.kind and not _new_subject(context, taken[-1][0], figure):
        return taken[-1][1], "continued", 0.4
    phrase = phrase_for(context.folded, context.sentence, figure, previous)
    if phrase:
        return MeasureMention(figure.span, "OTHER", phrase), "phrase", 0.3
    if taken and taken[-1][0].kind == figure.kind:
        return taken[-1][1], "continued", 0.3
    return None, "none", 0.0


_RECEIVED = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:(?:of (?:them|these|those))\s+|who \S+(?: \S+){0,4}\s+)?(?:(?:then|later|also|subsequently|only|had)\s+)?"
    r"(?P<verb>received|underwent|undergo|went on to|proceeded to|were given|were treated with|switched to|moved on to|receive|were bridged to)\s+",
    re.IGNORECASE,
)


def _course(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """What was done to the counted patients in the study's course: `15 underwent HSCT`, `five received CAR T cells`."""
    counted = figure.kind in ("count", "number", "fraction") or figure.events is not None
    if not counted or context.role != "results":
        return None
    received = _RECEIVED.match(context.folded, figure.span.end, context.sentence.end)
    if received is None:
        return None
    named = [
        m
        for m in context.mentions
        if m.type in ("therapy", "drug")
        and m.concepts
        and 0 <= m.span.start - received.end() < 90
        and not re.search(r"[.;]|,\s(?:and|whereas|while|but)\b", context.folded[received.end() : m.span.start])
    ]
    if not named or named[0].span.start - received.end() > 40:
        return None
    # A transplantation named beside another therapy is what counts: the narrower code wins.
    given = next((m for m in named if _is_transplantation(m)), named[0])
    if any(received.end() <= m.span.start < named[0].span.start and not m.state for m in context.measures):
        return None
    code = "HSCT" if _is_transplantation(given) else "COURSE"
    text = context.document.text[received.start("verb") : given.span.end]
    return MeasureMention(Span(received.start("verb"), given.span.end), code, re.sub(r"\s+", " ", text))


def _is_transplantation(mention: Mention) -> bool:
    return "transplant" in mention.concepts[0].id or "hsct" in mention.concepts[0].id


def _opposed(context: SentenceContext, left: Figure, right: Figure) -> bool:
    """Whether two figures are the sides of one `x vs y`, and so of one measure."""
    between = context.folded[left.span.end : right.span.start]
    return left.kind == right.kind and bool(re.fullmatch(r"[\s%)\]]{0,3}(?:vs\.?|v\.?|versus|/)\s*", between))


_ITEM = re.compile(r"(?:%|\d|\))?\s*[,;]\s*(?:and\s+)?(?P<name>[a-z][a-z-]*(?:\s[a-z][a-z-]*){0,3})\s+$")
_NOT_AN_ITEM = re.compile(
    r"\b(?:was|were|is|are|had|in|of|at|for|with|by|to|from|and|or|the|a|an|after|than|versus|vs|respectively|while|whereas|but|patients|only|median|mean|range|"
    r"about|approximately|compared|received|achieved|died|between|years|months|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)


def _list_item(
    context: SentenceContext, previous: Figure | None, figure: Figure, taken: Sequence[Taken]
) -> MeasureMention | None:
    """`neutropenia 5% vs 13%, ischemic stroke 0 vs 2%`: an item of a list whose name no lexicon knows."""
    if previous is None or not taken or taken[-1][0] is not previous or taken[-1][1].code not in ("AE", "OTHER"):
        return None
    found = _ITEM.fullmatch(context.folded, previous.span.end, figure.span.start)
    if found is None or _NOT_AN_ITEM.search(found["name"]):
        return None
    span = Span(found.start("name"), found.end("name"))
    if any(m.span.overlaps(span) for m in context.measures) or any(g.span.overlaps(span) for g in context.groups):
        return None
    return MeasureMention(span, taken[-1][1].code, found["name"])


def _new_subject(context: SentenceContext, earlier: Figure, figure: Figure) -> bool:
    """Whether a clause of its own begins between two figures (`..., and the X was`)."""
    between = context.folded[earlier.span.end : figure.span.start]
    return bool(
        re.search(
            r"(?:;|,\s(?:and|while|whereas|but)\s|\band the\b)[^;]*\b(?:was|were|had|is|of|in|increased|decreased)\b",
            between,
        )
    )


_BOTH = re.compile(
    r"\s*[)\]]?\s*(?:of (?:the )?\w+\s+)?(?:in|for|of)\s+(?:both|the two|each|either)\s+(?:of the\s+)?(?:\w+\s+)?(?:arms?|groups?|cohorts?)\b",
    re.IGNORECASE,
)


def _both_arms(context: SentenceContext, figure: Figure) -> tuple[Group, ...]:
    """The study's two arms, for a figure told of both (`24% in both arms`)."""
    if len(context.study.arms) != 2 or not _BOTH.match(context.folded, figure.span.end):
        return ()
    at = Span(figure.span.end, figure.span.end)
    return tuple(Group(at, arm.name, arm.therapies, arm) for arm in context.study.arms)


#: Patients by their numbers (`patient 3`, `patients 2 and 5`), not how many they are.
_NUMBERED = re.compile(
    r"\b(?:(?:patient|case|subject|participant)\s+(?:no\.?\s*|number\s*|#\s*)?|"
    r"(?:patients|cases|subjects|participants)\s+(?:(?:nos?\.?|numbers?)\s+)?\d+\s*(?:,\s*(?:\d+\s*,?\s*)*)?(?:and\s+)?)$",
    re.IGNORECASE,
)
_PATIENTS = re.compile(r"\b(?:patients|cases|subjects|participants)\s+(?:(?:nos?\.?|numbers?)\s+)?$", re.IGNORECASE)
_AND_NUMBER = re.compile(r"\s*(?:,|and|,\s*and)\s*\d+\b(?!\s*(?:%|[./(]|of\b))", re.IGNORECASE)
#: `None of the biomarkers predicted survival`: of an analysis, not of patients.
_NOTHING_FOUND = re.compile(
    r"[^.;]{0,60}?\b(?:predict|correlat|associated|influenc|affect|prognostic|independent|significan)", re.IGNORECASE
)


def _is_patient_number(context: SentenceContext, figure: Figure) -> bool:
    before = context.folded[max(context.sentence.start, figure.span.start - 40) : figure.span.start]
    listed = _PATIENTS.search(before) and _AND_NUMBER.match(context.folded, figure.span.end)
    return bool(listed or _NUMBERED.search(before))


def _may_report(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure of this kind in a sentence of this role can be a result at all."""
    if context.role in ("methods", "objective", "title"):
        measured = {m.code for m in context.measures}
        return (
            bool(measured & {"FOLLOW_UP", "AGE"})
            and figure.kind in ("duration", "number")
            and figure.main.qualifier == "="
        )
    if figure.kind in ("count", "number") and figure.unit is None and _is_denominator(context, figure):
        return False
    if figure.kind == "number" and _is_patient_number(context, figure):
        return False
    if figure.main.surface.lower() == "none" and _NOTHING_FOUND.match(
        context.folded, figure.span.end, context.sentence.end
    ):
        return False
    if figure.kind == "count" and (figure.main.name or "").startswith("all") and figure.main.events is None:
        return bool(_EVERYBODY.match(context.folded, figure.span.end))
    if context.attribution == "cited":
        counted = figure.kind == "count" and bool(_COUNTED.match(context.folded, figure.span.end))
        return figure.kind in ("percent", "fraction", "duration", "ratio") or counted
    if figure.kind == "number" and figure.unit is None and figure.interval is None and _whole(figure):
        return _counts(context, figure)
    return not _is_threshold(context, figure) and not _is_baseline(context, figure)


#: The counted patients are the subject: something is told of them, not of a share of them.
_TELLS = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:had|have|were|was|developed|achieved|died|relapsed|experienced|received|underwent|did|required|showed|responded|progressed|remained|"
    r"completed|withdrew|discontinued|suffered|survived|proceeded)\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:achieved|obtained|attained|reached|had|were|developed|experienced|survived|responded|completed|died|recover\w*|remained|engrafted|required|received|underwent|are|became)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:\(|/|had\b|have\b|were\b|was\b|developed|achieved|died|relapsed|experienced|received|underwent|did\b|required|showed|responded|progressed|remained|"
    r"completed|withdrew|discontinued|of (?:them|these|whom|the)\b|in (?:the|group)|with\b|from\b|cases|for\b|vs|versus|v\b|compared|and \d|,? respectively|suffered|survived|proceeded)",
    re.IGNORECASE,
)


def _counts(context: SentenceContext, figure: Figure) -> bool:
    """Whether a bare whole number counts people or events: its predicate or its pair says so."""
    folded = context.folded
    before = folded[max(context.sentence.start, figure.span.start - 14) : figure.span.start]
    paired = re.search(r"\b(?:vs\.?|v|versus|compared with|against)\s+$", before)
    inside = any(group.span.contains(figure.head) for group in context.groups)
    # `fever in 30 children and rash in 6`: an item of a list of counts ends its clause.
    earlier = any(f.kind in ("count", "number") and f.span.end <= figure.span.start for f in context.figures)
    item = earlier and re.search(r"\bin\s+$", before) and re.match(r"\s*(?:[.,;)]|and\b|$)", folded[figure.span.end :])
    return not inside and bool(_COUNTED.match(folded, figure.span.end) or paired or item)


#: `Of 40 patients, five died`: the whole opens its clause.
_OPENS = re.compile(
    r"(?:^|[.;:]\s*)(?:results:\s*)?(?:out\s+)?(?:of|among)\s+(?:the\s+|these\s+|our\s+)?$", re.IGNORECASE
)


def _is_denominator(context: SentenceContext, figure: Figure) -> bool:
    """Whether a count only tells how many a share is of (`93.3% in 15 children`)."""
    before = context.folded[max(context.sentence.start, figure.span.start - 20) : figure.span.start]
    parts = (f for f in context.figures if f.span.start > figure.span.end)
    if _OPENS.search(before) and any(
        f.events is not None or (f.kind == "number" and _counts(context, f)) for f in parts
    ):
        return True
    shares = any(f is not figure and f.kind in ("percent", "fraction") for f in context.figures)
    of_these = re.search(r"\b(?:in|of|among|for|that of|and)\s+(?:the\s+|these\s+|our\s+)?$", before, re.IGNORECASE)
    return shares and bool(of_these) and not _TELLS.match(context.folded, figure.span.end)


def _is_threshold(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure with a sign is a limit that defines something (`weight gain (>= 7%)`), not a result."""
    sign = context.folded[figure.span.start : figure.span.start + 1]
    if any(group.span.contains(figure.head) for group in context.groups) and figure.kind in ("number", "duration"):
        return True
    if figure.kind == "number" and figure.main.qualifier in ("<", ">", "<=", ">="):
        return True
    if sign not in "<>≤≥" or figure.kind != "percent":
        return False
    before = context.folded[max(context.sentence.start, figure.span.start - 12) : figure.span.start]
    of_people = re.match(r"\s*(?:of|in)\b", context.folded[figure.span.end : figure.span.end + 5])
    return not of_people and not re.search(r"\b(?:was|were|is|are|to|in)\s+$|[:,]\s*$|^\s*$", before)


_BASELINE_AFTER = re.compile(
    r"\s*[)\]]?\s*(?:of (?:the )?(?:patients|participants|women|subjects|tumou?rs|cases)\s+)?(?:(?:were|was|are|had|have)\s+)?(?:an?\s+)?"
    r"(?:(?:fe)?males?|men|women|girls|boys|pre-?menopausal|post-?menopausal|caucasians?|white|black|asian|african|hispanic|smokers|married|stage|ECOG|"
    r"performance status|BMI\b|WHO|Gleason|node[- ]|hormone[- ]receptor|HER-?2|ER[- ]|aged|older than|younger than)\b",
    re.IGNORECASE,
)


def _is_baseline(context: SentenceContext, figure: Figure) -> bool:
    """Whether a share tells what the patients were, not what happened to them."""
    if figure.kind == "fraction" and any(m.span.end <= figure.span.start and not m.state for m in context.measures):
        return False
    return figure.kind in ("percent", "fraction", "count") and bool(
        _BASELINE_AFTER.match(context.folded, figure.span.end)
    )


def _plausible(figure: Figure, measure: MeasureMention, context: SentenceContext) -> bool:
    if measure.code == "AGE":
        told = re.search(r"\b(?:median|mean|average)\b", context.words, re.IGNORECASE) or figure.spread is not None
        timed = figure.kind == "duration" or (figure.kind == "number" and bool(told))
        return bool(told) and timed and context.attribution == "own"
    if figure.kind == "number" and figure.unit is None and not figure.interval:
        if measure.code in SURVIVAL | {"FOLLOW_UP", "DOR"}:
            return False
        return _whole(figure) or measure.code in ("OTHER", "AE", "AGE", "COURSE")
    if figure.kind == "duration" and measure.code not in ("FOLLOW_UP", "AGE"):
        if measure.code in SURVIVAL | {"DOR"} and _near_pair(context, figure):
            return True
        timed_words = re.search(r"\b(?:median|mean|average|time|duration)\b", context.words, re.IGNORECASE)
        return bool(timed_words) or figure.spread is not None
    return True


def _near_pair(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure is one of `x vs y`."""
    folded = context.folded
    before = folded[max(context.sentence.start, figure.span.start - 8) : figure.span.start]
    return bool(
        re.search(r"\b(?:vs\.?|v|versus)\s*$", before)
        or re.match(r"\s*(?:vs\.?|v|versus)\b", folded[figure.span.end : figure.span.end + 9])
    )


def _is_result(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure without a named measure is still plainly a result: a rate, a fraction, a measured mean."""
    if context.role in ("background", "methods", "objective", "title") or context.attribution == "cited":
        return False
    if figure.kind in ("percent", "fraction", "ratio"):
        return True
    if figure.kind == "number":
        return (
            figure.unit is not None
            or figure.spread is not None
            or figure.interval is not None
            or _in_pair(context, figure)
        )
    if figure.kind == "duration":
        before = context.folded[max(context.sentence.start, figure.span.start - 60) : figure.span.start]
        return bool(re.search(r"\b(?:median|mean|average|time to|duration)\b", before, re.IGNORECASE))
    return False


def _in_pair(context: SentenceContext, figure: Figure) -> bool:
    near = context.folded[max(context.sentence.start, figure.span.start - 12) : figure.span.end + 12]
    return bool(re.search(r"\b(?:vs|versus|v)\b", near)) or (
        not _whole(figure)
        and bool(re.search(r"\bp\s*[=<>]", context.folded[figure.span.end : figure.span.end + 40], re.I))
    )


def _whole(figure: Figure) -> bool:
    return figure.value is not None and figure.value == int(figure.value) and "." not in figure.main.surface


def _carried(context: SentenceContext, figure: Figure) -> MeasureMention | None:
    """The measure of the sentence before, for a figure of the same kind in a sentence that names none."""
    before = context.before
    named = any(m.code not in STUDY for m in context.measures)
    if before is None or named or before.role != context.role or figure.kind not in ("percent", "ratio"):
        return None
    if not re.match(
        r"(?:the (?:corresponding|respective|difference)|this |these |in (?:patients|the|both)|at \d|for |among |after )",
        context.words.lower(),
    ):
        return None
    last = [m for m in before.measures if m.code not in STUDY]
    return last[-1] if last and len({m.code for m in last}) == 1 else None


def _arm_row(
    context: SentenceContext,
    figure: Figure,
    measure: MeasureMention,
    group: Group | None,
    rule: str,
    score: float,
    rules: Rules,
) -> Finding:
    code = measure.code
    time = context.time_for(figure, measure)
    statistic = statistic_of(figure, code, context.folded, context.sentence, timed=time is not None)
    value, events, total, unit = figure.value, figure.events, figure.total, figure.unit
    if figure.kind == "count" and figure.main.name and figure.main.name.startswith("all") and events is None:
        value, unit, events, total, statistic = 100.0, "%", None, None, "proportion"
    elif figure.kind == "count" and figure.main.name and figure.main.name.startswith("all"):
        total = None
    elif figure.kind == "number" and statistic == "count" and unit is None and figure.value is not None:
        value, events = None, int(figure.value)
    inferred: tuple[str, ...] = ()
    if (
        rules.infer_totals
        and events is not None
        and total is None
        and statistic in ("count", "proportion", "survival")
        and code not in STUDY
    ):
        # `Of 163 adverse events, 79 (48.5%) ...`: the denominator that the sentence itself tells comes first.
        size = _denominator(context, figure, events, value)
        if size is None and not _OF_THEM.match(context.folded, figure.span.end):
            size = _size(context, group)
        # A count under a share must agree with the denominator that is filled in.
        if size is not None and events <= size and _agrees(events, size, value) and context.attribution == "own":
            total, inferred = size, ("total",)
    if figure.kind == "count" and statistic == "count" and total == events and inferred == () and code in STUDY:
        events = None
    interval = figure.interval
    return Finding(
        id="",
        document=context.document.id,
        kind="arm",
        span=figure.span,
        quote=figure.span.of(context.document.text),
        sentence=context.sentence,
        measure=code,
        measure_text=re.sub(r"\s+", " ", measure.text),
        statistic=statistic,
        attribution=context.attribution,
        section=context.section,
        value=value,
        unit=unit,
        qualifier=figure.main.qualifier if figure.main.qualifier != "=" else None,
        events=events,
        total=total,
        ci_low=interval.low if interval else None,
        ci_high=interval.high if interval else None,
        ci_level=(interval.level or context.level) if interval else None,
        low=figure.low,
        high=figure.high,
        spread=_spread(figure, code),
        time_value=time[0] if time else None,
        time_unit=time[1] if time else None,
        grade=context.grade_for(figure, measure) if code in TOXICITY else None,
        group=group.name if group else None,
        therapies=context.therapies_of(group),
        adverse_event=measure.concept if code in TOXICITY else None,
        inferred=inferred,
        rule=rule,
        score=round(min(1.0, score), 3),
    )


#: `five died, two of them of sepsis`: a count of those just counted, not of all.
_OF_THEM = re.compile(r"\s*of (?:them|these|those|whom|which)\b", re.IGNORECASE)


def _size(context: SentenceContext, group: Group | None) -> int | None:
    """The size of the arm that a count belongs to; of the study, where no group is told."""
    if group is None:
        return context.study.total
    return group.arm.total if group.arm is not None else None


def _denominator(context: SentenceContext, figure: Figure, events: int, value: float | None) -> int | None:
    """The number that a count of the same sentence is told to be of."""
    of_them = _OF_THEM.match(context.folded, figure.span.end)
    for earlier in reversed([f for f in context.figures if f.span.end <= figure.span.start]):
        whole = earlier.events if earlier.kind == "count" else None
        if earlier.kind == "number" and earlier.value is not None and earlier.unit is None and _whole(earlier):
            whole = int(earlier.value)
        counted = of_them and (earlier.kind == "count" or _counts(context, earlier))
        of_these = whole is not None and (counted or _is_denominator(context, earlier))
        if of_these and whole is not None and events <= whole and _agrees(events, whole, value):
            return whole
    return None


def _agrees(events: int, total: int, value: float | None) -> bool:
    return value is None or abs(100.0 * events / total - value) < 0.6


def _spread(figure: Figure, code: str) -> Spread | None:
    """`+-` without a name is a standard error beside a survival estimate, a standard deviation elsewhere."""
    if figure.spread == "sd" and code in SURVIVAL and figure.kind == "percent":
        return "se"
    return figure.spread
