"""Text and tables on standard output, as wide as the terminal; in a file or pipe as COLUMNS says, else of one width."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.table import Table

#: Columns of text where nobody says how wide the reader's window is.
WIDTH = 160


class PlainTable:
    """A table whose cells are text as it stands: a bracket in a sentence is a bracket, no markup."""

    def __init__(self, table: Table) -> None:
        self.rich = table

    def add_row(self, *cells: str) -> None:
        """Add a row, a text for each column."""
        from rich.text import Text

        self.rich.add_row(*map(Text, cells))


def new_table(*columns: str, widest: Mapping[str, int] | None = None) -> PlainTable:
    """A table with these headers; a column named in ``widest`` takes no more characters than it says."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, max_width=(widest or {}).get(column), overflow="fold", min_width=min(len(column), 8))
    return PlainTable(table)


def print_table(table: PlainTable) -> None:
    """Print a table."""
    from rich.console import Console

    Console(file=sys.stdout, width=_width(), highlight=False).print(table.rich)


def print_wrapped(text: str) -> None:
    """Print a paragraph, broken between words."""
    typer.echo(textwrap.fill(text, _width(), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 file``, ``2 files``, ``2 discrepancies``.

    Args:
        number: how many there are.
        noun: what they are, in the singular.
        plural: the plural, where it is not the singular with an ``s``.
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _width() -> int:
    if sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    told = os.environ.get("COLUMNS", "")
    return max(int(told), 40) if told.isdecimal() else WIDTH
