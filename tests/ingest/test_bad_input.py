"""Bad input of every kind is a typed error or a reject that says where; the rest is read, and memory is bounded."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest

from pipeline.ingest import encoding, read_file
from pipeline.ingest.encoding import read_lines
from pipeline.ingest.pubtator import reader as pubtator
from pipeline.ingest.signatures import foreign
from pipeline.ingest.text import reader as text
from pipeline.schema import Reject, SourceRecord

TEXT = "Drug A in children\n\nCafé: it works in 5 of 10.\n"
RECORD = "{0}|t|Drug A {0}\n{0}|a|{1}\n\n"
FIVE = "".join(RECORD.format(number, "It works.") for number in range(1, 6))


def told(path: Path, content: bytes) -> tuple[list[str], list[str]]:
    path.write_bytes(content)
    items = list(read_file(path, "f"))
    documents = [item.document.id for item in items if isinstance(item, SourceRecord)]
    return documents, [str(item) for item in items if isinstance(item, Reject)]


@pytest.mark.parametrize(
    ("content", "reject"),
    [
        (TEXT.encode("latin-1"), "f:3: byte 0xe9 at offset 23 is not valid UTF-8"),
        (TEXT.encode("utf-16-le"), "f:1: a NUL byte at offset 1: a binary file, or UTF-16 without its mark"),
        (TEXT.encode("utf-16-be"), "f:1: a NUL byte at offset 0: a binary file, or UTF-16 without its mark"),
        (FIVE.encode("utf-16-le"), "f:1: a NUL byte at offset 1: a binary file, or UTF-16 without its mark"),
        (TEXT.encode() + TEXT.encode("latin-1"), "f:6: byte 0xe9 at offset 71 is not valid UTF-8"),
        (TEXT.encode() + b"\0", "f:4: a NUL byte at offset 48: a binary file, or UTF-16 without its mark"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "f:3: the bytes at offset 94 are not valid UTF-16-LE"),
        (b"", "f: the file is empty"),
        (b" \n\t\n", "f: the file holds only white space"),
        (b"\0" * 100, "f:1: a NUL byte at offset 0: a binary file, or UTF-16 without its mark"),
    ],
)
def test_a_text_in_another_encoding_is_refused_with_its_place(tmp_path: Path, content: bytes, reject: str) -> None:
    assert told(tmp_path / "f", content) == ([], [reject])


@pytest.mark.parametrize("bad", [b"caf\xe9", b"a\0b", "Ω".encode("utf-16-le")])
def test_a_record_in_another_encoding_costs_no_other_record(tmp_path: Path, bad: bytes) -> None:
    mixed = FIVE.encode().replace(b"3|a|It works.", b"3|a|It works, " + bad)

    documents, (reject,) = told(tmp_path / "f", mixed)

    assert documents == ["PMID:1", "PMID:2", "PMID:4", "PMID:5"]
    assert reject.startswith("f:8: the record is left out: ")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"GIF89a", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"RIFF\0\0\0\0WEBP", "a WebP image"),
    ],
)
def test_of_a_folder_of_images_without_suffixes_each_is_refused_by_its_content(
    tmp_path: Path, content: bytes, what: str
) -> None:
    assert told(tmp_path / "f", content) == ([], [f"f: the file is {what}, not text"])


@pytest.mark.parametrize("text", ["PAR1 in cancer", "BMI and PK of drug A", "PK/PD", "II. Results", "MM patients"])
def test_a_text_that_begins_as_an_abbreviation_is_a_text(text: str) -> None:
    assert foreign(text.encode()) is None


def test_a_file_that_may_not_be_opened_is_one_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(io, "FileIO", closed)

    assert told(tmp_path / "f", TEXT.encode()) == ([], ["f: cannot be opened: Permission denied"])


@pytest.fixture
def short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "LONGEST_LINE", 100)


@pytest.mark.parametrize("form", ["utf-8", "utf-16-le", "utf-32-be"])
@pytest.mark.parametrize(("length", "faulty"), [(99, False), (100, False), (101, True), (300_000, True)])
@pytest.mark.parametrize("end", ["", "\n", "\nlast", "\n\n"])
def test_a_line_that_is_too_long_is_a_fault_and_the_others_are_whole(
    short_lines: None, form: str, length: int, faulty: bool, end: str
) -> None:
    # In UTF-8 the line feed counts as well.
    body = "x" * (length - (1 if form == "utf-8" and end else 0))
    mark = {"utf-8": b"", "utf-16-le": b"\xff\xfe", "utf-32-be": b"\0\0\xfe\xff"}[form]
    content = mark + ("first\n" + body + end).encode(form)

    first, long, *rest = read_lines(io.BytesIO(content), content[:100])

    assert (first.number, first.text, first.fault) == (1, "first\n", None)
    assert (long.number, long.fault is not None) == (2, faulty)
    if faulty:
        assert 100 <= len(long.text) <= 1_000
        assert (body + "\n").startswith(long.text)
    else:
        assert long.text == body + end[:1]
    assert not faulty or "longer than 100 " in str(long.fault)
    assert [(line.number, line.text, line.fault) for line in rest] == [
        (number, line, None) for number, line in enumerate(end[1:].splitlines(keepends=True), start=3)
    ]


def test_the_offset_of_a_fault_behind_a_long_line_is_right(short_lines: None) -> None:
    content = b"x" * 70_000 + b"\ncaf\xe9\n"

    *_, last = read_lines(io.BytesIO(content), content)

    assert last.fault == "byte 0xe9 at offset 70004 is not valid UTF-8"


def test_a_record_with_a_line_that_is_too_long_costs_no_other_record(tmp_path: Path, short_lines: None) -> None:
    content = FIVE.replace("3|a|It works.", "3|a|" + "long " * 5_000)

    assert told(tmp_path / "f", content.encode()) == (
        ["PMID:1", "PMID:2", "PMID:4", "PMID:5"],
        ["f:8: the record is left out: the line is longer than 100 bytes"],
    )


def test_a_record_of_endless_lines_costs_no_other_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pubtator, "MOST_LINES", 10)
    lines = "3\t0\t4\tDrug\tChemical\tMESH:D000001\n" * 8
    whole = FIVE.replace("3|a|It works.\n", "3|a|It works.\n" + lines)

    assert told(tmp_path / "f", whole.encode())[0] == ["PMID:1", "PMID:2", "PMID:3", "PMID:4", "PMID:5"]
    assert told(tmp_path / "f", whole.replace(lines, lines * 3).encode()) == (
        ["PMID:1", "PMID:2", "PMID:4", "PMID:5"],
        ["f:17: the record is left out: it has more than 10 lines"],
    )


class Endless(io.RawIOBase):
    """A hundred million characters on one line."""

    def __init__(self, unit: bytes) -> None:
        self.left = 100_000_000 * len(unit)
        self.unit = unit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = min(self.left, len(buffer) // len(self.unit) * len(self.unit))
        buffer[:size] = self.unit * (size // len(self.unit))
        self.left -= size
        return size


@pytest.mark.parametrize(("mark", "unit"), [(b"", b"x"), (b"\xff\xfe", b"x\0")])
def test_a_line_of_a_hundred_million_characters_takes_bounded_memory(mark: bytes, unit: bytes) -> None:
    handle = io.BufferedReader(Endless(unit), encoding.HEAD_BYTES)
    if mark:
        # The mark is only told of, not there: nothing of the stream is skipped for it.
        handle = _WithMark(handle, mark)  # type: ignore[assignment]
    tracemalloc.start()
    (line,) = read_lines(handle, mark + b"x")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(line.text) == 1_000
    assert "is longer than" in str(line.fault)
    assert peak < 4 * encoding.LONGEST_LINE


class _WithMark:
    def __init__(self, handle: io.BufferedReader, mark: bytes) -> None:
        self.handle, self.mark = handle, mark

    def read(self, size: int) -> bytes:
        if self.mark:
            mark, self.mark = self.mark, b""
            return mark
        return self.handle.read(size)


def test_a_text_of_many_lines_that_is_no_paper_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LONGEST_TEXT", 100)

    assert told(tmp_path / "f", b"A line\n" * 14)[1] == []
    assert told(tmp_path / "f", b"A line\n" * 15) == (
        [],
        ["f:15: the text is longer than 100 characters, as no paper is"],
    )
