"""Spoilt files: a reader gives documents and rejects or raises a typed error, and nothing else; all offsets hold.

With ``--hypothesis-profile=fuzz`` it goes on for about a minute, ``python -m tests.ingest.fuzz`` for as long as told.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest import READERS, detect
from pipeline.ingest.encoding import first_words
from pipeline.schema import Document, Mention, SourceRecord, Span
from tests.ingest import fuzz
from tests.ingest.fuzz_samples import ARCHIVES, SAMPLES

PLACES = st.integers(0, 65_535)
EDITS = st.lists(st.tuples(st.sampled_from(fuzz.KINDS), PLACES, PLACES, PLACES), min_size=1, max_size=8)
# As many examples as the profile says.
patient = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def test_every_reader_has_a_sample() -> None:
    assert sorted(SAMPLES) == sorted(READERS)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_known_as_what_it_is_and_read_without_a_reject(name: str) -> None:
    content = SAMPLES[name]

    assert detect(first_words(io.BytesIO(content), content), "f").name == name
    items = list(fuzz._items(name, content))
    assert items
    assert [item for item in items if isinstance(item, fuzz.Reject)] == []


@pytest.mark.parametrize("name", [*SAMPLES, *ARCHIVES])
@patient
@given(edits=EDITS)
def test_a_spoilt_file_gives_documents_and_typed_errors(name: str, edits: list[fuzz.Edit]) -> None:
    fuzz.check_reading(name, fuzz.spoilt(name, edits))


@pytest.mark.parametrize("name", SAMPLES)
@patient
@given(content=st.binary(max_size=400))
def test_any_bytes_give_documents_and_typed_errors(name: str, content: bytes) -> None:
    fuzz.check_reading(name, content)


def test_edits_of_every_kind_spoil_every_sample() -> None:
    generator = random.Random(1)
    for name, content in (SAMPLES | ARCHIVES).items():
        for kind in fuzz.KINDS:
            found = {fuzz.spoilt(name, [(kind, *(generator.randrange(65_536) for _ in range(3)))]) for _ in range(40)}
            assert found - {content}


def test_the_long_run_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--seconds", "0.2", "--format", "pubtator", "--keep", str(tmp_path / "kept")]) == 0
    assert "0 kinds of failure" in capsys.readouterr().out
    assert not (tmp_path / "kept").exists()


def test_the_long_run_keeps_what_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(name: str, content: bytes) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "check_reading", failing)

    assert fuzz.main(["--seconds", "0.05", "--format", "text", "--keep", str(tmp_path / "kept")]) == 1
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert "text: ZeroDivisionError at " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("document", "mentions", "fault"),
    [
        (Document("file:a", "Text", source="f", title=""), (), "record.document.title is empty, not None"),
        (Document("file:a", "Te\ud800", source="f"), (), "record.document.text holds half of a character"),
        (Document("", "Text", source="f"), (), "a document without an id or a source: ''"),
        (Document("file:a", "Text"), (), "a document without an id or a source: 'file:a'"),
        (
            Document("file:a", "Text", source="f"),
            (Mention(Span(1, 3), "Te", "gene"),),
            "the words at 1 to 3 are 'ex', not those of the mention, 'Te'",
        ),
    ],
)
def test_a_record_that_is_not_as_it_must_be_fails(
    monkeypatch: pytest.MonkeyPatch, document: Document, mentions: tuple[Mention, ...], fault: str
) -> None:
    monkeypatch.setattr(fuzz, "_items", lambda _name, _content: iter([SourceRecord(document, mentions)]))

    with pytest.raises(AssertionError) as raised:
        fuzz.check_reading("text", b"")
    assert fault in str(raised.value).replace("\\\\", "\\")
