"""Groups under their names alone."""

import pytest

from pipeline.extract.findings.group_names import called_well
from tests.builders import finding


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("in SAT", "SAT"),
        ("a LPS group", "LPS group"),
        ("and lung cancer", "lung cancer"),
        ("A separate sample", "separate sample"),
        ("lean sows that", "lean sows"),
        ("patients who completed the", "patients who completed"),
        # A short form of small words' letters is a name, and so is a group's letter.
        ("AT arm", "AT arm"),
        ("A group", "A group"),
        ("AT", "AT"),
        ("group A", "group A"),
        ("those with fever", "those with fever"),
        ("in relapse", "in relapse"),
        ("in complete remission", "in complete remission"),
        ("with refractory disease", "with refractory disease"),
        # What was done, and when, names nobody.
        ("and randomly assigned", None),
        ("volunteered to participate", None),
        ("before and after training", None),
        ("telephone interviews at approximately 2 years", None),
        ("on", None),
        (None, None),
    ],
)
def test_a_group_is_called_by_its_name_alone(told, name):
    row = called_well(finding(group=told, comparator=told))
    assert (row.group, row.comparator) == (name, name)
