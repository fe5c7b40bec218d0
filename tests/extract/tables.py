"""Documents with tables, built from rows as a reader lays them out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ingest.tables.grid import GridCell, lay_out
from pipeline.ingest.tables.writing import write_cells
from pipeline.schema import Passage, SourceRecord, Span, Table
from tests.extract.builders import abstract


def cell(text, columns=1, rows=1, header=False):
    """A cell; blanks before its words are its indentation."""
    words = text.lstrip(" ")
    return GridCell(words, columns=columns, rows=rows, header=header, indent=len(text) - len(words))


def paper(title, methods, caption, head, rows, notes=()):
    """A paper with one table, ``Table 1``; a cell is its text, or what :func:`cell` makes."""
    document = abstract(title, ("METHODS", methods))
    text = document.text + "\n"
    start = len(text)

    def write(words):
        nonlocal text
        at = len(text)
        text += words
        return Span(at, len(text))

    write("Table 1 ")
    place = write(caption)
    write("\n")
    laid = [[each if isinstance(each, GridCell) else cell(each) for each in row] for row in (*head, *rows)]
    cells = write_cells(lay_out([laid[: len(head)], laid[len(head) :]], len(head)), write)
    told = []
    for note in notes:
        write("\n")
        told.append(write(note))
    table = Table(Span(start, len(text)), "Table 1", place, cells, tuple(told))
    passage = Passage("table", table.span, "Table 1")
    return SourceRecord(replace(document, text=text, passages=(*document.passages, passage), tables=(table,)))


def rows_of_table(extractor, record):
    """What is found in the table of such a paper, in the order of its cells."""
    found = [finding for finding in extractor.extract(record).findings if finding.section == "Table 1"]
    document = record.document
    for finding in found:
        assert document.text[finding.span.start : finding.span.end] == finding.quote
        assert finding.sentence.contains(finding.span)
        assert document.tables[0].span.contains(finding.span)
    return found
