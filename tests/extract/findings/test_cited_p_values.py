"""P-values in studies that a paper quotes."""

from tests.extract.builders import record, shipped_extractor


def test_a_p_value_of_a_quoted_comparison_is_of_both_sides():
    study = record(
        "Transplantation after a short course of blinatumomab",
        (
            "BACKGROUND",
            "In a study of blinatumomab, overall survival was 93.3% in 15 children with HSCT and 100% in 11 children "
            "without HSCT (p = 0.40). In that study the groups did not differ in relapse (p = 0.61).",
        ),
    )
    found = shipped_extractor().extract(study).findings
    assert {(row.value, row.p_value) for row in found if row.measure == "OS"} == {(93.3, 0.4), (100.0, 0.4)}
    # A quoted comparison of which nothing but a p-value is told gives no row.
    assert 0.61 not in {row.p_value for row in found}
