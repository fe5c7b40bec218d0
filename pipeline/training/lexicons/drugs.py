"""Drugs and chemicals: DrugBank's open vocabulary, MeSH chemical descriptors, names paired with ids in a corpus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.errors import LexiconError
from pipeline.extract.normalising.spellings import without_salt
from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.headings import natural
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import compact, row
from pipeline.training.lexicons.said import counted, decided, shared
from pipeline.training.lexicons.sources import Entry, Sources
from pipeline.training.lexicons.sources import Mapping as Name

#: Longer names are structures spelled out; no abstract calls a drug so.
LONGEST = 60

# MeSH trees whose members are elements, gases, foods: a trial that measures iron did not treat with it.
_NOT_THERAPY = ("D01.268", "D01.552", "D01.362", "J02", "D27.505.259")
# Descriptors of these trees are compounds. Proteins (D12) are left to the genes; polymers, mixtures and dosage forms
# (D05, D20, D26: plastics, smoke, tablets) and drug actions (D27) are no substance that a patient is given by name.
_COMPOUNDS = ("D01", "D02", "D03", "D04", "D06", "D09", "D10", "D13")

#: The corpora that annotate substances, and their words for them.
KINDS = frozenset({"Chemical", "ChemicalEntity"})
CORPORA = ("data/bc5cdr/train.pubtator", "data/biored/train.pubtator")

# Trees of what is done to a patient: therapeutics, anaesthesia, surgery, dentistry, behavioural treatments, exercise.
_PROCEDURES = ("E02", "E03", "E04", "E06", "F02.784.176", "F04.754", "G11.427.410.698", "I03.350", "N02.421")

# `Antipsychotic Agents` is how an index calls antipsychotics.
_AGENTS = re.compile(r" (?:agents|drugs)$", re.IGNORECASE)
_STRUCTURE = re.compile(r"[\[\]{}]|\d,\d|\d'|\(\d|-\d+[a-z]?-.*-\d|[A-Z]\d{4,}\b.*\d")


def drugs(sources: Sources, stops: Stops, absorbed: frozenset[str]) -> Iterator[Row | None]:
    """DrugBank's drugs with the synonyms that papers may use, and the names that MeSH and the corpora have for them.

    Args:
        sources: where the terminologies are.
        stops: decisions about single names.
        absorbed: ids that the therapy overlay gives as cross-references of its own concepts.
    """
    trees = {entry.id: entry for entry in sources.mesh()}
    substances = substance_names(sources)
    entries = list(sources.drugbank())
    mesh_of = drug_headings(entries, sources)
    drug_of = _one_each(entries, mesh_of, substances)
    counts = counted(sources, CORPORA, KINDS)
    said, used = decided(counts), Counter[str]()
    for ids in counts.values():
        used.update(ids)
    for entry in entries:
        id = f"DRUGBANK:{entry.id}"
        if id in absorbed:
            continue
        headings = sorted(
            mesh_of.get(entry.id, ()), key=lambda mesh: (drug_of[mesh] != entry.id, -used[f"MESH:{mesh}"])
        )
        known = trees.get(headings[0]) if headings else None
        kind = drug_type(entry, known, stops)
        # What is hidden under its preferred name is hidden under all: `E. coli` goes with `Escherichia coli`.
        whole = {"hidden"} if stops.has("drug", entry.name, "hide") else set()
        name = entry.name if _bound_case(entry.name) else entry.name.lower()
        yield row(
            name, id, kind, flags=_flags(entry.name, stops, preferred=True), xrefs=[f"MESH:{mesh}" for mesh in headings]
        )
        own = {"", *(f"MESH:{mesh}" for mesh in headings)}
        for synonym in entry.synonyms:
            # `NMDA` is no name of ketamine where the corpora use it of another substance.
            if not _spelled_out(synonym) and (len(own) == 1 or said.get(compact(synonym), "") in own):
                yield row(synonym, id, kind, flags=_flags(synonym, stops) | whole)
        for mesh in headings:
            if drug_of[mesh] == entry.id:
                for synonym in substances.get(mesh, ()):
                    if len(synonym) <= LONGEST:
                        yield row(synonym, id, kind, flags=_flags(synonym, stops) | whole)


def chemicals(sources: Sources, stops: Stops, known: frozenset[str]) -> Iterator[Row | None]:
    """Chemicals that DrugBank does not name: MeSH descriptors, supplementary concepts, corpus mentions.

    Args:
        sources: where the terminologies are.
        stops: decisions about single names.
        known: keys of the names that drugs have.
    """
    trees = {entry.id: entry.parents for entry in sources.mesh()}
    substances = substance_names(sources)
    taken = {mesh for headings in drug_headings(list(sources.drugbank()), sources).values() for mesh in headings}
    said = {name for file in CORPORA for name in sources.annotated(file, KINDS)}
    for id in sorted(set(substances) - taken):
        compound = id not in trees or any(tree.split(".")[0] in _COMPOUNDS for tree in trees[id])
        for name in substances[id]:
            if len(name) > LONGEST:
                continue
            flags = _flags(name, stops)
            # A class, a mixture or a protein is named in text where a corpus has it so; a drug's name is the drug's.
            if not (compound or name in said) or compact(name) in known:
                flags.add("hidden")
            yield row(name if _bound_case(name) else name.lower(), f"MESH:{id}", "chemical", flags=flags)


def substance_names(sources: Sources) -> dict[str, list[str]]:
    """Names of substances by their MeSH id, the heading first."""
    names: dict[str, list[str]] = {}
    for entry in sources.mesh():
        if any(tree.startswith("D") for tree in entry.parents):
            names[entry.id] = [natural(entry.name)]
    for mapping in sources.mesh_mappings():
        if mapping.namespace == "CHEBI" or (mapping.namespace == "NCIT" and mapping.mesh in names):
            names.setdefault(mapping.mesh, [mapping.mesh_name]).append(mapping.name)
    for file in CORPORA:
        for mention, ids in sorted(sources.annotated(file, KINDS).items()):
            names.setdefault(min(ids, key=lambda id: (-ids[id], id)), []).append(mention)
    return names


def drug_headings(entries: Sequence[Entry], sources: Sources) -> dict[str, tuple[str, ...]]:
    """DrugBank ids to the MeSH ids of the same substance, the surest first.

    Surest is the same name, letter by letter before without its plural `s`; next a synonym that is a MeSH name and that
    no other drug has; next one id of ChEBI; next what the corpora call by the drug's name, or by such a synonym where
    nothing else is known of it; last the heading of one of its salts (`Vecuronium Bromide`). MeSH has given many
    substances a new id since: both are the drug's, and so is a newer one of a salt (`Sildenafil Citrate`) that no drug
    is called by.
    """
    verbatim: dict[str, str] = {}
    headed: dict[str, str] = {}
    salts: dict[str, str] = {}
    by_name: dict[str, str] = {}
    by_chebi: dict[str, str] = {}
    later: dict[str, Name] = {}
    for entry in sources.mesh():
        if any(tree.startswith("D") for tree in entry.parents):
            by_name.setdefault(compact(natural(entry.name)), entry.id)
            verbatim.setdefault(natural(entry.name).lower(), entry.id)
            salts.setdefault(compact(without_salt(natural(entry.name))), entry.id)
            headed[entry.id] = compact(natural(entry.name))
    for mapping in sources.mesh_mappings():
        if mapping.namespace == "CHEBI":
            by_chebi.setdefault(mapping.id, mapping.mesh)
        if mapping.namespace in ("CHEBI", "NCIT"):
            by_name.setdefault(compact(mapping.mesh_name), mapping.mesh)
            later.setdefault(compact(without_salt(mapping.mesh_name)), mapping)
    chebi = sources.drugbank_chebi()
    counts = counted(sources, CORPORA, KINDS)
    said = decided(counts)
    owners = Counter(key for entry in entries for key in {compact(name) for name in (entry.name, *entry.synonyms)})
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        alone = [name for name in entry.synonyms if owners[compact(name)] == 1]
        same = [verbatim.get(name.lower()) or by_name.get(compact(name)) for name in (entry.name, *alone)]
        same += [by_chebi.get(id) for id in chebi.get(entry.id, ())]
        names = (entry.name, *alone)
        learned = shared(counts, entry.name)
        if not any((*same, *learned)):
            learned += [said[key] for key in map(compact, alone) if key in said]
        if not any((*same, *learned)):
            same.append(salts.get(compact(entry.name)))
        salt = later.get(compact(entry.name))
        if salt is not None and not owners[compact(salt.mesh_name)]:
            same.append(salt.mesh)
        # `Plant Extracts` is what the corpora take a tea for: a heading that is called otherwise is a wider thing.
        called = frozenset(map(compact, names))
        same += [id for id in (each.removeprefix("MESH:") for each in learned) if headed.get(id, "") in ("", *called)]
        headings = tuple(dict.fromkeys(filter(None, same)))
        if headings:
            found[entry.id] = headings
    return found


def with_headings(rows: Sequence[Row], sources: Sources, stated: Mapping[str, str] | None = None) -> list[Row]:
    """The rows, each therapy of evigraph's own with the MeSH ids of what is called as it is (`corticosteroid`).

    A heading of the same name, of substances and of what is done to a patient, and what the corpora call so; a therapy
    that states a cross-reference keeps to it.

    Args:
        rows: the rows, the first of an id with its preferred name.
        sources: where the terminologies are.
        stated: headings of other names that mean just a therapy, by its id.

    Raises:
        LexiconError: a stated heading is none of MeSH's, or is stated for a therapy that there is not.
    """
    headings: dict[str, str] = {}
    procedures: dict[str, str] = {}
    names: dict[str, str] = {}
    for entry in sources.mesh():
        id = names[entry.name] = f"MESH:{entry.id}"
        if any(tree.startswith("D") for tree in entry.parents):
            headings.setdefault(compact(natural(entry.name)), id)
            headings.setdefault(compact(_AGENTS.sub("", natural(entry.name))), id)
        elif any(tree.startswith(_PROCEDURES) for tree in entry.parents):
            procedures.setdefault(compact(natural(entry.name)), id)
    absent = [
        f"{id}: {heading}"
        for id, heading in (stated or {}).items()
        if heading not in names or all(item.id != id for item in rows)
    ]
    if absent:
        raise LexiconError(f"headings.tsv: no such therapy or no such heading of MeSH: {'; '.join(absent)}")
    counts = counted(sources, CORPORA, KINDS)
    done = {item.id for item in rows if item.xrefs}
    found: list[Row] = []
    for item in rows:
        if item.id.startswith("evigraph:") and item.id not in done:
            told = names[stated[item.id]] if stated and item.id in stated else procedures.get(compact(item.name))
            same = [] if "case" in item.flags else [headings.get(compact(item.name)), *shared(counts, item.name)]
            item = item._replace(xrefs=tuple(dict.fromkeys(filter(None, [*same, told]))))
        done.add(item.id)
        found.append(item)
    return found


def _one_each(
    entries: Sequence[Entry], mesh_of: dict[str, tuple[str, ...]], names: dict[str, list[str]]
) -> dict[str, str]:
    """The one drug that a MeSH id stands for: that of the same name, else the first to have it, else the oldest."""
    found: dict[str, tuple[bool, int, str]] = {}
    for entry in entries:
        for place, mesh in enumerate(mesh_of.get(entry.id, ())):
            same = mesh in names and compact(names[mesh][0]) == compact(entry.name)
            claim = (not same, place, entry.id)
            found[mesh] = min(claim, found.get(mesh, claim))
    return {mesh: claim[2] for mesh, claim in found.items()}


def drug_type(entry: Entry, known: Entry | None, stops: Stops) -> str:
    """``drug``, or ``chemical`` for what a paper names more often than it gives."""
    trees = () if known is None else known.parents
    natural = any(tree.startswith(_NOT_THERAPY) for tree in trees)
    if (natural and not stops.has("drug", entry.name, "keep")) or stops.has("drug", entry.name, "chemical"):
        return "chemical"
    return "drug"


def _spelled_out(synonym: str) -> bool:
    """Whether a name is a structure spelled out, which no abstract calls a substance by."""
    separators = synonym.count(",") + synonym.count("(")
    return len(synonym) > LONGEST or separators > 2 or _STRUCTURE.search(synonym) is not None


def _flags(name: str, stops: Stops, *, preferred: bool = False) -> set[str]:
    """How a name counts: what cannot be told from another word in text may still be the name of a given mention."""
    flags = stops.flags("drug", name)
    plain = _tells(name) and not _spelled_out(name)
    if stops.has("drug", name, "drop") or not (plain or preferred or stops.has("drug", name, "keep")):
        flags.add("hidden")
    if _bound_case(name):
        flags.add("case")
    return flags


def _tells(name: str) -> bool:
    """Whether a name is more than a symbol of one to three letters or a number."""
    letters, digits = sum(map(str.isalpha, name)), sum(map(str.isdigit, name))
    return (letters > 3 or (letters >= 2 and digits >= 2)) and digits <= 6


def _bound_case(name: str) -> bool:
    return len(name) <= 6 and sum(map(str.isupper, name)) >= 2
