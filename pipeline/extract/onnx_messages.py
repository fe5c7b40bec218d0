"""The fields that ONNX files are made of, written: for models that are made, or added to, when they are loaded."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def message(field: int, content: bytes) -> bytes:
    """A field that holds a text or a message: its number, how long it is, its content."""
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def number(field: int, value: int) -> bytes:
    """A field that holds a whole number, not below nought."""
    return _varint(field << 3) + _varint(value)


def numbers(field: int, values: npt.NDArray[np.integer[Any]]) -> bytes:
    """A field that holds whole numbers from nought to 2 ** 28, packed."""
    told = values.astype(np.uint32)
    each = told[:, None] >> np.array([0, 7, 14, 21], dtype=np.uint32)
    # A byte for each seven bits up to the highest that is set, the first always; all but the last are marked to go on.
    kept = each > 0
    kept[:, 0] = True
    goes_on = np.hstack([kept[:, 1:], np.zeros((len(told), 1), dtype=bool)])
    return message(field, ((each & 127) | np.where(goes_on, 128, 0))[kept].astype(np.uint8).tobytes())


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
