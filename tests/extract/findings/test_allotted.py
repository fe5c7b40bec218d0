"""Whose each of several sizes is, sizes that a model alone knows, and planned ones, which are none."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from pipeline.extract.findings import labelled
from pipeline.extract.findings.allotted import allotted
from pipeline.extract.findings.counted_people import seen_in_them
from pipeline.extract.findings.labelled import is_no_size, is_size
from pipeline.extract.sections import is_protocol
from pipeline.schema import Span
from tests.extract.builders import record, shipped_extractor

TITLE = "Etanercept in adults with arthritis: a randomised trial"
METHODS = "Patients were randomised to etanercept or placebo."


@pytest.fixture(scope="module")
def reader():
    """The extractor with the encoder, whose pointer knows sizes that no rule does."""
    return shipped_extractor(models=["encoder"])


def sizes(extractor, results, methods=METHODS):
    document = record(TITLE, ("METHODS", methods), ("RESULTS", results))
    found = extractor.extract(document).findings
    return [(row.total, row.group) for row in found if row.measure == "N" and row.section == "RESULTS"]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (
            "In 2002, 874 participants were allocated to the intervention and 1,410 to usual care.",
            [(874, "intervention"), (1410, "usual care")],
        ),
        (
            "Here 101 were included in the early group and 104 were randomised to the late group.",
            [(101, "early group"), (104, "late group")],
        ),
        # Of fewer than two groups none is told.
        ("In all, 146 patients were randomised to one of two groups.", [(146, None)]),
        (
            "In all, 41 patients were randomised to aspirin (n = 20) or naproxen (n = 21).",
            [(41, None), (20, "aspirin"), (21, "naproxen")],
        ),
        # What its parts make up is of neither.
        (
            "Using validated instruments, 325 (RAO = 152, RA+ = 173) participants were screened.",
            [(325, None), (152, "RAO"), (173, "RA+")],
        ),
        # Thousands apart, and a name that ends in a number.
        ("Of all, 15 568 were screened and 13 308 were excluded.", [(15568, None), (13308, None)]),
        ("CheckMate 451 randomized patients to etanercept.", []),
        ("In SWOG 9342 patients were randomized.", []),
        # Those of one sex, of whom all are told before.
        ("Thirty-four patients (age 66 ± 8 years, 22 men) were enrolled.", [(34, None)]),
        ("In all, 45 men (aged 66 years) were enrolled.", [(45, None)]),
        # In brackets behind what they were given.
        (
            "In all, 139 randomised patients started taking abatacept (43 randomised patients) "
            "or rituximab (46 randomised patients).",
            [(139, None), (43, "abatacept"), (46, "rituximab")],
        ),
        (
            "Randomised were the etanercept 30 mg low load group (n=52) "
            "and the etanercept 60 mg high load group (n=51).",
            [(52, "etanercept 30 mg low load group"), (51, "etanercept 60 mg high load group")],
        ),
    ],
)
def test_whose_each_of_several_sizes_is(reader, results, expected):
    assert sizes(reader, results) == expected


PROTOCOL = (
    "In this trial 120 patients with arthritis will be recruited. They will receive etanercept or placebo. "
    "Pain will be assessed."
)


def test_planned_sizes_are_none(reader):
    planned = record(TITLE, ("METHODS", PROTOCOL))
    assert is_protocol(planned.document)
    assert [row for row in reader.extract(planned).findings if row.measure == "N"] == []
    done = record(
        TITLE, ("METHODS", "We recruited 120 patients with arthritis. They were randomised to etanercept or placebo.")
    )
    assert not is_protocol(done.document)
    assert [row.total for row in reader.extract(done).findings if row.measure == "N"] == [120]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients will be recruited. Pain will be assessed.", True),
        ("Patients will be recruited.", False),
        # What is done next, at the end of a study that was done.
        ("Patients were recruited. Pain was assessed. Studies will be done. They will include children.", False),
        (
            "Patients will be recruited. Pain will be assessed. A pilot was conducted. It was observed.",
            False,
        ),
    ],
)
def test_what_a_protocol_is(text, expected):
    assert is_protocol(record(TITLE, text).document) is expected


@pytest.mark.parametrize(
    ("share", "attribution", "expected"), [(0.5, "own", True), (0.49, "own", False), (0.9, "cited", False)]
)
def test_a_size_that_the_model_knows(share, attribution, expected):
    pointing = SimpleNamespace(labels={"measure": {"N": share}})
    study = SimpleNamespace(pointings=SimpleNamespace(of=lambda _: pointing))
    figure = SimpleNamespace(span=None)
    assert is_size(SimpleNamespace(study=study, attribution=attribution), figure) is expected


@pytest.mark.parametrize(
    ("share", "kind", "section", "denominator", "expected"),
    [
        (0.09, "count", None, False, True),
        (0.11, "count", None, False, False),
        # A share of patients is a result more often than a size.
        (0.24, "percent", None, False, True),
        (0.26, "percent", None, False, False),
        (0.09, "count", "title", False, False),
        # `of the six who had fever, four ...`: six are no result either.
        (0.09, "count", None, True, False),
    ],
)
def test_a_size_that_the_model_denies(monkeypatch, share, kind, section, denominator, expected):
    monkeypatch.setattr(labelled, "is_denominator", lambda *_: denominator)
    pointing = SimpleNamespace(labels={"measure": {"N": share}})
    study = SimpleNamespace(pointings=SimpleNamespace(of=lambda _: pointing))
    context = SimpleNamespace(study=study, section=section)
    assert is_no_size(context, SimpleNamespace(span=None, kind=kind)) is expected


def test_rules_alone_take_those_in_whom_something_was_seen_for_no_sample(extractor):
    assert sizes(extractor, "Nausea occurred in 12 patients assigned to etanercept.") == []
    assert sizes(extractor, "In all, 12 patients were assigned to etanercept.") == [(12, "etanercept")]


def test_nor_does_the_model(monkeypatch, reader):
    monkeypatch.setattr("pipeline.extract.findings.assemble.is_size", lambda *_: True)
    assert sizes(reader, "Nausea occurred in 12 patients with etanercept.") == []
    assert sizes(reader, "In all, 12 patients with etanercept were there.") == [(12, "etanercept")]


def sentence_of(text, role="results"):
    """A sentence whose figures are its whole numbers, each a count of people."""
    found = [Span(*match.span()) for match in re.finditer(r"\d+", text)]
    figures = tuple(
        SimpleNamespace(kind="number", people=int(span.of(text)), span=span, main=SimpleNamespace(span=span))
        for span in found
    )
    return SimpleNamespace(
        folded=text,
        sentence=Span(0, len(text)),
        figures=figures,
        document=SimpleNamespace(text=text),
        study=SimpleNamespace(arms=()),
        mentions=(),
        measures=(),
        role=role,
    )


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("82 received progesterone and 77 received placebo.", {0: "progesterone", 1: "placebo"}),
        ("101 were included in the early group and 104 in the late group.", {0: "early group", 1: "late group"}),
        # The verb is left out only behind one that is said.
        ("26 in remission and 11 in relapse.", {}),
        # One group alone is all patients as often.
        ("82 received progesterone.", {}),
        ("82 received progesterone and 77 received progesterone.", {}),
        # Several groups, or a regimen.
        ("82 received cisplatin and etoposide and 77 received placebo.", {}),
        ("82 received cisplatin or etoposide and 77 received placebo.", {}),
        ("82 received cisplatin (40) and 77 received placebo.", {}),
        ("82 received placebo 77 received progesterone.", {}),
        ("82 were vaccinated with A-vac, 77 with B-vac.", {0: "A-vac", 1: "B-vac"}),
        # Told before the count.
        ("Paclitaxel was given to 127 and docetaxel was given to 131.", {0: "Paclitaxel", 1: "docetaxel"}),
        ("Docetaxel was given to 131.", {}),
        ("The control group included 40 and the study group 42.", {0: "control group", 1: "study group"}),
        ("The control group 40 and the study group 42.", {}),
    ],
)
def test_what_counts_are_allotted_to(text, groups):
    assert {index: group.name for index, group in allotted(sentence_of(text)).items()} == groups


@pytest.mark.parametrize(("methods", "group"), [(METHODS, "etanercept"), ("All patients were given etanercept.", None)])
def test_those_of_one_arm_are_a_part_of_which_more_is_told(reader, methods, group):
    results = "Of 84 patients assigned to etanercept, 10% had fever."
    assert sizes(reader, results, methods) == [(84, group)]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Nausea occurred in 12", "results", True),
        ("Nausea was seen in 9 with placebo and in 12", "results", True),
        ("Nausea was reported by 12", "conclusions", True),
        ("Nausea was seen with placebo, 12", "results", False),
        ("Included were 12", "results", False),
        ("Nausea occurred in 12", "methods", False),
        ("12 severe infections were detected in those given placebo", "results", True),
        ("12 severe infections were feared in those given placebo", "results", False),
    ],
)
def test_those_in_whom_something_was_seen(text, role, expected):
    context = sentence_of(text, role)
    assert seen_in_them(context, context.figures[-1]) is expected
