"""Spoilt files for every reader, and what must hold of whatever a reader makes of them.

``python -m tests.ingest.fuzz --seconds 3600`` goes on for an hour; ``tests/ingest/test_fuzz.py`` does a little of it.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import io
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import IngestError
from pipeline.ingest import READERS, read_file
from pipeline.ingest.checking import offset_faults
from pipeline.ingest.encoding import first_words
from pipeline.schema import Reject, SourceRecord
from tests.ingest.fuzz_samples import ARCHIVES, SAMPLES
from tests.patience import patience

#: One way to spoil a file: its name and three numbers, which count modulo whatever they choose from.
Edit = tuple[str, int, int, int]

# Long enough for many repeated pieces, short enough for thousands of files a minute.
_LONGEST = 200_000
_TOKENS = (
    b"\0", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3\x28", b"\xe2\x80\xa8",
    b"\xf0\x9d", b"\r", b"\n", b"\r\n", b"\n\n", b"\t", b"\t\t\t\t\t", b" ", b"\x0b\x0c\x1c\x1e", b"\x85", b"|",
    b"||", b"|t|", b"|a|", b"-1", b"0", b"1e999", b"NaN", b"-0", b"99999999999999999999999", b"null", b"true",
    b"{}", b"[]", b'"', b'""', b"\\u0000", b"\\ud800", b"[[[[[[[[", b"{\"a\":{\"a\":", b",", b":", b"<", b">",
    b"</", b"/>", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"&b;", b"&amp;", b"&#0;", b"&#xD800;",
    b"&#x10FFFF;", b"<?xml version='1.0' encoding='utf-7'?>", b"<a xmlns:x='y' x:b=''>", b"ER  - ",
    b"TY  - JOUR", b"PMID- ", b"AU  - ", b"DOI:", b"PMC", b"NCT", b"2001", b"10.1000/", b"\xce\xb1",
    b"\xf0\x9d\x92\xb3", b"e\xcc\x81", b"\xe2\x80\x8b",
)  # fmt: skip
_NUMBERS = (b"", b"0", b"-1", b"1", b"2147483648", b"9" * 30, b"1.5", b"1e5", b"0x10", "٣".encode(), "²".encode())
_DIGITS = re.compile(rb"\d+")
_ENCODINGS = ("utf-16-le", "utf-16", "utf-16-be", "utf-8-sig", "latin-1", "utf-32", "utf-7")
KINDS = ("set", "flip", "cut", "drop", "repeat", "splice", "token", "number", "encode", "line")


def spoilt(name: str, edits: Iterable[Edit]) -> bytes:
    """The sample of a format with some edits made to it, one behind the other."""
    content = (SAMPLES | ARCHIVES)[name]
    for edit in edits:
        content = _edited(content, edit)[:_LONGEST]
    return content


def _edited(content: bytes, edit: Edit) -> bytes:
    kind, a, b, c = edit
    length = len(content)
    start = a % (length + 1)
    end = min(length, start + b % 200)
    if kind == "set":
        return content[:start] + bytes([c % 256]) + content[start + 1 :]
    if kind == "flip":
        return content[:start] + bytes(byte ^ 1 << c % 8 for byte in content[start : start + 1]) + content[start + 1 :]
    if kind == "cut":
        return content[:start]
    if kind == "drop":
        return content[:start] + content[end:]
    if kind == "repeat":
        return content[:start] + content[start:end] * (c % 300) + content[end:]
    if kind == "splice":
        others = tuple((SAMPLES | ARCHIVES).values())
        other = others[c % len(others)]
        first = b % len(other)
        return content[:start] + other[first : first + 1 + c % 300] + content[start:]
    if kind == "token":
        return content[:start] + _TOKENS[b % len(_TOKENS)] * (1 + (c % 50 if c % 7 == 0 else 0)) + content[start:]
    if kind == "number":
        places = [match.span() for match in _DIGITS.finditer(content)]
        if not places:
            return content
        first, last = places[a % len(places)]
        return content[:first] + _NUMBERS[b % len(_NUMBERS)] + content[last:]
    if kind == "encode":
        return content.decode("utf-8", errors="replace").encode(_ENCODINGS[a % len(_ENCODINGS)], errors="replace")
    lines = content.splitlines(keepends=True) or [b""]
    moved = lines[a % len(lines)]
    if c % 2:
        lines.remove(moved)
    lines.insert(b % (len(lines) + 1), moved)
    return b"".join(lines)


def check_reading(name: str, content: bytes) -> int:
    """Reads a content in a format and checks whatever comes of it.

    Args:
        name: a name of ``READERS``, or of an archive, which is read as a file.
        content: the bytes of the file.

    Returns:
        how many documents came of it.

    Raises:
        Exception: whatever a reader raises that is no ``IngestError``.
        AssertionError: when a record or reject is not as it must be.
    """
    head = first_words(io.BytesIO(content), content[:65_536])
    known = [reader.name for reader in READERS.values() if reader.detects(head)]
    assert all(isinstance(found, str) for found in known)
    documents = 0
    with patience(30):
        for item in _items(name, content):
            faults = list(_faults(item))
            assert not faults, faults
            documents += isinstance(item, SourceRecord)
    return documents


def _items(name: str, content: bytes) -> Iterator[SourceRecord | Reject]:
    if name in READERS:
        try:
            yield from READERS[name].read(io.BufferedReader(io.BytesIO(content)), "f")
        except IngestError as error:
            assert error.source == "f"
            assert error.reason.strip()
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "f"
            path.write_bytes(content)
            yield from read_file(path, "f")


def _faults(item: object) -> Iterator[str]:
    if isinstance(item, Reject):
        if not item.reason.strip() or not item.source.startswith("f"):
            yield f"no reject: {item!r}"
        return
    if not isinstance(item, SourceRecord):
        yield f"neither a record nor a reject: {item!r}"
        return
    yield from offset_faults(item)
    if not item.document.id.strip() or not (item.document.source or "").startswith("f"):
        yield f"a document without an id or a source: {item.document.id!r}"
    yield from _field_faults(item, "record")


def _field_faults(value: Any, name: str) -> Iterator[str]:
    """Half characters, which no encoding can hold, and empty words where None would say that there is nothing."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            yield f"{name} holds half of a character"
    elif isinstance(value, tuple):
        for part in value:
            yield from _field_faults(part, name)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if inner == "" and "None" in str(field.type):
                yield f"{name}.{field.name} is empty, not None"
            yield from _field_faults(inner, f"{name}.{field.name}")


def random_edits(generator: random.Random) -> list[Edit]:
    """Some edits, few more often than many."""
    number = min(1 + int(generator.expovariate(0.5)), 12)
    return [(generator.choice(KINDS), *(generator.randrange(65_536) for _ in range(3))) for _ in range(number)]


def main(arguments: list[str] | None = None) -> int:
    """Spoil and read for some time; failing contents are kept in a folder. Exit code 1 when there were any."""
    parser = argparse.ArgumentParser(prog="python -m tests.ingest.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--format", action="append", choices=sorted({**SAMPLES, **ARCHIVES}), help="all when none is named"
    )
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), help="where failing contents are written")
    options = parser.parse_args(arguments)
    names = options.format or sorted({**SAMPLES, **ARCHIVES})
    runs: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    failures: dict[str, int] = {}
    started = told = time.monotonic()
    number = 0
    while (now := time.monotonic()) - started < options.seconds:
        name = names[number % len(names)]
        content = spoilt(name, random_edits(random.Random(f"{options.seed}-{number}")))
        number += 1
        runs[name] += 1
        try:
            documents[name] += check_reading(name, content)
        except Exception as error:  # noqa: BLE001 - finding what is raised is what this is for
            _keep(options.keep, name, content, error, failures)
        if now - told > 60:
            told = now
            sys.stdout.write(f"{now - started:.0f} s: {number} files, {len(failures)} kinds of failure\n")
            sys.stdout.flush()
    for name in names:
        sys.stdout.write(f"{name}: {runs[name]} files, {documents[name]} documents\n")
    for place, times in failures.items():
        sys.stdout.write(f"FAILED {times} times: {place}\n")
    sys.stdout.write(f"{number} files in {time.monotonic() - started:.0f} s, {len(failures)} kinds of failure\n")
    return 1 if failures else 0


def _keep(folder: Path, name: str, content: bytes, error: Exception, failures: dict[str, int]) -> None:
    """The first content of each kind of failure is kept; a kind is an exception and the place that raised it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    detail = re.sub(r"\d+", "N", str(error))[:80] if isinstance(error, AssertionError) else ""
    kind = f"{name}: {type(error).__name__} at {frame.filename}:{frame.lineno} {detail}".strip()
    if kind not in failures:
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}-{hashlib.sha256(content).hexdigest()[:12]}"
        path.write_bytes(content)
        sys.stdout.write(f"{path}: {''.join(traceback.format_exception(error))}\n")
    failures[kind] = failures.get(kind, 0) + 1


if __name__ == "__main__":
    sys.exit(main())
