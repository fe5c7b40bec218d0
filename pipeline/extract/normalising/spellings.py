"""A mention's words written otherwise: without brackets, with short forms written out, taken apart at `and`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.extract.normalising.words import SALTS

_INDEX = re.compile(r"(?<=\w)\((\d{1,2}[A-Za-z]?|[A-Z])\)(?![a-z])")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_WORD = re.compile(r"[\w+.-]*\w")
_STEREO = re.compile(
    r"^(?:\((?:\+|-|±|\+/-|[RSEZ]|[dl]|dl)(?:,[RSEZ])*\)|[dlrsDLRSEZ]|DL|dl|cis|trans|rac|alpha|racemic|\[[^\]]*\])-?\s*"
)
_PARTS = re.compile(r"\s*(?:,\s*(?:and/or|and|or)|\band/or\b|\band\b|\bor\b|\bas well as\b|,|/|\bversus\b)\s*")


_JOINED = re.compile(r"\b(?:and|or|and/or)\b")


def joins(name: str) -> bool:
    """Whether a name joins several by a word: `breast and ovarian cancer`, but not `breast/ovarian cancer`."""
    return _JOINED.search(name) is not None


def unbracketed(name: str) -> str:
    """A name without what stands in brackets in its midst: `glucose-6-phosphate dehydrogenase (G6PD) deficiency`.

    An index in brackets is part of its word: `PGE(2)` is `PGE2`.
    """
    flat = _INDEX.sub(r"\1", name)
    return _BRACKETED.sub(" ", flat).strip() or name


def written_out(name: str, short: Mapping[str, str]) -> str:
    """A name with each short form of the document in it written out."""
    return _WORD.sub(lambda match: short.get(match[0], match[0]), name)


def without_salt(name: str) -> str:
    """A substance without the words that name its salt; the whole where nothing else is left."""
    words = name.split()
    kept = [word for word in words if word.lower().strip("(),") not in SALTS]
    return " ".join(kept) or name


def without_stereo(name: str) -> str:
    """A substance without the prefix that tells its isomers apart: `(+)-`, `L-`, `cis-`."""
    bare = _STEREO.sub("", name)
    return bare if len(bare) > 3 else name


_LOCANT = re.compile(r"^(?:\d+[a-z]?|[NO])-(?=[a-z]{4})")
_ACID = re.compile(r"ic acid\b")
_SALT_OF_ACID = re.compile(r"(?<=[a-z]{3})ate\b")


def of_chemical(name: str) -> Iterator[str]:
    """A substance's name as others write it: `kainate` as `kainic acid`, and the other way round.

    Last without the number of the place where a group sits, which headings leave out: `5-hydroxyindoleacetic acid`.
    """
    ways = [name]
    for each in (name, without_salt(name)):
        ways += [_ACID.sub("ate", each), _SALT_OF_ACID.sub("ic acid", each)]
    ways += [_LOCANT.sub("", each) for each in tuple(ways)]
    for way in dict.fromkeys(ways):
        if way != name:
            yield way


def taken_apart(name: str) -> Iterator[tuple[str, ...]]:
    """What a name of several things may stand for: `breast and ovarian cancer` is `breast cancer`, `ovarian cancer`.

    The last words may belong to all parts, or the first ones; each way is given, the one that shares most first.
    """
    parts = [part for part in _PARTS.split(name) if part]
    if not 2 <= len(parts) <= 5:
        return
    *firsts, last = parts
    words = last.split()
    for shared in range(len(words) - 1, 0, -1):
        tail = " ".join(words[len(words) - shared :])
        yield (*(f"{first} {tail}" for first in firsts), last)
    head = parts[0].split()
    for shared in range(len(head) - 1, 0, -1):
        lead = " ".join(head[:shared])
        yield (parts[0], *(f"{lead} {part}" for part in parts[1:]))
    yield tuple(parts)


_GENE_BEFORE = re.compile(
    r"^(?:human|recombinant|wild[- ]type|mutant|mutated|activated|phospho(?:rylated)?|soluble|the)[- ]+"
)
_GENE_AFTER = re.compile(
    r"[- ]+(?:genes?|proteins?|mRNAs?|transcripts?|promoter|enzymes?|peptides?|polypeptides?|antigens?|molecules?|"
    r"receptors?|kinases?|oncogenes?|alleles?|loc(?:us|i)|antibod(?:y|ies)|family|subunits?|precursor)$",
    re.IGNORECASE,
)
_GENE_LETTER = re.compile(r"^(?:[hH](?=[A-Z]{2})|c-(?=[A-Za-z]{3})|p-(?=[A-Z]))")


def of_gene(name: str) -> Iterator[str]:
    """A gene's name without the words around it: `human p53 gene`, `c-Myc protein`, `hTERT`; the longer first."""
    seen = {name}
    for shorten in (_GENE_BEFORE, _GENE_AFTER, _GENE_AFTER, _GENE_LETTER):
        name = shorten.sub("", name)
        if name and name not in seen:
            seen.add(name)
            yield name
