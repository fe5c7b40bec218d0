"""The measure named nearest to a figure, among those that it can be a figure of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.measures import TIMED, MeasureMention

#: How far from a figure its measure may stand, in characters.
REACH = 600
_AFTER_VERB = re.compile(
    r"\s*[)\]]?\s*(?:of\s+(?:the\s+|all\s+|these\s+|our\s+)?(?:\d+\s+|evaluable\s+|treated\s+)*(?:patients|children|women|men|participants|subjects|cases|those)?[^.;:()]{0,50}?|(?:patients|children|women|men|participants|subjects|cases)(?=\s))?\s*"
    r"(?:(?:had|has|have|achieved|obtained|attained|reached|developed|experienced|reported|were|was|showed|suffered|presented|underwent|received|"
    r"died|relapsed|responded|survived|required|discontinued|completed|proceeded|remained|became|entered|identified|classified|diagnosed|as|with|of|for|a|an|the|in|grade\s+\S+)\s+){0,4}$",
    re.IGNORECASE,
)
#: Between a measure and the figure that is its own: `headache (34%)`, `capillary leak syndrome in four`.
_OWNS = re.compile(r"\s*(?:rates?\s+)?(?:(?:in|was|were|at|of|for|by)\s+|[(\[]\s*|[:=]\s*)(?:only\s+|about\s+)?")
_BARRIER = re.compile(r";|\.\s|:\s|\b(?:whereas|while|but|although)\b", re.IGNORECASE)
_CONTINUES = re.compile(r",\s|\band\b", re.IGNORECASE)


def choose(
    folded: str,
    figure: Figure,
    index: int,
    figures: Sequence[Figure],
    measures: Sequence[MeasureMention],
) -> tuple[MeasureMention, float] | None:
    """The measure that a figure reports, with how sure that is; None where the sentence names none that fits.

    Each measure costs the words that part it from the figure, more where a clause ends between them, more still where
    another figure has its own measure there; the cheapest wins.
    """
    best: tuple[float, MeasureMention] | None = None
    near = [m for m in measures if -REACH <= m.span.start - figure.span.start <= REACH]
    reported = [m for m in near if not m.state]
    for measure in reported or [m for m in near if m.code not in ("RELAPSE", "AE", "DEATH")]:
        cost = _cost(folded, figure, index, figures, near, measure)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, measure)
    if best is None or best[0] > 40:
        return None
    return best[1], max(0.3, 1.0 - best[0] / 50)


_EXPLAINED = re.compile(r"\s?\([^()\d]{1,80}\)")
#: A verb between two counts: the second is of something else.
_PREDICATE = re.compile(r"\w+(?:ed|came|went|had|were|was)\b[^.;]*(?:,|\band\b|\bbut\b)")


def _cost(
    folded: str,
    figure: Figure,
    index: int,
    figures: Sequence[Figure],
    measures: Sequence[MeasureMention],
    measure: MeasureMention,
) -> float | None:
    if measure.code == "AGE" and not (figure.kind in ("duration", "number", "percent") and figure.unit != "%"):
        return None
    if measure.code == "FOLLOW_UP" and figure.kind != "duration":
        return None
    if figure.kind == "duration" and measure.code not in TIMED:
        return None
    if measure.span.end <= figure.span.start:
        # `the response (CR + PR) rate was`: what brackets explain is what stands before them.
        explained = _EXPLAINED.match(folded, measure.span.end, figure.span.start)
        begin = explained.end() if explained else measure.span.end
        gap = folded[begin : figure.span.start]
        cost = float(len(gap.split()))
        if re.fullmatch(r"\s*(?:rates?)?\s*[(\[,:=]?\s*(?:\w+\s){0,1}", gap):
            cost -= 3
        cost += 8 * len(_BARRIER.findall(gap)) + 1.5 * len(_CONTINUES.findall(gap))
        # `Overall survival (OS)` is one name; what brackets list behind another is that one's explanation.
        opened = folded[max(0, measure.span.start - 1) : measure.span.start] == "(" and gap.startswith(")")
        named = folded[measure.span.start : figure.span.start]
        if named.count(")") > named.count("(") and not opened:
            cost += 6
        # Another measure between the two that is not a list with this one takes the figure.
        cost += 3 * sum(begin <= m.span.start and m.span.end <= figure.span.start for m in measures)
        return cost + (4 if figure.kind == "count" and figure.value is None else 0)
    if measure.span.start >= figure.span.end:
        gap = folded[figure.span.end : measure.span.start]
        # The word closes the lists that the figure stands in.
        if "respectively" in gap:
            return None
        cost = 1.0 + 1.2 * len(gap.split())
        if any(f.kind == "count" and f.main.span.end == measure.span.end for f in figures[index + 1 :]):
            # `11 patients (5 CR, 6 PR)`
            return None
        between = [f for f in figures[index + 1 :] if f.span.end <= measure.span.start]
        if between and figure.kind == "count" and _PREDICATE.search(folded[figure.span.end : between[0].span.start]):
            # `All patients recovered, and no cases of heart failure`: a predicate of its own, and another count's measure.
            return None
        cost += 14 * len(between) + 12 * len(_BARRIER.findall(gap)) + 4 * len(_CONTINUES.findall(gap))
        opened = folded[max(0, figure.span.start - 1) : figure.span.start] in ("(", "[")
        if opened and not gap.strip(" %") and folded[measure.span.end : measure.span.end + 1] in (")", "]", ",", ";"):
            # `26 achieved CR (23 MRD-negative)`
            cost -= 6
        has_it = _AFTER_VERB.fullmatch(gap)
        following = next((f for f in figures[index + 1 :] if f.span.start >= measure.span.end), None)
        if not has_it and following and _OWNS.fullmatch(folded[measure.span.end : following.span.start]):
            return None
        if has_it:
            cost -= 5 if figure.kind in ("count", "fraction", "number") or figure.events is not None else 4
        if gap.strip().startswith((")", "]", "for ", "in the ", "with ")) and figure.kind != "count":
            cost += 6
        return cost
    # The measure stands within the figure's own words (`25 relapses`, `No deaths`), or between its count and its share.
    if not figure.main.span.contains(measure.span):
        return 3.0
    return -6.0 if figure.kind == "count" or figure.events is not None else 0.0
