"""What is counted to tell how large a study is: people, and neither places nor things."""

import pytest

from tests.extract.builders import record
from tests.extract.rows import credited_rows as rows

TITLE = "Etanercept versus placebo for back pain: a randomised trial"
ALLOCATED = "Patients were randomly assigned to etanercept or placebo."


@pytest.mark.parametrize(
    ("sentence", "sizes"),
    [
        ("A total of 800 pupils from 34 schools were enrolled in the trial.", [800]),
        ("Fifty-six pharmacies were recruited from three states.", []),
        ("A learning cycle with 244 women's groups was run in 18 clusters.", []),
        ("A total of 526 miRNAs were identified.", []),
        ("Out of 16 instruments, none showed significant differences.", []),
        ("In all, 507 serum samples were included.", []),
        ("We analysed data from six phase 2 and phase 3 randomised trials.", []),
        ("In all, 507 women were included.", [507]),
        ("Of these, 120 clinics were randomised.", [120]),
    ],
)
def test_places_and_things_are_no_size_of_the_study(extractor, sentence, sizes):
    found = extractor.extract(record(TITLE, ("METHODS", f"{ALLOCATED} {sentence}"))).findings
    assert [row.total for row in found if row.measure == "N"] == sizes


@pytest.mark.parametrize(
    "results",
    ["A total of 526 miRNAs were identified.", "Overall, 42 practices took part."],
)
def test_nor_are_they_where_a_model_takes_them_for_it(results):
    title = "A school-based programme: a cluster randomised trial"
    assert rows(title, ALLOCATED, results, "measure") == []
