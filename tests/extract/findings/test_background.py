"""What the arms of a trial share."""

from dataclasses import replace

import pytest

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.arms.background import NO_TREATMENT, with_background
from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.schema import Concept

A, B, C, PLACEBO = (Concept(f"test:{name}", name, "drug") for name in ("a", "b", "c", "placebo"))
SURGERY = Concept("test:surgery", "surgery", "therapy")
OBSERVED, WAITED = (replace(NO_TREATMENT, name=name) for name in ("observation", "waiting list"))


def arm(name, *therapies, control=False):
    return Arm(name, frozenset({name.lower()}), therapies, None, control, 0)


@pytest.mark.parametrize(
    ("arms", "tested", "received", "shared"),
    [
        # Both are told to have had it.
        ([arm("A+B", A, B), arm("A+C", A, C)], [A, B, C], [(A, B), (A, C)], (A,)),
        # One arm had a placebo: what else is tested was given to both.
        ([arm("B", B), arm("placebo", PLACEBO, control=True)], [A, B], [(B, A), (PLACEBO, A)], (A,)),
        # One arm had alone what the other had besides.
        ([arm("A", A), arm("surgery alone", SURGERY, control=True)], [A], [(A, SURGERY), (SURGERY,)], (SURGERY,)),
        ([arm("S alone", SURGERY), arm("S plus gene", SURGERY)], [SURGERY, B], [(SURGERY,), (SURGERY, B)], (SURGERY,)),
        # Schedules of one therapy, and of what no arm's own name tells.
        ([arm("weekly", A), arm("monthly", A)], [A, B], [(A, B), (A, B)], (A, B)),
        ([arm("1.5 g", *()), arm("3 g", *())], [A], [(A,), (A,)], (A,)),
        # Nothing is guessed of an intervention and a control.
        ([arm("intervention"), arm("control", control=True)], [A], [(), ()], ()),
        ([arm("intervention"), arm("control", control=True)], [SURGERY], [(), ()], (SURGERY,)),
        # Nothing was given, and nothing is shared with it.
        ([arm("A", A), arm("no treatment", control=True)], [A], [(A,), (NO_TREATMENT,)], ()),
        ([arm("A", A), arm("observation alone", control=True)], [A], [(A,), (OBSERVED,)], ()),
        ([arm("A", A), arm("wait-list", control=True)], [A], [(A,), (WAITED,)], ()),
    ],
)
def test_arms_share_what_all_received(arms, tested, received, shared):
    found, background = with_background(arms, tested, Kinds())
    assert [arm.therapies for arm in found] == received
    assert background == shared
