"""Tables with one row a patient, and tables with one row a study of others."""

import pytest

from tests.extract.rows import TITLE, TREATED, as_rows, row
from tests.extract.tables import paper, rows_of_table

COUNTED = ("events", "total")
PATIENTS = [
    ["A", "M", "SD", "9.4"],
    ["A", "M", "PD", "3.1"],
    ["B", "M", "SD", "7.2"],
    ["B", "LA", "CR", "75.4"],
    ["B", "M", "PD", "3.0"],
    ["C", "M", "PD", "2.6"],
]
HEAD = [["Arm", "Stage", "Best response", "Months alive"]]
STUDIES = [
    ["Locatelli et al. (24)", "108", "Blinatumomab", "85.2", "40", "8"],
    ["Brown et al. (26)", "208", "Chemotherapy", "58.4", "31", "11"],
    ["Present study", "40", "Blinatumomab", "75", "20", "5"],
]
STUDIES_HEAD = [
    ["Study", "Patients", "Regimen", "CR rate (%)", "Acute toxicity (%)", "Acute toxicity (%)"],
    ["", "", "", "", "Skin", "Gut"],
]

TABLES = {
    "as many rows as the caption has patients: each is one": (
        paper(TITLE, TREATED, "Response and survival in all six patients", HEAD, PATIENTS),
        [
            row("SD", "Best response", "proportion", events=2, total=6, inferred=COUNTED),
            row("PD", "Best response", "proportion", events=3, total=6, inferred=COUNTED),
            row("CR", "Best response", "proportion", events=1, total=6, inferred=COUNTED),
        ],
    ),
    "of another number of patients it is not": (
        paper(TITLE, TREATED, "Response and survival in all eight patients", HEAD, PATIENTS),
        [],
    ),
    "what other studies report is cited, and this study's row its own": (
        paper(TITLE, TREATED, "Overview of published data", STUDIES_HEAD, STUDIES),
        [
            row("CR", "85.2", "proportion", 85.2, attribution="cited"),
            row("AE", "40", "proportion", 40, attribution="cited", measure_text="Acute toxicity, Skin"),
            row("AE", "8", "proportion", 8, attribution="cited", measure_text="Acute toxicity, Gut"),
            row("CR", "58.4", "proportion", 58.4, attribution="cited"),
            row("AE", "31", "proportion", 31, attribution="cited"),
            row("AE", "11", "proportion", 11, attribution="cited"),
            row("CR", "75", "proportion", 75),
            row("AE", "20", "proportion", 20),
            row("AE", "5", "proportion", 5),
        ],
    ),
    "rows that are called no studies tell nothing": (
        paper(TITLE, TREATED, "Overview", STUDIES_HEAD, [["Dose", *rest] for _, *rest in STUDIES]),
        [],
    ),
}


@pytest.mark.parametrize(("record", "expected"), TABLES.values(), ids=list(TABLES))
def test_a_table_of_patients_or_studies_gives_its_rows(extractor, record, expected):
    assert as_rows(rows_of_table(extractor, record), expected) == expected


def test_a_cited_study_gave_what_its_own_row_names(extractor):
    record = paper(TITLE, TREATED, "Overview of published data", STUDIES_HEAD, STUDIES)
    remissions = [each for each in rows_of_table(extractor, record) if each.measure == "CR"]
    assert [tuple(c.name for c in each.therapies) for each in remissions[:2]] == [("blinatumomab",), ("chemotherapy",)]
