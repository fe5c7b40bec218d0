"""A record of PubTator with nothing wrong in it, read as a whole.

Every check of the careful reading (:mod:`pipeline.ingest.pubtator.annotations`) is made here too; none is told of. One
that fails, or whatever is not as most records have it, gives the record back to be read line by line.
"""

from __future__ import annotations

from pipeline.ingest.identifiers import concept_type, document_id, is_number
from pipeline.ingest.pubtator.annotations import is_relation, line_relations, mention_concepts
from pipeline.ingest.pubtator.reader import MOST_LINES
from pipeline.ingest.sections import find_sections
from pipeline.schema import Concept, Mention, Metadata, Relation, SourceRecord
from pipeline.schema.construction import new_document, new_mention, new_passage, new_record, new_span

_NO_METADATA = Metadata()
_LONGEST_KNOWN_NUMBER = 10_000


class _Numbers(dict[str, int]):
    """Offsets as they are written -> their values; ValueError for what is no offset."""

    def __missing__(self, column: str) -> int:
        digits = column.strip()
        if not is_number(digits):
            raise ValueError(column)
        number = int(digits)
        if number < _LONGEST_KNOWN_NUMBER and len(column) <= 4:
            self[column] = number
        return number


def plain_record(raw: bytes, line: int, source: str) -> SourceRecord | None:
    """Reads a record.

    Args:
        raw: its lines, without a carriage return; blank lines may stand behind them.
        line: the line on which it begins, from 1.
        source: the file, as the user named it.

    Returns:
        the record; None where it must be read line by line.
    """
    if b"\0" in raw:
        return None
    try:
        lines = raw.decode("utf-8").rstrip("\n").split("\n")
    except UnicodeDecodeError:
        return None
    token, sign, title = lines[0].partition("|t|")
    if not sign or not token or "|" in token or "\t" in token or token != token.strip() or len(lines) > MOST_LINES:
        return None
    text, first = title, 1
    passages = [new_passage("title", new_span(0, len(title)))] if title else []
    if len(lines) > 1 and lines[1].startswith(f"{token}|a|"):
        text, first = f"{title}\n{lines[1][len(token) + 3 :]}", 2
        passages.extend(find_sections(text, len(title) + 1))
    found = _annotations(lines, first, token, text)
    if found is None:
        return None
    document = new_document(
        document_id(token), text, tuple(passages), source, "pubtator", title.strip() or None, metadata=_NO_METADATA
    )
    return new_record(document, *found, line)


def _annotations(
    lines: list[str], first: int, token: str, text: str
) -> tuple[tuple[Mention, ...], tuple[Relation, ...]] | None:
    """The mentions and relations of a record's lines from the ``first`` on; None where there is anything else."""
    mentions: list[Mention] = []
    relations: list[list[str]] = []
    concepts: dict[str, Concept] = {}
    # What a mention's columns of type and concepts mean is told by the first that has them.
    meant: dict[tuple[str, str], tuple[str, tuple[Concept, ...]]] = {}
    numbers = _NUMBERS
    for at in range(first, len(lines)):
        columns = lines[at].split("\t")
        if columns[0] != token or len(columns) < 4:
            return None
        if len(columns) < 6 and is_relation(columns):
            relations.append(columns)
            continue
        if len(columns) < 5:
            return None
        surface = columns[3]
        try:
            start, end = numbers[columns[1]], numbers[columns[2]]
        except ValueError:
            return None
        if not surface or end - start != len(surface) or text[start:end] != surface:
            return None
        key = (columns[4], columns[5]) if len(columns) > 5 else (columns[4], "")
        known = meant.get(key)
        if known is None:
            type = concept_type(columns[4])
            if not type:
                return None
            names = columns[6] if len(columns) > 6 else ""
            known = meant[key] = (type, mention_concepts(key[1], names, surface, type, concepts))
        mentions.append(new_mention(new_span(start, end), surface, *known, "affirmed", "pubtator"))
    found: list[Relation] = []
    for columns in relations:
        between = line_relations(columns, concepts)
        if between is None:
            return None
        found.extend(between)
    return tuple(mentions), tuple(found)


_NUMBERS = _Numbers()
