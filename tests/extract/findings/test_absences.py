"""Events told not to have happened are counts of nought; what is denied to differ or to be known is none."""

import pytest

from tests.extract.builders import record


def counted(extractor, sentence):
    found = extractor.extract(record("Blinatumomab in children", ("RESULTS", sentence))).findings
    return [(row.measure, row.measure_text, row.events, row.value) for row in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No hypersensitivity reactions occurred.", [("AE", "hypersensitivity reactions", 0, None)]),
        ("There was no cytokine release syndrome.", [("CRS", "cytokine release syndrome", 0, None)]),
        ("Neither fever nor rash was seen.", [("AE", "fever", 0, None), ("AE", "rash", 0, None)]),
        ("No fever or rash was observed.", [("AE", "fever", 0, None), ("AE", "rash", 0, None)]),
        ("No fever or difference in rash was observed.", [("AE", "fever", 0, None)]),
        ("The drug was well tolerated without any toxic deaths.", [("NRM", "toxic deaths", 0, None)]),
        ("No grade 4 neutropenia was observed.", [("AE", "neutropenia", 0, None)]),
        ("Fever was rare (< 2%).", [("AE", "Fever", None, 2)]),
        # a predicate of its own parts a count from what the next count is of
        (
            "All patients recovered, and no cases of symptomatic heart failure were reported.",
            [("AE", "symptomatic heart failure", 0, None)],
        ),
        ("No significant difference in fever was seen.", []),
        # that something had an effect on something else is denied, and no event
        ("There was no apparent adverse effect on mortality.", []),
        ("No adverse effect was seen on survival.", []),
        ("No adverse effect was seen.", [("AE", "adverse effect", 0, None)]),
        ("No increase in infections was observed.", []),
        ("There was no evidence of infection.", []),
        ("Patients without fever were discharged.", []),
    ],
)
def test_what_did_not_happen_is_a_count_of_nought(plain_extractor, sentence, expected):
    assert counted(plain_extractor, sentence) == expected


def test_the_grade_of_what_did_not_happen_is_told(plain_extractor):
    found = plain_extractor.extract(record("Children", ("RESULTS", "No grade 4 neutropenia was observed."))).findings
    assert [(row.events, row.grade, row.quote) for row in found] == [(0, "4", "No grade 4 neutropenia")]
