"""The answer of ``evigraph query``: a table to read, or JSON and CSV with all columns."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Literal

import typer

from pipeline.cli import figures
from pipeline.cli.console import counted, new_table, print_table
from pipeline.export.rows import finding_row
from pipeline.export.text_tables import write_csv
from pipeline.schema import Finding


def print_findings(
    findings: Sequence[Finding],
    texts: Mapping[str, str],
    format: Literal["table", "json", "csv"],
    asked: Mapping[str, str],
) -> None:
    """Print findings on standard output.

    Args:
        findings: in their order.
        texts: the text of each document by its id.
        format: ``table`` for a reader; ``json`` for one array of objects; ``csv`` for the outcome table.
        asked: the conditions, to be named where nothing meets them.
    """
    if format == "table":
        _print_table(findings, texts, asked)
        return
    rows = [finding_row(finding, texts.get(finding.document)) for finding in findings]
    if format == "csv":
        write_csv(sys.stdout, rows)
    else:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False))


def _print_table(findings: Sequence[Finding], texts: Mapping[str, str], asked: Mapping[str, str]) -> None:
    if not findings:
        conditions = ", ".join(f"{name} {told}" for name, told in asked.items())
        typer.echo(f"No finding meets: {conditions}." if conditions else "The database holds no finding.")
        return
    # The sentence is what a reader checks a figure against: the others leave it room.
    widest = {"therapy": 18, "measure": 18, "figure": 24, "group": 20, "document": 20}
    table = new_table("therapy", "measure", "figure", "group", "from", "document", "sentence", widest=widest)
    for finding in findings:
        sentence = finding.sentence.of(texts.get(finding.document, "")) or finding.quote
        table.add_row(
            figures.therapies(finding),
            figures.measure(finding),
            figures.figure(finding),
            figures.group(finding),
            finding.attribution,
            finding.document,
            " ".join(sentence.split()),
        )
    print_table(table)
    documents = len({finding.document for finding in findings})
    typer.echo(f"{counted(len(findings), 'finding')} in {counted(documents, 'document')}.")
