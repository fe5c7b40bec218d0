"""Languages as ISO 639-2 codes, by their English names and two-letter codes; of two codes the bibliographic."""

from __future__ import annotations

_TABLE = """
    afrikaans af afr|albanian sq alb|arabic ar ara|armenian hy arm|azerbaijani az aze|basque eu baq|bengali bn ben
    |bosnian bs bos|bulgarian bg bul|catalan ca cat|chinese zh chi|croatian hr hrv|czech cs cze|danish da dan
    |dutch nl dut|english en eng|esperanto eo epo|estonian et est|finnish fi fin|french fr fre|galician gl glg
    |georgian ka geo|german de ger|greek el gre|hebrew he heb|hindi hi hin|hungarian hu hun|icelandic is ice
    |indonesian id ind|irish ga gle|italian it ita|japanese ja jpn|kazakh kk kaz|korean ko kor|latin la lat
    |latvian lv lav|lithuanian lt lit|macedonian mk mac|malay ms may|norwegian no nor|persian fa per|polish pl pol
    |portuguese pt por|romanian ro rum|russian ru rus|serbian sr srp|slovak sk slo|slovenian sl slv|spanish es spa
    |swahili sw swa|swedish sv swe|tamil ta tam|thai th tha|turkish tr tur|ukrainian uk ukr|urdu ur urd
    |vietnamese vi vie|welsh cy wel
"""
_CODES: dict[str, str] = {
    name: code for row in _TABLE.split("|") for *names, code in [row.split()] for name in (*names, code)
}


def language_code(words: str | None) -> str | None:
    """The code of a language (``eng``) by its name or code in any case; None where it is not known.

    Args:
        words: the name (``English``), or a code; of several, parted by commas or semicolons, the first counts.
    """
    if words is None:
        return None
    name = words.replace(";", ",").partition(",")[0].strip().lower()
    # ``en-US``
    return _CODES.get(name) or _CODES.get(name.partition("-")[0])
