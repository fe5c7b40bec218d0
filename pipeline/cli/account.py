"""The account of ``evigraph run``: what was read and refused, what the database now holds, what to ask it next."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.batch import Report
from pipeline.cli.console import counted, new_table, print_table, print_wrapped
from pipeline.cli.figures import short_figure
from pipeline.schema import Finding, Reject

if TYPE_CHECKING:
    from pipeline.evidence import Evidence

_MOST_REJECTS = 10
_MOST_THERAPIES = 8
_MOST_MEASURES = 6
_MOST_FIGURES = 3
#: Kinds of measures that say how a study was made, or nothing that a column's head could name.
_NO_COLUMN = frozenset({"study", "other"})


def print_account(evidence: Evidence, report: Report, options: Sequence[str], rejects: Path | None) -> None:
    """Print the account of a run on standard output.

    Args:
        evidence: what the database now holds.
        report: what the run did.
        options: the options that a following command needs to find the same evidence.
        rejects: where the rejects were written; None where they were not.
    """
    _print_reading(report)
    _print_rejects(report.rejects, rejects)
    names = evidence.measures()
    typer.echo(f"\nThe evidence database holds {counted(report.documents, 'document')}.")
    print_wrapped(f"Mentions: {_counts(report.mentions)}.")
    print_wrapped(f"Findings: {_counts(report.findings, names)}.")
    findings = evidence.findings(attribution="own")
    table = outcome_table(findings, evidence.measure_types())
    if table.rows:
        _print_outcome_table(table, names)
    _print_next(table, options)


def _print_reading(report: Report) -> None:
    scispacy = f"with scispaCy {report.scispacy}" if report.scispacy else "without scispaCy"
    print_wrapped(
        f"Read {counted(report.read, 'document')} from {counted(report.files, 'file')} in {report.seconds:.1f} s, "
        f"{scispacy}: {report.new} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{len(report.rejects)} rejected."
    )
    if report.joined:
        was = "was" if report.joined == 1 else "were"
        typer.echo(f"{counted(report.joined, 'record')} said what another one says, and {was} joined with it.")
    if report.passed_over:
        named = ", ".join(report.passed_over[:3]) + (", ..." if len(report.passed_over) > 3 else "")
        print_wrapped(f"Passed over {counted(len(report.passed_over), 'file')} by name, as no literature: {named}")


def _print_rejects(rejects: Sequence[Reject], written: Path | None) -> None:
    if not rejects:
        return
    scopes = Counter(reject.scope for reject in rejects)
    told = ", ".join(counted(number, scope) for scope, number in sorted(scopes.items(), key=_largest_first))
    typer.echo(f"\nRejected ({told}):")
    for reject in rejects[:_MOST_REJECTS]:
        typer.echo(f"  {' '.join(str(reject).split())}")
    more = len(rejects) - _MOST_REJECTS
    if more > 0:
        where = f"all are in {written}" if written else "see all with --rejects FILE"
        typer.echo(f"  ... and {more} more: {where}")


class OutcomeTable:
    """Own arm findings by therapy and measure.

    Attributes:
        rows: for each therapy, most findings first, its findings by code of measure.
        measures: the codes that make columns, most findings first.
    """

    def __init__(self, rows: dict[str, dict[str, list[Finding]]], measures: tuple[str, ...]) -> None:
        self.rows = rows
        self.measures = measures


def outcome_table(findings: Iterable[Finding], types: Mapping[str, str]) -> OutcomeTable:
    """Sort findings into a table of therapies and measures.

    A finding for a group that received several therapies stands in the row of each.

    Args:
        findings: any findings; comparisons are left out, and so are measures that tell of no outcome.
        types: what kind of measure each code is.
    """
    rows: defaultdict[str, defaultdict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.kind == "arm" and types.get(finding.measure, "other") not in _NO_COLUMN:
            for therapy in finding.therapies:
                rows[therapy.name][finding.measure].append(finding)
    sizes = {therapy: sum(map(len, cells.values())) for therapy, cells in rows.items()}
    ranking = sorted(rows, key=lambda therapy: (-sizes[therapy], therapy))
    measures = Counter(finding_measure for cells in rows.values() for finding_measure in _codes(cells))
    columns = sorted(measures, key=lambda code: (-measures[code], code))
    return OutcomeTable({therapy: dict(rows[therapy]) for therapy in ranking}, tuple(columns))


def _codes(cells: Mapping[str, Sequence[Finding]]) -> list[str]:
    return [finding.measure for found in cells.values() for finding in found]


def _print_outcome_table(table: OutcomeTable, names: Mapping[str, str]) -> None:
    columns = table.measures[:_MOST_MEASURES]
    typer.echo("\nWhat the studies themselves report, by therapy and outcome:\n")
    printed = new_table("therapy", *(f"{code}\n{names.get(code, '')}" for code in columns))
    for therapy, cells in list(table.rows.items())[:_MOST_THERAPIES]:
        printed.add_row(therapy, *(_cell(cells.get(code, [])) for code in columns))
    print_table(printed)
    left_out = [
        counted(len(table.rows) - _MOST_THERAPIES, "more therapy", "more therapies"),
        counted(len(table.measures) - _MOST_MEASURES, "more outcome"),
    ]
    told = [text for text in left_out if not text.startswith(("-", "0"))]
    if told:
        typer.echo(f"and {' and '.join(told)}.")


def _cell(findings: Sequence[Finding]) -> str:
    """The first figures, those of whole study populations before those of subgroups, and how many more there are."""
    ordered = sorted(findings, key=lambda finding: finding.group is not None)
    shown = list(dict.fromkeys(told for finding in ordered if (told := short_figure(finding)) is not None))
    more = len(shown) - _MOST_FIGURES
    return "; ".join(shown[:_MOST_FIGURES]) + (f"; +{more}" if more > 0 else "")


def _print_next(table: OutcomeTable, options: Sequence[str]) -> None:
    commands = []
    if table.rows:
        therapy, cells = next(iter(table.rows.items()))
        measure = max(cells, key=lambda code: (len(cells[code]), code))
        commands.append(["query", "--therapy", therapy])
        commands.append(["query", "--therapy", therapy, "--outcome", measure, "--attribution", "own"])
    commands.append(["export", "outcomes", "outcomes.xlsx"])
    commands.append(["export", "graph", "evidence.graphml"])
    typer.echo("\nNext:")
    for command in commands:
        typer.echo(f"  {_program()} {shlex.join([*command, *options])}")


def _program() -> str:
    """What to type to call evigraph again: where it is not on the path, the way it was called this time."""
    called = sys.argv[0]
    return called if Path(called).name == "evigraph" and shutil.which("evigraph") is None else "evigraph"


def _counts(counts: Mapping[str, int], names: Mapping[str, str] | None = None) -> str:
    """``22 complete remission (CR), 5 ...``, the largest first."""
    ordered = sorted(counts.items(), key=_largest_first)
    known = names or {}
    told = (f"{number} {f'{known[key]} ({key})' if key in known else key.replace('_', ' ')}" for key, number in ordered)
    return ", ".join(told) or "none"


def _largest_first(item: tuple[str, int]) -> tuple[int, str]:
    key, number = item
    return -number, key
