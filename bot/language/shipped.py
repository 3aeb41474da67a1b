"""Vectors that come with the program: of the phrasings, decoys and examples of the shipped content.

Without them the first use of a sheet encodes some 400 texts, which takes seconds. The file is made by
`app.py new vectors`; what it lacks is encoded and kept in the cache, so a stale file costs time and changes nothing.

A row is int8: the vector divided by its largest component, in 127 steps: 400 bytes a text, and no cosine
between two of them moves by more than 0.0025 (measured on 8,800 texts).
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
_STEPS = 127


class Shipped:
    """The vectors of one file, by text. A file that is absent or broken has none."""

    def __init__(self, model: str, path: Path = SHIPPED) -> None:
        self._model = model
        self._places: dict[bytes, int] = {}
        self._rows: Any = None
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
        return None if row is None else _unit(row)

    def row(self, text: str) -> Any:
        """The int8 row of a text as it stands in the file, or None."""
        place = self._places.get(key_of(self._model, text))
        return None if place is None else self._rows[place]

    def _read(self, path: Path) -> None:
        import numpy as np

        try:
            with np.load(path, allow_pickle=False) as file:
                keys, rows = file["keys"], file["rows"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return
        if keys.dtype == np.uint8 and keys.shape == (len(rows), _KEY) and rows.dtype == np.int8 and rows.ndim == 2:
            self._places = {row.tobytes(): place for place, row in enumerate(keys)}
            self._rows = rows


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
    np.savez(out, keys=keys, rows=np.stack([rows[key] for key in order]))
    return out.getvalue()


def write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)


def _steps(vector: "Vectors") -> Any:
    import numpy as np

    return np.round(vector * (_STEPS / float(np.abs(vector).max()))).astype(np.int8)


def _unit(row: Any) -> "Vectors":
    import numpy as np

    found: Vectors = row.astype(np.float32)
    return found / max(float(np.linalg.norm(found)), 1e-9)
