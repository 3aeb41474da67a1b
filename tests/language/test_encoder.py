"""The sentence encoder is checked by hash, optional, and never encodes what it has kept."""

from pathlib import Path

import numpy as np
import pytest

from bot.language import NearestExamples, load_encoder
from bot.language.encoder import VOCABULARY, VOCABULARY_SHA256, MiniLm, _sha256

LOADED = load_encoder()
NONE = Path("/none/vectors.npz")  # nothing shipped: all is encoded
needs_encoder = pytest.mark.skipif(LOADED.encoder is None, reason=LOADED.reason)


def encoder() -> MiniLm:
    assert LOADED.encoder is not None
    return LOADED.encoder


def test_a_file_that_is_another_is_refused_with_the_reason(tmp_path: Path) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(b"not a model")

    assert load_encoder(model=other).encoder is None
    assert "model.onnx is not the file we know" in load_encoder(model=other).reason


def test_a_file_that_is_absent_gives_a_reason(tmp_path: Path) -> None:
    loaded = load_encoder(model=tmp_path / "nothing.onnx")

    assert loaded.encoder is None
    assert "cannot be loaded" in loaded.reason


def test_the_vocabulary_is_the_one_that_the_model_was_made_with() -> None:
    assert _sha256(VOCABULARY) == VOCABULARY_SHA256
    assert "Apache" in (VOCABULARY.parent / "NOTICE").read_text()


@needs_encoder
def test_like_questions_are_near_and_unlike_ones_far() -> None:
    users, same, other = encoder().vectors(["how many users a day", "count of daily users", "is it encrypted"])

    assert users @ same > 0.6 > users @ other
    assert np.linalg.norm(users) == pytest.approx(1, abs=1e-5)


@needs_encoder
def test_a_text_has_one_vector_whatever_stands_beside_it() -> None:
    (alone,) = encoder().vectors(["how fast must it be"])
    beside = encoder().vectors(["a much longer text about something else altogether", "how fast must it be"])[1]

    assert np.array_equal(alone, beside)


@needs_encoder
def test_kept_vectors_come_from_disk_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_encoder(cache=tmp_path, shipped=NONE).encoder
    assert first is not None
    kept = first.vectors(["how many users", "how many users", "how fast"], keep=True)
    first.vectors(["what a candidate wrote"])

    second = load_encoder(cache=tmp_path, shipped=NONE).encoder
    assert second is not None
    monkeypatch.setattr(second, "_encode", lambda text: pytest.fail(f"encoded again: {text}"))

    assert np.array_equal(second.vectors(["how many users", "how many users", "how fast"], keep=True), kept)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size == 2 * (32 + 4 * 384)


@needs_encoder
def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path: Path) -> None:
    first = load_encoder(cache=tmp_path, shipped=NONE).encoder
    assert first is not None
    wanted = first.vectors(["how many users"], keep=True)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:32] + b"\xff" * 4 * 384 + b"torn")

    second = load_encoder(cache=tmp_path, shipped=NONE).encoder
    assert second is not None
    assert np.array_equal(second.vectors(["how many users"], keep=True), wanted)


@needs_encoder
@pytest.mark.parametrize("text", ["", " ", "🎭", "\x00", "a" * 100_000, "日本語のメッセージ", "\ud800"], ids=repr)
def test_any_text_has_a_vector(text: str) -> None:
    assert encoder().vectors([text]).shape == (1, 384)


@needs_encoder
def test_the_nearest_example_stands_against_the_nearest_counter_example() -> None:
    labels = {"reason": (["we use it because it is fast"], ["we use it"]), "empty": ([], [])}

    found = NearestExamples(labels, encoder()).nearest("we take it because it is quick")

    assert set(found) == {"reason"}
    assert found["reason"].lead > 0.05
