"""All that is known of a table when its rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.extract.findings.context import SentenceContext
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import MeasureMention
from pipeline.extract.findings.rules import Rules
from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.headers import HeaderReader
from pipeline.extract.findings.tables.kinds import TableKind
from pipeline.extract.findings.tables.layout import DataCell, Layout
from pipeline.extract.findings.tables.paths import Path, path_of
from pipeline.schema import Span


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table and what is known of it.

    Attributes:
        layout: its cells with their headers.
        kind: what kind of table it is.
        caption: its caption, folded.
        corner: the words over its stub, folded.
        reader: reads its headers.
        context: its document and study, as for a sentence.
        measure: the one outcome measure that its caption names.
        statistic: the one statistic that its caption or its notes state for all cells.
        population: the patients that its caption says it is of.
        graded: whether caption or corner say that grades are told.
        rules: what the stage may do.
        shares: whether caption, notes or headers speak of percentages.
        within: whether the text says that it sets patients against themselves, before and after.
        acute: whether graft-versus-host disease is acute wherever the paper does not say which.
    """

    layout: Layout
    kind: TableKind
    caption: str
    corner: str
    reader: HeaderReader
    context: SentenceContext
    measure: MeasureMention | None
    statistic: str | None
    population: Group | None
    graded: bool
    rules: Rules
    shares: bool = True
    within: bool = False
    acute: bool = False
    _paths: dict[tuple[Span, ...], Path] = field(default_factory=dict, repr=False, compare=False)

    _of_cell: dict[tuple[int, int, int], Path] = field(default_factory=dict, repr=False, compare=False)
    _lines: dict[int, SentenceContext] = field(default_factory=dict, repr=False, compare=False)

    def down(self, cell: DataCell) -> Path:
        """What the headers down the stub say of a cell."""
        key = (0, cell.row, cell.column)
        known = self._of_cell.get(key)
        if known is None:
            known = self._of_cell[key] = self.path(cell.stub)
        return known

    def across(self, cell: DataCell) -> Path:
        """What the headers across the head say of a cell."""
        key = (1, cell.row, cell.column)
        known = self._of_cell.get(key)
        if known is None:
            known = self._of_cell[key] = self.path(cell.head)
        return known

    def line(self, cell: DataCell) -> SentenceContext:
        """The table's context with the stretch that states a cell's figure: its row, as a sentence is."""
        known = self._lines.get(cell.row)
        if known is None:
            known = self._lines[cell.row] = replace(self.context, sentence=self.layout.lines[cell.row])
        return known

    def path(self, spans: tuple[Span, ...]) -> Path:
        """What some headers of one axis say together, outermost first."""
        known = self._paths.get(spans)
        if known is None:
            graded = self.graded
            headers = []
            for span in spans:
                headers.append(self.reader.read(span, graded=graded))
                graded = graded or bool(words.GRADES.search(self.reader.words(span)))
            known = self._paths[spans] = path_of(headers)
        return known
