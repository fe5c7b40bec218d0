"""Which group a figure is credited to, by the words around it."""

import pytest

from tests.extract.builders import record
from tests.extract.rows import found_in_study, found_in_trial

BOTH = ["blinatumomab", "chemotherapy"]


def credited(findings):
    return [finding.group for finding in findings if finding.kind == "arm"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # What was counted stands between the figure and its group.
        ("Relapse was seen in 4 deaths in the PAL group and 9 deaths in the GLX group.", ["PAL group", "GLX group"]),
        (
            "The incidence of bleeding was 1.8% (6 of 334 patients) in the warfarin group and 2.1% (7 of 336 patients) "
            "in the enoxaparin group.",
            ["warfarin group", "enoxaparin group"],
        ),
        ("Five patients (1.3%) receiving warfarin and four (0.8%) receiving placebo died.", ["warfarin", "placebo"]),
        ("Median survival was 20.3 months with PASCAL and 14.9 months with GLX.", ["PASCAL", "GLX"]),
        (
            "Fever was seen in 10 of 211 warfarin recipients and 7 of 206 enoxaparin recipients.",
            ["warfarin recipients", "enoxaparin recipients"],
        ),
        # What one patient is told to be makes no group, nor do two measures in order.
        ("One patient with earlier leukoencephalopathy had grade 3 neurotoxicity.", [None]),
        (
            "Engraftment of neutrophils and of platelets was achieved after 13.1 ± 2.7 and 15.9 ± 8.3 days, "
            "respectively.",
            [None, None],
        ),
        # Right before its figure, in brackets behind it, and in a clause of its own.
        ("Fever was rarer after stapling (SH 22% versus PB 31%).", ["SH", "PB"]),
        ("Fever was seen in 3.4% (induction) and 4.5% (noninduction).", ["induction", "noninduction"]),
        (
            "A 57% response rate was seen in the combined-modality arm, and a 22% response rate was seen in the "
            "teniposide-alone arm.",
            ["combined-modality arm", "teniposide-alone arm"],
        ),
        # By the order in which they are told.
        ("Overall response was 25% and 22% for HART and QDRT, respectively.", ["HART", "QDRT"]),
        ("The response rate was 18% and 27% in group A and B, respectively.", ["group A", "group B"]),
        ("The death rates for surgery and dilation were 1.3% and 1.1%.", ["surgery", "dilation"]),
        # A list behind its group's name is all the group's.
        (
            "Fever was seen as follows: H-ARM = 45%, 34% and 19%; C-ARM = 47%, 35% and 17%.",
            ["H-ARM"] * 3 + ["C-ARM"] * 3,
        ),
        (
            'Fever was seen in 52% of the "closure" group and 23% of the "no-closure" group.',
            ['"closure" group', '"no-closure" group'],
        ),
    ],
)
def test_a_figure_is_credited_by_the_words_around_it(sentence, expected, extractor):
    assert credited(found_in_study(extractor, sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # The names that any trial has for its arms.
        ("Remission was seen in 80% of the control group.", [("control group", ["chemotherapy"])]),
        ("Remission was seen in 80% of the treatment arm.", [("treatment arm", ["blinatumomab"])]),
        # Patients that their words place in an arm are of it.
        (
            "Of eligible patients in the blinatumomab arm, 80% had a remission.",
            [("blinatumomab arm", ["blinatumomab"])],
        ),
        # `the respective groups` are those told before, and what is set against another thing is no arm.
        (
            "Fever was seen in 90% of the blinatumomab arm and 94% of the chemotherapy arm; severe fever occurred in "
            "30% and 52% of the respective groups.",
            [
                ("blinatumomab arm", ["blinatumomab"]),
                ("chemotherapy arm", ["chemotherapy"]),
                ("blinatumomab arm", ["blinatumomab"]),
                ("chemotherapy arm", ["chemotherapy"]),
            ],
        ),
        (
            "Relapse was more frequent in early disease (46%) versus late disease (31%).",
            [("early disease", []), ("late disease", [])],
        ),
        # `v` stands for the other arm where just one is named.
        (
            "Remission was more frequent in the blinatumomab arm (80% v 60%).",
            [("blinatumomab arm", ["blinatumomab"]), ("chemotherapy", ["chemotherapy"])],
        ),
    ],
)
def test_a_figure_is_credited_to_an_arm(sentence, expected, extractor):
    rows = [row for row in found_in_trial(extractor, sentence) if row.kind == "arm"]
    assert [(row.group, [concept.name for concept in row.therapies]) for row in rows] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Fever scores rose by +29% (P = 0.02) in the blinatumomab arm relative to baseline.",
            [("blinatumomab arm", "baseline")],
        ),
        # A factor is told of its own, and no arm's.
        (
            "High AIB1 expression was associated with shorter overall survival (P = 0.003).",
            [("High AIB1 expression", None)],
        ),
        (
            "Overall survival was longer with blinatumomab than with chemotherapy (P = 0.003).",
            [("blinatumomab", "chemotherapy")],
        ),
    ],
)
def test_a_comparison_has_its_own_sides(sentence, expected, extractor):
    found = [row for row in found_in_trial(extractor, sentence) if row.kind == "contrast"]
    assert [(row.group, row.comparator) for row in found] == expected


def test_the_group_behind_a_list_of_events_is_that_of_all_of_them(extractor):
    sentence = (
        "Adverse events occurred in 125 (56%) of 225 children in the blinatumomab arm and in 63 (55%) of 114 in the "
        "chemotherapy arm, with the most common being fever (16 [7%]), anemia (11 [5%]), and neutropenia "
        "(nine [4%]) in the blinatumomab arm, and nausea (8%) and vomiting (5%) in the chemotherapy arm."
    )
    arms = [row.group.split()[0] for row in found_in_trial(extractor, sentence) if row.group]
    assert arms == ["blinatumomab", "chemotherapy", *["blinatumomab"] * 3, *["chemotherapy"] * 2]


def test_the_other_of_two_groups_is_that_of_the_sentence_before(extractor):
    sentence = "Fever was seen in 48% and 28% for RTA and TTT, respectively. TTT had fewer relapses (9% vs 33%)."
    assert credited(found_in_study(extractor, sentence)) == ["RTA", "TTT", "TTT", "RTA"]


def test_each_name_in_a_pair_of_brackets_has_its_figure(extractor):
    sentence = "Fever was less frequent with training (weekly, 5%; biweekly, 4%; monthly, 9%)."
    assert credited(found_in_study(extractor, sentence)) == ["weekly", "biweekly", "monthly"]


def test_a_trial_that_tells_of_a_placebo_has_two_arms(extractor):
    text = record(
        "Blinatumomab in childhood leukemia: a placebo-controlled trial",
        ("RESULTS", "Blinatumomab improved overall survival (P = .02) and relapse (P = .03) more than placebo."),
    )
    found = extractor.extract(text).findings
    assert [(row.measure, row.group, row.comparator) for row in found] == [
        ("OS", "Blinatumomab", "placebo"),
        ("RELAPSE", "Blinatumomab", "placebo"),
    ]


def test_a_p_value_behind_the_measure_is_of_the_figures_before_it(extractor):
    sentence = "Five patients in the PAL group and ten patients in the GLX group had a relapse (p < 0.05)."
    rows = found_in_study(extractor, sentence)
    assert [(row.kind, row.group, row.p_value) for row in rows] == [
        ("arm", "PAL group", 0.05),
        ("arm", "GLX group", 0.05),
    ]


def test_parts_of_those_treated_before_received_what_these_did(extractor):
    sentences = (
        "Of the 26 children in remission, 15 underwent stem cell transplantation. Acute GVHD occurred in ten of these "
        "15 children (66.7%), cystitis in three (20%), and fever in 18 (45%)."
    )
    rows = [row for row in found_in_study(extractor, sentences) if row.measure in ("GVHD_ACUTE", "AE")]
    both, all_children = ["blinatumomab", "hsct"], ["blinatumomab"]
    assert [sorted(concept.name for concept in row.therapies) for row in rows] == [both, both, all_children]
    assert [row.group is None for row in rows] == [False, False, True]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "In all, 108 children took part, and survival was 85.2% with blinatumomab and 70.4% with chemotherapy.",
            [[], ["blinatumomab"], ["chemotherapy"]],
        ),
        # Lengths of time are no shares: the one child had both.
        ("One child relapsed 4 months after HSCT and 14 days after blinatumomab.", [["blinatumomab"]]),
    ],
)
def test_all_received_only_what_each_group_did(sentence, expected, extractor):
    rows = found_in_study(extractor, sentence)
    assert [[concept.name for concept in row.therapies] for row in rows] == expected


def test_what_a_title_sets_against_one_another_is_no_therapy_of_all(extractor):
    title = "Survival of children treated with inhibitors of the kinase or blinatumomab versus imatinib"
    (found,) = extractor.extract(record(title, ("RESULTS", "Remission was seen in 60%."))).findings
    assert found.therapies == ()
