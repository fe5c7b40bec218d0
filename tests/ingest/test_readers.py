"""Which reader reads what; files that cannot be read say why."""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import pipeline.ingest
from pipeline.errors import UnknownFormat, UnreadableFile
from pipeline.ingest import READERS, detect, read_file, read_records, reader_for
from pipeline.schema import Reject, SourceRecord
from tests import strategies

PUBTATOR = "1|t|Drug A in children\n1|a|It works.\n"
TEXT = "Drug A in children\r\n\r\nRESULTS: café.\r\n"


def test_the_public_names_are_these() -> None:
    assert sorted(pipeline.ingest.__all__) == [
        "READERS", "Reader", "detect", "file_reject", "find_sections", "read_file", "read_records", "reader_for",
    ]  # fmt: skip


def test_every_reader_bears_the_name_it_is_registered_under_and_text_is_asked_last() -> None:
    assert {name: reader.name for name, reader in READERS.items()} == {name: name for name in READERS}
    assert list(READERS)[-1] == "text"
    assert all(reader.description for reader in READERS.values())


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (PUBTATOR, "pubtator"),
        ("\n\r\n" + PUBTATOR, "pubtator"),
        ("stray line\n" + PUBTATOR, "pubtator"),
        ("PMC1|a|x", "pubtator"),
        ("Some text | t | with bars", "text"),
        ("[1] A trial", "text"),
        ("<5% of patients", "text"),
        (TEXT, "text"),
        ("TY  - JOUR", "ris"),
        ("1.\nTY  - JOUR", "ris"),
        ('<?xml version="1.0"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n<collection>', "bioc-xml"),
        ("<collection><source>PubTator</source>", "bioc-xml"),
        ("<!-- 1|t|x --><collection>\n<document>", "bioc-xml"),
        ('{"PubTator3": [{"id": "1"', "bioc-json"),
        ('[{"bioctype": "BioCCollection"', "bioc-json"),
        ('{"source": "PMC", "documents": [', "bioc-json"),
        ('{"id": "1", "passages": [{"text": "\\n1|t|x', "bioc-json"),
    ],
)
def test_the_content_tells_the_format(head: str, name: str) -> None:
    assert detect(head, "wrong.name").name == name


@pytest.mark.parametrize(
    "head",
    [
        "<?xml version='1.0'?>",
        "<collection xmlns='m'><record>",
        '{"documents": 3}',
        "\n<!DOCTYPE html>",
        '{"a": 1}',
        "[\n {",
    ],
)
def test_markup_is_not_read_as_running_text(head: str) -> None:
    with pytest.raises(UnknownFormat, match=r"known formats: .*pubtator.*text"):
        detect(head, "f")


@pytest.mark.parametrize(("head", "reason"), [("", "is empty"), (" \n\t", "only white space")])
def test_nothing_has_no_format(head: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        detect(head, "f")


def test_an_unknown_format_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"'word'; known formats: .*pubtator.*text"):
        reader_for("word")
    with pytest.raises(UnknownFormat):
        read_file(tmp_path / "x", format="word")


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: b"\xff\xfe\0\0" + text.encode("utf-32-le"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, "Ω" * 70_000 + "\nend 𝒳", PUBTATOR])
def test_byte_order_marks_go_and_nothing_else(tmp_path: Path, text: str, encode) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "x.txt"
    path.write_bytes(encode(text))
    (record,) = read_file(path)
    assert isinstance(record, SourceRecord)
    assert record.document.text == (text if text != PUBTATOR else "Drug A in children\nIt works.")
    assert record.document.source == str(path)


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"", "is empty", None),
        (b"\xef\xbb\xbf", "is empty", None),
        (b" \r\n\t\n", "only white space", None),
        (b"A caf\xe9\n", "byte 0xe9 at offset 5 is not valid UTF-8", 1),
        (b"A\nB\ncaf\xe9\n", "byte 0xe9 at offset 7 is not valid UTF-8", 3),
        (b"\xef\xbb\xbfA\n\xff", "byte 0xff at offset 5 is not valid UTF-8", 2),
        (b"A\nB\0C", "NUL byte at offset 3", 2),
        (b"\xff\xfeA\0\n\0\x00\xd8B\0", "at offset 6 are not valid UTF-16", 2),
        (b"\xff\xfeA\0B", "at offset 4 are not valid UTF-16", 1),
        (b"%PDF-1.4\n", "is a PDF", None),
        (b"<?xml version='1.0'?>", "no reader knows", 1),
    ],
)
def test_a_file_that_cannot_be_used_is_one_reject(
    tmp_path: Path, content: bytes, reason: str, line: int | None
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    (reject,) = read_file(path, "x.txt")
    assert isinstance(reject, Reject)
    assert reason in reject.reason
    assert (reject.source, reject.scope, reject.line) == ("x.txt", "file", line)


def test_what_is_not_there_or_no_file_is_one_reject(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path, "nul\0name"):
        (reject,) = read_file(path)
        assert isinstance(reject, Reject)
        assert reject.scope == "file"
        assert "cannot be opened" in reject.reason


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(path.name)


def make_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name == "nt", reason="special files of Unix")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_pipe, "cannot be opened: it is a pipe, not a regular file"),
        (make_socket, "cannot be opened: it is a socket, not a regular file"),
        (make_link_to_a_device, "cannot be opened: it is a device, not a regular file"),
    ],
)
def test_a_special_file_is_refused_without_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], reason: str
) -> None:
    # The name of a socket may be no longer than a hundred bytes: it is made beside where the test stands.
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "x.txt")
    monkeypatch.setattr(io, "FileIO", lambda path: pytest.fail(f"{path} was opened"))
    (reject,) = read_file("x.txt")
    assert isinstance(reject, Reject)
    assert (reject.source, reject.scope, reject.reason) == ("x.txt", "file", reason)


def test_the_raising_variant_raises(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        list(read_records(tmp_path / "missing"))


def test_a_format_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(PUBTATOR)
    (record,) = read_file(path, format="text")
    assert isinstance(record, SourceRecord)
    assert record.document.text == PUBTATOR


@pytest.mark.parametrize("name", sorted(READERS))
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.one_of(
                st.sampled_from(
                    [
                        b"1|t|",
                        b"2|a|",
                        b"1\t0\t3\t",
                        b"\tGene\t9",
                        b"\n",
                        b"\n\n",
                        b"\r",
                        b"\t",
                        b"\xff\xfe",
                        b"\0",
                        b"RESULTS: ",
                        b"TY  - JOUR\n",
                        b"ER  - \n",
                        b"\nTI  - ",
                        b"\nAB  - ",
                        b"\nN1  - References: ",
                        b"References\n1. ",
                        b"Roe A. Drug A. Blood. 2015;126:41-52.",
                    ]
                ),
                st.binary(max_size=6),
            ),
            max_size=30,
        ).map(b"".join),
    )
)
@example(content=b"\xff\xfe\n")
@strategies.examples(100)
def test_any_bytes_give_records_and_rejects_and_never_an_error(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    for format in (None, name):
        items = list(read_file(path, format=format))
        assert items
        for item in items:
            assert isinstance(item, SourceRecord | Reject)
            if isinstance(item, SourceRecord):
                assert all(mention.span.of(item.document.text) == mention.surface for mention in item.mentions)


def test_a_disk_that_fails_costs_only_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.FileIO):
        def readinto(self, _buffer: object) -> int:
            raise OSError(5, "Input/output error")

    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(io, "FileIO", Failing)
    (reject,) = read_file(tmp_path / "x.txt", "x.txt")
    assert str(reject) == "x.txt: cannot be read: Input/output error"


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_reader_that_is_given_nothing_says_so(name: str) -> None:
    with pytest.raises(UnreadableFile, match="f: the file holds only white space"):
        list(READERS[name].read(io.BufferedReader(io.BytesIO(b"")), "f"))


@pytest.mark.parametrize("blank", [" " * 70_000, "\n" * 70_000, "\u3000" * 30_000, " " * 65_535])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("text", "format"), [(PUBTATOR, "pubtator"), ("é" + TEXT, "text")])
def test_white_space_before_the_first_word_loses_nothing(
    tmp_path: Path, blank: str, encoding: str, text: str, format: str
) -> None:
    (tmp_path / "f").write_bytes((blank + text).encode(encoding))

    for named in (None, format):
        (record,) = read_file(tmp_path / "f", "f", format=named)

        assert isinstance(record, SourceRecord)
        assert record.document.format == format
        assert format != "text" or record.document.text == blank + text


def test_nothing_but_much_white_space_is_told_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b" " * 200_000)

    (reject,) = read_file(tmp_path / "f", "f")

    assert str(reject) == "f: the file holds only white space"
