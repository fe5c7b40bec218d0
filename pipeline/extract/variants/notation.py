"""Which change of a sequence a variant is, from all the ways in which papers write it.

One notation for them is that of HGVS (den Dunnen et al., Hum Mutat 2016, 37:564) without the reference sequence, which
abstracts do not give (``p.V600E``, ``p.R58fs``, ``c.677C>T``, ``c.185_186delAG``); another that of tmVar (Wei et al.,
Bioinformatics 2013, 29:1433), by which PubTator identifies what has no number of dbSNP (``p|SUB|V|600|E``). An amino acid
is one letter, a stop ``*``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_THREE = {
    "ala": "A",
    "arg": "R",
    "asn": "N",
    "asp": "D",
    "cys": "C",
    "gln": "Q",
    "glu": "E",
    "gly": "G",
    "his": "H",
    "ile": "I",
    "leu": "L",
    "lys": "K",
    "met": "M",
    "phe": "F",
    "pro": "P",
    "ser": "S",
    "thr": "T",
    "trp": "W",
    "tyr": "Y",
    "val": "V",
    "ter": "*",
    "stop": "*",
}
_NAMED = {
    "alanine": "A",
    "arginine": "R",
    "asparagine": "N",
    "aspartic acid": "D",
    "aspartate": "D",
    "cysteine": "C",
    "glutamine": "Q",
    "glutamic acid": "E",
    "glutamate": "E",
    "glycine": "G",
    "histidine": "H",
    "isoleucine": "I",
    "leucine": "L",
    "lysine": "K",
    "methionine": "M",
    "phenylalanine": "F",
    "proline": "P",
    "serine": "S",
    "threonine": "T",
    "tryptophan": "W",
    "tyrosine": "Y",
    "valine": "V",
    "stop codon": "*",
    "termination codon": "*",
}
_BASES = {"adenine": "A", "cytosine": "C", "guanine": "G", "thymine": "T", "thymidine": "T"}
_LETTERS = {**_THREE, **_NAMED, "x": "*", "*": "*"}

_ONE_LETTER = "ACDEFGHIKLMNPQRSTVWY"
_NAMES = "|".join(sorted(_NAMED, key=len, reverse=True))
_AA3 = "(?i:" + "|".join(_THREE) + ")"
_RESIDUE = rf"(?:{_AA3}|(?i:{_NAMES}))"
_ARROW = r"\s?(?:-{0,3}\s?>|→|/|\sto\s)\s?"
_PLACE = r"(?:IVS\s?\d+\s?[+-]\s?\d+|[+-]?\s?\d+(?:\s?[+-]\s?\d+)?(?:_\d+(?:[+-]\d+)?)?)"
_BASE = "[ACGT]"
_KIND = r"(?:(?P<kind>[cgmn])\.\s?)?"
#: So far in a sequence, `A53T` is a residue of a protein rather than a base of its gene.
_FIRST_RESIDUES = 100

_RS = re.compile(r"rs\s?(\d{2,10})", re.IGNORECASE)
_PROTEIN = re.compile(
    rf"(?P<p>p\.)?\s?\(?(?P<old>[{_ONE_LETTER}]|{_RESIDUE})[\s(-]{{0,2}}(?P<at>\d{{1,6}})[\s)-]{{0,2}}(?:-?to-|-->|->)?\s?"
    rf"(?P<new>[{_ONE_LETTER}X*]|{_RESIDUE})\)?"
)
# `192Q/R`: as bases are written, and no base.
_PROTEIN_BEHIND = re.compile(
    rf"(?P<p>p\.)?(?P<at>\d+)\s?(?P<old>[{_ONE_LETTER}]|{_AA3})\s?(?:/|>)\s?(?P<new>[{_ONE_LETTER}X*]|{_AA3})"
)
_ALLELE = re.compile(rf"(?P<at>[+-]?\d+)\s?(?P<it>{_AA3}|([{_ONE_LETTER}])\3?)")
_SHIFT = re.compile(
    rf"(?:p\.)?\(?(?P<old>[{_ONE_LETTER}]|{_AA3})(?P<at>\d+)(?:[{_ONE_LETTER}]|{_AA3})?fs(?:[X*]\d*|Ter\d*)?\)?"
)
_LOST = re.compile(
    rf"(?:p\.)?\(?(?P<old>[{_ONE_LETTER}]|{_AA3})(?P<at>\d+)(?:_(?P<last>[{_ONE_LETTER}]|{_AA3})(?P<to>\d+))?del\)?"
)
_LOST_BEFORE = re.compile(rf"(?:del(?:ta)?|Delta|Δ)\s?-?(?P<old>[{_ONE_LETTER}])(?P<at>\d+)")
_BASE_BEHIND = re.compile(rf"{_KIND}(?P<at>{_PLACE})\s?(?P<old>{_BASE}){_ARROW}(?P<new>{_BASE})")
_BASE_AROUND = re.compile(rf"{_KIND}(?P<old>{_BASE})\s?\(?(?P<at>{_PLACE})\)?\s?(?P<new>{_BASE})")
_BASES_TOLD = re.compile(
    rf"\(?(?P<old>{_BASE})(?:{_ARROW}|-to-)(?P<new>{_BASE})\)?\s(?:\w+\s){{0,4}}?(?:at|in)\s(?:\w+\s){{0,2}}?(?P<at>[+-]?\d+)"
)
_BASE_CHANGE = re.compile(rf"{_KIND}(?P<at>{_PLACE})\s?(?P<what>del|ins|dup)\s?(?P<bases>[ACGT]*|\d*)(?:bp)?")
_CHANGE_BEFORE = re.compile(r"(?P<what>del|ins|dup)(?P<at>\d+)(?P<bases>[ACGT]*)")
_NAMED_CHANGE = re.compile(
    rf"(?P<first>{_RESIDUE})\W{{1,3}}(?:\w+\W{{1,3}}){{0,4}}?(?P<how>to|by|with|for|-->|->)\W{{1,3}}(?:an?\s)?"
    rf"(?P<second>{_RESIDUE})\b.{{0,40}}?\b(?P<at>\d+)"
)
_NAMED_AROUND = re.compile(
    rf"(?P<first>{_RESIDUE})\W{{0,3}}(?P<at>\d+)\W{{1,3}}(?:(?P<how>to|by|with|for)\W{{1,3}})?(?:an?\s)?(?P<second>{_RESIDUE})"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a sequence, as words tell it.

    Attributes:
        level: ``p`` of a protein, ``c`` of coding DNA (as is whatever does not say), ``g``, ``m``, ``n`` of another.
        what: ``SUB``, ``DEL``, ``INS``, ``DUP``, ``FS`` (a shift of the reading frame).
        place: where: the number of a residue or base, or the numbers of the first and the last (``185_186``).
        old: what stands there; of a deletion what is lost, where that is told.
        new: what takes its place.
    """

    level: str
    what: str
    place: str
    old: str = ""
    new: str = ""

    @property
    def hgvs(self) -> str:
        """In the notation of HGVS, without the reference sequence (``p.V600E``)."""
        if self.what == "SUB":
            if self.level == "p":
                return f"p.{self.old}{self.place}{self.new}"
            return f"{self.level}.{self.place}{self.old}>{self.new}"
        if self.level != "p":
            return f"{self.level}.{self.place}{self.what.lower()}{self.old or self.new}"
        if self.what == "FS":
            return f"p.{self.old}{self.place}fs"
        first, _, last = self.place.partition("_")
        return f"p.{self.old[:1]}{first}" + (f"_{self.old[1:]}{last}" if last else "") + "del"

    @property
    def tmvar(self) -> str:
        """As tmVar and PubTator write it (``p|SUB|V|600|E``)."""
        if self.what == "SUB":
            return f"{self.level}|SUB|{self.old}|{self.place}|{_x(self.new)}"
        if self.what == "FS":
            return f"p|FS|{self.old}|{self.place}||"
        lost = self.old if self.level != "p" or "_" not in self.place else ""
        told = f"{self.level}|{self.what}|{self.place}|{lost or self.new}"
        return told + "|" if self.what == "DUP" else told


def number_of(surface: str) -> str | None:
    """The number of dbSNP that the words are (``rs699``), or None."""
    match = _RS.fullmatch(surface.strip())
    return f"rs{int(match[1])}" if match else None


def change_of(surface: str) -> Change | None:
    """Which change a variant is, from the words that name it.

    Args:
        surface: the words, as they stand (``Val600Glu``, ``677C-->T``, ``arginine to tryptophan at codon 198``).

    Returns:
        the change; None where the words do not say which it is, or where.
    """
    words = " ".join(surface.split()).strip(",;")
    for read in _READERS:
        found = read(words)
        if found is not None:
            return found
    return None


def names_variant(surface: str) -> bool:
    """Whether words name a variant outright: a number of dbSNP, or a change and its place."""
    return number_of(surface) is not None or change_of(surface) is not None


def allele_of(surface: str) -> tuple[str, str] | None:
    """Place and residue or base of words that name one side of a change alone (``-930G``, ``232Thr``), or None."""
    match = _ALLELE.fullmatch(" ".join(surface.split()))
    if match is None:
        return None
    return _place(match["at"]), _letter(match["it"]) if len(match["it"]) != 2 else match["it"][0]


def _letter(residue: str) -> str:
    return _LETTERS.get(residue.lower(), residue)


def _x(residue: str) -> str:
    return "X" if residue == "*" else residue


def _place(at: str) -> str:
    return at.replace(" ", "").removeprefix("+")


def _protein(words: str) -> Change | None:
    match = _PROTEIN.fullmatch(words) or _PROTEIN_BEHIND.fullmatch(words)
    if match is None:
        return None
    old, new = _letter(match["old"]), _letter(match["new"])
    may_be_bases = len(match["old"]) == len(match["new"]) == 1 and {old, new} <= set("ACGT")
    behind = match.re is _PROTEIN_BEHIND
    if may_be_bases and not match["p"] and (behind or int(match["at"]) >= _FIRST_RESIDUES):
        return None
    return Change("p", "SUB", match["at"], old, new)


def _shifted(words: str) -> Change | None:
    match = _SHIFT.fullmatch(words)
    return Change("p", "FS", match["at"], _letter(match["old"])) if match else None


def _lost(words: str) -> Change | None:
    match = _LOST.fullmatch(words)
    if match is None:
        match = _LOST_BEFORE.fullmatch(words)
        return Change("p", "DEL", match["at"], match["old"]) if match else None
    if match["to"]:
        return Change("p", "DEL", f"{match['at']}_{match['to']}", _letter(match["old"]) + _letter(match["last"]))
    return Change("p", "DEL", match["at"], _letter(match["old"]))


def _base(words: str) -> Change | None:
    match = _BASE_BEHIND.fullmatch(words) or _BASE_AROUND.fullmatch(words)
    if match is not None:
        return Change(match["kind"] or "c", "SUB", _place(match["at"]), match["old"], match["new"])
    match = _BASES_TOLD.fullmatch(words)
    return Change("c", "SUB", _place(match["at"]), match["old"], match["new"]) if match else None


def _bases(words: str) -> Change | None:
    match = _BASE_CHANGE.fullmatch(words) or _CHANGE_BEFORE.fullmatch(words)
    if match is None:
        return None
    place = _place(match["at"])
    if "_" not in place:
        place = re.sub(r"(?<=\d)-(?=\d+\Z)", "_", place)
    level = match.groupdict().get("kind") or "c"
    if match["what"] == "del":
        return Change(level, "DEL", place, old=match["bases"])
    return Change(level, match["what"].upper(), place, new=match["bases"])


def _named(words: str) -> Change | None:
    match = _NAMED_AROUND.search(words) or _NAMED_CHANGE.search(words)
    if match is None:
        return None
    old, new = _letter(match["first"]), _letter(match["second"])
    if match["how"] == "for":
        # `lysine for glutamic acid`: the new one is told first.
        old, new = new, old
    return Change("p", "SUB", match["at"], old, new)


_READERS: tuple[Callable[[str], Change | None], ...] = (_protein, _shifted, _lost, _base, _bases, _named)
