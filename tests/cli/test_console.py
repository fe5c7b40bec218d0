"""What is shown on a terminal, and what in a log."""

from __future__ import annotations

import io
import re
import sys

import pytest

from pipeline.cli.console import WIDTH, new_table, print_table, print_wrapped
from pipeline.cli.progress import shown_progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run_of(total):
    with shown_progress() as tell:
        for done in range(total + 1):
            tell("extracting", done, total)


@pytest.mark.parametrize(
    ("total", "lines"),
    [
        (0, []),
        (49, ["extracting 49 documents"]),
        (50, ["extracting 50 documents", *(f"extracting: {done} of 50" for done in range(5, 51, 5))]),
        (99, ["extracting 99 documents", *(f"extracting: {-(-done * 99 // 10)} of 99" for done in range(1, 11))]),
    ],
)
def test_in_a_log_a_step_is_a_line_and_a_long_one_a_line_a_tenth(capsys, total, lines):
    run_of(total)

    assert capsys.readouterr() == ("", "".join(f"{line}\n" for line in lines))


def test_on_a_terminal_a_step_is_a_bar_that_goes_when_all_is_done(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")

    run_of(60)

    told = sys.stderr.getvalue()
    assert "extracting documents" in told
    assert "60/60" in told
    # The line is cleared at the end.
    assert told.rstrip().endswith("\x1b[2K")
    assert capsys.readouterr().out == ""


WORDS = "word " * 100


@pytest.mark.parametrize(
    ("columns", "stream", "width"),
    [
        (None, io.StringIO, WIDTH),
        ("100", io.StringIO, 100),
        ("7", io.StringIO, 40),
        ("wide", io.StringIO, WIDTH),
        ("70", Terminal, 70),
    ],
)
def test_text_and_tables_are_as_wide_as_their_reader_has_room(monkeypatch, columns, stream, width):
    monkeypatch.setenv("TERM", "xterm")
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    out = stream()
    monkeypatch.setattr(sys, "stdout", out)
    table = new_table("column")
    table.add_row(WORDS)

    print_wrapped(WORDS)
    wrapped = out.getvalue()
    print_table(table)

    assert width - len("word ") < max(map(len, wrapped.splitlines())) <= width
    # On a terminal the head of a table is bold.
    shown = re.sub(r"\x1b\[\d*m", "", out.getvalue())
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= width
    assert shown.count("word") == 200
