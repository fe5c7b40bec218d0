"""Small factories: documents as a reader would give them, extractors over the lexicons that come with evigraph."""

from __future__ import annotations

import warnings
from importlib.util import find_spec

import pytest

from pipeline.extract import Extractor
from pipeline.resources import lexicon
from pipeline.schema import Document, Passage, SourceRecord, Span

needs_scispacy = pytest.mark.skipif(
    find_spec("scispacy") is None, reason="scispaCy is not installed: it needs Python below 3.13"
)
NAMES = ("therapies", "drugs", "adverse_events", "diseases", "genes")


def quietly(build):
    """What ``build`` returns, without Python's warning of two brackets in scispaCy's tokenizer rules."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Possible (set|nested) ", FutureWarning)
        return build()


def shipped_extractor(**options):
    return quietly(lambda: Extractor([lexicon(name) for name in NAMES], lexicon("measures"), **options))


def abstract(title, *sections, id="file:trial"):
    """A document of a title and sections; a section is a text, or its heading and its text as a paper prints them."""
    text, passages = title or "", [Passage("title", Span(0, len(title)))] if title else []
    for section in sections:
        heading, body = section if isinstance(section, tuple) else (None, section)
        text += "\n" if text else ""
        start = len(text)
        text += body if heading is None else f"{heading}: {body}"
        passages.append(Passage("abstract", Span(start, len(text)), heading))
    return Document(id, text, tuple(passages), title=title or None)


def record(title, *sections, **options):
    return SourceRecord(abstract(title, *sections, **options))
