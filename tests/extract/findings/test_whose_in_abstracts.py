"""Whose the figures of whole abstracts are: what had been credited the wrong way round, or to nobody."""

import pytest

from pipeline.ingest import read_records
from tests.extract.rows import abstract_rows, credited_extractor

GROUPS = [
    # What the unbounded interval of the first one hid.
    (
        "Patients were randomised to zanidatamab or placebo, each with chemotherapy.",
        "Median overall survival was 21.0 months (95% confidence interval [CI] 13.1-not evaluable) and 14.6 months "
        "(95% CI 9.1-18.2) in the zanidatamab and placebo arms, respectively.",
        [(21.0, "zanidatamab"), (14.6, "placebo arms")],
    ),
    # Who is superior comes first, though only the other has a name that is known.
    (
        "Patients were randomised to drug Q10 or placebo.",
        "Q10 was superior to placebo for pain (-1.4 vs -0.7, p < 0.001) and sleep (8.8 vs. 5.2).",
        [(-1.4, "Q10"), (-0.7, "placebo"), (8.8, "Q10"), (5.2, "placebo")],
    ),
    # A slash within a name sets nothing apart.
    (
        "In a crossover study, patients received fluticasone/salmeterol, salbutamol or placebo.",
        "The median time to recovery was 4 minutes with fluticasone/salmeterol, 3 minutes with salbutamol and "
        "11 minutes with placebo.",
        [(4, "fluticasone/salmeterol"), (3, "salbutamol"), (11, "placebo")],
    ),
    # As the sentence opens.
    (
        "Infants were randomised to LP, FS25 or FS50.",
        "In the LP, FS50 and FS25 groups, severe stunting was seen in 12.3%, 0.0%, and 4.5% (P = .01) and severe "
        "wasting in 2.8%, 2.9%, and 2.8%.",
        [(12.3, "LP"), (0, "FS50"), (4.5, "FS25 groups"), (2.8, "LP"), (2.9, "FS50"), (2.8, "FS25 groups")],
    ),
    (
        "Children were transplanted from several donors.",
        "In patients with MSD, MUD and haploidentical donors, 3-year OS was 71%, 66% and 61% (P = .4), and TRM 8%, 12% "
        "and 15%.",
        [(71, "MSD"), (66, "MUD"), (61, "haploidentical"), (8, "MSD"), (12, "MUD"), (15, "haploidentical")],
    ),
    (
        "Patients were randomised to niraparib or placebo.",
        "In the niraparib and placebo groups, median PFS was 18.1 and 6.5 months.",
        [(18.1, "niraparib"), (6.5, "placebo groups")],
    ),
    (
        "Children with ALL received dexamethasone or prednisone.",
        "In dexamethasone and prednisone recipients, infection was seen in 12% and 8%.",
        [(12, "dexamethasone"), (8, "prednisone recipients")],
    ),
    (
        "We sequenced the blasts of adults with AML.",
        "In patients with TP53, NRAS and KIT mutations, OS was 10%, 45% and 60%.",
        [(10, "TP53"), (45, "NRAS"), (60, "KIT mutations")],
    ),
    (
        "We followed adults with colitis.",
        "In mild, moderate and severe disease, mortality was 1%, 5% and 20%.",
        [(1, "mild"), (5, "moderate"), (20, "severe disease")],
    ),
    (
        "We followed people with AML.",
        "Among children and adults, remission was seen in 90% and 60%.",
        [(90, "children"), (60, "adults")],
    ),
    # Three groups, gone through twice.
    (
        "Women were randomised to placebo, vitamin D, or folic acid.",
        "In the placebo, vitamin D, and folic acid groups the rates of preterm birth and infant death were 47 (95% CI, "
        "44-51), 45 (95% CI, 42-49), and 52 (95% CI, 48-55) per 1000 births and 68 (95% CI, 63-72), 65 (95% CI, "
        "60-69), and 69 (95% CI, 65-72) per 1000 births, respectively.",
        [
            (47, "placebo"),
            (45, "vitamin D"),
            (52, "folic acid groups"),
            (68, "placebo"),
            (65, "vitamin D"),
            (69, "folic acid groups"),
        ],
    ),
    # By the head of a longer name.
    (
        "Adults were randomised to once-weekly or twice-weekly titration of insulin.",
        "Weight change was -1.5 kg vs -2.5 kg for once-weekly vs twice-weekly titration.",
        [(-1.5, "once-weekly"), (-2.5, "twice-weekly titration")],
    ),
    (
        "Patients were randomised to switch to CT-P10 or continue reference rituximab.",
        "Regardless of whether patients switched to CT-P10 or continued treatment with reference rituximab, the "
        "incidences of hypersensitivity (9.1% and 11.2%, respectively) were low.",
        [(9.1, "CT-P10"), (11.2, "reference rituximab")],
    ),
    # By how many each is of.
    (
        "We compared children who had total body irradiation (n = 28) or busulfan (n = 17).",
        "Chronic GVHD developed in 4 (14%) and 3 (18%).",
        [(14, "total body irradiation"), (18, "busulfan")],
    ),
    # A head that two arms share is the name of neither.
    (
        "Patients were randomised to early initiation of aspirin or early initiation of clopidogrel.",
        "Stroke occurred in 12% with early initiation of aspirin and in 9% with early initiation of clopidogrel.",
        [(12, "early initiation of aspirin"), (9, "early initiation of clopidogrel")],
    ),
    # Two measures, each of all groups.
    (
        "Women were randomised to placebo, vitamin D, or folic acid.",
        "In the placebo, vitamin D, and folic acid groups, nausea and rash were seen in 5%, 6% and 7%, and 8%, 9%, and "
        "10%, respectively.",
        [
            (5, "placebo"),
            (6, "vitamin D"),
            (7, "folic acid groups"),
            (8, "placebo"),
            (9, "vitamin D"),
            (10, "folic acid groups"),
        ],
    ),
    # A ratio is told of whoever had it, though the study is of one group.
    (
        "Ninety children received blinatumomab.",
        "Blinatumomab reduced mortality (OR 0.81, 95% CI 0.70-0.94).",
        [(0.81, "Blinatumomab")],
    ),
]


@pytest.mark.parametrize(("methods", "results", "expected"), GROUPS)
def test_whose(tmp_path, methods, results, expected):
    rows = abstract_rows(tmp_path, methods, results)

    assert [(row.value, row.group) for row in rows if row.measure != "N"] == expected


@pytest.mark.parametrize(
    ("methods", "results", "expected"),
    [
        (
            "Patients with aplastic anemia were randomized to horse ATG plus cyclosporine with (group B, n=90) or "
            "without (group A, n=99) eltrombopag.",
            "Complete response was seen in 11% in Group A and 23% in Group B.",
            [("Group A", False), ("Group B", True)],
        ),
        (
            "Women received letrozole with (arm 1) or without (arm 2) eltrombopag.",
            "Response was seen in 55% in arm 1 and 44% in arm 2.",
            [("arm 1", True), ("arm 2", False)],
        ),
        (
            "Children were assigned to chemotherapy without (standard arm) or with (experimental arm) eltrombopag.",
            "Response was seen in 96% in the experimental arm and 88% in the standard arm.",
            [("experimental arm", True), ("standard arm", False)],
        ),
    ],
)
def test_with_and_without_in_brackets(tmp_path, methods, results, expected):
    rows = [row for row in abstract_rows(tmp_path, methods, results) if row.measure != "N"]
    given = [[therapy.name for therapy in row.therapies] for row in rows]

    assert [(row.group, "eltrombopag" in names) for row, names in zip(rows, given, strict=True)] == expected
    assert all(set(names) - {"eltrombopag"} for names in given)


@pytest.mark.parametrize(
    "told",
    [
        "The cytokine release syndrome occurred in 77% of patients and was managed with tocilizumab.",
        "Severe adverse events that were suspected to be related to tisagenlecleucel occurred in 73% of patients.",
    ],
)
def test_what_an_event_was_managed_with_or_came_of_is_no_group(tmp_path, told):
    methods = "In this phase 2 study, 75 children received an infusion of tisagenlecleucel."
    rows = abstract_rows(tmp_path, methods, f"The overall remission rate was 81%. {told}", "CD19 CAR T cells work.")

    assert [row.group for row in rows] == [None] * 3
    assert {tuple(therapy.name for therapy in row.therapies) for row in rows} == {("tisagenlecleucel",)}


def test_an_arm_received_the_same_whatever_it_is_called(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Girls were randomised to a leadership programme or a control group.",
        "Pain scores were 1.2 and 1.3 in the intervention and control groups, respectively. Self-esteem was 2.1 in the "
        "intervention group and 1.5 in the control group.",
    )

    assert [(row.group or "").startswith("control") != bool(row.therapies) for row in rows] == [True] * 4


@pytest.mark.parametrize(
    "methods",
    [
        "In this double-blind trial, 300 children received azithromycin or placebo for 6 months.",
        "A total of 376 adults were randomly assigned to exercise training or standard care.",
    ],
)
def test_who_is_shared_out_among_arms_is_of_none(tmp_path, methods):
    rows = abstract_rows(tmp_path, methods, "Walking distance rose by 30 m.")

    assert [row.group for row in rows if row.measure == "N"] == [None]


def test_an_arm_among_factors_is_that_of_its_own_ratio_alone(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We compared children who had total body irradiation (n = 28) or busulfan (n = 17).",
        "On multivariable analysis, busulfan (HR 2.4, 95% CI 1.1-5.3) and MRD ≥0.01% before HSCT (HR 3.8; 95% CI "
        "1.6-9.1) predicted relapse.",
    )

    assert [(row.value, row.group) for row in rows if row.measure != "N"] == [
        (2.4, "busulfan"),
        (3.8, "MRD ≥0.01% before HSCT"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "In patients treated with blinatumomab, the cytokine release syndrome occurred in 11%.",
        "With blinatumomab, seizures occurred in 4%.",
    ],
)
def test_what_a_study_of_one_group_gave_names_no_part_of_it(tmp_path, told):
    rows = abstract_rows(tmp_path, "In this phase 2 study, 70 children received blinatumomab.", told)

    assert [row.group for row in rows if row.measure != "N"] == [None]


def test_who_was_transplanted_is_a_part_of_those_treated(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We reviewed 70 children who had received CAR T-cell therapy.",
        "Among the 30 children who underwent consolidative HSCT, 2-year EFS was 80% versus 50% in the 40 children "
        "who did not (P = .01). Fever was seen in 7 patients.",
    )
    transplanted, others = "children who underwent consolidative HSCT", "children who did not"

    assert [(row.value, row.total, row.group, {t.name for t in row.therapies}) for row in rows] == [
        (None, 70, None, {"car-t"}),
        (None, 30, transplanted, {"car-t", "hsct"}),
        (80, None, transplanted, {"car-t", "hsct"}),
        (50, None, others, {"car-t"}),
        (None, 40, others, {"car-t"}),
        (None, 70, None, {"car-t"}),
    ]


def test_what_is_told_in_another_trial_is_of_that_one(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Thirty infants received one course of blinatumomab added to Interfant-06 chemotherapy.",
        "Two-year disease-free survival was 81.6% (95% CI, 60.8 to 92.0), as compared with 49.4% (95% CI, 42.5 to 56) "
        "in the Interfant-06 trial; overall survival was 93.3% (95% CI, 75.9 to 98.3) versus 65.8% (95% CI, 58 to 72).",
    )
    told = [(row.value, row.group, "blinatumomab" in {t.name for t in row.therapies}) for row in rows[1:]]

    assert told == [
        (81.6, None, True),
        (49.4, "Interfant-06 trial", False),
        (93.3, None, True),
        (65.8, "Interfant-06 trial", False),
    ]


@pytest.mark.parametrize(
    ("methods", "given"),
    [
        ("Seventy children who relapsed after HSCT received blinatumomab.", "blinatumomab"),
        ("We treated 25 children with B-ALL relapsing after allogeneic HSCT with CD19 CAR T cells.", "cd19 car-t"),
        ("We gave ibrutinib to 42 patients with active chronic GVHD after allogeneic HSCT.", "ibrutinib"),
        # What the study is about though nothing else is named.
        ("We reviewed 40 children with relapse after HSCT.", "hsct"),
    ],
)
def test_what_patients_had_had_before_is_not_what_the_study_gave(tmp_path, methods, given):
    rows = abstract_rows(tmp_path, methods, "Complete remission was achieved in 39%.")

    assert {tuple(therapy.name for therapy in row.therapies) for row in rows} == {(given,)}


def test_counts_in_square_brackets_of_a_list_and_no_power_of_ten(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Thirty infants received blinatumomab.",
        "Serious adverse events were seen (fever [4 events], infection [4], hypertension [1], and vomiting [1]). Low "
        "levels of MRD (<5×10−4; 12 patients) were found.",
    )

    assert [row.quote for row in rows[1:]] == ["4 events", "4", "1", "1", "12 patients"]


@pytest.mark.parametrize(
    ("methods", "results", "expected"),
    [
        (
            "A total of 66 children with B-ALL were treated with CD19 CAR T cells.",
            "Of 58 responders, 23 proceeded to transplant; relapse occurred in 3 of these 23 (13%) and in 15 of the 35 "
            "(42.9%) without transplant.",
            {3: "proceeded to transplant", 15: "without transplant"},
        ),
        (
            "389 adults were randomly assigned to inotuzumab or chemotherapy.",
            "Sinusoidal obstruction was reported in 14 patients (7%) given inotuzumab and in 4 (2%) of the others.",
            {14: "inotuzumab", 4: "chemotherapy"},
        ),
    ],
)
def test_parts_of_those_told_before_and_the_others(tmp_path, methods, results, expected):
    rows = abstract_rows(tmp_path, methods, results)

    assert {row.events: row.group for row in rows if row.events in expected} == expected


def test_a_ratio_is_of_the_factor_that_its_own_clause_tells(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Ninety-five patients received CAR T cells.",
        "Patients who were MRD negative had longer PFS (15.0 vs 4.0 months, P < .001), and consolidation HCT was "
        "associated with improved PFS (HR 0.34; 95% CI 0.14-0.85).",
    )

    assert [row.group for row in rows if row.statistic == "hazard_ratio"] == ["consolidation HCT"]


@pytest.mark.parametrize(
    ("methods", "sizes"),
    [
        (
            "312 adults with arthritis started tocilizumab (n = 150), rituximab (n = 102) or abatacept (n = 60).",
            {
                150: ("tocilizumab", ["tocilizumab"]),
                102: ("rituximab", ["rituximab"]),
                60: ("abatacept", ["abatacept"]),
            },
        ),
        (
            "Critically ill adults received either balanced crystalloids (7942 patients) or saline (7860 patients).",
            {7942: ("balanced crystalloids", ["crystalloid"]), 7860: ("saline", ["saline"])},
        ),
    ],
)
def test_sizes_behind_names_are_each_of_its_own_arm(tmp_path, methods, sizes):
    rows = abstract_rows(tmp_path, methods, "Death was rare.")
    told = {row.total: (row.group, [therapy.name for therapy in row.therapies]) for row in rows if row.measure == "N"}

    assert {size: told[size] for size in sizes} == sizes


def test_several_drugs_against_placebo_are_the_combination(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We assigned 870 patients to dabrafenib plus trametinib or two matched placebo tablets.",
        "The 3-year relapse-free survival was 58% in the combination-therapy group and 39% in the placebo group.",
    )

    assert [{t.name for t in row.therapies} for row in rows if row.measure == "RFS"] == [
        {"dabrafenib", "trametinib"},
        {"placebo"},
    ]


def test_what_is_set_against_another_or_qualified_is_a_group_in_a_study_of_one_therapy(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We reviewed 90 children who had received radiotherapy.",
        "Whole-pelvic radiotherapy was followed by a 4-year PFS of 55% compared with 46% in patients treated with "
        "prostate-only radiotherapy.",
    )

    assert [row.group for row in rows if row.measure == "PFS"][1] == "patients treated with prostate-only radiotherapy"


def test_a_sentence_alone_tells_of_what_was_given_as_of_a_group(tmp_path):
    told = "Fondaparinux significantly reduced the proximal thrombosis rate from 1.9% (8/417) to 0.3%."
    path = tmp_path / "sentence.txt"
    path.write_text(told, encoding="utf-8")
    (document,) = read_records(path)

    assert {row.group for row in credited_extractor().extract(document).findings} == {"Fondaparinux"}


def test_arms_told_as_alternatives_of_one_sample(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "We compared outcomes of 45 children transplanted in CR2 with TBI-based (n=28) or busulfan-based (n=17) "
        "conditioning.",
        "Acute GVHD occurred in 12 of 28 children and in 5 of 17.",
    )

    assert [(row.events, row.total, row.group) for row in rows] == [
        (None, 45, None),
        (None, 28, "TBI"),
        (None, 17, "busulfan"),
        (12, 28, "TBI"),
        (5, 17, "busulfan"),
    ]


def test_a_study_is_as_large_as_its_methods_tell(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Seventy children had received CAR T-cell therapy.",
        "Among the 30 children who underwent consolidative HSCT, 2-year survival was 80%. Fever was seen in 7 "
        "patients.",
    )

    assert [(row.total, row.group) for row in rows if row.measure in ("OS", "AE")] == [
        (None, "children who underwent consolidative HSCT"),
        (70, None),
    ]


def test_what_follows_the_last_group_of_a_list_is_the_next_measure(tmp_path):
    rows = abstract_rows(
        tmp_path,
        "Infants were randomised to LP, FS25 or FS50.",
        "In the LP, FS50 and FS25 groups, severe stunting was seen in 12.3%, 0.0%, and 4.5% (P = .01) and severe "
        "wasting in 2.8%, 2.9%, and 2.8%; severe underweight was 15.0%, 22.5%, and 16.9% (P = .71).",
    )

    assert [(row.measure_text, row.p_value, row.group) for row in rows[-3:]] == [
        ("severe underweight", 0.71, "LP"),
        ("severe underweight", 0.71, "FS50"),
        ("severe underweight", 0.71, "FS25 groups"),
    ]
