"""PubMed XML, as EFetch and PubMed's yearly and daily files give it: articles, book chapters, deletions.

Each record is parsed by itself (:mod:`pipeline.ingest.markup.records`): memory does not grow with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from pipeline.errors import MalformedRecord
from pipeline.ingest.identifiers import document_id
from pipeline.ingest.markup.records import XmlRecord, XmlRecords
from pipeline.ingest.pubmed.article import read_article
from pipeline.ingest.pubmed.citation import to_record
from pipeline.ingest.pubmed.layout import UNUSED
from pipeline.ingest.pubmed.plain import plain_article
from pipeline.schema import Reject, SourceRecord

NAME = "pubmed-xml"

_DELETIONS = ("DeleteCitation", "DeleteDocument")
_RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", *_DELETIONS)
_SETS = ("PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "PubmedArticleResult", "eFetchResult")
_PMID = re.compile(rb"<PMID[^<>]{0,40}>\s*(\d{1,12})\s*<")


def read(handle: BufferedReader[Any], source: str) -> Iterator[SourceRecord | Reject]:
    """Reads the records of a file one by one.

    Args:
        handle: the file, open at its start.
        source: the file, as the user named it.

    Yields:
        a record for each article and chapter; a reject of scope ``document`` for each that is broken or has neither
        title nor abstract, and for each number that PubMed says it has deleted.

    Raises:
        UnreadableFile: when there is nothing but white space, or bytes that are no text.
        MalformedRecord: when there is no record in the file, or its encoding is not known.
    """
    records = XmlRecords(handle, source, _RECORDS, _SETS, UNUSED)
    number = 0
    for number, found in enumerate(records, start=1):
        citation = plain_article(found.raw, found.line) if records.is_utf8 and found.tag == _RECORDS[0] else None
        if citation is not None:
            yield to_record(citation, source, NAME, number)
        elif found.fault is not None:
            yield _reject(found, source, found.fault, found.line)
        elif found.tag in _DELETIONS:
            yield from _deletions(records, found, source)
        else:
            try:
                element = records.parse(found)
            except MalformedRecord as error:
                yield _reject(found, source, error.reason, error.line)
            else:
                yield to_record(read_article(element, found.line), source, NAME, number)
    if number == 0:
        raise MalformedRecord("the file holds no record", source=source, expected="<PubmedArticle>")


def _reject(record: XmlRecord, source: str, reason: str, line: int | None) -> Reject:
    match = _PMID.search(record.raw)
    id = document_id(match[1].decode("ascii")) if match and record.tag is not None else None
    actual = None if record.expected is None and record.tag is not None else record.raw[-40:]
    found = None if actual is None else actual.decode("utf-8", "replace").strip() or "the end of the file"
    expected = record.expected or (None if record.tag is not None else "<PubmedArticle>")
    return Reject(source, "document", reason, line, id, expected, found)


def _deletions(records: XmlRecords, record: XmlRecord, source: str) -> Iterator[Reject]:
    try:
        element = records.parse(record)
    except MalformedRecord as error:
        yield _reject(record, source, error.reason, error.line)
        return
    for deleted in element.iter("PMID"):
        if number := (deleted.text or "").strip():
            offset: Any = deleted.sourceline
            line = record.line + (offset or 1) - 1
            yield Reject(source, "document", "PubMed has deleted the record", line, document_id(number))
