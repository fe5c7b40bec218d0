"""Names of kinds of therapy beside the therapies of that kind."""

import pytest

from pipeline.extract.findings.arms.kinds import Kinds
from pipeline.schema import Concept, Mention, Span

ABOVE = {
    "cisplatin": ("platinum",),
    "platinum": ("chemotherapy",),
    "etoposide": ("chemotherapy",),
    "paclitaxel": ("taxane",),
    "docetaxel": ("taxane",),
    "taxane": ("chemotherapy",),
    "gemcitabine": ("chemotherapy",),
    "letrozole": ("endocrine therapy",),
}
KINDS = Kinds(lambda id: [f"test:{each}" for each in ABOVE.get(id.removeprefix("test:"), ())])


def concepts(*names):
    return tuple(Concept(f"test:{name}", name, "therapy") for name in names)


def names(found):
    return [concept.name for concept in found]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["exercise", "resistance exercise"], ["resistance exercise"]),
        (["liposomal doxorubicin", "doxorubicin"], ["liposomal doxorubicin"]),
        (["chemotherapy", "paclitaxel", "gemcitabine"], ["paclitaxel", "gemcitabine"]),
        (["taxane", "docetaxel", "trastuzumab"], ["docetaxel", "trastuzumab"]),
        (["endocrine therapy", "letrozole"], ["letrozole"]),
        # A drug that is of another kind leaves the name of the kind.
        (["chemotherapy", "trastuzumab"], ["chemotherapy", "trastuzumab"]),
        (["surgery", "radiotherapy"], ["surgery", "radiotherapy"]),
    ],
)
def test_the_narrowest_names_are_kept(given, kept):
    assert names(KINDS.narrowest(concepts(*given))) == kept


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("They had chemotherapy (cisplatin 75 mg/m2 and etoposide 100 mg/m2).", ["cisplatin", "etoposide"]),
        ("All had cisplatin-etoposide chemotherapy.", ["cisplatin", "etoposide"]),
        ("All had chemotherapy consisting of etoposide.", ["etoposide"]),
        ("After prior chemotherapy with etoposide they had chemotherapy.", ["chemotherapy"]),
        ("They had chemotherapy and later, on relapse, etoposide.", ["chemotherapy"]),
    ],
)
def test_a_kind_is_told_by_its_drugs(text, full):
    mentions = sorted(
        (
            Mention(Span(at, at + len(name)), name, "therapy", concepts(name))
            for name in ("chemotherapy", "cisplatin", "etoposide")
            for at in range(len(text))
            if text.startswith(name, at)
        ),
        key=lambda mention: mention.span,
    )
    assert names(KINDS.in_full(concepts("chemotherapy"), text, [Span(0, len(text))], mentions)) == full
