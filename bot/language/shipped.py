"""Vectors that come with the program: of the phrasings, decoys and examples of the shipped content.

Without them the first use of a sheet encodes some 400 texts, which takes seconds. The file is made by
`app.py new vectors`; what it lacks is encoded and kept in the cache, so a stale file costs time and changes nothing.

A row holds the vector divided by its largest component, in 511 steps of 10 bits: the upper eight bits of each
component in `rows`, the lower two packed by four in `fine`; 496 bytes a text with its key. Of 970 questions of
strangers one is answered otherwise than with the encoder's own vectors (one of three that are offered is another); with
eight bits alone it was four, two of them answered with other facts.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Vectors: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

SHIPPED = Path(__file__).parent / "data" / "vectors.npz"
_KEY = 16  # bytes kept of a sha256
_STEPS = 511
_COARSE, _FINE = 384, 96  # bytes of a row: upper eight bits of each component, and lower two packed by four
_SHIFTS = (0, 2, 4, 6)


class Shipped:
    """The vectors of one file, by text. A file that is absent or broken has none."""

    def __init__(self, model: str, path: Path = SHIPPED) -> None:
        self._model = model
        self._places: dict[bytes, int] = {}
        self._rows: Any = None
        self._fine: Any = None
        self._read(path)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, text: str) -> bool:
        return key_of(self._model, text) in self._places

    @property
    def keys(self) -> frozenset[bytes]:
        return frozenset(self._places)

    def get(self, text: str) -> "Vectors | None":
        """A unit vector of float32, None for a text that the file does not have."""
        row = self.row(text)
        return None if row is None else _unit(*row)

    def row(self, text: str) -> tuple[Any, Any] | None:
        """The two parts of a text's row as they stand in the file, or None."""
        place = self._places.get(key_of(self._model, text))
        return None if place is None else (self._rows[place], self._fine[place])

    def _read(self, path: Path) -> None:
        import numpy as np

        try:
            with np.load(path, allow_pickle=False) as file:
                keys, rows, fine = file["keys"], file["rows"], file["fine"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return
        count = len(keys)
        shapes = (keys.shape, rows.shape, fine.shape) == ((count, _KEY), (count, _COARSE), (count, _FINE))
        if shapes and (keys.dtype, rows.dtype, fine.dtype) == (np.uint8, np.int8, np.uint8):
            self._places = {row.tobytes(): place for place, row in enumerate(keys)}
            self._rows, self._fine = rows, fine


def key_of(model: str, text: str) -> bytes:
    """What a vector is found by: the beginning of the sha256 of model and text."""
    return hashlib.sha256(f"{model}\n{text}".encode("utf-8", "surrogatepass")).digest()[:_KEY]


def packed(model: str, texts: Iterable[str], encode: "Callable[[str], Vectors]", known: Shipped) -> bytes:
    """The file with these texts and no others, in the order of their keys; what `known` has stays as it is.

    So a new phrasing adds its own row only, whatever processor it is encoded on."""
    import numpy as np

    rows = {}
    for text in dict.fromkeys(texts):
        row = known.row(text)
        rows[key_of(model, text)] = _steps(encode(text)) if row is None else row
    order = sorted(rows)
    out = io.BytesIO()
    keys = np.frombuffer(b"".join(order), dtype=np.uint8).reshape(len(order), _KEY)
    coarse, fine = (np.stack([rows[key][part] for key in order]) for part in (0, 1))
    np.savez(out, keys=keys, rows=coarse, fine=fine)
    return out.getvalue()


def write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)


def _steps(vector: "Vectors") -> tuple[Any, Any]:
    import numpy as np

    steps = np.round(vector * (_STEPS / float(np.abs(vector).max()))).astype(np.int16)
    fine = (steps & 3).astype(np.uint8).reshape(_FINE, len(_SHIFTS))
    return (steps >> 2).astype(np.int8), np.bitwise_or.reduce(fine << np.array(_SHIFTS, dtype=np.uint8), axis=1)


def _unit(coarse: Any, fine: Any) -> "Vectors":
    import numpy as np

    lower = (fine[:, None] >> np.array(_SHIFTS, dtype=np.uint8)) & 3
    found: Vectors = (coarse.astype(np.float32) * 4) + lower.reshape(_COARSE)
    return found / max(float(np.linalg.norm(found)), 1e-9)
