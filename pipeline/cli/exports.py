"""The commands of ``evigraph export``, and their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from pipeline.cli.console import counted
from pipeline.cli.parameters import Configuration, Database, opened

export = typer.Typer(no_args_is_help=True, rich_markup_mode=None, cls=TyperGroup)
Target = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", dir_okay=False, show_default=False, help="The file to write; its suffix says the format."
    ),
]
AnyTarget = Annotated[
    Path,
    typer.Argument(metavar="FILE", dir_okay=False, show_default=False, help="The file to write, of any suffix."),
]


@export.callback()
def _export_main() -> None:
    """Write what the evidence database holds to a file.

    A file is written whole or not at all: where something goes wrong, the file that was there before is untouched.
    """


@export.command("outcomes")
def export_outcomes(file: Target, db: Database = None, config: Configuration = None) -> None:
    """Write the outcome table: .csv, .jsonl, .parquet, .xlsx.

    A row is one finding: one reported figure with its measure, group, therapies and sentence.

    \b
    Example:
      evigraph export outcomes outcomes.csv
      evigraph export outcomes outcomes.xlsx
    """
    with opened(db, config) as evidence:
        typer.echo(f"{file}: {counted(evidence.export_outcomes(file), 'row')}")


@export.command("graph")
def export_graph(file: Target, db: Database = None, config: Configuration = None) -> None:
    """Write the evidence graph: .graphml, .gexf, .json.

    Gephi and Cytoscape open .graphml and .gexf; .json is networkx's node-link form.

    \b
    Example:
      evigraph export graph evidence.graphml
    """
    with opened(db, config) as evidence:
        graph = evidence.export_graph(file)
        nodes, edges = counted(graph.number_of_nodes(), "node"), counted(graph.number_of_edges(), "edge")
        typer.echo(f"{file}: {nodes}, {edges}")


@export.command("pubtator")
def export_pubtator(file: AnyTarget, db: Database = None, config: Configuration = None) -> None:
    """Write documents and annotations as PubTator text.

    \b
    Example:
      evigraph export pubtator evidence.pubtator
    """
    with opened(db, config) as evidence:
        typer.echo(f"{file}: {counted(evidence.export_pubtator(file), 'document')}")
