"""Adverse events: the terms of CTCAE version 5 under local ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.terms.files import Row
from pipeline.extract.terms.normalise import key_tokens
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import row
from pipeline.training.lexicons.sources import Sources


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


def slug(term: str) -> str:
    """A term as the local part of a CURIE."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")
