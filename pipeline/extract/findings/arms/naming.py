"""Which arm a name means that shares only its telling words: `the robotic group` of `robotic-assisted navigation`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms.arm import Arm
from pipeline.schema import Span

#: Words that tell no arm from another.
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "with",
        "and",
        "or",
        "to",
        "for",
        "by",
        "from",
        "at",
        "who",
        "were",
        "was",
        "is",
        "are",
        "plus",
        "versus",
        "group",
        "groups",
        "arm",
        "arms",
        "cohort",
        "cohorts",
        "patient",
        "patients",
        "women",
        "men",
        "children",
        "participants",
        "subjects",
        "individuals",
        "adults",
        "infants",
        "recipients",
        "those",
        "treated",
        "treatment",
        "therapy",
        "receiving",
        "received",
        "given",
        "assigned",
        "randomized",
        "randomised",
        "allocated",
        "study",
        "trial",
        "only",
        "alone",
        "dose",
        "first",
        "second",
        "high",
        "low",
        "risk",
        "good",
        "poor",
        "early",
        "late",
        "whole",
        "all",
        "both",
        "intervention",
        "control",
        "controls",
        "standard",
        "conventional",
        "experimental",
        "active",
    ]
)
#: A word that begins another is the same from so many letters on (`oestrogen`, `oestrogens`; `navigated`, `navigation`).
_LETTERS = 5
_WORD = re.compile(r"[a-z0-9]+")


def telling_words(name: str) -> frozenset[str]:
    """The words of a name that may tell one arm from another."""
    return frozenset(_WORD.findall(name.lower())) - _COMMON


def arm_meant(name: str, arms: Sequence[Arm]) -> Arm | None:
    """The one arm that has all telling words of a name; None where the name has none, or more arms than one have them.

    Args:
        name: a name of a group, in the text's words.
        arms: the arms of the study.
    """
    words = telling_words(name)
    if not words:
        return None
    meant = [arm for arm in arms if all(any(_same(word, own) for own in _own_words(arm)) for word in words)]
    return meant[0] if len(meant) == 1 else None


def as_told(arms: Sequence[Arm], text: str, sentences: Sequence[Span]) -> tuple[Arm, ...]:
    """The arms, each that the results never call by its name with the name that they call it by most.

    Args:
        arms: the arms of the study.
        text: verbatim text.
        sentences: those that tell results.
    """
    return tuple(_as_told(arm, text, sentences) for arm in arms)


#: `25 allografted patients`: what was done, under no name.
PARTICIPLE = re.compile(r"[a-z-]+(?:grafted|planted|ated|[iy][sz]ed)")


def _as_told(arm: Arm, text: str, sentences: Sequence[Span]) -> Arm:
    found: Counter[str] = Counter()
    # `allografted patients` tells what was done to them, not what they are called.
    called = (alias for alias in arm.aliases if len(alias) > 1 and not PARTICIPLE.fullmatch(alias))
    names = sorted(called, key=lambda alias: (-len(alias), alias))
    if not names:
        return arm
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in names)})(?![\w-])", re.IGNORECASE)
    for sentence in sentences:
        found.update(match[0] for match in pattern.finditer(text, sentence.start, sentence.end))
    told = {name.lower() for name in found}
    if not found or {arm.name.lower(), arm.name.lower().removesuffix("s")} & told:
        return arm
    most = max(found.values())
    return replace(arm, name=next(name for name, number in found.items() if number == most))


def _own_words(arm: Arm) -> frozenset[str]:
    return frozenset().union(*(telling_words(name) for name in (arm.name, *arm.aliases)))


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    shared = min(len(word), len(other))
    return shared >= _LETTERS and word[: shared - 1] == other[: shared - 1] and shared >= max(len(word), len(other)) - 4
