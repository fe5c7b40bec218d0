"""Corpora of single sentences that the encoder learns from besides, by heads of their own that are not shipped.

Their guidelines are not those of the corpora that it is measured on: what they mark has no say in its own heads, but
teaches its layers. BC2GM and BioNLP 2013 CG are files of tokens; DRUG-AE of the ADE corpus holds sentences that relate
a drug to what it did.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from pipeline.schema import Span
from pipeline.training.encoder.corpora import Annotated

_BC2GM = {"GENE": "bc2gm_gene"}
_ANATOMY = (
    "Anatomical_system", "Cellular_component", "Developing_anatomical_structure", "Immaterial_anatomical_entity",
    "Multi-tissue_structure", "Organ", "Organism_subdivision", "Organism_substance", "Pathological_formation", "Tissue",
)  # fmt: skip
_CANCER_GENETICS = {
    "Gene_or_gene_product": "cg_gene",
    "Simple_chemical": "cg_chemical",
    "Amino_acid": "cg_chemical",
    "Cancer": "cg_cancer",
    "Organism": "cg_organism",
    "Cell": "cg_cell",
    **dict.fromkeys(_ANATOMY, "cg_anatomy"),
}
_TOKENS = {"bc2gm": _BC2GM, "bionlp13cg": _CANCER_GENETICS}
_ADE = ("ade_drug", "ade_effect")
#: The heads of these corpora.
AUXILIARY_HEADS: Final = (*_BC2GM.values(), *dict.fromkeys(_CANCER_GENETICS.values()), *_ADE)
#: A token of the files of tokens and its label.
_Token = tuple[str, str]
#: What is written without a blank before it, and behind it.
_NO_BLANK_BEFORE = re.compile(r"[-/,.;:)\]%']")
_NO_BLANK_BEHIND = re.compile(r"[-/(\[]")


def sentences(shared: Path, scored: Collection[str]) -> Iterator[Annotated]:
    """The sentences of all these corpora.

    Args:
        shared: the folder that holds ``data/``; a corpus that is not there is passed over.
        scored: documents of which no sentence is taken: those that the encoder is measured on.
    """
    for corpus, kinds in _TOKENS.items():
        heads = tuple(dict.fromkeys(kinds.values()))
        for file in ("train.tsv", "devel.tsv"):
            path = shared / "data" / corpus / file
            for number, tokens in enumerate(_tokens(path) if path.is_file() else ()):
                text, marked = written(tokens)
                spans = tuple((kinds[kind], span) for kind, span in marked if kind in kinds)
                yield Annotated(str(number), corpus, text, heads, spans)
    path = shared / "data" / "ade" / "DRUG-AE.rel"
    if path.is_file():
        yield from _drug_effects(path, scored)


def _tokens(path: Path) -> Iterator[list[_Token]]:
    """The sentences of a file of tokens: a token and its label a line, an empty line behind each sentence."""
    found: list[_Token] = []
    for line in (*path.read_text(encoding="utf-8").splitlines(), ""):
        if line.strip():
            cells = line.split("\t")
            found.append((cells[0], cells[-1]))
        elif found:
            yield found
            found = []


def written(tokens: list[_Token]) -> tuple[str, list[tuple[str, Span]]]:
    """The tokens of a sentence as a text, and what is marked in it: the kind and where it stands.

    Args:
        tokens: tokens with their labels: ``B-`` and a kind, ``I-`` and a kind, or ``O``.
    """
    text = ""
    found: list[tuple[str, Span]] = []
    blank = inside = False
    for word, label in tokens:
        if blank and not _NO_BLANK_BEFORE.fullmatch(word):
            text += " "
        start, text = len(text), text + word
        blank = not _NO_BLANK_BEHIND.fullmatch(word)
        if label.startswith("B-"):
            found.append((label[2:], Span(start, len(text))))
        elif label.startswith("I-") and inside:
            kind, span = found[-1]
            found[-1] = kind, Span(span.start, len(text))
        inside = label.startswith("B-") or (label.startswith("I-") and inside)
    return text, found


def _drug_effects(path: Path, scored: Collection[str]) -> Iterator[Annotated]:
    """The sentences of ``DRUG-AE.rel`` with every drug and effect of theirs, wherever it stands in them."""
    told: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        id, text, effect, _, _, drug, *_ = line.split("|")
        if id not in scored:
            told.setdefault((id, text), set()).update((("ade_effect", effect), ("ade_drug", drug)))
    for (id, text), marks in told.items():
        spans = [
            (head, Span(*place.span()))
            for head, words in sorted(marks)
            for place in re.finditer(re.escape(words), text)
        ]
        yield Annotated(id, "ade", text, _ADE, tuple(spans))
