"""What cannot be done is told in one line, with an exit code, never with a traceback."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from pipeline.errors import EvigraphError

#: Exit codes, beside 0 for all well and 2, which the command line library uses for wrong usage.
FAILED = 1
SOME_REJECTED = 3


class Commands(TyperGroup):
    """Commands whose errors are one readable line, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Call the command, and tell what it could not do."""
        try:
            return super().invoke(ctx)
        except EvigraphError as error:
            typer.echo(f"evigraph: {error}", err=True)
            raise typer.Exit(FAILED) from None


@contextmanager
def told_failures() -> Iterator[None]:
    """A block that writes to standard output as the program does, and tells where that cannot be written."""
    # A terminal that cannot show a character of a text is no reason to show nothing.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        finally:
            # Python would do it only when it ends, with a traceback where the disk is full.
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:
        if sys.stdout is not None:
            # What is still to be written would fail once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        typer.echo(f"evigraph: {_told(error)}", err=True)
        sys.exit(FAILED)


def _told(error: OSError) -> str:
    if error.strerror is None:
        return str(error)
    # A stream has no name; what has one is a file that was there a moment ago.
    return f"{error.filename or 'the output cannot be written'}: {error.strerror}"
