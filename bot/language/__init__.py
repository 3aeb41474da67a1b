"""Reading what people write: sentences and what they do, stems and synonyms, likeness, and which fact is asked for.

sentences("what's the load? we use a queue")      [Sentence(0, 16, …, "question"), Sentence(17, 31, …, "statement")]
load_encoder(cache=Path(…))                       Loading(encoder or None, the reason)
FactMatcher(facts, lexicon, matching, encoder).match("how many users, and how fast?")
"""

from bot.language.bm25 import Bm25
from bot.language.encoder import Encoder, Loading, load_encoder
from bot.language.facts import Evidence, FactMatcher, Match
from bot.language.lexicon import Lexicon, lexicon_from, plain_lexicon
from bot.language.nearest import Nearest, NearestExamples
from bot.language.sentences import Act, Sentence, act_of, sentences
from bot.language.stemming import stem, stems, words
from bot.language.thresholds import Limits, Matching, matching_from

__all__ = [
    "Act",
    "Bm25",
    "Encoder",
    "Evidence",
    "FactMatcher",
    "Lexicon",
    "Limits",
    "Loading",
    "Match",
    "Matching",
    "Nearest",
    "NearestExamples",
    "Sentence",
    "act_of",
    "lexicon_from",
    "load_encoder",
    "matching_from",
    "plain_lexicon",
    "sentences",
    "stem",
    "stems",
    "words",
]
