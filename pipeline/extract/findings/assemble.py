"""The rows of a document: each figure of each sentence with its measure, group, therapies and attribution."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings import samples
from pipeline.extract.findings.absences import may_deny
from pipeline.extract.findings.arm_rows import arm_row, both_arms
from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.extract.findings.both_sides import on_both_sides
from pipeline.extract.findings.by_the_way import defined_by_the_way
from pipeline.extract.findings.called import as_called
from pipeline.extract.findings.choosing import measure_of
from pipeline.extract.findings.cohorts import Cohort
from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.contrasts import contrast_rows
from pipeline.extract.findings.counted_people import outcome_told
from pipeline.extract.findings.course import course, given_besides, is_part, not_given
from pipeline.extract.findings.deaths import cause_of_death
from pipeline.extract.findings.dosed import with_dosed
from pipeline.extract.findings.enrolment import shares_enrolled
from pipeline.extract.findings.event_lists import listed_event
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.full_names import full_group
from pipeline.extract.findings.group_names import called_well, told_in_full
from pipeline.extract.findings.happened import SEEN_IN
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.labelled import is_no_size, is_size, measure_left_out, without_doubtful_sizes
from pipeline.extract.findings.measures import STUDY, SURVIVAL, MeasureMention
from pipeline.extract.findings.named_sides import is_before_or_after
from pipeline.extract.findings.not_all import without_what_some_had
from pipeline.extract.findings.one_unit import in_one_unit
from pipeline.extract.findings.p_values import counts_comparison, with_p_values
from pipeline.extract.findings.parts import of_arms, parts_of
from pipeline.extract.findings.ranker import Ranker
from pipeline.extract.findings.ranking.choosing import is_comparison, is_reported
from pipeline.extract.findings.ranking.whose import with_ranked_sides
from pipeline.extract.findings.reading import read_sentence, with_antecedent
from pipeline.extract.findings.received import Paper, ReceivedModel, read_marks, read_paper
from pipeline.extract.findings.reportable import is_patient_number, may_report
from pipeline.extract.findings.respectively import told_of_each
from pipeline.extract.findings.rules import Rules
from pipeline.extract.findings.standing import is_own_change
from pipeline.extract.findings.statistics import is_difference, is_reported_by
from pipeline.extract.findings.study import read_study
from pipeline.extract.findings.tables import table_findings
from pipeline.extract.findings.told_twice import counted_once, told_once
from pipeline.extract.folding import fold
from pipeline.extract.ner.recognised import Recognised
from pipeline.extract.pointer import Pointings
from pipeline.extract.sections import passage_at
from pipeline.extract.terms import Lexicon
from pipeline.schema import Document, Finding, Mention, Quantity, Span

#: Measures that may be of anything, what is given too.
_OPEN = frozenset({"measure:OTHER", "measure:COURSE", "measure:HSCT"})

#: More figures than a sentence tells: a table whose cells were run together, of which nothing sure can be said.
MOST_FIGURES = 60

#: What a sentence says in brackets, without a number, makes it no definition.
_BY_THE_WAY = re.compile(r"\([^()\d]*\)")
#: Sentences of these kinds define or plan; they report nothing.
_NO_RESULT = re.compile(
    r"\b(?:(?:was|were|is|are) defined as|defined (?:as|by)|definition of|(?<!met )(?<!met the )(?<!met all )(?<!meeting )(?<!meeting the )inclusion criteria|exclusion criteria|eligib(?:le|ility) (?:if|criteria)|"
    r"power (?:of|to detect)|powered (?:for|with)|sample size (?:of|was|calculation|\()|guidelines?\s(?:\w+\s)?(?:advise|recommend|suggest)s?|"
    r"should be (?:addressed|investigated|studied|considered|evaluated|explored)|would be|hypothesi[sz]ed|planned to|scheduled to|stratified (?:by|according)|"
    r"non-?inferiority margins?\s(?:of|was|is|were)|was considered (?:statistically )?significant|significance (?:level|was set))\b",
    re.IGNORECASE,
)


#: `The survival curves of the two groups are shown`: what a picture shows is told in numbers, or not told.
_SHOWN = re.compile(r"\b(?:is|are|was|were) (?:shown|depicted|displayed|plotted)\b", re.IGNORECASE)


def _tells(context: SentenceContext, defined: Sequence[Span]) -> bool:
    """Whether a sentence may report results, and does not define, plan or point to a picture but by the way."""
    at, words = context.sentence.start, context.words
    for span in reversed(defined):
        words = f"{words[: span.start - at]} {words[span.end - at :]}"
    words = _BY_THE_WAY.sub(" ", words)
    return not _NO_RESULT.search(words) and not (_SHOWN.search(words) and not re.search(r"\d", words))


#: Headings of what the patients were when the study began.
_BASELINE_SECTION = re.compile(
    r"\bbaseline\b|\b(?:patients?|demographic|clinical|population|participants?|subjects?|disease)(?:'s?)?\s(?:[\w,]+\s){0,3}characteristics\b|"
    r"\bcharacteristics of (?:the )?(?:\w+\s){0,2}(?:patients?|participants?|population|subjects?|children|women|cohort)\b|\bdemographics\b",
    re.IGNORECASE,
)


def rows_by_rules(
    document: Document,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    measures: Lexicon,
    rules: Rules | None = None,
    recognised: Sequence[Recognised] = (),
    pointings: Pointings | None = None,
    kinds: Kinds | None = None,
    marks: Sequence[Recognised] = (),
    ranker: Ranker | None = None,
) -> tuple[Paper, list[Finding]]:
    """The rows of a document with the therapies that rules give them, not yet finished, and what it tells of therapies.

    Args:
        document: the document.
        sentences: its sentences.
        mentions: its mentions, regimens already taken apart into their drugs.
        quantities: its quantities.
        measures: the names of the outcome measures.
        rules: what the stage may do; the defaults when None.
        recognised: the PICO elements and figures of arms that models mark.
        pointings: what the learned pointer says of the document's figures; None where none is asked.
        kinds: which therapies are of which kind; None where only their names tell.
        marks: what a model marks as given to the study's patients.
        ranker: chooses among what a figure may be of, and whose; None to leave it to the rules.
    """
    rules = rules or Rules()
    folded = fold(document.text)
    study = read_study(
        document, folded, sentences, mentions, quantities, recognised, kinds, pointings, ranker, measures
    )
    rows: list[Finding] = []
    before: SentenceContext | None = None
    last: MeasureMention | None = None
    cohorts: tuple[Cohort, ...] = ()
    for index, sentence in enumerate(sentences):
        role = study.roles[index]
        within = [q for q in quantities if sentence.contains(q.span)]
        # Cells of a table run together make false numbers: a row with tabs is left to the reader of tables.
        told = within or may_deny(folded, sentence)
        if not told or role in ("reference", "other") or "\t" in document.text[sentence.start : sentence.end]:
            before = None if role in ("reference", "other") else before
            continue
        if len(within) > 4 * MOST_FIGURES:
            before = None
            continue
        context = read_sentence(document, folded, sentence, index, mentions, within, measures, study, before, cohorts)
        cohorts = context.cohorts
        if not (within or context.figures):
            continue
        # A pronoun reaches back within its section: roles change within an abstract that has no labels.
        if index and _same_passage(document, sentences[index - 1], sentence):
            context = with_antecedent(context, sentences[index - 1], mentions, measures)
        context = replace(context, told=last if before is not None and before.role == context.role else None)
        last = None
        defined = defined_by_the_way(folded, sentence)
        readable = len(context.figures) <= MOST_FIGURES and _tells(context, defined)
        if readable:
            found, rows = on_both_sides(context, _rows(context, rules, defined), rows)
            last = next((_measure(row) for row in reversed(found) if row.measure not in STUDY), None)
            # What patients were before the study is no result of it; how many and how old they were is told here, and
            # how long they lived cannot be known before.
            of_study = context.section is not None and _BASELINE_SECTION.search(context.section)
            rows.extend(row for row in found if not of_study or row.measure in STUDY | SURVIVAL)
        before = context
    rows = without_doubtful_sizes(study, rows)
    rows.extend(table_findings(document, folded, mentions, measures, study, rules))
    unique = {(_key(row)): row for row in rows}
    given = read_marks(document.text, marks, mentions, study.defined, lambda name: _is_outcome(name, measures))
    return read_paper(study, folded, sentences, mentions, given), list(unique.values())


def finished(
    paper: Paper, rows: Sequence[Finding], mentions: Sequence[Mention], received: ReceivedModel | None = None
) -> list[Finding]:
    """The findings of a document, with their ids, in the order of their places.

    Args:
        paper: what it tells of therapies.
        rows: its rows, as :func:`rows_by_rules` finds them.
        mentions: its mentions, as they were given to it.
        received: says which therapies the group of a row received; None to leave that to the rules.
    """
    chosen = without_what_some_had(rows if received is None else received.choose(paper, rows))
    called = as_called(told_once(with_dosed(counted_once(chosen))), mentions, paper.study.kinds)
    defined = paper.study.defined
    named = [
        replace(well, group=full_group(well.group, defined), comparator=full_group(well.comparator, defined))
        for well in told_in_full([called_well(row) for row in called])
    ]
    return sorted((replace(row, id=_identify(row)) for row in named), key=lambda row: (row.span, row.kind))


def _is_outcome(name: str, measures: Lexicon) -> bool:
    """Whether a name is that of an outcome with a code of its own."""
    return any(concept.id not in _OPEN for concept in measures.lookup(name))


def _key(row: Finding) -> tuple[object, ...]:
    return (
        row.kind,
        row.span,
        row.measure,
        row.measure_text,
        row.group,
        row.value,
        row.events,
        row.comparator,
        row.p_value,
        row.time_value,
        row.time_unit,
    )


def _identify(row: Finding) -> str:
    """A row's id: a digest of its place and content, the same on every run and machine."""
    content = "\x1f".join(
        str(part)
        for part in (
            row.document, row.kind, row.span.start, row.span.end, row.measure, row.measure_text, row.statistic,
            row.value, row.events, row.total, row.low, row.ci_low, row.p_value, row.group, row.comparator, row.time_value,
        )
    )  # fmt: skip
    return hashlib.sha256(content.encode()).hexdigest()[:16]


#: `After a median of 30 months, ...`
_FOLLOWED = re.compile(
    r"(?:[A-Z][A-Za-z ]{2,24}\s?:\s)?(?:After|Over|During)\s(?:an?\s)?(?:overall\s)?(?P<median>median|mean)\s(?:time\s)?of\s",
    re.IGNORECASE,
)


#: `After a median of 22 months of follow-up, events in group A ...`: of all, whomever the sentence goes on to tell of.
_OPENS = re.compile(
    r"(?:[A-Z][A-Za-z ]{2,24}\s?:\s)?(?:After|Over|During|At|With)\s(?:an?\s)?(?:[\w-]+\s){0,3}?(?:median|mean)\b[^.;,]{0,40}$"
)


def _told_outright(
    context: SentenceContext, figure: Figure, taken: Sequence[Taken]
) -> tuple[MeasureMention | None, str, float]:
    """The measure of a figure whose own words say what it counts, whatever its sentence is for."""
    cause = cause_of_death(context, figure, taken)
    if cause is not None:
        return cause, "cause", 0.7
    followed = _FOLLOWED.fullmatch(context.folded, context.sentence.start, figure.span.start)
    if figure.kind == "duration" and followed and context.folded[figure.span.end : figure.span.end + 1] == ",":
        return MeasureMention(Span(*followed.span("median")), "FOLLOW_UP", followed["median"]), "nearest", 0.6
    listed = listed_event(context, figure)
    if listed is not None:
        return listed, "listed", 0.6
    # `50 were treated with A and 40 received B` is what the study compares.
    part = is_part(context, figure) and samples.size_of(context, figure) is None
    return course(context, figure) if part else None, "course", 0.7


def _is_seen_in(context: SentenceContext, figure: Figure) -> bool:
    """Whether a figure counts those in whom something is told to have been seen (`occurred in 38 of 150 patients`)."""
    counted = figure.events is not None and figure.total is not None and context.role == "results"
    return counted and SEEN_IN.search(context.folded, context.sentence.start, figure.span.start) is not None


#: `in 38 of 150 in the A group and in 50 of 150`
_AND_IN = re.compile(
    r"[^.;]{0,120}\b(?:and|versus|vs\.?|compared (?:with|to))\s(?:in\s|by\s|among\s)?(?:the\s)?$", re.IGNORECASE
)


def _told_beside(context: SentenceContext, before: Taken, figure: Figure) -> bool:
    """Whether a share of counted people is told beside another of which an outcome is told."""
    other, measure, _, _ = before
    shares = other.kind == figure.kind and None not in (other.events, figure.events, other.total, figure.total)
    return (
        shares
        and measure.code not in STUDY
        and other.span.end <= figure.span.start
        and _AND_IN.match(context.folded[other.span.end : figure.span.start]) is not None
    )


def _measure(row: Finding) -> MeasureMention:
    return MeasureMention(row.span, row.measure, row.measure_text, row.adverse_event)


def _same_passage(document: Document, one: Span, other: Span) -> bool:
    return passage_at(document.passages, one.start) == passage_at(document.passages, other.start)


def _rows(context: SentenceContext, rules: Rules, defined: Sequence[Span]) -> list[Finding]:
    """The rows of one sentence; what it defines by the way has none."""
    rows: list[Finding] = []
    taken: list[Taken] = []
    parts = parts_of(context)
    enrolled = shares_enrolled(context)
    samples_at: set[int] = set()
    for index, figure in enumerate(context.figures):
        if any(span.contains(figure.span) for span in defined):
            continue
        if index in enrolled:
            row = enrolled[index]
            rows.extend([row] if row is not None else [])
            samples_at.add(index)
            continue
        if is_patient_number(context, figure) or counts_comparison(context, figure):
            continue
        given = taken[-1][1] if taken and taken[-1][1].code in ("HSCT", "COURSE") else None
        without = not_given(context, figure, given)
        if without is not None:
            rows.append(samples.left_out_row(context, figure, without))
            continue
        measure, rule, score = _told_outright(context, figure, taken)
        whole = parts.get(index)
        if measure is None and whole is not None:
            if whole in samples_at:
                rows.append(samples.part_row(context, index))
                continue
            counted = (m for f, m, _, _ in taken if f is context.figures[whole] and of_arms(context, index))
            measure, rule, score = next((m for m in counted if m.code not in STUDY), None), "part", 0.6
        if measure is None:
            sample = samples.sample_row(context, index)
            seen_in_them = _is_seen_in(context, figure) or (bool(taken) and _told_beside(context, taken[-1], figure))
            was_given = course(context, figure) is not None
            happened = outcome_told(context, figure) or was_given or seen_in_them
            if sample is None and not happened and is_size(context, figure):
                sample = samples.told_row(context, index)
            elif sample is not None and figure.kind != "sample_size" and is_no_size(context, figure):
                sample = None
            if sample is not None and given_besides(context, figure):
                # `20 received tocilizumab`
                sample = None
            if sample is not None:
                rows.extend(sample)
                samples_at.add(index)
                continue
            if figure.kind == "sample_size":
                continue
            if was_given or may_report(context, figure):
                measure, rule, score = measure_of(context, index, figure, taken, rules)
            if measure is None:
                measure, rule, score = measure_left_out(context, figure), "labelled", 0.5
            elif (
                measure.code not in STUDY
                and figure.kind != "difference"
                and not seen_in_them
                and not is_reported(context, figure, measure, rule, score)
            ):
                continue
        if measure is None:
            continue
        group = context.figure_groups[index] if rule != "cause" else None
        ruled = context.ruled_groups[index] if context.ruled_groups else group
        if measure.code in STUDY:
            # How long and how old are told of all patients, wherever in the paper, but where rules are sure of a group.
            opens = _OPENS.match(context.folded, context.sentence.start, figure.span.start)
            group = None if opens or (ruled is not None and ruled.size is not None) else ruled
        # `24% in both arms` is told of two groups, whichever of them speaks for the more.
        both = both_arms(context, figure) if group is None or ruled is None else ()
        if both:
            made = [arm_row(context, figure, measure, arm, rule, score, rules) for arm in both]
        elif figure.kind in ("ratio", "difference") or (
            not is_reported_by(figure, context.folded, context.sentence)
            and is_comparison(
                context,
                figure,
                measure,
                is_difference(figure, context.folded, context.sentence) and not is_own_change(context, figure),
            )
        ):
            made = contrast_rows(context, figure, measure, group, rule, score)
        else:
            told = told_of_each(context, index, measure)
            # A name that says no more than when something was measured is no group.
            whose = None if is_before_or_after(group) else group
            made = [arm_row(context, figure, one, whose, rule, score, rules) for one in told]
        rows.extend(made)
        taken.append((figure, measure, group, made))
    return with_ranked_sides(context, in_one_unit(with_p_values(context, rows, taken)))
