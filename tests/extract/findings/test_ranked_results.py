"""What is learned of a number: that it is no result, one that no rule knows, of another code, or a measured value."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.findings import LONGEST
from pipeline.ingest.readers import read_records
from pipeline.schema import Document, Passage, SourceRecord, Span
from tests.extract.builders import record

ROOT = Path(__file__).parents[3]

METHODS = "We treated 40 women."


@cache
def extractor(*, credit):
    config = load_config()
    return Extractor(config.lexicons, config.measures, models=["encoder"], relations=False, credit=credit)


def told(sentence, *, credit, methods=METHODS):
    study = record("Iron supplements in women", ("METHODS", methods), ("RESULTS", sentence))
    rows = extractor(credit=credit).extract(study).findings
    return [row for row in rows if row.section == "RESULTS"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The scale runs from 0 to 100% of the maximum.",
        "Tea held 4% sugar and 2% fat.",
        "The sensor samples at 12% of the range.",
    ],
)
def test_a_number_that_is_no_result_has_no_row(sentence):
    assert told(sentence, credit=False)
    assert told(sentence, credit=True) == []


@pytest.mark.parametrize(
    "sentence",
    [
        # A lexicon has a code for what it is of.
        "At screening overall survival was 22%.",
        "Severe cytokine release syndrome was seen in none of the patients.",
        # What is called a harm, a harm of a lexicon that is counted, and an end point of one that is no illness.
        "The probability that an SAE would occur was 16.6% with tea (hazard ratio 2.2, P = 0.036).",
        "Hepatotoxicity was seen in 5 of 40 women.",
        "Quality of life was better in 9 of 12 women.",
    ],
)
def test_what_a_lexicon_has_a_code_for_stands(sentence):
    rows = [(row.quote, row.measure) for row in told(sentence, credit=True)]
    assert rows
    assert rows == [(row.quote, row.measure) for row in told(sentence, credit=False)]


@pytest.mark.parametrize(
    ("sentence", "quote", "ruled", "code"),
    [
        ("Rates of hot flashes fell by 52% with tea.", "52%", "AE", "OTHER"),
        ("Of the sessions, 31 (78%) were attended.", "31 (78%)", "OTHER", "COURSE"),
        ("Doses were cut by 50% after a month.", "50%", "OTHER", "COURSE"),
    ],
)
def test_what_has_no_code_of_its_own_is_told_apart(sentence, quote, ruled, code):
    codes = [{row.quote: row.measure for row in told(sentence, credit=credit)}[quote] for credit in (False, True)]
    assert codes == [ruled, code]


def test_a_measured_value_is_no_count():
    sentence = "Energy spent per week was 4394 in the tea group and 1651 calories with water."
    rows = [{row.quote: row for row in told(sentence, credit=credit)}["4394"] for credit in (False, True)]
    assert [(row.value, row.events, row.statistic) for row in rows] == [(None, 4394, "count"), (4394.0, None, "mean")]


def test_numbers_told_together_are_of_one_statistic():
    sentence = "Energy expenditure was higher in the tea group (4394 vs. 1651 calories; p < 0.001)."
    told_of_both = {row.quote: row.statistic for row in told(sentence, credit=True)}
    assert told_of_both["4394"] == told_of_both["1651"] != "count"


def test_a_median_told_by_a_word_stays_one():
    sentence = "Ferritin levels rose to a median of 44 ng/ml with iron."
    assert [(row.value, row.statistic) for row in told(sentence, credit=True)] == [(44, "median")]


def test_a_result_that_no_rule_knows_has_a_row_of_the_words_it_points_to():
    sentence = "The usability score was 69 (IQR 66-73)."
    rows = [(row.quote, row.measure_text, row.rule) for row in told(sentence, credit=True)]
    assert rows == [("69 (IQR 66-73)", "usability score", "labelled")]
    assert told(sentence, credit=False) == []


def test_what_the_rules_leave_out_of_a_quoted_sentence_stays_out():
    # `loss of CD19 was tied to failure of blinatumomab in 30% of cases`: no failures of 30%.
    (review,) = read_records(ROOT / "corpora" / "immunotherapy_review_children.txt")
    assert "30%" not in {row.quote for row in extractor(credit=True).extract(review).findings}


def test_limits_are_no_results():
    sentence = "At cut-offs of 1% and 10%, the prevalence of anemia was higher with tea (75% and 72%)."
    assert [row.quote for row in told(sentence, credit=True)] == ["75%", "72%"]


def test_what_patients_were_before_the_study_stays_out():
    sentence = "Of the women, 12% were smokers and 30% slept well at the end of the study."
    assert "12%" not in {row.quote for row in told(sentence, credit=True)}


@pytest.mark.parametrize(
    ("methods", "measure"),
    [
        ("At baseline, six and 12 months of follow-up data were taken.", "FOLLOW_UP"),
        ("Four distinct groups of women were identified by counting risk factors.", "N"),
    ],
)
def test_a_number_that_is_not_the_size_of_the_study_is_none(methods, measure):
    study = record("Iron supplements in women", ("METHODS", methods), ("RESULTS", "Anemia resolved in 41%."))
    rows = [[row.measure for row in extractor(credit=each).extract(study).findings] for each in (False, True)]
    assert measure in rows[0]
    assert measure not in rows[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "In seven women, a fusion gene was detectable before treatment.",
        "A fusion gene was detectable, in seven women at diagnosis.",
    ],
)
def test_what_a_clause_tells_of_before_is_no_result_that_rules_do_not_know(sentence):
    assert told(sentence, credit=True) == []


def test_of_a_longer_paper_too_a_number_may_be_no_result():
    methods = " ".join(["We treated women."] * LONGEST)
    sentence = "The device samples from 0 to 100% of the range."
    assert [row.quote for row in told(sentence, credit=False, methods=methods)] == ["0", "100%"]
    assert not told(sentence, credit=True, methods=methods)


def told_in(heading, words, methods=METHODS):
    """What is told in a section of a full paper."""
    text, passages = "", []
    parts = (("title", None, "A trial."), ("abstract", None, methods), ("section", heading, words))
    for kind, title, told_there in parts:
        passages.append(Passage(kind, Span(len(text), len(text) + len(told_there)), title))
        text += told_there + "\n"
    paper = SourceRecord(Document("file:paper", text, tuple(passages), title="A trial."))
    return [row for row in extractor(credit=True).extract(paper).findings if row.section == heading]


def test_of_a_full_paper_s_methods_only_the_rules_tell_results():
    assay = "The dropout rate was 12% in the pilot study."
    assert [row.quote for row in told_in("Results", assay)] == ["12%"]
    assert not told_in("Methods", assay)


def test_whom_a_ratio_is_of_is_not_what_it_is_of():
    methods = "Women were randomly assigned to iron (n = 20) or placebo (n = 20)."
    assert all(row.measure_text != "iron" for row in told_in("Results", RATIO, methods))


RATIO = "The adjusted hazard ratio for iron was 0.66 (95% CI, 0.44-0.97)."


@pytest.mark.parametrize(
    "sentence",
    [
        "The coefficient was moderate for 2-year PFS and OS (ρ = 0.73) and for 2-year FFS and OS (ρ = 0.69).",
        "The coefficient was moderate for 2-year PFS and 5-year OS (ρ = 0.73), and 0.84 for 3-year PFS and 5-year OS.",
        "PFS was a valid surrogate for 5-year OS; it was highest (0.84) between 3-year PFS and 5-year OS.",
    ],
)
def test_no_coefficient_of_a_correlation_is_a_survival(sentence):
    assert all(row.measure not in ("OS", "PFS") for row in told_in("Results", sentence))


def test_beside_a_sure_result_another_of_its_kind_stands():
    sentence = "The risk of leakage was highest with hand suture (25%) and lowest with stapled suture (4%)."
    methods = "We closed the bowel of 40 women with sutures."
    assert [row.quote for row in told(sentence, credit=True, methods=methods)] == ["25%", "4%"]


def test_the_words_of_a_result_that_no_rule_knows_stand_in_its_sentence():
    results = (
        "Of the women, 38 (41.3%) underwent mastectomy, while 54 (58.7%) underwent breast-conserving surgery. "
        "Twenty-eight (30.4%) patients (Group A=9 out of 45, 20%; Group B=19 out of 47, 42%; P=NS) developed a wound "
        "seroma."
    )
    measures = {row.quote: row.measure_text for row in told(results, credit=True)}
    assert measures["Twenty-eight (30.4%)"] == measures["9 out of 45, 20%"] == "wound seroma"
