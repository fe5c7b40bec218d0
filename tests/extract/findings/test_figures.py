"""Which quantities make up one figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.assembly import assemble
from pipeline.extract.findings.figures import linked
from pipeline.extract.folding import fold
from pipeline.extract.quantities import parse


def figures(text):
    return assemble(parse(text), fold(text))


def told(figure, text):
    """A figure's words, kind and numbers, without what it has not."""
    numbers = {
        name: value
        for name in ("value", "unit", "events", "total", "low", "high", "spread")
        if (value := getattr(figure, name)) is not None
    }
    if figure.interval is not None:
        numbers["interval"] = (figure.interval.low, figure.interval.high, figure.interval.level)
    return figure.kind, figure.span.of(text), numbers


def share(surface, value, **more):
    return "percent", surface, {"value": value, "unit": "%"} | more


def length(surface, value, unit, **more):
    return "duration", surface, {"value": value, "unit": unit} | more


def bare(surface, value, **more):
    return "number", surface, {"value": value} | more


def hazard(surface, value, *interval):
    return "ratio", surface, {"value": value} | ({"interval": interval} if interval else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A share and its fraction, in either order, in either pair of brackets.
        ("78.8% (26/33)", [share("78.8% (26/33)", 78.8, events=26, total=33)]),
        ("26/33 (78.8%)", [share("26/33 (78.8%)", 78.8, events=26, total=33)]),
        ("26/33 [78.8%]", [share("26/33 [78.8%]", 78.8, events=26, total=33)]),
        ("five patients (71.4%)", [share("five patients (71.4%)", 71.4, events=5)]),
        ("21 (53%) patients", [share("21 (53%)", 53, events=21)]),
        ("21% (n = 7)", [share("21% (n = 7)", 21, events=7)]),
        ("leukopenia (28, 84.8%)", [share("28, 84.8%", 84.8, events=28)]),
        ("falls (n = 18, 24%)", [share("n = 18, 24%", 24, events=18)]),
        (
            "48 of 95 women with cooling (50.5%; 95% CI, 40.7%-60.4%)",
            [
                share(
                    "48 of 95 women with cooling (50.5%; 95% CI, 40.7%-60.4%)",
                    50.5,
                    events=48,
                    total=95,
                    interval=(40.7, 60.4, 95),
                )
            ],
        ),
        ("in arm 1 and 16 (4.4%) in arm 2", [share("16 (4.4%)", 4.4, events=16)]),
        (
            "30 of 40 children responded (75%)",
            [share("30 of 40 children responded (75%)", 75, events=30, total=40)],
        ),
        # What tells how sure a figure is.
        (
            "60% (24/40; 95% CI, 43-75)",
            [share("60% (24/40; 95% CI, 43-75)", 60, events=24, total=40, interval=(43, 75, 95))],
        ),
        (
            "5 of 7 (71%; 95% CI 29-96)",
            [share("5 of 7 (71%; 95% CI 29-96)", 71, events=5, total=7, interval=(29, 96, 95))],
        ),
        ("61 ± 7%", [share("61 ± 7%", 61, low=7, spread="sd")]),
        ("0.72 [95% CI, 0.40-1.30]", [bare("0.72 [95% CI, 0.40-1.30]", 0.72, interval=(0.4, 1.3, 95))]),
        (
            "hazard ratio 0.43 (95% CI 0.18-1.01)",
            [hazard("hazard ratio 0.43 (95% CI 0.18-1.01)", 0.43, 0.18, 1.01, 95)],
        ),
        ("HR 2.37, 1.65-3.41", [hazard("HR 2.37, 1.65-3.41", 2.37, 1.65, 3.41, None)]),
        (
            "541 days (range, 186-3,180 days)",
            [length("541 days (range, 186-3,180 days)", 541, "days", low=186, high=3180, spread="range")],
        ),
        ("7.6 years (SD 3.7)", [length("7.6 years (SD 3.7)", 7.6, "years", low=3.7, spread="sd")]),
        (
            "2.54 mmHg [0.78 to 7.11]",
            [bare("2.54 mmHg [0.78 to 7.11]", 2.54, unit="mmHg", interval=(0.78, 7.11, None))],
        ),
        # An estimate lies within its interval: what does not hold it is a citation mark.
        ("85% (4-6)", [share("85%", 85)]),
        # Figures side by side stay apart; a bare one takes the unit of the next.
        ("85.2% vs. 70.4%", [share("85.2%", 85.2), share("70.4%", 70.4)]),
        ("14.7 versus 8.4 months", [length("14.7", 14.7, "months"), length("8.4 months", 8.4, "months")]),
        # A ratio named once.
        (
            "HRs were 0.79 (0.54-1.16) and 0.51 (0.31-0.82)",
            [
                hazard("HRs were 0.79 (0.54-1.16)", 0.79, 0.54, 1.16, None),
                hazard("0.51 (0.31-0.82)", 0.51, 0.31, 0.82, None),
            ],
        ),
        (
            "the hazard ratio was low: 0.6 (0.4-0.9)",
            [hazard("0.6 (0.4-0.9)", 0.6, 0.4, 0.9, None)],
        ),
        # Fractions with their shares told after all of them.
        (
            "ten of the 11 girls and 16 of the 22 boys (90.9% and 72.7%, respectively)",
            [
                share("ten of the 11 girls and 16 of the 22 boys (90.9%", 90.9, events=10, total=11),
                share("16 of the 22 boys (90.9% and 72.7%", 72.7, events=16, total=22),
            ],
        ),
        # No figures of their own.
        ("at 2 years, grade 3, p = 0.02", []),
        ("", []),
    ],
)
def test_what_belongs_together_is_one_figure(text, expected):
    assert [told(figure, text) for figure in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5% and 6%", True),
        ("5% vs. 6%", True),
        ("5%, 6%", True),
        ("5% compared with only 6%", True),
        ("5% of men and 6%", False),
        ("5%. 6%", False),
    ],
)
def test_figures_that_only_a_link_parts_are_linked(text, expected):
    left, right = figures(text)
    assert linked(left, right, fold(text)) is expected


FRAGMENTS = [
    "78.8%",
    "26/33",
    "five patients",
    "541 days",
    "HR 0.5",
    "95% CI 0.1-0.9",
    "range 1-9",
    "n = 7",
    "0.6",
    "p = 0.1",
]
JOINTS = [" (", ")", "; ", ", ", " and ", " vs. ", " [", "] ", " mmHg ", " months ", ". "]


@given(st.lists(st.sampled_from(FRAGMENTS + JOINTS) | st.text(max_size=2), max_size=12).map("".join))
def test_figures_lie_in_the_text_in_order_each_holding_its_number(text):
    start = 0
    for figure in figures(text):
        assert start <= figure.span.start < figure.span.end <= len(text)
        assert figure.span.contains(figure.head)
        start = figure.span.start
