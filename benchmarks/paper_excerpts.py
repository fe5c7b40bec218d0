"""Outcome rows of excerpts of full papers of ``data/jats``, annotated by hand by the outcome table's definition.

An excerpt is a paper's title, what its abstract tells before its results (or, of an abstract without labels, the
beginning of its methods), and some paragraphs of its section of results, without tables and captions: so it reads like
an abstract, and tells its figures as papers do. ``data/full_papers/excerpts.jsonl`` has the rows, one JSON object a
line with the excerpt's name (the paper's PMCID and a number), in the columns of the gold files; an excerpt without a
row is a line with its name alone. Each was annotated by one reader, who saw no program's rows; pointer and ranker
learn from them. No paper is here of which an abstract or a table is held for a score.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.ingest import read_file
from pipeline.schema import Document, Passage, SourceRecord

DATA = Path(__file__).parent / "data" / "full_papers" / "excerpts.jsonl"
PAPERS = Path("data") / "jats"
#: Characters of results in an excerpt, and of methods where the abstract has no labels.
LENGTH = 2600
METHODS = 1500
#: An excerpt tells at least so many figures.
LEAST = 5
_FIGURE = re.compile(
    r"\d(?:\.\d+)?\s?%|\bp\s?[<=≤]\s?0?\.|\b\d+/\d+|\b95% ?CI|±|\b\d+ (?:patients|participants)", re.IGNORECASE
)
_RESULTS = re.compile(r"(?:\d+[.\s]*)*(?:results?|findings)\b", re.IGNORECASE)
_METHODS = re.compile(r"method|patients and|material|subjects", re.IGNORECASE)
_TOLD_LATER = re.compile(r"result|finding|conclu|discuss|interpret|regist|trial", re.IGNORECASE)


def excerpts(document: Document) -> Iterator[str]:
    """The excerpts of a paper, in order; none of one that has no section of results.

    Args:
        document: a full paper, as its reader gives it.
    """
    front = _front(document)
    for results in _parts(document):
        if len(_FIGURE.findall(results)) >= LEAST:
            yield f"{front}\n\nRESULTS: {results}\n"


def _front(document: Document) -> str:
    labelled = (p for p in document.passages if p.kind == "abstract" and p.heading)
    told = [_labelled(p.heading or "", _text(document, p)) for p in labelled if not _TOLD_LATER.search(p.heading or "")]
    if not told:
        methods = (
            _text(document, p) for p in document.passages if p.kind == "section" and _METHODS.search(p.heading or "")
        )
        longer = [text for text in methods if len(text) > 100]
        told = ["METHODS: " + _whole_sentences(longer[0], METHODS)] if longer else []
    title = next((_text(document, p) for p in document.passages if p.kind == "title"), "")
    return "\n\n".join((title, *told))


def _labelled(heading: str, text: str) -> str:
    return f"{heading.upper()}: {text.removeprefix(heading).lstrip(': ')}"


def _parts(document: Document) -> Iterator[str]:
    """The paragraphs of the section of results, as many together as go into an excerpt."""
    held: list[str] = []
    for passage in document.passages:
        if passage.kind != "section" or not _RESULTS.match(passage.heading or ""):
            continue
        for paragraph in _text(document, passage).split("\n"):
            if len(paragraph) < 60:
                continue
            if held and sum(map(len, held)) + len(paragraph) > LENGTH:
                yield " ".join(held)
                held = []
            held.append(paragraph)
    if held:
        yield " ".join(held)


def _text(document: Document, passage: Passage) -> str:
    return passage.span.of(document.text).strip()


def _whole_sentences(text: str, most: int) -> str:
    return text if len(text) <= most else text[: text.rfind(". ", 0, most) + 1]


def written_out(shared: Path, folder: Path) -> list[Path]:
    """Write the annotated excerpts with their rows, as the gold files are, and return the texts' paths, in order.

    Args:
        shared: the folder that has the papers.
        folder: where to write; made anew.

    Raises:
        KeyError: an annotated excerpt is not among those of the folder.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    for line in DATA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row.pop("document")
        rows[name] += [json.dumps(row, ensure_ascii=False)] if row else []
    folder.mkdir()
    texts: list[Path] = []
    for paper in sorted({name.rpartition("-")[0] for name in rows}):
        told = dict(named(shared / PAPERS / f"{paper}.nxml"))
        for name in sorted(each for each in rows if each.rpartition("-")[0] == paper):
            text = folder / f"{name}.txt"
            text.write_text(told[name], encoding="utf-8")
            text.with_suffix(".jsonl").write_text("".join(line + "\n" for line in rows[name]), encoding="utf-8")
            texts.append(text)
    return texts


def named(paper: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each excerpt of a file."""
    document = next(item.document for item in read_file(paper) if isinstance(item, SourceRecord))
    for number, text in enumerate(excerpts(document), 1):
        yield f"{paper.stem}-{number}", text
