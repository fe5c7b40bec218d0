"""What is looked at in the sentences of an abstract to tell their roles: names of features, each present or absent.

The features are those that sentence classifiers for abstracts have used since Hirohata et al., "Identifying Sections in
Scientific Abstracts using Conditional Random Fields", IJCNLP 2008: words, pairs of words, how the sentence begins, its
place, and its neighbours; with the shape of numbers and the tense of verbs added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,·]\d+)*%?|[%=<>≤≥±:;()/?]")
_DECIMAL = re.compile(r"\d[.,·]\d")
_COMPARES = frozenset("=<>≤≥")
#: The words that tell a flag, any of them.
_CUES: tuple[tuple[str, frozenset[str]], ...] = (
    ("past", frozenset(("was", "were", "had", "did"))),
    ("present", frozenset(("is", "are", "has", "have", "do", "does"))),
    ("future", frozenset(("will",))),
    ("modal", frozenset(("may", "might", "could", "should", "would", "can"))),
    ("we", frozenset(("we", "our"))),
)
_INTERVAL = frozenset(("ci", "confidence"))
_REGISTER = frozenset(
    ("nct", "isrctn", "actrn", "drks", "eudract", "chictr", "umin", "ntr", "ctri", "pactr", "irct", "clinicaltrials",
     "registered", "registration", "registry", "register")
)  # fmt: skip
#: Sentences are told apart by length at these numbers of words and signs.
_LENGTHS = (8, 14, 20, 28, 40)
_FIGURES = frozenset(("P", "CI", "%"))


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """What a sentence shows by itself.

    Attributes:
        own: all that says something of its own role.
        shown: the part of it that also says something of its neighbours' roles.
        flags: its signs and cues, without the prefix that their names have among the features.
        tense: its cues of tense, together.
        future: whether it tells what will be done.
    """

    own: tuple[str, ...]
    shown: tuple[str, ...]
    flags: tuple[str, ...]
    tense: str
    future: bool


def _shape(token: str) -> str:
    """A word in lower case; of a number, how it is written: ``00``, ``0.0``, ``year``, ``00%``."""
    if not token[0].isdecimal():
        return token.lower()
    number = token.rstrip("%")
    if _DECIMAL.search(number):
        shape = "0.0"
    elif len(number) == 4 and number[:2] in ("19", "20"):
        shape = "year"
    else:
        shape = "0" * min(len(number), 3)
    return shape + token[len(number) :]


def _flags(tokens: Sequence[str], present: frozenset[str]) -> tuple[list[str], str]:
    flags: list[str] = []
    if any(a == "p" and b in _COMPARES for a, b in pairwise(tokens)):
        flags.append("P")
    if present & _INTERVAL:
        flags.append("CI")
    if any(token.endswith("%") for token in present):
        flags.append("%")
    if present & _REGISTER:
        flags.append("register")
    numbers = sum(token[0] == "0" or token == "year" for token in tokens)
    flags.append(f"numbers{min(numbers, 5)}")
    flags.append(f"length{sum(len(tokens) >= length for length in _LENGTHS)}")
    cues = [name for name, words in _CUES if present & words]
    tense = "+".join(cues)
    flags.append(f"tense:{tense}")
    flags.extend(cues)
    if not cues and any(token.endswith("ed") for token in present):
        flags.append("ed")
    return flags, tense


def read_sentence(sentence: str) -> SentenceFeatures:
    """What a sentence shows by itself."""
    tokens = [_shape(token) for token in _TOKEN.findall(sentence)]
    present = frozenset(tokens)
    flags, tense = _flags(tokens, present)
    words = [f"w:{token}" for token in present]
    opening = [f"{count}:{' '.join(tokens[:count])}" for count in (1, 2, 3)]
    named = [f"f:{flag}" for flag in flags]
    own = {*words, *opening, *named, f"last:{tokens[-1] if tokens else ''}"}
    own.update(f"b:{a} {b}" for a, b in pairwise(tokens))
    own.update(f"e:{token[-3:]}" for token in present if len(token) > 5 and token.isalpha())
    return SentenceFeatures(tuple(own), (*words, *opening, *named), tuple(flags), tense, "future" in flags)


def read_places(sentences: Sequence[str], read: Sequence[SentenceFeatures]) -> list[list[str]]:
    """What each sentence's place in its abstract says: how far in it stands, and where the figures are told.

    Args:
        sentences: the sentences of an abstract, in order.
        read: what each of them shows by itself.
    """
    number = len(sentences)
    lengths = [max(1, len(sentence)) for sentence in sentences]
    whole = sum(lengths)
    told = [not _FIGURES.isdisjoint(each.flags) for each in read]
    planned = sum(each.future for each in read)
    size = f"size{min(number, 20)}"
    places: list[list[str]] = []
    before = figures_before = 0
    figures = sum(told)
    for index, each in enumerate(read):
        # In integers, so that it is the same wherever it is reckoned.
        middle = 2 * before + lengths[index]
        tenth, fifth = middle * 5 // whole, middle * 5 // (2 * whole)
        left = number - 1 - index
        behind = figures - figures_before - told[index]
        place = [
            f"tenth{tenth}",
            f"from_start{min(index, 6)}",
            f"to_end{min(left, 6)}",
            size,
            f"from_start{min(index, 4)}/size{min(number // 4, 5)}",
            f"figures_before{min(figures_before, 3)}",
            f"figures_behind{min(behind, 3)}",
            f"figures{min(figures_before, 2)}/{int(told[index])}/{min(behind, 2)}",
            f"planned{min(planned, 3)}",
            f"planned{min(planned, 2)}/fifth{fifth}",
        ]
        place.extend(f"{flag}/fifth{fifth}" for flag in each.flags)
        place.extend(f"{flag}/to_end{min(left, 2)}" for flag in each.flags)
        places.append([f"p:{name}" for name in place])
        before += lengths[index]
        figures_before += told[index]
    return places
