"""The rows of a document's tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import STUDY, MeasureMention, find_measures
from pipeline.extract.findings.rules import Rules
from pipeline.extract.findings.study import Study
from pipeline.extract.findings.tables import baseline, by_group, patients, regression, studies, words
from pipeline.extract.findings.tables.headers import HeaderReader
from pipeline.extract.findings.tables.kinds import TableKind, kind_of
from pipeline.extract.findings.tables.layout import Layout, lay_open
from pipeline.extract.findings.tables.nesting import nested
from pipeline.extract.findings.tables.source import TableSource
from pipeline.extract.findings.tables.subheads import under_subheads
from pipeline.extract.sections import heading_role, passage_at
from pipeline.extract.terms import Lexicon
from pipeline.schema import Document, Finding, Mention, Span, Table

#: A table of more cells than this holds data, not results.
MOST_CELLS = 20_000
#: What a table is for, its caption says at once.
LONGEST_CAPTION = 2_000

_HOW_OFTEN = re.compile(r"(?:incidences?|frequenc(?:y|ies)|rates?|occurrences?|prevalence)", re.IGNORECASE)
_VALUES_ARE = re.compile(
    r"\b(?:data|values?|figures?|results?|numbers?|scores?)\s+(?:shown |given |presented )?(?:are|is|were|as|represent|in)\b[^.;]{0,60}",
    re.IGNORECASE,
)
_POPULATION = re.compile(
    r"\b(?:in|after|during|following|with|of|for|among|on|to|under)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


def table_findings(
    document: Document, folded: str, mentions: Sequence[Mention], measures: Lexicon, study: Study, rules: Rules
) -> list[Finding]:
    """The rows that the tables of a document give, table by table.

    Args:
        document: the document.
        folded: its text, folded.
        mentions: its mentions.
        measures: the names of the outcome measures.
        study: what is known of the study.
        rules: what the stage may do.
    """
    if not document.tables:
        return []
    ordered = sorted(mentions, key=lambda mention: mention.span)
    starts = [mention.span.start for mention in ordered]
    rows: list[Finding] = []
    for table in document.tables:
        if not table.cells or len(table.cells) > MOST_CELLS:
            continue
        layout = nested(under_subheads(lay_open(table, document.text, folded)), folded)
        reach = _reach(table)
        near = ordered[bisect_left(starts, reach.start) : bisect_right(starts, reach.end)]
        source = _source(document, folded, layout, near, measures, study, rules)
        if source.kind in ("outcomes", "adverse_events"):
            rows.extend(by_group.rows(source))
        elif source.kind == "baseline":
            rows.extend(baseline.rows(source))
        elif source.kind == "regression":
            rows.extend(regression.rows(source))
        elif source.kind == "patients":
            rows.extend(patients.rows(source))
        elif source.kind == "studies":
            rows.extend(studies.rows(source))
    return rows


def kind_of_table(
    document: Document, folded: str, table: Table, mentions: Sequence[Mention], measures: Lexicon, study: Study
) -> TableKind:
    """What kind of table it is; the arguments are those of :func:`table_findings`."""
    return _source(
        document, folded, under_subheads(lay_open(table, document.text, folded)), mentions, measures, study, Rules()
    ).kind


def _reach(table: Table) -> Span:
    reach = table.span
    for span in (table.caption, *table.notes):
        reach = reach if span is None else reach.cover(span)
    return reach


def _source(
    document: Document,
    folded: str,
    layout: Layout,
    mentions: Sequence[Mention],
    measures: Lexicon,
    study: Study,
    rules: Rules,
) -> TableSource:
    table = layout.table
    reader = HeaderReader(document.text, folded, measures, mentions, study.arms, table.notes)
    labels = {reader.words(span) for row in layout.rows for cell in row for span in (*cell.head[-1:], *cell.stub[-1:])}
    reader.responses = len({"CR", "PR", "PD"} & labels) > 1
    caption = "" if table.caption is None else folded[table.caption.start : table.caption.end][:LONGEST_CAPTION]
    corner = " ".join(reader.words(span) for span in layout.corner)
    inside = reader.within(table.caption) if table.caption is not None else []
    found = find_measures(document.text, table.caption, measures, inside) if table.caption is not None else []
    named = [measure for measure in found if measure.code not in STUDY and not measure.state]
    # `Incidence of oral mucositis`: how often, and of what.
    named = [measure for measure in named if not _HOW_OFTEN.fullmatch(measure.text)] or named
    context = SentenceContext(
        document=document,
        folded=folded,
        sentence=table.span,
        role="results",
        section=table.label,
        study=study,
        figures=(),
        groups=(),
        figure_groups=(),
        measures=(),
        quantities=(),
        mentions=tuple(mentions),
        before=None,
        attribution="cited" if study.review else "own",
    )
    return TableSource(
        layout=layout,
        kind=kind_of(layout, caption, corner, reader),
        caption=caption,
        corner=corner,
        reader=reader,
        context=context,
        measure=_the_one(
            [m for m in named if _PREDICTED.search(folded[max(0, m.span.start - LONGEST_LEAD) : m.span.start])] or named
        ),
        statistic=_stated(caption, [folded[note.start : note.end][:LONGEST_CAPTION] for note in table.notes]),
        population=_population(folded, table, inside, study),
        graded=any(words.GRADES.search(text) or words.TOXICITY.search(text) for text in (caption, corner))
        or sum(words.GRADED_COLUMN.fullmatch(label) is not None for label in labels) >= FEWEST_GRADES,
        rules=rules,
        shares=_speaks_of_shares(layout, folded),
        within=_tells_of_change(table, caption, folded),
        acute=_only_acute(document, folded),
    )


#: So far before a measure, in characters, its caption says that it is predicted.
LONGEST_LEAD = 60
#: `a risk factor of overall survival`: what is predicted, not what predicts it.
_PREDICTED = re.compile(
    r"\b(?:(?:risk|prognostic|predictive) factors?|predictors?|prediction|prognos\w+|(?:regression|analys[ie]s|models?|modell?ing))\s(?:of|for|on)\s(?:the\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)


def _the_one(named: Sequence[MeasureMention]) -> MeasureMention | None:
    """The measure that all of some are."""
    kinds = {(m.code, m.text.lower() if m.code in ("AE", "OTHER") else "") for m in named}
    return named[0] if len(kinds) == 1 else None


#: So many columns of grades make a table of them.
FEWEST_GRADES = 3
#: So far before the place where a text points to a table, it says what the table shows.
REACH = 600
_BEFORE_AND_AFTER = re.compile(
    r"\bbefore and after\b|\bpre-? ?and post-?|\bfrom baseline\b|\b(?:compared (?:with|to)|versus|vs\.?) (?:the )?baseline\b",
    re.IGNORECASE,
)


def _tells_of_change(table: Table, caption: str, folded: str) -> bool:
    """Whether caption or the sentence that points to the table say that it sets patients against themselves."""
    if _BEFORE_AND_AFTER.search(caption):
        return True
    if not table.label:
        return False
    for place in re.finditer(rf"[(\[](?:see )?{re.escape(table.label)}(?!\d)", folded, re.IGNORECASE):
        if not table.span.contains(Span(place.start(), place.end())):
            told = folded[max(0, place.start() - REACH) : place.start()]
            if _BEFORE_AND_AFTER.search(re.split(r"[.;]\s+(?=[A-Z])", told)[-1]):
                return True
    return False


_HOST_DISEASE = re.compile(r"\b(?P<kind>acute|chronic)\s+(?:GVHD|graft)", re.IGNORECASE)


def _only_acute(document: Document, folded: str) -> bool:
    """Whether the paper's results tell of acute graft-versus-host disease and of no chronic one."""
    kinds: set[str] = set()
    for match in _HOST_DISEASE.finditer(folded):
        passage = passage_at(document.passages, match.start())
        if passage is not None and heading_role(passage.heading) == "results":
            kinds.add(match["kind"].lower())
    return kinds == {"acute"}


_SHARES = re.compile(r"%|\bper\s?cent|\bproportions?\b|\bscores?\b|\bmeans?\b|\bmedians?\b", re.IGNORECASE)


def _speaks_of_shares(layout: Layout, folded: str) -> bool:
    """Whether the table speaks of percentages or averages anywhere outside its cells."""
    table = layout.table
    told = [*(span for span in (table.caption, *table.notes) if span is not None), *layout.corner]
    heads = {span for row in layout.rows for cell in row for span in (*cell.head, *cell.stub)}
    return any(
        _SHARES.search(folded, span.start, min(span.end, span.start + LONGEST_CAPTION)) for span in (*told, *heads)
    )


def _stated(caption: str, notes: Sequence[str]) -> str | None:
    """The one statistic that caption or notes state for all cells: `Values are mean (SD)`, `number (%) of patients`."""
    told = [match[0] for text in (caption, *notes) for match in _VALUES_ARE.finditer(text)]
    found: set[str] = set()
    for clause in (caption, *told):
        for name, pattern in words.STATISTICS:
            if name in (
                "count_percent",
                "mean_sd",
                "mean_se",
                "mean_ci",
                "median_range",
                "median_iqr",
                "fraction_percent",
            ) and pattern.search(clause):
                found.add(name)
    if not found and re.match(r"\W*(?:number|no\.) of\b", caption, re.IGNORECASE) and "%" not in caption:
        return "count"
    return found.pop() if len(found) == 1 else None


def _population(folded: str, table: Table, mentions: Sequence[Mention], study: Study) -> Group | None:
    """The patients that the caption says the table is of, where a therapy names them that not all of them had."""
    if table.caption is None or study.arms:
        return None
    given = [m for m in mentions if m.type in ("therapy", "drug") and m.concepts]
    named = {m.concepts[0].id: m for m in given}
    others = [m for m in named.values() if m.concepts[0] not in study.therapies]
    if len(others) != 1 or any(m.concepts[0] in study.therapies for m in given):
        return None
    before = folded[table.caption.start : others[0].span.start]
    if not _POPULATION.search(before):
        return None
    return Group(others[0].span, others[0].surface, others[0].concepts[:1])
