"""How the training corpora use a name: whether it is mostly annotated where it stands, or mostly another word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.terms import Lexicon
from pipeline.extract.terms.files import Row
from pipeline.extract.terms.normalise import join_case
from pipeline.training.lexicons.overlay import Stops
from pipeline.training.lexicons.rows import compact
from pipeline.training.lexicons.sources import Sources

#: How often a name must stand in the corpora before they say anything of it.
FEWEST = 3
#: A name that is annotated in a smaller share of its places is another word.
SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Usage:
    """Places of a name in the corpora: all, and those that are annotated with a type."""

    places: int = 0
    annotated: int = 0

    @property
    def other_word(self) -> bool:
        """Whether the name is mostly something else."""
        return self.places >= FEWEST and self.annotated < SHARE * self.places


def usage(rows: Iterable[Row], sources: Sources, files: Sequence[str], kinds: frozenset[str]) -> Mapping[str, Usage]:
    """How corpora use names, by the key of a name and, for a name bound to its letter case, by the name itself.

    Args:
        rows: the names, those held back from text included.
        sources: where the corpora are.
        files: the corpora.
        kinds: their words for the type of the names.
    """
    lexicon = Lexicon(row._replace(flags=row.flags - {"hidden"}) for row in rows)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for file in files:
        for text, spans in sources.texts(file, kinds):
            for match in lexicon.find(text):
                hit = any(start < match.span.end and match.span.start < end for start, end in spans)
                for key in {compact(match.surface), join_case(match.surface)}:
                    counts[key][0] += 1
                    counts[key][1] += hit
    return {key: Usage(places, annotated) for key, (places, annotated) in counts.items()}


def of_name(row: Row, known: Mapping[str, Usage]) -> Usage:
    """How the corpora use the name of a row."""
    key = join_case(row.name) if "case" in row.flags else row.key.replace(" ", "")
    return known.get(key, Usage())


def as_used(
    rows: Sequence[Row],
    sources: Sources,
    files: Sequence[str],
    kinds: frozenset[str],
    kept: str | None = None,
    stops: Stops | None = None,
) -> list[Row]:
    """The rows, with names held back from text that the corpora show to be mostly another word.

    Args:
        rows: the rows of a lexicon.
        sources: where the corpora are.
        files: the corpora.
        kinds: their words for the type of the names.
        kept: preferred names of concepts of this namespace are never held back.
        stops: decisions about single names, of which `keep` is one against the corpora.
    """
    known = usage(rows, sources, files, kinds)
    preferred: set[str] = set()
    result: list[Row] = []
    for row in rows:
        first = row.id not in preferred
        preferred.add(row.id)
        keep = (first and row.id.partition(":")[0] == kept) or (stops and stops.has(row.type, row.name, "keep"))
        if of_name(row, known).other_word and not keep:
            row = row._replace(flags=row.flags | {"hidden"})
        result.append(row)
    return result
