"""A run over archives: their members are documents like any others, known again in the next run."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from pipeline.batch import Setup, run_batch
from pipeline.schema import Extraction
from pipeline.store import Store

TEXT = "Blinatumomab in children\n\nCR was reached by {} of 10 children given blinatumomab.\n"
PUBTATOR = "1|t|Blinatumomab in children\n1|a|CR was reached by 5 of 10.\n1\t0\t12\tInotuzumab\tChemical\t-\n"


def pack(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".txt", content)


@pytest.fixture
def setup(small):
    return Setup(small.lexicons, small.measures)


class Stub(Setup):
    """Extraction that fails where the text says so, and finds nothing."""

    def extract_function(self):
        def extract(record):
            if "FAIL" in record.document.text:
                raise RuntimeError("as told")
            return Extraction(record.document, mentions=record.mentions)

        return extract


@pytest.fixture
def stub():
    return Stub((), (Path(__file__),))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    pack("in/z.zip", a=TEXT.format(5), deep__b=PUBTATOR, README="Of this archive.")
    Path("in/c.txt.gz").write_bytes(gzip.compress(TEXT.format(6).encode()))
    return Path("in")


def test_a_run_reads_the_members_of_archives(folder, setup):
    with Store(":memory:") as store:
        report = run_batch([folder], store, setup)

        assert (report.files, report.new, report.passed_over) == (2, 3, ("in/z.zip/README.txt",))
        assert [(d.id, d.source) for d in store.documents()] == [
            ("PMID:1", "in/z.zip/deep/b.txt"),
            ("file:a", "in/z.zip/a.txt"),
            ("file:c", "in/c.txt.gz/c.txt"),
        ]
        (reject,) = report.rejects
        assert (reject.source, reject.line) == ("in/z.zip/deep/b.txt", 3)
        assert store.rejects("in/z.zip") == [reject]
        assert [f.events for f in store.findings(document="file:a", measures=["CR"])] == [5]


def test_a_second_run_changes_nothing_not_a_byte(folder, setup):
    with Store("e.db") as store:
        run_batch([folder], store, setup)
    before = Path("e.db").read_bytes()

    with Store("e.db") as store:
        report = run_batch([folder], store, setup, workers=2)

    assert (report.new, report.changed, report.unchanged) == (0, 0, 3)
    assert Path("e.db").read_bytes() == before


@pytest.mark.parametrize("way", ["in", "in/z.zip", "./in/../in/z.zip", "absolute", "link.zip"])
def test_a_member_that_changed_takes_the_place_of_its_former_self(folder, stub, tmp_path, way):
    Path("link.zip").symlink_to(tmp_path / "in" / "z.zip")
    with Store(":memory:") as store:
        run_batch(["link.zip" if way == "link.zip" else folder], store, stub)
        pack("in/z.zip", a="Shorter\n", deep__b=PUBTATOR.replace("Inotuzumab", "Blinatumomab"))
        report = run_batch([tmp_path / "in" / "z.zip" if way == "absolute" else way], store, stub)

        assert (report.new, report.changed, report.rejects) == (0, 2, ())
        assert {d.id: d.text for d in store.documents()}["file:a"] == "Shorter\n"


def test_rejects_go_when_the_archive_is_mended(folder, stub):
    with Store(":memory:") as store:
        assert run_batch([folder], store, stub).rejects
        pack("in/z.zip", a=TEXT.format(5))
        run_batch([folder], store, stub)

        assert store.rejects() == []


def test_a_member_that_fails_is_a_reject_of_its_archive(folder, stub):
    with Store(":memory:") as store:
        pack("in/z.zip", a="FAIL")
        run_batch([folder], store, stub)
        assert [str(r) for r in store.rejects("in/z.zip")] == [
            "in/z.zip/a.txt: the extraction failed: RuntimeError: as told"
        ]
        pack("in/z.zip", a="Mended")
        run_batch([folder], store, stub)
        assert store.rejects() == []


FULLER = "{}: file:a has another, fuller text in {}, which is kept; to keep both, give one another name"


@pytest.mark.parametrize("runs", [["x.zip y"], ["y x.zip"], ["x.zip", "y"], ["y", "x.zip"], ["x.zip", "y", "x.zip"]])
def test_a_member_and_a_file_of_one_name_lose_nothing_silently_whatever_the_runs(tmp_path, monkeypatch, stub, runs):
    monkeypatch.chdir(tmp_path)
    pack("x.zip", a="Short")
    Path("y").mkdir()
    Path("y/a.txt").write_text("The fuller text")
    with Store(":memory:") as store:
        for paths in runs:
            told = list(map(str, run_batch(paths.split(), store, stub).rejects))
        assert [d.source for d in store.documents()] == ["y/a.txt"]
        assert told == [FULLER.format("x.zip/a.txt", "y/a.txt")]
        assert [str(r) for r in store.rejects("x.zip")] == told
        assert len(store.rejects()) == 1


def test_what_a_run_holds_does_not_depend_on_how_the_files_are_packed(tmp_path, monkeypatch, setup):
    monkeypatch.chdir(tmp_path)
    texts = {name: TEXT.format(number) for number, name in enumerate("abcd", start=2)}
    for form in ("plain", "zip", "gz"):
        Path(form).mkdir()
    pack("zip/all.zip", **texts)
    for name, text in texts.items():
        Path(f"plain/{name}.txt").write_text(text, encoding="utf-8")
        Path(f"gz/{name}.txt.gz").write_bytes(gzip.compress(text.encode()))

    found = []
    for form in ("plain", "zip", "gz"):
        with Store(":memory:") as store:
            run_batch([form], store, setup)
            found.append([(f.document, f.quote, f.span) for f in store.findings()])

    assert found[0] == found[1] == found[2] != []
