"""A small valid file of every format, to be spoilt by the fuzzing. Every entry of READERS has one here.

To add a format: an entry under its name in ``READERS``, a few hundred bytes that hold one of each thing the format can
say, and that its reader reads without a reject.
"""

from __future__ import annotations

import gzip
import io
import zipfile

_PUBTATOR = """\
101|t|Drug A in children with α-thalassaemia
101|a|BACKGROUND: Drug A (DA) is new. RESULTS: It worked in 5 of 10 (50%; 95% CI, 19–81). CD19 and p.V600E.
101\t0\t6\tDrug A\tChemical\tMESH:D000001
101\t24\t38\tα-thalassaemia\tDisease\tMESH:D000002|OMIM:604131
101\t123\t127\tCD19\tGene\t930
101\t132\t139\tp.V600E\tProteinMutation\ttmVar:p|SUB|V|600|E;RS#:113488022
101\tNegative_Correlation\tMESH:D000001\tMESH:D000002\tNovel
101\tBind\tChemical|MESH:D000001\tGene|930

PMC202|t|Second 𝒳
PMC202|a|
PMC202\t0\t6\tSecond\tSpecies\t9606\tHuman
"""
_TEXT = """\
Drug A in children: a trial

A. Author, B. Author
Department of Trials, Town

Abstract
BACKGROUND: Drug A is new. METHODS: We gave it to 10 children.\r
RESULTS: It worked in 5 of 10 (50%). Café.

1. Introduction
Leukaemia is common in children, and what is given to them is old by now [1].

Table 1. Outcomes
Outcome\tDrug A\tNone
CR\t5 (50%)\t2 (20%)

References
1. Author A. Title. Journal. 2001;1(2):3-4. doi:10.1000/182
"""


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("a/one.pubtator", _PUBTATOR), ("two.txt", _TEXT), ("README", _TEXT)):
            archive.writestr(zipfile.ZipInfo(name), content)
    return held.getvalue()


#: Format -> a valid file of it.
SAMPLES: dict[str, bytes] = {
    "pubtator": _PUBTATOR.encode(),
    "text": _TEXT.encode(),
}

#: What holds files of these formats -> a valid one.
ARCHIVES: dict[str, bytes] = {
    "gzip": gzip.compress(_PUBTATOR.encode()[:300], mtime=0) + gzip.compress(_PUBTATOR.encode()[300:], mtime=0),
    "zip": _zip(),
}
