"""How English asks: the patterns by which `sentences` tells a question from a statement.

This is grammar, not judgement, hence here and not in YAML. Every pattern is bounded: what repeats is a class of single
characters or a few named words, and texts are cut before they are searched.
"""

import re
from typing import Final


def _any(*phrases: str) -> str:
    """Any of these; an argument is alternatives parted by "|" or, where it has none, single words parted by blanks."""
    options = [text if "|" in text else "|".join(text.split()) for text in phrases]
    return "(?:" + "|".join(options) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FILLERS = _any(
    "and so ok okay but also then hmm+ hm+ um+ uh+ well hi hey hello btw now right alright cool great thanks thx",
    "got it|makes sense|another (?:one|thing|question)|one more(?: thing| question)?|last (?:one|thing|question)",
    "sure yes yeah no oh ah first second third next finally lastly just or like say maybe please pls actually",
    "quick (?:one|question)|because of that|if so|in that case|for \\w+[,:]|q\\d*",
    "basically generally roughly again question because since",
    "on (?:scale|load|latency|storage|traffic|users)",
)
_FILLER: Final = rf"(?:{_FILLERS}[\s,:.\-–—!]+){{0,5}}"
_PREPOSITIONS = _any(
    "in on at by for from to with of about after before within under over until till til since per every", "up to|as of"
)
_PREPOSITION: Final = rf"(?:{_PREPOSITIONS}\s+)?"
_WH = _any("what whats what's which who whos who's whom whose where wheres when why how hows hw wat wich")
_AUX = _any(
    "is are am was were do does did can could should shall will would may might must has have had need",
    "shd shud shld cud cld wud wld r",
    "isnt isn't arent aren't dont don't doesnt doesn't cant can't wont won't shouldnt shouldn't couldnt couldn't",
)
_PRONOUNS = "i|we|you|u|it|he|she|they|there|this|that"
_NOT_ASKING = _any(
    "have (?:to|a|in)|need (?:to|a|the)|do (?:it|that|this)|do the (?!\\w+s (?!first|now|next|then|later|again|in|on|with|for|of|and|to|before|after)\\w)|must (?:be|have)|can (?:be|do|see)",
    "will (?:be|do|go|use|take)|should (?:be|do)|would (?:be|go|say|use)|is (?:fine|ok|good|enough)|was|had|did",
    "may (?:be|as)|does not",
    rf"\w+n['’]?t (?!(?:{_PRONOUNS}|the|a|an|people|users?)\b)",
)
_OF_HOW = "many|much|long|big|large|often|fast|quick|quickly|high|far|old|fresh|soon|stale|bad|do|does|should|is|are"
_KNOW = "know|understand|hear|learn|find out|get|ask|clarify|check|see|confirm|have"

# -- the beginning of a sentence or clause --------------------------------------------------------------------------

BULLET = _compiled(r"(?:[-*•–>]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
WH_START = _compiled(rf"\s*{_FILLER}{_PREPOSITION}{_WH}\b")
# "what a day", "what is saved stays saved", "when it comes back we open", "which means": these tell.
WH_TELLS = _compiled(
    rf"\s*{_FILLER}{_PREPOSITION}(?:what (?:a|an) |whatever|whoever|how nice|how about that"
    rf"|(?:when|where|why) (?!(?:{_AUX}|exactly|not|then|else|at the latest|at most|by)\b)"
    r"|which (?:is|means|gives|makes|has|have|goes|would|we|i|should|brings|leaves|gets|lets|then)\b"
    r"|who (?:is|are) \w+ing"
    r"|what (?:i|we|you)(?:['’]\w+)?\b"
    r"|what (?:is|was|are|were) \w+(?:ed|en|ne) (?:is|stays?|was|are|has|will|must|can)\b"
    rf"|what (?!{_AUX}\b)\w+ (?:\w+ ){{0,2}}is\b(?= \w+ )(?! (?:there|asked|expected|needed|required|wanted|assumed|allowed|acceptable|meant)\b))"
)
AUX_START = _compiled(rf"\s*{_FILLER}{_AUX}\s+(?:not\s+)?[a-z]+\b")
AUX_TELLS = _compiled(rf"\s*{_FILLER}{_NOT_ASKING}")
# "if the phone is off, …": a condition before what is asked.
FRONTED = _compiled(
    r"\s*(?:if|when|after|once|suppose|say|assuming|while|as soon as|in case|before|given)\b"
)  # fmt: skip

# -- inside a sentence ----------------------------------------------------------------------------------------------

CLAUSE = _compiled(
    r"(?:,(?:\s*(?:or|and|but|so)\b)?|:|[+&]|\s[-–—]{1,2}\s|\.\.+|…|\bso\b|\bbut\b|\band\b|\()\s*"
)  # fmt: skip
WH_CLAUSE = _compiled(
    rf"{_PREPOSITION}(?:(?:how (?:{_OF_HOW})|how \w+ {_AUX}"
    r"|(?:what|which) (?:multiple|factor|budget|target|share|limit)|what (?:\w+ ){1,2}(?:in|of|for|per|within)"
    r"|how \w+\s*\Z|what(?:s|'s| is| are| about| if| kind| sort| happens| do| does| should| would"
    r"| \w+ (?:do|does|should|is|are|can|must|would))"
    r"|which (?:one|ones|of|multiple|factor|\w+s? (?:do|does|should|is|are|can|must))"
    r"|who (?:do|does|can|should|will|pays)|whose"
    r"|(?:when|where) (?:is|are|does|do|should|must|will|can))\b)"
)
AUX_CLAUSE = _compiled(
    r"(?:do|does|did|can|could|should|shall|will|would|may|might|must|is|are|has|have)\s+"
    rf"(?:{_PRONOUNS}|people|ppl|poeple|users|every(?:one|body|thing)|any(?:one|body|thing)|some(?:one|body)|either|both|one)\b(?!\s*$)"
    r"|do (?!(?:it|that|this|so|as|not|more|less|things|us|this)\b)\w+s\b"
    r"|(?:do|does|must|should|can|may|shall) (?:the|an?|this|these|each|every|my|our|their) \w+"
    r"|does \w+ "
)
# "if two people paste it do they get the same one": what is asked follows the condition without a comma.
FRONTED_ASKS = _compiled(
    r".{8,300}\s(?:(?:do|does|should|can|will|must|may|is|are) (?:i|we|you|u|he|she|they|people|users)\b"
    r"|(?:do|does|should|must|may|can|will) (?:the )?\w+ (?:be|get|go|see|have|stay|count|work|win|still|keep|wait|fail)\b)"
)
HOW = _compiled(rf"\bhow (?:{_OF_HOW})\b")
INDIRECT = _compiled(
    r"\bor (?:can|should|may|must|do|does|will|is|are) (?:it|that|they|we|i|people|users|every(?:one|body)|any(?:one|body))\b"
    r"|\b(?:i(?:'?d| would| will|'?ll)? (?:still |also |just |really )?(?:need|want|like|love|have|wish)"
    rf"(?: to (?:{_KNOW})| the\b| some\b| a (?:feel|sense|rough|number|figure|ballpark|clearer?)\b"
    r"| an (?:idea|estimate)\b| your\b| (?:avg|average|numbers|figures)\b)"
    r"|(?:i(?:'m| am|m)? )?(?:wondering|wonder|curious|unsure|not (?:quite |really |so )?(?:sure|clear)|unclear"
    r"|interested)\b(?: (?:about|if|whether|how|what|which|who|when|where|in)\b| to (?:know|hear)\b|,? (?:what|how))"
    r"|(?:can|could|would|will) (?:you|u) (?:please )?(?:tell|say|give|share|clarify|confirm|explain|describe|specify)"
    r"|\bgive me (?:the|a|an|your|some)\b|\bunless you (?:object|disagree|mind|say|correct|tell|want|know)\b|\bor (?:do|does) \w+ \w+|\bone \w+ or (?:two|several|many|more)\b"
    r"|(?:please|pls|plz|just) (?:tell|give|clarify|confirm|specify|share|remind)\b"
    r"|\b(?:tell|remind) me (?:about|how|what|which|who|when|where|if|whether|more|the|your|a)\b"
    r"|let me (?:know|ask|check|confirm|clarify) (?!about that later)"
    r"|(?:any|have you got|do you have) (?:idea|thoughts|numbers|figures|hints?|constraints?|limits?|requirements?"
    r"|expectations?|preference)\b"
    r"|(?:please|pls|plz)\s*:|(?:what|how) about\b|what if\b"
    r"|(?:my|first|next|another|one|a|the|last|second|quick) question (?:is|would be|about|on|:)"
    r"|(?:help me|i(?:'d| would) (?:like|love) to) (?:understand|know|clarify|get)"
    r"|i(?:'m| am)? asking (?:about|for|whether|if)"
    r"|(?:it|that)(?:'s| is| would be|'d be) (?:helpful|good|useful|important|nice) to (?:know|hear|understand)"
    r"|i(?:'m| am)? (?:still )?(?:miss|missing|lack|lacking)\b"
    r"|i (?:don't|dont|do not) (?:yet )?know (?:if|whether|how|what|who|which|where|when)\b)"
)
FINITE = _compiled(
    r"\b(?:i|we|is|are|was|were|will|would|should|can|could|must|has|have|had|needs?|goes|go|makes?|gives?|takes?"
    r"|means?|use|uses|using|let|think|guess)\b"
)
ASSUMING = _compiled(r"assuming (?!\d)(?!.*\d).{3,80}\Z")
# "anonymous usage ok", "group chats needed": nothing but what is asked for and the word that asks.
ELLIPSIS = _compiled(
    r"(?!no |not |nothing )(?:[\w'’/-]+ ){1,6}(?:ok|okay|allowed|needed|required|wanted|necessary|tolerable|acceptable)\Z"
)
NAMED_OR_COUNTED = _compiled(r"\s*(?:\d|[^,.]{1,40}:)")  # "1 row or 0 rows", "Queue: this or that"
STATES = _compiled(
    r"\s*(?:(?:and|so|ok|okay|then|well|hmm+)[\s,]+){0,3}"
    r"(?:i(?:'?ll|'?d|'?m| will| would| am| think| guess| suppose| assume| see| have| use| put| take| go| add)\b"
    r"|we(?:'?ll|'?d|'?re| will| would| are| have| use| put| take| need| add| store| can| should)\b|let(?:'s| us)\b"
    r"|(?:the|a|an|this|that|it|each|every|there|since|because|given|assuming|our|my)\b.{0,200}\b"
    r"(?:is|are|has|have|goes|go|means|needs?|will|would|can|gives?|takes?|=)\b|\d)"
)

# -- the end of a sentence ------------------------------------------------------------------------------------------

_COMMA = r"(?:,|\.\.+|…|\s[-–—])"
_AGREED = r"right|correct|yes|no|ok|okay|isn'?t it|agreed|fair|is that (?:right|ok|okay|fine|correct)"
TAIL = _compiled(
    rf"{_COMMA}\s*(?:{_AGREED}|isn'?t that so|or not|does that (?:work|make sense)|or|then what|what then|what now|now what|in or out|yes/no"
    r"|y/n)\s*\Z"
    r"|\b(?:if (?:you agree|ok with you|that(?:'s| is) (?:ok|okay|fine|alright)(?: with you)?|you don'?t mind)"
    r"|unless you (?:object|disagree|mind|say otherwise|want (?:it|them|that)))\s*\Z"
    r"|\b(?:or not|in or out|yes or no|yes/no|y/n|or what|then what)\s*\Z|\b(?:pls|plz|please)\s*(?:\Z|,)|\w how\s*\Z"
)
TAG = _compiled(
    rf"{_COMMA}\s*(?:{_AGREED}|does that (?:work|make sense|sound (?:good|right|fine)))\s*[?!.\s]{{0,20}}\Z"
)
YOU_WANT = _compiled(
    r"^(?!.{0,200}\b(?:if|what|whatever|as|because|since)\s+(?:you|u) )(?:.{0,200}\s)?(?:you|u|ya) "
    r"(?:want|need|expect|prefer|require|have in mind|aim for|are after)$"
)
