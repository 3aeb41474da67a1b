"""Ways of telling a price without the word for it: "the smaller … the more", "the trouble is", "then you have two"."""

import re

PRICE = re.compile(
    r"\bthe \w+er\b[^.;\n]{2,60}?\bthe (?:more|less|fewer|\w+er)\b|\bthe more\b[^.;\n]{2,60}?\bthe (?:more|less|fewer|\w+er)\b"
    r"|\b(?:trouble|catch|bad (?:side|part|thing)|drawback|nuisance|snag|rub|price|worst of it)(?:'s| is)\b"
    r"|\b(?:uglier|slower|harder|dearer|messier|trickier|clumsier|heavier|costlier)\b"
    r"|\bmore (?:work|code|parts|places|machines|moving)\b|\bthen (?:you|we|i)(?:'ve| have)?(?: got)? (?:two|to)\b"
    r"|\byou(?:'ve| have)(?: got)? (?:two|to)\b|\b(?:written|kept|stored|done|sent|paid) twice\b|\btwice (?:the|as)\b"
    r"|\bdrifts?\b|\bout of step\b|\bboth sides\b|\bevery bug\b|\bone more\b|\bin between\b|\bnow and then\b"
)
# Something that somebody bears: said of a choice, it is what is given up.
BORNE = re.compile(
    r"\b(?:waits?|slower|later|longer|stale|old|late|behind) (?:a (?:bit|little|while|moment)|for (?:a|some))\b"
    r"|\ba (?:bit|little) (?:slower|later|longer|stale|staler|late|old|older|behind)\b|\bcosts? (?:one|a|two|some|more|me|us|you|cpu)\b"
    r"|\b(?:isn't|not|nothing|no one|nobody)\b[^.;\n]{2,40}\b(?:till|until) (?:tomorrow|later|the next|next|morning|the night)\b"
    r"|\b(?:we|i|it|they)(?:'d| would| may| might| can| will)? (?:skip|miss|drop|repeat|lag|forget|over-?count|lose)\b"
    r"|\b(?:you|we|i) can(?:'t|not) (?:ask|query|search|join|see|change|move|do|sort|count|filter)\b"
    r"|\b(?:gets?|makes? \w+(?: \w+)?) (?:ugly|clumsy|awkward|hard|harder|messy|slow|slower)\b|\bsit(?:s|ting)? idle\b|\bgone for\b"
)
TAKEN = re.compile(
    r"\bi(?:'d| would| can|'ll| will)? (?:rather|take (?:that|it|this)|stand|bear|stomach|swallow|live with|sleep with|pay)\b"
    r"|\bwe(?:'d| would| can|'ll| will)? (?:rather|take (?:that|it|this)|stand|bear|live with|pay)\b|\b(?:nobody|no one|no-one) (?:\w+ )?(?:misses|minds|notices|cares|asked|wants|sees|needs|complains)\b"
    r"|\bso i don't need\b|\bwe don't need\b|\bi don't (?:need|want)\b|\b(?:is|are) rare\b|\b(?:so|that's) fine\b|\byou (?:said|told|allowed)\b"
    r"|\bone thing less\b|\bless to run\b|\bwe agreed\b|\bfor (?:that|this|these|those|\d+ ?ms)[^.\n]{0,20} i take\b|\bworth\b"
)


def hinges(low: str) -> int:
    """In how many different ways a folded text tells a price."""
    return len({hit.group() for hit in PRICE.finditer(low)})
