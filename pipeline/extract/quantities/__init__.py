"""What the text says in numbers: a grammar over folded characters, patterns as data, no other library."""

from pipeline.extract.quantities.grammar import parse
from pipeline.extract.quantities.numerals import parse_numeral
from pipeline.extract.quantities.values import number, unit_name

__all__ = ["number", "parse", "parse_numeral", "unit_name"]
