"""What the arms of a trial share: the therapy that all of them received besides what tells them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms.arm import Arm
from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.extract.findings.arms.patterns import ALONE, TESTED_GROUP
from pipeline.schema import Concept, Mention

#: Given to both arms of a trial when its title names them beside what is tested.
BACKBONES = frozenset({"chemotherapy", "radiotherapy", "surgery", "hsct", "standard care"})
#: Nothing is tested by giving one of these: an arm that had nothing else is what the tested therapy is added to.
INERT = frozenset(
    {
        "placebo",
        "attention control",
        "no treatment",
        "observation",
        "waiting list",
        "usual care",
        "standard care",
        "sham",
        "best supportive care",
        "saline",
    }
)


#: Names of an arm that was given nothing.
_UNTREATED = re.compile(
    r"\b(?:(?P<observed>observation|observed)|follow-?up (?:alone|only)|no (?:\w+ )?(?:treatment|therapy|intervention|medication)|untreated|(?P<waited>wait(?:ing)?[- ]list)|"
    r"(?:without|not) (?:any )?(?:medication|treatment|intervention))\b",
    re.IGNORECASE,
)
NO_TREATMENT = Concept("evigraph:no-treatment", "no treatment", "therapy")


def with_background(
    arms: Sequence[Arm], tested: Sequence[Concept], kinds: Kinds
) -> tuple[tuple[Arm, ...], tuple[Concept, ...]]:
    """The arms with what all of them received, and that.

    Arms share the therapies that all are told to have had; arms of one therapy, told apart by dose or schedule, share
    all that is tested. Where one of them had only a placebo, what the study
    tests besides the other arm's own therapy was given to both (`docetaxel plus axitinib or placebo`).

    Args:
        arms: the arms of the study.
        tested: what its title or its methods name as tested.
        kinds: which therapies are of which kind.
    """
    arms = _undoubled([_untreated(arm) for arm in arms])
    treated = [arm for arm in arms if arm.therapies]
    told_apart = any(arm.control or TESTED_GROUP.fullmatch(arm.name) for arm in arms) and not _of_one_kind(arms)
    if not treated and not told_apart:
        # Schedules or doses of what the study tests.
        treated = arms = [replace(arm, therapies=tuple(tested)) for arm in arms]
    if len(treated) < 2:
        # One arm's therapy is known and the other's is not: nothing is known to be shared.
        return tuple(arms), tuple(c for c in tested if c.name in BACKBONES)
    alone = [arm for arm in arms if any(ALONE.search(name) for name in (arm.name, *arm.aliases))]
    same = len(treated) == len(arms) and len({frozenset(arm.therapies) for arm in arms}) == 1
    if same and len(alone) == 1 and len(arms) == 2:
        # What is added to the therapy that the other arm had alone is all else that is tested.
        shared = alone[0].therapies
        added = tuple(c for c in tested if c not in shared)
        return tuple(arm if arm in alone else replace(arm, therapies=(*shared, *added)) for arm in arms), shared
    if same:
        # What tells them apart is no therapy, so that they share all that is tested.
        added = tuple(c for c in tested if c not in arms[0].therapies)
        arms = [replace(arm, therapies=(*arm.therapies, *added)) for arm in arms]
        return tuple(arms), arms[0].therapies
    shared = tuple(c for c in treated[0].therapies if all(c in arm.therapies for arm in treated[1:]))
    if len(alone) == 1 and len(arms) == 2 and not all(c.name in INERT for c in alone[0].therapies):
        # What one arm had alone, the other had as well (`adjuvant S-1 or surgery alone`).
        shared = alone[0].therapies
        arms = [
            replace(arm, therapies=(*arm.therapies, *(c for c in shared if c not in arm.therapies))) for arm in arms
        ]
    elif any(all(c.name in INERT for c in arm.therapies) for arm in treated) and len(arms) == 2:
        own = {c for arm in treated for c in arm.therapies if c.name not in INERT}
        added = tuple(c for c in tested if c.name not in INERT and c not in own)
        # What is tested by another name than the treated arm's own is no background.
        added = tuple(c for c in added if not any(kinds.is_narrower(c, o) or kinds.is_narrower(o, c) for o in own))
        shared = (*shared, *added)
        arms = [replace(arm, therapies=(*arm.therapies, *added)) for arm in arms]
    return tuple(arms), tuple(c for c in shared if c.name not in INERT)


def _undoubled(arms: list[Arm]) -> list[Arm]:
    """Arms of which each had a drug and the other's placebo, without the placebo."""
    active = [tuple(c for c in arm.therapies if c.name not in INERT) for arm in arms]
    if (
        len(arms) < 2
        or not all(active)
        or any(len(arm.therapies) == len(own) for arm, own in zip(arms, active, strict=True))
    ):
        return arms
    return [replace(arm, therapies=own) for arm, own in zip(arms, active, strict=True)]


def _of_one_kind(arms: Sequence[Arm]) -> bool:
    """Whether the names of all arms end with one word: manners of one thing (`robotic navigation`, `standard navigation`)."""
    last = {arm.name.lower().split()[-1] for arm in arms if " " in arm.name}
    return len(last) == 1 and all(" " in arm.name for arm in arms) and not last & _NO_KIND


#: Last words that tell nothing of what was given.
_NO_KIND = frozenset({"group", "arm", "groups", "arms", "patients", "condition", "intervention", "care", "treatment"})


def against_placebo(tested: Sequence[Concept], mentions: Sequence[Mention]) -> tuple[Arm, ...]:
    """The two arms of a trial that tells of a placebo without telling its arms: what is tested, and the placebo.

    Args:
        tested: what the title or the methods name as tested; more than one therapy, and nothing is guessed.
        mentions: the mentions of what the document tells of its own study.
    """
    given = [concept for concept in tested if concept.name not in INERT]
    placebo = [m for m in mentions if m.concepts and m.concepts[0].name == "placebo" and m.assertion != "negated"]
    named = [m for m in mentions if m.concepts and len(given) == 1 and m.concepts[0] == given[0]]
    if not placebo or not named:
        return ()
    first = frozenset({given[0].name.lower(), *(m.surface.lower() for m in named)})
    return (
        Arm(named[0].surface, first, (given[0],), None, False, named[0].span.start),
        Arm("placebo", frozenset({"placebo"}), (placebo[0].concepts[0],), None, True, placebo[0].span.start),
    )


def _untreated(arm: Arm) -> Arm:
    """The arm, with the therapy that is none where its name says so, as its name says it."""
    told = next((match for name in (arm.name, *sorted(arm.aliases)) if (match := _UNTREATED.search(name))), None)
    if arm.therapies or told is None:
        return arm
    name = "observation" if told["observed"] else "waiting list" if told["waited"] else NO_TREATMENT.name
    return replace(arm, therapies=(replace(NO_TREATMENT, name=name),))
