"""The vectors of the shipped content come with the program, and those that do are those that the encoder makes."""

from pathlib import Path

import numpy as np
import pytest

from bot.cli.vectors import kept_texts, shipped_content
from bot.language import load_encoder
from bot.language.encoder import MODEL_SHA256, MiniLm
from bot.language.shipped import SHIPPED, Shipped, key_of, packed, write

LARGEST = 6_000_000  # bytes
UNSHIPPED = 0.02  # of all texts; a phrasing more is encoded when it is first used, in some 8 ms
CLOSE = 0.9999
LOADED = load_encoder()
needs_encoder = pytest.mark.skipif(LOADED.encoder is None, reason=LOADED.reason)


def encoder() -> MiniLm:
    assert LOADED.encoder is not None
    return LOADED.encoder


def test_the_file_has_what_the_shipped_content_compares_with_and_no_more() -> None:
    """Fails when the content has moved on: uv run app.py new vectors."""
    shipped = Shipped(MODEL_SHA256)
    wanted = {key_of(MODEL_SHA256, text) for text in kept_texts(shipped_content())}

    assert len(wanted - shipped.keys) <= UNSHIPPED * len(wanted)
    assert len(shipped.keys - wanted) <= UNSHIPPED * len(wanted)
    assert SHIPPED.stat().st_size <= LARGEST


@needs_encoder
def test_a_shipped_vector_is_the_encoders_own_within_rounding() -> None:
    shipped = Shipped(MODEL_SHA256)
    some = [text for text in kept_texts(shipped_content()) if text in shipped][::400]

    for text, made in zip(some, encoder().vectors(some), strict=True):
        found = shipped.get(text)
        assert found is not None
        assert found @ made > CLOSE, text
        assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)


@needs_encoder
def test_what_is_shipped_is_not_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    text = next(text for text in kept_texts(shipped_content()) if text in Shipped(MODEL_SHA256))

    def refuse(self: MiniLm, text: str) -> None:
        raise AssertionError(f"{text} was encoded")

    monkeypatch.setattr(MiniLm, "_encode", refuse)

    encoder().vectors([text], keep=True)
    with pytest.raises(AssertionError, match="was encoded"):
        encoder().vectors(["a phrasing that a team has added to a sheet of its own"], keep=True)


def test_renewing_keeps_the_rows_that_stand_and_drops_old_ones(tmp_path: Path) -> None:
    path, rng = tmp_path / "vectors.npz", np.random.default_rng(1)
    encoded: list[str] = []

    def encode(text: str) -> np.ndarray:
        encoded.append(text)
        row = rng.normal(size=384).astype(np.float32)
        return row / np.linalg.norm(row)

    write(path, packed("model", ["one", "two", "two"], encode, Shipped("model", path)))
    first = Shipped("model", path)
    write(path, packed("model", ["two", "three"], encode, first))
    second = Shipped("model", path)

    assert encoded == ["one", "two", "three"]
    for one, other in zip(first.row("two") or (), second.row("two") or (), strict=True):
        assert np.array_equal(one, other)
    assert (second.get("one"), len(second)) == (None, 2)
    assert Shipped("another model", path).get("two") is None


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"no vectors"])
def test_a_broken_file_ships_nothing(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "vectors.npz"
    path.write_bytes(broken)

    assert len(Shipped("model", path)) == 0
    assert Shipped("model", path).get("one") is None
