"""What a source says of a paper, and its references, as values that JSON can hold, both ways.

What is None or empty is left out: the commonest paper has few of the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pipeline.schema import Author, MeshHeading, Metadata, Reference, Span

Value = dict[str, Any]


def metadata_value(metadata: Metadata) -> Value:
    """Metadata as a value."""
    value = _told(metadata)
    value["authors"] = [_told(author) for author in metadata.authors]
    value["mesh"] = [_told(heading) for heading in metadata.mesh]
    return {name: part for name, part in value.items() if part}


def metadata_of(value: Mapping[str, Any]) -> Metadata:
    """Metadata from its value."""
    told: Value = {name: tuple(part) if isinstance(part, list) else part for name, part in value.items()}
    told["authors"] = tuple(Author(**author) for author in value.get("authors", ()))
    told["mesh"] = tuple(
        MeshHeading(**{**heading, "qualifiers": tuple(heading.get("qualifiers", ()))})
        for heading in value.get("mesh", ())
    )
    return Metadata(**told)


def reference_value(reference: Reference) -> Value:
    """A reference as a value."""
    value = _told(reference)
    if reference.span is not None:
        value["span"] = [reference.span.start, reference.span.end]
    if reference.authors:
        value["authors"] = [_told(author) for author in reference.authors]
    return value


def reference_of(value: Mapping[str, Any]) -> Reference:
    """A reference from its value."""
    span = value.get("span")
    authors = tuple(Author(**author) for author in value.get("authors", ()))
    return Reference(**{**value, "span": None if span is None else Span(*span), "authors": authors})


def _told(noun: Author | MeshHeading | Metadata | Reference) -> Value:
    """The fields of a noun that say something; a text that must stand stands even when it is empty."""
    told = {field.name: getattr(noun, field.name) for field in fields(noun)}
    return {
        name: list(part) if isinstance(part, tuple) else part
        for name, part in told.items()
        if part not in (None, (), False)
    }
