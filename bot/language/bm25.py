"""BM25: how well short documents answer a bag of words (Robertson and Zaragoza, 2009)."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

K1 = 1.2
B = 0.5  # phrasings are short and of one kind, so length says less than in articles


@dataclass(frozen=True)
class Bm25:
    """`weights`: term → (document, its part of a score), made once; scoring is a sum over the query's terms."""

    size: int
    weights: dict[str, tuple[tuple[int, float], ...]] = field(repr=False)

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> "Bm25":
        counts = [Counter(document) for document in documents]
        lengths = [len(document) for document in documents]
        mean = (sum(lengths) / len(lengths) if lengths else 0) or 1
        seen = Counter(term for count in counts for term in count)
        weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, count in enumerate(counts):
            for term, times in count.items():
                rarity = math.log(1 + (len(documents) - seen[term] + 0.5) / (seen[term] + 0.5))
                share = times * (K1 + 1) / (times + K1 * (1 - B + B * lengths[index] / mean))
                weights[term].append((index, rarity * share))
        return cls(len(documents), {term: tuple(parts) for term, parts in weights.items()})

    def scores(self, query: Sequence[str]) -> list[float]:
        """One score of 0 or more for each document; a term said twice counts once."""
        scores = [0.0] * self.size
        for term in dict.fromkeys(query):
            for index, weight in self.weights.get(term, ()):
                scores[index] += weight
        return scores
