"""`72% with and 41% without HSCT`, `50% who underwent HSCT versus 9% who did not`: one of two groups tells what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.findings.group_patterns import FIGURE, PEOPLE
from pipeline.schema import Span

_WHO = rf"(?:(?:in|of|for|among)\s)?(?:(?:the|those)\s)?(?:{PEOPLE}\s)?"
_PAIR = re.compile(
    rf"{FIGURE}\s{_WHO}(?P<first>with(?:out)?)\s(?:and|versus|vs\.?|compared (?:with|to)|but)\s(?:only\s)?{FIGURE}\s{_WHO}"
    r"(?P<second>(?!(?P=first)\s)with(?:out)?\s(?:an?\s|the\s)?(?P<what>[A-Za-z][^.;:,()\[\]]{1,40}?))(?=\s?(?:[.;:,()\[\]]|$)|\s(?:and|at|after|had|was|were)\b)",
    re.IGNORECASE,
)


#: `7 of 14 patients (50%) who underwent HSCT versus 2 of 23 (9%) who did not`
_WHO_DID = re.compile(
    rf"{FIGURE}\s(?P<first>(?:(?:{PEOPLE}|those)\s)?who\s(?:had|underwent|received|proceeded to|were given|were treated with)\s"
    r"(?P<what>[A-Za-z][^.;:,()\[\]\d]{1,40}?))\s(?:and|versus|vs\.?|compared (?:with|to)|but)\s(?:in\s)?(?:only\s)?"
    rf"(?:\d+\sof\s(?:the\s)?)?{FIGURE}\s(?P<second>(?:(?:{PEOPLE}|those)\s)?who\s(?:did|had|were)\snot)\b",
    re.IGNORECASE,
)


def with_and_without(folded: str, sentence: Span) -> Iterator[tuple[Span, str, Span]]:
    """The two groups of each such pair: where each is named, its name, and where what it had or did without is named.

    Args:
        folded: the document's text, folded.
        sentence: the sentence.
    """
    for pair in _WHO_DID.finditer(folded, sentence.start, sentence.end):
        what = Span(*pair.span("what"))
        yield Span(*pair.span("first")), " ".join(pair["first"].split()), what
        yield Span(*pair.span("second")), f"without {' '.join(pair['what'].split())}", what
    if folded.find("without", sentence.start, sentence.end) < 0:
        return
    for pair in _PAIR.finditer(folded, sentence.start, sentence.end):
        what = Span(*pair.span("what"))
        words = " ".join(pair["second"].split()).partition(" ")[2]
        yield Span(*pair.span("first")), f"{pair['first'].lower()} {words}", what
        yield Span(*pair.span("second")), " ".join(pair["second"].split()), what
