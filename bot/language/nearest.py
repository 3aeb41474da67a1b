"""The nearest labelled example and the nearest counter-example of a text, under one label after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Nearest:
    """How near a text is to the examples of a label: cosines, and the texts they were measured to."""

    example: str
    score: float
    counter_example: str
    counter_score: float

    @property
    def lead(self) -> float:
        return self.score - self.counter_score


class NearestExamples:
    """`labels`: label → (examples, counter-examples). Their vectors are kept on disk, a candidate's text never."""

    def __init__(self, labels: Mapping[str, tuple[Sequence[str], Sequence[str]]], encoder: Encoder) -> None:
        import numpy as np

        self._encoder = encoder
        self._texts = list(dict.fromkeys(text for pair in labels.values() for side in pair for text in side))
        places = {text: index for index, text in enumerate(self._texts)}
        self._labels = {
            label: (np.array([places[t] for t in good], dtype=int), np.array([places[t] for t in bad], dtype=int))
            for label, (good, bad) in labels.items()
        }
        self._vectors = encoder.vectors(self._texts, keep=True)

    def nearest(self, text: str) -> dict[str, Nearest]:
        """For every label that has examples. One encoding and one product, whatever the number of labels."""
        cosines = self._vectors @ self._encoder.vectors([text])[0]
        found = {}
        for label, (good, bad) in self._labels.items():
            if not len(good):
                continue
            best = int(good[cosines[good].argmax()])
            worst = int(bad[cosines[bad].argmax()]) if len(bad) else None
            found[label] = Nearest(
                example=self._texts[best],
                score=float(cosines[best]),
                counter_example=self._texts[worst] if worst is not None else "",
                counter_score=float(cosines[worst]) if worst is not None else 0.0,
            )
        return found
