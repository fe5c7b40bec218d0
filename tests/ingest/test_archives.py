"""What is in gzip files and ZIP archives is read as files of their own; what is unsafe or damaged is told."""

from __future__ import annotations

import gzip
import io
import stat
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableFile
from pipeline.ingest import archives, read_file
from pipeline.ingest.archives import is_archive, read_archive
from pipeline.schema import Reject, SourceRecord
from tests import strategies

TEXT = "Drug A in children\n\nIt works in 5 of 10.\n"
PUBTATOR = "".join(f"{n}|t|Drug A in children\n{n}|a|It works in {n} of 10.\n\n" for n in range(1, 4))


def packed(members: Iterable[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            # Without the hour of the day: the same bytes on every run.
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[str], list[str]]]:
    """Reads bytes as a file; gives ``source id`` of each document, and each reject as it is shown."""
    monkeypatch.chdir(tmp_path)

    def call(content: bytes, name: str = "a.zip", **options: object) -> tuple[list[str], list[str]]:
        Path(name).write_bytes(content)
        items = list(read_file(name, **options))  # type: ignore[arg-type]
        documents = [f"{i.document.source} {i.document.id}" for i in items if isinstance(i, SourceRecord)]
        return documents, [str(item) for item in items if isinstance(item, Reject)]

    return call


def test_the_members_of_an_archive_are_files_of_their_own(read) -> None:
    content = packed(
        [("one.txt", TEXT), ("deep/", ""), ("deep/er/two.md", TEXT), ("deep/three", PUBTATOR), ("a\\b.txt", TEXT)]
    )

    assert read(content) == (
        [
            "a.zip/one.txt file:one",
            "a.zip/deep/er/two.md file:two",
            "a.zip/deep/three PMID:1",
            "a.zip/deep/three PMID:2",
            "a.zip/deep/three PMID:3",
            "a.zip/a/b.txt file:b",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("name", "source", "id"),
    [
        ("one.txt.gz", "one.txt.gz/one.txt", "file:one"),
        ("ONE.TXT.GZ", "ONE.TXT.GZ/ONE.TXT", "file:ONE"),
        ("one.gz", "one.gz/one", "file:one"),
        ("one", "one/one", "file:one"),
        (".gz", ".gz/.gz", "file:.gz"),
    ],
)
def test_what_is_in_a_gzip_file_bears_its_name_without_suffix(read, name: str, source: str, id: str) -> None:
    assert read(gzip.compress(TEXT.encode()), name) == ([f"{source} {id}"], [])


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_member_reads_as_the_file_itself_would(tmp_path: Path, prefix: bytes) -> None:
    content = prefix + ("Ω" * 70_000 + "\n" + TEXT).encode("utf-16-le" if prefix == b"\xff\xfe" else "utf-8")
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(content))
    (tmp_path / "a.zip").write_bytes(packed([("a.txt", content)]))

    (plain, *others) = [
        [item.document for item in read_file(tmp_path / name, "a.txt") if isinstance(item, SourceRecord)]
        for name in ("a.txt", "a.txt.gz", "a.zip")
    ]

    assert len(plain) == 1
    assert [[(d.id, d.text, d.passages) for d in found] for found in others] == [
        [(d.id, d.text, d.passages) for d in plain]
    ] * 2


def test_several_gzip_members_are_one_file(read) -> None:
    one, two = PUBTATOR.encode()[:70], PUBTATOR.encode()[70:]

    documents, rejects = read(gzip.compress(one) + gzip.compress(b"") + gzip.compress(two) + b"\0" * 20, "a.gz")

    assert ([document.split()[1] for document in documents], rejects) == (["PMID:1", "PMID:2", "PMID:3"], [])


def test_a_format_that_is_named_is_that_of_the_members(read) -> None:
    assert read(packed([("x", PUBTATOR)]), format="text")[0] == ["a.zip/x file:x"]
    assert read(gzip.compress(PUBTATOR.encode()), "x.gz", format="text")[0] == ["x.gz/x file:x"]


def test_of_a_gzip_file_that_is_cut_short_what_was_good_is_kept(read) -> None:
    # Random numbers do not shrink, so that half of the file is half of the records.
    many = "".join(f"{n}|t|{zlib.crc32(bytes([n % 256, n // 256])):x}\n{n}|a|Text.\n\n" for n in range(1, 20_000))
    whole = gzip.compress(many.encode())

    documents, rejects = read(whole[: len(whole) // 2], "a.gz")

    assert 9_000 < len(documents) < 11_000
    assert [document.split()[1] for document in documents] == [f"PMID:{n}" for n in range(1, len(documents) + 1)]
    assert rejects == ["a.gz/a: the archive is cut short; only what stands before that place is read"]


@pytest.mark.parametrize("place", [-8, -4])
def test_a_checksum_or_length_that_does_not_fit_is_told(read, place: int) -> None:
    content = bytearray(gzip.compress(PUBTATOR.encode()))
    content[place] ^= 1

    documents, (reject,) = read(bytes(content), "a.gz")

    assert [document.split()[1] for document in documents] == ["PMID:1", "PMID:2"]
    assert reject.startswith("a.gz/a: the archive is damaged: ")


def test_a_text_whose_checksum_does_not_fit_is_no_document(read) -> None:
    content = bytearray(gzip.compress(TEXT.encode()))
    content[-8] ^= 1

    assert read(bytes(content), "a.gz")[0] == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x1f\x8b\x08", "a.gz/a: the archive is cut short"),
        (b"\x1f\x8b\x07" + bytes(20), "a.gz/a: the archive is damaged: Unknown compression method"),
        (gzip.compress(TEXT.encode(), mtime=0) + b"more", "a.gz/a: the archive is damaged: Not a gzipped file"),
        (gzip.compress(b"", mtime=0), "a.gz/a: the file is empty"),
        (gzip.compress(bytes(257) + b"ustar\x0000", mtime=0), "a.gz/a: the file is a tar archive: unpack it"),
        (
            gzip.compress(gzip.compress(b"x", mtime=0), mtime=0),
            "a.gz/a: the file is an archive within an archive: unpack it",
        ),
        (b"PK\x03\x04abc", "a.gz: the ZIP archive is damaged or cut short: File is not a zip file"),
        (packed([("x.txt", TEXT)])[:-5], "a.gz: the ZIP archive is damaged or cut short: File is not a zip file"),
        (packed([]), "a.gz: the archive holds nothing to read"),
        (packed([("README", TEXT), (".hidden", TEXT)]), "a.gz: the archive holds nothing to read"),
        (packed([("word/document.xml", "<w/>")]), "a.gz: the file is a Word file, not text"),
        (packed([("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), "a.gz: the file is an Excel file, not text"),
        (packed([("mimetype", ""), ("META-INF/container.xml", "")]), "a.gz: the file is an e-book (EPUB), not text"),
    ],
)
def test_an_archive_that_cannot_be_used_is_one_reject(read, content: bytes, reason: str) -> None:
    documents, (reject,) = read(content, "a.gz")

    assert documents == []
    assert reject.startswith(reason)


@pytest.mark.parametrize(
    ("name", "content", "reject"),
    [
        ("p.pdf", b"%PDF-1.7", "a.zip/p.pdf: the file is a PDF, not text"),
        ("p", b"\x89PNG\r\n", "a.zip/p: the file is a PNG image, not text"),
        ("p.xyz", '{"a": 1}', "a.zip/p.xyz:1: no reader knows this content"),
        ("p.txt", b"", "a.zip/p.txt: the file is empty"),
        ("p.txt", b"A\ncaf\xe9", "a.zip/p.txt:2: byte 0xe9 at offset 5 is not valid UTF-8"),
        (
            "p.txt.gz",
            gzip.compress(b"x", mtime=0),
            "a.zip/p.txt.gz: the file is an archive within an archive: unpack it",
        ),
        ("p.zip", packed([("x", "y")]), "a.zip/p.zip: the file is an archive within an archive, or a Word or Excel"),
        ("../p.txt", TEXT, "a.zip: the member '../p.txt' is not read: its path leaves the archive"),
        ("x/../../p.txt", TEXT, "a.zip: the member 'x/../../p.txt' is not read: its path leaves the archive"),
        ("..\\p.txt", TEXT, "a.zip: the member '../p.txt' is not read: its path leaves the archive"),
        ("/etc/p.txt", TEXT, "a.zip: the member '/etc/p.txt' is not read: its path leaves the archive"),
        ("\\\\host\\p.txt", TEXT, "a.zip: the member '/host/p.txt' is not read: its path leaves the archive"),
        ("C:\\p.txt", TEXT, "a.zip: the member 'C:/p.txt' is not read: its path leaves the archive"),
        ("c:p.txt", TEXT, "a.zip: the member 'c:p.txt' is not read: its path leaves the archive"),
        ("a\nb.txt", TEXT, "a.zip: the member 'a\\nb.txt' is not read: its name holds control characters"),
        (".", TEXT, "a.zip: the member '' is not read: it has no name"),
        ("../" * 90 + "p", TEXT, f"a.zip: the member '{('../' * 90)[:200]}...' is not read: its path leaves"),
    ],
)
def test_a_member_that_is_refused_costs_no_other(read, tmp_path: Path, name: str, content: bytes, reject: str) -> None:
    documents, (told,) = read(packed([("one.txt", TEXT), (name, content), ("./two.txt", TEXT)]))

    assert documents == ["a.zip/one.txt file:one", "a.zip/two.txt file:two"]
    assert told.startswith(reject)
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(("mode", "reason"), [(stat.S_IFLNK, "it is a link"), (stat.S_IFIFO, "it is no regular file")])
def test_links_and_special_files_are_refused(read, mode: int, reason: str) -> None:
    member = zipfile.ZipInfo("link.txt")
    member.external_attr = (mode | 0o777) << 16

    assert read(packed([(member, "/etc/passwd"), ("one.txt", TEXT)])) == (
        ["a.zip/one.txt file:one"],
        [f"a.zip: the member 'link.txt' is not read: {reason}"],
    )


def with_flags(content: bytes, flags: int) -> bytes:
    """The archive with flags set on its first member."""
    changed = bytearray(content)
    changed[6] |= flags
    changed[content.index(b"PK\x01\x02") + 8] |= flags
    return bytes(changed)


def test_an_encrypted_member_is_refused(read) -> None:
    assert read(with_flags(packed([("secret.txt", TEXT), ("one.txt", TEXT)]), 1)) == (
        ["a.zip/one.txt file:one"],
        ["a.zip: the member 'secret.txt' is not read: it is encrypted"],
    )


def test_other_ways_of_compressing_are_refused(read) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("plain.txt", TEXT, zipfile.ZIP_STORED)
        archive.writestr("odd.txt", TEXT, zipfile.ZIP_LZMA)

    assert read(held.getvalue()) == (
        ["a.zip/plain.txt file:plain"],
        ["a.zip: the member 'odd.txt' is not read: it is compressed by another method than deflate"],
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_members_of_one_name_the_last_is_read_as_unpacking_would_leave_it(read, tmp_path: Path) -> None:
    content = packed([("a.txt", "First"), ("b.txt", TEXT), ("./a.txt", "Last")])

    assert read(content) == (
        ["a.zip/b.txt file:b", "a.zip/a.txt file:a"],
        [
            "a.zip: the member 'a.txt' is not read: another member of the same name stands behind this one, and is "
            "read in its place"
        ],
    )
    assert [i.document.text for i in read_file("a.zip") if isinstance(i, SourceRecord)][-1] == "Last"


def test_what_is_no_literature_is_passed_over_as_in_a_folder(read) -> None:
    told: list[str] = []
    names = ["one.txt", "README.txt", "t.csv", "deep/.DS_Store", "__MACOSX/._one.txt", ".git/x.txt", "p.JPG"]

    assert read(packed([(name, TEXT) for name in names]), passed_over=told.append) == (["a.zip/one.txt file:one"], [])
    assert told == ["a.zip/README.txt", "a.zip/t.csv", "a.zip/deep/.DS_Store", "a.zip/p.JPG"]


def test_a_damaged_member_costs_no_other(read) -> None:
    content = bytearray(packed([("one.txt", TEXT), ("two.txt", TEXT)]))
    content[content.index(b"one.txt") + 12] ^= 0xFF

    documents, (reject,) = read(bytes(content))

    assert documents == ["a.zip/two.txt file:two"]
    assert reject.startswith("a.zip/one.txt: the archive is damaged: ")


def test_a_bomb_is_never_inflated_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    inflated = b"A line of a text that never ends\n" * 1_000_000
    bombs = [gzip.compress(inflated), packed([("bomb", inflated)])]
    monkeypatch.setattr(archives, "FREE_BYTES", 1024**2)

    def read(handle, source):
        while handle.read(32_768):
            pass
        yield from ()

    for bomb in bombs:
        assert len(bomb) * archives.MOST_RATIO < len(inflated)
        tracemalloc.start()
        with pytest.raises(UnreadableFile, match=f"inflates to more than {len(bomb) * archives.MOST_RATIO} bytes"):
            list(read_archive(io.BufferedReader(io.BytesIO(bomb)), "a", read))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 1024**2


def test_nothing_behind_the_limit_of_an_archive_is_read(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 100)
    content = packed([("one.txt", TEXT), ("two.txt", TEXT), ("three.txt", TEXT), ("four.txt", TEXT)])

    assert read(content) == (
        ["a.zip/one.txt file:one", "a.zip/two.txt file:two"],
        [
            "a.zip/three.txt: the archive inflates to more than 100 bytes: not read further",
            "a.zip: the archive inflates to more than 100 bytes: not read further",
        ],
    )


def test_an_archive_may_not_have_more_members_than_memory_holds(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)

    assert read(packed([(f"{number}.txt", TEXT) for number in range(3)])) == (
        [],
        ["a.zip: the archive has too many members (expected 'at most 2', found '3')"],
    )


def test_a_disk_that_fails_is_not_called_a_damaged_archive(read, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(self: object, size: int = -1) -> bytes:
        raise OSError(5, "Input/output error")

    content = packed([("one.txt", TEXT)])
    monkeypatch.setattr(zipfile.ZipExtFile, "read1", failing)

    assert read(content) == ([], ["a.zip: cannot be read: Input/output error"])


def test_reading_may_be_broken_off(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([("one.txt", TEXT), ("two.txt", TEXT)]))
    items = read_file(tmp_path / "a.zip")
    next(items)
    items.close()  # type: ignore[attr-defined]


SMALL = {
    "zip": packed([("one.txt", TEXT), ("../two.txt", TEXT), ("three/x", PUBTATOR)]),
    "gzip": gzip.compress(PUBTATOR.encode(), mtime=0),
}


@pytest.mark.parametrize("kind", SMALL)
@strategies.examples(150)
@given(edits=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6), cut=st.integers(0, 10_000))
def test_whatever_byte_of_an_archive_is_wrong_there_are_records_and_rejects(
    tmp_path: Path, kind: str, edits: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(SMALL[kind])
    for place, value in edits:
        content[place % len(content)] = value
    (tmp_path / "a").write_bytes(content if cut % 3 else content[: cut % len(content)])

    items = list(read_file(tmp_path / "a", "a"))

    assert items
    assert all(isinstance(item, SourceRecord | Reject) for item in items)


def test_a_member_that_begins_with_much_white_space_is_known_by_its_words(read) -> None:
    blank = "\n" * 200_000

    assert read(gzip.compress((blank + PUBTATOR).encode()), "a.gz")[0] == [f"a.gz/a PMID:{n}" for n in (1, 2, 3)]
    assert read(packed([("a", blank + PUBTATOR)]))[0] == [f"a.zip/a PMID:{n}" for n in (1, 2, 3)]


def test_a_member_is_sought_in_only_to_its_start() -> None:
    content = gzip.compress(b"0123456789" * 20_000)

    def read(handle, source):
        first = handle.read(5)
        handle.read(100_000)
        handle.seek(0)
        assert (first, handle.read(5)) == (b"01234", b"01234")
        with pytest.raises(io.UnsupportedOperation):
            handle.seek(150_000)
        with pytest.raises(io.UnsupportedOperation):
            handle.seek(-1, io.SEEK_END)
        return iter(())

    list(read_archive(io.BufferedReader(io.BytesIO(content)), "a.gz", read))  # type: ignore[arg-type]


def test_archives_are_told_by_their_first_bytes() -> None:
    assert all(is_archive(content) for content in [*SMALL.values(), packed([])])
    assert not any(is_archive(content) for content in (b"", b"PK", b"P", TEXT.encode()))


def test_the_reader_of_members_is_given_what_stands_before_a_fault_first() -> None:
    content = gzip.compress(bytes(range(256)) * 4, 0)[:-20]
    pieces: list[bytes] = []

    def read(handle, source):
        with pytest.raises(Exception, match="cut short"):
            while piece := handle.read(32_768):
                pieces.append(piece)
        return iter(())

    list(read_archive(io.BufferedReader(io.BytesIO(content)), "a.gz", read))  # type: ignore[arg-type]
    assert len(b"".join(pieces)) == 1024 - 12
