"""A file with more rejects of one kind than anybody reads."""

from __future__ import annotations

import pytest

from pipeline.errors import UnreadableFile
from pipeline.ingest import read_file
from pipeline.ingest.alike_rejects import MOST_ALIKE, few_alike
from pipeline.schema import Document, Reject, SourceRecord


def stray(line, reason="the line is no field of a record", **more):
    return Reject("f", "annotation", reason, line, **more)


RECORD = SourceRecord(Document("PMID:1", "A trial"))


def test_as_many_of_a_kind_as_are_told_are_told_and_of_the_rest_how_many():
    items = [stray(line) for line in range(1, 6)]

    assert list(few_alike([RECORD, *items], 5)) == [RECORD, *items]
    assert list(few_alike([*items, RECORD, stray(7), stray(9)], 5)) == [
        *items,
        RECORD,
        stray(7, "2 more of this kind, from here on: the line is no field of a record"),
    ]


def test_rejects_that_differ_in_figures_and_in_words_of_the_file_are_of_one_kind():
    items = [
        stray(1, "the mention's words are not those at 0 to 12", expected="a", actual="b"),
        stray(2, "the mention's words are not those at 5 to 9", document="PMID:1"),
        stray(3, "byte 0xe9 at offset 3 is no text"),
        stray(4, "byte 0xff at offset 4 is no text"),
        stray(5, "there is no field 'abc'"),
        stray(6, "there is no field 'def'"),
    ]

    assert [str(reject) for reject in few_alike(items, 1)][3:] == [
        "f:2: 1 more of this kind, from here on: the mention's words are not those at 5 to 9",
        "f:4: 1 more of this kind, from here on: byte 0xff at offset 4 is no text",
        "f:6: 1 more of this kind, from here on: there is no field 'def'",
    ]


def test_what_becomes_of_a_document_is_always_told():
    left_out = [Reject("f", "document", "PubMed has deleted the record", n, f"PMID:{n}") for n in range(1, 5)]

    assert list(few_alike(left_out, 1)) == left_out
    nameless = [Reject("f", "document", "it has neither title nor abstract", n) for n in range(1, 5)]
    assert len(list(few_alike(nameless, 1))) == 2


def test_of_many_kinds_the_last_are_told_together():
    items = [stray(n, "no " + chr(0x4E00 + n)) for n in range(1_000)]

    found = list(few_alike(items, 1))

    assert found[:201] == items[:201]
    assert [str(reject) for reject in found[201:]] == ["f:201: 799 more of other kinds, from here on"]


def test_a_file_that_breaks_off_tells_of_its_rejects_first():
    def items():
        yield from (stray(line) for line in range(1, 5))
        raise UnreadableFile("cannot be read", source="f")

    found = []
    with pytest.raises(UnreadableFile):
        found.extend(few_alike(items(), 2))
    # What was yielded before the error has come.
    reading = few_alike(items(), 2)
    assert [next(reading) for _ in range(3)][2].reason.startswith("2 more of this kind")


@pytest.mark.parametrize(
    ("name", "begin", "line"),
    [
        ("a.nbib", "PMID- 1\nTI  - A trial\n", "stray"),
        ("a.ris", "TY  - JOUR\nTI  - A trial\nER  - \n", "xx"),
        ("a.pubtator", "1|t|A trial\n1|a|\n", "stray"),
        ("a.pubtator", "1|t|A trial\n1|a|\n", "1\t0\t1\tB\tDisease\t-"),
    ],
)
def test_a_file_of_lines_without_a_use_is_told_in_a_thousand_rejects(tmp_path, name, begin, line):
    path = tmp_path / name
    path.write_text(begin + f"{line}\n" * 5_000, encoding="utf-8")

    record, *rejects = read_file(path, name)

    assert isinstance(record, SourceRecord)
    assert len(rejects) == MOST_ALIKE + 1
    assert rejects[-1].reason == f"4,000 more of this kind, from here on: {rejects[0].reason}"
    assert rejects[-1].line == begin.count("\n") + MOST_ALIKE + 1
