"""Excerpts of full papers: what stands in them, and the annotated rows written out beside them."""

import json

from benchmarks import paper_excerpts
from pipeline.schema import Document, Passage, Span

FIGURES = (
    "Remission was reached by 60% with A and by 40% with B (p = 0.01). Fever was seen in 12% and 15% of patients. "
)


def paper(*passages):
    """A document of these passages: kind, heading, text."""
    told, at = [], 0
    for kind, heading, text in passages:
        told.append(Passage(kind=kind, span=Span(at, at + len(text)), heading=heading))
        at += len(text) + 1
    return Document(id="PMC:PMC1", text="\n".join(text for _, _, text in passages), passages=tuple(told))


def test_an_excerpt_is_the_title_the_methods_and_some_paragraphs_of_results():
    document = paper(
        ("title", None, "A trial of A"),
        ("abstract", "Methods", "Methods: Patients were given A or B."),
        ("abstract", "Results", "Results: 60% and 40%."),
        ("section", "Introduction", FIGURES),
        ("section", "3. Results > Efficacy", FIGURES + "\nToo short."),
        ("table", "Table 1", FIGURES),
        ("section", "Discussion", FIGURES),
    )
    told = f"A trial of A\n\nMETHODS: Patients were given A or B.\n\nRESULTS: {FIGURES}\n"
    assert list(paper_excerpts.excerpts(document)) == [told]


def test_an_abstract_without_labels_leaves_the_beginning_of_the_methods():
    methods = "Patients were given A or B. " * 100
    document = paper(
        ("title", None, "A trial of A"),
        ("abstract", None, "60% and 40%."),
        ("section", "Patients and methods", methods),
        ("section", "Results", FIGURES),
    )
    (told,) = paper_excerpts.excerpts(document)
    opening = told.split("METHODS: ")[1].split("\n\nRESULTS")[0]
    assert methods.startswith(opening)
    assert opening.endswith(".")
    assert len(opening) <= paper_excerpts.METHODS


def test_long_results_make_several_excerpts_and_paragraphs_without_figures_none():
    document = paper(
        ("title", None, "A trial of A"),
        (
            "section",
            "Results",
            "\n".join([FIGURES * 15, FIGURES * 15, "No figure is told in this long paragraph. " * 80]),
        ),
    )
    assert len(list(paper_excerpts.excerpts(document))) == 2


def test_every_row_names_its_excerpt_and_quotes_it():
    rows = [json.loads(line) for line in paper_excerpts.DATA.read_text(encoding="utf-8").splitlines()]
    assert len({row["document"] for row in rows}) > 100
    assert all(row["document"].startswith("PMC") and row["document"].rpartition("-")[2].isdigit() for row in rows)
    assert all(row["kind"] in ("arm", "contrast") and row["quote"] for row in rows if len(row) > 1)


def test_rows_are_written_out_beside_their_excerpts(tmp_path, monkeypatch):
    rows = [{"document": "PMC1-2", "kind": "arm", "quote": "60%"}, {"document": "PMC1-1"}]
    monkeypatch.setattr(paper_excerpts, "DATA", tmp_path / "excerpts.jsonl")
    (tmp_path / "excerpts.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(paper_excerpts, "named", lambda path: [(f"{path.stem}-1", "one"), (f"{path.stem}-2", "two")])
    texts = paper_excerpts.written_out(tmp_path, tmp_path / "out")
    assert [text.name for text in texts] == ["PMC1-1.txt", "PMC1-2.txt"]
    assert texts[1].read_text(encoding="utf-8") == "two"
    assert json.loads(texts[1].with_suffix(".jsonl").read_text(encoding="utf-8")) == {"kind": "arm", "quote": "60%"}
    assert texts[0].with_suffix(".jsonl").read_text(encoding="utf-8") == ""
