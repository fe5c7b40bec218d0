"""All that is known of a table when its rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    _paths: dict[tuple[Span, ...], Path] = field(default_factory=dict, repr=False, compare=False)

    def down(self, cell: DataCell) -> Path:
        """What the headers down the stub say of a cell."""
        return self.path(cell.stub)

    def across(self, cell: DataCell) -> Path:
        """What the headers across the head say of a cell."""
        return self.path(cell.head)

    def line(self, cell: DataCell) -> Span:
        """The stretch of the table that states a cell's figure: its row."""
        return self.layout.lines[cell.row]

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
