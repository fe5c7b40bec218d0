"""The authors at the beginning of a printed reference: which style their names are in, and where they end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.schema import Author

_UPPER = "".join(character for character in map(chr, range(0x530)) if character.isupper())
_LETTER = r"[^\W\d_]"
_PARTICLE = (
    r"(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]ella|[Dd]i|[Dd]a|[Dd]os|[Dd]as|[Dd]u|[Ll]a|[Ll]e|[Ee]l|[Aa]l"
    r"|[Bb]in|[Ii]bn|[Tt]er|[Tt]en|[Zz]u[rm]?|[Aa]f|[Aa]v|y|e|'t|St\.?)"
)
_WORD = rf"(?:(?:[dDlL]|[Aa]l|[Ee]l|[Oo])['’-])?[{_UPPER}](?:{_LETTER}|['’‐‑–-](?={_LETTER})){{0,40}}"
_FAMILY = rf"(?:{_PARTICLE} ){{0,3}}{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,3}}"
_INITIALS = rf"[{_UPPER}](?:[-‐‑]?[{_UPPER}]|[-‐‑][a-z](?![\w-])){{0,4}}"
_DOTTED = rf"[{_UPPER}][a-z]?\.(?: ?[-‐‑]?[{_UPPER}][a-z]?\.){{0,4}}"
_SUFFIX = r"(?:,? (?:Jr|Sr|II|III|IV|2nd|3rd)\b\.?)?"

# One person in each style, the family name in the group ``family``.
_STYLES: tuple[re.Pattern[str], ...] = (
    # Vancouver, AMA, Springer: Hunger SP
    re.compile(rf"(?P<family>{_FAMILY}) (?P<given>{_INITIALS}{_SUFFIX})(?![\w'’-])"),
    # APA, MDPI, Cell, Harvard: Hunger, S. P.
    re.compile(rf"(?P<family>{_FAMILY}), ?(?P<given>(?:{_DOTTED}|{_INITIALS}(?=[,;.&]| and | \()){_SUFFIX})(?!\w)"),
    # Elsevier's indexes: Hunger S.P.
    re.compile(rf"(?P<family>{_FAMILY}) (?P<given>{_DOTTED}{_SUFFIX})(?!\w)"),
    # IEEE, Elsevier: S. P. Hunger
    re.compile(rf"(?P<given>{_DOTTED}) ?(?P<family>{_FAMILY})(?!\w)"),
)
_BETWEEN = re.compile(r",? ?(?:\band |& ?|… ?|\.{3} ?)|[,;] ?(?:(?:and |& ?|… ?|\.{3} ?))?")
_OTHERS = re.compile(r"[,;]? ?(?:\bet ?al\b\.?|\band others\b|\band colleagues\b)", re.IGNORECASE)
_ROLE = re.compile(r",? ?\(?\b(?:[Ee]ditors?|[Ee]ds?\b\.?)\)?")
_END = re.compile(r" ?[.:,;] ?(?=\S|$)| (?=\(|[\"“‘']|(?:1[6-9]|20)\d\d[a-z]?[,.:;] )| ?$")
_SPACE = re.compile(r" *")
# Chicago, MLA: full names in front of a title in quotation marks.
_FULL_NAMES = re.compile(
    rf"(?P<first>{_FAMILY}, {_FAMILY}(?: [{_UPPER}]\.?){{0,3}})(?P<others>(?:[^\"“”]{{0,300}}))\.? (?=[\"“])"
)
_FULL_NAME = re.compile(
    rf"(?P<given>{_WORD}(?: (?:{_WORD}|[{_UPPER}]\.?)){{0,3}}) (?P<family>(?:{_PARTICLE} ){{0,3}}{_WORD})"
)
_COMMAS = re.compile(r", and |, & |, | and | & ")
_GROUP_WORD = re.compile(
    r"\b(?:Groups?|Investigators|Consortium|Committee|Society|Network|Collaborat(?:ors|ion|ive)|Team|Association"
    r"|Organi[sz]ation|Institutes?|Initiative|Trialists|Council|Agency|Administration|Foundation|Cent(?:er|re)s?"
    r"|Ministry|Department|Federation|Alliance|Panel|Task Force|Working Party|University|College|Academy|Bureau"
    r"|Commission|Office|Authority)\b"
)
_GROUP = re.compile(
    rf"(?:for the |on behalf of the |on behalf of |the )?(?P<name>[{_UPPER}][^.,;:?!()]{{2,200}})(?=[.,;:])"
)


@dataclass(frozen=True, slots=True)
class AuthorList:
    """The authors of a reference, and where what stands behind them begins.

    Attributes:
        authors: the authors, in order; none where the reference begins with none that can be told.
        end: where the rest begins, in characters of the text.
        given_first: whether the names are printed with the initials in front.
    """

    authors: tuple[Author, ...]
    end: int
    given_first: bool = False


def read_authors(text: str) -> AuthorList:
    """The authors that a reference begins with.

    Args:
        text: the reference on one line, without label.
    """
    found = max((_read_style(text, style) for style in _STYLES), key=lambda read: read.end)
    if found.authors:
        return found
    found = _read_full_names(text)
    return found if found.authors else _read_groups(text)


def is_group(name: str) -> bool:
    """Whether a name is that of a group by its words (``Children's Oncology Group``)."""
    return _GROUP_WORD.search(name) is not None


def split_name(name: str) -> Author:
    """An author from a name that stands by itself: ``Hunger, Stephen P.``, ``Hunger SP``, ``Oncology Group``."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if is_group(name):
        return Author(name, group=True)
    if comma and family:
        return Author(family, given or None)
    for style in (_STYLES[0], _STYLES[2]):
        if match := style.fullmatch(name):
            return Author(match["family"], match["given"])
    return Author(name)


def begins_with_person(text: str) -> bool:
    """Whether a text begins with the name of a person as references print it, and a sign behind it."""
    return any(
        match is not None
        and (_BETWEEN.match(text, match.end()) or _END.match(text, match.end()) or text[match.end() - 1] == ".")
        for match in (style.match(text) for style in _STYLES)
    )


def _read_style(text: str, style: re.Pattern[str]) -> AuthorList:
    authors: list[Author] = []
    at = behind = 0
    while match := style.match(text, at):
        authors.append(Author(match["family"], match["given"]))
        behind = match.end()
        between = _BETWEEN.match(text, behind)
        if between is None:
            break
        at = between.end()
        if at > behind and not style.match(text, at) and (group := _group_at(text, at)) and text[behind] in ",;":
            authors.append(group[0])
            behind = group[1]
            break
    if not authors:
        return AuthorList((), 0)
    others = _OTHERS.match(text, behind)
    behind = others.end() if others else behind
    role = _ROLE.match(text, behind)
    behind = role.end() if role else behind
    end = _END.match(text, behind)
    if end is not None:
        behind = end.end()
    elif text[behind - 1] == "." or others:
        behind = _SPACE.match(text, behind).end()  # type: ignore[union-attr]
    else:
        return AuthorList((), 0)
    return AuthorList(tuple(authors), behind, style is _STYLES[3])


def _group_at(text: str, at: int) -> tuple[Author, int] | None:
    """A group behind persons: its name has a word for one, and a full stop or colon behind it."""
    match = _GROUP.match(text, at)
    if match is None or not is_group(match["name"]) or text[match.end()] not in ".:" or len(match["name"]) > 120:
        return None
    return Author(match["name"].strip(), group=True), match.end()


def _read_full_names(text: str) -> AuthorList:
    """Full names, the family name of the first alone in front."""
    match = _FULL_NAMES.match(text)
    if match is None:
        return AuthorList((), 0)
    family, _, given = match["first"].partition(", ")
    authors = [Author(family, given)]
    for name in filter(None, _COMMAS.split(_OTHERS.sub("", match["others"]).rstrip(" ,."))):
        other = _FULL_NAME.fullmatch(name)
        if other is None:
            return AuthorList((), 0)
        authors.append(Author(other["family"], other["given"]))
    return AuthorList(tuple(authors), match.end())


def _read_groups(text: str) -> AuthorList:
    """Groups alone, as far as a title and a journal are left behind them."""
    authors: list[Author] = []
    at = 0
    while (match := _GROUP.match(text, at)) and is_group(match["name"]):
        authors.append(Author(match["name"].strip(), group=True))
        sign = text[match.end()]
        at = _SPACE.match(text, match.end() + 1).end()  # type: ignore[union-attr]
        if sign == ".":
            return AuthorList(tuple(authors), at) if at < len(text) else AuthorList((), 0)
        if sign == ":":
            break
    return AuthorList((), 0)
