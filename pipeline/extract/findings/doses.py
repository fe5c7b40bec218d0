"""Groups that are told by the dose of one drug: `the A 5 and 10 mg groups`, `with A 80 mg`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms import THERAPY_TYPES, Arm
from pipeline.schema import Concept, Mention, Span

_UNIT = r"(?:mg|g|[µμ]g|mcg|IU|kcal|ml|Gy)(?:/(?:kg|m2|day|d))?(?![\w/])"
_AMOUNT = r"\d{1,4}(?:[.,]\d{1,3})?"
#: Doses told together, of which the last has the unit of all.
_DOSES = re.compile(
    rf"(?<![\w.,/-])(?:{_AMOUNT}(?:[\s-]?{_UNIT})?(?:,\s(?:and\s|or\s)?|\s(?:and|or|vs\.?|versus)\s|/)){{0,4}}{_AMOUNT}[\s-]?{_UNIT}",
    re.IGNORECASE,
)
_DOSE = re.compile(rf"(?P<amount>\d+(?:[.,]\d+)?)(?:[\s-]?(?P<unit>{_UNIT}))?", re.IGNORECASE)
_OF_DRUG = re.compile(r"\s(?:at\s(?:a dose of\s)?|(?:in\s)?doses? of\s)?", re.IGNORECASE)
_BEFORE_DRUG = re.compile(r"\s(?:(?:doses?\s)?of\s|once[- ]daily\s)?", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:[\s-](?:dose|once daily|twice daily|bid|qd|daily|depot|treatment))?[\s-](?:groups?|arms?|cohorts?)\b",
    re.IGNORECASE,
)
#: Fewer doses of a drug set no groups apart.
LEAST = 2


def dose_groups(
    folded: str, sentence: Span, arms: Sequence[Arm], mentions: Sequence[Mention]
) -> list[tuple[Span, Arm]]:
    """Where a sentence names patients by the dose that they had, each with the arm that they are.

    Args:
        folded: the same, folded.
        sentence: where to look.
        arms: the study's arms.
        mentions: mentions of the document.
    """
    found: list[tuple[Span, Arm]] = []
    drugs = [m for m in mentions if m.type in THERAPY_TYPES and m.concepts]
    for match in _DOSES.finditer(folded, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        drug = _drug_of(span, folded, drugs)
        grouped = _GROUP.match(folded, span.end, sentence.end)
        if drug is None and not grouped:
            continue
        arm = _arm_of(drug.concepts[0] if drug is not None else None, arms)
        if arm is None or len(_doses_told(arm, folded, drugs)) < LEAST:
            continue
        doses = list(_DOSE.finditer(folded, span.start, span.end))
        unit = next((dose["unit"] for dose in reversed(doses) if dose["unit"]), "")
        # A name has its drug with it, however far off that stands in a list.
        called = drug.surface if drug is not None else _drug_name(arm)
        for dose in doses:
            name = f"{called} {dose['amount']} {dose['unit'] or unit}".strip()
            place = Span(dose.start(), dose.end())
            if drug is not None and (dose is doses[0] if drug.span.end <= span.start else dose is doses[-1]):
                place = place.cover(drug.span)
            found.append((place, replace(arm, name=name, aliases=frozenset({name.lower()}), control=False, total=None)))
    return found


def _drug_of(span: Span, folded: str, drugs: Sequence[Mention]) -> Mention | None:
    """The drug whose name stands right before doses, or right behind them."""
    for drug in drugs:
        if drug.span.end <= span.start and _OF_DRUG.fullmatch(folded, drug.span.end, span.start):
            return drug
        if drug.span.start >= span.end and _BEFORE_DRUG.fullmatch(folded, span.end, drug.span.start):
            return drug
    return None


def _arm_of(drug: Concept | None, arms: Sequence[Arm]) -> Arm | None:
    """The arm of a drug; of doses alone, the one arm of a drug that is no control."""
    given = [arm for arm in arms if arm.therapies and not arm.control]
    if drug is not None:
        given = [arm for arm in given if drug in arm.therapies]
        return min(given, key=lambda arm: len(arm.therapies), default=None)
    return given[0] if len({arm.therapies for arm in given}) == 1 else None


def _doses_told(arm: Arm, folded: str, drugs: Sequence[Mention]) -> set[str]:
    """The doses of an arm's drug that the document tells beside its name."""
    own = [m for m in drugs if m.concepts[0] in arm.therapies]
    told: set[str] = set()
    for drug in own:
        for match in _DOSES.finditer(folded, max(0, drug.span.start - 40), min(len(folded), drug.span.end + 60)):
            span = Span(match.start(), match.end())
            if _drug_of(span, folded, [drug]) is not None:
                told.update(dose["amount"] for dose in _DOSE.finditer(folded, span.start, span.end))
    return told


def _drug_name(arm: Arm) -> str:
    return arm.therapies[0].name if len(arm.therapies) == 1 else ""
