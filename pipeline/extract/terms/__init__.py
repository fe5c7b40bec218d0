"""Lexicons: names of therapies, drugs, diseases, genes and adverse events, found in text and resolved in queries."""

from pipeline.extract.terms.lexicon import Lexicon, load_lexicons
from pipeline.extract.terms.matcher import Match
from pipeline.extract.terms.names import NameResolver

__all__ = ["Lexicon", "Match", "NameResolver", "load_lexicons"]
