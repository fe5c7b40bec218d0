"""From mentions to concepts: the words as they are, as the document defines them, as other names are made of them.

The steps go from what is sure to what is likely, and the first that finds something answers:

::

    apart      two things joined by `and` or `or`, each a name of its own, before the whole is asked for
    name       the lexicon's own lookup: letter case, spelling, plural, hyphens
    words      the same stems in any order (`renal failure, acute`, `epileptic`)
    apart      a name of several things, each of which is known (`breast and ovarian cancer`)
    narrowed   without the words that only narrow a name (`severe`, `left`, `drug-induced`)
    near       with words of close meaning taken for one another (`carcinoma` and `cancer`)
    within     the longest known name among the words (`non-asbestos related mesothelioma`)
    letters    the nearest name by its trigrams, for slips of the pen; only where it is asked for: its gain is small
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.normalising import spellings
from pipeline.extract.normalising.bags import Bag, BagIndex
from pipeline.extract.normalising.nearest import Candidates, Nearest, nearest_names
from pipeline.extract.normalising.species import Genes
from pipeline.extract.normalising.stems import stem, stems
from pipeline.extract.normalising.words import GENERIC, MODIFIERS
from pipeline.extract.sentences import split_sentences
from pipeline.extract.terms import Lexicon
from pipeline.extract.terms.normalise import key_tokens
from pipeline.schema import Concept, Document, Mention

#: A mention's type -> the types that its concept may have.
GROUPS: dict[str, frozenset[str]] = {
    "chemical": frozenset({"chemical", "drug", "therapy"}),
    "drug": frozenset({"chemical", "drug", "therapy"}),
    "therapy": frozenset({"chemical", "drug", "therapy"}),
    "disease": frozenset({"disease", "adverse_event"}),
    "adverse_event": frozenset({"disease", "adverse_event"}),
    "gene": frozenset({"gene"}),
}

SCORES: dict[str, float] = {
    "name": 1.0,
    "words": 0.95,
    "apart": 0.9,
    "narrowed": 0.85,
    "near": 0.75,
    "within": 0.6,
    "letters": 0.5,
}

#: How alike names must be in their letters, and how much of a name a known one within it must tell.
ALIKE = 0.8
TOLD = 0.45

_MODIFIERS = frozenset(map(stem, MODIFIERS))
_TELLS_NOTHING = _MODIFIERS | frozenset(map(stem, GENERIC))


@dataclass(frozen=True, slots=True)
class Answer:
    """A concept that a mention stands for.

    Attributes:
        concept: the concept.
        score: how sure it is, 0 to 1: what the step that found it is worth.
        step: which step found it, a key of :data:`SCORES`.
    """

    concept: Concept
    score: float
    step: str


def _of_organism(genes: Genes, mention: Mention, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """What a gene's mention stands for in the organism that the text writes of there."""
    meant = ((genes.meant(mention, (answer.concept,)), answer) for answer in answers)
    return tuple(replace(answer, concept=concept) for concepts, answer in meant for concept in concepts)


class _Names:
    """The names of one group of types, and the indexes over them, each made when it is first asked for."""

    def __init__(self, lexicon: Lexicon, types: frozenset[str], candidates: Candidates) -> None:
        self._candidates = candidates
        pairs = list(lexicon.names(types))
        self.names = [name for name, _ in pairs]
        self.concepts = [concept for _, concept in pairs]
        self.verbatim: dict[str, list[Concept]] = {}
        for name, concept in pairs:
            self.verbatim.setdefault(name.lower(), []).append(concept)

    @cached_property
    def bags(self) -> BagIndex:
        return BagIndex(self.names)

    @cached_property
    def letters(self) -> Nearest:
        return nearest_names(self._candidates, self.names)


class Normaliser:
    """Says what mentions stand for. Its indexes are made when they are first needed, which takes about a second."""

    def __init__(self, lexicon: Lexicon, candidates: Candidates = "off", steps: Iterable[str] = tuple(SCORES)) -> None:
        """Normalise to the concepts of a lexicon.

        Args:
            lexicon: the concepts and their names.
            candidates: how the nearest name is found where no other step finds one; not at all where ``off``.
            steps: the steps to take, of :data:`SCORES`.
        """
        self._lexicon = lexicon
        self._candidates = candidates
        self._steps = frozenset(steps) - ({"letters"} if candidates == "off" else set())
        self._known: dict[frozenset[str], _Names] = {}

    def link(self, document: Document, mentions: Iterable[Mention]) -> list[tuple[Answer, ...]]:
        """What each mention of a document stands for: one concept, several where it names several, or none."""
        given = list(mentions)
        defined = find_abbreviations(document.text, split_sentences(document.text, document.passages))
        short = {each.short_form: each.long_form for each in reversed(defined)}
        for mention in given:
            if mention.surface not in short and (long := _initialled(mention, given)):
                short[mention.surface] = long
        seen: dict[tuple[str, str], tuple[Answer, ...]] = {}
        for mention in given:
            key = (mention.surface, mention.type)
            if key not in seen:
                seen[key] = self.normalise(mention.surface, mention.type, short)
        genes = Genes(document.text)
        return [
            _of_organism(genes, mention, seen[mention.surface, mention.type])
            if mention.type == "gene"
            else seen[mention.surface, mention.type]
            for mention in given
        ]

    def beside(self, document: Document, mentions: Sequence[Mention]) -> list[Mention]:
        """A source's mentions; one that comes without an identifier has the concept of its words.

        What a source says outright is not gainsaid by what its words look like.
        """
        unknown = [mention for mention in mentions if not mention.concepts]
        read = dict(zip(map(id, unknown), self.link(document, unknown), strict=True)) if unknown else {}
        return [
            replace(mention, concepts=tuple(answer.concept for answer in read.get(id(mention), ())) or mention.concepts)
            for mention in mentions
        ]

    def normalise(self, surface: str, type: str, short: Mapping[str, str] | None = None) -> tuple[Answer, ...]:
        """What one name stands for.

        Args:
            surface: the words of the mention.
            type: its type, a key of :data:`GROUPS`; another type has no concepts.
            short: the document's short forms with their long forms.
        """
        types = GROUPS.get(type)
        if types is None:
            return ()
        names = [surface]
        if short:
            names.insert(0, short.get(surface, surface))
            names.append(spellings.written_out(surface, short))
        names = list(dict.fromkeys(spellings.unbracketed(name) for name in (surface, *names)))
        if short and surface in short:
            names.reverse()
        for step, find in self._finders(types):
            if step in self._steps:
                for name in names:
                    found = find(name)
                    if found:
                        return tuple(Answer(concept, SCORES[step], step) for concept in found)
        return ()

    def identifier(
        self,
        id: str,
        namespaces: Sequence[str | tuple[str, ...]],
        accept: Callable[[str], object] = bool,
        above: bool = True,
    ) -> str | None:
        """What a concept is called elsewhere: itself, else the nearest class above it that has a name there.

        Args:
            id: the concept's CURIE.
            namespaces: the prefixes to look for, the best first; of several in a tuple the one that the lexicon gives
                first.
            accept: whether a CURIE will do, for those who know only a part of a namespace.
            above: whether a class above it will do: a kind of a disease is that disease, but a substance is not what
                its class is.

        Returns:
            a CURIE; None where neither the concept nor anything above it has one.
        """
        ahead, done = [id], {id}
        while ahead:
            for namespace in namespaces:
                prefixes = (namespace,) if isinstance(namespace, str) else namespace
                for here in ahead:
                    for curie in (here, *self._lexicon.xrefs(here)):
                        if curie.partition(":")[0] in prefixes and accept(curie):
                            return curie
            if not above:
                return None
            wider = dict.fromkeys(parent for here in ahead for parent in self._lexicon.parents(here))
            ahead = [parent for parent in wider if parent not in done]
            done.update(ahead)
        return None

    def _finders(self, types: frozenset[str]) -> Iterator[tuple[str, Callable[[str], tuple[Concept, ...]]]]:
        if "disease" in types:
            yield "apart", lambda name: self._joined(name, types)
        yield "name", lambda name: self._by_name(name, types)
        yield "words", lambda name: self._by_words(name, types)
        if "gene" in types:
            return
        yield "apart", lambda name: self._apart(name, types)
        yield "narrowed", lambda name: self._narrowed(name, types)
        yield "near", lambda name: self._near(name, types)
        if "disease" in types:
            yield "within", lambda name: self._within(name, types)
        yield "letters", lambda name: self._by_letters(name, types)

    def _names(self, types: frozenset[str]) -> _Names:
        if types not in self._known:
            self._known[types] = _Names(self._lexicon, types, self._candidates)
        return self._known[types]

    def _by_name(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        # `amphetamines` is a class, `amphetamine` one of it: the name as written goes before its folded form.
        found = self._names(types).verbatim.get(name.lower(), [])
        found = found or [concept for concept in self._lexicon.lookup(name) if concept.type in types]
        if not found and "chemical" in types:
            for bare in (spellings.without_salt(name), spellings.without_stereo(spellings.without_salt(name))):
                found = found or [concept for concept in self._lexicon.lookup(bare) if concept.type in types]
            others = (self._lexicon.lookup(each) for each in spellings.of_chemical(name))
            found = found or next(filter(None, ([c for c in concepts if c.type in types] for concepts in others)), [])
        if not found and "gene" in types:
            shorter = (self._lexicon.lookup(each) for each in spellings.of_gene(name))
            found = next(filter(None, ([c for c in concepts if c.type in types] for concepts in shorter)), [])
        return self._best(found, name)

    def _by_words(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        known = self._names(types)
        return self._best(known.concepts[place] for place in known.bags.same(stems(name)))

    def _joined(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        """Two things that a name joins, which are not what it is called by as a whole.

        `Breast and ovarian cancer` are two; `head and neck cancer` is what one is called in text, and a word that
        narrows both, as in `familial breast and ovarian cancer`, may make one of them.
        """
        if not spellings.joins(name) or any(word in _MODIFIERS for word in stems(name)):
            return ()
        if any(match.surface == name for match in self._lexicon.find(name)):
            return ()
        for parts in spellings.taken_apart(name):
            found = [self._by_name(part, types) for part in parts]
            if all(found):
                several = tuple(dict.fromkeys(concept for each in found for concept in each))
                return several if len(several) > 1 else ()
        return ()

    def _apart(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        for parts in spellings.taken_apart(name):
            found = [self._by_name(part, types) or self._by_words(part, types) for part in parts]
            if all(found):
                return tuple(dict.fromkeys(concept for each in found for concept in each))
        return ()

    def _narrowed(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        known = self._names(types)
        words = tuple(word for word in stems(name) if word not in _MODIFIERS)
        return self._best(known.concepts[place] for place in known.bags.same(words)) if words else ()

    def _near(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        known = self._names(types)
        for words in (stems(name), tuple(word for word in stems(name) if word not in _MODIFIERS)):
            found = self._best(known.concepts[place] for place in known.bags.near(words)) if words else ()
            if found:
                return found
        return ()

    def _within(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        known = self._names(types)
        words = stems(name)

        def accept(candidate: Bag) -> bool:
            return not all(word in _TELLS_NOTHING for word in candidate)

        share, places = known.bags.within(words, accept)
        # What a name ends with says what it is: a T-cell lymphoblastic lymphoma is one, before it is a T-cell lymphoma.
        last = self._last(name, types)
        if last and share >= TOLD:
            return last
        return self._best(known.concepts[place] for place in places) if share >= TOLD else ()

    def _last(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        """The longest known name of several words, one of which tells something, that a name ends with."""
        for match in self._lexicon.find(name)[-1:]:
            words = stems(match.surface)
            if match.span.end == len(name) and len(words) > 1 and not all(word in _TELLS_NOTHING for word in words):
                return self._best([c for c in match.concepts if c.type in types], match.surface)
        return ()

    def _by_letters(self, name: str, types: frozenset[str]) -> tuple[Concept, ...]:
        known = self._names(types)
        for place, likeness in known.letters.nearest(name, 1):
            if likeness >= ALIKE:
                return (known.concepts[place],)
        return ()

    def _best(self, concepts: Iterable[Concept], name: str = "") -> tuple[Concept, ...]:
        """Of concepts that share a name the one called so first of all, of those the one that others know."""
        found = list(dict.fromkeys(concepts))
        key = key_tokens(name)
        found.sort(key=lambda c: (c.id.startswith("evigraph:"), not self._refers(c.id), key_tokens(c.name) != key))
        return tuple(found[:1])

    def _refers(self, id: str) -> bool:
        return bool(self._lexicon.xrefs(id)) or id.startswith(("MESH:", "OMIM:", "NCBIGene:"))


def _initialled(mention: Mention, others: Sequence[Mention]) -> str | None:
    """The longer mention of the same type whose first letters a short form is made of; the first in the document."""
    letters = mention.surface
    if not (2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()):
        return None
    for other in others:
        words = other.surface.replace("-", " ").split()
        if other.type == mention.type and "".join(word[0] for word in words).upper() == letters:
            return other.surface
    return None
