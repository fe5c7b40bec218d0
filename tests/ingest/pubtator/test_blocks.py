"""Blocks read whole or line by line: both give what the reading by lines gives, wherever the file is cut."""

import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import IngestError
from pipeline.ingest.encoding import HEAD_BYTES, by_line
from pipeline.ingest.markup import window
from pipeline.ingest.pubtator import blocks, reader
from pipeline.ingest.pubtator.plain import plain_record

RECORD = (
    b"7|t|Drug A in fever\n7|a|RESULTS: It worked. CONCLUSIONS: Good.\n7\t0\t6\tDrug A\tChemical\tMESH:D000001\n"
    b"7\t10\t15\tfever\tDisease\tMESH:D005334\theat\n7\tTreat\tMESH:D000001\tMESH:D005334\tNovel\n"
)
LINES = st.sampled_from(
    [
        b"", b"", b"", b"7|t|Drug A", b"8|t|Fever \xce\xb1", b"7|a|Good", b" 7 |t|Drug A", b"7|t|", b"8|t|x|t|y",
        b"7\t0\t4\tDrug\tChemical\tMESH:D1", b"7\t 0\t4\tDrug\tChemical\tMESH:D1", b"7\t0\t4\tDrug\tChemical",
        b"7\t0\t5\tDrug\tChemical\tMESH:D1", b"8\t6\t7\t\xce\xb1\tGene\t7|8\ta|b", b"8\t6\t7\t\xce\xb1\tGene\t8\tc",
        b"8\t6\t8\t\xce\xb1\tGene\t7", b"7\t0\t0\t\tGene\t7", b"7\t-1\t4\tDrug\tGene\t7", b"7\t0\t4\tDrug\t \tMESH:D1",
        b"7\tBind\tMESH:D1\tGene|7", b"8\tBind\t7\t8\tNo", b"8\tBind\t\t8", b"7\tx", b"junk", b"\xff", b"7|a|\xff",
        b"a\0b", b"7|title_1|Methods", b"7|a|b\r7\t0\t4\tDrug\tChemical\tMESH:D1", b"8|t|x\r", b"\t", b"\xc2\x85",
    ]
)  # fmt: skip


def items(read, content: bytes) -> list[object]:
    found: list[object] = []
    try:
        for item in read(io.BufferedReader(io.BytesIO(content), HEAD_BYTES), "f"):
            found.append((getattr(item, "line", None), item))  # noqa: PERF401 - what comes before an error counts
    except IngestError as error:
        found.append((type(error), str(error)))
    return found


@settings(max_examples=150)
@example([b"7|t|x", b""], 9)
@example([b"", b"\xc2\x85", b"", b"7|t|x"], 1)
@given(st.lists(LINES, max_size=24), st.integers(1, 40))
def test_blocks_give_what_lines_give(lines: list[bytes], size: int):
    content = b"\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "_BLOCK", size)
        patch.setattr(blocks, "_LONGEST", 200 if size % 2 else 4 << 20)
        found = items(blocks.read, content)
    assert found == items(by_line(reader.read), content)


def test_a_record_without_a_fault_is_read_whole():
    (expected,) = (item for _, item in items(by_line(reader.read), RECORD))
    record = plain_record(RECORD, 1, "f")
    assert record == expected
    assert record is not None
    assert len(record.mentions) == 2
    assert len(record.relations) == 1


@pytest.mark.parametrize(
    "line",
    [
        b"7\t0\t5\tDrug A\tChemical\tMESH:D000001", b"7\t0\t6\tDrug B\tChemical\tMESH:D000001", b"7\t0\t6\tDrug A\t\t-",
        b"8\t0\t6\tDrug A\tChemical\tMESH:D000001", b"7\t0\t0\t\tChemical\tMESH:D000001", b"7\tTreat\t-\tMESH:D000001",
        b"7\t0\tsix\tDrug A\tChemical\tMESH:D000001", b"7|a|Again", b"7|t|Again", b"7\tDrug A", b"\xff", b"\0",
    ],
)  # fmt: skip
def test_a_record_with_a_fault_is_not(line: bytes):
    assert plain_record(RECORD + line + b"\n", 1, "f") is None
