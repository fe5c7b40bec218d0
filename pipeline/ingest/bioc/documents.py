"""What a document of BioC means, whichever of its two forms it was read from.

The readers of XML and JSON bring a document into one shape, that of BioC JSON; here it becomes a ``SourceRecord``. The
package ``bioc`` is not used: it gives up a whole file for one missing key, holds a JSON collection and the tree of an
XML file in memory, takes offsets unchecked, and is no faster at reading the fields alone (``benchmarks/bioc.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.ingest.bioc.annotations import read_annotations
from pipeline.ingest.bioc.metadata import read_about, read_references
from pipeline.ingest.bioc.tables import read_tables
from pipeline.ingest.bioc.texts import text_pieces, write_passages
from pipeline.ingest.bioc.values import Raw, Unusable, line_of, shown
from pipeline.ingest.passage_parts import group_passages
from pipeline.schema import Reject, SourceRecord
from pipeline.schema.construction import new_document, new_record


def read_document(raw: Raw, source: str, format: str, line: int | None) -> Iterator[SourceRecord | Reject]:
    """Reads one document.

    Args:
        raw: the document, in the shape of BioC JSON.
        source: the file, as the user named it.
        format: the format that it was read from.
        line: the line where it begins.

    Yields:
        the record, then the rejects of its annotations and relations; or one reject of scope ``document``.
    """
    line = line_of(raw, line)
    try:
        text, passages = write_passages(raw)
        about = read_about(raw, passages)
        if about.id is None:
            raise Unusable("the document has no id", "an id", shown(raw.get("id")))
        grouped = group_passages(text, text_pieces(passages))
        title = next((passage.span.of(text) for passage in grouped if passage.kind == "title"), "")
        document = new_document(
            id=about.id,
            text=text,
            passages=grouped,
            source=source,
            format=format,
            title=title.strip() or None,
            year=about.year,
            journal=about.journal,
            tables=read_tables(text, passages),
            metadata=about.metadata,
            references=read_references(passages),
        )
    except Unusable as fault:
        reason = f"the document is left out: {fault.reason}"
        yield Reject(source, "document", reason, line, None, fault.expected, fault.actual)
        return
    found = read_annotations(raw, passages, text, document.id, source, line)
    yield new_record(document, tuple(found.mentions), tuple(found.relations), line=line)
    yield from found.rejects
