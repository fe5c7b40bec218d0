"""Words that tell how two things are related, by what they tell, as data. A word is named by its beginning."""

from __future__ import annotations

TRIGGERS: dict[str, tuple[str, ...]] = {
    "cause": ("caus", "result", "lead", "led", "due", "produc", "provok", "secondary", "attribut", "responsible"),
    "induce": ("induc", "elicit", "trigger", "evok", "precipitat", "develop", "mediat"),
    "harm": ("toxic", "adverse", "complicat", "overdos", "intoxicat", "poison", "side", "withdraw", "reaction"),
    "after": ("after", "follow", "during", "receiv", "administ", "dose", "dosag", "inject", "expos"),
    "treat": ("treat", "therap", "efficac", "effective", "benefi", "manag", "relie", "alleviat", "ameliorat", "improv"),
    "prevent": ("prevent", "protect", "attenuat", "revers", "rescu", "abolish", "suppress", "prophyla"),
    "associate": ("associat", "correlat", "relat", "link", "involv", "role", "implicat", "contribut"),
    "risk": ("risk", "suscept", "predispos", "odds", "genotyp", "allel", "carrier", "haplotyp"),
    "mutate": ("mutat", "variant", "polymorph", "deletion", "substitut", "missense", "frameshift", "truncat", "snp"),
    "inherit": ("famil", "patient", "homozyg", "heterozyg", "proband", "inherit", "kindred", "carri"),
    "raise": ("increas", "enhanc", "elevat", "upregul", "stimul", "activat", "promot", "augment", "higher", "agonist"),
    "lower": ("decreas", "reduc", "inhibit", "downregul", "block", "impair", "lower", "antagon", "deficien", "loss"),
    "express": ("express", "level", "secret", "releas", "transcri", "mrna", "protein", "phosphoryl"),
    "bind": ("bind", "bound", "interact", "complex", "receptor", "affinity", "ligand", "substrate", "target"),
    "together": ("combin", "plus", "coadminist", "concomit", "together", "adjunct", "versus", "compar", "than"),
    "none": ("no", "not", "without", "neither", "nor", "fail", "lack", "unrelat", "absence", "independ"),
}

NAMES: tuple[str, ...] = tuple(TRIGGERS)
#: Beginnings by their first two letters: most words have none of these.
_BEGINNINGS: dict[str, list[tuple[str, int]]] = {}
for _number, _beginnings in enumerate(TRIGGERS.values()):
    for _beginning in _beginnings:
        _BEGINNINGS.setdefault(_beginning[:2], []).append((_beginning, _number))
#: Short words that count only whole.
_WHOLE = frozenset({"no", "not", "nor", "led", "due", "side", "than", "plus", "role", "lead", "snp", "dose", "loss"})


def trigger(word: str) -> int:
    """What a word in lower case tells, as its place in :data:`NAMES`; -1 for nothing."""
    for beginning, number in _BEGINNINGS.get(word[:2], ()):
        if word == beginning or (word.startswith(beginning) and beginning not in _WHOLE):
            return number
    return -1
