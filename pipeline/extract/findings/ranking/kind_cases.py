"""What speaks for and against a figure's being a comparison of two groups, or of one with its beginning."""

from __future__ import annotations

from typing import Final

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.ranking.common import AROUND, OF_FIGURE, around, number_of, of_figure, thousandths
from pipeline.extract.findings.ranking.measure_cases import CODES
from pipeline.extract.findings.standing import beside_another, is_own_change, of_group
from pipeline.extract.findings.statistics import is_difference
from pipeline.extract.pointer import Pointing

#: The candidates, by their numbers.
NAMES: Final = ("arm", "contrast")
_STATISTICS: Final = ("difference", "mean", "median", "proportion", "other", "count")
COLUMNS: Final = (
    "by_rules", "is_contrast", "contrast_share", *(f"{each}_share" for each in _STATISTICS), "no_comparator",
    "comparator", "no_group", "is_difference", "is_own_change", "beside_another", "of_group", "code", "signed",
    "spread", "alike", "has_group", "has_unit", "changes", *AROUND, *OF_FIGURE,
)  # fmt: skip
_CHANGES: Final = ("differ", "reduc", "increas", "decreas", "chang", "improv", "gain", "loss", "declin", "effect")


def cases(
    context: SentenceContext, figure: Figure, measure: MeasureMention, ruled: bool, pointing: Pointing
) -> list[tuple[int, ...]]:
    """The cases of the figure as a group's and as a comparison's, a number for each of :data:`COLUMNS`.

    Args:
        context: the sentence.
        figure: the figure.
        measure: what it is of.
        ruled: whether the rules take it for a comparison's.
        pointing: where the figure points.
    """
    statistics, said = pointing.labels["statistic"], measure.text.lower()
    comparator = pointing.names("comparator", 1)
    index = context.figures.index(figure)
    told = (
        thousandths(pointing.labels["kind"].get("contrast", 0.0)),
        *(thousandths(statistics.get(each, 0.0)) for each in _STATISTICS),
        thousandths(pointing.nothing("comparator")),
        thousandths(max((pointing.share("comparator", span) for span in comparator), default=0.0)),
        thousandths(pointing.nothing("group")),
        int(is_difference(figure, context.folded, context.sentence)),
        int(is_own_change(context, figure)),
        int(beside_another(context, figure)),
        int(of_group(context, figure)),
        number_of(measure.code, CODES),
        int(context.folded[figure.head.start : figure.head.start + 1] in ("+", "-")),
        number_of(figure.spread or "", ("sd", "se", "range", "iqr")),
        sum(each.kind == figure.kind and each.unit == figure.unit for each in context.figures),
        int(context.figure_groups[index] is not None),
        int(figure.unit is not None),
        int(any(each in said for each in _CHANGES)),
        *around(context, figure.span),
        *of_figure(context, figure),
    )
    return [(int(ruled == one), int(one), *told) for one in (False, True)]
