"""What part a sentence plays: background, objective, methods, results or conclusions; and whether a paper is a review.

A labelled abstract says so itself; in an unlabelled one the turns of phrase do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.schema import Document, Passage, Span

Role = Literal[
    "title", "background", "objective", "methods", "results", "discussion", "conclusions", "reference", "other"
]

_LABELS: frozenset[Role | None] = frozenset(("results", "methods", "conclusions"))
_HEADINGS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"registration|funding|keywords?|copyright|acknowledg|conflict|disclosure|abbreviations", re.I), "other"),
    (re.compile(r"result|finding|outcome|efficacy|safety|toxicit|adverse|response|survival", re.I), "results"),
    (re.compile(r"conclu|interpretation|implication|significance|summary", re.I), "conclusions"),
    (re.compile(r"discussion", re.I), "discussion"),
    (re.compile(r"method|design|setting|patients|participants|subjects|material|intervention|measure|procedure|population|statistic|treatment|trial", re.I), "methods"),
    (re.compile(r"aim|objective|purpose|goal|hypothes|question", re.I), "objective"),
    (re.compile(r"background|introduction|context|rationale|importance", re.I), "background"),
)  # fmt: skip
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
    r"\bdata indicate\b|\bstudies (?:have )?show|\bthe \w+ (?:trial|study) (?:by|of)\b|\b(?:reported|showed|found) by\b|\bin the literature\b|\baccording to\b|"
    r"(?<![%\d]\s)(?<![%\d])\(\d{1,3}(?:[,\s-]+\d{1,3}){0,6}\)\s*[.,;]?\s*$|"
    r"\b(?:another|one|an earlier|a previous|an? (?:single-arm|open-label|phase \S+|separate)) (?:\w+ )?(?:study|report|trial|series)\b|\belsewhere\b|\band colleagues\b|\bin a (?:study|series|trial) of\b",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"^(?:[A-Z][A-Za-z ]{2,24}:\s*)?(?:to (?:evaluate|compare|assess|investigate|determine|examine|explore|test|study|report|describe|identify)\b|"
    r"(?:the |our |this |in this |here,? )?(?:primary |main )?(?:aims?|objectives?|purpose|goal)\b|"
    r"(?:we|this (?:study|trial|report|phase)|the present study|the study|here we|in (?:this|the present) (?:study|trial|report|randomi[sz]ed))\b)",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:is (?:a|an|the) (?:most|common|leading|rare|major|serious|frequent|subtype)|are (?:common|frequent|rare)|account(?:s|ing)? for|"
    r"has been (?:shown|reported|approved)|have been (?:shown|reported|approved)|previous(?:ly)?|remains? (?:poor|a|an|unclear|controversial)|"
    r"little is known|it is (?:well )?known|today|currently|at present|in recent (?:years|decades)|in the past|despite|has (?:increased|improved)|"
    r"no data|limited data|is associated with|is needed|are needed)\b",
    re.IGNORECASE,
)


def heading_role(heading: str | None) -> Role | None:
    """The role a heading names; None where it names none.

    Of titles that lead to a section (``Results > Baseline characteristics``) the outermost that names a role counts:
    what is told under ``Methods > Outcome measures`` is no result.
    """
    for title in (heading or "").split(" > "):
        role = next((role for pattern, role in _HEADINGS if pattern.search(title)), None)
        if role is not None:
            return role
    return None


def is_review(document: Document) -> bool:
    """Whether the document tells of other papers only: a review or an editorial, by what it says of itself."""
    opening = document.text[:8000]
    title = next((p.span.of(document.text) for p in document.passages if p.kind == "title"), "")
    said = _REVIEW.search(opening) or _REVIEW_TITLE.search(title)
    return bool(said) and not _OWN_STUDY.search(opening)


def passage_at(passages: Sequence[Passage], position: int) -> Passage | None:
    """The passage that holds ``position``."""
    return next((p for p in passages if p.span.start <= position < p.span.end), None)


def sentence_roles(document: Document, sentences: Sequence[Span]) -> list[Role]:
    """The role of each sentence, in order."""
    roles: list[Role] = []
    text = document.text
    # A full text has headings whether or not its abstract has labels.
    kinds = {p.kind for p in document.passages if heading_role(p.heading) in _LABELS}
    past_background = False
    for sentence in sentences:
        passage = passage_at(document.passages, sentence.start)
        kind = passage.kind if passage else "other"
        role = heading_role(passage.heading) if passage else None
        words = sentence.of(text)
        if kind == "title":
            roles.append("title")
        elif kind == "reference":
            roles.append("reference")
        elif kind in ("table", "other"):
            roles.append("other")
        elif role is not None:
            if role == "background" and _AIM.search(words):
                role = "objective"
            roles.append(role)
        elif kind in kinds or (kinds and kind != "abstract"):
            roles.append("other" if passage and passage.heading else "background")
        else:
            past_background = past_background or bool(_AIM.search(words) or _OWN_STUDY.search(words))
            if not past_background:
                background = _BACKGROUND.search(words) and not re.search(r"\b(?:we|our)\b", words, re.I)
                roles.append("background" if background else "results")
            else:
                roles.append("objective" if _AIM.search(words) and not re.search(r"\d", words) else "results")
    return roles
