"""Small factories: concepts and findings as the extraction gives them, for the stages behind it."""

from __future__ import annotations

from pipeline.schema import Concept, Finding, Span

BLINATUMOMAB = Concept("DRUGBANK:DB09052", "blinatumomab", "therapy")
CAR_T = Concept("evigraph:car-t", "car-t", "therapy")
LEUKAEMIA = Concept("MESH:D054198", "acute lymphoblastic leukaemia", "disease")
FEVER = Concept("MESH:D005334", "fever", "adverse_event")


def finding(id="f1", document="PMID:1", **fields):
    """An own arm row of complete remission at the beginning of its document, with the fields given."""
    plain = {
        "kind": "arm",
        "span": Span(0, 5),
        "quote": "78.8%",
        "sentence": Span(0, 9),
        "measure": "CR",
        "measure_text": "complete remission",
        "statistic": "proportion",
        "attribution": "own",
    }
    return Finding(**({"id": id, "document": document} | plain | fields))
