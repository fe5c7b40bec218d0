"""Windows with the figures of annotated rows, the places that name what each is of, and the numbers that are none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import EvigraphError
from pipeline.extract import Extractor
from pipeline.extract.ner import Encoder, WindowStates
from pipeline.extract.pointer.model import NO_RESULT, QUESTIONS, ROLES
from pipeline.extract.quantities import parse
from pipeline.schema import Document, Passage, Span
from pipeline.training.pointer.places import places_of

Row = Mapping[str, Any]
Labels = Mapping[str, Sequence[str]]
#: The sizes of a study have rules of their own.
_STUDY = frozenset({"N", "FOLLOW_UP", "AGE"})
_NAMED: dict[str, str] = {"measure": "measure_text", "group": "group", "comparator": "comparator"}


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of a window.

    Attributes:
        figure: its pieces.
        pieces: for each role the pieces that name it; empty where nothing does; None where it is not known.
        labels: for each question the number of its label; None where it is not known.
    """

    figure: tuple[int, ...]
    pieces: tuple[tuple[int, ...] | None, ...]
    labels: tuple[int | None, ...] = (None,) * len(QUESTIONS)


@dataclass(frozen=True, slots=True)
class Example:
    """A window of a document with its figures.

    Attributes:
        document: the document's name.
        states: the encoder's states of its pieces.
        marks: 1 for a piece of a quantity.
        targets: its figures.
    """

    document: str
    states: npt.NDArray[np.float32]
    marks: npt.NDArray[np.int64]
    targets: tuple[Target, ...]


def labels_of(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """The labels that rows have, by their numbers; the first of a measure is no result."""
    told = [row for row in rows if _is_coded(row)]
    found = {each: tuple(sorted({str(row[each]) for row in told})) for each in QUESTIONS}
    return {**found, "measure": (NO_RESULT, *found["measure"])}


def annotated(folder: Path) -> Iterator[tuple[str, str, list[Row]]]:
    """The documents of a folder of NAME.txt beside NAME.jsonl: name, text and rows with their places, in order.

    Raises:
        EvigraphError: naming file and line, where a row cannot be read or its quote is not in the text.
    """
    for path in sorted(folder.glob("*.jsonl")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        rows: list[Row] = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                at = -1
                for _ in range(int(row.get("nth", 1))):
                    at = text.index(row["quote"], at + 1)
            except (ValueError, KeyError) as error:
                raise EvigraphError(f"{path}:{number}: expected a row whose quote is in the text ({error})") from error
            rows.append({**row, "start": at, "end": at + len(row["quote"])})
        yield path.stem, text, rows


def examples(
    documents: Iterable[tuple[str, str, Sequence[Row]]], extractor: Extractor, encoder: Encoder, labels: Labels
) -> Iterator[Example]:
    """The windows of documents that have figures.

    Args:
        documents: name, text and rows of each.
        extractor: names what stands in a text, which the encoder is told.
        encoder: whose states the pointer reads.
        labels: the labels of each question, by their numbers; the first of a measure is no result.
    """
    for name, text, rows in documents:
        document = Document(f"file:{name}", text, (Passage("abstract", Span(0, len(text))),), "", "text")
        mentions, sentences, measures = extractor.names(document)
        quantities = [quantity.span for quantity in parse(text)]
        for window in encoder.read(document, sentences, mentions, measures)[1]:
            results = [row for row in rows if row["measure"] not in _STUDY]
            targets = [target for row in results if (target := _target(text, row, window, sentences, labels))]
            targets.extend(_others(rows, window, quantities, labels))
            if targets:
                yield Example(name, window.states, window.marks(quantities), tuple(targets))


def _target(text: str, row: Row, window: WindowStates, sentences: Sequence[Span], labels: Labels) -> Target | None:
    figure = Span(row["start"], row["end"])
    if not window.span.contains(figure):
        return None
    own = next((each for each in sentences if each.start <= figure.start < each.end), window.span)
    first = Span(max(own.start, window.span.start), min(own.end, window.span.end))
    found: list[tuple[int, ...] | None] = []
    for role in ROLES:
        words = row.get(_NAMED[role])
        if role == "comparator" and row["kind"] != "contrast":
            found.append(None)
        elif not words:
            found.append(())
        else:
            places = places_of(text, words, window.span, first, figure.start)
            pieces = {piece for place in places for piece in _pieces(window, place)}
            # A group that is told elsewhere is named by nothing here; a measure is told in the text's words or in ours.
            found.append(tuple(sorted(pieces)) if places or role != "measure" else None)
    told = tuple(labels[each].index(row[each]) if _is_coded(row) else None for each in QUESTIONS)
    return Target(_pieces(window, figure), tuple(found), told)


def _is_coded(row: Row) -> bool:
    """Whether a row is one of the outcome table: those of RCT-ART tell no code."""
    return "quote" in row


def _others(rows: Sequence[Row], window: WindowStates, quantities: Sequence[Span], labels: Labels) -> Iterator[Target]:
    """The quantities of a window that are no figure of a result: they tell the study's size, or nothing."""
    if not all(map(_is_coded, rows)):
        return
    for quantity in quantities:
        told = [row["measure"] for row in rows if row["start"] < quantity.end and quantity.start < row["end"]]
        if window.span.contains(quantity) and all(measure in _STUDY for measure in told):
            pieces = _pieces(window, quantity)
            if pieces:
                measure = labels["measure"].index(told[0] if told else NO_RESULT)
                yield Target(pieces, (None,) * len(ROLES), (measure, None, None))


def _pieces(window: WindowStates, span: Span) -> tuple[int, ...]:
    inside = window.within(span)
    return tuple(range(inside.start, inside.stop))
