"""The rules of peer interviews are checked when they are read, with file, line and key."""

from pathlib import Path

import pytest

from bot.content import ContentError, load_content

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("blind_for: 86400", "blind_for: soon", "blind_for"),
        ("bot_levels: [10, 45, 75]", "bot_levels: [10, 75, 45]", "three rising numbers"),
        ("least_pairs: 5", "leest_pairs: 5", "least_pairs"),
        ("whisper_every: 60", "whisper_every: 1", "whisper_every"),
        ("kappa: quadratic", "kappa: cubic", "kappa"),
    ],
)
def test_a_rule_that_cannot_be_is_named_with_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    shipped = (ROOT / "rubrics" / "lexicon" / "peers.yaml").read_text()
    file = tmp_path / "rubrics" / "lexicon" / "peers.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(shipped.replace(right, wrong))
    with pytest.raises(ContentError) as caught:
        load_content([tmp_path])
    assert any(said in str(finding) and "peers.yaml:" in str(finding) for finding in caught.value.findings)
