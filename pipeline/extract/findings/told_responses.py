"""What a document means by a response: a tumour's, or that of what its own field measures."""

from __future__ import annotations

import re
from enum import Enum, auto


class Responses(Enum):
    """What responses, remissions and the like are of."""

    OF_TUMOURS = auto()
    #: Nothing in the document tells of a tumour, of blood or of a transplant.
    OF_OTHERS = auto()
    #: `complete response (no emesis or rescue medication)`
    OF_NAUSEA = auto()


#: Fields in which a response without a scale is one by the criteria of tumours, blood or grafts.
_OF_TUMOURS = re.compile(
    r"\b(?:cancers?|carcinomas?|tumou?rs?|neoplas\w+|leuk(?:a)?emi\w+|lymphomas?|myelomas?|sarcomas?|melanomas?|gliomas?|\w*blastomas?|"
    r"metasta\w+|malignan\w+|oncolog\w+|myelo(?:dysplas|prolif|fibros)\w+|an(?:a)?emias?|thrombocytop\w+|graft-versus-host|GVHD|transplant\w*|"
    r"amyloid\w*|histiocyt\w+|chemotherap\w+|CAR[- ]T|blasts?|"
    r"(?-i:(?:B-|T-|BCP-|Ph-)ALL|[BT]-?ALL|AML|APL|CLL|CML|NHL|DLBCL|MDS|JMML|NSCLC|SCLC|HCC|m?CRC|m?CRPC|GIST|RCC|ORRs?|MRD|CRi))\b",
    re.IGNORECASE,
)
_OF_NAUSEA = re.compile(
    r"\bcomplete (?:response|control|protection)[^.;]{0,60}?\b(?:no|without|absence of|free of)\s(?:\w+\s){0,2}(?:vomit\w*|emesis|emetic|retch\w*|nausea|rescue)",
    re.IGNORECASE,
)


def told_responses(folded: str) -> Responses:
    """What responses are of, by the words of a whole document, folded."""
    if _OF_NAUSEA.search(folded):
        return Responses.OF_NAUSEA
    return Responses.OF_TUMOURS if _OF_TUMOURS.search(folded) else Responses.OF_OTHERS
