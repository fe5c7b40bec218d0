"""Adverse events: the terms of CTCAE version 5 under local ids, with the MeSH descriptors of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.terms.files import Row
from pipeline.extract.terms.normalise import key_tokens
from pipeline.training.lexicons.diseases import CORPORA, KINDS
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import compact, row
from pipeline.training.lexicons.said import counted, decided
from pipeline.training.lexicons.sources import Sources

# Diseases, signs and symptoms, mental disorders; animal diseases (C22) are none of ours.
_TREES = re.compile(r"C(?!22)\d\d|F0[13]|G")


def adverse_events(sources: Sources, stops: Stops, diseases: Iterable[Row]) -> Iterator[Row | None]:
    """CTCAE terms in lower case; `Other, specify` names nothing.

    Args:
        sources: where the terminologies are.
        stops: decisions about single names.
        diseases: the diseases, of which a term of the same name has the MESH id.
    """
    mesh: dict[str, str] = {}
    own: dict[str, str] = {}
    for disease in diseases:
        id = next((curie for curie in (disease.id, *disease.xrefs) if curie.startswith("MESH:")), None)
        if id is not None:
            own.setdefault(disease.id, id)
        if disease.id in own:
            mesh.setdefault(disease.key, own[disease.id])
    for term in sources.adverse_events():
        if term.endswith("Other, specify"):
            continue
        name = term if re.match(r"[A-Z]{2}", term) else term[0].lower() + term[1:]
        id = f"evigraph:ae-{slug(term)}"
        same = mesh.get(" ".join(key_tokens(name)))
        xrefs = () if same is None else (same,)
        yield row(name, id, "adverse_event", flags=stops.flags("adverse_event", name), xrefs=xrefs)


def with_mesh(rows: Sequence[Row], sources: Sources) -> list[Row]:
    """The rows with the MeSH descriptors that their names are.

    An event has the descriptor of its preferred name, else what the corpora mostly call by that name, else the
    descriptor of the first of the others that is one: `platelet count decreased` is `Thrombocytopenia`; else what the
    corpora mostly call by one of those: `QT prolongation` is `Long QT Syndrome` to them. A further name that is another
    descriptor (`septic shock` among those of sepsis) becomes an event of its own below it, so that the narrower thing
    is found and the wider one finds it.
    """
    descriptors: dict[str, str] = {}
    for entry in sources.mesh():
        if any(_TREES.match(tree) for tree in entry.parents):
            # `Leukemia, Myeloid` is how an index is read; papers write it the other way round.
            turned = " ".join(reversed(entry.name.split(", ")))
            for name in (entry.name, turned):
                descriptors.setdefault(compact(name), f"MESH:{entry.id}")
    said = decided(counted(sources, CORPORA, KINDS))
    names: dict[str, str] = {}
    for item in rows:
        names.setdefault(item.id, item.name)
    preferred = [item for item in rows if names[item.id] == item.name]
    found: dict[str, str] = {}
    for some in (preferred, rows):
        for meaning in (descriptors, said):
            for item in some:
                meant = meaning.get(compact(item.name), "")
                if meant.startswith("MESH:") and "case" not in item.flags:
                    found.setdefault(item.id, meant)
    known = {item.id for item in rows}
    own = dict(found)
    marked: list[Row] = []
    for item in rows:
        descriptor = descriptors.get(compact(item.name))
        id = f"evigraph:ae-{slug(item.name)}"
        narrower = not item.flags and id not in known and descriptor != own.get(item.id)
        if descriptor is not None and narrower:
            marked.append(item._replace(id=id, parents=(item.id,), xrefs=(descriptor,)))
            continue
        first = found.pop(item.id, None)
        marked.append(item if first is None else item._replace(xrefs=(*item.xrefs, first)))
    return marked


def with_diseases(rows: Sequence[Row], diseases: Iterable[Row]) -> list[Row]:
    """The rows with the DOID of the disease that is called as an event is: one thing, whichever source tells of it."""
    known: dict[str, str] = {}
    for disease in diseases:
        if disease.id.startswith("DOID:") and "hidden" not in disease.flags:
            known.setdefault(disease.key, disease.id)
    seen: set[str] = set()
    found: list[Row] = []
    for item in rows:
        same = None if item.id in seen else known.get(item.key)
        seen.add(item.id)
        found.append(item if same is None else item._replace(xrefs=(*item.xrefs, same)))
    return found


def slug(term: str) -> str:
    """A term as the local part of a CURIE."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")
