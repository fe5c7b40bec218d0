"""Progress on standard error: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pipeline.cli.console import counted

if TYPE_CHECKING:
    from pipeline.batch.run import Progress

_WHAT = {"reading": "file", "extracting": "document"}
#: A step of fewer things than this is done before anybody looks at the log.
_FEW = 50


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """What to tell of each step of a run."""
    if sys.stderr.isatty():
        with _bars() as progress:
            yield progress
    else:
        yield _plain_lines()


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(f"{step} {_WHAT[step]}s", total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield tell


def _plain_lines() -> Progress:
    """A line when a step begins, then one for each tenth of a long one."""
    tenths: dict[str, int] = {}

    def tell(step: str, done: int, total: int) -> None:
        if not total:
            return
        tenth = 10 * done // total
        if step not in tenths:
            typer.echo(f"{step} {counted(total, _WHAT[step])}", err=True)
        elif tenth > tenths[step] and total >= _FEW:
            typer.echo(f"{step}: {done} of {total}", err=True)
        tenths[step] = tenth

    return tell
