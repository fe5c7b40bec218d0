"""Documents with what was found in them as PubTator text, in which every offset is the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.errors import ExportError
from pipeline.files import atomic_path
from pipeline.schema import Document, Mention, Relation

# All that str.splitlines ends a line at, and the tab, which parts the columns. Each is one character.
_BREAKS = re.compile("[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile(" ")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*( )")
_NUMBERED = re.compile(r"(?:NCBIGene|NCBITaxon):(\d+)")
_PMID = re.compile(r"PMID:(\d+)")
# What a file calls itself, unless a reader would take the name for an identifier of another kind.
_FILE = re.compile(r"file:((?!\d+$|(?:PMID|PMC|DOI|10\.)).+)", re.IGNORECASE)

#: PubTator's names for our types; others begin with a capital letter.
TYPE_NAMES: dict[str, str] = {"cell_line": "CellLine"}


def write_pubtator(
    path: str | Path,
    documents: Iterable[Document],
    mentions: Mapping[str, Sequence[Mention]],
    relations: Mapping[str, Sequence[Relation]],
) -> None:
    """Write documents as PubTator text, whole or not at all.

    Line breaks and tabs of the text are written as spaces, one for one, in the text and in surfaces alike. A mention
    names its first concept; ``-`` stands for none. Genes and species are written as plain numbers, as the format has
    it, all other identifiers as CURIEs. Assertions, states and scores have no place in the format.

    Args:
        path: the file, of any suffix.
        documents: in the order in which they are written.
        mentions: by document id.
        relations: by document id.

    Raises:
        ExportError: when the file cannot be written.
    """
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as handle:
        try:
            for document in documents:
                lines = record_lines(document, mentions.get(document.id, ()), relations.get(document.id, ()))
                handle.writelines(f"{line}\n" for line in lines)
                handle.write("\n")
        except UnicodeEncodeError as error:
            raise ExportError(f"{path}: text that is not valid Unicode cannot be written: {error.reason}") from error


#: Mentions that only say what a short form is not: other programs have no use for them.
_NOT_OF_PUBTATOR = frozenset({"other", "measure"})


def record_lines(document: Document, mentions: Iterable[Mention], relations: Iterable[Relation]) -> Iterator[str]:
    """The lines of one document's record, mentions by place and type."""
    name = _document_name(document.id)
    told = (mention for mention in mentions if mention.concepts or mention.type not in _NOT_OF_PUBTATOR)
    mentions = sorted(told, key=lambda mention: (mention.span, mention.type))
    title, abstract = split_text(document, mentions)
    yield f"{name}|t|{title}"
    yield f"{name}|a|{abstract}"
    named: set[str] = set()
    for mention in mentions:
        identifier = "-"
        if mention.concepts:
            identifier = _concept_name(mention.concepts[0].id)
            named.add(mention.concepts[0].id)
        type_name = TYPE_NAMES.get(mention.type, mention.type[:1].upper() + mention.type[1:])
        start, end = mention.span.start, mention.span.end
        yield "\t".join((name, str(start), str(end), flat(mention.surface), flat(type_name), identifier))
    for relation in relations:
        # A number says nothing of its kind where no mention of the record carries it.
        ends = [_concept_name(c.id) if c.id in named else flat(c.id) for c in (relation.subject, relation.object)]
        novelty = () if relation.novelty is None else (flat(relation.novelty),)
        yield "\t".join((name, flat(relation.type), *ends, *novelty))


def split_text(document: Document, mentions: Sequence[Mention] = ()) -> tuple[str, str]:
    """The text as title and abstract, parted at one character that is a space, line break or tab.

    Title, one space, abstract are again the text (line breaks and tabs as spaces), so that offsets hold. It is parted

    1. behind the title passage, where one begins the text;
    2. else at the first line break behind any words;
    3. else behind the first sentence; a text of one sentence is all title.

    Where the title passage ends within a line, the next space parts; where a mention runs across the place, the next
    place that the same rule finds: readers put what they like between title and abstract.
    """
    text = flat(document.text)
    cut = next((at for at in _cuts(document, text) if not _within_any(at, mentions)), None)
    return (text, "") if cut is None else (text[:cut], text[cut + 1 :])


def flat(text: str) -> str:
    """The text with every line break and tab as a space, one for one."""
    return _BREAKS.sub(" ", text)


def _cuts(document: Document, text: str) -> Iterator[int]:
    for passage in document.passages:
        if passage.kind == "title" and passage.span.start == 0:
            yield from (match.start() for match in _SPACE.finditer(text, passage.span.end))
            return
    words = len(document.text) - len(document.text.lstrip())
    yield from (match.start() for match in _BREAKS.finditer(document.text, words))
    yield from (match.start(1) for match in _SENTENCE_END.finditer(text))


def _within_any(at: int, mentions: Iterable[Mention]) -> bool:
    return any(mention.span.start <= at < mention.span.end for mention in mentions)


def _document_name(id_: str) -> str:
    name = flat(id_).replace("|", "_")
    match = _PMID.fullmatch(name) or _FILE.fullmatch(name)
    return match[1] if match else name


def _concept_name(id_: str) -> str:
    match = _NUMBERED.fullmatch(id_)
    return match[1] if match else flat(id_)
