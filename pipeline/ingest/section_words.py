"""The words that section labels are made of: ``PATIENTS AND METHODS``, ``Trial registration``, ``Funding``.

A label is a run of these words with at least one of :data:`KEYS` among them. Data only.
"""

from __future__ import annotations

_CORE_WORDS = """
    background backgrounds backgroud introduction objective objectives aim aims purpose purposes importance
    method methods methodology results result findings finding conclusion conclusions interpretation
"""

#: Words that can name a section by themselves and hardly ever end a sentence: labels even without a colon.
CORE = frozenset(_CORE_WORDS.split())

_KEY_WORDS = """
    context rationale hypothesis goal goals significance relevance implication implications impact design designs
    setting settings participant participants patient patients subject subjects population sample intervention
    interventions exposure exposures material materials measure measures measurement measurements outcome outcomes
    analysis analyses observation observations discussion discussions limitation limitations registration
    registrations registry register funding summary abstract keyword keywords case cases evidence dissemination ethics
    perspective perspectives comment comments unassigned unlabelled unlabeled procedure procedures approach
    references bibliography acknowledgments acknowledgements acknowledgment acknowledgement disclosure disclosures
    abbreviations
"""

#: Words that name a section, alone or with others.
KEYS = CORE | frozenset(_KEY_WORDS.split())

_FILLER_WORDS = """
    and of the in for with to on by
    main primary secondary principal key study clinical trial trials trail research
    experimental electronic supplementary statistical data collection selection criteria extraction search strategy
    sources source level classification quality major basic overall current controlled practice lay plain language
    report description features series literature cited reference list review tests methodological application
    systematic laboratory treatment reporting future directions general ethical
"""

#: Words that stand beside the keys in a label, and make none by themselves.
FILLERS = frozenset(_FILLER_WORDS.split())

#: Fillers that neither begin nor end a label.
FUNCTION_WORDS = frozenset(("and", "of", "the", "in", "for", "with", "to", "on", "by"))

#: Headings that stand on a line of their own, beyond what the words above make; lower case, no apostrophes.
HEADINGS = frozenset(
    (
        "acknowledgements",
        "acknowledgments",
        "additional information",
        "appendix",
        "author contribution",
        "author contributions",
        "authors contribution",
        "authors contributions",
        "competing interest",
        "competing interests",
        "conflict of interest",
        "conflict of interest statement",
        "conflicts of interest",
        "consent for publication",
        "data availability",
        "data availability statement",
        "availability of data and materials",
        "declaration of competing interest",
        "declaration of interest",
        "declaration of interests",
        "declarations",
        "ethics approval and consent to participate",
        "ethics statement",
        "generative ai statement",
        "index terms",
        "informed consent statement",
        "institutional review board statement",
        "key points",
        "key words",
        "publishers note",
        "statistical analysis",
        "supplementary data",
        "supplementary information",
        "supplementary material",
        "supplementary materials",
        "supporting information",
        "what is already known",
    )
)

#: Headings of reference lists.
REFERENCE_HEADINGS = frozenset(
    (
        "bibliography",
        "cited literature",
        "literature",
        "literature cited",
        "reference",
        "reference list",
        "references",
        "references and notes",
        "works cited",
    )
)

#: Headings whose text is no prose of the paper.
KEYWORD_HEADINGS = frozenset(("keyword", "keywords", "key words", "index terms"))

#: Headings of an abstract within a paper.
ABSTRACT_HEADINGS = frozenset(("abstract", "summary", "simple summary", "structured abstract"))

#: Lines by which a journal's web page goes on behind its reference list.
PAGE_FURNITURE = frozenset(
    (
        "downloads",
        "published",
        "issue",
        "section",
        "license",
        "licence",
        "how to cite",
        "categories",
        "copyright",
        "metrics",
        "download citation",
        "similar articles",
        "most read articles by the same author(s)",
    )
)
