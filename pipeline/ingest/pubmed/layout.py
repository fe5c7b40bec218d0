r"""How a record of PubMed is laid out, as patterns: the elements in the order of the DTD, each in its parent.

A record is gone through once, from its start tag on: :data:`HEAD`, each :data:`SECTION` of its abstract, each
:data:`AUTHOR`, :data:`TO_GRANTS`, :data:`TO_COMMENTS`, :data:`TO_HEADINGS`, each :data:`HEADING`, :data:`TAIL`, each
:data:`REFERENCE`, :data:`END`. What is matched all the way through holds just these elements, each tag in its place and
no attribute twice, so that its fields may be taken from where the patterns find them. It is well-formed XML, but for
what no tag shows: which characters there are, what stands behind an ampersand, ``]]>``, comments and the like where
nobody reads, and what is in a formula. What has another order or another element is not matched: it is read element by
element. Source: ``pubmed_250101.dtd`` of the National Library of Medicine.

No part of a pattern gives back what it has taken (``*+``, ``?+``), and no two ways through it begin alike: a record is
matched, or found not to match, in one pass. What stands between two elements is read by nobody. It is passed over up to
the next tag, which takes less time than to see that it is white space.
"""

from __future__ import annotations

# Attributes as PubMed writes them. Names begin with a capital: no namespace is declared by one.
_VALUE = r'"[^"<]*+"'
_ATTRIBUTE = rf" [A-Z]\w*+={_VALUE}"
_WORDS = "[^<]*+"
_BETWEEN = "[^<]*+"


def _inline(content: str, *others: str) -> str:
    """Words with markup in them, each piece of which holds ``content``, and with other elements."""
    pieces = "|".join((*(f"{tag}>{content}</{tag}>" for tag in ("i", "b", "u", "sup", "sub")), *others))
    return f"{_WORDS}(?:<(?:{pieces}){_WORDS})*+"


def _formula(tag: str) -> str:
    return rf"""{tag}(?: [\w:]++="[^"<]*+")*+>{_WORDS}(?:<(?!/{tag}>){_WORDS})*+</{tag}>"""


_ONE_DEEP = _inline(_WORDS)
_MIXED = _inline(_ONE_DEEP)
# Formulas too: whoever takes words with these in them parses them, and so finds what is wrong in one.
_FORMULAS = _inline(_ONE_DEEP, _formula("mml:math"), _formula("math"))

# The elements that have one attribute. Those that have more are told so one by one, and no others have any.
_NAMES_WITH_ATTRIBUTE = """
    Article ArticleDate DataBankList GeneralNote Identifier ISSN JournalIssue Keyword KeywordList Object OtherID Param
    PMID PublicationType
"""
_WITH_ATTRIBUTE = frozenset(_NAMES_WITH_ATTRIBUTE.split())


def _start(name: str, attributes: str | None = None) -> str:
    if attributes is not None:
        return f"<{name}{attributes}>"
    # Only one of the two can match: what fails behind it is not tried again.
    return f"<{name}(?:>|{_ATTRIBUTE}>)" if name in _WITH_ATTRIBUTE else f"<{name}>"


def _element(name: str, content: str = _WORDS, group: str | None = None, attributes: str | None = None) -> str:
    """An element, up to the next tag; what is in it is a group of the pattern where the group has a name."""
    inner = content if group is None else f"(?P<{group}>{content})"
    return f"{_start(name, attributes)}{inner}</{name}>{_BETWEEN}"


def _parent(name: str, *content: str, group: str | None = None, attributes: str | None = None) -> str:
    return _element(name, _BETWEEN + "".join(content), group, attributes)


def _maybe(element: str) -> str:
    return f"(?:{element})?+"


def _unused(name: str) -> str:
    """An element that nobody asks for, whatever is in it."""
    return f"(?:<{name}[ >]{_WORDS}(?:<(?!/{name}>){_WORDS})*+</{name}>{_BETWEEN})?+"


def _any(*elements: str, group: str | None = None) -> str:
    """Any number of elements, in any order."""
    found = f"(?:{'|'.join(elements)})*+"
    return found if group is None else f"(?P<{group}>{found})"


def _leaves(*names: str) -> str:
    return "".join(_maybe(_element(name)) for name in names)


def _either(first: str, second: str, value: str = _VALUE) -> str:
    """Attributes of these two names in either order, each of which may be missing."""
    one, other = (f"(?: {name}={value})?+" for name in (first, second))
    return f"(?:{one}{other}|{other}{one})"


def _different(group: str) -> str:
    """A few attributes, none of which comes twice; the pattern spends a group on it."""
    # Each looks through all that follow: more of them could take for ever.
    return rf'(?: (?P<{group}>[A-Z]\w*+)={_VALUE}(?!(?:{_ATTRIBUTE})*? (?P={group})=")){{0,8}}+'


_ID_TYPE = r' IdType="\w*+"'
_IDS = _any(_element("ArticleId", attributes=_ID_TYPE))
_IDENTIFIERS = _any(_element("Identifier"))
_DATE = _leaves("Year", "Month", "Day")
_COPYRIGHT = _maybe(_element("CopyrightInformation", _MIXED))
_JOURNAL = _parent(
    "Journal",
    _leaves("ISSN"),
    _parent(
        "JournalIssue",
        _maybe(_element("Volume", group="volume")),
        _maybe(_element("Issue", group="issue")),
        _parent(
            "PubDate",
            f"(?:{_element('Year', group='year')}|{_element('MedlineDate', group='date')})?+",
            _leaves("Month", "Day", "Season"),
        ),
    ),
    _maybe(_element("Title", group="journal")),
    _maybe(_element("ISOAbbreviation", group="abbreviation")),
)
_PAGINATION = _parent(
    "Pagination",
    _maybe(_element("StartPage", group="start")),
    _maybe(_element("EndPage", group="end")),
    _maybe(_element("MedlinePgn", group="pages")),
)
_DATA_BANK = _parent(
    "DataBank",
    _element("DataBankName"),
    _maybe(_parent("AccessionNumberList", _any(_element("AccessionNumber")))),
)

#: Long in many records, and nothing in them is used.
UNUSED = ("GrantList", "ChemicalList", "CommentsCorrectionsList", "InvestigatorList", "History")
#: From the start tag of a ``PubmedArticle`` to its abstract.
HEAD = "".join(
    (
        _start("PubmedArticle") + _BETWEEN,
        _start("MedlineCitation", _different("attribute")) + _BETWEEN,
        _element("PMID", group="pmid"),
        *(_maybe(_parent(name, _DATE)) for name in ("DateCreated", "DateCompleted", "DateRevised")),
        _start("Article") + _BETWEEN,
        _JOURNAL,
        _element("ArticleTitle", _FORMULAS, "title"),
        _maybe(_PAGINATION),
        _any(_element("ELocationID", attributes=_either("EIdType", "ValidYN", r'"\w*+"')), group="locations"),
        f"(?P<abstract><Abstract>{_BETWEEN})?+",
    )
)
#: The fields of :data:`HEAD` with one value at most, as groups; the others are ``locations`` and ``abstract``.
HEAD_FIELDS = ("pmid", "volume", "issue", "year", "date", "journal", "abbreviation", "title", "start", "end", "pages")
#: From behind the abstract to the first author.
TO_AUTHORS = _BETWEEN + _start("AuthorList", _either("CompleteYN", "Type")) + _BETWEEN
#: From behind the authors to the grants.
TO_GRANTS = "".join(
    (
        _BETWEEN,
        _any(_element("Language"), group="languages"),
        _maybe(_parent("DataBankList", _any(_DATA_BANK), group="banks")),
    )
)
#: From behind the grants to the chemicals.
TO_CHEMICALS = "".join(
    (
        _BETWEEN,
        _maybe(_parent("PublicationTypeList", _any(_element("PublicationType")), group="types")),
        _maybe(_element("VernacularTitle", _FORMULAS, "vernacular")),
        _any(_parent("ArticleDate", _DATE), group="posted"),
        f"</Article>{_BETWEEN}",
        _parent(
            "MedlineJournalInfo",
            _leaves("Country"),
            _element("MedlineTA", group="medline_journal"),
            _leaves("NlmUniqueID", "ISSNLinking"),
        ),
    )
)
#: From behind the chemicals to the comments and corrections.
TO_COMMENTS = "".join(
    (
        _BETWEEN,
        _maybe(_parent("SupplMeshList", _any(_element("SupplMeshName", attributes=_either("Type", "UI"))))),
        _any(_element("CitationSubset")),
    )
)
#: From behind the comments and corrections to the first subject heading.
TO_HEADINGS = "".join(
    (
        _BETWEEN,
        _maybe(_parent("GeneSymbolList", _any(_element("GeneSymbol")))),
        f"(?P<mesh><MeshHeadingList>{_BETWEEN})?+",
    )
)
_NAMES = ("LastName", "ForeName", "Initials", "Suffix")
#: From behind the subject headings to the history of the paper, or to the end where there is none.
TAIL = "".join(
    (
        _BETWEEN,
        _leaves("NumberOfReferences"),
        _maybe(_parent("PersonalNameSubjectList", _any(_parent("PersonalNameSubject", _leaves(*_NAMES))))),
        _any(
            _element("OtherID"),
            _parent(
                "OtherAbstract",
                _any(_element("AbstractText", _MIXED, attributes=_either("Label", "NlmCategory"))),
                _COPYRIGHT,
                attributes=_either("Type", "Language"),
            ),
        ),
        _any(_parent("KeywordList", _any(_element("Keyword", _FORMULAS))), group="keywords"),
        _maybe(_element("CoiStatement", _MIXED)),
        _any(_element("SpaceFlightMission")),
        _unused("InvestigatorList"),
        _any(_element("GeneralNote")),
        f"</MedlineCitation>{_BETWEEN}",
        f"(?P<data><PubmedData>{_BETWEEN})?+",
    )
)
#: From behind the history of a paper to its references.
TO_IDENTIFIERS = "".join(
    (
        _BETWEEN,
        _leaves("PublicationStatus"),
        _parent("ArticleIdList", _IDS, group="ids"),
        _maybe(_parent("ObjectList", _any(_parent("Object", _any(_element("Param")))))),
    )
)
#: The start of a list of references.
TO_REFERENCES = f"{_BETWEEN}<ReferenceList>{_BETWEEN}{_leaves('Title')}"
#: The end of a record; the group is there where ``PubmedData`` ends with it.
END = f"{_BETWEEN}(</PubmedData>{_BETWEEN})?+</PubmedArticle>"


def _of_a_list(element: str) -> str:
    """An element of a list; the last group of the pattern is the rest of a list that goes on with something else."""
    return f"{element}|(.+)"


def _leaf(name: str, content: str = _WORDS, attributes: str | None = None) -> str:
    return f"{_start(name, attributes)}({content})</{name}>{_BETWEEN}"


#: Label and words of a section.
SECTION = _of_a_list(
    _leaf("AbstractText", _FORMULAS, rf'(?: Label="([^"<]*+)")?+(?: NlmCategory={_VALUE})?+')
    + "|"
    + _element("CopyrightInformation", _MIXED)
)
#: Family name, given name, initials, suffix, name of a group.
AUTHOR = _of_a_list(
    _parent(
        "Author",
        *(_maybe(_leaf(name)) for name in _NAMES),
        _maybe(_leaf("CollectiveName", _MIXED)),
        _IDENTIFIERS,
        _any(_parent("AffiliationInfo", _element("Affiliation", _MIXED), _IDENTIFIERS)),
        attributes=_either("ValidYN", "EqualContrib"),
    )
)
_MAJOR = 'MajorTopicYN="[YN]"'
_CODE = r'UI="\w*+"'
_CODED = r'UI="(\w*+)"'
_TYPE = r'(?: Type="\w*+")?+'
_QUALIFIER = f"{_CODE}(?: {_MAJOR})?+|{_MAJOR}(?: {_CODE})?+"
#: Attributes and words of a qualifier.
QUALIFIER = _leaf("QualifierName", attributes=f" ({_QUALIFIER})")
#: Attributes of a subject heading, its code among them, in today's order or in that of old; its words; attributes and
#: words of its first qualifier; the qualifiers behind that one. All but its end tag.
HEADING = "".join(
    (
        _BETWEEN + _start("MeshHeading") + _BETWEEN,
        _leaf("DescriptorName", attributes=f" ({_CODED}(?: {_MAJOR})?+{_TYPE}|{_MAJOR}{_TYPE}(?: {_CODED})?+)"),
        _maybe(QUALIFIER),
        f"({_any(_element('QualifierName', attributes=f' (?:{_QUALIFIER})'))})",
    )
)
_ID = _leaf("ArticleId", attributes=_ID_TYPE.replace(r"\w*+", r"(\w*+)"))
#: Words of a reference; kind and words of its first and its second id; its other ids.
REFERENCE = _of_a_list(
    _parent(
        "Reference",
        _maybe(_leaf("Citation", _FORMULAS)),
        _maybe(_parent("ArticleIdList", _maybe(_ID), _maybe(_ID), f"({_IDS})")),
    )
)

#: What may be taken from the groups of the patterns above.
ID = _ID
LOCATION = _leaf("ELocationID", attributes=r"((?: \w++=\"\w*+\")*+)")
LANGUAGE = _leaf("Language")
TYPE = _leaf("PublicationType")
KEYWORD = _leaf("Keyword", _FORMULAS)
BANK = f"{_leaf('DataBankName')}|{_leaf('AccessionNumber')}"
POSTED = f"{_start('ArticleDate')}{_BETWEEN}{_maybe(_leaf('Year'))}"
