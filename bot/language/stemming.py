"""Words and their stems."""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONGEST_WORD = 60


def words(text: str) -> list[str]:
    """Lower-case words and numbers, apostrophes dropped ("what's" → "whats"). Linear."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [found.replace("'", "").replace("’", "")[:_LONGEST_WORD] for found in _WORD.findall(folded)]


def stems(text: str) -> list[str]:
    """The stem of every word, in order: "How many messages" → ["how", "mani", "messag"]."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


_own = threading.local()


def _stemmer() -> Any:
    """One for each thread: a stemmer keeps the word that it works on, and turns are read on several threads."""
    import snowballstemmer

    if not hasattr(_own, "stemmer"):
        _own.stemmer = snowballstemmer.stemmer("english")
    return _own.stemmer
