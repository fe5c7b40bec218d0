"""From the terminologies to the files under ``models/lexicons/``. The same sources give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import LexiconError
from pipeline.extract.terms.files import Row
from pipeline.extract.terms.image import NAME as IMAGE
from pipeline.extract.terms.lexicon import write_image
from pipeline.training.lexicons import diseases as diseases_module
from pipeline.training.lexicons import drugs as drugs_module
from pipeline.training.lexicons import genes as genes_module
from pipeline.training.lexicons.adverse_events import adverse_events, with_diseases, with_mesh
from pipeline.training.lexicons.diseases import diseases, with_own_short_forms
from pipeline.training.lexicons.drugs import chemicals, drugs, with_headings
from pipeline.training.lexicons.genes import genes
from pipeline.training.lexicons.overlay import read_concepts, read_headings, read_stops
from pipeline.training.lexicons.rows import compact, distinct, write
from pipeline.training.lexicons.sources import Sources
from pipeline.training.lexicons.usage import as_used

#: The files that are built.
FILES = ("therapies.tsv", "drugs.tsv", "adverse_events.tsv", "diseases.tsv", "genes.tsv")
#: The order in which the configuration that comes with evigraph loads them.
LOADED = ("therapies.tsv", "drugs.tsv", "diseases.tsv", "genes.tsv", "adverse_events.tsv")

#: What the ids of fusion genes begin with.
_FUSION = "evigraph:fusion-"

#: Where the lines kept by hand stand.
OVERLAY = Path(__file__).parent / "overlay"


def build(
    shared: Path, out: Path, overlay: Path = OVERLAY, left_out: frozenset[str] = frozenset()
) -> dict[str, tuple[int, int]]:
    """Build all lexicon files.

    Args:
        shared: the folder that holds ``terms/`` and ``data/``.
        out: the folder to write to; made where it is not there.
        overlay: the folder of the lines kept by hand.
        left_out: documents of the corpora whose names are not to be learned, by their ids; a line kept by hand that
            refers to a concept that only they name is passed over then.

    Returns:
        For each file, how many concepts and how many names it holds.

    Raises:
        LexiconError: when a source is missing, or the overlay refers to a concept that no source has.
    """
    if not (shared / "terms").is_dir():
        raise LexiconError(f"{shared}: no terminologies here (expected terms/); set EVIGRAPH_SHARED to their folder")
    sources, stops = Sources(shared, left_out), read_stops(overlay)
    partial = bool(left_out)
    everything = distinct(drugs(sources, stops, frozenset()))
    named_diseases = distinct(diseases(sources, stops))
    made = {
        "adverse_events.tsv": distinct(adverse_events(sources, stops, named_diseases)),
        "diseases.tsv": named_diseases,
        "genes.tsv": distinct(genes(sources, stops, {compact(item.name) for item in (*everything, *named_diseases)})),
    }
    references = {
        **_references("drug", everything),
        **_references("ae", made["adverse_events.tsv"]),
        **_references("disease", made["diseases.tsv"]),
        **_references("gene", made["genes.tsv"]),
    }
    # The overlay's first name of a drug is its preferred one, wherever the drug is written.
    preferred = {
        item.id: item.name for item in reversed(read_concepts(overlay / "drugs.tsv", references, partial=partial))
    }
    references = {key: item._replace(name=preferred.get(item.id, item.name)) for key, item in references.items()}
    elsewhere = {item.id: item.xrefs for item in reversed(everything) if item.xrefs}
    therapies = [
        item._replace(xrefs=(*item.xrefs, *(further for xref in item.xrefs for further in elsewhere.get(xref, ()))))
        for item in read_concepts(overlay / "therapies.tsv", references, partial=partial)
    ]
    absorbed = frozenset(xref for item in therapies for xref in item.xrefs)
    named = distinct(
        [*read_concepts(overlay / "drugs.tsv", references, partial=partial), *drugs(sources, stops, absorbed)]
    )
    keys = frozenset(item.key.replace(" ", "") for item in named)
    made["therapies.tsv"] = with_headings(distinct(therapies), sources, read_headings(overlay))
    substances = [*named, *distinct(chemicals(sources, stops, keys))]
    made["drugs.tsv"] = as_used(substances, sources, drugs_module.CORPORA, drugs_module.KINDS, "DRUGBANK", stops)
    made["diseases.tsv"] = as_used(made["diseases.tsv"], sources, diseases_module.CORPORA, diseases_module.KINDS)
    made["genes.tsv"] = as_used(made["genes.tsv"], sources, genes_module.CORPORA, genes_module.KINDS)
    for file in ("adverse_events.tsv", "diseases.tsv", "genes.tsv"):
        by_hand = read_concepts(overlay / file, references, partial=partial)
        made[file] = distinct([*_without(made[file], by_hand), *by_hand])
    made["adverse_events.tsv"] = with_diseases(with_mesh(made["adverse_events.tsv"], sources), named_diseases)
    fusions = {item.key.replace(" ", "") for item in made["genes.tsv"] if item.id.startswith(_FUSION)}
    # The corpora give a fusion the number of one of its genes.
    made["genes.tsv"] = [
        item
        for item in made["genes.tsv"]
        if item.id.startswith("evigraph:") or item.key.replace(" ", "") not in fusions
    ]
    made["diseases.tsv"] = with_own_short_forms(
        made["diseases.tsv"], (item for file, items in made.items() if file != "diseases.tsv" for item in items)
    )
    out.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        write(out / file, made[file])
    write_image([out / file for file in LOADED], out / IMAGE)
    return {file: (len({item.id for item in made[file]}), len(made[file])) for file in FILES}


def _without(rows: Iterable[Row], by_hand: Iterable[Row]) -> list[Row]:
    """The rows without names that lines kept by hand give to another concept; a preferred name stays."""
    owners = {item.key: item.id for item in by_hand if not item.flags}
    preferred: set[str] = set()
    kept: list[Row] = []
    for item in rows:
        if item.id not in preferred or owners.get(item.key, item.id) == item.id:
            kept.append(item)
        preferred.add(item.id)
    return kept


def _references(prefix: str, rows: Iterable[Row]) -> dict[str, Row]:
    """The preferred row of each concept, by what the overlay may call it."""
    found: dict[str, Row] = {}
    seen: set[str] = set()
    for item in rows:
        if item.id not in seen:
            seen.add(item.id)
            found.setdefault(f"{prefix}:{item.name.lower()}", item)
    return found
