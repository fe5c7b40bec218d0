"""Abstracts whose sentences have roles: labelled abstracts, with their labels taken out of the text."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import IngestError
from pipeline.extract.sections import ROLES, Role, heading_role, heading_roles
from pipeline.extract.sentences import split_sentences
from pipeline.ingest import find_sections
from pipeline.schema import Span

#: The parts that abstracts are dealt into by their identifier; the first is held out.
PARTS = 5
_LABEL = re.compile(r"([^\W\d_a-z][^:a-z\n]{1,79}): ")
#: Corpora of abstracts some of which are labelled: their training parts.
_PUBTATOR = ("bc5cdr/train.pubtator", "biored/train.pubtator")
#: What an abstract must tell in its labels to count as a labelled one.
_PARTS_OF_A_STUDY: frozenset[Role | None] = frozenset(("methods", "results", "conclusions"))
_LETTERS = re.compile(r"[^\W\d_]+|\d+")
#: A title is looked for among so many words of another text.
_OPENING = 60


@dataclass(frozen=True, slots=True)
class LabelledAbstract:
    """An abstract as it would look without its labels, and what they said.

    Attributes:
        id: the paper's CURIE.
        title: its title.
        corpus: where it is from.
        sentences: its sentences, in order.
        roles: the role of each; None where a label names several or none.
    """

    id: str
    title: str
    corpus: Literal["structured", "other"]
    sentences: tuple[str, ...]
    roles: tuple[Role | None, ...]

    @property
    def part(self) -> int:
        """Which of the :data:`PARTS` it belongs to; those of part 0 are held out of training."""
        return zlib.crc32(self.id.encode()) % PARTS


def load_abstracts(shared: Path) -> list[LabelledAbstract]:
    """Labelled abstracts, each once, without the documents that the outcome figures are scored against.

    Args:
        shared: the folder with ``data/structured_abstracts.jsonl``, the other corpora in ``data`` that there are, and,
            as the case may be, ``gold/outcomes``.

    Raises:
        IngestError: when the structured abstracts are not there, or a line of them is none.
    """
    scored = list(_openings(shared / "gold" / "outcomes"))
    found: list[LabelledAbstract] = []
    known: set[str] = set()
    for abstract in (*_structured(shared / "data" / "structured_abstracts.jsonl"), *_others(shared / "data")):
        title = _plain(abstract.title)
        if not known.isdisjoint((abstract.id, title)) or _is_scored(abstract.id, title, scored):
            continue
        known.update((abstract.id, title))
        found.append(abstract)
    return found


def _structured(path: Path) -> Iterator[LabelledAbstract]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise IngestError("the structured abstracts cannot be read", source=str(path)) from error
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            identifier, title, text = (str(record[name]) for name in ("pmcid", "title", "abstract"))
        except (ValueError, KeyError, TypeError) as error:
            raise IngestError("no abstract with pmcid and title", source=str(path), line=number) from error
        yield LabelledAbstract(f"PMC:PMC{identifier}", title, "structured", *without_labels(_by_line(text)))


def _others(data: Path) -> Iterator[LabelledAbstract]:
    """The labelled abstracts of other corpora."""
    for path in sorted((data / "evidence_outcomes").glob("*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        yield from _labelled(path.stem, title, text)
    for name in _PUBTATOR:
        path = data / name
        titles: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            identifier, kind, text = (*line.split("|", 2), "", "")[:3]
            if kind == "t":
                titles[identifier] = text
            elif kind == "a":
                yield from _labelled(identifier, titles.get(identifier, ""), text)


def _labelled(identifier: str, title: str, text: str) -> Iterator[LabelledAbstract]:
    sections: list[tuple[str | None, str]] = []
    for passage in find_sections(text):
        words = passage.span.of(text)
        if passage.heading:
            words = words[words.index(passage.heading) + len(passage.heading) :].lstrip(" :.-\n")
        sections.append((passage.heading, words))
    if {heading_role(heading) for heading, _ in sections} >= _PARTS_OF_A_STUDY:
        yield LabelledAbstract(f"PMID:{identifier}", title, "other", *without_labels(sections))


def _by_line(text: str) -> Iterator[tuple[str | None, str]]:
    """Label and words of each section of an abstract that has a section a line."""
    for line in text.split("\n"):
        label = _LABEL.match(line)
        yield (label[1], line[label.end() :]) if label else (None, line)


def without_labels(sections: Iterable[tuple[str | None, str]]) -> tuple[tuple[str, ...], tuple[Role | None, ...]]:
    """The sentences of an abstract as they would stand without its labels, and the role of each.

    Args:
        sections: label and words of each section, in order.

    Returns:
        the sentences, and for each the role that its label names; None where it names several, or none.
    """
    bare = ""
    starts: list[tuple[int, Role | None]] = []
    for label, words in sections:
        words = " ".join(words.split())
        if words:
            bare += " " if bare else ""
            starts.append((len(bare), _role(label) if label else None))
            bare += words
    spans = split_sentences(bare)
    return tuple(span.of(bare) for span in spans), tuple(_role_at(span, starts) for span in spans)


def _role(label: str) -> Role | None:
    """The one role that a label names; the discussion of an abstract is its conclusions."""
    roles: set[Role] = {"conclusions" if role == "discussion" else role for role in heading_roles(label)}
    return roles.pop() if len(roles) == 1 and roles <= set(ROLES) else None


def _role_at(span: Span, sections: Iterable[tuple[int, Role | None]]) -> Role | None:
    # A sentence without a stop runs into the next section: it is of the one in which its middle lies.
    middle = (span.start + span.end) // 2
    return [role for start, role in sections if start <= middle][-1]


def _openings(gold: Path) -> Iterator[tuple[str, str]]:
    """Name and first words of each text that the outcome figures are scored against."""
    for path in sorted(gold.glob("*/*.txt")):
        yield path.stem, _plain(" ".join(path.read_text(encoding="utf-8").split()[:_OPENING]))


def _plain(words: str) -> str:
    return " ".join(_LETTERS.findall(words.lower()))


def _is_scored(identifier: str, title: str, scored: Iterable[tuple[str, str]]) -> bool:
    number = identifier.replace("PMC:", "").replace(":", "")
    return any(name == number or (len(title) > 20 and title in opening) for name, opening in scored)
