"""JSON read object by object: what is found in it, and what bad JSON costs."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import IngestError, MalformedRecord, UnreadableFile
from pipeline.ingest.bioc import json_stream
from pipeline.ingest.bioc.json_stream import read_objects
from pipeline.schema import Reject
from tests import strategies

LISTS = frozenset({"documents", "PubTator3"})


@pytest.fixture(params=[1, 7, 1 << 20], autouse=True)
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one piece that is read ends and the next begins is nothing that shows."""
    monkeypatch.setattr(json_stream, "_CHUNK", request.param)


def read(content: bytes | str) -> list[Any]:
    raw = content if isinstance(content, bytes) else content.encode()
    return list(read_objects(io.BufferedReader(io.BytesIO(raw)), "f", LISTS))


def found(content: bytes | str) -> list[object]:
    """The objects, and the reasons of the rejects."""
    return [item.reason if isinstance(item, Reject) else item[1] for item in read(content)]


ONE, TWO = {"id": 1, "x": [{"y": "é\n\"'\\"}, -1.5e3, None, True]}, {"id": 2}


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize(
    "shape",
    [
        [ONE, TWO],
        {"source": "s", "documents": [ONE, TWO]},
        {"documents": [ONE, TWO], "key": {"deep": [1]}},
        [{"a": 1, "documents": [ONE]}, {"documents": [TWO]}],
        {"PubTator3": [ONE, TWO]},
    ],
)
def test_the_objects_of_every_shape(shape: object, indent: int | None) -> None:
    assert found(json.dumps(shape, indent=indent)) == [ONE, TWO]
    assert found("\ufeff" + json.dumps(shape, indent=indent, ensure_ascii=False) + "\n ") == [ONE, TWO]
    assert found(b"\xff\xfe" + json.dumps(shape).encode("utf-16-le")) == [ONE, TWO]


def test_one_object_a_line_or_one_alone() -> None:
    assert found(json.dumps(ONE) + "\r\n" + json.dumps(TWO) + "\n") == [ONE, TWO]
    assert found(json.dumps(ONE)) == [ONE]
    assert found('{"documents": "none"}') == [{"documents": "none"}]
    assert found("[] {}") == [{}]


def test_lines_are_counted() -> None:
    items = read('[\n{"id": 1},\n\n{"id": 2,\n"a": 1}, {"id": 3}]\n{"id": 4}')
    assert [line for line, _ in items] == [2, 4, 5, 6]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('[{"id": 1}, {"id": 2 "x": "}"}, {"id": 3}]', [{"id": 1}, "no comma between two members", {"id": 3}]),
        ('{"documents": [{"id": 1 2, "a": {"b": "]}"}}, {"id": 3}]}', ["broken", {"id": 3}]),
        ('{"id": 1\n{"id": 2}\n', ["broken", {"id": 2}]),
        ('{"id": x}\n{"id": 2}\n', ["broken", {"id": 2}]),
        ('junk\n{"id": 2}\n', ["no JSON object or list begins here", {"id": 2}]),
        ('[1, "a", [2, {}], null, nul, {"id": 2}]', [*["no object"] * 5, {"id": 2}]),
        ('{"documents": [{"id": "a\nb"}, {"id": 2}]}', ["broken: Invalid control", {"id": 2}]),
        ('[{"id": "\\ud83d"}, {"id": "\\ud83d\\ude00"}]', ["U+D83D is no text", {"id": "\U0001f600"}]),
        ('[{"id": {"\\u0000": 1}}, {"id": 2}]', ["U+0000 is no text", {"id": 2}]),
        ('{"documents": [{"id": "\\u0000", "a": "}{"}, {"id": 2}]}', ["U+0000 is no text", {"id": 2}]),
        (b'[{"id": "caf\xe9"}, {"id": 2}]', ["byte 0xe9 is not valid UTF-8", {"id": 2}]),
        (b'{"documents": [{"id": "caf\xe9"}, {"id": 2}]}', ["byte 0xe9 is not valid UTF-8", {"id": 2}]),
        ('{"documents": [' + '{"a":' * 20_000 + "1" + "}" * 20_000 + ', {"id": 2}]}', ["too deeply", {"id": 2}]),
        ('[{"id": ' + "9" * 5000 + '}, {"id": 2}]', ["broken", {"id": 2}]),
    ],
    ids=str,
)
def test_a_bad_object_costs_no_other(content: bytes | str, expected: list[Any]) -> None:
    items = found(content)
    assert len(items) == len(expected)
    for item, wanted in zip(items, expected, strict=True):
        if isinstance(wanted, str):
            assert isinstance(item, str)
            assert wanted in item
        else:
            assert item == wanted


@pytest.mark.parametrize("cut", range(10, 60, 7))
def test_a_file_that_ends_too_early_gives_what_is_whole_and_says_so(cut: int) -> None:
    content = '{"documents": [{"id": 1}, {"id": "two", "passages": [{"a": 1}]}]}'
    items = []
    with pytest.raises(MalformedRecord, match="f:1: the file ends within a JSON value"):
        items.extend(read_objects(io.BufferedReader(io.BytesIO(content[:cut].encode())), "f", LISTS))
    reader = read_objects(io.BufferedReader(io.BytesIO(content[:50].encode())), "f", LISTS)
    assert next(reader) == (1, {"id": 1})


def test_nothing_and_bytes_of_another_width() -> None:
    with pytest.raises(UnreadableFile, match="only white space"):
        read(" \n")
    with pytest.raises(MalformedRecord, match="not valid UTF-16"):
        read(b"\xff\xfe[\0\x00\xd8[\0")


@given(
    content=st.lists(
        st.sampled_from(
            [b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b'"id"', b'"documents":[', b"1", b"-", b"NaN",
             b"\\u0000", b"\\ud800", b"\xff", b"tru", b'{"id":1}'],
        ),
        max_size=30,
    ).map(b"".join)
)  # fmt: skip
@strategies.examples(300)
def test_any_bytes_give_objects_rejects_or_the_typed_error(content: bytes) -> None:
    items: list[Any] = []
    try:
        items.extend(read_objects(io.BufferedReader(io.BytesIO(content)), "f", LISTS))
    except IngestError:
        return
    assert all(isinstance(item, Reject) or isinstance(item[1], dict) for item in items)
