"""Extraction: mentions, abbreviations, assertions, quantities and findings of a document.

The names below are imported when first asked for: the lexicons alone can be used without loading spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extract.extractor import Extractor
    from pipeline.extract.findings import Rules
    from pipeline.extract.scispacy_rules import scispacy_version
    from pipeline.extract.terms import Lexicon, NameResolver

__all__ = ["Extractor", "Lexicon", "NameResolver", "Rules", "scispacy_version"]

_HOMES = {
    "Extractor": "extractor",
    "Lexicon": "terms",
    "NameResolver": "terms",
    "Rules": "findings",
    "scispacy_version": "scispacy_rules",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"pipeline.extract.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
