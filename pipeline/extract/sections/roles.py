"""What part each sentence of a document plays.

Headings and the labels of an abstract say so themselves; in an abstract without labels a learned model does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from pipeline.extract.quantities.numerals import NUMERAL
from pipeline.extract.sections.headings import Role, heading_role
from pipeline.extract.sections.model import ROLES, UNIT, SectionModel, shipped_model
from pipeline.schema import Document, Passage, Span

_LABELS: frozenset[Role | None] = frozenset(("results", "methods", "conclusions"))
_AIM = re.compile(
    r"^(?:[A-Z][A-Za-z ]{2,24}:\s*)?(?:to (?:evaluate|compare|assess|investigate|determine|examine|explore|test|study|report|describe|identify)\b|"
    r"(?:the |our |this |in this |here,? )?(?:primary |main )?(?:aims?|objectives?|purpose|goal)\b|"
    r"(?:we|this (?:study|trial|report|phase)|the present study|the study|here we|in (?:this|the present) (?:study|trial|report|randomi[sz]ed))\b)",
    re.IGNORECASE,
)
#: A sentence that tells numbers is taken for results unless another role is e to this power times as probable: a
#: result that is lost weighs more than a figure too many.
_DOUBT = 2
#: A number, in figures or in words; `one` and `two` are said of much that is not counted.
_NUMBER = re.compile(rf"\d|\b(?!(?:one|two)\b)(?:{NUMERAL})\b", re.IGNORECASE)
#: A text of more sentences is no abstract: its parts have no order that the model knows.
_MOST_SENTENCES = 60
_RESULTS = ROLES.index("results")
_FIGURE = re.compile(r"\s*(?:supplementary )?fig(?:ure|s|\.)?\s*\d", re.IGNORECASE)


def passage_at(passages: Sequence[Passage], position: int) -> Passage | None:
    """The passage that holds ``position``."""
    return next((p for p in passages if p.span.start <= position < p.span.end), None)


def sentence_roles(document: Document, sentences: Sequence[Span], model: SectionModel | None = None) -> list[Role]:
    """The role of each sentence, in order.

    Args:
        document: the document.
        sentences: its sentences, in order.
        model: what tells the roles in an abstract without labels; None for the model that comes with evigraph.

    Raises:
        ModelError: when the model that comes with evigraph is needed and cannot be loaded.
    """
    text = document.text
    # A full text has headings whether or not its abstract has labels.
    kinds = {p.kind for p in document.passages if heading_role(p.heading) in _LABELS}
    told: list[Role | None] = [_told(document, sentence, kinds) for sentence in sentences]
    roles: list[Role] = []
    for known, run in groupby(zip(told, sentences, strict=True), key=lambda pair: pair[0] is not None):
        if known:
            roles.extend(role for role, _ in run if role is not None)
        else:
            roles.extend(_unlabelled([sentence.of(text) for _, sentence in run], model or shipped_model()))
    return [
        "objective" if role == "background" and _AIM.search(sentence.of(text)) else role
        for role, sentence in zip(roles, sentences, strict=True)
    ]


def _told(document: Document, sentence: Span, kinds: AbstractSet[str]) -> Role | None:
    """The role that the sentence's passage names; None where it stands in a text without labels."""
    passage = passage_at(document.passages, sentence.start)
    kind = passage.kind if passage else "other"
    if kind == "title":
        return "title"
    if kind == "reference":
        return "reference"
    if passage is not None and kind == "other" and _FIGURE.match(passage.heading or ""):
        return _role_around(document, passage)
    if passage is None or kind in ("table", "other"):
        return "other"
    role = heading_role(passage.heading)
    if role is None and (kind in kinds or (kinds and kind != "abstract")):
        return "other" if passage.heading else "background"
    return role


def _role_around(document: Document, figure: Passage) -> Role:
    """The role of a figure's caption: results, where it stands among them; else it tells nothing of the study's own."""
    before = [p for p in document.passages if p.kind == "section" and p.span.end <= figure.span.start]
    return "results" if before and heading_role(before[-1].heading) == "results" else "other"


def _unlabelled(sentences: Sequence[str], model: SectionModel) -> list[Role]:
    """The roles of the sentences of an abstract without labels."""
    long = len(sentences) > _MOST_SENTENCES
    roles: list[Role] = []
    for sentence, points in zip(sentences, model.scores(sentences), strict=True):
        best = int(points.argmax())
        doubtful = long or points[best] - points[_RESULTS] < _DOUBT * UNIT
        roles.append("results" if doubtful and _NUMBER.search(sentence) else ROLES[best])
    return roles
