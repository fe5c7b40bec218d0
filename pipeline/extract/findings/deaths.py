"""What the counted dead died of: `two died, one of progressive disease and one of complications of HSCT`, `12 deaths (3 treatment-related)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.figures import Figure
from pipeline.extract.findings.items import Taken
from pipeline.extract.findings.measures import MeasureMention
from pipeline.schema import Span

_CAUSE = re.compile(
    r"(?:\w+|\d+)\s+(?:patients?\s+|children\s+|child\s+|died\s+)?(?P<cause>(?:of|from|due to|because of|owing to)\s+(?!(?:the|these|those|them|whom|our|all|\d+)\b)[^,;.()]+?)"
    r"(?=\s+and\s+(?:\w+\s+(?:of|from|due|because|owing)|the other)|\s*[,;.()]|\s*$)",
    re.IGNORECASE,
)
#: `12 deaths (3 treatment-related)`
_RELATED = re.compile(
    r"(?:\w+|\d+)\s+(?:deaths?\s+)?(?:of (?:which|whom|these|them)\s+)?(?:(?:was|were|being)\s+)?(?P<cause>[\w-]{3,30}[- ](?:related|associated))(?=\s?[,;.)\]]|\s+and\b|\s*$)",
    re.IGNORECASE,
)
_OF_TREATMENT = re.compile(
    r"\b(?:complications?|toxicity|effects?)\s+of\s+(?:\w+\s){0,2}?(?:treatment|therapy|\w*transplant\w*|HSCT|chemotherapy)|"
    r"\b(?:treatment|transplant\w*|HSCT|therapy|drug|toxicity)(?:-related|-associated| complications?)|\btoxicity\b|\b(?:GVHD|graft[- ]versus)",
    re.IGNORECASE,
)


def cause_of_death(context: SentenceContext, figure: Figure, taken: Sequence[Taken]) -> MeasureMention | None:
    """The deaths of one cause, of those that the sentence has just counted; transplant and treatment are ``NRM``."""
    deaths = next((measure for _, measure, _, _ in taken if measure.code in ("DEATH", "NRM")), None)
    if deaths is None or figure.kind not in ("count", "number") or not taken or figure is taken[0][0]:
        return None
    told = _CAUSE.match(context.folded, figure.span.start, context.sentence.end)
    related = _RELATED.match(context.folded, figure.span.start, context.sentence.end)
    if related is not None and related.start("cause") >= figure.span.end:
        code = "NRM" if _OF_TREATMENT.search(related["cause"]) else "DEATH"
        return MeasureMention(Span(*related.span("cause")), code, f"{related['cause']} deaths")
    if told is None or told.end("cause") < figure.span.end:
        return None
    cause = re.sub(r"\s+", " ", told["cause"])
    code = "NRM" if _OF_TREATMENT.search(cause) else "DEATH"
    return MeasureMention(Span(told.start("cause"), told.end("cause")), code, f"{deaths.text.split()[0]} {cause}")
