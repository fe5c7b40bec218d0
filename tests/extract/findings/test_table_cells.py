"""What a cell says under its header: shapes, statistics, and what is left alone."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.tables.cells import Reading, is_no_fraction, read_cell, shape_of, whole_of
from pipeline.extract.findings.tables.headers import HeaderReader
from pipeline.extract.folding import fold
from pipeline.extract.terms import load_lexicons
from pipeline.resources import lexicon
from pipeline.schema import Span

CELLS = [
    ("12 (40)", "count_percent", {"value": 40, "unit": "%", "events": 12}),
    ("12 (40%)", None, {"value": 40, "unit": "%", "events": 12}),
    ("1,234 (45.6%)", None, {"value": 45.6, "unit": "%", "events": 1234}),
    ("40 (12)", "percent_count", {"value": 40, "unit": "%", "events": 12}),
    ("40% (12)", None, {"value": 40, "unit": "%", "events": 12}),
    ("12 [40]*", "count_percent", {"value": 40, "unit": "%", "events": 12}),
    ("0", "count_percent", {"events": 0}),
    ("12/30 (40)", None, {"value": 40, "unit": "%", "events": 12, "total": 30}),
    ("12/30", None, {"events": 12, "total": 30}),
    ("40% (12/30)", None, {"value": 40, "unit": "%", "events": 12, "total": 30}),
    ("40%", None, {"value": 40, "unit": "%"}),
    ("<5", "percent", {"value": 5, "unit": "%", "qualifier": "<"}),
    ("6.3 (2.7)", "mean_sd", {"value": 6.3, "low": 2.7, "spread": "sd"}),
    ("6.3 (0.3)", "mean_se", {"value": 6.3, "low": 0.3, "spread": "se"}),
    ("6.3 ± 2.7", None, {"value": 6.3, "low": 2.7, "spread": "sd"}),
    ("6.3# ± 2.7[b]", None, {"value": 6.3, "low": 2.7, "spread": "sd"}),
    ("−0.23 (0.28)", "mean_se", {"value": -0.23, "low": 0.28, "spread": "se"}),
    ("34 (6 to 83)", "median_range", {"value": 34, "low": 6, "high": 83, "spread": "range"}),
    ("34 (20–41)", "median_iqr", {"value": 34, "low": 20, "high": 41, "spread": "iqr"}),
    ("7·7 (5·6–9·6)", "median_ci", {"value": 7.7, "ci_low": 5.6, "ci_high": 9.6}),
    ("12.3 (9.8–NR)", "median_ci", {"value": 12.3, "ci_low": 9.8}),
    (
        "12.3 months (95% CI 9.8–14)",
        "median",
        {"value": 12.3, "unit": "months", "ci_low": 9.8, "ci_high": 14, "ci_level": 95},
    ),
    ("0.69 (0.55, 0.87)", "ratio_ci", {"value": 0.69, "ci_low": 0.55, "ci_high": 0.87}),
    ("2.4 (0.7 to 4.2)", "difference_ci", {"value": 2.4, "ci_low": 0.7, "ci_high": 4.2}),
    ("0.60–1.12", "ci", {"ci_low": 0.60, "ci_high": 1.12}),
    ("<0.001", "p", {"value": 0.001, "qualifier": "<"}),
    (".003*", "p", {"value": 0.003}),
    ("P = 0.02", None, {"value": 0.02}),
]


@pytest.mark.parametrize(("text", "statistic", "expected"), CELLS)
def test_a_cell_is_read_with_its_statistic(text, statistic, expected):
    reading = read_cell(fold(text), statistic)

    told = {field.name: getattr(reading, field.name) for field in dataclasses.fields(Reading)}
    del told["statistic"]
    assert {name: value for name, value in told.items() if value is not None} == {"qualifier": "=", **expected}


@pytest.mark.parametrize(
    ("text", "statistic"),
    [
        ("12 (40)", None),
        ("12 (140)", "count_percent"),
        ("12.5 (40)", "count_percent"),
        ("34 (6 to 83)", None),
        ("0.40 (0.55–0.93)", "ratio_ci"),
        ("30/12", None),
        ("12/30 (70)", None),
        ("1.5", "p"),
        ("7.2", "test"),
        ("140%", None),
        ("4.23E−05", "p"),
        ("n = 19: 4.09 (2.32)", "mean_sd"),
        ("10.7 vs 7.9 months", "median"),
        ("NR", "median"),
        ("0.35 (REF)", "ratio"),
        ("83. 2 (11.4)", "mean_sd"),
        ("40–60", None),
        ("", "count"),
        ("–", "count_percent"),
    ],
)
def test_what_is_not_sure_is_left_alone(text, statistic):
    assert read_cell(fold(text), statistic) is None


def test_a_pair_without_header_is_a_share_where_the_groups_size_bears_it_out():
    assert read_cell("12 (40)", None, total=30).value == 40
    assert read_cell("12 (40)", None, total=50) is None


def test_the_whole_of_a_count_with_its_share():
    low, high = whole_of("12 (40)")

    assert low < 30 < high
    assert whole_of("0 (0)") is None


def test_what_cannot_be_a_part_of_a_whole():
    assert is_no_fraction("2/0")
    assert not is_no_fraction("2/4")


HEADERS = [
    ("No. (%)", "count_percent"),
    ("Number of patients (%)", "count_percent"),
    ("Events n(%)", "count_percent"),
    ("n/N (%)", "fraction_percent"),
    ("%", "percent"),
    ("Response rate (%)", "percent"),
    ("Mean (SD)", "mean_sd"),
    ("Mean ± SD", "mean_sd"),
    ("Adjusted mean (SE)", "mean_se"),
    ("Median (range)", "median_range"),
    ("Median (Q1, Q3)", "median_iqr"),
    ("Median (95% CI)", "median_ci"),
    ("HR (95 % CI)", "ratio_ci"),
    ("Death rate ratio (& 95% CI)", "ratio_ci"),
    ("Adjusted odds ratio", "ratio"),
    ("95% CI", "ci"),
    ("P-value[a]", "p"),
    ("p for trend", "p"),
    ("Group effect P*", "p"),
    ("Between-group significance", "p"),
    ("Difference in means (95% CI)", "difference_ci"),
    ("χ2", "test"),
    ("Total", None),
    ("Respiratory", None),
]


@pytest.fixture(scope="module")
def measures():
    return load_lexicons([lexicon("measures")])


def read_header(text, measures, **options):
    reader = HeaderReader(text, fold(text), measures, (), ())
    return reader.read(Span(0, len(text)), **options)


@pytest.mark.parametrize(("text", "statistic"), HEADERS)
def test_a_header_names_its_statistic(text, statistic, measures):
    assert read_header(text, measures).statistic == statistic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Control group (n = 108)", {"size": 108, "label": "Control group"}),
        ("Control group (108)", {"size": 108}),
        ("Placebo N=1,024, n (%)", {"size": 1024, "statistic": "count_percent"}),
        ("Grade 3–4", {"grade": "3-4"}),
        ("Grade ≥3", {"grade": ">=3"}),
        ("Grade III/IV n (%)", {"grade": "3-4", "statistic": "count_percent"}),
        ("Grade 3 or higher", {"grade": ">=3"}),
        ("All grades", {"grade": "any"}),
        ("G2", {"grade": "2"}),
        ("6 months", {"time": (6.0, "months")}),
        ("Week 12", {"time": (12.0, "weeks")}),
        ("Day 3 after surgery", {"time": (3.0, "days"), "group": None}),
        ("between 1 & 7 days", {"time": None}),
        ("stay >14 days", {"time": None}),
        ("Baseline* mean (SD)", {"phase": "Baseline", "statistic": "mean_sd"}),
        ("Change in weight", {"phase": "change"}),
        ("Hemoglobin (g/dl)", {"unit": "g/dl", "label": "Hemoglobin"}),
        ("Heart rate (beats/minute)", {"label": "Heart rate (beats/minute)"}),
        ("All patients", {"everyone": True}),
    ],
)
def test_a_header_says_of_whom_when_and_how_much(text, expected, measures):
    header = read_header(text, measures)

    assert {name: getattr(header, name) for name in expected} == expected


def test_a_number_is_a_grade_only_under_a_head_that_says_so(measures):
    assert read_header("3", measures, graded=True).grade == "3"
    assert read_header("3", measures).grade is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Median OS, months (95% CI)", "OS"),
        ("Overall survival", "OS"),
        ("Alcohol, mean (SD)", None),
        ("CR, n (%)", "CR"),
    ],
)
def test_a_header_names_its_measure(text, code, measures):
    measure = read_header(text, measures).measure

    assert (measure and measure.code) == code


@given(
    st.text(alphabet="0123456789.,()[]%±-–/<>= pnSD*", max_size=24), st.sampled_from([None, *{s for _, s in HEADERS}])
)
def test_whatever_stands_in_a_cell_makes_no_impossible_figure(text, statistic):
    reading = read_cell(fold(text), statistic)

    if reading is not None:
        assert reading.total is None or reading.events is None or reading.events <= reading.total
        if reading.unit == "%" and reading.events is not None:
            assert reading.value is None or 0 <= reading.value <= 100
        if reading.statistic == "p":
            assert 0 <= reading.value <= 1


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "(", "1,", "1-", "± ", "n(", "%", "95% CI ", "p", "mean ", "grade ", "median, "]
)
def test_hostile_cells_and_headers_take_no_time(piece, measures):
    long = piece * (20_000 // len(piece))

    assert shape_of(long) is None
    read_header(long, measures)
