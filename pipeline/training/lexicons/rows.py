"""Rows on their way into a lexicon file: checked against one another, keyed, written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.extract.terms.files import COLUMNS, Row
from pipeline.extract.terms.normalise import join_case, key_tokens


def row(
    name: str,
    id: str,
    type: str,
    *,
    flags: Iterable[str] = (),
    parents: Iterable[str] = (),
    xrefs: Iterable[str] = (),
    parts: Iterable[str] = (),
) -> Row | None:
    """A row with its key; None where the name has no letter to match by."""
    name = " ".join(name.split())
    key = " ".join(key_tokens(name))
    if not any(character.isalpha() for character in key):
        return None
    return Row(name, id, type, tuple(parents), frozenset(flags), tuple(xrefs), tuple(parts), key)


def compact(name: str) -> str:
    """The key of a name without separators: equal for all its spellings."""
    return "".join(key_tokens(name))


def distinct(rows: Iterable[Row | None]) -> list[Row]:
    """Rows in order, each spelling of a concept once; what later rows of an id add to it is kept."""
    kept: list[Row] = []
    seen: set[tuple[str, str]] = set()
    open_keys: set[tuple[str, str]] = set()
    for candidate in rows:
        if candidate is None:
            continue
        key = (candidate.id, compact(candidate.name))
        # A name for queries alone stands in for no name that is looked for in text; a case-bound one only for itself.
        spelling = (candidate.id, join_case(candidate.name)) if "case" in candidate.flags else key
        if "hidden" in candidate.flags:
            spelling = (candidate.id, f"hidden {candidate.name}")
        bare = not (candidate.parents or candidate.xrefs or candidate.parts)
        if bare and (spelling in seen or key in open_keys):
            continue
        if not candidate.flags:
            open_keys.add(key)
        seen.add(spelling)
        kept.append(candidate)
    return kept


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write a lexicon file whole: a reader never sees half of it."""
    lines = ["\t".join(COLUMNS)]
    for item in rows:
        cells = (item.parents, sorted(item.flags), item.xrefs, item.parts)
        # A key that is the name itself in small letters is found as fast as it is read.
        key = "" if item.key == item.name.lower() else item.key
        lines.append("\t".join((item.name, item.id, item.type, *("|".join(cell) for cell in cells), key)))
    draft = path.with_suffix(".part")
    draft.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
    draft.replace(path)
