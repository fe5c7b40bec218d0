"""Diseases: Disease Ontology, MeSH disease descriptors, names paired with ids in corpora."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.headings import natural, order_free
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import compact, row
from pipeline.training.lexicons.said import counted, decided
from pipeline.training.lexicons.sources import Entry, Sources

# Diseases and mental disorders; animal diseases (C22) are none of ours.
_TREES = re.compile(r"C(?!22)\d\d|F03")
# Attributes of any disease (recurrence, acute disease), death, and injuries as such name no condition.
_ATTRIBUTES = ("C23.550.291", "C23.550.260", "C23.550.568", "C26.", "C21.866")
#: The corpora that annotate diseases, and their words for them.
KINDS = frozenset({"Disease", "SpecificDisease", "DiseaseClass", "Modifier", "DiseaseOrPhenotypicFeature"})
CORPORA = ("data/bc5cdr/train.pubtator", "data/ncbi_disease/train.pubtator", "data/biored/train.pubtator")
#: Terminologies whose names for a MeSH concept are those of a condition.
_CONDITIONS = frozenset({"DOID", "HP", "NCIT", "EFO"})
#: No abstract calls a disease by a longer name.
LONGEST = 90
#: A short form that few other things are called by.
_SHORT_FORM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){4})[A-Z][A-Z\d-]*")
_QUALIFIED = re.compile(r"\s*[\[(](?:disease|disorder|finding|morphologic abnormality|NOS)[\])]$|,? NOS$", re.I)


def diseases(sources: Sources, stops: Stops) -> Iterator[Row | None]:
    """Diseases with DOID ids, then those that only MeSH or OMIM has."""
    entries = {entry.id: entry for entry in sources.diseases()}
    by_label: dict[str, str] = {}
    for entry in entries.values():
        by_label.setdefault(entry.name, entry.id)
    called = {compact(name) for entry in entries.values() for name in (entry.name, *entry.synonyms)}
    names = _names(sources)
    counts = counted(sources, CORPORA, KINDS)
    said = decided(counts)
    xrefs_of = {id: _settled(entries[id], xrefs, names) for id, xrefs in _bridged(sources, entries, names).items()}
    doid_of = _one_each(xrefs_of, entries, names, by_label)
    used = Counter[str]()
    for ids in counts.values():
        used.update(ids)
    of_tumours = _oncotree_names(sources, names)
    filed_under = _filed_under(sources, names)

    def elsewhere(name: str, ids: Iterable[str]) -> bool:
        """Whether the corpora use a name for another concept than the one that has these ids."""
        return said.get(compact(name), "") not in ("", *ids)

    for id in sorted(entries):
        entry = entries[id]
        # A number of OMIM is that of one disease; of its identifiers the one that papers are annotated with is first.
        xrefs = [xref for xref in xrefs_of.get(id, ()) if not xref.startswith("OMIM:") or doid_of[xref] == id]
        xrefs.sort(key=lambda xref: -used[xref])
        own = [xref for xref in xrefs if doid_of[xref] == id]
        if not any(xref.startswith("MESH:") for xref in xrefs):
            xrefs += filed_under.get(order_free(entry.name), ())
        parents = [by_label[label] for label in entry.parents if label in by_label]
        yield row(entry.name, id, "disease", parents=parents, xrefs=xrefs, flags=_flags(entry.name, stops))
        synonyms = [_QUALIFIED.sub("", synonym) for synonym in entry.synonyms]
        synonyms += [name for xref in own for name in (*names.get(xref, ()), *of_tumours.get(xref, ()))]
        for name in synonyms:
            if len(name) <= LONGEST and not elsewhere(name, xrefs):
                yield row(name, id, "disease", flags=_flags(name, stops))
        for name in dict.fromkeys(map(_as_said, (entry.name, *synonyms))):
            if compact(name) not in called and len(name) <= LONGEST and not elsewhere(name, xrefs):
                yield row(name, id, "disease", flags=_flags(name, stops))
    for xref in sorted(set(names) - set(doid_of)):
        heading, *others = names[xref]
        for name in (heading, *(other for other in others if not elsewhere(other, (xref,)))):
            if len(name) <= LONGEST:
                yield row(name, xref, "disease", flags=_flags(name, stops))


def _settled(entry: Entry, xrefs: Iterable[str], names: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The cross-references of one disease that are the same thing: one MESH id, and such as name nothing else.

    It is the one with the disease's name, else the first. Others that MeSH has a heading for are wider or narrower, and
    stand for themselves.
    """
    spellings = {order_free(name) for name in (entry.name, *entry.synonyms)}
    ordered = sorted(
        xrefs,
        key=lambda xref: (
            xref.startswith("OMIM"),
            not (xref in names and order_free(names[xref][0]) == order_free(entry.name)),
            not (xref in names and order_free(names[xref][0]) in spellings),
        ),
    )
    return tuple(xref for place, xref in enumerate(ordered) if place == 0 or xref not in names or "OMIM" in xref)


def _names(sources: Sources) -> dict[str, list[str]]:
    """Names of conditions by their MESH or OMIM id, the heading first."""
    names: dict[str, list[str]] = {}
    for entry in sources.mesh():
        trees = [tree for tree in entry.parents if _TREES.match(tree)]
        if trees and not all(tree.startswith(_ATTRIBUTES) for tree in trees):
            names[f"MESH:{entry.id}"] = [natural(entry.name).lower()]
    for mapping in sources.mesh_mappings():
        id = f"MESH:{mapping.mesh}"
        if mapping.namespace in ("DOID", "HP") and mapping.mesh.startswith("C"):
            names.setdefault(id, [natural(mapping.mesh_name)])
        if mapping.namespace in _CONDITIONS and id in names:
            names[id].append(mapping.name)
    for file in CORPORA:
        for mention, ids in sorted(sources.annotated(file, KINDS).items()):
            best = min(ids, key=lambda id: (-ids[id], id))
            names.setdefault(best if ":" in best else f"MESH:{best}", []).append(mention)
    return names


def _filed_under(sources: Sources, names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The heading that other terminologies map a name to, by the name, whatever the order of its words.

    It may be wider than the name: MeSH has `acute lymphoblastic leukemia` with its lymphoma, `metabolic acidosis` with
    `acidosis`. So the name's disease has the identifier, but not the other names of the heading.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for mapping in sources.mesh_mappings():
        xref = f"MESH:{mapping.mesh}"
        if mapping.namespace in _CONDITIONS and xref in names:
            found[order_free(mapping.name)].add(xref)
    return {name: list(headings) for name, headings in found.items() if len(headings) == 1}


def _bridged(
    sources: Sources, entries: Mapping[str, Entry], names: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    """Cross-references with those that only the same name states, whatever the order of its words."""
    stated = sources.disease_xrefs()
    taken = {xref for xrefs in stated.values() for xref in xrefs}
    headings: dict[str, list[str]] = defaultdict(list)
    for xref in sorted(set(names) - taken):
        headings[order_free(names[xref][0])].append(xref)
    found = {id: xrefs for id, xrefs in stated.items() if id in entries}
    for id, entry in sorted(entries.items()):
        if not any(xref.startswith("MESH:") for xref in found.get(id, ())):
            learned = (name for xref in found.get(id, ()) for name in names.get(xref, ()))
            spellings = (entry.name, *entry.synonyms, *learned)
        else:
            # `Tuberculosis` refers to `Tuberculoma`, though there is a heading of its own name that nothing refers to.
            spellings = (entry.name,)
        same = [xref for key in dict.fromkeys(map(order_free, spellings)) for xref in headings.get(key, ())]
        if same:
            found[id] = (same[0], *found.get(id, ()))
    return found


def _one_each(
    xrefs_of: Mapping[str, Iterable[str]],
    entries: Mapping[str, Entry],
    names: Mapping[str, list[str]],
    by_label: Mapping[str, str],
) -> dict[str, str]:
    """The one DOID that a MESH or OMIM id stands for, of the several that refer to it.

    It is the one of the same name, else for MeSH the most general, since a descriptor is wider than the diseases filed
    under it, and for OMIM the one that refers to fewest: OMIM numbers kinds, and a general disease lists those of all.
    """

    def depth(id: str) -> int:
        steps = 0
        while (parents := entries[id].parents) and parents[0] in by_label and steps < 40:
            id, steps = by_label[parents[0]], steps + 1
        return steps

    found: dict[str, tuple[bool, int, int, str]] = {}
    for id, xrefs in xrefs_of.items():
        spellings = {compact(name) for name in (entries[id].name, *entries[id].synonyms)}
        for xref in xrefs:
            same = xref in names and compact(names[xref][0]) in spellings
            wide = sum(other.startswith("OMIM:") for other in xrefs_of[id]) if xref.startswith("OMIM:") else 0
            claim = (not same, wide, depth(id), id)
            found[xref] = min(claim, found.get(xref, claim))
    return {xref: claim[-1] for xref, claim in found.items()}


def _oncotree_names(sources: Sources, names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """OncoTree's names of tumours by the MESH id that NCIT's id of the same tumour has."""
    mesh_of = {
        mapping.id: f"MESH:{mapping.mesh}"
        for mapping in sources.mesh_mappings()
        if mapping.namespace == "NCIT" and f"MESH:{mapping.mesh}" in names
    }
    found: dict[str, list[str]] = defaultdict(list)
    for tumour in sources.oncotree():
        for ncit in tumour.synonyms:
            if ncit in mesh_of:
                found[mesh_of[ncit]].append(_QUALIFIED.sub("", tumour.name))
    return found


def _as_said(name: str) -> str:
    """A name as papers say it: `nodular sclerosis Hodgkin lymphoma` of `Hodgkin's lymphoma, nodular sclerosis`."""
    words = natural(name) if name.count(", ") == 1 and not name.endswith(" NOS") else name
    return words.replace("'s ", " ")


def with_own_short_forms(rows: Sequence[Row], others: Iterable[Row]) -> list[Row]:
    """The rows, short forms of four letters and more that only one concept has no longer held back (`ADPKD`, `MGUS`).

    Args:
        rows: the names of diseases.
        others: all other names.
    """
    taken = {item.name.upper() for item in others}
    owners: dict[str, set[str]] = defaultdict(set)
    for item in rows:
        owners[item.name.upper()].add(item.id)
    return [
        item._replace(flags=item.flags - {"hidden"})
        if _SHORT_FORM.fullmatch(item.name) and len(owners[item.name]) == 1 and item.name not in taken
        else item
        for item in rows
    ]


def _flags(name: str, stops: Stops) -> set[str]:
    """How a name counts: what cannot be told from another word in text may still be the name of a given mention."""
    flags = stops.flags("disease", name)
    if stops.has("disease", name, "drop") or sum(map(str.isalpha, name)) <= 3:
        flags.add("hidden")
    # Short forms mean other things in other papers; those that can be trusted stand in the overlay.
    if len(name) <= 6 and name.isupper():
        flags.add("hidden")
    if len(name) <= 6 and sum(map(str.isupper, name)) >= 2:
        flags.add("case")
    return flags
