"""The part of the lexicons that is kept by hand, under ``overlay/``.

A concept line has the columns ``id type names flags parent members parts xref reason``. ``names`` are parted by
`` ; `` and the first is the preferred one, unless the line refers to a concept that a source names; they are written
in the patterns of :mod:`pipeline.training.lexicons.patterns`, whose words stand in ``words.tsv``. ``members`` are
concepts placed under this one, ``parts`` the drugs of a regimen. No identifier of another namespace is written by
hand: ``drug:imatinib``, ``disease:acute myeloid leukemia``, ``gene:CD19`` and ``ae:Anemia`` refer to a concept by the
name its source prefers, and the build fails where the source has none.

A line of ``headings.tsv`` has the columns ``id heading reason``: the MeSH heading that means just this therapy under
another name.

A stop line has the columns ``names kind action reason``: see :class:`Stops`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import LexiconError
from pipeline.extract.terms.files import Row
from pipeline.training.lexicons.patterns import expand, split
from pipeline.training.lexicons.rows import compact, row

#: How long a name in capitals may be to be taken for a short form.
SHORT_FORM = 6
ACTIONS = frozenset({"drop", "hide", "case", "chemical", "keep"})


class Stops:
    """Decisions about single names in any spelling (``acid`` stops ``Acids``), each with its reason in the file.

    ``drop``: the name is left out; ``hide``: queries know it, text does not; ``case``: only in this letter case;
    ``chemical``: the substance is no therapy when it is merely named; ``keep``: a general criterion would hold the
    name back, and is wrong here.
    """

    def __init__(self, lines: Iterator[tuple[int, dict[str, str]]], file: str) -> None:
        self._actions: dict[tuple[str, str], set[str]] = defaultdict(set)
        for number, line in lines:
            if line["action"] not in ACTIONS or not line["reason"]:
                raise LexiconError(f"{file}:{number}: expected an action of {sorted(ACTIONS)} and a reason")
            for name in line["names"].split(" ; "):
                self._actions[line["kind"], compact(name)].add(line["action"])

    def has(self, kind: str, name: str, action: str) -> bool:
        """Whether a name of this kind is to be treated so."""
        return action in self._actions.get((kind, compact(name)), ())

    def flags(self, kind: str, name: str) -> set[str]:
        """The flags that the stop list gives a name."""
        given = self._actions.get((kind, compact(name)), ())
        return {flag for action, flag in (("hide", "hidden"), ("case", "case")) if action in given}


def read_stops(overlay: Path) -> Stops:
    """The stop list of an overlay folder."""
    return Stops(_lines(overlay / "stop.tsv"), "stop.tsv")


def read_headings(overlay: Path) -> dict[str, str]:
    """The MeSH heading of each therapy that is called otherwise there; none where the overlay has no such file.

    Raises:
        LexiconError: a line gives no reason, or a therapy a second heading.
    """
    path = overlay / "headings.tsv"
    found: dict[str, str] = {}
    for number, line in _lines(path) if path.is_file() else ():
        if line["id"] in found or not line["reason"]:
            raise LexiconError(f"{path.name}:{number}: expected a therapy that has no heading yet, and a reason")
        found[line["id"]] = line["heading"]
    return found


def read_concepts(path: Path, references: Mapping[str, Row], *, partial: bool = False) -> list[Row]:
    """The rows of an overlay file.

    Args:
        path: the file.
        references: ``drug:imatinib`` and the like, lower case, to the preferred row of the concept meant.
        partial: whether a line that refers to a concept that no source has is passed over.

    Raises:
        LexiconError: naming file and line, where a line refers to a concept that no source has, or a pattern to a word
            that ``words.tsv`` lacks.
    """
    rows: list[Row | None] = []
    named: set[str] = set()
    words = _read_words(path.with_name("words.tsv"))
    for number, line in _lines(path):
        place = f"{path.name}:{number}"
        if not line["reason"]:
            raise LexiconError(f"{place}: a line needs its reason")
        if partial and not all(_known(references, line[column]) for column in ("parent", "xref", "parts", "members")):
            continue
        id, kind = line["id"], line["type"]
        if partial and not _known(references, id):
            continue
        try:
            names = [name for pattern in split(line["names"]) for name in expand(pattern, words)]
        except KeyError as error:
            raise LexiconError(f"{place}: words.tsv has no {error.args[0]}") from error
        if not id.startswith("evigraph:"):
            target = _refer(references, id, place)
            id, kind = target.id, target.type
            if line["parent"] or line["parts"]:
                names = [target.name, *names]
        flags = line["flags"].split("|") if line["flags"] else []
        above, xrefs, parts = (_ids(references, line[column], place) for column in ("parent", "xref", "parts"))
        if kind == "therapy" and names and id not in named:
            # An outcome table writes therapies in lower case; where only capitals may match, that form is for queries.
            lower = names[0].lower()
            if lower != names[0] and "case" in flags:
                rows.append(row(lower, id, kind, flags={"hidden"}))
            else:
                names[0] = lower
        named.add(id)
        if names:
            rows.append(row(names[0], id, kind, flags=_flags(names[0], flags), parents=above, xrefs=xrefs, parts=parts))
        rows.extend(row(name, id, kind, flags=_flags(name, flags)) for name in names[1:])
        members = [_refer(references, text, place) for text in split(line["members"])]
        rows.extend(row(member.name, member.id, member.type, parents=[id]) for member in members)
    return [item for item in rows if item is not None]


def _flags(name: str, given: list[str]) -> list[str]:
    """A short form in capitals is bound to them (`PRES`, `VATS`), whether or not its line says so."""
    bound = name.isupper() and len(name) <= SHORT_FORM and "case" not in given
    return [*given, "case"] if bound else given


def _read_words(path: Path) -> dict[str, str]:
    """What the ``$`` and ``@`` words of the patterns stand for; none where the overlay has no such file."""
    if not path.is_file():
        return {}
    words: dict[str, str] = {}
    for number, line in _lines(path):
        if line["word"][:1] not in "$@" or line["word"] in words or not line["reason"]:
            raise LexiconError(f"{path.name}:{number}: expected a new word that begins with $ or @, and a reason")
        words[line["word"]] = line["stands_for"]
    return words


def _known(references: Mapping[str, Row], cell: str) -> bool:
    return all(text.startswith("evigraph:") or text.lower() in references for text in split(cell))


def _refer(references: Mapping[str, Row], text: str, place: str) -> Row:
    if text.lower() not in references:
        raise LexiconError(f"{place}: no source has {text!r}")
    return references[text.lower()]


def _ids(references: Mapping[str, Row], cell: str, place: str) -> list[str]:
    return [text if text.startswith("evigraph:") else _refer(references, text, place).id for text in split(cell)]


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    header, *lines = path.read_text(encoding="utf-8").split("\n")
    columns = header.split("\t")
    for number, line in enumerate(lines, start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(f"{path.name}:{number}: expected {len(columns)} cells, found {len(cells)}")
        yield number, dict(zip(columns, cells, strict=True))
