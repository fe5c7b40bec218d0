"""Words brought to what they share with their derivations: `epileptic` with `epilepsy`, `renal` with `kidney`.

Stemming follows Porter's idea of taking endings off (An algorithm for suffix stripping, Program 1980), with endings of
medical words; it need not give a word, only the same letters for two words of one meaning.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.normalising.words import ENDINGS, JOINERS, NEAR, ORGANS, SAME, SHORTEST_STEM
from pipeline.extract.terms.normalise import Kept, fold, tokens_of

#: What is left of each ending, by the endings' lengths, the longest first.
_LEFT_OF: dict[int, dict[str, str]] = {
    length: {ending: left for left, endings in sorted(ENDINGS.items()) for ending in endings if len(ending) == length}
    for length in sorted({len(ending) for endings in ENDINGS.values() for ending in endings}, reverse=True)
}


def _stripped(word: str) -> str:
    for length, left_of in _LEFT_OF.items():
        left = left_of.get(word[-length:])
        if left is not None and len(word) - length + len(left) >= SHORTEST_STEM:
            return word[:-length] + left
    return word


_SAME = {_stripped(word): _stripped(same) for word, same in SAME.items()}


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one folded word; an organ's adjective gives the organ's."""
    stripped = _stripped(ORGANS.get(word, word))
    return _SAME.get(stripped, stripped)


_NEAR = {stem(word): stem(near) for word, near in NEAR.items()}


def near(stemmed: str) -> str:
    """What a stem is close to in meaning; the stem itself where it is close to none."""
    return _NEAR.get(stemmed, stemmed)


def _telling(token: str) -> str:
    folded = fold(token)
    return stem(folded) if folded not in JOINERS and folded[0].isalnum() else ""


#: Tokens and their stems, empty for what only joins others.
_stems = Kept(_telling)


def stems(name: str) -> tuple[str, ...]:
    """The stems of a name in order, without the words that only join others."""
    return tuple(filter(None, map(_stems.__getitem__, tokens_of(name))))
