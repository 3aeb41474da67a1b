"""What looks like a number and is none: dates, times, versions, codes, names. Masked before any number is read.

Every pattern is linear: bounded repeats, anchored at a digit or a literal word. Each is tried only if its trigger
occurs in the text, so that plain texts cost nothing.
"""

import re
from functools import cache

MASK = "\ue000"  # a private character: one run of them reads as one opaque word

_CODES = "20[01246]|30[1234789]|40[01345689]|41[0235]|42[2359]|451|50[0-4]"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_UNITLESS = r"(?!\s{0,2}(?:[kmb]\b|bn\b|%|x\b|/\s?\w|million|billion|thousand|[kmgtp]i?b\b|[qrt]ps|bytes|per\b|ms\b))"
_PRODUCTS = (
    r"postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|valkey|cassandra|scylla(?:db)?|kafka|rabbitmq|elastic(?:search)?"
    r"|opensearch|java|jdk|python|node(?:\.?js)?|ruby|php|go(?:lang)?|rust|c\+\+|c#|\.net|django|rails|spring(?:\sb"
    r"oot)?"
    r"|react|angular|vue|kubernetes|docker|terraform|ubuntu|debian|centos|rhel|fedora|windows|macos|ios|ipados|android"
    r"|chrome|firefox|safari|tls|ssl|oauth|openid|saml|usb|ddr|pcie|wi-?fi|bluetooth|fix|quic|http|grpc|protobuf|proto"
    r"|websocket|mqtt|amqp|nginx|envoy|haproxy|clickhouse|spark|flink|hadoop|airflow|zookeeper|etcd|consul|oracle"
    r"|sqlite|dynamo(?:db)?|neo4j|influx(?:db)?|unicode|raid|cat|arm|intel|xeon|core|ryzen|epyc|graviton|pixel|iphone"
    r"|galaxy|gpt|llama|claude|gemini|bert|mpeg|avro|thrift|graphql|openapi|swagger|junit|gradle|maven|vs|win|office"
)
_LABELS = (
    r"rows?|cells?|columns?|steps?|phase|part|points?|questions?|sections?|sec\.|chapter|pages?|lines?|figures?|fig\.?|tables?|levels?|la"
    r"yers?"
    r"|tier|options?|items?|rounds?|sprints?|stage|types?|cases?|examples?|exercise|slides?|lesson|module|appendix"
    r"|episode|season|volume|vol\.|lecture|assignment|problem|floor|room|gate|flight|bus|route|exit|seat|apartment|"
    r"suite"
    r"|building|highway|platform|track|channel|ports?|versions?|ver\.?|rev\.?|release|build|ticket|issue|bug|task|jira"
    r"|commit|pr|mr|epic|rfcs?|iso|iec|ieee|ecma|cve|pep|kip|fips|soc|http|error|code|status|errno|exit|line|id|ids"
    r"|no\.?"
    r"|nr\.?|number|num|user_?id|tenant|day|week|month|q|quarter|gen|generation|generations|mod|modulo|base"
    r"|requirement|req\.|priority|prio|sev|severity|team|grade|plan|draft|attempt|candidate|take(?=\s[1-9]\b)|bullet|note|idea"
    r"|approach|alternative|variant|interview|scenario|iteration|topic|rule|law|area|interstate|unit|box"
)

_ORDER = "top|first|last|next|previous|past"
_PLURAL_AFTER = r"(?!\s(?!is\b|was\b|has\b|does\b|this\b|us\b|its\b|as\b)[a-z]{3,24}s\b)"

# (letters or signs of which one must occur in the text in lower case, pattern)
_MASKS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    (triggers, pattern)
    for triggers, pattern in (
        # Addresses and links that Slack did not mark up.
        ((":/", "www."), r"\b(?:[a-z]{2,10}://|www\.)[^\s<>]{1,2000}"),
        (("@",), r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"),
        (("localhost", "host:"), r"\b(?:localhost|host):[0-9]{2,5}\b"),
        (("1:1", "1-1"),
            r"\b1\s?[:-]\s?1\b(?=\s(?:chats?|messag|calls?|conversation|meeting|convo|dm|text|mapping|relation|sess"
            r"ion|between|with|or|and|only|correspond))"),
        (("virtual", "vnode", "quorum", "majority"),
            r"\b[0-9]{1,6}\s(?:virtual\snodes|vnodes|virtual)|\b(?:quorum|majority)\s(?:of|is|=)\s[0-9](?:\s(?:of|o"
            r"ut\sof)\s[0-9])?"),
        ((".",), r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?::[0-9]{2,5})?(?![\w.]*[0-9])"),
        ((".",), r"(?<![\w.,])[0-9]{1,4}\.[0-9]{1,2}\.[0-9]{1,4}(?:\.[0-9]+)?(?:[-+][a-z][\w.]{0,20})?\b(?!\.?[0-9])"),
        (("v",), r"\bv\s?[0-9]{1,3}(?:\.[0-9]{1,4}){0,3}\b"),
        # Dates and clock times.
        (("-",), r"(?<![\w.])(?:19|20)[0-9]{2}-[01]?[0-9](?:-[0-3]?[0-9])?(?:t[0-9:.]{2,12}z?)?\b"),
        (("-", "–"), r"(?<![\w.])(?:19|20)[0-9]{2}\s?[-–]\s?(?:20)?[0-9]{2}\b" + _UNITLESS),
        (("/",), r"(?<![\w./])[0-3]?[0-9]/[0-3]?[0-9]/(?:19|20)?[0-9]{2}\b"),
        (("/",), r"(?<![\w./])(?:19|20)[0-9]{2}/[01]?[0-9](?:/[0-3]?[0-9])?\b"),
        (("-",), r"(?<![\w.-])[0-3]?[0-9]-[01]?[0-9]-(?:19|20)[0-9]{2}\b"),
        (
            ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
            rf"\b(?:{_MONTHS}\.?\s[0-3]?[0-9](?:st|nd|rd|th)?\b(?!\s?(?:%|[kmb]\b|million|\w?ps))(?:,?\s(?:19|20)[0-"
            rf"9]{{2}})?"
            rf"|[0-3]?[0-9](?:st|nd|rd|th)?\.?\s(?:of\s)?{_MONTHS}\b(?:,?\s(?:19|20)[0-9]{{2}})?|{_MONTHS}\s(?:19|20"
            rf")[0-9]{{2}})\b",
        ),
        (
            ("19", "20"),
            r"\b(?:in|since|from|by|until|till|of|year|circa|early|late|mid|back\sin|before|after|around|summer|winter"
            r"|spring|autumn|fall|q[1-4]|h[12]|the|end\sof|during|copyright|©|fy|in\slate|in\searly)[-\s]"
            r"(?:19[5-9][0-9]|20[0-4][0-9])\b(?![,.][0-9])" + _UNITLESS + r"(?!\s(?:req|msg|user|write|read|messages|"
            r"requests|users|posts|events|servers|nodes|shards|connections)s?\b)",
        ),
        (
            ("19", "20"),
            r"(?<![\w.,$€])(?:19[89][0-9]|20[0-4][0-9])\s(?=(?:post|paper|blog|talk|report|outage|incident|numbers|"
            r"data|edition"
            r"|article|survey|benchmark|study|world|olympics|election|version|release|launch|model|guide|book|video"
            r"|figures?"
            r"|stats|hardware|prices|budget|roadmap|keynote|conference|super)\b)",
        ),
        ((":",),
            r"(?<![\w.:,])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?\s?(?:[ap]\.?m\b\.?|utc|gmt|cet|est|pst|h"
            r"\b|uhr)"),
        ((":",), r"(?<![\w.:,])(?:[01]?[0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9]\b"),
        ((":",), r"(?<![\w.:,])(?!1:[1-9]0\b)(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![\w:]|[.,][0-9])"),
        ((" am", " pm", "am", "pm", "a.m", "p.m"), r"\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b(?!\s?b)\.?"),
        (
            ("oclock", "o'clock", "o’clock", "uhr", "noon", "at "),
            r"\b(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s?(?:o['’]?clock|uhr)\b"
            r"|\b[0-9]{1,2}h[0-5][0-9]\b",
        ),
        (("0s of", "0s of", "0's of"), r"\b10{1,3}['’]?s\sof\b"),
        # Phones.
        (("+",), r"(?<![\w.])\+[0-9](?:[\s().-]?[0-9]){7,14}(?![0-9])"),
        (("-", "(", ".", " "), r"(?<![\w.,-])\(?[0-9]{3}\)?[-.\s][0-9]{3}[-.\s][0-9]{4}(?![\w,.]*[0-9])"),
        (("0",), r"(?<![\w.,-])(?<![0-9]\s)0[0-9]{1,4}[\s/-][0-9]{3,4}(?:[\s-][0-9]{2,4}){0,3}(?![\w,.]*[0-9])"),
        (
            ("call", "phone", "ring", "dial", "tel", "text me", "mobile", "cell", "extension", "ext", "whatsapp me", "fax"),
            r"\b(?:call|phone|ring|dial|tel|text|mobile|cell|extension|ext|fax)\b[\s.:]{0,3}(?:\w{1,6}\s){0,3}[0-9]"
            r"[0-9\s().-]{1,16}[0-9](?![0-9])"
            + _UNITLESS,
        ),
        # Codes, standards, ids.
        (("percentile", "th ", "%ile", "p", "quantile"),
            r"\bt?p[0-9]{2}(?:\.[0-9]{1,3}|[0-9]{1,2})?\b(?!\s?[kmgt]?b\b)(?:\s?[=:]\s?(?=\s))?"),
        (("percentile", "%ile", "centile"),
            r"\b[0-9]{2}(?:\.[0-9]{1,3})?(?:st|nd|rd|th|%)?\s?(?:-\s?)?(?:percentile|%?ile|centile)s?\b"),
        (("st", "nd", "rd", "th"), r"(?<![\w.,])[0-9]{1,4}(?:st|nd|rd|th)\b"),
        (("#",), r"#[0-9]{1,12}\b|(?:(?<=issue )|(?<=ticket )|(?<=number )|(?<=task )|^)#\s[0-9]{1,12}\b"),
        ((":",), r"(?<!\S):[a-z_+-]{0,30}[0-9][a-z0-9_+-]{0,30}:(?![^\s.,!?:)])"),
        (("$", "€", "£", "₹", "¥"),
            r"(?:us)?[$€£₹¥]\s?[0-9][0-9,.]{0,20}(?!\s?\\)\s?(?:k|m|bn?|million|billion|thousand)?\b(?:\s?(?:/|per|"
            r"a)\s?\w{1,12})?"),
        (
            ("dollar", "usd", "eur", "buck", "cent", "gbp", "inr", "rupee", "pound", "€", "$", "£"),
            r"(?<![\w.,])[0-9][0-9,.]{0,20}\s?(?:k|m|bn?|million|billion|thousand|lakh|crore)?\s?(?:dollars?|usd|eu"
            r"ros?|eur|bucks?|cents?|gbp|inr"
            r"|rupees?|pounds?|€|\$|£)(?!\w)(?:\s?(?:/|per|a)\s?\w{1,12})?",
        ),
        (("rfc", "iso", "iec", "ieee", "cve", "pep", "soc", "isbn", "gdpr"), r"\b(?:rfc|iso|iec|ieee|ecma|cve|pep|soc|isbn|kip|fips)[\s:/#-]{0,2}[0-9][\w.:-]{0,30}"),
        (
            ("-",),
            r"(?<![\w.])(?!(?:rf|n|qps|rps|dau|mau|peak|sub|under|over|approx|about|roughly|fan-?out|cache|reads?|w"
            r"rites?|ratio|avg|average|storage)-)"
            r"[a-z_]{1,30}-[0-9]{1,12}(?:[.-][0-9]{1,12}){0,4}[a-z]?\b(?!\s?(?:[,.][0-9]|[/%x×*=]))",
        ),
        (
            ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            r"(?<![\w.])(?!x[0-9]|rf[0-9])[a-z_]{1,20}[0-9]{1,8}[a-z]{0,12}(?:[._-](?=\w)[\w]{1,30}){1,4}",
        ),
        (("xlarge", "large", "micro", "standard", "highmem"),
            r"\b\w{1,20}[.-](?:[0-9]{0,3}x?large|micro|small|medium|metal|nano|(?:standard|highmem|highcpu)-[0-9]{1"
            r",3})\b"),
        (("standard_", "standard-"), r"\bstandard[_-]\w{1,20}"),
        (("0x",), r"\b0x[0-9a-f]{1,64}\b"),
        (("-",), r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"),
        (("bit",), r"\b[0-9]{1,4}(?:-|\s)?bits?\b(?!\s?(?:/|per|a\s))"),
        (("(",),
            r"(?<![\w])(?!ceil|round|floor|max|min|sum|sqrt|approx|about|times|total|avg|peak|qps|dau)[a-z_]\w{0,30"
            r"}\([0-9]{1,6}(?:,\s?[0-9]{1,6}){0,3}\)"),
        (
            ("0", "1", "2", "3", "4", "5"),
            r"\b(?:https?|status(?:\scodes?)?|(?:error|response|return|exit|http)\scodes?|codes?|error|errno|return"
            r"s?|returned|returning|responds?\swith"
            r"|respond(?:ed|ing)?|repl(?:y|ies)\swith|throws?|send(?:s|ing)?\s(?:a|back(?:\sa)?)|serve\sa|answer\swith)"
            rf"\s?[/:]?\s?(?:{_CODES})(?:s\b|\b)(?!\s?(?:[kmb%]\b|[a-z]?ps\b|bytes|[kmgt]i?b\b|/|[,.][0-9]|million|m"
            rf"s\b|s\b|per\b|[xX×*]|billion|users|req|msg|writes|reads|servers|nodes|days|messages|posts))",
        ),
        (
            ("error", "response", "redirect", "page", "status", "not found", "ok", "code", "too many", "retr", "s"),
            rf"(?<![\w.,])(?:{_CODES})(?:s\b|\s(?=(?:errors?|responses?|redirects?|redirections?|pages?|status(?:es)"
            rf"?|codes?|not\sfound|ok\b|too\smany|retry|gone|conflict"
            r"|unauthori[sz]ed|forbidden|bad\srequest|created|accepted|no\scontent|moved|permanent|temporary|vs\.?"
            r"\s[345]0)\b(?!\s?(?:/|per|a\s(?:sec|day|min)))))",
        ),
        (
            ("a ", "an ", "with ", "get", "got", "giv"),
            rf"\b(?:an?|with|gets?|getting|got|gives?|giving)\s(?:{_CODES})(?:s\b|\b)(?=\s{{0,3}}(?:$|[;!?)]|[,.](?!"
            rf"[0-9])|(?:for|on|if|when|instead|back|from|then|rather"
            r"|after|before|so\sthe|because|until|while|unless|whenever|in\scase)\b))",
        ),
        (("/", "vs", "or"), rf"(?<![\w.,])(?:{_CODES})\s?(?:/|vs\.?|or|and)\s?(?:{_CODES})\b(?!\s?(?:[kmb%]\b|[a-z]?ps\b|/))"),
        # Rules of thumb, resolutions, networks, sizes of names.
        (("24", "7x24", "365", "9", "7"),
            r"\b24\s?[/x×*]\s?7(?:\s?[/x×*]\s?365)?\b|\b7\s?x\s?24\b|\b365\s?/\s?24\b|\b9\s?(?:-|to)\s?5\b|\b7\sday"
            r"s\sa\sweek\b|\b24\shours\s(?:a|per)\sday\b"),
        (("/", "-"),
            r"(?<![\w.])(?:80\s?[/-]\s?20|50\s?[/-]\s?50|20\s?/\s?80|90\s?/\s?10)\b(?=\s?(?:rule|split|principle|ch"
            r"ance|thing|law|[.,;!?)]|$|between))"),
        (("/10", "/ 10", "out of", "/5", "/100"),
            r"(?<![\w.])[0-9]{1,2}(?:\.5)?\s?(?:/\s?(?:10|5|100)\b(?![0-9]|\s?[=≈]|,[0-9])|out\sof\s[0-9]{1,3})"),
        (("0p", "0i", "pixel", "px", "x", "×"),
            r"\b[0-9]{3,4}[pi](?:[0-9]{2})?\b|\b[0-9]{2,5}\s?[x×]\s?[0-9]{2,5}\s?(?:px|pixels?|resolution|icons?|th"
            r"umbnails?|image)|\b(?:1920\s?[x×]\s?1080|1280\s?[x×]\s?720|3840\s?[x×]\s?2160|640\s?[x×]\s?480)\b|\b["
            r"0-9]{1,5}\s?px\b"),
        (
            ("2k", "4k", "8k"),
            r"\b[248]k\s(?=(?:videos?|streams?|streaming|resolution|uhd|quality|footage|content|tvs?|displays?|movi"
            r"es?|clips?|films?|screens?|playback|renditions?|hdr|monitor|and\s(?:hd|1080)|or\s(?:hd|1080))\b)"
            r"|\b(?:in|at|hd|uhd|ultra|up\sto|no|and|or|support|supports|supporting|stream|streaming|transcode\sto|"
            r"upscaled\sto|1080p?|hd/)[\s/,]{1,2}[48]k\b(?!\s?[/a-z0-9*×x=])",
        ),
        (
            ("2g", "3g", "4g", "5g", "6g"),
            r"\b[2-6]g\b(?!\s?(?:/|per\b|a\s|of\s|ram|mem|memory|disk|heap|cache|storage|file|daily|each|total|ssd|"
            r"nic|link|\+|=))",
        ),
        (("gen", "lte"), r"\bgen\s?[0-9]\b"),
        (("radius", "metre", "meter", "km", "mile", "away", "distance", "within"),
         r"(?<![\w.])[0-9][0-9,.]{0,8}\s?(?:kms?|miles?|met(?:er|re)s?|kilomet(?:er|re)s?|feet|ft|yards?|mi\b|m\b(?"
         r"=\s(?:radius|away|from|apart|range|distance|of\s(?:the\s)?(?:rider|driver|user))))\b"),
        (("°", "deg", "celsius"), r"[0-9.]{1,8}\s?(?:°\s?[cf]?|degrees?|celsius)"),
        (("'s", "0s", "ies"), r"(?<![\w.])(?:19|20)[0-9]0['’]?s\b|(?<![\w.])['’][0-9]0s\b"),
        # Product versions and labels: a plain number after them names, it does not count.
        (
            ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            rf"\b(?:{_PRODUCTS})[\s/-]v?[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{0,3}}(?:\+|\.x)?\b(?![,.:]?[0-9])" + _UNITLESS
            +
                r"(?!\s(?:nodes|servers|shards|brokers|partitions|replicas|instances|machines|boxes|connections|clu"
                r"sters))(?![kmgtb%x]|\s?[-–]\s?[0-9])",
        ),
        (("top", "first", "last", "next", "previous", "past"),
         rf"\b(?:{_ORDER})[\s-][0-9]{{1,6}}\b(?![,.]?[0-9]|[kmbgtpdhy%]|\s?(?:[kmb]\b|%|million|billion|days?\b|mont"
         rf"hs?\b|years?\b))"),
        (
            ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),

                rf"(?<![/])(?<!per )\b(?:{_LABELS})[ \t#-]{{0,2}}(?:#\s?)?(?:[0-9]{{1,12}}\.[0-9]{{1,3}}|[0-9]{{1,12}}[a-d]?)\b" + _PLURAL_AFTER + r"(?![,.]?[0-9]|[kmbgtp%]|\s?(?:[kmbx]\b|%|[/*×÷=]|million|billion|thousand|hundred|[kmgtp]i?b\b|bytes?|[a-z]?[qrt]ps|ms\b|secs?\b"
            r"|seconds?|minutes?|hours?|days?|weeks?|months?|years?|users|messages|writes|reads|requests|servers|ms"
            r"gs|per\b|to\s[0-9]|nines?|replicas?|copies|shards|nodes))",
        ),
    )
)  # fmt: skip

_LIST_MARK = re.compile(
    r"^[ \t]{0,8}(?:[-*•>][ \t]+)?(?:\(?[0-9]{1,2}[.)](?=[ \t]+\S)|\([0-9a-z]\)|#?[0-9]{1,2}\s?[:](?=[ \t]+[a-z]))",
                        re.MULTILINE)  # fmt: skip
_INLINE_MARK = re.compile(r"(?:(?<=[.;,:]\s)[0-9]\)|(?<![\w)])\([0-9]\))(?=\s)")
_RATIO_WORDS = re.compile(r"read|writ|ratio|r/w|w/r|r:w")
_ONE_O_CLOCK = re.compile(r"(?<![\w.:,])1:[1-5]0(?![\w:]|[.,][0-9])")
_ANY_DIGIT = re.compile(r"[0-9½¼¾⅓⅔]")
_RUNS = re.compile(f"{MASK}+")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled at first need: all together would take longer than the rest of the import."""
    return re.compile(pattern)


def masked(text: str) -> str:
    """The text with everything that only looks like a number blanked by MASK, of the same length."""
    if not _ANY_DIGIT.search(text):
        return text
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for triggers, pattern in _MASKS:
        for trigger in triggers:
            if trigger in low:
                low = _compiled(pattern).sub(_blank, low)
                break
    if "1:" in low and not _RATIO_WORDS.search(low):
        low = _ONE_O_CLOCK.sub(_blank, low)
    low = _LIST_MARK.sub(_blank, low)
    if ")" in low:
        low = _INLINE_MARK.sub(_blank, low)
    return _with_masks(text, low) if MASK in low else text


def _with_masks(text: str, low: str) -> str:
    parts, end = [], 0
    for found in _RUNS.finditer(low):
        parts += [text[end : found.start()], found.group()]
        end = found.end()
    return "".join([*parts, text[end:]])


def _blank(found: re.Match[str]) -> str:
    whole = found.group()
    kept = whole.rstrip()
    return MASK * len(kept) + whole[len(kept) :]
