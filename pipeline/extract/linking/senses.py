"""The table of what short forms mean by field: their senses, and the words of a text that support each.

A tab-separated file with the columns ``form``, ``sense``, ``type``, ``prior``, ``before``, ``after``, ``words`` and
``reason``; several values in a cell are joined by ``;``. A row whose form begins with ``@`` is a group of cues that
other rows name in their ``words``. The sense is a concept's name, by which the lexicons are asked for its identifier,
so that none stands here; further names of it may follow. A type that ends with ``?`` is of a concept that the lexicons
may lack. In cues ``*`` is the rest of a word and ``#`` a number; letter case counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipeline.errors import LexiconError
from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept

COLUMNS = ("form", "sense", "type", "prior", "before", "after", "words", "reason")
#: The type of a sense that no lexicon of evigraph names: a state, a unit, a common word.
OTHER = "other"
MEASURE = "measure"
#: The type that the table gives a sense which is no name: a common word, written in capitals.
WORD = "word"
#: Types that name the same kind of thing, so that a name may stand for both at once.
_KINDS = {
    "disease": "condition",
    "adverse_event": "condition",
    "drug": "treatment",
    "therapy": "treatment",
    "chemical": "treatment",
}
#: What may stand between a cue and the short form beside it.
_GAP = r"[\s\-\u2010\u2011\u2013/(\[,:=\"']{0,3}"
_GAP_AFTER = r"s?[\s\-\u2010\u2011\u2013/)\],:=\"'+]{0,3}"


def kind_of(type_: str) -> str:
    """What kind of thing a type names: a disease and an adverse event are of one kind."""
    return _KINDS.get(type_, type_)


@dataclass(frozen=True)
class Cues:
    """Words that support a sense.

    Attributes:
        before: what stands right before the name.
        after: what stands right behind it.
        words: what stands in its sentence or elsewhere in the document.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __add__(self, other: Cues) -> Cues:
        return Cues(self.before + other.before, self.after + other.after, self.words + other.words)

    @cached_property
    def before_pattern(self) -> re.Pattern[str] | None:
        """Matches lower-case text that ends with a cue, with what may stand between it and the name."""
        return re.compile(rf"(?<![^\W_])(?:{_either(self.before)}){_GAP}\Z") if self.before else None

    @cached_property
    def after_pattern(self) -> re.Pattern[str] | None:
        """Matches lower-case text that begins with what may stand between the name and a cue, and the cue."""
        return re.compile(rf"{_GAP_AFTER}(?:{_either(self.after)})(?![^\W_])") if self.after else None


def _either(cues: Sequence[str]) -> str:
    longest_first = sorted(dict.fromkeys(cues), key=lambda cue: (-len(cue), cue))
    return "|".join(
        re.escape(cue).replace(r"\*", r"\w*").replace(r"\#", r"\d[\d.,\u00b7]*").replace(r"\ ", r"[\s-]+")
        for cue in longest_first
    )


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may stand for.

    Attributes:
        labels: its names in plain words, lower case.
        concepts: what it is, best first: a disease and an adverse event of one name are both it; a sense that no lexicon
            names has an id of evigraph's own and the type ``other``.
        named: whether a lexicon of terms has the concept, so that a mention of it is worth a mention.
        word: whether it is a common word, of which capitals say nothing.
        prior: how much speaks for it before anything is read, in points of evidence.
        cues: what supports it.
    """

    labels: tuple[str, ...]
    concepts: tuple[Concept, ...]
    named: bool
    prior: float
    cues: Cues = field(default_factory=Cues)
    word: bool = False

    @property
    def concept(self) -> Concept:
        """The first of its concepts."""
        return self.concepts[0]


class Senses:
    """The senses of short forms, and groups of cues by name. Never changes once built, and can be pickled.

    Attributes:
        measures: the names of the outcome measures, among which short forms are as ambiguous as elsewhere; None where
            nothing is known of them.
    """

    __slots__ = ("_by_form", "_groups", "_measure_forms", "measures")

    def __init__(
        self, by_form: Mapping[str, Sequence[Sense]], groups: Mapping[str, Cues], measures: Lexicon | None = None
    ) -> None:
        self.measures = measures
        self._measure_forms = frozenset(name for name, _ in measures.names()) if measures else frozenset[str]()
        self._by_form = {form: tuple(senses) for form, senses in by_form.items()}
        self._groups = dict(groups)

    def __contains__(self, form: object) -> bool:
        return form in self._by_form

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_form)

    def of(self, form: str) -> tuple[Sense, ...]:
        """The senses of a short form, in the order of the table."""
        return self._by_form.get(form, ())

    def is_measure(self, form: str) -> bool:
        """Whether the outcome measures have a name that is written so, but for a plural ``s``."""
        return form in self._measure_forms or form.removesuffix("s") in self._measure_forms

    def group(self, name: str) -> Cues:
        """A group of cues (``gene``); none where the table has no such group."""
        return self._groups.get(name, Cues())


#: No table at all: names are ambiguous only where lexicons share them.
NONE = Senses({}, {})


def load_senses(path: Path, lexicon: Lexicon, measures: Lexicon | None = None) -> Senses:
    """Read the table.

    Args:
        path: the file.
        lexicon: the concepts that senses name; one that it does not have counts as a sense of type ``other``.
        measures: the same for the outcome measures.

    Raises:
        LexiconError: naming file and line, when the file is not there or breaks the format.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: the table of short forms cannot be read: {error}") from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise LexiconError(f"{path}:1: expected the columns {', '.join(COLUMNS)}")
    groups: dict[str, Cues] = {}
    by_form: dict[str, list[Sense]] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise LexiconError(f"{path}:{number}: expected {len(COLUMNS)} tab-separated cells, found {len(cells)}")
        forms, label, kind, prior, before, after, words, _ = cells
        if not forms.strip() or not (forms[0] == "@" or (label.strip() and kind.strip())):
            raise LexiconError(f"{path}:{number}: form, sense and type must not be empty")
        try:
            points = float(prior or 0)
        except ValueError as error:
            raise LexiconError(f"{path}:{number}: expected a number as prior, found {prior!r}") from error
        cues = Cues(
            _several(before.casefold()),
            _several(after.casefold()),
            tuple(word for word in _several(words.casefold()) if word[0] != "@"),
        )
        for name in (word[1:] for word in _several(words) if word[0] == "@"):
            if name not in groups:
                raise LexiconError(f"{path}:{number}: no group of cues above is called @{name}")
            cues += groups[name]
        if forms.startswith("@"):
            groups[forms[1:]] = cues
            continue
        names = _several(label)
        concepts = _concepts(names[0], kind.rstrip("?"), lexicon, measures)
        named = concepts[0].type not in (OTHER, MEASURE)
        labels = tuple(name.casefold() for name in names)
        for form in _several(forms):
            by_form.setdefault(form, []).append(Sense(labels, concepts, named, points, cues, kind == WORD))
    return Senses(by_form, groups, measures)


def _concepts(label: str, kind: str, lexicon: Lexicon, measures: Lexicon | None) -> tuple[Concept, ...]:
    if kind == MEASURE and measures is not None:
        found = measures.lookup(label)
        if found:
            return (Concept(found[0].id, found[0].name, MEASURE),)
    elif kind not in (OTHER, WORD):
        known = [concept for concept in lexicon.lookup(label) if kind_of(concept.type) == kind_of(kind)]
        if any(concept.type == kind for concept in known):
            return tuple(known)
    local = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")
    return (Concept(f"evigraph:sense-{local}", label, OTHER),)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
