"""The annotation lines of a PubTator record: mentions checked against the text, relations between their concepts.

A mention is ``ID start end surface type [concepts [their names]]``, a relation ``ID type concept concept [novelty]``,
with tabs between the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.ingest.alike_rejects import Rejects
from pipeline.ingest.identifiers import TYPES, concept_type, curie, curies, is_number
from pipeline.schema import Concept, Document, Mention, Reject, Relation, Span
from pipeline.schema.construction import new_concept, new_relation

# tmVar's notation of a variant: ``c|SUB|A|1|T``.
_VARIANT = re.compile(r"[cgmnpr]\|[A-Z]+\|", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why a line is refused."""

    reason: str
    expected: str | None = None
    actual: str | None = None


def read_annotations(
    lines: Iterable[tuple[int, str]], document: Document, source: str
) -> tuple[tuple[Mention, ...], tuple[Relation, ...], tuple[Reject, ...]]:
    """Reads the annotation lines of one document.

    Args:
        lines: the lines without their endings, each with its number in the file.
        document: the document, whose text the mentions are checked against.
        source: the file, as the user named it.

    Returns:
        mentions with ``text[start:end] == surface``, relations, and a reject for every line that is neither.
    """
    mentions: list[Mention] = []
    rejects = Rejects()
    relation_lines: list[tuple[int, list[str]]] = []
    concepts: dict[str, Concept] = {}
    for number, line in lines:
        columns = line.split("\t")
        if is_relation(columns):
            relation_lines.append((number, columns))
            continue
        result = _mention(columns, document.text, concepts)
        if isinstance(result, Mention):
            mentions.append(result)
        else:
            rejects.append(_reject(source, "annotation", number, document, result))
    # A relation may stand above the mentions it is about.
    relations: list[Relation] = []
    for number, columns in relation_lines:
        outcome = line_relations(columns, concepts)
        if outcome is None:
            fault = _Fault("the relation lacks a concept", "two concept identifiers", "\t".join(columns[2:4]))
            rejects.append(_reject(source, "relation", number, document, fault))
        else:
            relations.extend(outcome)
    return tuple(mentions), tuple(relations), tuple(rejects)


def _reject(source: str, scope: str, number: int, document: Document, fault: _Fault) -> Reject:
    return Reject(source, scope, fault.reason, number, document.id, fault.expected, fault.actual)


def is_relation(columns: list[str]) -> bool:
    """Whether the columns are a relation's; a line with a mention's type is a mention, whatever its offsets are.

    The third column tells nothing: in BioRED it is often a bare number, the concept of a gene.
    """
    if len(columns) not in {4, 5} or columns[1].strip() == "" or _is_offset(columns[1]):
        return False
    return len(columns) == 4 or columns[4].strip().lower() not in TYPES


def _is_offset(column: str) -> bool:
    return is_number(column.strip().removeprefix("-"))


def _mention(columns: list[str], text: str, concepts: dict[str, Concept]) -> Mention | _Fault:
    """The mention of a line; its concepts are taken from, and new ones added to, ``concepts``."""
    if len(columns) < 5:
        return _Fault("too few columns for a mention", "5 or more", str(len(columns)))
    start_column, end_column, surface, type_column = (columns[1].strip(), columns[2].strip(), columns[3], columns[4])
    if not (is_number(start_column) and is_number(end_column)):
        return _Fault("the offsets are not whole numbers from 0", "start and end", f"{start_column}, {end_column}")
    start, end = int(start_column), int(end_column)
    if end <= start:
        return _Fault(f"the mention ends at {end}, not behind its start {start}", surface)
    if end > len(text):
        return _Fault(f"the mention ends at {end}, past the end of the text at {len(text)}", surface, text[start:end])
    if text[start:end] != surface:
        return _Fault(f"the mention's words are not those at {start} to {end}", surface, text[start:end])
    if not type_column.strip():
        return _Fault("the mention has no type")
    type = concept_type(type_column)
    column, names = (columns[5] if len(columns) > 5 else ""), (columns[6] if len(columns) > 6 else "")
    found = mention_concepts(column, names, surface, type, concepts)
    return Mention(Span(start, end), surface, type, found, source="pubtator")


def mention_concepts(
    column: str, names: str, surface: str, type: str, concepts: dict[str, Concept]
) -> tuple[Concept, ...]:
    """The concepts that a mention stands for.

    Args:
        column: their identifiers as the source has them; empty where it has none.
        names: their names with a bar between two; used where there are as many as identifiers.
        surface: the mention's words, which are the name of a concept that has no other.
        type: the mention's type, one of ours.
        concepts: the concepts of the document so far, by their CURIEs: taken from, and new ones added to.
    """
    length = len(column) + len(names) + len(surface)
    found = (_known_concepts if length <= _LONGEST_KNOWN else _concepts)(column, names, surface, type)
    return _as_named_before(found, concepts)


def typed_concepts(
    type_column: str, column: str, names: str, surface: str, concepts: dict[str, Concept], length: int
) -> tuple[str, tuple[Concept, ...]]:
    """A mention's type, one of ours, and what :func:`mention_concepts` gives for it.

    Args:
        type_column: the type as the source has it.
        column: the identifiers; as in :func:`mention_concepts`, like the rest.
        names: their names.
        surface: the mention's words.
        concepts: the concepts of the document so far.
        length: of the line: what is long is not worth the memory.
    """
    known = (_known_typed if length <= _LONGEST_KNOWN else _typed)(type_column, column, names, surface)
    for concept in known[1]:
        if concepts.setdefault(concept.id, concept) is not concept:
            return known[0], _as_named_before(known[1], concepts)
    return known


def _as_named_before(found: tuple[Concept, ...], concepts: dict[str, Concept]) -> tuple[Concept, ...]:
    """The concepts found, by the names that the document has for them already; the others are added to them."""
    for concept in found:
        if concepts.setdefault(concept.id, concept) is not concept:
            # The document has another name for it.
            return tuple(concepts.setdefault(one.id, one) for one in found)
    return found


def _typed(type_column: str, column: str, names: str, surface: str) -> tuple[str, tuple[Concept, ...]]:
    type = concept_type(type_column)
    return type, _concepts(column, names, surface, type)


def _concepts(column: str, names: str, surface: str, type: str) -> tuple[Concept, ...]:
    identifiers = curies(column, type)
    given = names.split("|") if names else []
    if len(given) != len(identifiers):
        given = [surface] * len(identifiers)
    return tuple(
        new_concept(identifier, name.strip() or surface, type)
        for identifier, name in zip(identifiers, given, strict=True)
    )


# The same few concepts, by the same few names, make up most of the mentions of a file.
_LONGEST_KNOWN = 100
_known_concepts = lru_cache(maxsize=1 << 13)(_concepts)
_known_typed = lru_cache(maxsize=1 << 13)(_typed)


def line_relations(columns: list[str], concepts: dict[str, Concept]) -> list[Relation] | None:
    """The relations of a line: one, or where a column names several concepts, one for each pair.

    Args:
        columns: the columns of the line.
        concepts: the concepts of the document's mentions, by their CURIEs.

    Returns:
        the relations; None where a concept is lacking.
    """
    subjects, objects = (named_concepts(column.strip(), concepts) for column in columns[2:4])
    if not subjects or not objects:
        return None
    novelty = (columns[4].strip() or None) if len(columns) > 4 else None
    type = columns[1].strip()
    return [
        new_relation(subject, object, type, source="pubtator", novelty=novelty)
        for subject in subjects
        for object in objects
    ]


def named_concepts(column: str, concepts: dict[str, Concept]) -> list[Concept]:
    """The concepts that a relation's column names; PubTator3 writes the type in front (``Chemical|MESH:C510808``).

    Args:
        column: one identifier or several, with their type before a bar or without.
        concepts: the concepts of the document's mentions, by their CURIEs.
    """
    type, identifiers, bare = (_known_names if len(column) <= _LONGEST_KNOWN else _names)(column)
    for identifier in bare:
        if identifier in concepts:
            return [concepts[identifier]]
    return [_concept(identifier, type, concepts) for identifier in identifiers]


def _names(column: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What a relation's column names: a type, its identifiers; and what else the whole column may stand for, first."""
    prefix, bar, rest = column.partition("|")
    named = TYPES.get(prefix.lower()) if bar else None
    if named:
        return named, curies(rest, named), ()
    # The column does not say what kind of thing a bare number is; the document's own mentions do. A variant's own
    # notation has bars in it, so the whole column comes before its parts.
    bare = (curie(column, type) for type in ("gene", "species", "variant"))
    found = curies(column, "variant" if _VARIANT.match(column) else "unknown")
    return "unknown", found, tuple(identifier for identifier in bare if identifier is not None)


_known_names = lru_cache(maxsize=1 << 13)(_names)


def _concept(identifier: str, type: str, concepts: dict[str, Concept]) -> Concept:
    return concepts.get(identifier) or Concept(identifier, identifier, type)
