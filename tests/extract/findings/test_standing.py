"""Results of end points that no lexicon names, told by where their figures stand; and figures that are no result."""

import pytest

from tests.extract.rows import found_in_trial


def told(extractor, sentence):
    """Kind, measure, value or count, and total of each row of the sentence."""
    return [(r.kind, r.measure, r.value, r.events, r.total) for r in found_in_trial(extractor, sentence)]


def arm(value=None, *, events=None, total=None, measure="OTHER"):
    return "arm", measure, value, events, total


RESULTS = [
    # Counts told of a group.
    ("There were 27 falls in the blinatumomab group and 106 in the chemotherapy group.", [27, 106]),
    ("The number of second fractures was 168 with blinatumomab and 190 with chemotherapy.", [168, 190]),
    # Lengths of time told against one another.
    ("Blinatumomab meant shorter hospital stays (5.1 vs. 6.5 days).", [5.1, 6.5]),
    ("Moist desquamation was delayed with blinatumomab (37 vs. 33 days).", [37, 33]),
    # A limit is no result.
    ("Receptor positivity at cut-offs of 1% and 10% was 75% and 72%.", [75, 72]),
    # Changes within each group.
    (
        "Fitness increased by 9.1 points in the blinatumomab group versus 0.3 points in the chemotherapy group.",
        [9.1, 0.3],
    ),
    ("Spice use changed (+146.2% vs. +33.3%).", [146.2, 33.3]),
    # A currency is a unit.
    ("The mean cost was 24,567 euros with blinatumomab and 74,171 euros with chemotherapy.", [24567, 74171]),
    # `who` is no organisation; `of the women who` tells of a result, not of sex.
    ("Excision with free margins was achieved in 89.4% of patients who received blinatumomab.", [89.4]),
    ("Itching developed in 0.5 percent of the women who were treated.", [0.5]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "values"), RESULTS)
def test_a_figure_is_a_result_by_where_it_stands(extractor, sentence, values):
    found = found_in_trial(extractor, sentence)
    assert [(r.kind, r.value if r.value is not None else r.events) for r in found] == [("arm", v) for v in values]
    assert all(r.measure_text for r in found)


def test_what_figures_of_one_predicate_tell_is_their_verb(extractor):
    sentence = "Two (12%) patients in the blinatumomab group and 9 (47%) in the chemotherapy group reported numb toes."
    assert {r.measure_text for r in found_in_trial(extractor, sentence)} == {"numb toes"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Operating time differed (z = -3.08).",
        "Responses (more than 50% decrease in blasts) were told elsewhere.",
        "Deaths were told per 1000 children.",
        "The study was powered for a 5% difference in walking distance.",
        "Current guidelines advise a 2 cm margin.",
        "No protein changed: the p-values were 0.095 for IgG and 0.068 for IgM.",
    ],
)
def test_a_figure_of_a_plan_a_test_or_a_limit_is_no_result(extractor, sentence):
    assert told(extractor, sentence) == []


def test_the_parts_of_those_enrolled_are_sample_sizes(extractor):
    sentence = "In all, 160 patients were enrolled (77: gefitinib, 83: placebo)."
    found = found_in_trial(extractor, sentence)
    assert [(r.measure, r.total, r.group) for r in found] == [
        ("N", 160, None),
        ("N", 77, "gefitinib"),
        ("N", 83, "placebo"),
    ]


def test_the_parts_of_an_outcome_are_its_arms(extractor):
    sentence = "By then 24 children have relapsed: 11 blinatumomab, 13 chemotherapy."
    found = found_in_trial(extractor, sentence)
    assert [(r.measure, r.events, r.group) for r in found] == [
        ("RELAPSE", 24, None),
        ("RELAPSE", 11, "blinatumomab"),
        ("RELAPSE", 13, "chemotherapy"),
    ]


def test_counts_that_do_not_make_the_sum_are_no_parts(extractor):
    sentence = "In all, 160 patients were enrolled (77: gefitinib, 80: placebo)."
    assert [r.total for r in found_in_trial(extractor, sentence)] == [160]
