"""Diseases: Disease Ontology, MeSH disease descriptors, names paired with ids in corpora."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import compact, row
from pipeline.training.lexicons.sources import Entry, Sources

# Diseases and mental disorders; animal diseases (C22) are none of ours.
_TREES = re.compile(r"C(?!22)\d\d|F03")
# Attributes of any disease (recurrence, acute disease), death, and injuries as such name no condition.
_ATTRIBUTES = ("C23.550.291", "C23.550.260", "C23.550.568", "C26.", "C21.866")
_CORPORA = (
    ("data/bc5cdr/train.pubtator", frozenset({"Disease"})),
    ("data/ncbi_disease/train.pubtator", frozenset({"SpecificDisease", "DiseaseClass", "Modifier"})),
)
_QUALIFIED = re.compile(r"\s*[\[(](?:disease|disorder|finding|morphologic abnormality|NOS)[\])]$|,? NOS$", re.I)


def diseases(sources: Sources, stops: Stops) -> Iterator[Row | None]:
    """Diseases with DOID ids, then those that only MeSH has."""
    mesh_of = sources.disease_mesh()
    entries = list(sources.diseases())
    by_label: dict[str, str] = {}
    for entry in entries:
        by_label.setdefault(entry.name, entry.id)
    extra = _mesh_names(sources)
    doid_of = _one_each(mesh_of, {entry.id: entry for entry in entries}, extra, by_label)
    for entry in entries:
        xrefs = mesh_of.get(entry.id, ())
        parents = [by_label[label] for label in entry.parents if label in by_label]
        yield row(entry.name, entry.id, "disease", parents=parents, xrefs=xrefs, flags=_flags(entry.name, stops, True))
        names = [_QUALIFIED.sub("", synonym) for synonym in entry.synonyms]
        names += [name for xref in xrefs if doid_of[xref] == entry.id for name in extra.get(xref, ())]
        for name in names:
            if _usable(name, stops):
                yield row(name, entry.id, "disease", flags=_flags(name, stops, False))
    for xref in sorted(set(extra) - set(doid_of)):
        for name in extra[xref]:
            if _usable(name, stops):
                yield row(name, xref, "disease", flags=_flags(name, stops, False))


def _one_each(
    mesh_of: dict[str, tuple[str, ...]],
    entries: dict[str, Entry],
    names: dict[str, list[str]],
    by_label: dict[str, str],
) -> dict[str, str]:
    """The one DOID that a MESH id stands for, of the several that refer to it.

    It is the one of the same name, else the most general: a descriptor is wider than the diseases filed under it.
    """

    def depth(id: str) -> int:
        steps = 0
        while (parents := entries[id].parents) and parents[0] in by_label and steps < 40:
            id, steps = by_label[parents[0]], steps + 1
        return steps

    found: dict[str, tuple[bool, int, str]] = {}
    for id in mesh_of:
        if id not in entries:
            continue
        spellings = {compact(name) for name in (entries[id].name, *entries[id].synonyms)}
        for xref in mesh_of[id]:
            same = xref in names and compact(names[xref][0]) in spellings
            claim = (not same, depth(id), id)
            found[xref] = min(claim, found.get(xref, claim))
    return {xref: claim[2] for xref, claim in found.items()}


def _mesh_names(sources: Sources) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for entry in sources.mesh():
        trees = [tree for tree in entry.parents if _TREES.match(tree)]
        if trees and not all(tree.startswith(_ATTRIBUTES) for tree in trees):
            # `Leukemia, Lymphoid` is how an index is read; papers write it the other way round.
            parts = entry.name.split(", ")
            names[f"MESH:{entry.id}"] = [" ".join(reversed(parts)).lower() if len(parts) == 2 else entry.name.lower()]
    for file, kinds in _CORPORA:
        for mention, ids in sorted(sources.annotated(file, kinds).items()):
            names.setdefault(f"MESH:{ids.most_common(1)[0][0]}", []).append(mention)
    return names


def _usable(name: str, stops: Stops) -> bool:
    if stops.has("disease", name, "drop"):
        return False
    # Short forms mean other things in other papers; those that can be trusted stand in the overlay.
    return sum(map(str.isalpha, name)) > 3 and not (len(name) <= 6 and name.isupper()) and len(name) <= 90


def _flags(name: str, stops: Stops, preferred: bool) -> set[str]:
    flags = stops.flags("disease", name)
    if preferred and stops.has("disease", name, "drop"):
        flags.add("hidden")
    if len(name) <= 6 and sum(map(str.isupper, name)) >= 2:
        flags.add("case")
    return flags
