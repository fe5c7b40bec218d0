"""Groups under their names alone."""

import pytest

from pipeline.extract.findings.group_names import called_well, told_in_full
from pipeline.schema import Span
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


def test_who_is_told_to_be_without_is_told_without_what():
    sentence, other = Span(0, 40), Span(50, 90)
    rows = [
        finding(group="children with CR", sentence=sentence),
        finding(group="those without", sentence=sentence),
        finding(group="those without", sentence=other),
    ]
    assert [row.group for row in told_in_full(rows)] == ["children with CR", "those without CR", "those without"]


def test_of_two_things_that_others_have_it_is_not_known_without_which():
    sentence = Span(0, 40)
    names = ("children with CR", "children with MRD", "those without")
    rows = [finding(group=name, sentence=sentence) for name in names]
    assert [row.group for row in told_in_full(rows)] == list(names)
