"""Which documents tell of the same paper, and what they say of it together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from pipeline.schema import Document, Metadata

#: Kinds of identifiers that name a paper, the one that becomes a document's id first.
RANKS: tuple[str, ...] = ("pmid", "pmc", "doi")
_NO_LETTER = re.compile(r"[\W_]+")
#: So much of a text without a title is looked for in another text.
_BEGINNING = 200


def by_paper(documents: Iterable[Document]) -> list[list[int]]:
    """The places of documents that tell of one paper, together; the same whatever their order.

    Two documents with one PubMed id are one paper, and two with different ones never are. One without is the paper
    with which it shares a PubMed Central id, else a DOI, else its own id, where just one paper has that.

    Args:
        documents: the documents.

    Returns:
        lists of places, each place once.
    """
    found = list(documents)
    papers: list[tuple[set[str], list[int]]] = []
    known: defaultdict[str, list[int]] = defaultdict(list)

    def enter(place: int, keys: frozenset[str], shared: Sequence[str]) -> None:
        near = {paper for key in shared for paper in known.get(key, ())}
        paper = near.pop() if len(near) == 1 else len(papers)
        if paper == len(papers):
            papers.append((set(), []))
        papers[paper][1].append(place)
        for key in sorted(keys - papers[paper][0]):
            papers[paper][0].add(key)
            known[key].append(paper)

    for place in sorted(range(len(found)), key=lambda place: _order(found[place])):
        keys = found[place].keys
        best = _rank(keys)
        # The strongest kind of its ids says which paper it is; weaker ones are asked only where that says nothing.
        strongest = sorted(key for key in keys if _kind(key) == best)
        weaker = [] if best == 0 else sorted(key for key in keys if _kind(key) > best)
        enter(place, keys, [key for key in strongest if key in known] or weaker)
    return [sorted(places) for _, places in papers]


def paper_id(documents: Iterable[Document]) -> str:
    """The id of the paper that some documents tell of: a PubMed id before a PubMed Central one, a DOI, any other."""
    spelled = {identifier for document in documents for identifier in (document.id, *document.metadata.identifiers)}
    return min(spelled, key=lambda identifier: (_kind(identifier.casefold()), identifier))


def is_paper_id(identifier: str) -> bool:
    """Whether an id names a paper wherever it stands, as PubMed's do and names of files do not."""
    return _kind(identifier.casefold()) < len(RANKS)


def says_the_same(part: Document, whole: Document) -> bool:
    """Whether a text can be a part of another one's paper: its title, or its beginning, stands in it."""
    sought = _letters(part.title or part.text[:_BEGINNING])
    return bool(sought) and sought in _letters(whole.text)


def joined_metadata(first: Document, others: Iterable[Document]) -> Metadata:
    """What documents of one paper say of it together: what the first leaves open, the next one tells.

    Args:
        first: the document whose word counts most.
        others: the others, in the order in which theirs counts.
    """
    told = first.metadata
    ids = dict.fromkeys((*_curies(first), *told.identifiers))
    for other in others:
        ids.update(dict.fromkeys((*_curies(other), *other.metadata.identifiers)))
        missing = {
            field.name: getattr(other.metadata, field.name)
            for field in fields(Metadata)
            if getattr(told, field.name) in (None, ())
        }
        told = replace(told, **missing)
    known: dict[str, str] = {}
    for identifier in sorted(ids, key=lambda identifier: (_kind(identifier.casefold()), identifier)):
        known.setdefault(identifier.casefold(), identifier)
    return replace(told, identifiers=tuple(known.values()))


def _curies(document: Document) -> tuple[str, ...]:
    """The document's own id where it names a paper wherever it stands."""
    return (document.id,) if is_paper_id(document.id) else ()


def _kind(key: str) -> int:
    prefix = key.partition(":")[0]
    return RANKS.index(prefix) if prefix in RANKS else len(RANKS)


def _rank(keys: Iterable[str]) -> int:
    return min(map(_kind, keys))


def _order(document: Document) -> tuple[int, list[str], str, str]:
    return _rank(document.keys), sorted(document.keys), document.source or "", document.text


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()
