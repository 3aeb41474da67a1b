"""The four scripted candidates held by the bot's own interviewer, and scored: `python -m tests.scoring.scripted.hold`.

Writes what was said and how it scored to `reports/`. The scripts were written, and committed, before they were held.
"""

from pathlib import Path

from bot.dialogue.mind import Mind
from bot.interview import replay
from bot.record import Transcript, Turn
from bot.record.transcript import transcript_from
from bot.scoring import Scorecard, score
from tests.scoring.transcripts import CONTENT, TOOLS

HERE = Path(__file__).parent
SCRIPTS = tuple(sorted(HERE.glob("*.json")))


def held(path: Path) -> Transcript:
    """A script with what the interviewer said to it."""
    import json

    script = transcript_from(json.loads(path.read_text(encoding="utf-8")))
    lines = replay(script, Mind(CONTENT, None), CONTENT.words)
    said = [line for line in lines if line.text and not line.what]
    turns = tuple(Turn(n, line.at, line.phase, line.who, line.text) for n, line in enumerate(said))  # type: ignore[arg-type]
    return Transcript(script.id, script.scenario, script.minutes, script.level, turns)


def scored(interview: Transcript) -> Scorecard:
    return score(interview, CONTENT.scenario(interview.scenario), CONTENT.rubric(), TOOLS)


def report(interview: Transcript, card: Scorecard) -> str:
    phases = ", ".join(f"{name} {value:g}" for name, value in card.phases.items() if value is not None)
    lines = [f"# {interview.id}: {card.score} of 100 ({card.band})", "", phases, "", "## What was said", ""]
    for turn in interview.turns:
        lines.append(f"{int(turn.at) // 60:3d}:{int(turn.at) % 60:02d} {turn.phase} {turn.who}: {turn.text}")
    lines += ["", "## How it scored", ""]
    for name, verdict in card.criteria.items():
        told = f"level {verdict.level}" + (" (could not tell for sure)" if verdict.uncertain else "")
        lines.append(f"- {name}: {told}" + (f", by {verdict.by}" if verdict.by else ""))
        lines += [f'  - [{each.turn}] "{" ".join(each.quote.split())}"' for each in verdict.evidence]
        if verdict.next_rung:
            lines.append(f"  - for more: {verdict.next_rung}")
    return "\n".join(lines) + "\n"


def main() -> None:
    (HERE / "reports").mkdir(exist_ok=True)
    for path in SCRIPTS:
        interview = held(path)
        card = scored(interview)
        (HERE / "reports" / f"{path.stem}.md").write_text(report(interview, card), encoding="utf-8")
        print(path.stem, card.score, card.band, dict(card.phases))


if __name__ == "__main__":
    main()
