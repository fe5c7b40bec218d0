"""The commands and their help, which is the manual. What they print is made in the modules beside this one.

Each command imports what it works with when it is called, so that asking for help loads no stage.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli import fetch
from pipeline.cli.exports import export
from pipeline.cli.failing import SOME_REJECTED, Commands, told_failures
from pipeline.cli.parameters import Configuration, Database, following_options, opened

app = typer.Typer(
    name="evigraph",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(export, name="export")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"evigraph {version('evigraph')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read medical literature and get evidence: therapies, outcomes, figures, each with the sentence that states it.

    \b
      evigraph run         reads files and folders into an evidence database
      evigraph query       asks it: which figures are reported, for whom, in which sentence
      evigraph export      writes the outcome table, the evidence graph, the annotations
      evigraph names       says what a name means, and what stands below it
      evigraph audit       says which figures of a document disagree with one another
      evigraph check       says what is wrong with files
      evigraph references  lists the papers that a document refers to
      evigraph fetch       gets papers' abstracts from PubMed or PubTator

    Input is PubTator, BioC (XML, JSON), PubMed XML, MEDLINE (nbib), RIS, JATS full text, or plain text (a title line,
    then the abstract or paper), each also packed with gzip or zip. The format is told from a file's content, never
    only from its name.

    \b
    Exit codes:
      0  all went well
      1  it could not be done; one line says why
      2  wrong usage: an unknown option, a path that does not exist
      3  all was done, but some input was rejected; the account says what and why
    """


app.command("fetch")(fetch.fetch)


@app.command()
def run(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", exists=True, show_default=False, help="Files and folders.")
    ],
    db: Database = None,
    config: Configuration = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            show_default=False,
            help="Processes that extract at once. [default: batch.workers of the configuration, 1]",
        ),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, show_default=False, help="Write what was rejected to FILE, as JSON Lines."
        ),
    ] = None,
) -> None:
    """Read files and folders into the evidence database.

    A file that is named is always read. In folders, hidden files, files that speak of the folder (README, LICENSE
    ...) and files of other kinds by their suffix (tables, code, settings, pictures, databases) are passed over and
    counted. What is in a gzip file or a ZIP archive is read as the files of a folder are, and called ARCHIVE/MEMBER.
    Documents that have not changed since the last run are left as they are; a document that has changed takes the
    place of its former self. Where two files give one document different texts, also in two runs, the fuller one is
    kept and the other rejected.

    \b
    Example:
      evigraph run corpora
      evigraph run corpora/transplant_after_blinatumomab.txt --db one.db --rejects rejects.jsonl
    """
    from pipeline import evidence as api
    from pipeline.cli.account import print_account
    from pipeline.cli.progress import shown_progress
    from pipeline.cli.rejects import check_rejects, write_rejects
    from pipeline.config import load_config

    settings = load_config(config)
    place = db or settings.store.url
    if rejects is not None:
        check_rejects(rejects, place, paths)
    with shown_progress() as progress:
        evidence = api.run(paths, db=place, config=settings, workers=workers, progress=progress)
    with evidence:
        report = evidence.report
        if report is None:
            raise RuntimeError("a run has a report")
        if rejects is not None:
            write_rejects(rejects, report.rejects)
        print_account(evidence, report, following_options(place, config), rejects)
    if report.rejects:
        raise typer.Exit(SOME_REJECTED)
    if not report.files:
        typer.echo("evigraph: there is no file to read under these paths", err=True)
        raise typer.Exit(2)


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", exists=True, show_default=False, help="Files and folders.")
    ],
    ids: Annotated[
        bool,
        typer.Option(
            "--ids/--no-ids",
            help="Compare the identifiers of annotations with those that the lexicons give to the same words.",
        ),
    ] = False,
    config: Configuration = None,
) -> None:
    """Say what is wrong with files, without reading them into a database.

    A line is one problem, with file, line, what was expected and what was found: what cannot be read, offsets that
    do not fit, identifiers that are malformed or of an unknown kind, relations whose concepts no mention names, traces
    of a wrong encoding, documents without text, documents that two files tell differently. The last line counts them.
    The exit code is 3 where there are any.

    With --ids, an annotation whose identifier means another thing than its words do is a problem as well: where a name
    of the lexicons is just these words, both identifiers are known, and neither is a kind of the other.

    \b
    Example:
      evigraph check corpora
      evigraph check corpora --ids
    """
    from pipeline.batch import discover
    from pipeline.batch.agreement import Agreement
    from pipeline.cli.checks import print_problems
    from pipeline.config import load_config

    settings = load_config(config)
    inputs = discover(paths)
    problems = print_problems(inputs, Agreement(settings.lexicons, settings.measures) if ids else None)
    if problems:
        raise typer.Exit(SOME_REJECTED)
    if not inputs.files:
        typer.echo("evigraph: there is no file to read under these paths", err=True)
        raise typer.Exit(2)


@app.command()
def query(
    therapy: Annotated[
        str | None,
        typer.Option("--therapy", metavar="NAME", help="What patients received; what stands below it counts as well."),
    ] = None,
    outcome: Annotated[
        str | None, typer.Option("--outcome", metavar="NAME", help="A measure (CR, overall survival) or adverse event.")
    ] = None,
    disease: Annotated[
        str | None, typer.Option("--disease", metavar="NAME", help="A disease that the document speaks of.")
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            metavar="STATE",
            show_default=False,
            help="A state that the disease is in: relapsed, refractory, newly_diagnosed, in_remission ...; of several, "
            "any counts. An unknown one lists them all.",
        ),
    ] = None,
    gene: Annotated[
        str | None, typer.Option("--gene", metavar="NAME", help="A gene that the document speaks of.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="One document, as PMID:36727001 or file:name.")
    ] = None,
    attribution: Annotated[
        Literal["own", "cited"] | None,
        typer.Option("--attribution", help="Results of the document's own study, or those it quotes."),
    ] = None,
    format: Annotated[
        Literal["table", "json", "csv"], typer.Option("--format", help="csv and json have all columns.")
    ] = "table",
    db: Database = None,
    config: Configuration = None,
) -> None:
    """Print the findings that meet all conditions.

    Each is shown with its figure, group and document, and the sentence that states it. Names are looked up in the
    lexicons, in any spelling they know: CAR-T and "chimeric antigen receptor T cells" are one, and find
    tisagenlecleucel as well. An unknown name lists near ones. A state is what the document says of the disease's
    course: relapsed, refractory or newly diagnosed leukaemia is the same disease.

    \b
    Example:
      evigraph query --therapy CAR-T
      evigraph query --therapy blinatumomab --outcome "complete remission" --attribution own
      evigraph query --disease leukemia --state relapsed --outcome CR
      evigraph query --outcome fever --format csv
    """
    from pipeline.cli.answers import print_findings

    asked = {
        "therapy": therapy,
        "outcome": outcome,
        "disease": disease,
        "state": " or ".join(state or ()),
        "gene": gene,
        "document": document,
        "attribution": attribution,
    }
    with opened(db, config) as evidence:
        findings = evidence.findings(therapy, outcome, disease, gene, document, attribution, state or None)
        print_findings(findings, evidence.texts(), format, {name: told for name, told in asked.items() if told})


@app.command()
def names(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="A name, or an identifier.")],
    config: Configuration = None,
) -> None:
    """Print what a name means: to a query, and in a text that says no more.

    Each concept that it may stand for is shown, the likeliest first, with its identifier and type, its other names, the
    classes straight above it, and all that stands below it, which a query for it finds as well. Names of your own
    stand in files that the configuration names under lexicons and measures. An unknown name lists near ones.

    \b
    Example:
      evigraph names CTL019
      evigraph names "complete remission"
    """
    from pipeline.cli.names import print_names
    from pipeline.config import load_config

    settings = load_config(config)
    print_names(name, settings.lexicons, settings.measures)


@app.command()
def audit(
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="One document, as PMID:36727001 or file:name.")
    ] = None,
    db: Database = None,
    config: Configuration = None,
) -> None:
    """Say which figures of a document disagree with one another.

    The table holds what is printed. Here stands where what is printed cannot be right: a percentage that is not that
    of its fraction, an estimate outside its interval, a figure that is told twice and differs.

    \b
    Example:
      evigraph audit
      evigraph audit --document file:blinatumomab_toxicity_children
    """
    from pipeline.cli.discrepancies import print_discrepancies

    with opened(db, config) as evidence:
        print_discrepancies(evidence.audit(document))


@app.command()
def references(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, show_default=False, help="The file to read.")
    ],
    ids: Annotated[
        Path | None,
        typer.Option(
            "--ids",
            metavar="OUT",
            dir_okay=False,
            show_default=False,
            help="Write the papers to OUT as well, as the list that evigraph fetch takes: an identifier or a citation "
            "a line.",
        ),
    ] = None,
) -> None:
    """Print the papers that the documents of a file refer to, as CSV.

    A reading list in plain text, a paper with its reference list, any format whose documents have references. A row is
    one reference: what it says of authors, title, journal, year, volume, issue and pages as printed, its identifiers,
    and its text. What it does not say is an empty cell.

    \b
    Example:
      evigraph references reading_list.txt
      evigraph references reading_list.txt --ids papers.txt
    """
    from pipeline.cli.references import print_references, read_references, write_ids
    from pipeline.files import check_writable

    if ids is not None:
        check_writable(ids, {file: "the input"})
    found, rejects = read_references(file)
    if ids is not None:
        write_ids(ids, found)
    print_references(found, rejects)
    if rejects:
        raise typer.Exit(SOME_REJECTED)


def main() -> None:
    """The command ``evigraph``."""
    with told_failures():
        app(prog_name="evigraph")
