"""Names that may be an arm's, with the evidence for each; those that mean one arm are joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.extract.findings.arms import patterns
from pipeline.schema import Concept

#: More characters than a name of an arm has.
LONGEST_NAME = 70


@dataclass(slots=True)
class Candidate:
    """A name that may be an arm's, with the evidence for it so far."""

    name: str
    aliases: set[str]
    therapies: tuple[Concept, ...]
    total: int | None
    at: int
    evidence: float
    lettered: bool = False
    #: The short forms it goes by.
    shorts: set[str] = field(default_factory=set)
    #: Which statement of alternatives named it: two of one statement are never one arm.
    statements: set[int] = field(default_factory=set)
    #: Whether patients are told to be allocated to it.
    allocated: bool = False

    @property
    def called(self) -> str:
        """Its one short form, where the text gives it one; else its name."""
        return next(iter(self.shorts)) if self.allocated and len(self.shorts) == 1 else self.name

    @property
    def control(self) -> bool:
        """Whether its name says that it is the one compared against."""
        return bool(patterns.CONTROL.search(self.name)) or bool({"control", "controls"} & self.aliases)


def add(candidates: list[Candidate], new: Candidate) -> None:
    """Take a piece of evidence in: to the candidate of the same name, or as a new one."""
    if not new.name or len(new.name) > LONGEST_NAME or not patterns.may_be_name(new.name):
        return
    for known in candidates:
        if (
            known.aliases & new.aliases
            and not _told_apart(known, new)
            and not (known.lettered and new.lettered and known.name.lower() != new.name.lower())
        ):
            _merge(known, new)
            return
    candidates.append(new)


def _told_apart(left: Candidate, right: Candidate) -> bool:
    """Whether the two go by different short forms, or have different numbers of patients."""
    return bool(left.shorts and right.shorts and not left.shorts & right.shorts)


def _merge(known: Candidate, new: Candidate) -> None:
    known.aliases |= new.aliases
    # A name that tells more of what was given says all of it (`axitinib`, `axitinib plus docetaxel`).
    if set(new.therapies) > set(known.therapies) and (not known.therapies or not patterns.SEVERAL.search(new.name)):
        known.therapies = new.therapies
    known.total = known.total if known.total is not None else new.total
    known.evidence += new.evidence
    known.lettered = known.lettered or new.lettered
    known.allocated = known.allocated or new.allocated
    known.statements |= new.statements
    known.shorts |= new.shorts
    known.at = min(known.at, new.at)


def joined(candidates: list[Candidate]) -> list[Candidate]:
    """Names that mean one arm joined: they share all therapies, and no statement tells them apart.

    Names of the same therapies come first: `A alone` and `the A arm` are one arm before `A` can be short for `A plus B`.
    """
    return _joined_where(_names_part, _joined_where(_one_arm, candidates))


def _joined_where(is_one: Callable[[Candidate, Candidate], bool], candidates: list[Candidate]) -> list[Candidate]:
    result: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.evidence, c.at)):
        same = next(
            (
                known
                for known in result
                if not (known.statements & candidate.statements)
                and not _told_apart(known, candidate)
                and not (
                    known.total
                    and candidate.total
                    and known.total != candidate.total
                    and not _is_part(known, candidate)
                )
                and is_one(known, candidate)
            ),
            None,
        )
        if same is None:
            result.append(candidate)
        else:
            _merge(same, candidate)
    return result


def _is_part(known: Candidate, other: Candidate) -> bool:
    """Whether fewer are counted of an arm than a statement tells to have had the same (`9 allografted patients`)."""
    return (
        bool(known.statements)
        and not other.statements
        and (other.total or 0) < (known.total or 0)
        and {c.id for c in known.therapies} == {c.id for c in other.therapies}
    )


def meant(other: Candidate, arms: Sequence[Candidate]) -> Candidate | None:
    """The allocated arm that another name means; None where that is not sure.

    A name of the one under test (`the intervention group`) means the arm that is no control, where there is just one;
    `combination` the one arm of several therapies; a short form the one arm whose words or letters it shortens.
    """
    controls = [arm for arm in arms if arm.control]
    tested = [arm for arm in arms if not arm.control]
    if patterns.CONTROL_GROUP.fullmatch(other.name):
        return controls[0] if len(controls) == 1 else None
    if patterns.TESTED_GROUP.fullmatch(other.name):
        if len(tested) == 1:
            return tested[0]
        # Where none is called a control, what is tested is named first.
        return arms[0] if len(arms) == 2 and not controls else None
    if patterns.COMBINED_GROUP.fullmatch(other.name):
        several = [arm for arm in arms if len(arm.therapies) > 1]
        return several[0] if len(several) == 1 else None
    if other.therapies:
        same = [arm for arm in arms if set(arm.therapies) == set(other.therapies)]
        return same[0] if len(same) == 1 else None
    short = [arm for arm in arms if any(patterns.shortens(other.name, alias) for alias in arm.aliases)]
    return short[0] if len(short) == 1 else None


def _letters(candidate: Candidate) -> set[str]:
    """The names with a letter or number that a candidate goes by (`group b`)."""
    return {alias for alias in candidate.aliases if patterns.LETTERED.fullmatch(alias)}


def _one_arm(left: Candidate, right: Candidate) -> bool:
    if left.lettered and right.lettered:
        # `with (group B) or without (group A) eltrombopag`
        return bool(_letters(left) & _letters(right))
    mine, theirs = {c.id for c in left.therapies}, {c.id for c in right.therapies}
    if not (mine and theirs) and patterns.is_part_of(left.name, right.name):
        return True
    if mine and mine == theirs:
        return True
    # `control` and the one arm that its name calls the control (`placebo`, `usual care`).
    generic = {"control", "controls"}
    return bool((left.aliases & generic and right.control) or (right.aliases & generic and left.control))


def _names_part(left: Candidate, right: Candidate) -> bool:
    """Whether one is named for a part of the other's therapies (`the axitinib arm` of docetaxel with axitinib)."""
    mine, theirs = {c.id for c in left.therapies}, {c.id for c in right.therapies}
    if (left.lettered and right.lettered) or not (mine and theirs) or not (mine < theirs or theirs < mine):
        return False
    smaller = left if mine < theirs else right
    larger = right if smaller is left else left
    alone = any(patterns.ALONE.search(alias) for alias in smaller.aliases)
    return smaller.control == larger.control and not (smaller.lettered or alone) and smaller.total is None
