"""What is told of the arms elsewhere than where they are named."""

from dataclasses import replace

import pytest

from pipeline.extract.findings.not_all import without_what_some_had
from tests.extract.builders import record


def given(findings):
    """The groups of the results with what they received, each once, in order."""
    rows = [row for row in findings if row.section == "RESULTS" and row.measure not in ("N", "AGE")]
    return list(dict.fromkeys((row.group.lower() if row.group else None, names(row)) for row in rows))


def names(row):
    return tuple(sorted(concept.name for concept in row.therapies))


@pytest.mark.parametrize(
    ("title", "methods", "results", "expected"),
    [
        pytest.param(
            "Blinatumomab in children with leukemia: a randomised trial",
            "A trial compared subcutaneous blinatumomab (SC-B) with oral dasatinib (oral-D). Children were randomised "
            "to SC-B (4 mg/day) or oral-D (20 mg/day).",
            "Relapse was seen in 12% in the SC-B group and 30% in the oral-D group.",
            [("sc-b group", ("blinatumomab",)), ("oral-d group", ("dasatinib",))],
            id="a short form means what stands before the brackets that define it",
        ),
        pytest.param(
            "Two treatments of leukemia: a randomised trial",
            "Children were randomly allocated to an experimental group (EG) or a control group (CG). EG patients "
            "received blinatumomab while CG patients received methotrexate.",
            "Relapse was seen in 12% of EG patients and 30% of CG patients.",
            [("eg patients", ("blinatumomab",)), ("cg patients", ("methotrexate",))],
            id="what each is told to have received",
        ),
        pytest.param(
            "Blinatumomab in leukemia",
            "Two groups were formed of children with leukemia in marrow (n = 32) or elsewhere (n = 8). In group A "
            "(n = 20), blinatumomab was administered within a week. Group B served as a control with methotrexate.",
            "Relapse was seen in 12% in group A and 30% in group B.",
            [("group a", ("blinatumomab",)), ("group b", ("methotrexate",))],
            id="letters go together",
        ),
        pytest.param(
            "Addition of dasatinib to blinatumomab in leukemia: a randomised trial",
            "Children were randomised to dasatinib (n = 20) or placebo (n = 21).",
            "Relapse was seen in 12% with dasatinib and 30% with placebo.",
            [("dasatinib", ("blinatumomab", "dasatinib")), ("placebo", ("blinatumomab", "placebo"))],
            id="what something was added to was given to all",
        ),
        pytest.param(
            "Dasatinib or imatinib in leukemia: a randomised trial",
            "Children were randomised to dasatinib (n = 20) or imatinib (n = 21). All patients received methotrexate.",
            "Relapse was seen in 12% with dasatinib and 30% with imatinib.",
            [("dasatinib", ("dasatinib", "methotrexate")), ("imatinib", ("imatinib", "methotrexate"))],
            id="what all received",
        ),
        pytest.param(
            "Catheter ablation by robot: a randomised trial",
            "Patients were randomised to robotic-assisted navigation (n = 20) or standard navigation (n = 20).",
            "Recurrence was seen in 12% in the robotic group and 30% in the standard group.",
            [("robotic group", ("catheter ablation",)), ("standard group", ("catheter ablation",))],
            id="manners of one thing are of what the study tests",
        ),
    ],
)
def test_arms_have_what_the_text_tells_of_them(title, methods, results, expected, extractor):
    found = extractor.extract(record(title, ("METHODS", methods), ("RESULTS", results))).findings
    assert given(found) == expected


def test_arms_are_called_as_the_results_call_them(extractor):
    methods = "Children received blinatumomab and were randomised to receive dasatinib (n = 20) or placebo (n = 21). "
    results = (
        "Remission was more frequent with combination therapy than with monotherapy (77% vs. 60%). "
        "Survival at 2 years was 70% vs. 54%."
    )
    title = "Addition of dasatinib to blinatumomab in leukemia: a randomised trial"
    found = extractor.extract(record(title, ("METHODS", methods), ("RESULTS", results))).findings
    both, one = ("blinatumomab", "dasatinib"), ("blinatumomab", "placebo")
    assert given(found) == [("combination therapy", both), ("monotherapy", one)]


TRANSPLANTS = "Blinatumomab and transplantation in children with leukemia"


@pytest.mark.parametrize(
    "results",
    [
        "Of 26 children, 15 underwent transplantation and 11 did not. Relapse was seen in 4 children (15%).",
        "Survival was 93% with transplantation and 100% without it. Relapse was seen in 4 children (15%).",
        "Survival was 93% with transplantation and 100% without transplantation. Relapse was seen in 4 children (15%).",
    ],
)
def test_what_some_did_without_was_not_given_to_all(results, extractor):
    methods = "We treated 26 children with blinatumomab, some of whom went on to transplantation."
    found = extractor.extract(record(TRANSPLANTS, ("METHODS", methods), ("RESULTS", results))).findings
    assert [names(row) for row in found if row.measure == "RELAPSE"] == [("blinatumomab",)]


def test_what_a_cited_study_did_without_was_given_to_all_of_this_one(extractor):
    results = (
        "In a study by Doe et al., survival was 93% with transplantation and 100% without transplantation. "
        "Relapse was seen in 4 of our children (15%)."
    )
    methods = "We treated 26 children with blinatumomab plus transplantation."
    found = extractor.extract(record(TRANSPLANTS, ("METHODS", methods), ("RESULTS", results))).findings
    assert [names(row) for row in found if row.measure == "RELAPSE"] == [("blinatumomab", "transplantation")]


def test_what_a_length_of_time_lies_between_is_no_group(extractor):
    results = "The median interval from the end of blinatumomab to transplantation was 21 days."
    methods = "We treated 26 children with blinatumomab and transplantation."
    found = extractor.extract(record(TRANSPLANTS, ("METHODS", methods), ("RESULTS", results))).findings
    (row,) = [row for row in found if row.section == "RESULTS"]
    assert (row.group, row.value, row.unit) == (None, 21.0, "days")


def test_an_arm_of_the_texts_own_words_keeps_them_beside_what_all_had(extractor):
    text = (
        (
            "METHODS",
            "Nurses were randomised to resilience coaching (n = 20) or written advice (n = 21). "
            "All patients received methotrexate.",
        ),
        ("RESULTS", "Burnout was seen in 12% of the resilience coaching group and 30% of the written advice group."),
    )
    found = extractor.extract(record("Coaching: a randomised trial", *text)).findings
    assert given(found) == [
        ("resilience coaching group", ("methotrexate", "resilience coaching")),
        ("written advice group", ("methotrexate", "written advice")),
    ]


@pytest.mark.parametrize(
    ("title", "methods", "results", "expected"),
    [
        pytest.param(
            "Dasatinib or imatinib in leukemia: a double-blind trial",
            "Children were randomised to dasatinib (100 mg/day) plus imatinib placebo or imatinib (400 mg/day) plus "
            "dasatinib placebo.",
            "Relapse was seen in 12% with dasatinib and 30% with imatinib.",
            [("dasatinib", ("dasatinib",)), ("imatinib", ("imatinib",))],
            id="the placebo of a drug is neither",
        ),
        pytest.param(
            "Dasatinib or imatinib in leukemia: a randomised trial",
            "Children were randomised to dasatinib (n = 20) or imatinib (n = 21). In addition to data on mood and on "
            "sleep, the use of methotrexate was recorded.",
            "Relapse was seen in 12% with dasatinib and 30% with imatinib.",
            [("dasatinib", ("dasatinib",)), ("imatinib", ("imatinib",))],
            id="what is recorded besides is not given besides",
        ),
        pytest.param(
            "Stem cell transplantation recipients given blinatumomab: a cohort study",
            "We gave blinatumomab to 20 children.",
            "Relapse was seen in 12%.",
            [(None, ("blinatumomab",))],
            id="who the patients are is not given in the study",
        ),
    ],
)
def test_what_was_not_given_is_none_of_the_therapies(title, methods, results, expected, extractor):
    extraction = extractor.extract(record(title, ("METHODS", methods), ("RESULTS", results)))
    assert given(extraction.findings) == expected


def test_who_went_without_a_treatment_is_not_told_to_have_had_another(extractor):
    methods = "After dasatinib, 40 children were randomised to imatinib or to no further treatment."
    results = "Relapse was seen in three children in the no further treatment group (15%)."
    study = record("Imatinib in leukemia", ("METHODS", methods), ("RESULTS", results))
    rows = [row for row in extractor.extract(study).findings if row.section == "RESULTS"]
    assert [(row.group, names(row)) for row in rows] == [("no further treatment group", ("no treatment",))]


@pytest.mark.parametrize(
    ("methods", "groups"),
    [
        (
            "Children were randomised to an intervention group (IG), with blinatumomab, or a control group (CG).",
            ["intervention group", "control group"],
        ),
        # A short form that tells more than that is left.
        ("Children were randomised to a quiet living group (QLG) or a busy living group (BLG).", ["QLG", "BLG"]),
    ],
)
def test_a_group_that_is_called_like_all_is_told_in_full(extractor, methods, groups):
    short = ("IG", "CG") if "IG" in methods else ("QLG", "BLG")
    results = f"Relapse was seen in 12% of the {short[0]} and in 24% of the {short[1]}."
    found = extractor.extract(record("Sleep in children", ("METHODS", methods), ("RESULTS", results))).findings
    assert [row.group for row in found if row.section == "RESULTS"] == groups


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        (
            "Remission was reached by 60% in the study group and by 40% in the control group.",
            ["study group", "control group"],
        ),
        (
            "Remission was reached by 60% in the treatment group and by 40% in the control group.",
            ["treatment group", "control group"],
        ),
        # without a control group it is everybody
        ("Remission was reached by 60% in the study group.", [None]),
    ],
)
def test_a_study_group_is_one_where_there_is_a_control_group(plain_extractor, sentence, groups):
    text = "The children were divided into two groups."
    found = plain_extractor.extract(record("A trial in children", ("METHODS", text), ("RESULTS", sentence))).findings
    assert [row.group for row in found] == groups


def test_those_of_whom_some_were_transplanted_did_not_all_have_it(plain_extractor):
    text = "Of 26 children in complete remission after blinatumomab, 15 underwent HSCT. Fever was seen in 60%."
    title = "Stem cell transplantation (HSCT) after blinatumomab in 15 children"
    found = plain_extractor.extract(record(title, ("RESULTS", text))).findings
    hsct = next(concept for row in found for concept in row.therapies if concept.name == "hsct")
    told = without_what_some_had([replace(row, therapies=(hsct,)) for row in found])
    given = {row.quote: names(row) for row in told}
    assert given["26 children"] == ()
    assert given["15 children"] == given["60%"] == ("hsct",)
