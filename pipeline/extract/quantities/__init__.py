"""What the text says in numbers: a grammar over folded characters, patterns as data, no other library."""

from pipeline.extract.quantities.grammar import number, parse, unit_name
from pipeline.extract.quantities.numerals import parse_numeral

__all__ = ["number", "parse", "parse_numeral", "unit_name"]
