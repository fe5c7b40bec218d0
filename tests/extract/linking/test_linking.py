"""From names to concepts: a document's own short forms come before a lexicon's."""

from itertools import pairwise

import pytest

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.linking import link
from pipeline.extract.sentences import split_sentences
from pipeline.extract.terms import Lexicon, load_lexicons
from pipeline.extract.terms.files import Row
from pipeline.schema import Span

NAMES = """\
name\tid\ttype\tparent\tflags
acute lymphoblastic leukemia\tevigraph:all\tdisease\t\t
ALL\tevigraph:all\tdisease\t\tcase
chronic lymphocytic leukemia\tevigraph:cll\tdisease\t\t
cytokine release syndrome\tevigraph:crs\tadverse_event\t\t
CRS\tevigraph:crs\tadverse_event\t\tcase
blinatumomab\tevigraph:blinatumomab\tdrug\t\t
chimeric antigen receptor T cells\tevigraph:car-t\ttherapy\t\t
CAR-T\tevigraph:car-t\ttherapy\t\tcase
CD19 CAR-T\tevigraph:cd19-car-t\ttherapy\t\t
arabinoside\tevigraph:arabinoside\tdrug\t\t
cytosine arabinoside\tevigraph:cytarabine\tdrug\t\t
MS\tevigraph:multiple-sclerosis\tdisease\t\tcase
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    path = tmp_path_factory.mktemp("terms") / "names.tsv"
    path.write_text(NAMES, encoding="utf-8")
    return load_lexicons([path])


def linked(text, lexicon):
    mentions = link(text, lexicon, find_abbreviations(text, split_sentences(text)))
    assert all(m.surface == m.span.of(text) for m in mentions)
    assert all(left.span.end <= right.span.start for left, right in pairwise(mentions))
    return [(m.surface, m.concepts[0].id.removeprefix("evigraph:"), m.source) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A name is the lexicon's.
        ("Given blinatumomab for ALL.", [("blinatumomab", "blinatumomab", "lexicon"), ("ALL", "all", "lexicon")]),
        # A short form that no lexicon knows stands for its long form, wherever it occurs.
        (
            "Chronic lymphocytic leukemia (ChLL) was rare. ChLL came late; two ChLLs did not.",
            [
                ("Chronic lymphocytic leukemia", "cll", "lexicon"),
                ("ChLL", "cll", "abbreviation"),
                ("ChLL", "cll", "abbreviation"),
                ("ChLL", "cll", "abbreviation"),
            ],
        ),
        # A use before the definition counts as well.
        (
            "BLN works. Blinatumomab (BLN) is given.",
            [
                ("BLN", "blinatumomab", "abbreviation"),
                ("Blinatumomab", "blinatumomab", "lexicon"),
                ("BLN", "blinatumomab", "abbreviation"),
            ],
        ),
        # A short form that the document defines as something else is not the lexicon's.
        ("Mass spectrometry (MS) was used. MS showed it.", []),
        ("chronic rhinosinusitis (CRS) in adults; CRS is common", []),
        # Another document's definition is not this one's.
        ("MS was seen.", [("MS", "multiple-sclerosis", "lexicon")]),
        # A short form defined as what the lexicon means by it.
        (
            "Cytokine release syndrome (CRS) was mild. No CRS was severe.",
            [
                ("Cytokine release syndrome", "crs", "lexicon"),
                ("CRS", "crs", "abbreviation"),
                ("CRS", "crs", "abbreviation"),
            ],
        ),
        # The last words of a long form that no lexicon knows whole.
        (
            "childhood acute lymphoblastic leukemia (cALL) and cALL again",
            [
                ("acute lymphoblastic leukemia", "all", "lexicon"),
                ("cALL", "all", "abbreviation"),
                ("cALL", "all", "abbreviation"),
            ],
        ),
        # One known word at the end is too little.
        ("adenine arabinoside (ara-A) and ara-A", [("arabinoside", "arabinoside", "lexicon")]),
        # A longer name of the lexicon holds the short form.
        (
            "chimeric antigen receptor T cells (CAR-T) and CD19 CAR-T",
            [
                ("chimeric antigen receptor T cells", "car-t", "lexicon"),
                ("CAR-T", "car-t", "abbreviation"),
                ("CD19 CAR-T", "cd19-car-t", "lexicon"),
            ],
        ),
        # Part of a longer word is no short form.
        (
            "Blinatumomab (BLN) but neither xBLN nor BLNsome",
            [("Blinatumomab", "blinatumomab", "lexicon"), ("BLN", "blinatumomab", "abbreviation")],
        ),
        ("", []),
    ],
)
def test_a_text_is_linked(text, expected, lexicon):
    assert linked(text, lexicon) == expected


#: Two meanings of one short form in one document: which of its places has which.
SEVERAL = [
    # Each holds in the paragraph where it stands.
    ("Blinatumomab (BM) was given. Bone marrow (BM) was clear.", ["BM"]),
    ("Bone marrow (BM) was clear.\n\nBlinatumomab (BM) was given. BM worked.", ["BM", "BM"]),
    # Elsewhere the one that is defined more often does, and of equals the first.
    ("Blinatumomab (BM) was given.\n\nBone marrow (BM) was clear.\n\nBM rose.", ["BM", "BM"]),
    ("Bone marrow (BM) was clear.\n\nBlinatumomab (BM) was given.\n\nBM rose.", ["BM"]),
    (
        "Bone marrow (BM) was clear.\n\nBlinatumomab (BM) was given.\n\nMore blinatumomab (BM).\n\nBM rose.",
        ["BM", "BM", "BM"],
    ),
    # A long form that ends with another is the same words, read from further left.
    ("Blinatumomab (BM) was given.\n\nThe big new blinatumomab (BM) too.\n\nBM rose.", ["BM", "BM", "BM"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_definitions_of_one_short_form_hold_where_they_stand(text, expected, lexicon):
    found = link(text, lexicon, find_abbreviations(text, split_sentences(text)))
    assert [m.surface for m in found if m.source == "abbreviation"] == expected


def test_the_runner_up_is_the_meaning_that_is_defined_elsewhere(lexicon):
    text = "Cytokine release syndrome (CE) came.\n\nChronic lymphocytic leukemia (CE) came, by mistake.\n\nCE rose."
    found = link(text, lexicon, find_abbreviations(text, split_sentences(text)))
    first, second, third = (mention for mention in found if mention.surface == "CE")
    assert (first.concepts[0].id, first.runner_up.id) == ("evigraph:crs", "evigraph:cll")
    assert (second.concepts[0].id, second.runner_up.id) == ("evigraph:cll", "evigraph:crs")
    assert first.score > first.runner_up_score
    assert third.concepts == first.concepts


def test_a_definition_in_a_table_s_notes_holds_in_the_table(lexicon):
    text = "Bone marrow (BM) was clear.\n\nDrug\tn\nBM\t3\n\nBM, blinatumomab\n\nBM rose."
    table = Span(text.index("Drug"), text.index("\n\nBM rose"))
    notes = Span(text.index("BM, blin"), table.end)
    short_forms = find_abbreviations(text, split_sentences(text), lists=[notes])
    assert [a.long_form for a in short_forms] == ["Bone marrow", "blinatumomab"]
    found = link(text, lexicon, short_forms, tables=[table])
    assert [m.span.start for m in found if m.surface == "BM"] == [text.index("BM\t3"), notes.start]


def test_a_plural_short_form_stands_for_its_singular_as_well(lexicon):
    text = "Chronic lymphocytic leukemias (ChLLs) are rare. One ChLL grew."
    assert [surface for surface, _, source in linked(text, lexicon) if source == "abbreviation"] == ["ChLL", "ChLL"]


def test_a_regimen_is_defined_by_its_drugs():
    drugs = [Row(name, f"evigraph:{name}", "drug", key=name) for name in ("ifosfamide", "carboplatin", "etoposide")]
    ice = Row("ICE", "evigraph:ice", "therapy", parts=tuple(row.id for row in drugs), key="ice")
    text = "Ifosfamide, carboplatin and etoposide (ICE) was given. ICE worked."
    assert [found for found in linked(text, Lexicon([*drugs, ice])) if found[0] == "ICE"] == [
        ("ICE", "ice", "abbreviation"),
        ("ICE", "ice", "abbreviation"),
    ]
