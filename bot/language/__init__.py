"""Reading what people write: sentences and what they do, stems and synonyms, likeness, and which fact is asked for."""

from bot.language.encoder import Encoder, Loading, load_encoder
from bot.language.sentences import Act, Sentence, act_of, sentences
from bot.language.stemming import stem, stems, words

__all__ = ["Act", "Encoder", "Loading", "Sentence", "act_of", "load_encoder", "sentences", "stem", "stems", "words"]
