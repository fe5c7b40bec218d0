"""Annotations and relations of a BioC document: mentions checked against its text, relations between their concepts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.ingest.bioc.relations import read_relation
from pipeline.ingest.bioc.texts import UNITS, Segment, SourcePassage, Unit, place_span
from pipeline.ingest.bioc.values import Raw, Unusable, infons, line_of, objects, shown, text, whole, words
from pipeline.ingest.identifiers import concept_type
from pipeline.ingest.pubtator.annotations import mention_concepts
from pipeline.schema import Concept, Mention, Reject, Relation, Span
from pipeline.schema.construction import new_mention, new_relation, new_span

# The names under which files older than PubTator3 keep identifiers, in lower case and without space -> their prefix.
_IDENTIFIER_KEYS: dict[str, str] = {
    "mesh": "MESH",
    "omim": "OMIM",
    "chebi": "CHEBI",
    "ncbigene": "NCBIGene",
    "geneid": "NCBIGene",
    "ncbitaxonomy": "NCBITaxon",
    "ncbitaxon": "NCBITaxon",
    "taxonomy": "NCBITaxon",
    "tmvar": "tmVar",
    "cellosaurus": "",
}


@dataclass(slots=True)
class Annotations:
    """What a document's annotations give.

    Attributes:
        mentions: names in the text, in the order of the source.
        relations: relations between their concepts.
        rejects: what could not be used.
    """

    mentions: list[Mention] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def read_annotations(
    raw: Raw, passages: Sequence[SourcePassage], document_text: str, document: str, source: str, line: int | None
) -> Annotations:
    """Reads the annotations and relations of a document, of its passages and of their sentences.

    Args:
        raw: the document as it was read.
        passages: its passages, as they were written.
        document_text: its text.
        document: its id, for the rejects.
        source: the file, as the user named it.
        line: the line where the document begins.
    """
    return _Reader(passages, document_text, document, source, line).read(raw)


class _Reader:
    def __init__(
        self, passages: Sequence[SourcePassage], text: str, document: str, source: str, line: int | None
    ) -> None:
        self._passages = passages
        self._text = text
        self._document = document
        self._source = source
        self._line = line
        self._everywhere = [segment for passage in passages for segment in passage.segments]
        self._found = Annotations()
        self._concepts: dict[str, Concept] = {}
        # Id of an annotation -> its concepts; None where two annotations share the id and mean different things.
        self._by_id: dict[str, tuple[Concept, ...] | None] = {}

    def read(self, raw: Raw) -> Annotations:
        relations: list[Raw] = []
        for passage in self._passages:
            holders = [passage.raw, *self._list(passage.raw, "sentences", "annotation")]
            self._read_all([a for holder in holders for a in self._list(holder, "annotations", "annotation")], passage)
            relations += [r for holder in holders for r in self._list(holder, "relations", "relation")]
        self._read_all(self._list(raw, "annotations", "annotation"), None)
        relations += self._list(raw, "relations", "relation")
        for relation in relations:
            self._read_relation(relation)
        return self._found

    def _list(self, holder: Raw, key: str, scope: str) -> list[Raw]:
        try:
            return objects(holder, key)
        except Unusable as fault:
            self._reject(scope, fault, holder)
            return []

    def _reject(self, scope: str, fault: Unusable, at: Raw) -> None:
        line = line_of(at, self._line)
        self._found.rejects.append(
            Reject(self._source, scope, fault.reason, line, self._document, fault.expected, fault.actual)
        )

    def _read_all(self, annotations: list[Raw], passage: SourcePassage | None) -> None:
        """The annotations of one passage: counted in the first unit in which all of them are where they say."""
        if not annotations:
            return
        near = self._everywhere if passage is None else passage.segments
        if len(near) == 1 and (places := _plain_spans(annotations, near[0])) is not None:
            for annotation, span in zip(annotations, places, strict=True):
                self._try_to_add(annotation, [span])
            return
        chosen: Unit = UNITS[0]
        # Where every character is one byte there is but one way to count.
        if not self._text.isascii() and any(isinstance(self._spans(a, near, chosen), Unusable) for a in annotations):
            for unit in UNITS[1:]:
                if not any(isinstance(self._spans(a, near, unit), Unusable) for a in annotations):
                    chosen = unit
                    break
        for annotation in annotations:
            spans = self._spans(annotation, near, chosen)
            if isinstance(spans, Unusable):
                self._reject("annotation", spans, annotation)
            else:
                self._try_to_add(annotation, spans)

    def _spans(self, annotation: Raw, near: Sequence[Segment], unit: Unit) -> list[Span] | Unusable:
        """Where an annotation stands, once or more often, or why it stands nowhere."""
        try:
            surface = text(annotation)
            locations = objects(annotation, "locations")
            if not surface:
                raise Unusable("the annotation has no words to check its place by")
            if not locations:
                raise Unusable("the annotation has no location", surface)
            spans = [self._span(location, surface, near, unit) for location in locations]
            return self._checked(spans, surface)
        except Unusable as fault:
            return fault

    def _span(self, location: Raw, surface: str, near: Sequence[Segment], unit: Unit) -> Span:
        start, length = whole(location.get("offset")), whole(location.get("length"))
        if start is None or length is None or length == 0:
            actual = f"{shown(location.get('offset'))}, {shown(location.get('length'))}"
            raise Unusable("the location is not of whole numbers from 0", "offset and length", actual)
        span = place_span(start, length, unit, near, self._everywhere)
        if span is None:
            raise Unusable(f"no passage holds the place {start} to {start + length}", surface)
        return span

    def _checked(self, spans: list[Span], surface: str) -> list[Span]:
        """One mention a place where all of the words stand; one over all parts of words that stand in parts."""
        said = [span.of(self._text) for span in spans]
        if all(words == surface for words in said):
            return spans
        if len(spans) > 1 and "".join("".join(said).split()) == "".join(surface.split()):
            return [Span(min(span.start for span in spans), max(span.end for span in spans))]
        raise Unusable("the annotation's words are not those at its place", surface, " ... ".join(said))

    def _try_to_add(self, annotation: Raw, spans: list[Span]) -> None:
        try:
            self._add_mentions(annotation, spans)
        except Unusable as fault:
            self._reject("annotation", fault, annotation)

    def _add_mentions(self, annotation: Raw, spans: list[Span]) -> None:
        given = infons(annotation)
        named = words(given.get("type"))
        if named is None:
            raise Unusable("the annotation has no type")
        type = concept_type(named)
        surface = text(annotation) or ""
        column = words(given.get("identifier")) or "|".join(_of_older_keys(given.items()))
        name = words(given.get("name"))
        # PubTator3 names what has no name by its identifier.
        names = "" if name is None or name == column else name
        found = mention_concepts(column, names, surface, type, self._concepts)
        self._remember(words(annotation.get("id")), found)
        score = self._score(given, "annotation", annotation)
        for span in spans:
            said = self._text[span.start : span.end]
            self._found.mentions.append(new_mention(span, said, type, found, "affirmed", "pubtator", score))

    def _remember(self, id: str | None, found: tuple[Concept, ...]) -> None:
        if id is not None:
            known = self._by_id.get(id, found)
            self._by_id[id] = found if known == found else None

    def _score(self, given: Raw, scope: str, at: Raw) -> float | None:
        """The score; one that is no number from 0 to 1 is told, and what bears it is kept without."""
        value = given.get("score")
        if value is None or value == "":
            return None
        try:
            score = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError, OverflowError):
            score = math.nan
        if 0 <= score <= 1:
            return score
        reason = f"the {scope} is kept without its score, which is no number from 0 to 1"
        self._reject(scope, Unusable(reason, "0 to 1", shown(value)), at)
        return None

    def _read_relation(self, raw: Raw) -> None:
        try:
            relations = read_relation(raw, self._concepts, self._by_id)
            score = self._score(infons(raw), "relation", raw)
        except Unusable as fault:
            self._reject("relation", fault, raw)
            return
        self._found.relations.extend(
            new_relation(subject, object, type, source="pubtator", novelty=novelty, score=score)
            for subject, object, type, novelty in relations
        )


def _plain_spans(annotations: list[Raw], segment: Segment) -> list[Span] | None:
    """Where annotations stand of which each has one place in a segment by the count of characters; None for others."""
    if segment.offset is None:
        return None
    shift, said, ahead = segment.offset, segment.words, segment.start - segment.offset
    spans: list[Span] = []
    for annotation in annotations:
        surface, places = annotation.get("text"), annotation.get("locations")
        if not isinstance(surface, str) or not isinstance(places, list) or len(places) != 1:
            return None
        if not surface or not isinstance(places[0], dict):
            return None
        start, length = whole(places[0].get("offset")), whole(places[0].get("length"))
        # Words that are as long as the place says, and stand where it says, are within the segment.
        if start is None or start < shift or length != len(surface) or not said.startswith(surface, start - shift):
            return None
        spans.append(new_span(start + ahead, start + ahead + length))
    return spans


def _of_older_keys(items: Iterable[tuple[str, object]]) -> Iterator[str]:
    for key, value in items:
        prefix = _IDENTIFIER_KEYS.get(str(key).lower().replace(" ", "").replace("_", ""))
        column = words(value)
        if prefix is None or column is None:
            continue
        if prefix == "tmVar":
            yield column  # a variant's own notation has bars in it
            continue
        for token in column.replace(",", "|").replace(";", "|").split("|"):
            plain = ":" in token or not prefix or token.strip() in ("", "-", "-1")
            yield token if plain else f"{prefix}:{token.strip()}"
