"""Lists told in parallel: which figure is of which measure, and of which group."""

import pytest

from tests.extract.builders import record

TITLE = "Blinatumomab versus chemotherapy in children: a randomized trial"
ALLOCATED = "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 54)."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Fever, anemia and seizures were seen in 60%, 45% and 5%, respectively.",
            [("Fever", 60), ("anemia", 45), ("seizures", 5)],
        ),
        (
            "Two-year overall survival and event-free survival were 80% and 65%.",
            [("overall survival", 80), ("event-free survival", 65)],
        ),
        (
            "Complete remission, relapse and death occurred in 60%, 30% and 10% of children.",
            [("Complete remission", 60), ("relapse", 30), ("death", 10)],
        ),
        (
            "Fever was seen in 60%, anemia in 45% and seizures in 5%.",
            [("Fever", 60), ("anemia", 45), ("seizures", 5)],
        ),
        # the list of measures stands behind the figures; its items may share a noun
        (
            "The rates were 60%, 45% and 5% for fever, anemia and seizures, respectively.",
            [("fever", 60), ("anemia", 45), ("seizures", 5)],
        ),
        (
            "Rates were 60%, 45% and 5% for morning, noon and evening pain, respectively.",
            [("morning pain", 60), ("noon pain", 45), ("evening pain", 5)],
        ),
    ],
)
def test_each_figure_of_a_list_is_of_its_own_measure(plain_extractor, sentence, expected):
    found = plain_extractor.extract(record("Blinatumomab in children", ("RESULTS", sentence))).findings
    assert [(finding.measure_text, finding.value) for finding in found] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Relapse was seen in 24% and 50% of the children given blinatumomab and chemotherapy, respectively.",
            [("blinatumomab", 24), ("chemotherapy", 50)],
        ),
        (
            "With blinatumomab and chemotherapy, relapse was seen in 24% and 50%, respectively.",
            [("blinatumomab", 24), ("chemotherapy", 50)],
        ),
        (
            "With chemotherapy and blinatumomab, relapse was seen in 50% and 24%, respectively.",
            [("chemotherapy", 50), ("blinatumomab", 24)],
        ),
        (
            "Relapse was rarer with blinatumomab than with chemotherapy (24% vs. 50%).",
            [("blinatumomab", 24), ("chemotherapy", 50)],
        ),
        (
            "Relapse was seen in 24% with blinatumomab vs. 50% with chemotherapy.",
            [("blinatumomab", 24), ("chemotherapy", 50)],
        ),
        (
            "In the blinatumomab arm 24% relapsed, and in the chemotherapy arm 50%.",
            [("blinatumomab", 24), ("chemotherapy", 50)],
        ),
    ],
)
def test_each_figure_of_a_list_is_of_its_own_group(plain_extractor, sentence, expected):
    found = plain_extractor.extract(record(TITLE, ("METHODS", ALLOCATED), ("RESULTS", sentence))).findings
    results = [finding for finding in found if finding.measure == "RELAPSE"]
    assert [([c.name for c in finding.therapies], finding.value) for finding in results] == [
        ([therapy], value) for therapy, value in expected
    ]


PAIRS = pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # What the last one of a pair counts, the first one does.
        (
            "Relapse was seen in 12 and 15 children given blinatumomab and chemotherapy, respectively.",
            [("blinatumomab", 12), ("chemotherapy", 15)],
        ),
        (
            "Five versus nine deaths occurred with blinatumomab and chemotherapy.",
            [("blinatumomab", 5), ("chemotherapy", 9)],
        ),
    ],
)


def test_a_share_before_a_count_stays_one(extractor):
    found = extractor.extract(record(TITLE, ("RESULTS", "Fever was seen in 60%, and 15 children relapsed."))).findings
    assert [(row.value, row.events) for row in found] == [(60, None), (None, 15)]


@PAIRS
def test_counts_told_together_are_of_the_same(extractor, sentence, expected):
    found = extractor.extract(record(TITLE, ("METHODS", ALLOCATED), ("RESULTS", sentence))).findings
    assert [(row.group, row.events) for row in found if row.section == "RESULTS"] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "In the blinatumomab group, fever of grade 3, 2, and 1 was seen in 3 (15%), 11 (55%), and 6 children "
            "(30%), respectively.",
            [("blinatumomab group", "3"), ("blinatumomab group", "2"), ("blinatumomab group", "1")],
        ),
        ("In the blinatumomab group, fever of grades 1, 2 and 3 was seen in 15%.", [("blinatumomab group", "1-3")]),
    ],
)
def test_grades_told_in_a_list_are_each_of_its_own_figure(extractor, sentence, expected):
    found = extractor.extract(record(TITLE, ("METHODS", ALLOCATED), ("RESULTS", sentence))).findings
    assert [(row.group, row.grade) for row in found if row.section == "RESULTS"] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Remission was reached by 12% and 15% of men and women, respectively.", [("men", 12), ("women", 15)]),
        (
            "Remission was reached by 12% and 15% of pre- and postmenopausal women, respectively.",
            [("premenopausal women", 12), ("postmenopausal women", 15)],
        ),
        (
            "Remission was seen in 12% and 15% of patients with fever and rash, respectively.",
            [("patients with fever", 12), ("patients with rash", 15)],
        ),
        (
            "Remission rates were 12%, 14% and 15% in young, old and very old patients, respectively.",
            [("young patients", 12), ("old patients", 14), ("very old patients", 15)],
        ),
        (
            "Remission was seen in 12% and 15% of children in the group 1 and 2 respectively.",
            [("group 1", 12), ("group 2", 15)],
        ),
        (
            "Remission rates were 12%, 14% and 15% in CKD stages I, II and III, respectively.",
            [("CKD stage I", 12), ("CKD stage II", 14), ("CKD stage III", 15)],
        ),
    ],
)
def test_a_list_behind_figures_tells_whose_each_is(plain_extractor, sentence, expected):
    found = plain_extractor.extract(record(TITLE, ("METHODS", ALLOCATED), ("RESULTS", sentence))).findings
    assert [(row.group, row.value) for row in found if row.measure == "CR"] == expected


def test_a_list_of_those_who_were_measured_is_of_no_measures(plain_extractor):
    sentence = "Rates of fever were 60% and 45% for children and adults, respectively."
    found = plain_extractor.extract(record(TITLE, ("RESULTS", sentence))).findings
    assert [(row.measure_text, row.group, row.value) for row in found] == [
        ("fever", "children", 60),
        ("fever", "adults", 45),
    ]
