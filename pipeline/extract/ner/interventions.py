"""Interventions that no lexicon names (`a walking programme`, `PLISSIT counselling`): what the arms of a trial had.

PICO-Corpus marks an intervention once a document: where the encoder has marked it, its other places are found by its
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pipeline.extract.ner.recognised import Recognised
from pipeline.schema import Concept, Mention, Span

_HEADS: Final = ("intervention", "control")
#: Words around a name that are no part of it.
_BEFORE = re.compile(r"^(?:(?:the|an?|either|both|only|receiving|received|with|of)\s+)+", re.IGNORECASE)
_BEHIND = re.compile(r"(?:\s+(?:groups?|arms?|patients|alone|only|treatment group|intervention))+$", re.IGNORECASE)
#: What tells no therapy: that there was none, or that it was the trial's.
_NO_NAME = re.compile(
    r"^(?:(?:no|not|without|non)\b.*|(?:active |study |experimental |test )?(?:treatment|intervention|therapy|control|controls|group|arm|care|drug|program(?:me)?|placebo)s?|.{1,2}|[\W\d]+)$",
    re.IGNORECASE,
)
#: A name of more words is a description.
_LONGEST: Final = 6
#: How sure the encoder must be.
SURE: Final = 0.5


def interventions(
    text: str, named: Sequence[Mention], recognised: Iterable[Recognised], short_forms: Mapping[str, str]
) -> list[Mention]:
    """Mentions of the interventions that the encoder marks and no lexicon names, at every place of their words.

    Args:
        text: the document's text.
        named: what the lexicons name; what is marked over a therapy of theirs is theirs.
        recognised: what the encoder marks.
        short_forms: the document's short forms with their long forms.
    """
    taken = [mention.span for mention in named if mention.type in ("therapy", "drug", "chemical")]
    names: dict[str, float] = {}
    for found in recognised:
        if found.kind in _HEADS and (found.score or 0.0) >= SURE:
            if any(span.overlaps(found.span) for span in taken):
                continue
            for name in _names(found.span.of(text), short_forms):
                names[name] = max(names.get(name, 0.0), found.score or 0.0)
    mentions: list[Mention] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        long = short_forms.get(name, name)
        concept = Concept(f"evigraph:named-{_slug(long)}", " ".join(long.lower().split()), "therapy")
        # A short form is bound to its letter case.
        flags = 0 if name in short_forms else re.IGNORECASE
        words = re.escape(name).replace(r"\ ", r"\s+")
        for match in re.finditer(rf"(?<![\w-]){words}(?!\w)", text, flags):
            span = Span(match.start(), match.end())
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                mentions.append(Mention(span, match[0], "therapy", (concept,), source="encoder", score=names[name]))
    return sorted(mentions, key=lambda mention: mention.span)


def _names(surface: str, short_forms: Mapping[str, str]) -> Iterator[str]:
    """What an intervention is called: without the words around its name, and by the document's short form for it."""
    name = _BEHIND.sub("", _BEFORE.sub("", surface.strip(" ,;:.()[]")))
    if _NO_NAME.match(name) or len(name.split()) > _LONGEST:
        return
    yield name
    for short, long in short_forms.items():
        if short == name:
            yield long
        elif long.lower() == name.lower():
            yield short


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
