"""Arms told by how many patients had what."""

import pytest

from tests.extract.rows import abstract_rows


def _told(rows):
    return [
        (row.events if row.value is None else row.value, row.total, row.group, sorted(t.name for t in row.therapies))
        for row in rows
    ]


def test_recipients_that_are_compared(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We compared 88 children given CAR T cells with 102 matched historical controls given chemotherapy.",
        "CR was achieved by 73 (83%) of the CAR T cell patients and 41 (40%) of controls. One-year OS was 68% and 35%.",
    )

    assert _told(rows) == [
        (None, 88, "CAR T cells", ["car-t"]),
        (None, 102, "102 matched historical controls", ["chemotherapy"]),
        (83, 88, "CAR T cell patients", ["car-t"]),
        (40, 102, "controls", ["chemotherapy"]),
        (68, None, "CAR T cells", ["car-t"]),
        (35, None, "controls", ["chemotherapy"]),
    ]


def test_recipients_that_are_all_of_those_told_before(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We studied 110 patients with AML in first remission: 52 received autologous HSCT, 34 allogeneic HSCT and 24 "
        "chemotherapy alone.",
        "The 5-year DFS was 41%, 55% and 22%, respectively (P=.01). Relapse occurred in 25 autografted, 9 allografted "
        "and 17 chemotherapy patients.",
    )
    given = [([t.name for t in row.therapies], row.total) for row in rows]

    assert given == [
        ([], 110),
        (["auto-hsct"], 52),
        (["allo-hsct"], 34),
        (["chemotherapy"], 24),
        (["auto-hsct"], None),
        (["allo-hsct"], None),
        (["chemotherapy"], None),
        (["auto-hsct"], None),
        (["allo-hsct"], 34),
        (["chemotherapy"], 24),
    ]


def test_recipients_have_the_rates_told_in_their_order(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We retrospectively compared 60 patients who underwent haploidentical HSCT with 45 who underwent matched "
        "unrelated donor HSCT.",
        "Two-year OS was 65% versus 68% (P=.7), and chronic GVHD was seen in 18% and 42% (P=.01).",
    )
    haplo, unrelated = "haploidentical HSCT", "matched unrelated donor HSCT"

    assert [(row.value or row.total, row.group) for row in rows] == [
        (60, haplo),
        (45, unrelated),
        (65, haplo),
        (68, unrelated),
        (18, haplo),
        (42, unrelated),
    ]


def test_recipients_before_the_results_are_sizes_and_no_course(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Of 90 children with relapsed ALL, 50 were treated with blinatumomab and 40 received inotuzumab ozogamicin.",
        "Remission was reached in 40 (80%) and 30 (75%), respectively.",
    )

    assert [(row.measure, row.total, row.group) for row in rows] == [
        ("N", 90, None),
        ("N", 50, "blinatumomab"),
        ("N", 40, "inotuzumab ozogamicin"),
        ("CR", 50, "blinatumomab"),
        ("CR", 40, "inotuzumab ozogamicin"),
    ]


@pytest.mark.parametrize(
    "methods",
    [
        # Neither compared, nor all of those told.
        "Seventy children received CAR T cells; 12 received tocilizumab and 5 received dexamethasone.",
        "Of 90 children who received CAR T cells, 50 had received blinatumomab and 20 inotuzumab ozogamicin before.",
    ],
)
def test_what_some_received_makes_no_arms(tmp_path, methods):
    rows = abstract_rows(tmp_path, methods, "Remission was reached in 80%.")

    assert [(row.group, [t.name for t in row.therapies]) for row in rows if row.measure == "CR"] == [(None, ["car-t"])]


def test_a_sentence_without_names_goes_on_in_the_order_of_the_one_before(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We randomized 300 women with breast cancer to T-DM1 or lapatinib plus capecitabine.",
        "The 3-year iDFS was 88% and 77% respectively (HR 0.50; 95% CI 0.39-0.64). Grade >=3 events occurred in 26% "
        "and 15%, most commonly thrombocytopenia (6% v <1%). Five and 3 patients died of adverse events.",
    )
    arms = [row.group for row in rows if row.kind == "arm" and row.measure != "N"]

    assert arms == ["T-DM1", "lapatinib plus capecitabine"] * 4


def test_an_arm_of_a_choice_was_not_given_what_the_other_was(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Patients with AML aged 60 years or older were randomly assigned to decitabine (n=242) or treatment choice "
        "(n=243).",
        "Median OS was 7.7 months for decitabine and 5.0 months for treatment choice (HR, 0.85; 95% CI, 0.69 to 1.04). "
        "The CR rate was 17.8% vs 7.8% (odds ratio, 2.5; P=.001).",
    )
    told = [(row.value or row.total, row.group, "decitabine" in {t.name for t in row.therapies}) for row in rows]

    assert told == [
        (242, "decitabine", True),
        (243, "treatment choice", False),
        (7.7, "decitabine", True),
        (5.0, "treatment choice", False),
        (0.85, "decitabine", True),
        (17.8, "decitabine", True),
        (7.8, "treatment choice", False),
        (2.5, "decitabine", True),
    ]


def test_what_tells_of_nobody_does_not_end_an_order_and_the_two_arms_do(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "208 children with relapsed ALL were assigned to chemotherapy or blinatumomab.",
        "MRD remission was more frequent in the blinatumomab than in the chemotherapy group (90% vs 54%). No fatal "
        "adverse events were reported. The incidence of serious adverse events was 24.1% vs 43.1%. Fever was as common "
        "in the two arms (12% vs 13%).",
    )
    shares = [(row.value, (row.group or "").split()[0]) for row in rows if row.value is not None]

    assert shares == [
        (90, "blinatumomab"),
        (54, "chemotherapy"),
        (24.1, "blinatumomab"),
        (43.1, "chemotherapy"),
        (12, "chemotherapy"),
        (13, "blinatumomab"),
    ]


def test_some_went_on_to_it_and_others_did_not(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We studied 37 children with ALL who received inotuzumab, of whom 14 proceeded to HSCT.",
        "22 of 37 (59%) achieved CR. SOS developed in 7 of 14 patients (50%) who underwent HSCT versus 2 of 23 (9%) "
        "who did not.",
    )
    inotuzumab = "inotuzumab ozogamicin"

    assert [(row.value, row.group, {t.name for t in row.therapies}) for row in rows if row.value is not None] == [
        (59, None, {inotuzumab}),
        (50, "who underwent HSCT", {inotuzumab, "hsct"}),
        (9, "without HSCT", {inotuzumab}),
    ]
