r"""How a record of PubMed is laid out, as one pattern: the elements in the order of the DTD, each in its parent.

What is matched by it and is well-formed XML holds just these elements, so that its fields may be taken from where the
pattern finds them. What has another order or another element is not matched: it is read element by element. Source:
``pubmed_250101.dtd`` of the National Library of Medicine.

No part of the pattern gives back what it has taken (``*+``, ``?+``), and no two ways through it begin alike: a record
is matched, or found not to match, in one pass.
"""

from __future__ import annotations

# Attributes as PubMed writes them. Names begin with a capital: no namespace is declared by one.
_ATTRIBUTE = r""" [A-Z]\w*+="[^"<]*+\""""
_ATTRIBUTES = rf"(?:{_ATTRIBUTE})*+"
# The rest of a start tag. Only one of the two can match: what fails behind it is not tried again.
_REST = rf"(?:>|(?:{_ATTRIBUTE})++>)"
_SPACE = r"\s*+"
_WORDS = "[^<]*+"
# Words with markup in them. So many tags are not nested more deeply than a parser allows.
_MIXED = r"[^<]*+(?:</?(?:i|b|u|sup|sub)>[^<]*+){0,200}+"
# Formulas too: whoever takes words with these in them parses them, and so finds a prefix that is not declared.
_MATHML = r"""(?:mml:[a-z]|m)[a-z]*+(?: [a-z:]++="[^"<]*+")*+ ?/?"""
_FORMULAS = rf"[^<]*+(?:</?(?:i|b|u|sup|sub|DispFormula|{_MATHML})>[^<]*+){{0,400}}+"


def _element(name: str, content: str = _WORDS, group: str | None = None) -> str:
    """An element and the white space behind it; what is in it is a group of the pattern where the group has a name."""
    inner = content if group is None else f"(?P<{group}>{content})"
    return rf"<{name}{_REST}{inner}</{name}>{_SPACE}"


def _parent(name: str, *content: str, group: str | None = None) -> str:
    return _element(name, _SPACE + "".join(content), group)


def _maybe(element: str) -> str:
    return f"(?:{element})?+"


def _unused(name: str) -> str:
    """An element that nobody asks for: a group of its own name, whatever is in it but comments and other records."""
    return rf"(?P<{name}><{name}(?=[\s>])[^<]*+(?:<(?!/{name}>|[!?]|/?PubmedA)[^<]*+)*+</{name}>\s*+)?+"


def _any(*elements: str, group: str | None = None) -> str:
    """Any number of elements, in any order."""
    found = f"(?:{'|'.join(elements)})*+"
    return found if group is None else f"(?P<{group}>{found})"


def _leaves(*names: str) -> str:
    return "".join(_maybe(_element(name)) for name in names)


_IDENTIFIERS = _any(_element("Identifier"))
_NAMES = ("LastName", "ForeName", "Initials", "Suffix")
_NAME = _leaves(*_NAMES)
_AUTHOR = _parent(
    "Author",
    _NAME,
    _maybe(_element("CollectiveName", _FORMULAS)),
    _IDENTIFIERS,
    _any(_parent("AffiliationInfo", _element("Affiliation", _MIXED), _IDENTIFIERS)),
)
_DATE = _any(*(_element(name) for name in ("Year", "Month", "Day", "Season", "MedlineDate")))
_COPYRIGHT = _maybe(_element("CopyrightInformation", _MIXED))
_ARTICLE_IDS = _parent("ArticleIdList", _any(_element("ArticleId")))
_REFERENCE = _parent("Reference", _maybe(_element("Citation", _FORMULAS)), _maybe(_ARTICLE_IDS))

_JOURNAL = _parent(
    "Journal",
    _leaves("ISSN"),
    _parent(
        "JournalIssue",
        _maybe(_element("Volume", group="volume")),
        _maybe(_element("Issue", group="issue")),
        _parent("PubDate", _DATE, group="date"),
    ),
    _maybe(_element("Title", group="journal")),
    _maybe(_element("ISOAbbreviation", group="abbreviation")),
)
_ARTICLE = _parent(
    "Article",
    _JOURNAL,
    _element("ArticleTitle", _FORMULAS, "title"),
    _maybe(
        _parent(
            "Pagination",
            _maybe(_element("StartPage", group="start")),
            _maybe(_element("EndPage", group="end")),
            _maybe(_element("MedlinePgn", group="pages")),
        )
    ),
    _any(_element("ELocationID"), group="locations"),
    _maybe(_parent("Abstract", _any(_element("AbstractText", _FORMULAS)), _COPYRIGHT, group="abstract")),
    _maybe(_parent("AuthorList", _any(_AUTHOR), group="authors")),
    _any(_element("Language"), group="languages"),
    _maybe(
        _parent(
            "DataBankList",
            _any(
                _parent(
                    "DataBank",
                    _element("DataBankName"),
                    _maybe(_parent("AccessionNumberList", _any(_element("AccessionNumber")))),
                )
            ),
            group="banks",
        )
    ),
    _unused("GrantList"),
    _maybe(_parent("PublicationTypeList", _any(_element("PublicationType")), group="types")),
    _maybe(_element("VernacularTitle", _FORMULAS, "vernacular")),
    _any(_parent("ArticleDate", _DATE), group="posted"),
)
_MESH = _parent("MeshHeading", _element("DescriptorName"), _any(_element("QualifierName")))
_CITATION = _parent(
    "MedlineCitation",
    _element("PMID", group="pmid"),
    _any(*(_parent(name, _DATE) for name in ("DateCreated", "DateCompleted", "DateRevised"))),
    _ARTICLE,
    _parent(
        "MedlineJournalInfo",
        _leaves("Country"),
        _element("MedlineTA", group="medline_journal"),
        _leaves("NlmUniqueID", "ISSNLinking"),
    ),
    _unused("ChemicalList"),
    _maybe(_parent("SupplMeshList", _any(_element("SupplMeshName")))),
    _any(_element("CitationSubset")),
    _unused("CommentsCorrectionsList"),
    _maybe(_parent("GeneSymbolList", _any(_element("GeneSymbol")))),
    _maybe(_parent("MeshHeadingList", _any(_MESH), group="mesh")),
    _leaves("NumberOfReferences"),
    _maybe(_parent("PersonalNameSubjectList", _any(_parent("PersonalNameSubject", _NAME)))),
    _any(_element("OtherID"), _parent("OtherAbstract", _any(_element("AbstractText", _MIXED)), _COPYRIGHT)),
    _any(_parent("KeywordList", _any(_element("Keyword", _FORMULAS))), group="keywords"),
    _maybe(_element("CoiStatement", _MIXED)),
    _any(_element("SpaceFlightMission")),
    _unused("InvestigatorList"),
    _any(_element("GeneralNote")),
)
_DATA = _parent(
    "PubmedData",
    _unused("History"),
    _leaves("PublicationStatus"),
    _parent("ArticleIdList", _any(_element("ArticleId")), group="ids"),
    _maybe(_parent("ObjectList", _any(_parent("Object", _any(_element("Param")))))),
    _any(_parent("ReferenceList", _leaves("Title"), _any(_REFERENCE)), group="references"),
)

#: Long in many records, and nothing in them is used: groups of the pattern, in order.
UNUSED = ("GrantList", "ChemicalList", "CommentsCorrectionsList", "InvestigatorList", "History")
#: A ``PubmedArticle`` from its start tag to its end tag.
RECORD = _parent("PubmedArticle", _CITATION, _maybe(_DATA)).removesuffix(_SPACE)


#: What may be taken from the parts of a record that :data:`RECORD` has matched.
ATTRIBUTE = r' ([A-Z]\w*+)="([^"]*+)"'
AUTHOR = (
    rf"<Author{_REST}\s*+"
    + "".join(rf"(?:<{name}{_REST}({_WORDS})</{name}>\s*+)?+" for name in _NAMES)
    + rf"(?:<CollectiveName{_REST}({_FORMULAS}))?+"
)
_ID = rf"""(?:<ArticleId IdType="(\w*+)">({_WORDS})</ArticleId>\s*+)?+"""
REFERENCE = (
    rf"<Reference{_REST}\s*+(?:<Citation{_REST}({_FORMULAS})</Citation>\s*+)?+"
    rf"(?:<ArticleIdList{_REST}\s*+{_ID}{_ID}({_any(_element('ArticleId'))}))?+"
)
FORMULA = r"<(mml:)?math[ >].*?</(?(1)mml:)math>"


def leaf(*names: str, mixed: bool = False) -> str:
    """A pattern of elements that hold no others: its groups are the name, the attributes, and what is in it."""
    return rf"<({'|'.join(names)})({_ATTRIBUTES})>({_FORMULAS if mixed else _WORDS})</"
