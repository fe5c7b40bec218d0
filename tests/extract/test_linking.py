"""From names to concepts: a document's own short forms come before a lexicon's."""

from itertools import pairwise

import pytest

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.linking import link
from pipeline.extract.sentences import split_sentences
from pipeline.extract.terms import load_lexicons

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


def test_the_first_definition_of_a_short_form_counts(lexicon):
    text = "Blinatumomab (BM) was given. Bone marrow (BM) was clear."
    assert linked(text, lexicon)[1:] == [
        ("BM", "blinatumomab", "abbreviation"),
        ("BM", "blinatumomab", "abbreviation"),
    ]
