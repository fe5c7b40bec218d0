"""Whole abstracts as plain text, without a title: models see no more than that, and rules must hold."""

import pytest

from pipeline.ingest import read_records
from tests.extract.rows import credited_extractor

INFANTS = """\
METHODS: In this phase 1/2 study, 24 infants with KMT2A-rearranged ALL received one course of blinatumomab added to
chemotherapy. Historical controls were 214 infants treated in the Interfant-06 trial.
RESULTS: Two-year event-free survival was 81.6% (95% CI, 60.8 to 92.0) compared with 49.4% (95% CI, 42.5 to 56.0) in the
historical controls, and two-year overall survival was 93.3% versus 65.8%.
"""
AFTER_CAR_T_CELLS = """\
METHODS: We compared the outcomes of 76 patients with and 54 patients without consolidative HSCT after CD19 CAR T cells.
RESULTS: The 2-year leukemia-free survival was 72% with and 41% without HSCT (P = 0.002). Relapse was seen in 11 of 76
(14.5%) and 27 of 54 (50%), respectively.
"""
HAPLOIDENTICAL = """\
METHODS: Between 2010 and 2018, 146 children underwent a first haploidentical HSCT with post-transplant cyclophosphamide
(PTCy, n = 70) or TCR alpha-beta depletion (n = 76).
RESULTS: Neutrophil engraftment at day 30 was achieved in 97% and 95% of patients.
The cumulative incidence of grade II-IV acute GvHD was 40.3% (95% CI 29-52) after PTCy and 28.5% (18-39) after
TCR alpha-beta depletion (p=0.1), and that of grade III-IV 11% and 7%. Viral reactivations were more frequent after TCR
alpha-beta depletion (61% versus 44%, p=0.04).
"""
VACCINES = """\
RESULTS: Geometric mean concentrations were 2.4 ug/mL (95% CI 2.1-2.7) with vaccine A and 0.05 ug/mL (0.04-0.06) with
vaccine B.
"""
TRIALS = """\
METHODS: A meta-analysis of 15 randomized trials (n = 4,512) compared SGLT2 inhibitors with placebo.
RESULTS: The pooled risk of genital infection was increased (RR 3.34; 95% CI 2.22-5.02).
"""
CD22 = """\
METHODS: We performed a phase 1 trial of CD22 CAR T cells in 58 children and young adults with relapsed or refractory
B-ALL, of whom 51 (87.9%) had prior CAR T cells.
RESULTS: The complete remission rate was 70%.
"""
SHOCK = """\
METHODS: In 12 ICUs, 1,110 patients with septic shock got restrictive or liberal fluids.
RESULTS: By day 90, death had occurred in 323 of 764 patients (42.3%) in the restrictive-fluid group, as compared with
329 of 781 (42.1%) in the standard-fluid group (adjusted absolute difference, 0.1 percentage points; 95% CI, -4.7 to
4.9; P=0.96). At least one serious adverse event occurred in 221 of 751 patients (29.4%) and 238 of 772 (30.8%),
respectively.
"""


def told(folder, text, *fields):
    """The fields of all rows of an abstract."""
    path = folder / "abstract.txt"
    path.write_text("\n".join(" ".join(part.split()) for part in split(text)), encoding="utf-8")
    (document,) = read_records(path)
    return [tuple(getattr(row, field) for field in fields) for row in credited_extractor().extract(document).findings]


def split(text):
    """The labelled parts of an abstract, each of which is to stand on one line."""
    methods, results, behind = text.partition("RESULTS:")
    return [part for part in (methods, results + behind) if part]


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (
            INFANTS,
            ("value", "group"),
            [(81.6, None), (49.4, "historical controls"), (93.3, None), (65.8, "historical controls")],
        ),
        (
            AFTER_CAR_T_CELLS,
            ("value", "group"),
            [(72, "with HSCT"), (41, "without HSCT"), (14.5, "with HSCT"), (50, "without HSCT")],
        ),
        (
            HAPLOIDENTICAL,
            ("measure", "value", "group", "grade"),
            [
                ("ENGRAFTMENT", 97, None, None),
                ("ENGRAFTMENT", 95, None, None),
                ("GVHD_ACUTE", 40.3, "PTCy", "2-4"),
                ("GVHD_ACUTE", 28.5, "TCR alpha-beta depletion", "2-4"),
                ("GVHD_ACUTE", 11, "PTCy", "3-4"),
                ("GVHD_ACUTE", 7, "TCR alpha-beta depletion", "3-4"),
                ("AE", 61, "TCR alpha-beta depletion", None),
                ("AE", 44, "PTCy", None),
            ],
        ),
        (VACCINES, ("statistic", "value", "unit"), [("mean", 2.4, "ug/mL"), ("mean", 0.05, "ug/mL")]),
        # Who was there is told of all, whatever they are counted by; what they had before is no size.
        (TRIALS, ("measure", "total", "group"), [("N", 4512, None)]),
        (CD22, ("measure", "value", "total"), [("N", None, 58), ("CR", 70, None)]),
    ],
)
def test_an_abstract(tmp_path, text, fields, expected):
    found = told(tmp_path, text, "measure", *fields)
    kept = [row[1:] for row in found if row[0] != "N" or "total" in fields]

    assert kept[: len(expected)] == expected


def test_no_group_received_what_another_is_called_by(tmp_path):
    found = [(group, therapies) for group, therapies in told(tmp_path, SHOCK, "group", "therapies") if group]

    assert {group: {therapy.name for therapy in therapies} for group, therapies in found} == {
        "restrictive-fluid group": {"restrictive-fluid"},
        "standard-fluid group": set(),
    }
