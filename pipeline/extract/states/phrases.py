"""The vocabulary of states as patterns, each compiled when it is first asked for."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.states import vocabulary as data

HYPHENS = "\u2010\u2011\u2013-"


@cache
def before() -> re.Pattern[str]:
    """Any words that tell a state; the group that matched is the number of the line in the data, from 1."""
    parts = "|".join(f"({pattern})" for pattern, _ in data.BEFORE)
    spelled = parts.replace("~", rf"\s?[{HYPHENS}]?\s?")
    return re.compile(rf"(?<![\w{HYPHENS}])(?:{spelled})(?!\w)", re.IGNORECASE)


def states_of(match: re.Match[str]) -> tuple[str, ...]:
    """The states that the words of :func:`before` tell."""
    return data.BEFORE[(match.lastindex or 1) - 1][1]


@cache
def people() -> re.Pattern[str]:
    """Those who have a disease."""
    return re.compile(data.PEOPLE)


@cache
def _told_relapse() -> str:
    ordinals = "|".join(sorted(data.ORDINALS, key=len, reverse=True))
    sites = "|".join(site.replace(" ", r"\s+") for site in sorted(data.SITES, key=len, reverse=True))
    kinds = "isolated|combined|early|late|very|overt|molecular|ha?ematologic(?:al)?|multiple"
    return rf"(?:(?:(?:or|and)\s+)?(?:{ordinals}|{sites}|{kinds})[\s-]+)"


@cache
def bracket_behind() -> re.Pattern[str]:
    """What stands in brackets: `(relapsed or refractory)`."""
    return re.compile(r"\s*\(([^()]{2,40})\)")


@cache
def event_behind() -> re.Pattern[str]:
    """`in second relapse`, `with isolated CNS relapse`."""
    return re.compile(
        rf",?\s+(?:in|at|with|after|and\s+in)\s+(?:an?\s+|the\s+|their\s+)?"
        rf"(?P<told>{_told_relapse()}{{0,5}})relapses?\b(?![\s-]*(?:free|rates?|risk|incidence|prevention))",
        re.IGNORECASE,
    )


@cache
def event_before() -> re.Pattern[str]:
    """`first relapse of`, where a count, a place or a kind says that it happened."""
    return re.compile(
        rf"(?<!\w)(?P<told>{_told_relapse()}{{1,5}})relapses?\s+(?:of|in)\s+(?:(?:{data.PEOPLE})\s+with\s+)?"
        rf"(?!.*\brelapse)",
        re.IGNORECASE,
    )


@cache
def not_happened() -> re.Pattern[str]:
    """What stands before a relapse that is feared or prevented."""
    return re.compile(rf"\b(?:{data.NOT_HAPPENED})\b(?:\s+\w+){{0,3}}\s*$", re.IGNORECASE)


@cache
def first_line() -> re.Pattern[str]:
    """`as first-line treatment of`."""
    return re.compile(
        rf"\bas\s+(?:a\s+)?(?:first|front)[\s-]?line\s+(?:\w+\s+){{0,2}}(?:of|for|in)\s+(?:(?:{data.PEOPLE})\s+with\s+)?",
        re.IGNORECASE,
    )


@cache
def remission_behind() -> re.Pattern[str]:
    """`in CR1`, `in second complete remission`."""
    ordinals = "|".join(sorted(data.ORDINALS, key=len, reverse=True))
    return re.compile(
        rf"\s+(?:in|and\s+in)\s+(?P<told>(?:(?:{ordinals}|or|≥|>|complete|ha?ematologic(?:al)?|molecular|"
        rf"morphologic(?:al)?)\s*)*(?:remission|CR ?\d?))\b(?![\s-]*(?:rates?|duration))",
        re.IGNORECASE,
    )


@cache
def phase_behind() -> re.Pattern[str]:
    """`in chronic phase`."""
    return re.compile(
        r"\s+in\s+(?:the\s+|an?\s+)?(chronic|accelerated|blast(?:ic)?)[\s-](?:phase|crisis)\b", re.IGNORECASE
    )


@cache
def refractory_behind() -> re.Pattern[str]:
    """`refractory to chemotherapy`."""
    return re.compile(r",?\s+refractory\s+to\b", re.IGNORECASE)


@cache
def residual_behind() -> re.Pattern[str]:
    """`with detectable MRD`."""
    residual = r"(?:MRD|(?:minimal|measurable)\s+residual\s+disease(?:\s+\(MRD\))?)"
    return re.compile(
        rf"\s+with\s+(?:(?:persistent|detectable|positive|residual)\s+{residual}|{residual}[\s-]positiv)", re.IGNORECASE
    )


@cache
def involved_behind() -> re.Pattern[str]:
    """`with CNS involvement`."""
    return re.compile(
        r"\s+with\s+(CNS|central\s+nervous\s+system|extramedullary|testicular|meningeal)\s+"
        r"(?:involvement|disease|infiltration|leuka?emia)\b",
        re.IGNORECASE,
    )


@cache
def verbs_behind() -> re.Pattern[str]:
    """`had relapsed`, `that was refractory`."""
    verb = r"(?:relapsed|recurred|refractory)"
    auxiliary = r"(?:is|was|are|were|has|had|have|has\s+been|had\s+been)"
    return re.compile(
        rf",?\s+(?P<who>(?:that|which|who)\s+)?(?:{auxiliary}\s+)(?:either\s+)?"
        rf"(?P<verbs>{verb}(?:\s+(?:or|and)\s+(?:{auxiliary}\s+)?{verb})?)\b",
        re.IGNORECASE,
    )
