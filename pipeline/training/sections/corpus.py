"""Abstracts whose sentences have roles: structured abstracts, with their labels taken out of the text."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import IngestError
from pipeline.extract.sections import ROLES, Role, heading_roles
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Span

#: The parts that abstracts are dealt into by their identifier; the first is held out.
PARTS = 5
_LABEL = re.compile(r"([^\W\d_a-z][^:a-z\n]{1,79}): ")
_LETTERS = re.compile(r"[^\W\d_]+|\d+")
#: A title is looked for among so many words of another text.
_OPENING = 60


@dataclass(frozen=True, slots=True)
class LabelledAbstract:
    """An abstract as it would look without its labels, and what they said.

    Attributes:
        id: the paper's number in PubMed Central.
        sentences: its sentences, in order.
        roles: the role of each; None where a label names several or none.
    """

    id: str
    sentences: tuple[str, ...]
    roles: tuple[Role | None, ...]

    @property
    def part(self) -> int:
        """Which of the :data:`PARTS` it belongs to; those of part 0 are held out of training."""
        return zlib.crc32(self.id.encode()) % PARTS


def load_abstracts(shared: Path) -> list[LabelledAbstract]:
    """The structured abstracts, without those of the documents that the outcome figures are scored against.

    Args:
        shared: the folder with ``data/structured_abstracts.jsonl`` and, as the case may be, ``gold/outcomes``.

    Raises:
        IngestError: when a file is not there, or a line of it is no abstract.
    """
    path = shared / "data" / "structured_abstracts.jsonl"
    scored = list(_openings(shared / "gold" / "outcomes"))
    abstracts: list[LabelledAbstract] = []
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
        if not _is_scored(identifier, title, scored):
            abstracts.append(read_abstract(identifier, text))
    return abstracts


def read_abstract(identifier: str, text: str) -> LabelledAbstract:
    """Take the labels out of a structured abstract, a section a line, and give their roles to its sentences."""
    bare = ""
    sections: list[tuple[int, Role | None]] = []
    for line in text.split("\n"):
        label = _LABEL.match(line)
        words = line[label.end() if label else 0 :].strip()
        if words:
            bare += " " if bare else ""
            sections.append((len(bare), _role(label[1]) if label else None))
            bare += words
    spans = split_sentences(bare)
    return LabelledAbstract(
        identifier, tuple(span.of(bare) for span in spans), tuple(_role_at(span, sections) for span in spans)
    )


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
    plain = _plain(title)
    return any(name == f"PMC{identifier}" or (len(plain) > 20 and plain in opening) for name, opening in scored)
