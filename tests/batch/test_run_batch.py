from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch import Setup, run_batch
from pipeline.errors import LexiconError
from pipeline.schema import Extraction
from pipeline.store import Store
from tests import strategies

TEXT = "Blinatumomab in children\n\nCR was reached by {} of 10 children given blinatumomab.\n"
PUBTATOR = "1|t|Blinatumomab in children\n1|a|CR was reached by 5 of 10.\n1\t0\t12\t{}\tChemical\t-\n"


@pytest.fixture
def setup(small):
    return Setup(small.lexicons, small.measures)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Three files: two documents, one of them with an annotation that does not fit."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT.format(5), encoding="utf-8")
    Path("in/b.pubtator").write_text(PUBTATOR.format("Inotuzumab"), encoding="utf-8")
    Path("in/c.pdf").write_bytes(b"%PDF-1.7 ...")
    return Path("in")


def test_a_run_reads_what_it_can_and_tells_what_it_cannot(folder, setup):
    with Store(":memory:") as store:
        report = run_batch([folder], store, setup)

        assert (report.files, report.read, report.new, report.changed, report.unchanged) == (3, 2, 2, 0, 0)
        assert [(r.source, r.scope, r.line) for r in report.rejects] == [
            ("in/b.pubtator", "annotation", 3),
            ("in/c.pdf", "file", None),
        ]
        assert store.rejects() == list(report.rejects)
        assert [d.id for d in store.documents()] == ["PMID:1", "file:a"]


def test_a_second_run_changes_nothing_not_a_byte(folder, setup):
    with Store("e.db") as store:
        run_batch([folder], store, setup)
    before = Path("e.db").read_bytes()

    with Store("e.db") as store:
        report = run_batch([folder], store, setup)

    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
    assert Path("e.db").read_bytes() == before


def test_a_paper_that_gets_another_id_keeps_what_came_with_it(tmp_path, monkeypatch, setup):
    monkeypatch.chdir(tmp_path)
    concept = "MESH:D000001"
    Path("full.pubtator").write_text(
        "10.1000/x|t|Blinatumomab in children\n10.1000/x|a|CR was reached by 5 of 10 with drug A.\n"
        f"10.1000/x\t0\t12\tBlinatumomab\tChemical\t{concept}\n10.1000/x\t56\t62\tdrug A\tChemical\tMESH:D000002\n"
        f"10.1000/x\tCID\t{concept}\tMESH:D000002\n",
        encoding="utf-8",
    )
    Path("short.nbib").write_text("PMID- 1\nTI  - Blinatumomab in children\nAID - 10.1000/x [doi]\n", encoding="utf-8")

    def dump(*runs):
        with Store(":memory:") as store:
            for paths in runs:
                assert run_batch(paths, store, setup).rejects == ()
            return [d.id for d in store.documents()], store.mentions("PMID:1"), store.relations(), store.dump()

    together = dump(["full.pubtator", "short.nbib"])
    one_by_one = dump(["full.pubtator"], ["short.nbib"])

    assert together[0] == ["PMID:1"]
    assert [m.surface for m in together[1] if m.source == "pubtator"] == ["Blinatumomab", "drug A"]
    assert one_by_one == together


def test_a_document_that_changed_takes_the_place_of_its_former_self(folder, setup):
    with Store(":memory:") as store:
        run_batch([folder], store, setup)
        (folder / "a.txt").write_text(TEXT.format(7), encoding="utf-8")
        report = run_batch([folder], store, setup)

        assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
        assert [f.events for f in store.findings(document="file:a", measures=["CR"])] == [7]

    with Store(":memory:") as fresh:
        run_batch([folder], fresh, setup)
        expected = fresh.dump()
    with Store(":memory:") as store:
        (folder / "a.txt").write_text(TEXT.format(3), encoding="utf-8")
        run_batch([folder], store, setup)
        (folder / "a.txt").write_text(TEXT.format(7), encoding="utf-8")
        run_batch([folder], store, setup)
        assert store.dump() == expected


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_read(folder, setup, monkeypatch):
    (folder / "closed").mkdir()
    scandir = os.scandir

    def guarded(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    with Store(":memory:") as store:
        report = run_batch([folder], store, setup)

        assert report.read == 2
        (closed,) = (reject for reject in report.rejects if reject.source == "in/closed")
        assert store.rejects("in/closed") == [closed]


def test_a_document_that_its_own_files_tell_differently_is_told(folder, setup):
    Path("in/d.pubtator").write_text("1|t|Inotuzumab\n", encoding="utf-8")
    with Store(":memory:") as store:
        report = run_batch([folder], store, setup)

        assert report.read == 2
        (other,) = store.rejects("in/d.pubtator")
        assert other in report.rejects
        assert str(other) == "in/d.pubtator:1: PMID:1 has another, fuller text in in/b.pubtator:1, which is kept"


def test_rejects_go_when_the_input_is_mended(folder, setup):
    with Store(":memory:") as store:
        run_batch([folder], store, setup)
        (folder / "b.pubtator").write_text(PUBTATOR.format("Blinatumomab"), encoding="utf-8")
        (folder / "c.pdf").unlink()
        report = run_batch([folder], store, setup)

        assert report.rejects == ()
        assert [r.source for r in store.rejects()] == ["in/c.pdf"]


@pytest.mark.parametrize("change", ["lexicon", "setting", "scispacy"])
def test_what_the_extraction_depends_on_makes_documents_new(folder, setup, small_config, tmp_path, change):
    lexicon = tmp_path / "more.tsv"
    lexicon.write_text("name\tid\ttype\nchildren\tNCIT:C1\tpopulation\n", encoding="utf-8")
    other = {
        "lexicon": Setup((*setup.lexicons, lexicon), setup.measures),
        "setting": Setup(setup.lexicons, setup.measures, infer_totals=False),
        "scispacy": Setup(setup.lexicons, setup.measures, scispacy="off"),
    }[change]
    expected = 0 if other.fingerprint() == setup.fingerprint() else 2
    # Without scispaCy installed there is no difference between doing without it and not having it.
    assert expected == 2 or (change == "scispacy" and setup.scispacy_version() is None)

    with Store(":memory:") as store:
        run_batch([folder], store, setup)
        assert run_batch([folder], store, other).changed == expected


def test_a_lexicon_is_known_by_its_content_wherever_it_is(setup, tmp_path):
    elsewhere = tmp_path / setup.lexicons[0].name
    elsewhere.write_bytes(setup.lexicons[0].read_bytes())

    assert Setup((elsewhere, *setup.lexicons[1:]), setup.measures).fingerprint() == setup.fingerprint()


def test_a_lexicon_that_is_not_there_is_told(folder, setup):
    with Store(":memory:") as store, pytest.raises(LexiconError, match=r"nosuch\.tsv: the lexicon cannot be read"):
        run_batch([folder], store, Setup((Path("nosuch.tsv"),), setup.measures))


class Stub(Setup):
    """Extraction that fails where the text says so, and finds nothing."""

    def extract_function(self):
        def extract(record):
            if "FAIL" in record.document.text:
                raise RuntimeError("as told")
            return Extraction(record.document, mentions=record.mentions)

        return extract


def test_a_document_that_fails_is_rejected_and_its_former_rows_go(folder, setup):
    stub = Stub(setup.lexicons, setup.measures)
    with Store(":memory:") as store:
        run_batch([folder / "a.txt", folder / "b.pubtator"], store, stub)
        (folder / "a.txt").write_text("FAIL\n", encoding="utf-8")
        report = run_batch([folder / "a.txt", folder / "b.pubtator"], store, stub)

        assert [str(r) for r in report.rejects if r.scope == "document"] == [
            "in/a.txt: the extraction failed: RuntimeError: as told"
        ]
        assert [d.id for d in store.documents()] == ["PMID:1"]
        assert report.read == 1


@pytest.fixture
def namesakes(tmp_path, monkeypatch):
    """Two files of one name, a third with the text of the first."""
    monkeypatch.chdir(tmp_path)
    for place, text in (
        ("x/a.txt", TEXT.format(5)),
        ("y/a.txt", TEXT.format(5) + "More.\n"),
        ("z/a.txt", TEXT.format(5)),
    ):
        Path(place).parent.mkdir()
        Path(place).write_text(text, encoding="utf-8")


FULLER = "{}: file:a has another, fuller text in {}, which is kept; to keep both, give one another name"


@pytest.mark.parametrize(
    "runs", [["x y"], ["y x"], ["x", "y"], ["y", "x"], ["x", "y", "x"], ["y", "x y"], ["x", "y x"]]
)
def test_two_files_of_one_name_lose_nothing_silently_whatever_the_runs(namesakes, setup, runs):
    stub = Stub(setup.lexicons, setup.measures)
    told = []
    with Store(":memory:") as store:
        for paths in runs:
            told.extend(map(str, run_batch(paths.split(), store, stub).rejects))

        assert [d.source for d in store.documents()] == ["y/a.txt"]
        assert set(told) == {FULLER.format("x/a.txt", "y/a.txt")}
        assert set(map(str, store.rejects())) == set(told)


def test_a_rejected_namesake_keeps_the_other_rejects_of_its_file(folder, setup):
    stub = Stub(setup.lexicons, setup.measures)
    fuller = "1|t|Inotuzumab in children\n1|a|Complete remission was reached by 5 of 10. And more of them.\n"
    Path("fuller.pubtator").write_text(fuller, encoding="utf-8")
    with Store(":memory:") as store:
        run_batch(["in/b.pubtator"], store, stub)
        report = run_batch(["fuller.pubtator"], store, stub)

        assert [str(r) for r in report.rejects] == [
            "in/b.pubtator: PMID:1 has another, fuller text in fuller.pubtator:1, which is kept"
        ]
        assert [(r.scope, r.line) for r in store.rejects()] == [("annotation", 3), ("document", None)]
        assert run_batch(["fuller.pubtator"], store, stub).rejects == ()
        assert len(store.rejects()) == 2


def test_the_same_text_under_another_path_takes_the_place_of_the_first(namesakes, setup):
    stub = Stub(setup.lexicons, setup.measures)
    with Store(":memory:") as store:
        run_batch(["x"], store, stub)
        report = run_batch(["z"], store, stub)

        assert (report.changed, report.rejects) == (1, ())
        assert [d.source for d in store.documents()] == ["z/a.txt"]


@pytest.mark.parametrize("way", ["./x/a.txt", "y/../x/a.txt", "link.txt", "absolute"])
def test_a_file_read_again_by_another_way_is_the_same_file(namesakes, setup, tmp_path, way):
    Path("link.txt").symlink_to(tmp_path / "x" / "a.txt")
    stub = Stub(setup.lexicons, setup.measures)
    with Store(":memory:") as store:
        run_batch(["link.txt" if way == "link.txt" else "x/a.txt"], store, stub)
        Path("x/a.txt").write_text("Shorter\n", encoding="utf-8")
        report = run_batch([tmp_path / "x" / "a.txt" if way == "absolute" else way], store, stub)

        assert (report.new, report.changed, report.rejects) == (0, 1, ())
        assert [d.text for d in store.documents()] == ["Shorter\n"]


def test_where_a_record_begins_is_no_part_of_what_it_says(folder, setup):
    stub = Stub(setup.lexicons, setup.measures)
    content = PUBTATOR.format("Blinatumomab")
    with Store(":memory:") as store:
        run_batch([folder], store, stub)
        (folder / "b.pubtator").write_text(content, encoding="utf-8")
        run_batch([folder], store, stub)
        (folder / "b.pubtator").write_text(content.replace("1", "2") + "\n" + content, encoding="utf-8")
        report = run_batch([folder], store, stub)

        assert (report.new, report.changed, report.unchanged) == (1, 0, 2)


CONTENTS = ["One\n", "Two, longer\n", "FAIL\n", PUBTATOR.format("Blinatumomab"), PUBTATOR.format("Bli"), "\0"]


@strategies.examples(40)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(CONTENTS)), max_size=5), st.randoms())
def test_the_order_of_paths_changes_nothing(contents, random):
    with tempfile.TemporaryDirectory() as name:
        paths = []
        for number, (stem, content) in enumerate(contents):
            path = Path(name) / str(number) / f"{stem}.txt"
            path.parent.mkdir()
            path.write_text(content, encoding="utf-8")
            paths.append(path)
        shuffled = random.sample(paths, len(paths))
        dumps = []
        for order in (paths, shuffled, [Path(name)]):
            with Store(":memory:") as store:
                run_batch(order, store, Stub((), (Path(__file__),)))
                dumps.append(store.dump())
        assert dumps[0] == dumps[1] == dumps[2]


def test_the_number_of_workers_changes_nothing(corpora, setup):
    dumps = []
    for workers in (1, 2):
        with Store(":memory:") as store:
            assert run_batch([corpora], store, setup, workers=workers).rejects == ()
            dumps.append(store.dump())

    assert dumps[0] == dumps[1]
    assert dumps[0]["findings"]


def test_each_step_is_told(folder, setup):
    told = []
    with Store(":memory:") as store:
        run_batch([folder], store, setup, progress=lambda *step: told.append(step))

    assert told[0] == ("reading", 0, 3)
    assert told[-1] == ("extracting", 2, 2)


def test_what_a_run_supersedes_is_told_even_where_the_run_is_interrupted(namesakes, setup):
    class Interrupted(Stub):
        def extract_function(self):
            raise KeyboardInterrupt

    with Store(":memory:") as store:
        run_batch(["x"], store, Stub(setup.lexicons, setup.measures))
        with pytest.raises(KeyboardInterrupt):
            run_batch(["y"], store, Interrupted(setup.lexicons, setup.measures))

        assert list(map(str, store.rejects())) == [FULLER.format("x/a.txt", "y/a.txt")]


ABSTRACT = "PMID- 7\nTI  - Drug A in mice\nAB  - It worked in 5 of 10.\nLID - 10.1000/x [doi]\n"
WHOLE = "TY  - JOUR\nTI  - Drug A in mice\nAB  - It worked in 5 of 10. More is told here.\nDO  - 10.1000/x\nER  - \n"


def test_a_paper_that_turns_out_to_have_a_better_id_is_held_once(setup, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("whole.ris").write_text(WHOLE, encoding="utf-8")
    Path("abstract.nbib").write_text(ABSTRACT, encoding="utf-8")
    stub = Stub(setup.lexicons, setup.measures)
    with Store(":memory:") as store:
        run_batch(["whole.ris"], store, stub)
        assert [d.id for d in store.documents()] == ["DOI:10.1000/x"]
        run_batch(["abstract.nbib"], store, stub)

        (found,) = store.documents()
        assert (found.id, found.source, found.also_in) == ("PMID:7", "whole.ris", ("abstract.nbib",))


def test_what_is_told_of_a_paper_beside_its_words_is_kept_up_to_date(setup, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    stub = Stub(setup.lexicons, setup.measures)
    with Store(":memory:") as store:
        for keyword in ("mice", "drugs"):
            Path("a.nbib").write_text(f"{ABSTRACT}OT  - {keyword}\n", encoding="utf-8")
            report = run_batch(["a.nbib"], store, stub)

        assert (report.changed, report.unchanged) == (1, 0)
        assert [d.metadata.keywords for d in store.documents()] == [("drugs",)]
