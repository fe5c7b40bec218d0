"""Words that tell that something was seen in the people who are counted right behind them."""

from __future__ import annotations

import re
from typing import Final

#: `Deaths occurred in 4 patients treated with A`: what happened to them is told, and who they are.
SEEN_IN: Final = re.compile(
    r"\b(?:occurred|developed|appeared|recurred|(?:was|were)\s(?:\w+ly\s)?(?:detected|seen|observed|found|diagnosed|reported|recorded|noted|"
    r"documented))\s(?:in|by|among)\s(?:only\s|all\s|the\s|another\s)?$",
    re.IGNORECASE,
)
