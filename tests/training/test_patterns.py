"""The patterns in which the overlay writes names, and the words they use."""

import re

import pytest

from pipeline.errors import LexiconError
from pipeline.training.lexicons.adverse_events import with_mesh
from pipeline.training.lexicons.diseases import CORPORA
from pipeline.training.lexicons.overlay import read_concepts
from pipeline.training.lexicons.patterns import expand
from pipeline.training.lexicons.rows import row
from pipeline.training.lexicons.sources import Sources

WORDS = {
    "$up": "elevated|raised",
    "@raised": "{$up} ~ ; ~ {elevation|increase}",
    "@plain": "~ therapy",
}
COLUMNS = "id\ttype\tnames\tflags\tparent\tmembers\tparts\txref\treason\n"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("plain", ["plain"]),
        ("{|low }fat", ["fat", "low fat"]),
        ("{$up} AST", ["elevated AST", "raised AST"]),
        ("{high|$up} AST", ["high AST", "elevated AST", "raised AST"]),
        (
            "@raised(AST|SGOT)",
            [
                "elevated AST",
                "elevated SGOT",
                "raised AST",
                "raised SGOT",
                "AST elevation",
                "AST increase",
                "SGOT elevation",
                "SGOT increase",
            ],
        ),
        ("@plain(poly(ADP-ribose))", ["poly(ADP-ribose) therapy"]),
        ("leukemia (ALL)", ["leukemia (ALL)"]),
        ("{a|a} b", ["a b"]),
    ],
)
def test_a_pattern_stands_for_each_of_its_names_in_order(pattern, names):
    assert expand(pattern, WORDS) == names


@pytest.mark.parametrize("pattern", ["@none(a)", "{$none} a"])
def test_a_word_that_is_not_there_is_named(pattern, tmp_path):
    with pytest.raises(KeyError, match="none"):
        expand(pattern, WORDS)
    path = tmp_path / "adverse_events.tsv"
    path.write_text(COLUMNS + f"evigraph:x\tadverse_event\t{pattern}\t\t\t\t\t\twhy\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"adverse_events\.tsv:2: words\.tsv has no .none"):
        read_concepts(path, {})


@pytest.mark.parametrize("line", ["up\ta|b\twhy", "$up\ta|b\t", "$up\ta\twhy\n$up\tb\twhy"])
def test_a_word_needs_its_sign_and_a_reason_and_stands_once(line, tmp_path):
    (tmp_path / "words.tsv").write_text(f"word\tstands_for\treason\n{line}\n", encoding="utf-8")
    path = tmp_path / "therapies.tsv"
    path.write_text(COLUMNS, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape("words.tsv:")):
        read_concepts(path, {})


def test_a_short_form_in_capitals_is_bound_to_them(tmp_path):
    path = tmp_path / "adverse_events.tsv"
    line = "evigraph:pres\tadverse_event\tencephalopathy syndrome ; PRES ; FOLFOXIRI\t\t\t\t\t\twhy\n"
    path.write_text(COLUMNS + line, encoding="utf-8")
    flags = {row.name: row.flags for row in read_concepts(path, {})}
    assert flags == {"encephalopathy syndrome": frozenset(), "PRES": {"case"}, "FOLFOXIRI": frozenset()}


def test_an_adverse_event_gets_the_descriptor_that_one_of_its_names_is(tmp_path):
    folder = tmp_path / "terms" / "mesh_2015"
    folder.mkdir(parents=True)
    terms = "mesh_id\tmesh_name\nD1\tThrombocytopenia\nD2\tFever, High\nD3\tThrombo\nD4\tItch\n"
    (folder / "terms.tsv").write_text(terms, encoding="utf-8")
    trees = "mesh_id\tmesh_name\tmesh_tree_number\nD1\tx\tC15.1\nD2\tx\tC23.8\nD3\tx\tD01.2\nD4\tx\tC22.1\n"
    (folder / "tree-numbers.tsv").write_text(trees, encoding="utf-8")
    for corpus in CORPORA:
        (tmp_path / corpus).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / corpus).write_text("", encoding="utf-8")
    rows = [
        row(name, id, "adverse_event")
        for name, id in (
            ("platelet count decreased", "evigraph:p"),
            ("thrombocytopenia", "evigraph:p"),
            ("high fever", "evigraph:f"),
            ("thrombo", "evigraph:t"),
            ("itch", "evigraph:i"),
            ("high fever", "evigraph:p"),
        )
    ]
    marked = with_mesh([item for item in rows if item], Sources(tmp_path))
    assert [item.xrefs for item in marked] == [("MESH:D1",), (), ("MESH:D2",), (), (), ("MESH:D2",)]
    assert (marked[-1].id, marked[-1].parents) == ("evigraph:ae-high-fever", ("evigraph:p",))
