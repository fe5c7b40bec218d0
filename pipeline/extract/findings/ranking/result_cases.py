"""What speaks for and against a figure's being a result of the study, in whole numbers."""

from __future__ import annotations

from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import STUDY, MeasureMention
from pipeline.extract.findings.ranking.common import AROUND, OF_FIGURE, around, number_of, of_figure, thousandths
from pipeline.extract.findings.ranking.measure_cases import CODES, RULES
from pipeline.extract.findings.reportable import is_baseline, is_limit, is_result, may_report
from pipeline.extract.findings.standing import beside_another, of_group
from pipeline.extract.pointer import NO_RESULT, Pointing

#: The candidates, by their numbers.
NAMES: Final = ("none", "result")
COLUMNS: Final = (
    "by_rules", "is_result", "rule", "rule_score", "code", "none_share", "study_share", "most_share", "nothing",
    "measure_share", "arm_share", "may_report", "is_result_by_rules", "is_baseline", "is_limit", "beside_another",
    "of_group", "cited", "bare", "whole", "has_unit", "size_of_study", "least_of_others", "most_of_others", "value",
    "has_group", "measures", "outcomes", *AROUND, *OF_FIGURE,
)  # fmt: skip


def cases(
    context: SentenceContext,
    figure: Figure,
    measure: MeasureMention | None,
    rule: str,
    score: float,
    pointing: Pointing,
) -> list[tuple[int, ...]]:
    """The cases of the figure as none and as a result, a number for each of :data:`COLUMNS`.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what the rules take it to be of; None where they take it for no result.
        rule: the rule that chose it.
        score: how sure it is.
        pointing: where the figure points.
    """
    labels = pointing.labels["measure"]
    others = [
        other.no_result
        for each in context.figures
        if each is not figure
        and each.kind == figure.kind
        and context.study.pointings is not None
        and (other := context.study.pointings.of(each.span)) is not None
    ]
    index = context.figures.index(figure)
    told = (
        number_of(rule, RULES) if measure is not None else 0,
        round(100 * score) if measure is not None else 0,
        number_of(measure.code, CODES) if measure is not None else -1,
        thousandths(pointing.no_result),
        thousandths(sum(labels.get(code, 0.0) for code in STUDY)),
        thousandths(max(share for code, share in labels.items() if code != NO_RESULT)),
        thousandths(pointing.nothing("measure")),
        thousandths(pointing.share("measure", measure.span)) if measure is not None else 0,
        thousandths(pointing.labels["kind"].get("arm", 0.0)),
        int(may_report(context, figure)),
        int(is_result(context, figure)),
        int(is_baseline(context, figure)),
        int(is_limit(context, figure)),
        int(beside_another(context, figure)),
        int(of_group(context, figure)),
        int(context.attribution == "cited"),
        int(figure.kind in ("count", "number", "sample_size") and figure.unit is None and figure.spread is None),
        int(figure.is_whole),
        int(figure.unit is not None),
        int(context.study.total is not None and figure.people == context.study.total),
        thousandths(min(others, default=1.0)),
        thousandths(max(others, default=0.0)),
        min(10**6, round(10 * abs(figure.value or figure.events or 0))),
        int(index < len(context.figure_groups) and context.figure_groups[index] is not None),
        len(context.measures),
        sum(context.sentence.contains(span) for span in context.study.outcomes),
        *around(context, figure.span),
        *of_figure(context, figure),
    )
    return [(int((measure is not None) == one), int(one), *told) for one in (False, True)]
