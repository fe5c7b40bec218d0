"""The places that name a study's arms, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from pipeline.extract.quantities.patterns import PATTERNS as FIGURES

CONTROL = re.compile(
    r"\b(?:control|controls|placebo|usual care|standard|conventional|no treatment|observation|alone|untreated|reference|"
    r"best supportive care|sham|wait(?:ing)?[- ]list|comparator|comparison (?:arm|group)|treatment as usual|without)\b",
    re.IGNORECASE,
)
CONTROL_NAME = re.compile(
    r"\b(?:controls?|placebo|usual care|no (?:further )?treatment|observation|follow-?up|best supportive care|sham|waiting list|treatment as usual|standard care|intervention|education)\b",
    re.IGNORECASE,
)
TWO_ARMS = re.compile(r"\b(?:two|both|2) (?:\w+ ){0,2}(?:arms|groups|regimens)\b", re.IGNORECASE)
#: `63 TE and 62 TEL patients`
COUNTED = re.compile(
    r"(?<![\d.,])(?P<n1>\d{1,4})\s+(?P<name1>(?:[A-Z][\w+-]*|[a-z]{4,20}))\s+(?:patients\s+)?and\s+(?P<n2>\d{1,4})\s+(?P<name2>(?:[A-Z][\w+-]*|[a-z]{4,20}))(?=\s*(?:patients|[),.;]|were|recipients|in\b))"
)
SIZED = re.compile(
    r"(?:[(\[;,]|\band)\s*(?P<alias>[A-Za-z][\w+/® -]{0,30}?\s*[,;:]?\s*)?\bn\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?=\s*(?:patients|women|men|children|subjects)?\s*[)\];,])",
    re.IGNORECASE,
)
#: What a named group was given, behind its name, and before it.
GROUP_RECEIVED = re.compile(
    r"\s*(?:\([^()]{0,30}\)\s*)?,?\s*(?:which\s+|that\s+)?(?:receiv\w+|(?:was|were)\s+(?:given|treated with|administered)|treated with)\s*(?P<what>[^.;]{3,140})",
    re.IGNORECASE,
)
GIVEN_TO = re.compile(
    r"\b(?:was|were)\s+(?:also\s+|only\s+)?(?:given|administered|added|applied|offered|performed|used)\s+(?:to|in|for|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
#: A letter or two for a drug, of which the names of regimens are made: `docetaxel (T)`.
LETTERS_OF_DRUG = re.compile(r"\s?\((?P<letters>[A-Z]{1,2})\)")
WITH_OR_WITHOUT = re.compile(r"\bwith(?:out)?\s*$", re.IGNORECASE)
ALIAS = re.compile(
    r"[(\[]\s*(?P<alias>(?:arm|group|cohort)\s+(?:[A-H]|\d)|[A-Z][A-Za-z0-9+/-]{0,9}|[A-Za-z]+ (?:arm|group))(?: regimen)?\s*(?:,\s*n\s*=\s*\d+\s*)?[)\];,]"
)
LETTERED = re.compile(
    r"\b(?:(?:group|arm|cohort)\s+(?:[A-H]|\d|I{1,3}V?)(?![\w%-]|\.\d)|(?-i:[A-Z]{1,3}-ARM)\b)", re.IGNORECASE
)
TOLD = re.compile(
    r"\s*(?:\([^()]{0,20}n\s*=\s*\d+[^()]{0,10}\))?\s*(?:[:(=]|,?\s*(?:which\s+)?(?:receiv\w+|was given|were given|had|underwent|was treated with|treated with))\s*(?P<what>[^.;]{3,140})",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"(?:\bcompar(?:ed?|ing|ison of|ison between)\s+|^|:\s+|\bof\s+|\bbetween\s+)(?P<arms>[^.:;]{3,120}?\s(?:versus|vs\.?|compared (?:with|to)|or)\s[^.:;]{3,120})",
    re.IGNORECASE,
)
#: `enhanced couple-focused intervention (ECG, n = 40)`
BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,60})[)\]]")
SIZE = re.compile(
    r"[Nn]\s*=\s*(?P<n>[\d,]{1,7})|(?P<people>[\d,]{1,7})\s+(?:patients|women|men|children|cases|participants|subjects|persons)|(?P<bare>\d{2,4})"
)
#: What an arm did without.
WITHOUT = re.compile(r"(?:without|not|no)\s(?!treatment\b|further\b|additional\b)", re.IGNORECASE)
#: What was given besides, behind how often.
PLUS = re.compile(r"\b(?:plus|combined with|in combination with|together with|in addition to)\s|\s\+\s", re.IGNORECASE)
#: A name that tells of more than one arm.
SEVERAL = re.compile(r",|\b(?:or|versus|vs)\b|\d%", re.IGNORECASE)
LETTER = re.compile(r"[A-Z]")
NAME_IN_BRACKETS = re.compile(
    r"(?:the\s+)?(?:arm|group|cohort)[\s-](?:[A-H]|\d|I{1,3}V?)|(?:the\s+)?[A-Za-z][\w/+-]*(?:\s[\w/+-]+)?\s(?:arm|group)|usual care|no treatment|placebo|controls?",
    re.IGNORECASE,
)
#: `the tamoxifen arm`, `the TE and TEL groups`
NAMED = re.compile(
    r"\b(?:the|in|of|for|and|than|from|to|with|between)\s+(?:the\s+)?(?P<names>(?:(?!(?:in|of|for|from|to|with|between|than)\b)[A-Za-z0-9][\w+/®.-]*(?:,\s*(?:and\s+)?|\s+(?:and|or|versus|vs\.?)\s+|\s)){1,8}?)(?:treatment\s+|study\s+)?(?:groups?|arms?)\b(?!\s+(?:[A-H]|\d)\b)",
    re.IGNORECASE,
)
VERBAL = re.compile(
    r"\b(?:is|was|were|had|has|in|with|for|by|than|from|to|on|who|age|aged|study|when|into|that|after|at|significantly|whereas|while|per|as|observed|"
    r"receiv\w*|of|better|cases|did|statistically|intention|high|low|compared|between|risk|each|any)\b",
    re.IGNORECASE,
)
NOT_A_NAME = frozenset(
    [
        "both",
        "all",
        "each",
        "two",
        "three",
        "four",
        "study",
        "treatment",
        "the",
        "these",
        "those",
        "either",
        "other",
        "between",
        "one",
        "same",
        "respective",
        "of",
        "in",
        "and",
        "patient",
        "age",
        "risk",
        "dose",
        "whole",
        "entire",
        "different",
        "parallel",
        "intention",
        "patients",
        "per-protocol",
        "large",
        "small",
        "first",
        "second",
        "third",
        "a",
        "an",
        "combined",
        "single",
        "opposite",
        "remaining",
        "active",
        "randomized",
        "randomised",
    ]
)
#: What a size stands behind that is of papers, and of no group of patients.
OF_STUDIES = re.compile(r"\b(?:trials|studies|RCTs|articles|reports|publications|papers|datasets)$", re.IGNORECASE)
PHRASE_START = re.compile(
    r"(?:\b(?:or|versus|vs|either|receiv(?:e|ed|ing)|to|into|in the|in|of|were|was|(?<!younger )(?<!older )(?<!less )(?<!more )(?<!greater )(?<!lower )(?<!higher )than|between|randomi[sz]ed|compared?|under(?:go(?:ne|ing)?|went)|given|treated with|the|a|an|arms?|groups?|with either|for|by|patients|assigned|and either|comparing)\b|[;:.()\[\]]|,\s(?=\w+\s?$)|\d\.\s|,\s+and\s)",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"(?:\s*\([^()]{0,30}\))?\s*(?:,|and|plus|\+|/|-|,\s*and)\s*|\s*(?:with|followed by|combined with|in combination with|[+/-])?\s*",
    re.IGNORECASE,
)
OWN_SIZE = re.compile(r"\(\s*[nN]\s*=|\d\s+(?:patients|children|women|men|participants|adults)\s*\)")
QUALIFIERS_BEFORE = re.compile(
    r"(?:\b(?:weekly|standard|high-dose|low-dose|conventional|short-course|short-term|long-course|oral|intravenous|home-based|adjuvant|neoadjuvant|reference|"
    r"immediate-release|sustained-release|controlled-release|thin|radical|\d-weekly|three-weekly|tri-weekly|concurrent|sequential|maintenance|early|delayed|liposomal)\s+)+$",
    re.IGNORECASE,
)
QUALIFIERS_AFTER = re.compile(r"\s+(?:alone|monotherapy|only|plus placebo|augmentation)\b", re.IGNORECASE)
DOSE = re.compile(r"\s+\d[\d.,]*\s*(?:mg|g|µg|mcg|ml|units|iu|gy)\b.*", re.IGNORECASE | re.DOTALL)
LEADING = re.compile(
    r"^(?:(?:be|either|receive|receiving|treated (?:on|with)|undergo|apply|view|use|wear|attend|perform|take|drink|eat|watch|read|participated in|providing|treatment with|the|a|an|and|or|both|with|to|compare|comparing|of|in|for|from|did|while|by|as|patients|use of|effects? of)\s+)+",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"(?<!\bno)\s+(?:arms?|groups?|patients|treatment|regimen|in|with|for|and|or|of|to|as)$", re.IGNORECASE
)
_CUT = re.compile(
    r"\b(?:every|after|until|followed by surgery|for up to|according|in order|stratified|were|was|who|daily for|in (?:patients|women|men|children|the|postmenopausal|older|adults|subjects))\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[(\[]|[)\]]|\s+(?:or|versus|vs\.?|compared (?:with|to))\s+(?:to\s+)?|\s+and\s+(?:(?:the\s+)?(?:\w+[\s-]){0,2}?\d+\s+(?:patients\s+|women\s+)?(?:were\s+\w+\s+)?to\s+|(?=(?:the\s+)?(?:[\w-]+\s){0,3}(?:groups?|arms?|alone|\(n\b|placebo|usual care|control|no treatment|observation)\b))|,\s(?:or\s)?",
    re.IGNORECASE,
)
_DOSES = tuple(pattern.regex for pattern in FIGURES if pattern.name in ("dose", "plain dose"))
_NAME = re.compile(r"(?=.*[A-Za-zµμ])(?:[^.;:?!]|(?<=\d)\.(?=\d)){1,70}")


def without_doses(folded: str) -> str:
    """The text with every dose blanked, character for character."""
    for pattern in _DOSES:
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return folded


_T = TypeVar("_T")
#: A short form that names one arm: two that differ never name the same.
SHORT_NAME = re.compile(
    r"(?=.*[A-Z])(?:[a-z]?[A-Z][A-Z0-9+/-]{1,9}|[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z0-9]{0,5}|[A-Z]-[A-Z]{2,5})s?"
)
#: Between the last therapy of a definition and its brackets: at most one word.
BEFORE_BRACKETS = re.compile(r"[\s)]*(?:[\w/-]+\s+)?(?:\([^()]{0,24}\)\s*)?")


#: Names that an arm goes by in any trial.
CONTROL_GROUP = re.compile(r"controls?|comparator|comparison|reference|standard|conventional|placebo", re.IGNORECASE)
TESTED_GROUP = re.compile(
    r"intervention|experimental|treatment|treated|study|trial|test|active|active treatment|verum|investigational|case",
    re.IGNORECASE,
)
#: What was given without anything else.
ALONE = re.compile(r"\s(?:alone|only)$", re.IGNORECASE)
SINGLE = re.compile(r"\s(?:alone|only|monotherapy)$", re.IGNORECASE)
COMBINED_GROUP = re.compile(
    r"combination|combined|combination (?:therapy|treatment)|combined (?:therapy|treatment)", re.IGNORECASE
)


def shortens(short: str, name: str) -> bool:
    """Whether a name is a short form of another: its first letters (`TAM`), or the initials of its words (`HDC`)."""
    letters = re.sub(r"[^a-z]", "", short.lower())
    if not SHORT_NAME.fullmatch(short) or len(letters) < 2:
        return False
    words = re.findall(r"[a-z]+", name.lower())
    initials = "".join(word[0] for word in words if word not in ("and", "of", "the", "with", "plus", "for"))
    return initials == letters or bool(words and len(letters) >= 3 and words[0].startswith(letters))


def spelt(name: str, letters: Mapping[str, _T]) -> tuple[_T, ...]:
    """What a name is made of, each of its letters standing for something; empty where one stands for nothing."""
    found: list[_T] = []
    at = 0
    while at < len(name):
        part = next((name[at : at + size] for size in (2, 1) if name[at : at + size] in letters), None)
        if part is None:
            return ()
        if letters[part] not in found:
            found.append(letters[part])
        at += len(part)
    return tuple(found)


def is_part_of(one: str, other: str) -> bool:
    """Whether all words of one name, two or more, are words of the other (`3 cm`, `3 cm excision margin`)."""
    left, right = ({re.sub(r"(?<=[a-z]{3})s$", "", word) for word in name.lower().split()} for name in (one, other))
    return min(len(left), len(right)) >= 2 and (left <= right or right <= left)


def used_as_arm(alias: str, folded: str) -> bool:
    """Whether a text uses a short form as the name of an arm: `the AC arm`, `with AC`, `AC versus AD`."""
    name = re.escape(alias)
    return bool(
        re.search(
            rf"\b{name}\s+(?:arms?|groups?|regimens?|patients|was|were|or|vs\.?|versus|v|compared)\b|\b(?:with|for|in|to|than|vs\.?|versus)\s+(?:the\s+)?{name}\b",
            folded,
        )
    )


def split_alternatives(arms: str) -> list[tuple[int, int]]:
    """Where each alternative of `either A or B` stands; empty where there is only one."""
    cut = _CUT.search(arms, 8)
    end = cut.start() if cut else len(arms)
    parts: list[tuple[int, int]] = []
    begin = depth = 0
    for match in _BETWEEN.finditer(arms, 0, end):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append((begin, match.start()))
            begin = match.end()
    parts.append((begin, end))
    return parts if len(parts) > 1 else []


#: What `treatment` alone is not.
_TREATMENT_NAMED = re.compile(
    r"treatment (?:choice|as usual|of (?:the )?(?:physician|investigator)(?:[\W]s)? choice)", re.IGNORECASE
)


def may_be_name(name: str) -> bool:
    """Whether a phrase can be an arm's name at all."""
    words = name.lower().split()
    return bool(
        _NAME.fullmatch(name)
        and len(words) <= 9
        and (words[0] not in NOT_A_NAME or _TREATMENT_NAMED.fullmatch(name))
        and not re.fullmatch(r"[\d\W]+", name)
        and not re.search(r"%|\b(?:women|men|subjects|participants|children|pH)\b", name)
        and not re.fullmatch(
            r"(?:n|OR|HR|RR|CI|OS|PFS|DFS|SD|SE|EFS|which|participants|patients|intervention control|total|results?|women|men|children)",
            name,
            re.IGNORECASE,
        )
    )
