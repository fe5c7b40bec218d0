"""A record of PubTator with nothing wrong in it, read as a whole.

Every check of the careful reading (:mod:`pipeline.ingest.pubtator.annotations`) is made here too; none is told of. One
that fails, or whatever is not as most records have it, gives the record back to be read line by line.
"""

from __future__ import annotations

from itertools import islice

from pipeline.ingest.identifiers import document_id, is_number
from pipeline.ingest.pubtator.annotations import is_relation, line_relations, typed_concepts
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
    for line in islice(lines, first, None):
        columns = line.split("\t")
        count = len(columns)
        names = ""
        if count == 6:
            # Most lines: no relation has so many columns.
            own, from_, to, surface, called, ids = columns
        elif count < 4 or columns[0] != token:
            return None
        elif count < 6 and is_relation(columns):
            relations.append(columns)
            continue
        elif count < 5:
            return None
        else:
            own, from_, to, surface, called = columns[:5]
            ids = columns[5] if count > 5 else ""
            names = columns[6] if count > 6 else ""
        try:
            start, end = numbers[from_], numbers[to]
        except ValueError:
            return None
        # Words that are as long as the text between the offsets and equal to it: the offsets are in order.
        if own != token or not surface or end - start != len(surface) or text[start:end] != surface:
            return None
        key = (called, ids)
        if key in meant:
            type, found = meant[key]
        else:
            meant[key] = type, found = typed_concepts(called, ids, names, surface, concepts, len(line))
            if not type:
                return None
        mentions.append(new_mention(new_span(start, end), surface, type, found, "affirmed", "pubtator"))
    stated: list[Relation] = []
    for columns in relations:
        between = line_relations(columns, concepts)
        if between is None:
            return None
        stated.extend(between)
    return tuple(mentions), tuple(stated)


_NUMBERS = _Numbers()
