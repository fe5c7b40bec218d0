"""Texts with their mentions: a name is written ``[cisplatin|chemical|1]``, with its type and its concept's number."""

from __future__ import annotations

import re

from pipeline.extract.sentences import split_sentences
from pipeline.schema import Concept, Document, Mention, Passage, Span

_NAME = re.compile(r"\[([^|\]]+)\|([a-z_]+)\|(\w+)\]")


def marked(title, *paragraphs, kind="abstract"):
    """The document, its sentences and its mentions."""
    text, passages, mentions = "", [], []
    for number, part in enumerate((title, *paragraphs)):
        text += "\n" if text else ""
        start, at = len(text), 0
        for name in _NAME.finditer(part):
            text += part[at : name.start()]
            concept = Concept(f"evigraph:{name[3]}", name[1].lower(), name[2])
            span = Span(len(text), len(text) + len(name[1]))
            mentions.append(Mention(span, name[1], name[2], (concept,)))
            text += name[1]
            at = name.end()
        text += part[at:]
        passages.append(Passage(kind if number else "title", Span(start, len(text))))
    document = Document("file:text", text, tuple(passages), title=None)
    return document, split_sentences(text, passages), mentions


def told(found, text):
    """Relations as one can read them."""
    return [
        (
            relation.subject.id.partition(":")[2],
            relation.type,
            relation.object.id.partition(":")[2],
            None if relation.evidence is None else relation.evidence.of(text),
        )
        for relation in found
    ]
