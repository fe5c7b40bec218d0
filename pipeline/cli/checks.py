"""What ``evigraph check`` prints: a line for each problem of the input, and a last one with the counts."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from pipeline.batch import Inputs
from pipeline.batch.agreement import Agreement
from pipeline.batch.discover import readable
from pipeline.cli.console import counted
from pipeline.ingest import read_file
from pipeline.ingest.checking import Checker
from pipeline.schema import Reject, SourceRecord


def print_problems(inputs: Inputs, agreement: Agreement | None = None) -> int:
    """Read files, print what is wrong with them on standard output as it is found, and how much was read.

    Args:
        inputs: the files.
        agreement: compares the identifiers that they give with the lexicons'; None where that is not asked for.

    Returns:
        how many problems there are.
    """
    checker = Checker()
    passed_over = [*map(readable, inputs.passed_over)]
    documents = problems = 0
    for item in _items(inputs, passed_over):
        if isinstance(item, SourceRecord):
            documents += 1
        for problem in _problems(item, checker, agreement):
            problems += 1
            # On one line, whatever stands in the file.
            typer.echo(" ".join(str(problem).split()))
    aside = f" ({len(passed_over)} passed over by name)" if passed_over else ""
    typer.echo(
        f"Checked {counted(documents, 'document')} in {counted(len(inputs.files), 'file')}{aside}: "
        f"{counted(problems, 'problem')}."
    )
    return problems


def _problems(item: SourceRecord | Reject, checker: Checker, agreement: Agreement | None) -> Iterator[Reject]:
    if isinstance(item, Reject):
        yield item
        return
    yield from checker.check(item)
    if agreement is not None:
        yield from agreement.check(item)


def _items(inputs: Inputs, passed_over: list[str]) -> Iterator[SourceRecord | Reject]:
    yield from inputs.rejects
    for path in inputs.files:
        yield from read_file(path, passed_over=passed_over.append)
