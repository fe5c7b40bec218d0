"""The columns of a table of results: whose figures each holds, and which are left alone as nobody says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from math import ceil, floor

from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.cells import is_no_fraction, shape_of, whole_of
from pipeline.extract.findings.tables.headers import Header
from pipeline.extract.findings.tables.layout import DataCell
from pipeline.extract.findings.tables.source import TableSource
from pipeline.schema import Span

#: What is left of a header beside its statistic, and says nothing of whose figure it is.
_OF_STATISTIC = re.compile(
    r"\W*(?:(?:scores?|changes?|values?|rates?|of|in|the|and|or|all|patients?|subjects?|participants?|events?|incidence|frequency|from|baseline|adjusted|unadjusted|crude|estimated|overall|cumulative|observed|percent|number|adverse|with|at|least|one|response|episodes?|for|between|groups?|arms?|treatment)\b\W*)+",
    re.IGNORECASE,
)
#: A share is no name.
_LETTER = re.compile(r"[^\W\d_]")
#: So many counts with shares of one whole are no chance.
_ENOUGH_PAIRS = 3
#: This part of the pairs must agree.
_MOST = 0.75
#: So many whole numbers make a column of counts.
_ENOUGH_COUNTS = 2
_TESTS = frozenset({"p", "test", "ci"})


def _most_common(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches, of some, that most others share a number with."""
    best: list[tuple[float, float]] = []
    for point in {low for low, _ in spans}:
        shared = [(low, high) for low, high in spans if low <= point <= high]
        best = max(best, shared, key=len)
    return best


def counts_patients(source: TableSource, cell: DataCell) -> bool:
    """Whether the column of a cell says how many patients each line is of, and nothing else."""
    across = source.across(cell)
    return across.statistic == "count" and not (across.measure or across.group or across.grade or across.open)


class Columns:
    """What the heads of a table's columns say, taken together."""

    def __init__(self, source: TableSource) -> None:
        """Read the heads of all columns, and the rows that only tell how many patients each group has."""
        self._source = source
        self._neutral: set[Span] = set()
        self._as_group: dict[Span, Group] = {}
        self._sizes: dict[int, int] = {}
        self._size_cells: dict[int, DataCell] = {}
        self._statistics: dict[int, str] = {}
        cells = [cell for row in source.layout.rows for cell in row]
        heads = {cell.column: cell for cell in reversed(cells) if cell.head}
        plain = {at for at, cell in heads.items() if source.across(cell).statistic not in _TESTS}
        covered: dict[Header, set[int]] = {}
        for at, cell in heads.items():
            for header in source.across(cell).open:
                covered.setdefault(header, set()).add(at)
        for header, columns in covered.items():
            if columns >= plain or (header.statistic is not None and _OF_STATISTIC.fullmatch(header.label)):
                self._neutral.add(header.span)
        self._name_sized(heads, plain)
        self._name_siblings(cells, heads, plain)
        #: `2/0` shows that what looks like fractions is something else (`single/multiple`).
        self.has_fractions = not any(is_no_fraction(cell.text) for cell in cells)
        for row in source.layout.rows:
            self._size_row(row)
        self._find_shares(cells)
        self._find_counts(cells)
        self._find_parts()

    def _name_sized(self, heads: dict[int, DataCell], plain: set[int]) -> None:
        """`FUFOX` over `n = 105`: a name that nobody knows is a group's where its column says how many patients it has."""
        sized: dict[Span, tuple[Header, set[int | None]]] = {}
        for at in plain:
            path = self._source.across(heads[at])
            opens = [h for h in path.open if h.span not in self._neutral]
            if path.group is None and path.size and len(opens) == 1 and _LETTER.search(opens[0].label):
                sized.setdefault(opens[0].span, (opens[0], set()))[1].add(path.size)
        if len(sized) > 1:
            for place, (header, sizes) in sized.items():
                if len(sizes) == 1:
                    self._as_group[place] = Group(place, header.label, ())

    def _name_siblings(self, cells: list[DataCell], heads: dict[int, DataCell], plain: set[int]) -> None:
        """A column whose name nobody knows stands for a group where all others do, and its cells look like theirs."""
        known = {at for at in plain if self._source.across(heads[at]).group is not None}
        unknown = {
            at: [h for h in self._source.across(heads[at]).open if h.span not in self._neutral] for at in plain - known
        }
        unknown = {at: opens for at, opens in unknown.items() if opens and _LETTER.search(opens[0].label)}
        if not known or not unknown or any(len(opens) > 1 for opens in unknown.values()):
            return
        looks: dict[int, Counter[str]] = {}
        for cell in cells:
            found = shape_of(cell.text)
            if found is not None:
                looks.setdefault(cell.column, Counter())[found[0]] += 1
        usual = {looks[at].most_common(1)[0][0] for at in known if at in looks}
        for at, opens in unknown.items():
            if len(usual) == 1 and at in looks and looks[at].most_common(1)[0][0] in usual:
                self._as_group[opens[0].span] = Group(opens[0].span, opens[0].label, ())

    def _size_row(self, row: tuple[DataCell, ...]) -> None:
        """Take in a row of sizes: `n`, `No. of patients`, with a whole number in each column."""
        header = self._source.down(row[0]).last if row[0].stub else None
        stub = [self._source.reader.read(span) for span in row[0].stub]
        if (header is not None and not header.everyone) or not stub or stub[-1].statistic not in ("count", None):
            return
        if stub[-1].statistic is None and not words.EVERYONE.fullmatch(stub[-1].label or "-"):
            return
        numbers = [
            re.fullmatch(r"\(?\s*(?:[nN]\s*=\s*)?(\d{1,3}(?:,\d{3})+|\d{1,6})\s*\)?(?:\s*\(%\))?", cell.text)
            for cell in row
        ]
        if all(numbers):
            for cell, match in zip(row, numbers, strict=True):
                self._sizes.setdefault(cell.column, int(match[1].replace(",", "")) if match else 0)
                self._size_cells.setdefault(cell.column, cell)
                if "%" in cell.text:
                    self._statistics[cell.column] = "count_percent"

    def _find_shares(self, cells: list[DataCell]) -> None:
        """Columns of `12 (40)` whose pairs are counts with shares of one and the same number of patients."""
        by_column: dict[int, list[DataCell]] = {}
        for cell in cells:
            by_column.setdefault(cell.column, []).append(cell)
        for at, column in by_column.items():
            spans = [bounds for cell in column if (bounds := whole_of(cell.text)) is not None]
            fitting = _most_common(spans)
            # A share that was misprinted takes nothing away from what the others say.
            if len(fitting) < _ENOUGH_PAIRS or len(fitting) < _MOST * len(spans):
                continue
            self._statistics.setdefault(at, "count_percent")
            low, high = max(low for low, _ in fitting), min(high for _, high in fitting)
            if ceil(low) == floor(high):
                self._sizes.setdefault(at, ceil(low))

    def _find_counts(self, cells: list[DataCell]) -> None:
        """Columns of bare whole numbers in a table that knows no shares: so many patients had the event."""
        source = self._source
        if source.shares or any("%" in cell.text or "." in cell.text for cell in cells if shape_of(cell.text)):
            # Decimals are read where p-values stand.
            plain = [cell for cell in cells if source.across(cell).statistic not in _TESTS]
            if source.shares or any("%" in cell.text or "." in cell.text for cell in plain):
                return
        by_column: dict[int, list[int]] = {}
        for cell in cells:
            if source.across(cell).statistic is None and cell.text.isdecimal():
                by_column.setdefault(cell.column, []).append(int(cell.text))
        sizes = {cell.column: self.size(cell) for cell in cells}
        for at, numbers in by_column.items():
            size = sizes.get(at)
            if len(numbers) >= _ENOUGH_COUNTS and (size is None or max(numbers) <= size):
                self._statistics.setdefault(at, "count")

    def _find_parts(self) -> None:
        """Columns of bare whole numbers that in most lines add up to the line's own size: so many had each response."""
        source, fitting, lines = self._source, 0, 0
        found: set[int] = set()
        for row in source.layout.rows:
            bare = [cell for cell in row if cell.text.isdecimal() and source.across(cell).statistic in (None, "count")]
            sizes = [cell for cell in bare if counts_patients(source, cell)]
            parts = [cell for cell in bare if cell not in sizes and source.across(cell).measure is not None]
            if len(sizes) == 1 and len(parts) >= _ENOUGH_PAIRS:
                lines += 1
                fitting += sum(int(cell.text) for cell in parts) == int(sizes[0].text)
                found.update(cell.column for cell in parts)
        if fitting >= _MOST * max(lines, 1):
            for column in found:
                self._statistics.setdefault(column, "count")

    def statistic(self, cell: DataCell) -> str | None:
        """What the cells of a column hold, where no header says so."""
        return self._statistics.get(cell.column)

    def is_read(self, cell: DataCell) -> bool:
        """Whether all that stands over a cell is understood."""
        opens = self._source.across(cell).open
        return all(header.span in self._neutral or header.span in self._as_group for header in opens)

    def group(self, cell: DataCell) -> Group | None:
        """The group that the heads over a cell name."""
        path = self._source.across(cell)
        named = next((self._as_group[h.span] for h in reversed(path.open) if h.span in self._as_group), None)
        if named is None or path.group is None:
            return named or path.group
        return replace(path.group, name=f"{path.group.name}, {named.name}")

    def size(self, cell: DataCell) -> int | None:
        """How many patients the column of a cell tells of, where the table says so."""
        return self._source.across(cell).size or self._sizes.get(cell.column)

    def size_cell(self, cell: DataCell) -> Span | None:
        """Where a row of the table tells how many patients the column of a cell has."""
        told = self._size_cells.get(cell.column)
        return told.span if told is not None else None

    @property
    def has_sizes(self) -> bool:
        """Whether a row of the table tells how many patients each column has."""
        return bool(self._sizes)
