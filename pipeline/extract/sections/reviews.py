"""Whether a paper, or a sentence, tells of other papers."""

from __future__ import annotations

import re

from pipeline.schema import Document

_REVIEW = re.compile(
    r"\b(?:we|this (?:article|paper|chapter)|in this (?:article|paper|review))\s+(?:will\s+|briefly\s+|aims? to\s+)?(?:reviews?|summari[sz]es?|discuss(?:es)?|outlines?)\b|"
    r"\b(?:this|the present|our) (?:narrative |systematic |literature |mini)?-?review\b|\beditorial\b|\bresults:\s*review\b|"
    r"\bin this research topic\b|\bthis review\b|\bwe review\b|\bis reviewed here\b|\bare reviewed\b",
    re.IGNORECASE,
)
_REVIEW_TITLE = re.compile(
    r"(?<!retrospective )(?<!chart )\b(?:review|overview|editorial|commentary|perspectives?|viewpoint)\b", re.IGNORECASE
)
_OWN_STUDY = re.compile(
    r"\b(?:we (?:enrolled|treated|randomi[sz]ed|included|retrospectively|recruited|evaluated|analy[sz]ed|studied|conducted|performed|assigned)|"
    r"(?:patients|children|women|men|subjects|participants|individuals) (?:with [^.]{1,60}? )?were (?:enrolled|randomi[sz]ed|randomly|assigned|recruited|treated|included|allocated|retrospectively)|"
    r"retrospectively (?:collected|analy[sz]ed|reviewed)|were randomi[sz]ed|randomly assigned|eligible patients)\b",
    re.IGNORECASE,
)
#: A sentence that tells of another paper: by its words, or by the citation mark it ends with.
QUOTES_OTHERS = re.compile(
    r"\bet al\b|\b(?:previous|earlier|prior|other|recent|published) (?:studies|trials|reports|series|study|trial|report)\b|\b(?:has|have) been reported\b|"
    r"\bdata indicate\b|\bstudies (?:have )?show|\bthe \w+ (?:trial|study) (?:by|of)\b|\b(?:reported|showed|found) by (?:(?-i:[A-Z][a-z]+)|(?:several |some |many |the )?(?:other )?(?:others|authors|investigators|groups|researchers))\b|\bin the literature\b|\baccording to\b|"
    r"(?<![%\d]\s)(?<![%\d])\(\d{1,3}(?:[,\s-]+\d{1,3}){0,6}\)\s*[.,;]?\s*$|"
    r"\b(?:another|one|an earlier|a previous|an? (?:single-arm|open-label|phase \S+|separate)) (?:\w+ )?(?:study|report|trial|series)\b|\belsewhere\b|\band colleagues\b|\bin a (?:study|series|trial) of\b",
    re.IGNORECASE,
)


def is_review(document: Document) -> bool:
    """Whether the document tells of other papers only: a review or an editorial, by what it says of itself."""
    opening = document.text[:8000]
    title = next((p.span.of(document.text) for p in document.passages if p.kind == "title"), "")
    said = _REVIEW.search(opening) or _REVIEW_TITLE.search(title)
    return bool(said) and not _OWN_STUDY.search(opening)
