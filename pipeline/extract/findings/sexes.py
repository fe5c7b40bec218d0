"""The two sexes as groups, where one is set against the other."""

from __future__ import annotations

import re

from pipeline.schema import Span

#: `Men had higher mortality than women`: the two sexes, set against one another.
_SEX = re.compile(
    r"(?<![\w-])(?P<name>(?P<female>women|girls|females)|men|boys|males)(?![\w-])(?!\s(?:and|or|who|with)\b)",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to))\s(?:in\s|among\s|for\s)?(?:the\s)?$", re.IGNORECASE
)


def two_sexes(folded: str, sentence: Span) -> list[Span]:
    """Where the two sexes are named in a sentence that sets one against the other; none in any other.

    Args:
        folded: the document's text, folded.
        sentence: the sentence.
    """
    told = list(_SEX.finditer(folded, sentence.start, sentence.end))
    against = (bool(_SET_AGAINST.search(folded, sentence.start, match.start())) for match in told)
    if len({bool(match["female"]) for match in told}) < 2 or not any(against):
        return []
    return [Span(*match.span("name")) for match in told]
