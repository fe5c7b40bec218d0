"""The answer of ``evigraph references``: the papers that a file's documents refer to, as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from pipeline.cli.console import counted
from pipeline.files import atomic_path
from pipeline.ingest import read_records
from pipeline.ingest.references.completing import with_fields
from pipeline.ingest.references.wanted import Wanted, wanted_paper, write_wanted
from pipeline.ingest.rendering import one_line
from pipeline.schema import Document, Reference, Reject

#: The columns, in order.
COLUMNS = (
    "document", "label", "authors", "title", "journal", "year", "volume", "issue", "pages", "doi", "pmid", "pmcid",
    "text",
)  # fmt: skip


def read_references(path: Path) -> tuple[list[tuple[Document, Reference]], list[Reject]]:
    """The references of a file's documents, in order, each with its document; and what of the file was refused.

    Raises:
        IngestError: when the file as a whole cannot be used.
    """
    found: list[tuple[Document, Reference]] = []
    rejects: list[Reject] = []
    for item in read_records(path):
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            found.extend((item.document, with_fields(reference)) for reference in item.document.references)
    return found, rejects


def print_references(found: Sequence[tuple[Document, Reference]], rejects: Sequence[Reject]) -> None:
    """Print references on standard output as CSV, a row each, and what was refused on standard error.

    Authors are joined by ``; ``; a missing value is an empty cell; line breaks within a text become spaces.
    """
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(COLUMNS)
    for document, reference in found:
        rows.writerow(["" if cell is None else one_line(str(cell)) for cell in _cells(document, reference)])
    for reject in rejects:
        typer.echo(f"evigraph: {reject}", err=True)


def write_ids(path: Path, found: Sequence[tuple[Document, Reference]]) -> None:
    """Write the list of papers that ``evigraph fetch`` takes, and say how many.

    :mod:`pipeline.ingest.references.wanted` tells what the list looks like.

    Raises:
        ExportError: when the file cannot be written.
    """
    papers = list(_papers(found))
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(write_wanted(line for lines in papers for line in lines))
    last = [lines[-1] for lines in papers]
    ids = sum(isinstance(line, Wanted) and line.kind != "CITATION" for line in last)
    lost = sum(isinstance(line, str) for line in last)
    told = f"{counted(ids, 'identifier')}, {counted(len(papers) - ids - lost, 'citation')}"
    told += f", {lost} without enough to be found by" if lost else ""
    typer.echo(f"{path}: {told}", err=True)


def _cells(document: Document, reference: Reference) -> tuple[object, ...]:
    return (
        document.id,
        reference.label,
        "; ".join(map(str, reference.authors)),
        reference.title,
        reference.journal,
        reference.year,
        reference.volume,
        reference.issue,
        reference.pages,
        reference.doi,
        reference.pmid,
        reference.pmcid,
        reference.text,
    )


def _papers(found: Sequence[tuple[Document, Reference]]) -> Iterator[list[Wanted | str]]:
    """The lines for each reference: its paper; above a citation, and instead of what cannot be found, its text."""
    counts: dict[str, int] = {}
    for document, reference in found:
        counts[document.id] = number = counts.get(document.id, 0) + 1
        paper = wanted_paper(reference, f"{document.id}#{number}")
        if paper is None:
            yield [f"not to be looked up: {one_line(reference.text)}"]
        elif paper.kind == "CITATION":
            yield [one_line(reference.text), paper]
        else:
            yield [paper]
