"""What a study's primary end point is: `the primary end point occurred in 12%` tells nothing without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.extract.sections import Role
from pipeline.schema import Span

_END_POINT = (
    r"(?:primary|main|principal)[\s-](?:(?:composite|combined|efficacy|safety|study|clinical|effectiveness)[\s-])*"
    r"(?:end[\s-]?points?|outcomes?)"
)
_IS = re.compile(
    rf"\b{_END_POINT}(?:[\s-](?:measures?|variables?|parameters?))?(?:\s[(\[][A-Za-z0-9 -]{{1,20}}[)\]])?(?:\s(?:of|in|for)\s(?:the|this|our)\s(?:\w+\s)?(?:study|trial))?"
    r"\s?(?:was|were|is|included|comprised|consisted of|:|-)\s(?:defined as\s|assessed as\s)?(?:(?:the|a|an)\s)?(?P<what>[^.;:]{4,200})",
    re.IGNORECASE,
)
_WAS_IT = re.compile(
    rf"(?:^|[.;:]\s|,\s|\b(?:with|and)\s)(?:(?:the|a|an)\s)?(?P<what>[^.;:,]{{4,120}}?)\s(?:was|were|being|as)\s(?:(?:the|a|our)\s)?{_END_POINT}\b",
    re.IGNORECASE,
)
#: Where a definition goes on to tell how and when it was measured, or what came second.
_ENDS = re.compile(
    r",?\s(?:as\s)?(?:(?:was|were)\s)?(?:assessed|measured|defined|evaluated|determined|analy[sz]ed|calculated|estimated|based on|using|expressed|obtained|according|followed by|whereas|while|which|who)\b|"
    r"\s(?:at|by|in|on|to|through|until|over|during|after|within)\s(?:the\s)?(?:end\b|(?:week|month|day|year)s?\b|W?\d|\w+\s(?:week|month|day|year)s?\b|follow|discharge)|"
    r",\s(?:with|and safety|in|for)\b|,?\sand (?:the |our |its )?(?:key\s|principal\s|main\s)?(?:secondary|safety|principal)\b|\s(?:between|among|in) (?:the\s)?(?:(?:two|three|four|both|intention|study|treatment)\b)|\swas\b|\swere\b",
    re.IGNORECASE,
)
#: Nothing but the words that call it so.
_CALLED = re.compile(
    rf"(?:(?:the|a|an|of|for|in|on|rates?|incidence|numbers?|proportion|met|reached|first|(?:did not )?(?:reduce|lower)d?|reduced)\s)*"
    rf"(?:{_END_POINT}(?:[\s-](?:measures?|variables?|events?|rates?|incidence|occurred))*|(?:primary|main)\s(?:efficacy|effectiveness|safety|composite|end)(?:\send)?)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:not\b|met\b|reached\b|similar\b|significant|achieved\b|evaluated|assessed|analy|primary\b|(?:the\s|a\s)?(?:differences?|changes?|proportion|percentage|number|rates?|incidence|time)(?:\sof\s(?:the\s)?(?:patients|participants|subjects|women|men|children))?$)",
    re.IGNORECASE,
)
#: A longer one is a sentence, no name.
_MOST_WORDS: Final = 16


def primary_end_point(folded: str, sentences: Sequence[Span], roles: Sequence[Role]) -> str | None:
    """What the primary end point of a study is, the first where it calls several so; None where nothing says.

    Args:
        folded: the document's text, folded.
        sentences: its sentences.
        roles: what each is for.
    """
    for pattern in (_IS, _WAS_IT):
        for sentence, role in zip(sentences, roles, strict=True):
            if role not in ("title", "objective", "methods", "background", "results"):
                continue
            told = pattern.search(folded[sentence.start : sentence.end])
            what = _name_in(told["what"]) if told is not None else None
            if what is not None:
                return what
    return None


def _name_in(words: str) -> str | None:
    end = _ENDS.search(words)
    name = " ".join((words[: end.start()] if end else words).split()).strip(" ,()[]")
    told = name.count("(") == name.count(")") and re.search(r"[A-Za-z]{3}", name)
    if not told or _NO_NAME.match(name) or re.search(r"\d\s?%|\bp\s?[<=>]", name):
        return None
    return name if 0 < len(name.split()) <= _MOST_WORDS else None


def told_in_full(name: str, end_point: str | None) -> str:
    """The name of a measure, what the primary end point is where it is only called so.

    Args:
        name: the name.
        end_point: what the primary end point is; None where nobody knows.
    """
    return f"{end_point} (primary end point)" if end_point is not None and _CALLED.fullmatch(name.strip()) else name
