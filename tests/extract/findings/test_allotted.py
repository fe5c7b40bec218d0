"""Whose each of several sizes is, sizes that a model alone knows, and planned ones, which are none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pipeline.extract.findings.labelled import is_size
from pipeline.extract.sections import is_protocol
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
