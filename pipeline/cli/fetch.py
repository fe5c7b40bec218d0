"""The command ``evigraph fetch``."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.console import counted
from pipeline.cli.failing import SOME_REJECTED
from pipeline.cli.parameters import Configuration

if TYPE_CHECKING:
    from pipeline.config import FetchSettings
    from pipeline.ingest.fetch import Fetched, Service
    from pipeline.ingest.references.wanted import Wanted
    from pipeline.schema import Reject


def fetch(
    papers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PMID",
            show_default=False,
            help="PMIDs; PMC numbers (PMC123) and DOIs (10...) will do as well.",
        ),
    ] = None,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FOLDER",
            file_okay=False,
            show_default=False,
            help="The folder that the files are written to.",
        ),
    ] = ...,  # type: ignore[assignment]
    ids: Annotated[
        Path | None,
        typer.Option(
            "--ids",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            show_default=False,
            help="A list of papers, a line each: PMID:123 (or 123), PMC:PMC123, DOI:10..., or "
            "CITATION:journal|year|volume|first page|author|key|.",
        ),
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="QUERY", show_default=False, help="A query as one types it into PubMed."),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option("--max", min=1, metavar="N", show_default=False, help="No more than N papers of the query."),
    ] = None,
    format: Annotated[
        Literal["pubmed-xml", "pubtator"],
        typer.Option("--format", help="PubMed's own records, or abstracts with PubTator's annotations."),
    ] = "pubmed-xml",
    email: Annotated[
        str | None,
        typer.Option(
            "--email",
            metavar="YOU",
            show_default=False,
            help="Your e-mail address, which NCBI asks for. [default: EVIGRAPH_EMAIL of the environment, "
            "fetch.email of the configuration]",
        ),
    ] = None,
    config: Configuration = None,
) -> None:
    """Get the records of papers from PubMed or PubTator, as files of a folder that run then reads.

    What is there already is not asked for again: after a break, or with a longer list, the same command adds what is
    missing. DOIs, PMC numbers and printed citations are looked up in PubMed first. A file that you delete is fetched
    again, in a file with the next number.

    NCBI asks for your e-mail address. A key of yours at NCBI, as NCBI_API_KEY in the environment or fetch.api_key in
    the configuration, allows 10 requests a second in the place of 3.

    \b
    Example:
      evigraph fetch 36727001 29768149 --email you@example.org --to papers
      evigraph fetch --query "blinatumomab AND child[mh]" --max 100 --email you@example.org --to papers
      evigraph fetch 36727001 --format pubtator --email you@example.org --to papers
    """
    from pipeline.config import load_config
    from pipeline.ingest import fetch as api

    settings = load_config(config).fetch
    service = _service(settings, email)
    wanted, rejects = _wanted(papers or [], ids)
    if not wanted and query is None and not rejects:
        raise typer.BadParameter("name papers, a list (--ids FILE) or a query (--query QUERY)")
    if query is not None and not query.strip():
        raise typer.BadParameter("the query is empty", param_hint="--query")
    done = api.fetch(wanted, to, service, query=query, most=most, format=format, tell=_tell)
    _print(done, [*rejects, *done.rejects], to)
    if rejects or done.rejects:
        raise typer.Exit(SOME_REJECTED)


def _service(settings: FetchSettings, email: str | None) -> Service:
    """Whom to ask: what the command line says goes before the environment, and this before the configuration."""
    from pipeline.config import checked_email
    from pipeline.ingest import fetch as api

    address = email or os.environ.get("EVIGRAPH_EMAIL") or settings.email
    if address is None:
        raise typer.BadParameter(
            "NCBI asks for your e-mail address: --email YOU, EVIGRAPH_EMAIL in the environment, or fetch.email in the "
            "configuration",
            param_hint="--email",
        )
    try:
        address = checked_email(address)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--email") from error
    kept = None if settings.api_key is None else settings.api_key.get_secret_value()
    return api.Service(
        email=address,
        base_url=settings.base_url,
        pubtator_url=settings.pubtator_url,
        api_key=os.environ.get("NCBI_API_KEY", "").strip() or kept,
        batch_size=settings.batch_size,
        retries=settings.retries,
        timeout=settings.timeout,
        clock=api.SYSTEM_CLOCK,
    )


def _wanted(papers: list[str], ids: Path | None) -> tuple[list[Wanted], list[Reject]]:
    from pipeline.errors import MalformedRecord
    from pipeline.ingest.references.wanted import Wanted, parse_wanted, read_wanted

    wanted: list[Wanted] = []
    for paper in papers:
        try:
            wanted.append(parse_wanted(paper))
        except MalformedRecord as error:
            raise typer.BadParameter(f"{paper!r} is no PMID, PMC number or DOI", param_hint="PMID") from error
    rejects: list[Reject] = []
    for one in [] if ids is None else read_wanted(ids):
        if isinstance(one, Wanted):
            wanted.append(one)
        else:
            rejects.append(one)
    return wanted, rejects


def _tell(line: str) -> None:
    typer.echo(line, err=True)


def _print(done: Fetched, rejects: list[Reject], to: Path) -> None:
    for note in done.notes:
        typer.echo(note)
    for reject in rejects:
        typer.echo(f"evigraph: {reject}", err=True)
    got = f"{counted(done.records, 'record')} fetched"
    if done.files:
        got += f" to {counted(len(done.files), 'file')}"
    typer.echo(f"{to}: {got}, {done.present} there before, {len(rejects)} rejected.")
    if done.files:
        typer.echo(f"\nNext:\n  evigraph run {shlex.quote(str(to))}")
