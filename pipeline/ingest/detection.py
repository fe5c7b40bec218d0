"""How each format is known by the first characters of a file, whatever the file is called.

The signs stand apart from the readers: to know what a file is, none of these is imported.
"""

from __future__ import annotations

import re

# A collection of anything else (of MARC records, say) does not begin with one of these.
# What stands before the root is passed over once and never tried another way: it may go on for long.
_BIOC_ROOT = re.compile(
    r"(?>(?:\s+|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->)*)(?:<!DOCTYPE\s+collection\b|<collection\b[^>]*>"
    r"(?>(?:\s+|<!--(?:(?!-->).)*-->)*)<(?:source|date|key|infon|document)\b)",
    re.DOTALL,
)
_OBJECT = re.compile(r"[\s\[]*\{")
_BIOC_KEYS = re.compile(r'"(?:bioctype"\s*:\s*"BioC|passages"\s*:\s*\[|documents"\s*:\s*\[|PubTator3"\s*:\s*\[)')
_PUBTATOR_LINE = re.compile(r"(?:^|\r)[^|\t\r\n]{1,100}\|[ta]\|", re.MULTILINE)
_PUBMED_ELEMENT = re.compile(
    r"<(?:PubmedArticle|PubmedBookArticle|MedlineCitation|DeleteCitation|DeleteDocument|PubmedArticleSet|"
    r"PubmedBookArticleSet|MedlineCitationSet)[\s/>]"
)
_BEFORE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_PMID_LINE = re.compile(r"^PMID- ?\d", re.MULTILINE)
_FIELD_LINE = re.compile(r"^(?:OWN |STAT|TI  |AB  |FAU |AU  |DP  |LA  |PT  |TA  |JT  |BTI )-", re.MULTILINE)
_RIS_TYPE = re.compile(r"^TY(?: {1,2}|[ \t]*\t[ \t]*)-[ \t]*[A-Za-z]*[ \t]*\r?$", re.MULTILINE)
_ARTICLE = re.compile(r"<(?:[\w.-]+:)?(?:pmc-articleset|article)(?=[\s>/])|<!DOCTYPE\s+(?:pmc-articleset|article)\s")
_HTML = re.compile(r"<(?:!doctype )?html[\s>]", re.IGNORECASE)
# Markup, and the tagged records of reference managers and PubMed: reading them as prose would hide their fields.
_MARKUP = re.compile(r"\s*(?:<\?xml|<!DOCTYPE|<(?:html|article|collection|PubmedArticle)|[\[{]\s*[\"{\]}]|%PDF)")
_TAGGED = re.compile(r"^(?:TY  - |PMID- \d)", re.MULTILINE)


def is_bioc_xml(head: str) -> bool:
    """Whether the root element in ``head`` is a collection of BioC."""
    return _BIOC_ROOT.match(head) is not None


def is_bioc_json(head: str) -> bool:
    """Whether ``head`` is JSON that begins with an object, and names what only BioC names."""
    return _OBJECT.match(head) is not None and _BIOC_KEYS.search(head) is not None


def is_pubtator(head: str) -> bool:
    """Whether a title or abstract line stands in ``head``."""
    return _PUBTATOR_LINE.search(head) is not None


def is_pubmed_xml(head: str) -> bool:
    """Whether the first element in ``head`` is one of PubMed's."""
    at = 0
    while match := _BEFORE.match(head, at):
        at = match.end()
    return _PUBMED_ELEMENT.match(head, at) is not None


def is_medline(head: str) -> bool:
    """Whether a PMID and another field of a record stand in ``head``."""
    return _PMID_LINE.search(head) is not None and _FIELD_LINE.search(head) is not None


def is_ris(head: str) -> bool:
    """Whether a line that begins a record (``TY  - JOUR``) stands in ``head``."""
    return _RIS_TYPE.search(head) is not None


def is_jats(head: str) -> bool:
    """Whether ``head`` is the beginning of XML with an article in it."""
    return head.lstrip()[:1] == "<" and _HTML.search(head) is None and _ARTICLE.search(head) is not None


def is_text(head: str) -> bool:
    """Whether ``head`` can be running text: no markup, no tagged records."""
    return _MARKUP.match(head) is None and _TAGGED.search(head) is None
