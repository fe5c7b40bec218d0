"""The answer of ``evigraph audit``: one line a discrepancy."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from pipeline.audit import Discrepancy
from pipeline.cli.console import counted, print_wrapped


def print_discrepancies(discrepancies: Sequence[Discrepancy]) -> None:
    """Print discrepancies on standard output, by document.

    Args:
        discrepancies: in their order.
    """
    if not discrepancies:
        typer.echo("No figure disagrees with another.")
        return
    for found in discrepancies:
        print_wrapped(f"{found.document}: {found.check}: {' '.join(found.message.split())}")
    typer.echo(f"{counted(len(discrepancies), 'discrepancy', 'discrepancies')}.")
