"""BioC documents in both forms: what a test writes as BioC JSON, also as BioC XML."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from pipeline.ingest import READERS, read_file
from pipeline.schema import Reject, SourceRecord

FORMS = ("bioc-xml", "bioc-json")


def passage(text=None, offset=0, annotations=(), relations=(), sentences=(), **infons):
    given = {"offset": offset, "infons": infons, "annotations": list(annotations), "relations": list(relations)}
    return given | ({} if text is None else {"text": text}) | ({"sentences": list(sentences)} if sentences else {})


def annotation(text, *places, id=None, **infons):
    locations = [{"offset": offset, "length": length} for offset, length in places]
    return {"id": id, "infons": infons, "text": text, "locations": locations}


def relation(*refids, **infons):
    return {"id": "R1", "infons": infons, "nodes": [{"refid": refid, "role": ""} for refid in refids]}


def document(*passages, id="7", relations=(), **fields):
    return {"id": id, "passages": list(passages), "relations": list(relations)} | fields


def collection(*documents):
    return {"source": "PubTator", "date": "", "key": "BioC.key", "infons": {}, "documents": list(documents)}


def write(form, *documents):
    """The file that holds the documents."""
    if form == "bioc-json":
        return json.dumps(collection(*documents)).encode()
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n'
    body = "".join(_element("document", one) for one in documents)
    return f"{head}<collection><source>PubTator</source><date/><key/>{body}</collection>\n".encode()


_LISTS = {"passages": "passage", "sentences": "sentence", "annotations": "annotation", "relations": "relation",
          "locations": "location", "nodes": "node"}  # fmt: skip


def _element(tag, raw):
    inner = {key for key in raw if key in ("text", "offset") and tag != "location"} | (
        {"id"} & {*raw, tag} if tag == "document" else set()
    )
    attributes = "".join(
        f" {key}={quoteattr(str(value))}"
        for key, value in raw.items()
        if key not in inner and key not in _LISTS and key != "infons" and value is not None
    )
    infons = "".join(
        f"<infon key={quoteattr(key)}>{escape(str(value))}</infon>" for key, value in raw.get("infons", {}).items()
    )
    leaves = "".join(f"<{key}>{escape(str(raw[key]))}</{key}>" for key in ("id", "offset", "text") if key in inner)
    lists = "".join(_element(_LISTS[key], one) for key, items in raw.items() if key in _LISTS for one in items)
    return f"<{tag}{attributes}>{infons}{leaves}{lists}</{tag}>"


def read(form, content):
    return list(READERS[form].read(io.BufferedReader(io.BytesIO(content)), "f"))


def one(form, *passages, **fields):
    """The record of a document that has nothing to be refused."""
    record, *rest = read(form, write(form, document(*passages, **fields)))
    assert isinstance(record, SourceRecord)
    assert rest == []
    return record


def read_path(path: Path, content: bytes) -> list[SourceRecord | Reject]:
    """What a file is read as that nothing is known of but its content."""
    path.write_bytes(content)
    return list(read_file(path, "f"))


both = pytest.mark.parametrize("form", FORMS)
