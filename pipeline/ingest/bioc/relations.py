"""What a relation of a BioC document is between: named by infons, or by nodes that refer to annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.ingest.bioc.values import Raw, Unusable, infons, objects, shown, words
from pipeline.ingest.identifiers import TYPES
from pipeline.ingest.pubtator.annotations import named_concepts
from pipeline.schema import Concept

#: Subject, object, type and novelty of a relation.
Related = tuple[Concept, Concept, str, str | None]

# The infons that name the two sides: PubTator3's, BioRED's.
_SIDES = (("role1", "role2"), ("entity1", "entity2"))
_TYPE_KEYS = ("type", "relation", "relation type", "relation_type")
_NOVELTY_KEYS = ("novel", "novelty")


def read_relation(
    raw: Raw, concepts: dict[str, Concept], annotations: Mapping[str, tuple[Concept, ...] | None]
) -> list[Related]:
    """The relation of an object: one, or where a side names several concepts, one for each pair.

    Args:
        raw: the relation as it was read.
        concepts: the concepts of the document's mentions, by their CURIEs.
        annotations: the concepts of each annotation, by its id; None where the id means several things.

    Raises:
        Unusable: where it has no type, or not two sides that are known.
    """
    given = infons(raw)
    type = _first(given, _TYPE_KEYS)
    if type is None:
        raise Unusable("the relation has no type")
    columns = _columns(given)
    subjects: Sequence[Concept]
    others: Sequence[Concept]
    if columns is not None:
        subjects, others = (named_concepts(column, concepts) for column in columns)
        told = "\t".join(columns)
    else:
        subjects, others, told = _of_nodes(raw, annotations)
    if not subjects or not others:
        raise Unusable("the relation lacks a concept", "two concept identifiers", told)
    novelty = _first(given, _NOVELTY_KEYS)
    return [(subject, object, type, novelty) for subject in subjects for object in others]


def _first(given: Raw, keys: Sequence[str]) -> str | None:
    return next((value for key in keys if (value := words(given.get(key))) is not None), None)


def _columns(given: Raw) -> tuple[str, str] | None:
    """The two sides as PubTator writes them (``Chemical|MESH:C510808``); None where the infons do not name them."""
    for pair in _SIDES:
        sides = [_column(given.get(key)) for key in pair]
        if sides[0] is not None or sides[1] is not None:
            return sides[0] or "", sides[1] or ""
    # BC5CDR: the key is the type of the side.
    typed = [f"{key}|{words(value)}" for key, value in given.items() if str(key).lower() in TYPES and words(value)]
    return (typed[0], typed[1]) if len(typed) == 2 else None


def _column(value: object) -> str | None:
    if not isinstance(value, dict):
        return words(value)
    identifier, type = words(value.get("identifier")), words(value.get("type"))
    return f"{type}|{identifier}" if identifier and type and type.lower() in TYPES else identifier or ""


def _of_nodes(
    raw: Raw, annotations: Mapping[str, tuple[Concept, ...] | None]
) -> tuple[Sequence[Concept], Sequence[Concept], str]:
    nodes = objects(raw, "nodes")
    if len(nodes) != 2:
        raise Unusable("the relation is not between two", "2 nodes", str(len(nodes)))
    sides: list[tuple[Concept, ...]] = []
    for node in nodes:
        id = words(node.get("refid"))
        if id is None or id not in annotations:
            raise Unusable("the relation points to an annotation that is not there", "id of an annotation", shown(id))
        found = annotations[id]
        if found is None:
            raise Unusable("the relation points to an id that several annotations bear", "id of one annotation", id)
        sides.append(found)
    return sides[0], sides[1], "\t".join(shown(node.get("refid")) for node in nodes)
