"""Drugs and chemicals: DrugBank's open vocabulary, MeSH chemical descriptors, names paired with ids in a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import compact, row
from pipeline.training.lexicons.sources import Entry, Sources

#: Longer names are structures spelled out; no abstract calls a drug so.
LONGEST = 60

# MeSH trees whose members are elements, gases, foods: a trial that measures iron did not treat with it.
_NOT_THERAPY = ("D01.268", "D01.552", "D01.362", "J02", "D27.505.259")
# Descriptors of these trees are compounds. Proteins (D12) are left to the genes; polymers, mixtures and dosage forms
# (D05, D20, D26: plastics, smoke, tablets) and drug actions (D27) are no substance that a patient is given by name.
_COMPOUNDS = ("D01", "D02", "D03", "D04", "D06", "D09", "D10", "D13")

_STRUCTURE = re.compile(r"[\[\]{}]|\d,\d|\d'|\(\d|-\d+[a-z]?-.*-\d|[A-Z]\d{4,}\b.*\d")


def drugs(sources: Sources, stops: Stops, absorbed: frozenset[str]) -> Iterator[Row | None]:
    """DrugBank's drugs with the synonyms that papers may use.

    Args:
        sources: where the terminologies are.
        stops: decisions about single names.
        absorbed: ids that the therapy overlay gives as cross-references of its own concepts.
    """
    mesh = {entry.name.lower(): entry for entry in sources.mesh()}
    for entry in sources.drugbank():
        id = f"DRUGBANK:{entry.id}"
        if id in absorbed:
            continue
        known = mesh.get(entry.name.lower())
        kind = drug_type(entry, known, stops)
        xrefs = () if known is None else (f"MESH:{known.id}",)
        # What is hidden under its preferred name is hidden under all: `E. coli` goes with `Escherichia coli`.
        whole = {"hidden"} if stops.has("drug", entry.name, "hide") else set()
        name = entry.name if _bound_case(entry.name) else entry.name.lower()
        yield row(name, id, kind, flags=_flags(entry.name, stops, preferred=True), xrefs=xrefs)
        for synonym in entry.synonyms:
            if usable(synonym, stops):
                yield row(synonym, id, kind, flags=_flags(synonym, stops, preferred=False) | whole)


def chemicals(sources: Sources, stops: Stops, known: frozenset[str]) -> Iterator[Row | None]:
    """Chemicals that DrugBank does not name: MeSH descriptors and corpus mentions with their MeSH ids.

    Args:
        sources: where the terminologies are.
        stops: decisions about single names.
        known: keys of the names that drugs have.
    """
    names: dict[str, list[str]] = {}
    preferred: dict[str, str] = {}
    for entry in sources.mesh():
        if any(tree.split(".")[0] in _COMPOUNDS for tree in entry.parents):
            preferred[entry.id] = entry.name
            names.setdefault(entry.id, []).append(entry.name)
    for mention, ids in sorted(sources.annotated("data/bc5cdr/train.pubtator", frozenset({"Chemical"})).items()):
        names.setdefault(ids.most_common(1)[0][0], []).append(mention)
    for id in sorted(names):
        kept = [name for name in names[id] if compact(name) not in known and usable(name, stops)]
        for name in kept:
            lower = name if _bound_case(name) else name.lower()
            yield row(lower, f"MESH:{id}", "chemical", flags=_flags(name, stops, preferred=name == preferred.get(id)))


def drug_type(entry: Entry, known: Entry | None, stops: Stops) -> str:
    """``drug``, or ``chemical`` for what a paper names more often than it gives."""
    trees = () if known is None else known.parents
    natural = any(tree.startswith(_NOT_THERAPY) for tree in trees)
    if (natural and not stops.has("drug", entry.name, "keep")) or stops.has("drug", entry.name, "chemical"):
        return "chemical"
    return "drug"


def usable(synonym: str, stops: Stops) -> bool:
    """Whether a paper may call a drug so: no structure spelled out, no symbol of one to three letters."""
    if stops.has("drug", synonym, "drop"):
        return False
    if stops.has("drug", synonym, "keep"):
        return True
    letters = sum(map(str.isalpha, synonym))
    if len(synonym) > LONGEST or synonym.count(",") + synonym.count("(") > 2 or _STRUCTURE.search(synonym):
        return False
    digits = sum(map(str.isdigit, synonym))
    return (letters > 3 or (letters >= 2 and digits >= 2)) and digits <= 6


def _flags(name: str, stops: Stops, *, preferred: bool) -> set[str]:
    flags = stops.flags("drug", name)
    if preferred and stops.has("drug", name, "drop"):
        flags.add("hidden")
    if _bound_case(name):
        flags.add("case")
    return flags


def _bound_case(name: str) -> bool:
    return len(name) <= 6 and sum(map(str.isupper, name)) >= 2
