"""Outcome measures under the ways in which papers write them."""

import pytest

from pipeline.extract.terms import load_lexicons
from pipeline.resources import lexicon


@pytest.fixture(scope="module")
def measures():
    return load_lexicons([lexicon("measures")])


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Ten were alive at the last follow-up.", "OS"),
        ("The survival probability at two years was 60%.", "OS"),
        ("The 2-yr pOS was 61%.", "OS"),
        ("Median survival time was 8 months.", "OS"),
        ("The 5-year pEFS was 80%.", "EFS"),
        ("Time to treatment failure was 6 months.", "EFS"),
        ("Failure-free survival was 40%.", "EFS"),
        ("The probability of event-free survival was 0.7.", "EFS"),
        ("Relapse-free interval was longer.", "RFS"),
        ("Freedom from progression was 70%.", "PFS"),
        ("mPFS was 11.1 months.", "PFS"),
        ("A major molecular response was seen in 60%.", "MRD_NEG"),
        ("Undetectable measurable residual disease was reached by 30.", "MRD_NEG"),
        ("Flow-negative remission was 88%.", "MRD_NEG"),
        ("Molecular CR was seen in 5.", "MRD_NEG"),
        ("The CR/CRh rate was 43%.", "CR"),
        ("Complete remission with incomplete haematologic recovery was 12%.", "CR"),
        ("A haematologic remission was achieved.", "CR"),
        ("CRp was seen in three.", "CR"),
        ("The objective remission rate was 40%.", "ORR"),
        ("CR + PR was 55%.", "ORR"),
        ("Median duration of remission was 7 months.", "DOR"),
        ("Disease stabilisation was seen in 20%.", "SD"),
        ("Induction failure occurred in 10%.", "PD"),
        ("Toxic mortality was 4%.", "NRM"),
        ("Two deaths in CR were recorded.", "NRM"),
        ("Early transplant-related mortality was 8%.", "NRM"),
        ("Cumulative incidence of relapse was 20%.", "RELAPSE"),
        ("Time to relapse was 5 months.", "RELAPSE"),
        ("Chronic GVHD-free, relapse-free survival was 45%.", "GRFS"),
        ("CRFS was 45%.", "GRFS"),
        ("Grades III-IV aGVHD occurred in 9%.", "GVHD_ACUTE"),
        ("Six went on to allogeneic HSCT.", "HSCT"),
        ("Nine were bridged to transplant.", "HSCT"),
        ("Full donor chimerism was reached.", "ENGRAFTMENT"),
        ("ANC recovery took 14 days.", "ENGRAFTMENT"),
        ("Three discontinued treatment due to toxicity.", "DISCONTINUATION"),
        ("Adverse events leading to withdrawal were rare.", "DISCONTINUATION"),
        ("TRAEs occurred in 80%.", "AE"),
        ("Median duration of observation was 3 years.", "FOLLOW_UP"),
    ],
)
def test_a_measure_is_found_under_the_ways_of_papers(measures, sentence, code):
    assert f"measure:{code}" in {match.concepts[0].id for match in measures.find(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "NT-proBNP was measured; the FU dose was halved.",
        "The session was followed by a walk.",
        "Endocrine-resistant tumours and disease-free controls were compared.",
    ],
)
def test_words_of_other_meanings_are_no_measure(measures, sentence):
    assert measures.find(sentence) == []
