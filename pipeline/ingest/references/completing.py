"""References of which a source gives the printed words and no fields, as PubMed's records do.

It is done where the fields are wanted, not where records are read: a file of PubMed's has millions of references, and
reading each costs as much as a quarter of its record.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.ingest.references.citations import parse_reference
from pipeline.schema import Reference


def with_fields(reference: Reference) -> Reference:
    """A reference with what its printed words say of it, where its source says none of that by itself.

    Identifiers that the source gives stand before those in the words.
    """
    known = (reference.authors, reference.title, reference.journal, reference.year, reference.volume, reference.pages)
    if any(known) or not reference.text.strip():
        return reference
    read = parse_reference(reference.text, reference.span, reference.label)
    return replace(
        read,
        text=reference.text,
        doi=reference.doi or read.doi,
        pmid=reference.pmid or read.pmid,
        pmcid=reference.pmcid or read.pmcid,
    )
