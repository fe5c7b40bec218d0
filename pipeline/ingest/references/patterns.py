"""How printed references tell year, volume, issue and pages, and what stands behind them. Data only.

A *locator* is the stretch that tells where a paper stands: ``2015;373:1541-52``, ``(2002) 100:531``,
``, 15(2), 123–130``. One pattern a style; in each the groups are called ``year``, ``volume``, ``issue``, ``pages``.
"""

from __future__ import annotations

import re

_DASH = "[-–—−‐‑]"
_YEAR = r"(?<![\d./:-])(?P<year>(?:1[6-9]|20)\d\d)[a-z]?(?!\d)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Fall|Winter)\.?"
)
_DATE = rf"{_YEAR}(?:,? {_MONTH}(?: ?[-–/] ?{_MONTH})?(?: \d{{1,2}}(?: ?[-–] ?\d{{1,2}})?)?)?"
_SUPPLEMENT = r"(?:[Ss]uppl(?:ement)?|Pt|Part|Spec No)\.?(?:[ _]?\w{1,4})?"
_VOLUME = r"(?P<volume>[A-Z]{0,3}\d[\dA-Za-z]{0,7}(?:[-–/]\d{1,4})?)"
_ISSUE = rf"(?: ?\((?P<issue>[^()]{{1,40}})\)| (?P<supplement>{_SUPPLEMENT}))?"
_PAGE = r"(?:[A-Za-z]{0,5}\d\w{0,11}(?:\.[A-Za-z]?\w{1,5})?|[ivxl]{1,6}\b)"
_RANGE = rf"{_PAGE}(?: ?{_DASH}{{1,2}} ?{_PAGE})?"
_PAGES = rf"(?P<pages>{_RANGE}(?:,? {_RANGE}){{0,3}}(?:; ?(?:discussion|quiz|author reply) {_RANGE})?)"
_ONE_RANGE = rf"(?P<pages>{_RANGE})"
_PP = r"(?:pp?\.? ?|pages? |[Aa]rticle (?:[Nn]o\.? ?|number )?|Art\. (?:No\. )?"
_PP += r"|[Aa]bstr(?:act)?\.? (?:[Nn]o\.? )?)?"
_END = r"[ .,;]*$"

#: Where a paper stands, a style a line; the first that is found counts. Those that are told by little stand last.
LOCATORS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # Ahead of print: 2020;S1470-2045(20)30013-9
        rf"{_DATE} ?;? ?:?(?P<pages>S\d{{4}}-\d{{3}}[\dX]\(\d\d\)\d{{5}}-[\dX])",
        # Vancouver, NLM, AMA: 2015 Oct 15;373(16):1541-52
        rf"{_DATE} ?; ?{_VOLUME}?{_ISSUE}(?: ?[:,] ?{_PP}{_PAGES})?",
        # Frontiers, BMJ: (2002) 100(5):531
        rf"\({_YEAR}\)[.,;]? ?{_VOLUME}{_ISSUE} ?[:,] ?{_PP}{_PAGES}",
        # Nature: 480, 480-489 (2011)
        rf",? ?\b{_VOLUME}{_ISSUE} ?[,:] ?{_PP}{_ONE_RANGE} ?\({_DATE}\){_END}",
        # Chicago: 15, no. 2 (2010): 123-130
        rf",? {_VOLUME},? (?:no|iss|nr)\. ?(?P<issue>[\w/–-]{{1,12}}) ?\({_DATE}\) ?[,:] ?{_PP}{_ONE_RANGE}{_END}",
        # Elsevier: 15 (2010) 123-130, 15(2) (2010) 123-130
        rf",? {_VOLUME}{_ISSUE} ?\({_DATE}\)[,:]? ?{_PP}{_ONE_RANGE}{_END}",
        # MDPI, ACS, BMC: 2022, 14(2), 426 and 2022, 14:426
        rf"{_YEAR}[,;]? ?\b{_VOLUME}{_ISSUE} ?[,:] ?{_PP}{_ONE_RANGE}{_END}",
        # ASCO: 38:123-130, 2020
        rf",? {_VOLUME}{_ISSUE} ?: ?{_PP}{_ONE_RANGE}, ?{_DATE}{_END}",
        # IEEE, MLA, Harvard: , vol. 15, no. 2, pp. 123-130, 2010
        rf",? [Vv]ol(?:\.|ume) ?{_VOLUME}(?:, ?(?:no|iss|nr|issue)\.? ?(?P<issue>[\w/–-]{{1,12}}))?"
        rf"(?:,? ?(?:{_MONTH} ?)?{_DATE})?(?:, ?(?:pp?|pages?)\.? ?{_ONE_RANGE})?{_END}",
        rf",? [Vv]ol(?:\.|ume) ?{_VOLUME}(?:, ?(?:no|iss|nr|issue)\.? ?(?P<issue>[\w/–-]{{1,12}}))?"
        rf", ?(?:pp?|pages?)\.? ?{_ONE_RANGE},? ?(?:{_MONTH} ?)?{_DATE}{_END}",
        # APA, Cell, Springer, Harvard, the year standing behind the authors: , 15(2), 123-130
        rf"[,.]? {_VOLUME}{_ISSUE} ?[,:] ?{_PP}{_ONE_RANGE}{_END}",
        rf", {_VOLUME} ?\((?P<issue>[^()]{{1,40}})\){_END}",
    )
)
#: A year alone, last of all: ``Nat Med. 2025``, ``Science Press (2007)``.
YEAR_ALONE = re.compile(rf"(?:^|[ (.,;]){_DATE}\)?{_END}")
#: A year behind the authors: ``(2010).``, ``(2010, May 3).``, ``2010.``
YEAR_IN_FRONT = re.compile(rf"(?P<open>\()?{_YEAR}(?(open)(?:, ?[^()]{{1,20}})?\)[.,:]? ?|[.,:;] )")
#: A year between title and journal: ``Title (2010) J. Clin. Oncol.``
YEAR_BETWEEN = re.compile(rf" \({_YEAR}\)[.,]? ")

DOI = re.compile(
    r"(?:\b[Dd][Oo][Ii] ?: ?|\bDOI |https?://(?:dx\.)?doi\.org/(?:doi:)?)*\b(10\.\d{4,9}/[^\s\"<>]+(?:<[^\s<>]{1,60}>[^\s\"<>]+)?)"
)
PMID = re.compile(r"\bPMID ?:? ?(\d{1,8})\b\.?|(?:https?://)?(?:www\.)?(?:ncbi\.nlm\.nih\.gov/)?pubmed"
                  r"(?:\.ncbi\.nlm\.nih\.gov|\.gov)?/(\d{1,8})\b/?")  # fmt: skip
PMCID = re.compile(r"(?:\bPMCID ?:? ?|https?://\S{0,60}?/)?\b(PMC\d{2,9})\b/?\.?")
URL = re.compile(r"(?:https?://|www\.)[^\s<>]+")

#: What may stand behind a reference and says nothing of the paper: links to indexes, dates of access.
TAILS: tuple[re.Pattern[str], ...] = (
    re.compile(r"\[(?:cited|accessed|updated|access date)[^\]]{0,80}\]", re.IGNORECASE),
    re.compile(r" ?\[(?:internet|online|serial online|electronic resource|database)\]", re.IGNORECASE),
    re.compile(r"(?:[.;,]| |^)(?:Available (?:from|at|online)|Retrieved|Last accessed|Accessed|Access(?:ed)? on|URL)\b"
               r".{0,80}$", re.IGNORECASE),
    re.compile(r"[.;,]? (?:Advance online publication|Epub|\[Epub|Published online"
               r"|Online ahead of print|Published \d|Published [A-Z][a-z]+ \d"
               r"|Erratum in|Comment in|Retraction in|PMCID|PMID|DOI|doi)\b.{0,200}$"),
    re.compile(r"(?:[ ,;]{0,2}\[?\b(?:PubMed Central|PubMed|Cross ?[Rr]ef|Google Scholar|Medline|Web of Science|Scopus"
               r"|Free (?:PMC )?[Aa]rticle|(?:Free )?Full [Tt]ext|Publisher)\b\]?){1,8}[ .]*$"),
)  # fmt: skip

#: Publisher and place of a book at the end of what stands before the year: ``Durham (NC): IQVIA;``.
PUBLISHER = re.compile(r"(?:[.?!)] )([^.:;?!]{2,60}): ?([^:;?!]{2,100}?)[;,]? *\(?$")
EDITION = re.compile(r"[.,]? *\(?\b(?:\d{1,2}(?:st|nd|rd|th)|[Rr]ev(?:ised)?\.?) ed(?:\.|ition|n\.?)?\)?[.,]? *$")
#: Pages of a chapter, behind year or publisher.
CHAPTER_PAGES = re.compile(rf"[.,;:] ?pp?\. ?{_ONE_RANGE}{_END}")
#: What holds a chapter: ``In: Roe C, editor.``
WITHIN = re.compile(r"[.?!,] In ?: ")

#: Journals whose own names have a full stop in them.
JOURNALS_OF_PARTS = re.compile(
    r"(?:^|[.?!] )((?:The )?[Ll]ancet\. (?:[A-Z][\w ]{3,40})"
    r"|Hematology\. American Society of Hematology\. Education Program"
    r"|Genes, chromosomes|Database ?: the journal of [\w ]{3,60}|Oncology\. \(?Williston Park,? N\.?Y\.?\)?"
    r"|American Society of Clinical Oncology educational book\. American Society of Clinical Oncology\. [\w ]{3,40})$"
)

# Short forms of words in journals' names, as ISO 4 makes them, that have a full stop behind them where a style sets it.
_ABBREVIATIONS = """
    Abdom Acad Acta Adolesc Adv Allergol Am Anaesth Anal Anat Anesth Anesthesiol Angew Ann Annu Antimicrob Appl Arch
    Arterioscler Assoc Biochem Bioeng Biol Biomed Bioinform Biomater Biophys Biosci Biotechnol Br Bull Can Cardiol
    Cardiovasc Cell Chem Chemother Chin Chir Chromosom Circ Clin Cochrane Commun Comp Comput Conf Contemp Control Crit
    Curr Cytogenet Dermatol Dev Diabetol Diagn Dig Dis Discov Disord Drug Educ Emerg Endocr Endocrinol Eng Engl Environ
    Epidemiol Eur Exp Expert Front Gastroenterol Dtsch Ges Gen Genet Genom Geriatr Gerontol Gynecol Haematol Health
    Hematol Hepatol Hosp Hum Immunol Immunother Immunotherap Inf Infect Inflamm Inform Inst Int Intern Invest Investig
    Jpn Lett
    Leuk Ltd Manag Math Mech Med Metab Methodol Microbiol Mol Morphol Mutat Nat Natl Nephrol Neurol Neurosci Neurosurg
    Nucl Nucleic Nurs Nutr Obes Obstet Oncol Ophthalmol Opin Organ Orthop Otolaryngol Paediatr Parasitol Pathog Pathol
    Pediatr Perinat Pers Perspect Pharm Pharmacol Pharmacother Phys Physiol Pneumol Policy Postgrad Pract Prev Proc
    Prog Proteom Psychiatr Psychiatry Psychol Psychosom Public Qual Radiat Radiol Rehabil Reprod Res Respir Rev
    Rheumatol Saf Scand Sci Semin Ser Soc Stat Stem Stud Suppl Surg Symp Syst Ther Thorac Thromb Tissue Top Toxicol
    Transfus Transl Transplant Transplantat Treat Trends Trop Ultrasound Urol Vaccin Vasc Vet Virol J N Y U S A Z
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
