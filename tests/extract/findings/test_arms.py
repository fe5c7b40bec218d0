"""The arms of a study, and the groups that a sentence names."""

import pytest

from pipeline.extract.findings.arms import find_arms, generally_called
from pipeline.extract.findings.arms.patterns import is_part_of
from pipeline.extract.findings.groups import find_groups
from pipeline.extract.folding import fold
from pipeline.extract.linking import link
from pipeline.extract.sentences import split_sentences

ALLOCATED = "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 56)."


@pytest.fixture(scope="module")
def lexicon(plain_extractor):
    return plain_extractor.lexicon


def arms_of(text, lexicon):
    return find_arms(text, fold(text), split_sentences(text), link(text, lexicon, []))


def names(concepts):
    return [concept.name for concept in concepts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ALLOCATED, [("blinatumomab", ["blinatumomab"], 54, False), ("chemotherapy", ["chemotherapy"], 56, False)]),
        (
            "Women were randomized to receive either tamoxifen or placebo. The tamoxifen arm outlived the placebo arm.",
            [("tamoxifen", ["tamoxifen"], None, False), ("placebo", ["placebo"], None, True)],
        ),
        (
            "Doxorubicin and cyclophosphamide (AC) was set against paclitaxel (P). Relapse was rarer with AC than with "
            "P; the AC arm and the P arm both lived.",
            [("AC", ["doxorubicin", "cyclophosphamide"], None, False), ("P", ["paclitaxel"], None, False)],
        ),
        (
            "Patients were allocated to exercise (n = 30) or usual care (n = 1,031).",
            [("exercise", ["exercise"], 30, False), ("usual care", ["usual care"], 1031, True)],
        ),
        (
            "Patients were randomized to docetaxel, docetaxel plus bevacizumab, or placebo. The docetaxel arm, the "
            "docetaxel plus bevacizumab arm and the placebo arm differed.",
            [
                ("docetaxel", ["docetaxel"], None, False),
                ("docetaxel plus bevacizumab", ["docetaxel", "bevacizumab"], None, False),
                ("placebo", ["placebo"], None, True),
            ],
        ),
        # A study of one group has no arms.
        ("We treated 40 children with blinatumomab.", []),
        ("Blinatumomab was given at 15 µg/m2/day. All lived.", []),
        ("", []),
    ],
)
def test_a_document_names_its_arms(text, expected, lexicon):
    found = arms_of(text, lexicon)
    assert [(arm.name, names(arm.therapies), arm.total, arm.control) for arm in found] == expected


def test_an_arm_goes_by_its_short_form_and_its_long_one(lexicon):
    text = (
        "Doxorubicin and cyclophosphamide (AC) or paclitaxel (P): with AC the AC arm did better than the P arm with P."
    )
    first, _ = arms_of(text, lexicon)
    assert first.aliases >= {"ac", "doxorubicin and cyclophosphamide"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Remission was seen in 80% with blinatumomab and 60% with chemotherapy.",
            [("blinatumomab", ["blinatumomab"], "blinatumomab"), ("chemotherapy", ["chemotherapy"], "chemotherapy")],
        ),
        (
            "Relapse was seen in 10% of the blinatumomab group and 20% of the chemotherapy group.",
            [
                ("blinatumomab group", ["blinatumomab"], "blinatumomab"),
                ("chemotherapy group", ["chemotherapy"], "chemotherapy"),
            ],
        ),
        ("After blinatumomab, 40% relapsed.", [("blinatumomab", ["blinatumomab"], "blinatumomab")]),
        ("Survival was better in women who lost weight.", [("women who lost weight", [], None)]),
        ("Fever was seen in group A and group B.", [("group A", [], None), ("group B", [], None)]),
        ("Relapse was rare among obese patients.", [("obese patients", [], None)]),
        ("Relapse was rare without transplantation.", [("without transplantation", [], None)]),
        ("Responders outlived non-responders.", [("Responders", [], None), ("non-responders", [], None)]),
        ("BRCA-mutated tumors shrank.", [("BRCA-mutated tumors", [], None)]),
        # The whole study is no group, and a kind of relapse is none.
        ("Relapse was seen in the whole study population.", []),
        ("CD19-negative relapse was rare.", []),
        ("Three patients died.", []),
    ],
)
def test_a_sentence_names_its_groups(sentence, expected, lexicon):
    text = f"{ALLOCATED} {sentence}"
    mentions, sentences = link(text, lexicon, []), split_sentences(text)
    arms = find_arms(text, fold(text), sentences, mentions)
    found = find_groups(text, fold(text), sentences[-1], arms, mentions)
    assert all(sentences[-1].contains(group.span) for group in found)
    assert [(g.name, names(g.therapies), g.arm.name if g.arm else None) for g in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What no lexicon knows is an arm as well.
        (
            "Women were randomized to the Bridges programme (n = 40) or a printed leaflet (n = 41).",
            [("Bridges programme", [], 40), ("printed leaflet", [], 41)],
        ),
        # Doses and schedules of one therapy.
        (
            "Women were randomly assigned placebo, gabapentin 300 mg/day, or gabapentin 900 mg/day.",
            [
                ("placebo", ["placebo"], None),
                ("gabapentin 300 mg/day", ["gabapentin"], None),
                ("gabapentin 900 mg/day", ["gabapentin"], None),
            ],
        ),
        (
            "Patients were randomised to receive paclitaxel given either weekly or every three weeks.",
            [("weekly", ["paclitaxel"], None), ("every three weeks", ["paclitaxel"], None)],
        ),
        # What is told behind how often it was given, and the short forms and sizes that brackets tell.
        (
            "Women were assigned to docetaxel once every 3 weeks plus axitinib (DA, n = 112) or docetaxel (D, n = 56).",
            [("DA", ["docetaxel", "axitinib"], 112), ("D", ["docetaxel"], 56)],
        ),
        (
            "We randomised women with a lump to receive letrozole with (n = 47) or without (n = 43) zoledronic acid. "
            "The zoledronic acid arm did better than those without zoledronic acid.",
            [("zoledronic acid", ["letrozole", "zoledronic acid"], 47), ("without zoledronic acid", ["letrozole"], 43)],
        ),
        # A trial told by what it compares.
        (
            "A trial to compare the efficacy of cisplatin with that of carboplatin. Cisplatin was toxic.",
            [("cisplatin", ["cisplatin"], None), ("carboplatin", ["carboplatin"], None)],
        ),
        # What a named group was given, and names made of the letters of drugs.
        (
            "Docetaxel (T), epirubicin (E) and lobaplatin (L) were tried: 63 TE and 62 TEL patients took part.",
            [("TE", ["docetaxel", "epirubicin"], 63), ("TEL", ["docetaxel", "epirubicin", "lobaplatin"], 62)],
        ),
    ],
)
def test_a_statement_of_allocation_tells_the_arms(text, expected, lexicon):
    assert [(arm.name, names(arm.therapies), arm.total) for arm in arms_of(text, lexicon)] == expected


def test_a_drug_given_alone_is_no_short_form_of_its_combination(lexicon):
    text = (
        "Patients were randomized to ipilimumab alone or ipilimumab plus nivolumab. The ipilimumab arm and the "
        "ipilimumab plus nivolumab arm differed."
    )
    alone, both = arms_of(text, lexicon)
    assert (names(alone.therapies), names(both.therapies)) == (["ipilimumab"], ["ipilimumab", "nivolumab"])
    assert "ipilimumab" in alone.aliases


def test_arms_go_by_the_names_that_any_trial_has_for_them(lexicon):
    cisplatin, placebo = generally_called(arms_of("Patients were randomized to cisplatin or placebo.", lexicon))
    assert cisplatin.aliases >= {"intervention group", "treatment arm"}
    assert placebo.aliases >= {"control group", "controls"}
    told = arms_of("Patients were randomized to cisplatin plus gemcitabine or cisplatin.", lexicon)
    both, one = generally_called(told)
    assert "combination therapy" in both.aliases
    assert "monotherapy" in one.aliases


def test_a_name_whose_hyphen_leaves_its_rest_to_the_next_is_an_arm(lexicon):
    text = "Patients were randomised to either high- (20 mg) or low-dose blinatumomab (5 mg). Relapse was rare."
    arms = arms_of(text, lexicon)
    assert [(arm.name, names(arm.therapies)) for arm in arms] == [
        ("high-dose blinatumomab", ["blinatumomab"]),
        ("low-dose blinatumomab", ["blinatumomab"]),
    ]
    assert "high dose" in arms[0].aliases
    assert "low dose" in arms[1].aliases


def test_a_drug_given_as_monotherapy_goes_by_its_name(lexicon):
    text = (
        "Patients were randomised to blinatumomab and dasatinib (BLI/DAS), dasatinib monotherapy, or placebo. "
        "Relapse was rare."
    )
    arms = arms_of(text, lexicon)
    assert [arm.name for arm in arms if "dasatinib" in arm.aliases] == ["dasatinib monotherapy"]


def test_a_plural_names_the_same_arm():
    assert is_part_of("rocking technique", "rocking techniques by hand")
    assert not is_part_of("rocking technique", "rocking chairs")


@pytest.mark.parametrize(
    ("text", "names_of_groups"),
    [
        ("There were three relapses in the no axillary treatment group.", ["no axillary treatment group"]),
        # It is what was seen that is denied, not the group.
        ("Relapses were seen with iron but not in the tablet group.", ["tablet group"]),
        ("There was no difference from the tablet group.", ["tablet group"]),
    ],
)
def test_a_group_that_is_denied_something_is_named_with_the_denial(text, names_of_groups, lexicon):
    (sentence,) = split_sentences(text)
    groups = find_groups(text, fold(text), sentence, (), link(text, lexicon, []))
    assert [group.name for group in groups] == names_of_groups
