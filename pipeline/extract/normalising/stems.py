"""Words brought to what they share with their derivations: `epileptic` with `epilepsy`, `renal` with `kidney`.

Stemming follows Porter's idea of taking endings off (An algorithm for suffix stripping, Program 1980), with endings of
medical words; it need not give a word, only the same letters for two words of one meaning.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.normalising.words import ENDINGS, JOINERS, NEAR, ORGANS, SAME, SHORTEST_STEM
from pipeline.extract.terms.normalise import key_tokens

_ENDINGS = sorted(
    ((ending, left) for left, endings in ENDINGS.items() for ending in endings), key=lambda pair: (-len(pair[0]), pair)
)


def _stripped(word: str) -> str:
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(left) >= SHORTEST_STEM:
            return word[: -len(ending)] + left
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


def stems(name: str) -> tuple[str, ...]:
    """The stems of a name in order, without the words that only join others."""
    return tuple(stem(token) for token in key_tokens(name) if token not in JOINERS and token[0].isalnum())
