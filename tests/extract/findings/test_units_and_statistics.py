"""Units, statistics and p-values of rows, told by sentences."""

from __future__ import annotations

import pytest

from pipeline.extract.findings.assembly import assemble
from pipeline.extract.findings.statistics import statistic_of
from pipeline.extract.quantities import parse
from pipeline.schema import Span
from tests.extract.rows import found_in_trial

COLUMNS = [
    # Units: a simple one by how many others, in the text's own words.
    ("The mean ferritin level was 81.5 ng per milliliter.", [{"value": 81.5, "unit": "ng per milliliter"}]),
    ("The median clearance was 61.5 ml/minute/1.73 m2.", [{"value": 61.5, "unit": "ml/minute/1.73 m2"}]),
    ("The mean walking distance was 340 ± 81 m.", [{"value": 340, "low": 81, "unit": "m"}]),
    ("The mean attendance was 21 ± 4.2 sessions.", [{"value": 21, "unit": "sessions"}]),
    (
        "The mean fatigue score was 3.1 v 4.2 units with blinatumomab and chemotherapy, respectively.",
        [{"value": 3.1, "unit": "units"}, {"value": 4.2, "unit": "units"}],
    ),
    ("The median PFS was longer with blinatumomab (8.1 v 7.1 months).", [{"unit": "months"}, {"unit": "months"}]),
    # Behind its interval.
    (
        "Heart mass was greater than with chemotherapy (78.1 [95% CI, 70.4-85.9] g versus 63.6 [95% CI, 55.8-71.3] g).",
        [{"kind": "arm", "value": 78.1, "unit": "g"}, {"kind": "arm", "value": 63.6, "unit": "g"}],
    ),
    # By how much what was measured changed is a mean; what is counted is a share.
    ("The children had gains in muscle strength (31%).", [{"value": 31, "statistic": "mean"}]),
    ("With blinatumomab there was a median 26% reduction in ferritin.", [{"value": 26, "statistic": "median"}]),
    ("Aortic strain was 21.5 ± 4.1% with blinatumomab.", [{"value": 21.5, "statistic": "mean"}]),
    (
        "The cumulative 12-month incidence of stunting was 13.5% with blinatumomab.",
        [{"value": 13.5, "statistic": "cumulative_incidence", "time_value": 12}],
    ),
    ("The C-index of the score was 0.71 with blinatumomab.", [{"value": 0.71, "statistic": "other"}]),
    (
        "Body fat fell in both groups (blinatumomab: -1.2 ± 0.8%; chemotherapy: -0.9 ± 0.6%).",
        [{"kind": "arm", "value": -1.2, "statistic": "mean"}, {"kind": "arm", "value": -0.9, "statistic": "mean"}],
    ),
    (
        "There was a significant 17% (95% CI 9-25) proportional reduction in deaths with blinatumomab.",
        [{"kind": "contrast", "value": 17, "statistic": "difference"}],
    ),
    (
        "Blinatumomab did not raise mortality (hazard ratio, 0.93; 95% CI, 0.81 to 1.07), which met the prespecified "
        "noninferiority margin.",
        [{"value": 0.93, "statistic": "hazard_ratio"}],
    ),
    # P-values: behind a colon, adjusted, told first, told of all.
    ("Fever was seen in 12% v 20% (p:0.032).", [{"p_value": 0.032}, {"p_value": 0.032}]),
    ("Fever was seen in 12% v 20% (p adj = 0.03).", [{"p_value": 0.03}, {"p_value": 0.03}]),
    (
        "Compared with chemotherapy, blinatumomab had significantly lower (p < 0.05) mean levels of depression "
        "(3.1 vs 5.2) and anxiety (2.0 vs 4.4).",
        [{"value": value, "p_value": 0.05} for value in (3.1, 5.2, 2.0, 4.4)],
    ),
    (
        "Fever was seen in 12 (40%) and rash in 6 (20%) in the blinatumomab group, while in the chemotherapy group "
        "fever was seen in 3 (10%), with a significant difference between the two groups (P = 0.02).",
        [{"value": 40, "p_value": 0.02}, {"value": 20, "p_value": 0.02}, {"value": 10, "p_value": 0.02}],
    ),
    (
        "Blood pressure was lower with blinatumomab by 2.1 mmHg (95% CI 1.0 to 3.2) at 3 months and by 1.3 mmHg (95% "
        "CI 0.1 to 2.6) at 6 months (both p < 0.001).",
        [{"value": 2.1, "p_value": 0.001}, {"value": 1.3, "p_value": 0.001}],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), COLUMNS)
def test_a_row_tells_the_column(extractor, sentence, expected):
    rows = found_in_trial(extractor, sentence)
    told = [{name: getattr(row, name) for name in each} for row, each in zip(rows, expected, strict=False)]
    assert told == expected


@pytest.mark.parametrize(
    ("text", "statistic"),
    [
        ("Scores of fatigue changed by -46% with blinatumomab.", "mean"),
        ("The median scores of fatigue changed: -46% with blinatumomab.", "median"),
        ("Fatigue was told by 46% with blinatumomab.", "proportion"),
    ],
)
def test_a_share_with_a_sign_is_measured_of_each_patient(text, statistic):
    figure = assemble(parse(text), text)[0]
    assert statistic_of(figure, "OTHER", text, Span(0, len(text)), timed=False, name="fatigue") == statistic
