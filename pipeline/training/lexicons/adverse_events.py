"""Adverse events: the terms of CTCAE version 5 under local ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import row
from pipeline.training.lexicons.sources import Sources


def adverse_events(sources: Sources, stops: Stops) -> Iterator[Row | None]:
    """CTCAE terms in lower case; `Other, specify` names nothing."""
    for term in sources.adverse_events():
        if term.endswith("Other, specify"):
            continue
        name = term if re.match(r"[A-Z]{2}", term) else term[0].lower() + term[1:]
        id = f"evigraph:ae-{slug(term)}"
        yield row(name, id, "adverse_event", flags=stops.flags("adverse_event", name))


def slug(term: str) -> str:
    """A term as the local part of a CURIE."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")
