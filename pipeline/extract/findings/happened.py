"""Words that tell that something was seen in the people who are counted right behind them."""

from __future__ import annotations

import re
from typing import Final

#: What tells so, as part of a pattern.
SEEN: Final = (
    r"(?:occurred|developed|appeared|recurred|(?:was|were)\s(?:\w+ly\s)?(?:detected|seen|observed|found|diagnosed|reported|recorded|"
    r"noted|documented|experienced|evident|present))"
)
#: `Deaths occurred in 4 patients treated with A`: what happened to them is told, and who they are.
SEEN_IN: Final = re.compile(
    rf"\b{SEEN}\s(?:in|by|among)\s(?:only\s|all\s|the\s|another\s)?$",
    re.IGNORECASE,
)
