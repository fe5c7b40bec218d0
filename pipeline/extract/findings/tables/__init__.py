"""Tables to rows: what kind of table it is, what its headers say of each cell, and the rows that its cells give."""

from pipeline.extract.findings.tables.reading import table_findings

__all__ = ["table_findings"]
