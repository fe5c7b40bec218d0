"""What patients were allocated to, and what is compared: the phrases of the alternatives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.arms.allocation import find_allocations, find_compared
from pipeline.schema import Span
from tests.extract.builders import record


def alternatives(finder, text):
    found = list(finder(text, Span(0, len(text))))
    return [[each.phrase.of(text) for each in allocation.alternatives] for allocation in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Women were randomly assigned to receive no treatment or 200 mg of fenretinide per day.",
            ["no treatment", "fenretinide"],
        ),
        (
            "Patients were randomised to brief counselling (n = 65) or standard care (n = 65).",
            ["brief counselling (n = 65)", "standard care (n = 65)"],
        ),
        (
            "Women were randomized to 24 weeks of fish oil or placebo, followed by a second biopsy.",
            ["fish oil", "placebo"],
        ),
        (
            "Survivors were randomized to a 12-week, twice-weekly yoga intervention or a waiting list.",
            ["twice-weekly yoga intervention", "waiting list"],
        ),
        (
            "Patients were randomised to powder, aloe cream, or placebo cream.",
            ["powder", "aloe cream", "placebo cream"],
        ),
        (
            "Fifty patients were assigned to surgery plus tamoxifen and 48 to tamoxifen alone.",
            ["surgery plus tamoxifen", "tamoxifen alone"],
        ),
        (
            "They were randomly assigned to two groups: radical surgery alone (S) and surgery plus radiotherapy (SR).",
            ["radical surgery alone (S)", "surgery plus radiotherapy (SR)"],
        ),
        (
            "Patients were randomly assigned to (1) coaching by telephone; (2) coaching by mail; or (3) usual care.",
            ["coaching by telephone", "coaching by mail", "usual care"],
        ),
        ("Ninety patients received either cisplatin or carboplatin.", ["cisplatin", "carboplatin"]),
        # A dose is an arm's whole name where only how often is told behind it.
        (
            "Adults were randomised to montelukast 5 or 10 mg once daily or placebo.",
            ["montelukast 5", "10 mg", "placebo"],
        ),
        # When and to what end is no arm.
        ("Children were randomised to melatonin at bedtime or at noon.", []),
        ("The trial was randomised to identify predictors of relapse or of recovery.", []),
        # What is told at length behind a name was given besides.
        (
            "Patients were randomized to dasatinib 100 mg or placebo, plus vincristine (1.5 mg/m2 on day 1, day 8, "
            "day 15 and day 22 of each cycle) and prednisone (40 mg/m2 daily for four weeks, then tapered over 9 "
            "days), and of asparaginase on day 4.",
            ["dasatinib 100 mg", "placebo"],
        ),
        (
            "Patients were randomised to oral tegafur every 3 weeks until disease progression or intolerable toxicity.",
            [],
        ),
        (
            "They were randomized to the treatment group (21 cases) and the control group (17 cases).",
            ["treatment group (21 cases)", "control group (17 cases)"],
        ),
        (
            "Patients were randomized to receive letrozole with or without zoledronic acid.",
            ["zoledronic acid", "without zoledronic acid"],
        ),
        # One alternative is none.
        ("Patients were randomized to cisplatin.", []),
        ("Patients were randomised by computer at the hospital.", []),
        ("Cisplatin or carboplatin cured many.", []),
    ],
)
def test_whatever_patients_are_allocated_to_is_an_alternative(sentence, expected):
    assert alternatives(find_allocations, sentence) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A trial comparing cisplatin with carboplatin in lung cancer.", ["cisplatin", "carboplatin"]),
        ("We compared the effects of cisplatin and carboplatin on survival.", ["cisplatin", "carboplatin"]),
        (
            "To compare anastrozole combined with gefitinib to anastrozole alone.",
            ["anastrozole combined with gefitinib", "anastrozole alone"],
        ),
        ("Compared with placebo, cisplatin was toxic.", []),
        ("Cisplatin was toxic.", []),
    ],
)
def test_what_is_compared_has_two_sides(sentence, expected):
    assert alternatives(find_compared, sentence) == ([expected] if expected else [])


WORDS = st.sampled_from(
    [
        "randomized",
        "assigned",
        "to",
        "or",
        "and",
        "either",
        ",",
        ";",
        "(n = 5)",
        "(",
        ")",
        "A",
        "cisplatin",
        "7",
        "a",
        "with",
    ]
)


@given(st.lists(WORDS, max_size=30))
def test_alternatives_lie_in_their_sentence_in_order(words):
    text = " ".join(words)
    sentence = Span(0, len(text))
    for finder in (find_allocations, find_compared):
        for allocation in finder(text, sentence):
            phrases = [each.phrase for each in allocation.alternatives]
            assert len(phrases) >= 2
            assert all(sentence.contains(each.whole) and len(each.phrase) for each in allocation.alternatives)
            assert allocation.added or phrases == sorted(phrases)


def test_who_was_allocated_not_to_have_something_is_called_by_that(extractor):
    methods = ("METHODS", "Women were randomised to receive radiotherapy (n = 208) or not (n = 192).")
    results = ("RESULTS", "Relapse was seen in 12% with radiotherapy and in 30% without radiotherapy.")
    rows = extractor.extract(record("A trial in women", methods, results)).findings
    assert [(row.quote, row.group, len(row.therapies)) for row in rows] == [
        ("n = 208", "radiotherapy", 1),
        ("n = 192", "without radiotherapy", 0),
        ("12%", "radiotherapy", 1),
        ("30%", "without radiotherapy", 0),
    ]
